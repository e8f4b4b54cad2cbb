"""Draw all tiles of layers at once, while live workers draw some of them: whatever they put wins."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.tile import Tile
from chalicelib.ports import Books, Changed, Replacement, Tally
from chalicelib.usecases.draw_tiles import Easel, redraw

GROUP = 8
"""Layers between two readings of the ledger."""

PUT_TOGETHER = 256
REDRAWN_TOGETHER = 200

Note = tuple[str, str]
"""The last layer that is finished, and a sentence for whoever waits."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a repaint needs; `books` and `easel` are of the generation that is shown."""

    books: Books
    easel: Easel
    new_tally: Callable[[], Tally]


def repaint(studio: Studio, layers: Sequence[str] = (), after: str = "") -> Iterator[Note]:
    """Draw the named layers, or all that count anything or have tiles, in alphabetical order behind one.

    What stands is listed before the ledger is read, and pictures go only over what stood then: so the
    argument of `draw_tiles` holds. What was drawn over nothing, or changed while we drew, is found by
    reading the ledger once more: cells that differ are drawn again the usual way, and then the layer is
    finished.
    """
    names = layers
    if not names:
        everything = yield from _read(studio, after)
        names = sorted({*everything.layers(), *studio.easel.store.layers()})
    left = [name for name in names if name > after]
    done: Sequence[str] = ()
    before: Tally | None = None
    while left or done:
        group, left = left[:GROUP], left[GROUP:]
        standing = {layer: dict(studio.easel.store.listed(layer)) for layer in group}
        tally = yield from _read(studio, after)
        if before and done:
            for note in _look_again(before.changes_to(tally), done, studio.easel):
                yield after, note
            after = done[-1]
            yield after, f"{after} is finished"
        for layer in group:
            for note in _paint(layer, tally, standing.pop(layer), studio.easel):
                yield after, note
        before, done = tally, group


def _read(studio: Studio, after: str) -> Generator[Note, None, Tally]:
    tally, lines = studio.new_tally(), 0
    for sheet in studio.books.lines():
        tally.add(line.contribution for line in sheet.items.values() if line.contribution)
        lines += len(sheet.items)
        yield after, f"{lines} lines of the ledger read"
    return tally


def _paint(layer: str, tally: Tally, standing: dict[Tile, str], easel: Easel) -> Iterator[str]:
    """Put every tile of a layer over what stood, and remove those that show nothing."""
    pictures = tally.pictures(layer, easel.this_month)
    drawn = put = 0
    while batch := list(islice(pictures, PUT_TOGETHER)):
        drawn += len(batch)
        put += len(easel.store.replace(_over(batch, standing)))
        yield f"{drawn} tiles of {layer}"
    removed = easel.store.replace(Replacement(tile, None, tag) for tile, tag in standing.items())
    yield f"{put} tiles of {layer} put, {len(removed)} removed, {drawn - put} left to live workers"


def _over(batch: Iterable[tuple[Tile, bytes]], standing: dict[Tile, str]) -> Iterator[Replacement]:
    return (Replacement(tile, picture, standing.pop(tile, None)) for tile, picture in batch)


def _look_again(changed: Changed, layers: Iterable[str], easel: Easel) -> Iterator[str]:
    drawn = 0
    for part in _parts({layer: changed[layer] for layer in layers if layer in changed}):
        drawn += redraw(part, easel)
        yield f"{drawn} tiles looked at again"


def _parts(changed: Changed) -> Iterator[Mapping[str, list[str]]]:
    for layer, cells in changed.items():
        every = iter(sorted(cells))
        while part := list(islice(every, REDRAWN_TOGETHER)):
            yield {layer: part}
