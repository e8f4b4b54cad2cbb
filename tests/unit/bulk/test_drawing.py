"""Whole zooms of tiles: byte for byte those that the plain way draws one by one."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.bulk import drawing
from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import Counts, counted
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.levels import level
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Location
from chalicelib.domain.tile import RESOLUTION_AT, Tile, tiles_at
from chalicelib.usecases.picture import picture
from tests.builders import KRAKOW
from tests.strategies import locations, near_tile_corners

NAMES = ("a name before", "begging.new", "speeding.new", "vandalism.confirmed", "zzz", "żart")
near_by = st.builds(Location, lat=st.floats(52.2, 52.3), lon=st.floats(21.0, 21.2))
points = st.lists(
    st.tuples(locations | near_by | near_tile_corners(), st.integers(0, len(NAMES) - 1)), min_size=1
)


def counts_of(many: Sequence[tuple[Location, int]]) -> Mapping[int, Counts]:
    lat = np.array([place.lat for place, _ in many])
    lon = np.array([place.lon for place, _ in many])
    return counted(cells_at(lat, lon), np.array([which for _, which in many], np.int64))


def rows(counts: Counts) -> list[tuple[str, int, int]]:
    cells = [f"{cell:x}" for cell in counts.cells.tolist()]
    return list(zip(cells, counts.properties.tolist(), counts.n.tolist(), strict=True))


def plain(counts: Counts, z: int) -> dict[drawing.Address, bytes | None]:
    shown: dict[str, dict[str, int]] = {}
    for cell, which, n in rows(counts):
        shown.setdefault(cell, {})[NAMES[which]] = n
    tiles = {tile for cell in shown for tile in tiles_at(cell, CURRENT, z)}
    return {(z, tile.x, tile.y): picture(Tile(CURRENT, z, tile.x, tile.y), shown) for tile in tiles}


@settings(deadline=None)
@given(points)
def test_every_tile_is_the_very_bytes_of_the_plain_way(many: list[tuple[Location, int]]) -> None:
    for z, resolution in RESOLUTION_AT.items():
        counts = counts_of(many)[resolution]
        whole = level(counts, NAMES, z)

        tiles = [tile for band in bands(whole) for tile in draw(whole, band)]

        assert dict(tiles) == plain(counts, z)
        assert len(dict(tiles)) == len(tiles)


def test_numbers_and_tables_of_every_length_are_the_very_bytes_of_the_plain_way() -> None:
    """A city with enough reports for places of two bytes, numbers of three, features of several hundred."""
    random = np.random.default_rng(5)
    names = [f"{word}.{n:03}" for word in ("before", "ceiling", "total loss") for n in range(60)]
    place = random.normal([[52.23], [21.01]], 0.02, (2, 20_000))
    which = np.minimum(random.exponential(30, 20_000), len(names) - 1).astype(np.int64)
    many = counted(cells_at(*place), which)

    longest = 0
    for z in (6, 10, 12):
        found = many[RESOLUTION_AT[z]]
        counts = Counts(found.cells, found.properties, found.n**2)
        shown: dict[str, dict[str, int]] = {}
        for cell, name, n in rows(counts):
            shown.setdefault(cell, {})[names[name]] = n
        whole = level(counts, names, z)

        tiles = dict(tile for band in bands(whole) for tile in draw(whole, band))

        assert tiles == {at: picture(Tile(CURRENT, *at), shown) for at in tiles}
        longest = max(longest, *map(len, tiles.values()))
    assert longest > 1 << 14


@pytest.mark.parametrize("names", [("b", "a"), ("a", "a"), ("a", "total")])
def test_names_that_are_not_in_order_are_refused(names: Sequence[str]) -> None:
    with pytest.raises(ValueError, match="alphabetical order"):
        level(counts_of([(KRAKOW, 0)])[9], names, 12)


def test_a_zoom_is_cut_into_bands_between_tiles_only() -> None:
    random = np.random.default_rng(6)
    place = np.array([random.uniform(49.5, 54, 40_000), random.uniform(15, 23.5, 40_000)])
    whole = level(counted(cells_at(*place), np.zeros(40_000, np.int64))[9], NAMES[:1], 12)

    cuts = bands(whole)

    assert [cut.start for cut in cuts] == [0, *(cut.stop for cut in cuts[:-1])]
    assert cuts[-1].stop == len(whole.tiles)
    assert len(cuts) == -(-len(whole.tiles) // drawing.BAND)
    assert all(whole.tiles[cut.start] != whole.tiles[cut.start - 1] for cut in cuts[1:])
