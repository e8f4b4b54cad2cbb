"""What protection costs: how many reports of sensitive categories a publication tells of, and how finely."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.random import Generator

from chalicelib.domain import cell as cells
from chalicelib.domain.publication import Numbers, published_areas
from infra.bench.history import MONTHS, SENSITIVE, made_up_history
from infra.bench.section import Section
from infra.seed.lives import JOKES
from infra.seed.profiles import PROFILES

SEED = 1
PERIODS = {"a month": 1, "a quarter": 3, "a year": 12}


def accuracy(number: int) -> Section:
    """Publish thirty months by several lengths of a period, of which the system uses the month."""
    history, random = made_up_history(number), np.random.default_rng(SEED)
    head = ["category", "a publication tells of", "confirmed reports", *_names(), "told nowhere"]
    rows: list[list[str]] = []
    for category in SENSITIVE:
        months = [_confirmed(history.of(category, month), category, random) for month in MONTHS]
        rows += ([category, period, *_row(months, length)] for period, length in PERIODS.items())
    return Section(
        "What publications tell of sensitive categories",
        f"Of {number:,} made-up reports of {len(MONTHS)} months, placed as the seed does, as many confirmed. "
        "Percent of a category's confirmed reports that are counted in a published cell of a resolution or "
        "finer, and in none.",
        [head, *rows],
    )


def _names() -> list[str]:
    return [f"r{resolution}" for resolution in cells.RESOLUTIONS]


def _confirmed(numbers: Numbers, category: str, random: Generator) -> Numbers:
    share = PROFILES[category].confirmed * (1 - JOKES)
    found = random.binomial(list(numbers.values()), share).tolist()
    return {cell: n for cell, n in zip(numbers, found, strict=True) if n}


def _row(months: Sequence[Numbers], length: int) -> list[str]:
    periods = [months[start : start + length] for start in range(0, len(months) - length + 1, length)]
    numbers = [_added(period) for period in periods]
    everything = sum(sum(one.values()) for one in numbers)
    told = dict.fromkeys(cells.RESOLUTIONS, 0)
    for one in numbers:
        for area, n in published_areas(one).items():
            for resolution in range(cells.COARSEST, cells.resolution_of(area) + 1):
                told[resolution] += n
    shares = [f"{100 * n / everything:.1f}" for n in told.values()]
    return [f"{everything:,}", *shares, f"{100 - 100 * told[cells.COARSEST] / everything:.1f}"]


def _added(months: Iterable[Numbers]) -> Mapping[str, int]:
    result: dict[str, int] = {}
    for numbers in months:
        for cell, n in numbers.items():
            result[cell] = result.get(cell, 0) + n
    return result
