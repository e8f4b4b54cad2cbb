"""Draw a whole layer from counts in memory, for a store that has no tiles yet."""

from collections.abc import Iterator

from chalicelib.domain.cell import resolution_of
from chalicelib.domain.tile import RESOLUTION_AT, Tile, tiles_at
from chalicelib.ports import CellCounts, Replacement, TileStore
from chalicelib.usecases.draw_tiles import picture


def draw_layer(counts: CellCounts, layer: str, store: TileStore) -> int:
    """Put every tile that shows a cell where none stands; return how many were put."""
    return len(store.replace(_replacements(counts, layer)))


def _replacements(counts: CellCounts, layer: str) -> Iterator[Replacement]:
    for tile, cells in sorted(_shown(counts, layer).items(), key=lambda item: (item[0].z, item[0].x)):
        yield Replacement(tile, picture(tile, cells, counts), over=None)


def _shown(counts: CellCounts, layer: str) -> dict[Tile, list[str]]:
    """Return the counted cells of each tile."""
    shown: dict[Tile, list[str]] = {}
    for cell in counts:
        finest = resolution_of(cell)
        for z in (z for z, resolution in RESOLUTION_AT.items() if resolution == finest):
            for tile in tiles_at(cell, layer, z):
                shown.setdefault(tile, []).append(cell)
    return shown
