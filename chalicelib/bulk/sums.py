"""How often each of many numbers came: memory grows with those that differ, not with all that came."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chalicelib.bulk.arrays import Whole, run_lengths, starts
from chalicelib.domain.generation import TooLarge

Many = NDArray[np.int32]

TOGETHER = 1 << 20
"""Numbers that wait to be folded in: each time copies all that differ, 12 bytes each."""


class Sums:
    """Numbers in order, and how often each came; raises `TooLarge` when more than `most` differ."""

    def __init__(self, together: int = TOGETHER, most: int | None = None) -> None:
        self._together, self._most = together, most
        self._waiting = array("q")
        self._keys, self._n = np.empty(0, np.int64), np.empty(0, np.int32)

    def add(self, keys: Sequence[int]) -> None:
        """Count one for each."""
        self._waiting.extend(keys)
        if len(self._waiting) >= self._together:
            self._fold()

    def columns(self) -> tuple[Whole, Many]:
        """Return the numbers, none twice, in order, and how often each came."""
        self._fold()
        return self._keys, self._n

    def _fold(self) -> None:
        if not self._waiting:
            return
        came = np.sort(np.frombuffer(self._waiting, np.int64))
        first = starts(came)
        keys, n = came[first], run_lengths(first, len(came)).astype(np.int32)
        places = np.searchsorted(self._keys, keys)
        known = np.zeros(len(keys), np.bool_)
        within = places < len(self._keys)
        known[within] = self._keys[places[within]] == keys[within]
        self._n[places[known]] += n[known]
        self._keys = np.insert(self._keys, places[~known], keys[~known])
        self._n = np.insert(self._n, places[~known], n[~known])
        self._waiting = array("q")
        if self._most is not None and len(self._keys) > self._most:
            raise TooLarge(f"More than {self._most:,} sums differ, too many for the memory there is.")
