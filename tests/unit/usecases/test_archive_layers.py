"""Archives: made where tiles changed, pointed to when they are whole, read by another library."""

import gzip
from datetime import timedelta
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import MemorySource, Reader, all_tiles

from chalicelib.adapters.pmtiles_file import PmtilesPacker
from chalicelib.domain.archive import layer_of, version_of
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.tile import Tile
from chalicelib.ports.pictures import Replacement
from chalicelib.usecases.archive_layers import archive_layers
from tests.builders import PLACED
from tests.fakes.calls import SetClock
from tests.fakes.pictures import InMemoryArchives, InMemoryTiles

PACK = PmtilesPacker("© somebody")
POSITIONS = [(4, 8, 5), (6, 35, 21), (12, 2274, 1388), (12, 2275, 1388)]


def drawn(store: InMemoryTiles, layer: str = CURRENT, *, picture: bytes = b"picture") -> None:
    """Put some tiles over whatever stands."""
    tiles = [Tile(layer, *position) for position in POSITIONS]
    standing = store.standing(tiles)
    store.replace(
        Replacement(tile, picture + str(n).encode(), standing.get(tile)) for n, tile in enumerate(tiles)
    )


def run(tiles: InMemoryTiles, archives: InMemoryArchives, *, layers: int = 1000, hours: int = 1) -> int:
    """Make archives of at most so many layers, so long after the newest."""
    made = [archive.made_at for archive in archives.catalogue().values()]
    clock = SetClock(max(made, default=PLACED) + timedelta(hours=hours))
    times = chain(repeat(True, layers), repeat(False))
    return archive_layers(tiles, archives, PACK, clock, lambda: next(times))


def test_every_tile_of_a_layer_is_read_from_its_archive() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    drawn(tiles)

    assert run(tiles, archives) == 1

    archive = archives.catalogue()[CURRENT]
    source = MemorySource(archives.files[archive.name])
    found = {position: gzip.decompress(content) for position, content in all_tiles(source)}
    assert found == {position: f"picture{n}".encode() for n, position in enumerate(POSITIONS)}
    header, metadata = Reader(source).header(), Reader(source).metadata()
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (4, 12, True)
    assert metadata["attribution"] == "© somebody"
    assert metadata["vector_layers"][0]["id"] == "cells"
    assert (archive.tiles, archive.size) == (len(POSITIONS), len(archives.files[archive.name]))


def test_a_layer_that_did_not_change_is_not_packed_again() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    drawn(tiles)
    run(tiles, archives)
    before = archives.catalogue()

    assert run(tiles, archives) == 0
    assert archives.catalogue() == before


def test_a_change_makes_a_new_file_and_the_one_before_stays_once() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    names = []
    for n in range(3):
        drawn(tiles, picture=bytes([n]))
        run(tiles, archives)
        names.append(archives.catalogue()[CURRENT].name)

    assert len(set(names)) == 3
    assert set(archives.files) == set(names[1:])


def test_the_file_before_goes_though_its_layer_never_changes_again() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    for picture in (b"with a prank", b"without it"):
        drawn(tiles, "2026-03", picture=picture)
        run(tiles, archives)

    assert run(tiles, archives, hours=25) == 0

    assert set(archives.files) == {archives.catalogue()["2026-03"].name}


def test_a_layer_without_tiles_has_no_archive_any_more() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    drawn(tiles, "2026-03")
    run(tiles, archives)
    tiles.replace(Replacement(tile, None, tag) for tile, tag in tiles.listed("2026-03").items())

    assert run(tiles, archives) == 0
    assert archives.catalogue() == {}
    assert archives.files == {}


def test_what_one_run_has_no_time_for_is_the_next_ones_first() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    for layer in ("2026-01", "2026-02", "2026-03"):
        drawn(tiles, layer)
    seen: set[str] = set()

    for _ in range(3):
        for layer in ("2026-01", "2026-02", "2026-03"):
            drawn(tiles, layer)
        before = archives.catalogue()
        assert run(tiles, archives, layers=1) == 1
        seen |= {layer for layer, one in archives.catalogue().items() if before.get(layer) != one}

    assert seen == {"2026-01", "2026-02", "2026-03"}


def test_the_catalogue_points_to_nothing_that_was_not_packed_to_its_end() -> None:
    tiles, archives = InMemoryTiles(), InMemoryArchives()
    drawn(tiles)
    run(tiles, archives)
    before = archives.catalogue()
    drawn(tiles, picture=b"other")

    class Failing(InMemoryTiles):
        def read(self, tile: Tile) -> tuple[bytes, str] | None:
            raise TimeoutError

    failing = Failing()
    for _ in range(3):  # so that its tags are others
        drawn(failing, picture=b"other")
    with pytest.raises(TimeoutError):
        run(failing, archives)

    assert archives.catalogue() == before
    assert before[CURRENT].name in archives.files


@given(st.dictionaries(st.sampled_from([Tile(CURRENT, *p) for p in POSITIONS]), st.text(max_size=3)))
def test_a_version_speaks_of_tiles_and_tags_in_whatever_order(standing: dict[Tile, str]) -> None:
    backwards = dict(reversed(standing.items()))

    assert version_of(standing) == version_of(backwards)
    for tile, tag in standing.items():
        assert version_of({**standing, tile: tag + "!"}) != version_of(standing)


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("current.pmtiles", "current"),
        ("2026-03.pmtiles", "2026-03"),
        ("current.0123456789abcdef.pmtiles", None),
        ("unit-1261.pmtiles", None),
        ("current.mbtiles", None),
        ("../current.pmtiles", None),
    ],
)
def test_a_name_without_a_version_stands_for_a_layer(name: str, layer: str | None) -> None:
    assert layer_of(name) == layer
