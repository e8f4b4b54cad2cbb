"""Our tiles before a judge of the specification; the judge before Mapbox's right and wrong tiles."""

import json
from pathlib import Path

import numpy as np
import pytest

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.levels import level
from chalicelib.domain.tile import EXTENT, RESOLUTION_AT
from chalicelib.formats import mvt
from tests.builders import KRAKOW
from tests.tile_rules import TileError, area, check, rings, waste

SUITE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "@mapbox" / "mvt-fixtures" / "fixtures"
FIXTURES = sorted(SUITE.glob("*"))
STRICTER = {
    "016": "says by leaving the type out that it is unknown; 003, which does the same, is wrong",
    "039": "is right by version 1",
    "057": "has a MoveTo that counts more points than there are; 052, which does the same, is wrong",
}
"""Tiles that the suite lets pass and we do not."""

SQUARE = [(0, 0), (8, 0), (8, 8), (0, 8)]
NAMES = ["begging.all", "speeding.new", "vandalism.confirmed"]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda folder: folder.name)
def test_the_judge_lets_pass_what_is_right_and_nothing_else(fixture: Path) -> None:
    right = json.loads((fixture / "info.json").read_text())["validity"]["v2"]
    tile = (fixture / "tile.mvt").read_bytes()

    if right and fixture.name not in STRICTER:
        check(tile)
    else:
        with pytest.raises(TileError):
            check(tile)


def test_the_suite_has_wrong_tiles_of_many_kinds() -> None:
    wrong = [one for one in FIXTURES if not json.loads((one / "info.json").read_text())["validity"]["v2"]]

    assert len(wrong) >= 28
    assert len(FIXTURES) - len(wrong) >= 40


@pytest.mark.parametrize(
    "ring",
    [
        SQUARE[::-1],
        [(0, 0), (4, 0), (8, 0)],
        [(0, 0), (8, 0), (8, 0), (0, 8)],
        [(0, 0), (8, 0), (8, 8), (0, 0)],
    ],
    ids=["inside out", "without ground", "a step to where it stands", "closed by hand"],
)
def test_the_judge_refuses_a_ring_that_is_none(ring: list[tuple[int, int]]) -> None:
    with pytest.raises(TileError):
        check(mvt.tile("cells", [mvt.Feature(mvt.ring(ring), {})], (0, 0), EXTENT))


def test_the_judge_names_waste() -> None:
    feature = mvt.tile("cells", [mvt.Feature(mvt.ring(SQUARE), {"n": 1})], (0, 0), EXTENT)
    twice = mvt.message("cells", [], [mvt.key_field("n")] * 2, [], EXTENT)

    assert waste(feature) == set()
    assert waste(twice) == {
        "a layer of nothing", "a text that is listed twice", "a text that nothing refers to",
    }  # fmt: skip


@pytest.mark.parametrize("z", RESOLUTION_AT)
def test_every_tile_of_ours_is_right_whole_and_without_waste(z: int) -> None:
    random = np.random.default_rng(4)
    lat, lon = random.normal(KRAKOW.lat, 0.3, 3_000), random.normal(KRAKOW.lon, 0.3, 3_000)
    counts = counted(cells_at(lat, lon), random.integers(0, len(NAMES), 3_000))[RESOLUTION_AT[z]]
    whole = level(counts, NAMES, z)

    tiles = [tile for band in bands(whole) for _, tile in draw(whole, band)]

    assert tiles
    for tile in tiles:
        check(tile)
        assert waste(tile) == set()
        for ring in rings(tile):
            xs, ys = zip(*ring, strict=True)
            assert len(ring) == 6
            assert area(ring) > 0
            assert min(xs) < EXTENT
            assert max(xs) > 0
            assert min(ys) < EXTENT
            assert max(ys) > 0
