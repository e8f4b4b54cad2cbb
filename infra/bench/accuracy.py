"""What protection costs: how many reports of sensitive categories a publication tells of, and how finely."""

from collections.abc import Iterable, Mapping

from chalicelib.domain import cell as cells
from chalicelib.domain.publication import Numbers, published_areas
from infra.bench.history import MONTHS, SENSITIVE, History, made_up_history
from infra.bench.section import Section

PERIODS = {"a month": 1, "a quarter": 3, "a year": 12}


def accuracy(number: int) -> Section:
    """Publish thirty months by several lengths of a period, of which the system uses the month."""
    history = made_up_history(number)
    head = ["category", "a publication tells of", "reports", *_names(), "told nowhere"]
    rows = [
        [category, period, *_row(history, category, length)]
        for category in SENSITIVE
        for period, length in PERIODS.items()
    ]
    return Section(
        "What publications tell of sensitive categories",
        f"Of {number:,} made-up reports of {len(MONTHS)} months, placed as the seed does. Percent of "
        "a category's reports that are counted in a published cell of a resolution or finer, and in none.",
        [head, *rows],
    )


def _names() -> list[str]:
    return [f"r{resolution}" for resolution in cells.RESOLUTIONS]


def _row(history: History, category: str, length: int) -> list[str]:
    periods = [MONTHS[start : start + length] for start in range(0, len(MONTHS) - length + 1, length)]
    numbers = [_added(history.of(category, month) for month in period) for period in periods]
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
