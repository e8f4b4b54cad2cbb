"""Draw tiles from the counts so that a later state is never overwritten by an earlier one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import TypeVar

from chalicelib.domain.aggregation import Counts, Row
from chalicelib.domain.cell import block_of, resolution_of
from chalicelib.domain.errors import Busy
from chalicelib.domain.layer import parts, plane_of
from chalicelib.domain.month import Month
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.ports.counts import Changed, Counter
from chalicelib.ports.pictures import Publications, Replacement, TileStore
from chalicelib.usecases.picture import Shown, picture
from chalicelib.usecases.read_counts import shown
from chalicelib.usecases.read_publications import Published

ROUNDS = 8
DRAWN_TOGETHER = 40
"""Tiles between a look and the puts: with more, other workers put the country's tiles meanwhile (ADR 7)."""

T = TypeVar("T")

Blocks = Mapping[str, Mapping[str, T]]
"""What there is of cells, by block."""


@dataclass(frozen=True, slots=True)
class Easel:
    """What tiles are drawn from and put into; the roll-up ends with `this_month`."""

    counter: Counter
    publications: Publications
    store: TileStore
    this_month: Month


def redraw(changed: Changed, easel: Easel) -> int:
    """Draw every tile that shows one of the cells in their layers; return how many there are."""
    tiles = {
        tile for layer, cells in changed.items() for cell in cells for tile in tiles_showing(cell, layer)
    }
    draw_tiles(tiles, easel)
    return len(tiles)


def draw_tiles(tiles: Iterable[Tile], easel: Easel) -> None:
    """Draw tiles; raise `Busy` when others keep drawing the same ones.

    What stands is looked up before counts and publications are read, and the picture goes only over what
    stood, even an equal one: the new tag tells a slower worker that what it read may be old. So whoever
    writes last has read counts no older than those of the picture it replaces. Emptiness leaves no tag, so
    what was drawn over nothing is looked at once more.
    """
    for some in portions(tiles):
        _draw_some(some, easel)


def portions(tiles: Iterable[Tile]) -> Iterator[set[Tile]]:
    """Give some tiles at a time that are drawn together: of one resolution, neighbours in all their layers.

    Those that all workers share come last, when workers that began together no longer keep step.
    """
    in_places = sorted(tiles, key=attrgetter("z", "x", "y", "layer"), reverse=True)
    for _, alike in groupby(in_places, key=attrgetter("resolution")):
        while some := set(islice(alike, DRAWN_TOGETHER)):
            yield some


def _draw_some(tiles: set[Tile], easel: Easel) -> None:
    left = tiles
    for _ in range(ROUNDS):
        left = _draw_round(left, easel)
        if not left:
            return
    raise Busy("Other workers keep drawing the same tiles.")


def _draw_round(tiles: set[Tile], easel: Easel) -> set[Tile]:
    """Return the tiles that need another look; rows found empty on the way are swept."""
    standing = easel.store.standing(tiles)
    view = _View(tiles, easel)
    drawn = list(view.drawn(standing))
    easel.counter.sweep(view.empty())
    put = easel.store.replace(drawn)
    return {one.tile for one in drawn if one.tile not in put or one.over is None}


class _View:
    """Tiles of one resolution with all that they are drawn from, read once."""

    def __init__(self, tiles: set[Tile], easel: Easel) -> None:
        (resolution,) = {tile.resolution for tile in tiles}
        published = Published(easel.publications)
        self._month = easel.this_month
        self._blocks = {tile: tile.blocks() for tile in tiles}
        needed: dict[str, set[str]] = {}
        for tile, blocks in self._blocks.items():
            for block in blocks:
                needed.setdefault(block, set()).update(
                    part.counted for part in parts(tile.layer, self._month)
                )
        self._counts = _read(needed, resolution, easel.counter)
        self._published = {
            layer: _by_block(_at(resolution, published.on(layer, self._month)))
            for layer in {tile.layer for tile in tiles}
        }

    def drawn(self, standing: Mapping[Tile, str]) -> Iterator[Replacement]:
        for tile in self._blocks:
            drawn, over = picture(tile, self._in_view(tile)), standing.get(tile)
            if drawn is not None or over is not None:
                yield Replacement(tile, drawn, over)

    def empty(self) -> list[Row]:
        return [
            Row(layer, cell)
            for layer, blocks in self._counts.items()
            for block in blocks.values()
            for cell, counts in block.items()
            if not counts
        ]

    def _in_view(self, tile: Tile) -> dict[str, Shown]:
        """Return what each cell of the tile's blocks shows in its layer."""
        kept = [(self._counts.get(part.counted, {}), part.sign) for part in parts(tile.layer, self._month)]
        plane = plane_of(tile.layer)
        result: dict[str, Shown] = {}
        for block in self._blocks[tile]:
            blocks = [(counts.get(block, {}), sign) for counts, sign in kept]
            told = self._published[tile.layer].get(block, {})
            for cell in {cell for some in (told, *(row for row, _ in blocks)) for cell in some}:
                if tile.shows(cell):
                    counted = shown(((some.get(cell, {}), sign) for some, sign in blocks), plane)
                    result[cell] = {**counted, **told.get(cell, {})}
        return result


def _at(resolution: int, published: Mapping[str, Shown]) -> dict[str, Shown]:
    return {cell: told for cell, told in published.items() if resolution_of(cell) == resolution}


def _by_block(rows: Mapping[str, T]) -> Blocks[T]:
    result: dict[str, dict[str, T]] = {}
    for cell, row in rows.items():
        result.setdefault(block_of(cell), {})[cell] = row
    return result


def _read(
    needed: Mapping[str, Collection[str]], resolution: int, counter: Counter
) -> Mapping[str, Blocks[Counts]]:
    """Return the counts that each block needs, by layer; blocks of the same layers are read together."""
    together: dict[frozenset[str], list[str]] = {}
    for block, layers in needed.items():
        together.setdefault(frozenset(layers), []).append(block)
    result: dict[str, dict[str, Mapping[str, Counts]]] = {}
    for layers, blocks in together.items():
        for layer, counts in counter.below(layers, blocks, resolution).items():
            result.setdefault(layer, {}).update(_by_block(counts))
    return result
