"""Cells as whole numbers (a, b) on the lattice of their resolution, by tables instead of loops over digits.

A lattice point is a + b·ζ, ζ a turn by 60° (an Eisenstein integer). The child in the middle of a cell is the
cell times 3 - ζ where that leads to an odd resolution, times 2 + ζ where it leads to an even one: two steps
are a plain factor of 7. The last digit of a cell is what it leaves over. Source: uber/h3, `coordijk.c`.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from chalicelib.bulk.arrays import Bools, Cells

Steps = NDArray[np.int32]
"""Whole numbers along an axis of the lattice; 32 bits reach to resolution 9 and beyond."""

BASE_CELL: Final = 15
"""The cell of resolution 0 that covers Poland; its middle is the lattice point (1, 0) of its face."""

DIGITS: Final = 15
_BITS: Final = 3  # of a digit
_HEAD: Final = 1 << 59  # the mode of an index that names a cell

# The neighbour that each digit names: the middle, then K, J, JK, I, IK, IJ.
_A: Final = np.array([0, 0, -1, -1, 1, 1, 0], np.int32)
_B: Final = np.array([0, -1, 1, 0, 0, -1, 1], np.int32)


_DIGIT: Final = np.argsort((_A + 3 * _B) % 7).astype(np.int32)
"""The last digit at an odd resolution by (a + 3 b) mod 7, which is 0 for every middle child."""


def _pairs() -> tuple[Steps, Steps, NDArray[np.int32]]:
    """Return where two digits in a row lead, by 8·first + second, and the two by 7·(a mod 7) + (b mod 7)."""
    a, b = np.zeros(64, np.int32), np.zeros(64, np.int32)
    first, second = np.divmod(np.arange(49), 7)
    code = 8 * first + second
    a[code] = 2 * _A[first] - _B[first] + _A[second]
    b[code] = _A[first] + 3 * _B[first] + _B[second]
    codes = np.empty(49, np.int32)
    codes[7 * (a[code] % 7) + b[code] % 7] = code
    return a, b, codes


_PAIR_A, _PAIR_B, _PAIR = _pairs()


def index_of(a: Steps, b: Steps, resolution: int) -> tuple[Cells, Bools]:
    """Return the cells at lattice points, and whether each lies in the base cell; if not, it is no cell."""
    digits = np.zeros(len(a), np.int64)
    shift = _BITS * (DIGITS - resolution)
    if resolution % 2:
        digit = _DIGIT[(a + 3 * b) % 7]
        digits |= digit.astype(np.int64) << shift
        a, b = a - _A[digit], b - _B[digit]
        a, b = (2 * a - b) // 7, (a + 3 * b) // 7
        shift += _BITS
    for _ in range(resolution // 2):
        pair = _PAIR[7 * (a % 7) + b % 7]
        digits |= pair.astype(np.int64) << shift
        a, b = (a - _PAIR_A[pair]) // 7, (b - _PAIR_B[pair]) // 7
        shift += 2 * _BITS
    head = _HEAD | resolution << 52 | BASE_CELL << 45 | (1 << _BITS * (DIGITS - resolution)) - 1
    return (digits | head).astype(np.uint64), (a == 1) & (b == 0)


def point_of(cells: Cells, resolution: int) -> tuple[Steps, Steps, Bools]:
    """Return the lattice points of cells of a resolution, and whether each lies in the base cell."""
    index = cells.view(np.int64)
    ours = index >> 45 & 127 == BASE_CELL
    a, b = np.ones(len(cells), np.int32), np.zeros(len(cells), np.int32)
    for level in range(2, resolution + 1, 2):
        pair = index >> _BITS * (DIGITS - level) & 63
        a, b = 7 * a + _PAIR_A[pair], 7 * b + _PAIR_B[pair]
    if resolution % 2:
        digit = index >> _BITS * (DIGITS - resolution) & 7
        a, b = 3 * a + b + _A[digit % 7], 2 * b - a + _B[digit % 7]
    return a, b, ours
