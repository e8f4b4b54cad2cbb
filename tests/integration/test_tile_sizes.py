"""How large tiles become: every phone can count on a bound, at more reports than Poland has placed in all."""

import gzip
from collections.abc import Iterator

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.levels import level
from chalicelib.domain.tile import RESOLUTION_AT
from infra.bench.peers.points import made_up
from infra.bench.peers.statuses import NAMES, properties

REPORTS = 5_000_000
LIMIT = 50_000


def tiles(reports: int, seed: int) -> Iterator[bytes]:
    points = made_up(reports, seed)
    counts = counted(cells_at(*points.at), properties(points, seed))
    for z, resolution in RESOLUTION_AT.items():
        whole = level(counts[resolution], NAMES, z)
        for band in bands(whole):
            yield from (tile for _, tile in draw(whole, band))


def test_no_tile_of_five_million_reports_in_one_layer_is_larger_than_50_kb() -> None:
    heavy = [tile for tile in tiles(REPORTS, seed=7) if len(tile) > LIMIT]

    zipped = [len(gzip.compress(tile, 6)) for tile in heavy]

    assert zipped
    assert max(zipped) <= LIMIT
