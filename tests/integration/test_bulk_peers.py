"""The bulk path against programs of others: tippecanoe's tiles of what DuckDB counted in the cells of h3."""

import pytest

from infra.bench.peers.agreement import Tiles, disagreements
from infra.bench.peers.contest import OURS, TIPPECANOE, build
from infra.bench.peers.files import Files

POINTS = 10_000
LIMIT = 50_000
"""Bytes of a tile that every phone loads in a blink."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return the tiles of the same points by both programs."""
    files = Files(tmp_path_factory.mktemp("peers"))
    build(files, POINTS, programs=(OURS, TIPPECANOE), rounds=1)
    return files


def test_tiles_show_what_duckdb_counts_where_tippecanoe_shows_it(files: Files) -> None:
    ours, theirs = Tiles.read(files.tiles(OURS)), Tiles.read(files.tiles(TIPPECANOE))

    assert len(ours.stored) > 1000
    assert disagreements(ours, theirs, sample=400) == []


def test_tiles_are_small(files: Files) -> None:
    ours, theirs = Tiles.read(files.tiles(OURS)), Tiles.read(files.tiles(TIPPECANOE))

    assert ours.size <= theirs.size
    assert ours.largest <= LIMIT


def test_a_lost_tile_and_a_tile_in_the_place_of_another_are_told(files: Files) -> None:
    some = dict(sorted(Tiles.read(files.tiles(TIPPECANOE)).stored.items())[:20])
    *_, last = some
    lost = {at: body for at, body in some.items() if at != last}
    twice = {**lost, last: some[min(some)]}

    assert disagreements(Tiles(some), Tiles(lost), sample=0)
    assert disagreements(Tiles(some), Tiles(twice), sample=20)
    assert not disagreements(Tiles(some), Tiles(some), sample=20)
