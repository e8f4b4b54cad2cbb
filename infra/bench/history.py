"""Thirty months of made-up reports as columns: what a country's map goes through, as fast as arrays go."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from chalicelib.adapters.catalogue import load_reference
from chalicelib.bulk.arrays import Cells, Whole
from chalicelib.bulk.cells import cells_at
from chalicelib.domain.month import Month, months_after
from infra.bench.peers.points import CATEGORIES, made_up
from infra.seed.profiles import PROFILES

MONTHS: Final[tuple[Month, ...]] = tuple(months_after("2024-01", step) for step in range(30))
DAYS: Final = 28
SENSITIVE: Final = tuple(
    category.slug for category in load_reference().catalogue if category.sensitive and not category.withheld
)


@dataclass(frozen=True, slots=True)
class History:
    """A line for each report: its finest cell, and places in `CATEGORIES`, in `MONTHS`, and in a month."""

    cells: Cells
    categories: Whole
    months: Whole
    days: Whole

    def of(self, category: str, month: Month | None = None) -> dict[str, int]:
        """Return the numbers of a category's reports, of a month or of all, by finest cell."""
        chosen = self.categories == CATEGORIES.index(category)
        if month is not None:
            chosen &= self.months == MONTHS.index(month)
        cells, numbers = np.unique(self.cells[chosen], return_counts=True)
        return {f"{cell:x}": n for cell, n in zip(cells.tolist(), numbers.tolist(), strict=True)}


def made_up_history(number: int, seed: int = 1) -> History:
    """Return so many reports: the categories' shares, places and seasons are the seed's."""
    points, random = made_up(number, seed), np.random.default_rng(seed)
    months = np.empty(number, np.int64)
    for place, category in enumerate(CATEGORIES):
        seasons = np.resize(PROFILES[category].months, len(MONTHS))
        chosen = points.categories == place
        months[chosen] = random.choice(len(MONTHS), chosen.sum(), p=seasons / seasons.sum())
    return History(cells_at(*points.at), points.categories, months, random.integers(DAYS, size=number))
