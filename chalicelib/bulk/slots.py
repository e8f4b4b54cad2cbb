"""Numbers of different lengths side by side: each varint gets slots for its longest form, then gaps close.

Rows of one width are what numpy is quick at. A slot holds a byte and a mark that it is to be kept.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.uint16]
"""Bytes with the mark `KEPT`; 0 is a gap. The last axis runs along a message."""

Numbers = NDArray[np.integer]

KEPT: Final = 1 << 8
_MORE: Final = 1 << 7  # the bit of a byte of a varint that others follow
_SEVEN: Final = _MORE - 1


def varints(numbers: Numbers, width: int) -> Slots:
    """Return numbers, not negative, as varints of `width` bytes at most, along a new axis."""
    slots = np.empty((*numbers.shape, width), np.uint16)
    left = numbers
    for place in range(width):
        over = left >> 7
        byte = left & _SEVEN | (over > 0) * _MORE | KEPT
        slots[..., place] = byte * (left > 0) if place else byte
        left = over
    if left.any():
        raise ValueError(f"A number does not fit into {width} bytes of a varint.")
    return slots


def lengths(numbers: Numbers) -> NDArray[np.int64]:
    """Return how many bytes the varints of numbers below 2^28 take."""
    return 1 + (numbers >> 7 > 0) + (numbers >> 14 > 0) + (numbers >> 21 > 0)


def fixed(content: bytes) -> Slots:
    """Return bytes that every row has."""
    return np.frombuffer(content, np.uint8).astype(np.uint16) | np.uint16(KEPT)


def zigzag(numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return signed numbers as ones that are not negative."""
    return numbers << 1 ^ numbers >> 31


def beside(*columns: Slots) -> Slots:
    """Return columns side by side; one without rows stands in every row."""
    rows = max(len(column) for column in columns if column.ndim > 1)
    wide = [column if column.ndim > 1 else np.broadcast_to(column, (rows, len(column))) for column in columns]
    return np.concatenate(wide, axis=1)


def woven(parts: Sequence[Slots], counts: Sequence[NDArray[np.int64]]) -> Slots:
    """Return rows made of several parts as one sequence; `counts` says how many slots of each a row has."""
    turns = np.tile(np.arange(len(parts), dtype=np.uint8), len(counts[0]))
    source = np.repeat(turns, np.stack(counts, axis=1).ravel())
    slots = np.empty(len(source), np.uint16)
    for number, part in enumerate(parts):
        slots[source == number] = part.ravel()
    return slots


def packed(slots: Slots) -> bytes:
    """Close the gaps."""
    return slots[slots >= KEPT].astype(np.uint8).tobytes()
