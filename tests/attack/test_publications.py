"""A million reports, all that is ever told of the sensitive ones, and an attacker who adds and subtracts.

The same program recovers thousands of exact small numbers from each of the methods that were not taken.
"""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import h3
import numpy as np

from chalicelib.bulk.arrays import Bools, Whole
from chalicelib.domain import cell as cells
from chalicelib.domain.publication import LEAST, Publication, publication, published_areas
from infra.bench.history import DAYS, MONTHS, SENSITIVE, History, made_up_history
from infra.bench.peers.points import CATEGORIES
from tests.attack.knowledge import Bounds, tightened
from tests.attack.secrets import Secrets

REPORTS = 1_000_000
SECRET = (*SENSITIVE, "illegal_parking")
"""The last is not sensitive: it is so dense that areas go deep, so the method is tried on it too."""

MONTHLY = len(SECRET) * len(MONTHS)
"""Series before this one are a category in a month, in that order; beyond it sums of them."""


@cache
def sensitive() -> History:
    every = made_up_history(REPORTS)
    chosen = np.isin(every.categories, [CATEGORIES.index(slug) for slug in SECRET])
    return History(every.cells[chosen], every.categories[chosen], every.months[chosen], every.days[chosen])


def monthly() -> Whole:
    """Return the series of each sensitive report: its category in its month."""
    place = np.array([SECRET.index(slug) if slug in SECRET else 0 for slug in CATEGORIES])
    series: Whole = place[sensitive().categories] * len(MONTHS) + sensitive().months
    return series


def in_months(series: Whole, whole: Whole) -> Whole:
    return np.where(series < MONTHLY, whole, -1)


def years(series: Whole) -> Whole:
    """Return the series of a category's year."""
    return in_months(series, MONTHLY + series // len(MONTHS) * 3 + series % len(MONTHS) // 12)


def totals(series: Whole) -> Whole:
    """Return the series of a month's total; of open categories everything is told, so they are taken away."""
    return in_months(series, MONTHLY + series % len(MONTHS))


def recovered(bounds: Bounds, secrets: Secrets, series: int = MONTHLY) -> int:
    """Return how many small numbers of the first series are known exactly; the attacker is never wrong."""
    assert (bounds.least <= secrets.truth).all()
    assert (secrets.truth <= bounds.most).all()
    return int((bounds.exact & secrets.small & (secrets.series < series)).sum())


def told_above_the_threshold(secrets: Secrets, which: Bools | bool = True) -> Bounds:
    """Tell all large numbers; what is not told is known to be small."""
    large, nothing = ~secrets.small, Bounds.of_nothing(len(secrets.keys))
    return nothing.told(large & which, secrets.truth).at_most(~large & which, LEAST - 1)


def published(secrets: Secrets) -> tuple[Bounds, Bools]:
    """Tell what the documents tell, with what follows from knowing how they are made; return where.

    A largest cell without a number has four reports at most. A cell that is not divided has more than one
    part, so none of them has all of its reports.
    """
    told, undivided = (np.zeros(len(secrets.keys), np.bool_) for _ in range(2))
    for place, document in enumerate(documents()):
        for number, slug in enumerate(SECRET):
            series = number * len(MONTHS) + place
            numbers = {cell: of[slug] for cell, of in document.cells.items() if slug in of}
            there = secrets.find(series, numbers)
            assert secrets.truth[there].tolist() == list(numbers.values())
            told[there] = True
            undivided[secrets.find(series, document.areas.get(slug, {}))] = True
    bounds = Bounds.of_nothing(len(secrets.keys)).told(told, secrets.truth)
    bounds = bounds.at_most(~told & (secrets.resolutions == cells.COARSEST), LEAST - 1)
    family = secrets.by_cell()
    limits = np.full(len(secrets.keys), np.iinfo(np.int64).max)
    limits[family.parts] = secrets.truth[family.wholes] - 1
    inside = np.zeros(len(secrets.keys), np.bool_)
    inside[family.parts] = undivided[family.wholes]
    return bounds.at_most(inside, limits), told


@cache
def documents() -> tuple[Publication, ...]:
    """Return the documents of all months, as the system makes them."""
    return tuple(
        publication(month, {slug: sensitive().of(slug, month) for slug in SECRET}) for month in MONTHS
    )


def test_publications_give_away_nothing_that_they_do_not_tell() -> None:
    secrets = Secrets.of(monthly(), sensitive().cells)
    bounds, told = published(secrets)

    found = tightened(bounds, [secrets.by_cell()])

    assert secrets.small.sum() > 500_000
    assert recovered(found, secrets) == 0
    assert (found.exact == told).all()
    assert told.sum() > 5_000


def test_who_reports_undoes_areas_of_reports_that_nobody_confirmed() -> None:
    """Five reports of one's own in every cell beside the target, at each level, force it to be told."""
    month = sensitive().of("homeless_person_in_need", MONTHS[6])
    told = published_areas(month)
    target = next(cell for cell, n in month.items() if n < LEAST and cell not in told)
    own = {target: LEAST - 1}
    for resolution in range(cells.COARSEST + 1, cells.FINEST + 1):
        mine = cells.parent(target, resolution)
        for beside in h3.cell_to_children(cells.parent(target, resolution - 1), resolution):
            if beside != mine:
                own[h3.cell_to_center_child(beside, cells.FINEST)] = LEAST

    attacked = {cell: month.get(cell, 0) + own.get(cell, 0) for cell in {*month, *own}}

    assert published_areas(attacked)[target] - own[target] == month[target]


def test_parents_minus_children_undo_a_threshold_for_each_cell() -> None:
    secrets = Secrets.of(monthly(), sensitive().cells)

    found = tightened(told_above_the_threshold(secrets), [secrets.by_cell()])

    assert recovered(found, secrets) > 1_000


def test_years_minus_months_undo_a_threshold_for_each_period() -> None:
    base = monthly()
    secrets = Secrets.of(np.concatenate([base, years(base)]), np.tile(sensitive().cells, 2))
    bounds, families = told_above_the_threshold(secrets), [secrets.by_series(years)]

    found = tightened(bounds, families)

    assert recovered(bounds, secrets) == 0
    assert recovered(found, secrets) > 100


def test_totals_minus_named_categories_undo_a_threshold_for_each_category() -> None:
    base = monthly()
    secrets = Secrets.of(np.concatenate([base, totals(base)]), np.tile(sensitive().cells, 2))
    named = secrets.series < MONTHLY
    bounds = told_above_the_threshold(secrets, named).told(~named, secrets.truth)

    found = tightened(bounds, [secrets.by_series(totals)])

    assert recovered(found, secrets) > 10_000


def test_numbers_by_status_undo_a_threshold_for_each_status() -> None:
    """Planes would give themselves away by the same sums."""
    some, statuses = sensitive(), 6
    chosen = some.categories == CATEGORIES.index("minors_at_risk")
    months, cell = some.months[chosen], some.cells[chosen]
    by_status = np.random.default_rng(1).integers(statuses, size=len(months)) * len(MONTHS) + months
    split = statuses * len(MONTHS)
    secrets = Secrets.of(np.concatenate([by_status, split + months]), np.tile(cell, 2))

    def together(series: Whole) -> Whole:
        return np.where(series < split, split + series % len(MONTHS), -1)

    found = tightened(told_above_the_threshold(secrets), [secrets.by_series(together)])

    assert recovered(found, secrets, split) > 100


def test_two_looks_at_live_counts_show_what_came_between_them() -> None:
    month = MONTHS[-1]
    before, after = (_until(day, month) for day in (DAYS // 2, DAYS // 2 + 1))

    assert len(_small_steps(dict.fromkeys(after, 0) | before, after)) > 10


def test_two_looks_at_areas_that_are_made_again_each_night_show_it_too() -> None:
    """Areas that are safe alone are not safe when they move: a publication is made once."""
    month = MONTHS[-1]
    nights = [_until(day, month) for day in range(DAYS)]

    steps = [
        _small_steps(published_areas(before), published_areas(after)) for before, after in pairwise(nights)
    ]

    assert sum(map(len, steps)) > 100


def _until(day: int, month: str) -> dict[str, int]:
    """Return the reports of one category that a month had by the end of a day."""
    so_far = sensitive().days <= day
    some = sensitive()
    early = History(some.cells[so_far], some.categories[so_far], some.months[so_far], some.days[so_far])
    return early.of("minors_at_risk", month)


def _small_steps(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return the cells of which both looks tell, and in which one to four reports came between them."""
    steps = {cell: after[cell] - n for cell, n in before.items() if cell in after}
    return {cell: step for cell, step in steps.items() if 1 <= step < LEAST}
