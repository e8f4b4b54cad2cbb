"""What an attacker wants: how many reports lie in every cell of every resolution, of each series of them.

A series is whatever may be told apart: a category in a month, in a year, in a status; all categories at once.
The attacker is spared every doubt about where nothing is: only cells that have reports are asked about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from chalicelib.bulk.arrays import Bools, Cells, Whole
from chalicelib.bulk.cells import parents
from chalicelib.domain import cell as cells
from tests.attack.knowledge import Sums

_SERIES = 56  # bits of an index below the mark of a cell, which gives way to the series
_INDEX = np.uint64((1 << _SERIES) - 1)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Numbers in order of `keys`: each the series and the cell."""

    keys: Cells
    truth: Whole

    @classmethod
    def of(cls, series: Whole, finest: Cells) -> "Secrets":
        """Count reports in their cells and all ancestors of these."""
        every = [_keys(series, parents(finest, resolution)) for resolution in cells.RESOLUTIONS]
        keys, truth = np.unique(np.concatenate(every), return_counts=True)
        return cls(keys, truth)

    @property
    def series(self) -> Whole:
        """The series of each number."""
        return (self.keys >> np.uint64(_SERIES)).astype(np.int64)

    @property
    def resolutions(self) -> Whole:
        """The resolution of each number's cell."""
        return (self.keys >> np.uint64(52) & np.uint64(15)).astype(np.int64)

    @property
    def small(self) -> Bools:
        """Which numbers point at somebody: one to four."""
        return self.truth < 5

    def find(self, series: int, names: Iterable[str]) -> Whole:
        """Return the places of some cells of a series; raise `KeyError` unless all are there."""
        index = np.array([int(name, 16) for name in names], np.uint64)
        return self._places(_keys(np.full(len(index), series), index))

    def by_cell(self) -> Sums:
        """Say that a cell counts what its children count."""
        below = np.flatnonzero(self.resolutions > cells.COARSEST)
        around = np.empty(len(below), np.uint64)
        for resolution in cells.RESOLUTIONS:
            here = self.resolutions[below] == resolution
            cell = self.keys[below[here]] & _INDEX
            around[here] = _keys(self.series[below[here]], parents(cell, max(resolution - 1, cells.COARSEST)))
        return Sums(self._places(around), below)

    def by_series(self, whole_of: Callable[[Whole], Whole]) -> Sums:
        """Say that series add up to another one, in every cell; -1 stands for those that do not."""
        whole = whole_of(self.series)
        parts = np.flatnonzero(whole >= 0)
        return Sums(self._places(_keys(whole[parts], self.keys[parts])), parts)

    def _places(self, keys: Cells) -> Whole:
        found = np.searchsorted(self.keys, keys)
        if not np.array_equal(self.keys[np.minimum(found, len(self.keys) - 1)], keys):
            raise KeyError
        return found


def _keys(series: Whole, cell: Cells) -> Cells:
    return (cell & _INDEX) | series.astype(np.uint64) << np.uint64(_SERIES)
