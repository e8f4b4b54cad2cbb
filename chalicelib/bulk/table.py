"""What tiles list once and features refer to by place: keys, and the numbers among the values."""

from collections.abc import Iterable, Sequence

import numpy as np

from chalicelib.bulk.arrays import Whole

Use = tuple[Whole, Whole | int]
"""Tiles, and for each of them a text that it uses."""


class Table:
    """For each of some tiles those texts that it uses, in the order in which all are given."""

    def __init__(self, texts: Sequence[bytes], tiles: int, uses: Iterable[Use]) -> None:
        used = np.zeros((tiles, len(texts)), np.bool_)
        for tile, text in uses:
            used[tile, text] = True
        self._place = np.cumsum(used, axis=1) - 1
        self.lengths: Whole = self._place[:, -1] + 1
        self._texts = texts
        self._listed = np.nonzero(used)[1].tolist()
        self._ends = [0, *np.cumsum(self.lengths).tolist()]

    def places(self, tile: Whole, text: Whole | int) -> Whole:
        """Return where tiles list texts that they use."""
        found: Whole = self._place[tile, text]
        return found

    def listed(self, tile: int) -> bytes:
        """Return the texts of a tile, one behind the other."""
        return b"".join([self._texts[text] for text in self._listed[self._ends[tile] : self._ends[tile + 1]]])
