"""Tiles and cells: what a tile shows and which tiles show a cell are one relation, seen from both sides."""

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from chalicelib.domain import cell as cells
from chalicelib.domain.cell import cell_at
from chalicelib.domain.errors import UnknownLayer
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Location
from chalicelib.domain.tile import (
    BOUNDS,
    CENTER,
    EXTENT,
    RESOLUTION_AT,
    Tile,
    corners,
    tiles_showing,
)
from tests.strategies import locations, near_tile_corners, tile_numbers, zooms

places = locations | near_tile_corners()
SOUTH, WEST, NORTH, EAST = cells.widened((BOUNDS[1], BOUNDS[0], BOUNDS[3], BOUNDS[2]), 0.36, cells.COARSEST)
answered_for = st.builds(Location, lat=st.floats(SOUTH, NORTH), lon=st.floats(WEST, EAST))
"""Places up to 25 km beyond the map: a unit may answer for them."""


def around(cell: str, z: int) -> list[Tile]:
    """Return all tiles that could possibly show the cell, and a rim of those that cannot."""
    xs, ys = zip(*corners(cell, z), strict=True)
    columns = range(min(xs) // EXTENT - 1, max(xs) // EXTENT + 2)
    rows = range(min(ys) // EXTENT - 1, max(ys) // EXTENT + 2)
    return [Tile(CURRENT, z, x, y) for x in columns for y in rows]


@given(places)
def test_the_tiles_showing_a_cell_are_those_that_show_it(place: Location) -> None:
    cell = cell_at(place.lat, place.lon)

    showing = tiles_showing(cell, CURRENT)

    for z, resolution in RESOLUTION_AT.items():
        ancestor = cells.parent(cell, resolution)
        assert {tile for tile in showing if tile.z == z} == {
            t for t in around(ancestor, z) if t.shows(ancestor)
        }


@given(places | answered_for)
def test_the_blocks_of_a_tile_hold_every_cell_it_shows_that_may_be_counted(place: Location) -> None:
    cell = cell_at(place.lat, place.lon)

    for tile in tiles_showing(cell, CURRENT):
        assert cells.block_of(cells.parent(cell, tile.resolution)) in tile.blocks()


@given(places, zooms)
def test_a_block_is_small_enough_to_be_a_partition(place: Location, z: int) -> None:
    block = cells.block_of(cell_at(place.lat, place.lon, RESOLUTION_AT[z]))

    assert cells.resolution_of(block) >= 2
    assert h3.cell_to_children_size(block, RESOLUTION_AT[z]) <= 343


@given(places, zooms)
def test_a_tile_shows_what_geometry_says_it_shares_ground_with(place: Location, z: int) -> None:
    cell = cell_at(place.lat, place.lon, RESOLUTION_AT[z])
    hexagon = Polygon(corners(cell, z))

    for tile in around(cell, z):
        x, y = tile.origin
        shared = hexagon.intersection(box(x, y, x + EXTENT, y + EXTENT)).area
        assert tile.shows(cell) == (shared > 0)


@given(places, zooms)
def test_corners_run_clockwise_without_repeating_around_the_centre(place: Location, z: int) -> None:
    cell = cell_at(place.lat, place.lon, RESOLUTION_AT[z])

    ring = corners(cell, z)

    turns = zip(ring, (*ring[1:], ring[0]), strict=True)
    assert sum(ax * by - bx * ay for (ax, ay), (bx, by) in turns) > 0  # y points down
    assert len(set(ring)) == len(ring) >= 5
    x, y = tile_numbers(Location(*cells.center(cell)), z)
    assert Polygon(ring).contains(Point(x * EXTENT, y * EXTENT))


@pytest.mark.parametrize("resolution", cells.RESOLUTIONS)
def test_a_cell_is_shown_from_the_first_zoom_down_to_its_own(resolution: int) -> None:
    cell = cell_at(52.0, 19.2, resolution)

    shown = {tile.z for tile in tiles_showing(cell, CURRENT)}

    assert shown == {z for z, r in RESOLUTION_AT.items() if r <= resolution}


def test_zooms_go_from_country_to_street_and_cells_only_get_finer() -> None:
    assert dict(RESOLUTION_AT) == {4: 3, 5: 3, 6: 4, 7: 5, 8: 5, 9: 6, 10: 7, 11: 8, 12: 9}
    assert set(RESOLUTION_AT.values()) == set(cells.RESOLUTIONS)


@pytest.mark.parametrize(
    ("layer", "z", "x", "y"),
    [("other", 6, 35, 21), (CURRENT, 3, 0, 0), (CURRENT, 13, 0, 0), (CURRENT, 6, 64, 0), (CURRENT, 6, 0, -1)],
)
def test_there_are_no_tiles_outside_the_layer(layer: str, z: int, x: int, y: int) -> None:
    with pytest.raises(UnknownLayer):
        Tile(layer, z, x, y)


def test_the_first_view_lies_in_the_country() -> None:
    west, south, east, north = BOUNDS
    lon, lat, zoom = CENTER

    assert west < lon < east
    assert south < lat < north
    assert zoom in RESOLUTION_AT
