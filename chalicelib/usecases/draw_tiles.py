"""Draw tiles from the counts so that a later state is never overwritten by an earlier one."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from chalicelib.domain.aggregation import CellCategory
from chalicelib.domain.cell import block_of
from chalicelib.domain.errors import Busy
from chalicelib.domain.tile import EXTENT, Tile, corners, tiles_showing
from chalicelib.formats import mvt
from chalicelib.ports import CellCounts, Counter, Replacement, TileStore

LAYER = "cells"
ROUNDS = 8


def redraw_cells(cells: Iterable[str], layer: str, counter: Counter, store: TileStore) -> int:
    """Draw every tile that shows one of the cells; return how many there are."""
    tiles = {tile for cell in cells for tile in tiles_showing(cell, layer)}
    draw_tiles(tiles, counter, store)
    return len(tiles)


def draw_tiles(tiles: Iterable[Tile], counter: Counter, store: TileStore) -> None:
    """Draw tiles; raise `Busy` when others keep drawing the same ones.

    What stands is looked up before the counts are read, and the picture goes only over what stood, even
    an equal one: the new tag tells a slower worker that what it read may be old. So whoever writes last
    has read counts no older than those of the picture it replaces. Emptiness leaves no tag, so what was
    drawn over nothing is looked at once more.
    """
    left = set(tiles)
    for _ in range(ROUNDS):
        left = _draw_round(left, counter, store)
        if not left:
            return
    raise Busy("Other workers keep drawing the same tiles.")


def _draw_round(tiles: set[Tile], counter: Counter, store: TileStore) -> set[Tile]:
    """Return the tiles that need another look; rows found empty on the way are swept."""
    standing = store.standing(tiles)
    drawn: list[Replacement] = []
    for resolution in sorted({tile.resolution for tile in tiles}):
        blocks = {tile: tile.blocks() for tile in tiles if tile.resolution == resolution}
        counts = counter.below({block for some in blocks.values() for block in some}, resolution)
        drawn += _drawn(blocks, counts, standing)
        counter.sweep(_empty(counts))
    put = store.replace(drawn)
    return {one.tile for one in drawn if one.tile not in put or one.over is None}


def _drawn(
    blocks: Mapping[Tile, Iterable[str]], counts: CellCounts, standing: Mapping[Tile, str]
) -> Iterator[Replacement]:
    cells: dict[str, list[str]] = {}
    for cell in counts:
        cells.setdefault(block_of(cell), []).append(cell)
    for tile, own in blocks.items():
        found = [cell for block in own for cell in cells.get(block, ())]
        drawn, over = picture(tile, found, counts), standing.get(tile)
        if drawn is not None or over is not None:
            yield Replacement(tile, drawn, over)


def _empty(counts: CellCounts) -> list[CellCategory]:
    return [
        CellCategory(cell, category)
        for cell, by_category in counts.items()
        for category, by_status in by_category.items()
        if not by_status
    ]


def picture(tile: Tile, cells: Iterable[str], counts: CellCounts) -> bytes | None:
    """Encode those of the cells that the tile shows and that count anything, None when none does."""
    shown = sorted(cell for cell in cells if any(counts.get(cell, {}).values()) and tile.shows(cell))
    if not shown:
        return None
    features = [_feature(cell, tile.z, counts) for cell in shown]
    return mvt.tile(LAYER, features, tile.origin, EXTENT)


def _feature(cell: str, z: int, counts: CellCounts) -> mvt.Feature:
    sparse = {
        f"{category}.{status}": n
        for category, by_status in sorted(counts[cell].items())
        for status, n in sorted(by_status.items())
    }
    return mvt.Feature(_ring(cell, z), {"cell": cell, "total": sum(sparse.values()), **sparse})


@lru_cache(maxsize=65536)
def _ring(cell: str, z: int) -> mvt.Ring:
    return mvt.ring(corners(cell, z))
