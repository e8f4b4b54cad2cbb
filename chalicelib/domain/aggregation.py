"""What a report adds to the counts of cells, and what a change of it does to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain import cell as cells
from chalicelib.domain.category import Category
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import is_public

SENSITIVE_FINEST = 6
"""Finest resolution, 36 km² a cell, in which sensitive categories are counted."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One public report as the map counts it: in `cell` and in that cell's ancestors.

    `cell` is as fine as the category may be shown.
    """

    cell: str
    category: str
    status: Status

    def places(self) -> list[str]:
        """Return every cell that counts the report, finest first."""
        finest = cells.resolution_of(self.cell)
        return [cells.parent(self.cell, r) for r in reversed(cells.RESOLUTIONS) if r <= finest]


@dataclass(frozen=True, slots=True)
class CellCategory:
    """The row that a count lives in."""

    cell: str
    category: str


Counts = Mapping[Status, int]
Deltas = dict[CellCategory, dict[Status, int]]


def contribution(report: Report, category: Category) -> Contribution | None:
    """Return what a report adds to the public counts, None when it is not public."""
    if not is_public(report, category):
        return None
    cell = cells.parent(report.cell, SENSITIVE_FINEST) if category.sensitive else report.cell
    return Contribution(cell, report.category, report.status)


def deltas(before: Contribution | None, after: Contribution | None) -> Deltas:
    """Return what to add to each row so that `after` is counted in place of `before`; no zeros."""
    if before == after:
        return {}
    result: Deltas = {}
    for sign, side in ((-1, before), (+1, after)):
        if side:
            _add(result, side, sign)
    return _without_zeros(result)


def total(contributions: Iterable[Contribution]) -> Deltas:
    """Count many reports from nothing: the recount that every increment must agree with."""
    result: Deltas = {}
    for one in contributions:
        _add(result, one, +1)
    return result


def _without_zeros(result: Deltas) -> Deltas:
    rows = {place: {status: n for status, n in row.items() if n} for place, row in result.items()}
    return {place: row for place, row in rows.items() if row}


def _add(result: Deltas, one: Contribution, n: int) -> None:
    for place in one.places():
        row = result.setdefault(CellCategory(place, one.category), {})
        row[one.status] = row.get(one.status, 0) + n
