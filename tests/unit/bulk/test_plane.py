"""Corners and tiles of many cells: the pure domain says where they are."""

import h3
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.bulk.arrays import PART, Cells
from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.plane import corners_of
from chalicelib.bulk.tiles import tiles_showing
from chalicelib.domain.cell import cell_at
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Location
from chalicelib.domain.tile import BOUNDS, RESOLUTION_AT, Tile, corners, tiles_at
from tests.strategies import locations, near_tile_corners, zooms

WEST, SOUTH, EAST, NORTH = BOUNDS


def cells_of(*names: str) -> Cells:
    return np.array([int(name, 16) for name in names], np.uint64)


@pytest.mark.parametrize("z", RESOLUTION_AT)
def test_corners_all_over_the_country_are_those_of_the_domain(z: int) -> None:
    random = np.random.default_rng(z)
    points = random.uniform(SOUTH, NORTH, PART + 100), random.uniform(WEST, EAST, PART + 100)
    cells = np.unique(cells_at(*points, RESOLUTION_AT[z]))

    found = corners_of(cells, RESOLUTION_AT[z], z)

    for cell, ring in zip(cells.tolist(), found.transpose(2, 1, 0).tolist(), strict=True):
        assert tuple(map(tuple, ring)) == corners(f"{cell:x}", z)


@given(st.floats(-60, 60), st.floats(-170, 170), zooms)
@example(46.04, 71.53, 12)  # the middle of another face
def test_hexagons_elsewhere_have_the_corners_of_the_domain_or_are_refused(
    lat: float, lon: float, z: int
) -> None:
    cell = cell_at(lat, lon, RESOLUTION_AT[z])
    ring = corners(cell, z)

    if len(ring) != 6:
        with pytest.raises(ValueError, match="no hexagon"):
            corners_of(cells_of(cell), RESOLUTION_AT[z], z)
    else:
        found = corners_of(cells_of(cell), RESOLUTION_AT[z], z)
        assert tuple(map(tuple, found[:, :, 0].T.tolist())) == ring


def test_a_pentagon_is_refused() -> None:
    with pytest.raises(ValueError, match="no hexagon"):
        corners_of(cells_of(*h3.get_pentagons(9)), 9, 12)


@given(st.lists(locations | near_tile_corners(), min_size=1, max_size=5), zooms)
def test_tiles_show_the_cells_that_the_domain_says(places: list[Location], z: int) -> None:
    names = sorted({cell_at(place.lat, place.lon, RESOLUTION_AT[z]) for place in places})

    tiles, shown = tiles_showing(corners_of(cells_of(*names), RESOLUTION_AT[z], z), z)

    pairs = [
        (Tile(CURRENT, z, tile >> z, tile % (1 << z)), names[cell])
        for tile, cell in zip(tiles.tolist(), shown.tolist(), strict=True)
    ]
    assert set(pairs) == {(tile, cell) for cell in names for tile in tiles_at(cell, CURRENT, z)}
    assert pairs == sorted(pairs, key=lambda pair: (pair[0].x, pair[0].y, pair[1]))
