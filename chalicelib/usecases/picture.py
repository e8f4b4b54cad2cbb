"""Draw one tile: the hexagons of its cells, each with what it counts."""

from collections.abc import Mapping
from functools import lru_cache

from chalicelib.domain.tile import EXTENT, Tile, corners
from chalicelib.formats import mvt

LAYER = "cells"

PROPERTIES = {
    "cell": "H3 index of the hexagon, as text",
    "total": "number of public reports in it",
    "<category>.<status>": "number of public reports of a category in a status; absent when none",
    "<category>.all": "number of published reports of a sensitive category; absent when none is published",
}
"""What a feature tells of its cell."""
CELL, TOTAL = "cell", "total"

Shown = Mapping[str, int]
"""What a cell counts, by the name of the property: `<category>.<status>`, or `<category>.all`."""


def picture(tile: Tile, counts: Mapping[str, Shown]) -> bytes | None:
    """Encode those of the cells that the tile shows and that count anything, None when none does."""
    cells = sorted(cell for cell, shown in counts.items() if shown and tile.shows(cell))
    if not cells:
        return None
    features = [_feature(cell, tile.z, counts[cell]) for cell in cells]
    return mvt.tile(LAYER, features, tile.origin, EXTENT)


def _feature(cell: str, z: int, shown: Shown) -> mvt.Feature:
    properties: dict[str, str | int] = {
        CELL: cell,
        TOTAL: sum(shown.values()),
        **dict(sorted(shown.items())),
    }
    return mvt.Feature(_ring(cell, z), properties)


@lru_cache(maxsize=65536)
def _ring(cell: str, z: int) -> mvt.Ring:
    return mvt.ring(corners(cell, z))
