"""Hexagons with their properties as features of a vector tile, many at once."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from chalicelib.bulk.arrays import Whole
from chalicelib.bulk.plane import Corners
from chalicelib.bulk.slots import Slots, beside, fixed, lengths, packed, varints, woven, zigzag
from chalicelib.formats import mvt

_LINE_TO_FIVE: Final = 5 << 3 | mvt.LINE_TO
_RING_BYTES: Final = 3  # of its three commands, besides the numbers

# Most bytes of a varint: of lengths and places in tables, of a corner in its tile, of a step to the next one.
_PLACE, _CORNER, _STEP = 3, 3, 2


def encoded(first_tags: Whole, more_tags: Whole, more: Whole, rings: Corners) -> tuple[bytes, Whole]:
    """Return features one behind the other, and the length of each.

    `first_tags` has a row of places of keys and values for each feature; `more_tags` has a row for each pair
    of them that follows, as many for each feature as `more` says, one at least.
    """
    begin = np.cumsum(more) - more
    tags = lengths(first_tags).sum(axis=1) + np.add.reduceat(lengths(more_tags).sum(axis=1), begin)
    geometry, size = _geometry(rings)
    content = 1 + lengths(tags) + tags + len(mvt.GEOMETRY) + lengths(size) + size
    head = beside(
        fixed(mvt.FEATURE),
        varints(content, _PLACE),
        fixed(mvt.TAGS),
        varints(tags, _PLACE),
        _flat(first_tags),
    )
    middle = _flat(more_tags)
    tail = beside(fixed(mvt.GEOMETRY), varints(size, _STEP), geometry)
    slots = woven(
        [head, middle, tail],
        [np.full_like(more, head.shape[1]), more * middle.shape[1], np.full_like(more, tail.shape[1])],
    )
    return packed(slots), 1 + lengths(content) + content


def _geometry(rings: Corners) -> tuple[Slots, Whole]:
    """Return rings of six corners as commands, and how long they are."""
    start = zigzag(rings[:, 0].T)
    steps = zigzag(np.diff(rings, axis=1).transpose(2, 1, 0).reshape(-1, 10))
    slots = beside(
        fixed(mvt.varint(mvt.MOVE_TO_ONE)),
        varints(start, _CORNER).reshape(len(start), -1),
        fixed(mvt.varint(_LINE_TO_FIVE)),
        varints(steps, _STEP).reshape(len(steps), -1),
        fixed(mvt.varint(mvt.CLOSE_PATH)),
    )
    return slots, _RING_BYTES + lengths(start).sum(axis=1) + lengths(steps).sum(axis=1)


def _flat(numbers: NDArray[np.integer]) -> Slots:
    return varints(numbers, _PLACE).reshape(len(numbers), -1)
