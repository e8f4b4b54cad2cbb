"""An attacker's arithmetic: bounds of numbers that nobody told, tightened by every sum that must hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chalicelib.bulk.arrays import Bools, Whole

ANY = 1 << 40


@dataclass(frozen=True, slots=True)
class Sums:
    """Places of numbers, a line for each term: the parts of a whole add up to it."""

    wholes: Whole
    parts: Whole


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of each number: it is no less than one and no more than the other."""

    least: Whole
    most: Whole

    @classmethod
    def of_nothing(cls, numbers: int) -> "Bounds":
        """Return what is known before anything is told."""
        return cls(np.zeros(numbers, np.int64), np.full(numbers, ANY))

    def told(self, which: Bools, truth: Whole) -> "Bounds":
        """Return the bounds when some numbers are told."""
        return Bounds(np.where(which, truth, self.least), np.where(which, truth, self.most))

    def at_most(self, which: Bools, limit: Whole | int) -> "Bounds":
        """Return the bounds when some numbers are known not to be greater."""
        return Bounds(self.least, np.where(which, np.minimum(self.most, limit), self.most))

    @property
    def exact(self) -> Bools:
        """Which numbers are known."""
        known: Bools = self.least == self.most
        return known


def tightened(bounds: Bounds, families: Sequence[Sums]) -> Bounds:
    """Return the bounds when nothing more follows from the sums."""
    least, most = bounds.least.copy(), bounds.most.copy()
    while True:
        before = least.sum(), most.sum()
        for sums in families:
            _tighten(least, most, sums)
        if (least.sum(), most.sum()) == before:
            return Bounds(least, most)


def _tighten(least: Whole, most: Whole, sums: Sums) -> None:
    wholes, parts = sums.wholes, sums.parts
    low, high = _added(least, sums), _added(most, sums)
    least[wholes] = np.maximum(least[wholes], low[wholes])
    most[wholes] = np.minimum(most[wholes], high[wholes])
    others_low, others_high = low[wholes] - least[parts], high[wholes] - most[parts]
    least[parts], most[parts] = (
        np.maximum(least[parts], least[wholes] - others_high),
        np.minimum(most[parts], most[wholes] - others_low),
    )


def _added(numbers: Whole, sums: Sums) -> Whole:
    result = np.zeros_like(numbers)
    np.add.at(result, sums.wholes, numbers[sums.parts])
    return result
