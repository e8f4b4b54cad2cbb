"""A whole layer: every tile of every zoom once, whichever process drew it."""

import gzip

import numpy as np
import pytest

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.layers import draw_layer
from chalicelib.bulk.levels import level
from chalicelib.domain.tile import RESOLUTION_AT

NAMES = ["speeding.new", "vandalism.new"]


@pytest.mark.parametrize("processes", [1, 3])
def test_a_layer_has_every_tile_of_every_zoom_once(processes: int) -> None:
    random = np.random.default_rng(8)
    place = random.uniform(50, 53, 3_000), random.uniform(17, 22, 3_000)
    counts = counted(cells_at(*place), random.integers(0, 2, 3_000))

    drawn = [tile for some in draw_layer(counts, NAMES, gzip.compress, processes) for tile in some]

    levels = [level(counts[resolution], NAMES, z) for z, resolution in RESOLUTION_AT.items()]
    expected = dict(tile for one in levels for band in bands(one) for tile in draw(one, band))
    assert len(drawn) == len(expected)
    assert {at: gzip.decompress(tile) for at, tile in drawn} == expected


def test_a_layer_that_counts_nothing_has_no_tiles() -> None:
    nothing = counted(np.array([], np.uint64), np.array([], np.int64))

    assert list(draw_layer(nothing, NAMES, gzip.compress, 2)) == []
