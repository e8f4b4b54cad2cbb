"""Draw a whole layer from counts in memory, for a store that has no tiles yet."""

from collections.abc import Iterator, Mapping

from chalicelib.domain.cell import resolution_of
from chalicelib.domain.layer import parts, plane_of
from chalicelib.domain.month import Month
from chalicelib.domain.tile import RESOLUTION_AT, Tile, tiles_at
from chalicelib.ports import CellCounts, Replacement, TileStore
from chalicelib.usecases.picture import Shown, picture
from chalicelib.usecases.read_counts import shown
from chalicelib.usecases.read_publications import Published

Kept = Mapping[str, CellCounts]
"""Counts by the layers in which they are kept."""


def draw_layer(kept: Kept, published: Published, layer: str, this_month: Month, store: TileStore) -> int:
    """Put every tile that shows a cell where none stands; return how many were put."""
    counted, told = _shown(kept, layer, this_month), published.on(layer, this_month)
    cells = {cell: {**counted.get(cell, {}), **told.get(cell, {})} for cell in {*counted, *told}}
    return len(store.replace(_replacements(cells, layer)))


def _shown(kept: Kept, layer: str, this_month: Month) -> dict[str, Shown]:
    sides = [(kept.get(part.counted, {}), part.sign) for part in parts(layer, this_month)]
    plane = plane_of(layer)
    every = {cell for counts, _ in sides for cell in counts}
    return {cell: shown(((counts.get(cell, {}), sign) for counts, sign in sides), plane) for cell in every}


def _replacements(counts: Mapping[str, Shown], layer: str) -> Iterator[Replacement]:
    by_tile: dict[Tile, dict[str, Shown]] = {}
    for cell, shown_there in counts.items():
        finest = resolution_of(cell)
        for z in (z for z, resolution in RESOLUTION_AT.items() if resolution == finest and shown_there):
            for tile in tiles_at(cell, layer, z):
                by_tile.setdefault(tile, {})[cell] = shown_there
    for tile, cells in sorted(by_tile.items(), key=lambda item: (item[0].z, item[0].x)):
        yield Replacement(tile, picture(tile, cells), over=None)
