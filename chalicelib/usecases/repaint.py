"""Draw all tiles of layers at once, while live workers draw some of them: whatever they put wins."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.generation import LAYERS_TOGETHER
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.tile import Tile
from chalicelib.ports.books import Books, Tally
from chalicelib.ports.counts import Changed
from chalicelib.ports.pictures import Replacement
from chalicelib.usecases.draw_tiles import Easel, redraw
from chalicelib.usecases.read_ledger import read_ledger
from chalicelib.usecases.read_publications import Published

PUT_TOGETHER = 256
REDRAWN_TOGETHER = 200

Piece = tuple[str, str]
"""The last layer that is finished, and a sentence for whoever waits."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a repaint needs; `books` and `easel` are of the generation that is shown."""

    books: Books
    easel: Easel
    new_tally: Callable[[], Tally]


def repaint(
    studio: Studio, layers: Sequence[str] = (), after: str = "", together: int = LAYERS_TOGETHER
) -> Iterator[Piece]:
    """Draw the named layers, or all that count anything or have tiles, in alphabetical order behind one.

    So many are drawn together, between two readings of the ledger, and then finished together.
    What stands is listed before the ledger is read, and pictures go only over what stood then: so the
    argument of `draw_tiles` holds. What was drawn over nothing, or changed while we drew, is found by
    reading the ledger once more: cells that differ are drawn again the usual way, and then the layer is
    finished.
    """
    left = [name for name in (yield from _names(studio, layers, after)) if name > after]
    before: _Seen | None = None
    while left or before:
        group, left = left[:together], left[together:]
        standing = {layer: dict(studio.easel.store.listed(layer)) for layer in group}
        tally = yield from _read(studio, after)
        if before:
            for note in _look_again(before.changed(tally, studio.easel), studio.easel):
                yield after, note
            after = before.last
            yield after, f"all layers up to {after} are finished"
        before = None
        if group:
            before = _Seen(tally, group, studio.easel)
            for layer in group:
                for note in _paint(layer, before, standing.pop(layer), studio.easel):
                    yield after, note


class _Seen:
    """What some layers were drawn from: all that was counted and published at one moment."""

    def __init__(self, tally: Tally, layers: Sequence[str], easel: Easel) -> None:
        published = Published(easel.publications)
        self._tally = tally
        self._told = {layer: published.on(layer, easel.this_month) for layer in layers}
        self.last = max(layers)

    def pictures(self, layer: str, easel: Easel) -> Iterator[tuple[Tile, bytes]]:
        """Draw one of the layers."""
        return self._tally.pictures(layer, easel.this_month, self._told[layer])

    def changed(self, now: Tally, easel: Easel) -> Changed:
        """Return the cells of the layers of which something else is counted or published now."""
        counted, published = self._tally.changes_to(now, easel.this_month), Published(easel.publications)
        changed: dict[str, set[str]] = {}
        for layer, told in self._told.items():
            tells = published.on(layer, easel.this_month)
            other = {cell for cell in {*told, *tells} if told.get(cell) != tells.get(cell)}
            changed[layer] = {*counted.get(layer, ()), *other}
        return changed


def _names(studio: Studio, layers: Sequence[str], after: str) -> Generator[Piece, None, Sequence[str]]:
    """Return the layers to draw in alphabetical order."""
    if layers:
        return sorted(layers)
    everything = yield from _read(studio, after)
    easel = studio.easel
    told = {layer for month in easel.publications.standing() for layer in (month, month[:4], ROLLING)}
    return sorted({*everything.layers(easel.this_month), *told, *easel.store.layers()})


def _read(studio: Studio, after: str) -> Generator[Piece, None, Tally]:
    tally = studio.new_tally()
    for lines in read_ledger(studio.books, tally):
        yield after, f"{lines} lines of the ledger read"
    return tally


def _paint(layer: str, seen: "_Seen", standing: dict[Tile, str], easel: Easel) -> Iterator[str]:
    """Put every tile of a layer over what stood, and remove those that show nothing."""
    pictures = seen.pictures(layer, easel)
    drawn = put = 0
    while batch := list(islice(pictures, PUT_TOGETHER)):
        drawn += len(batch)
        put += len(easel.store.replace(_over(batch, standing)))
        yield f"{drawn} tiles of {layer}"
    removed = easel.store.replace(Replacement(tile, None, tag) for tile, tag in standing.items())
    yield f"{put} tiles of {layer} put, {len(removed)} removed, {drawn - put} left to live workers"


def _over(batch: Iterable[tuple[Tile, bytes]], standing: dict[Tile, str]) -> Iterator[Replacement]:
    return (Replacement(tile, picture, standing.pop(tile, None)) for tile, picture in batch)


def _look_again(changed: Changed, easel: Easel) -> Iterator[str]:
    drawn = 0
    for part in _parts(changed):
        drawn += redraw(part, easel)
        yield f"{drawn} tiles looked at again"


def _parts(changed: Changed) -> Iterator[Mapping[str, list[str]]]:
    for layer, cells in changed.items():
        every = iter(sorted(cells))
        while part := list(islice(every, REDRAWN_TOGETHER)):
            yield {layer: part}
