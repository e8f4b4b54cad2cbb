"""What a report adds to the counts that are kept, and what a change of it does to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chalicelib.domain import cell as cells
from chalicelib.domain.category import Category
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.month import Month, month_of
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import Showing, showing

PROTECTED = "protected-"
"""Counts of sensitive categories by month; no public layer is made of them."""

UNIT = "unit-"
"""Counts of everything that one unit has, for the Police alone."""


class Slot(NamedTuple):
    """What a number counts within its row."""

    category: str
    status: Status
    plane: Plane


@dataclass(frozen=True, slots=True)
class Row:
    """Where numbers are kept: a layer, and in it a cell, or a month for the layer of a unit."""

    layer: str
    place: str


Counts = Mapping[Slot, int]
Deltas = dict[Row, dict[Slot, int]]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One report as it is counted; `cell` is the finest that the map has, `month` that of its placing."""

    cell: str
    category: str
    status: Status
    plane: Plane
    month: Month
    unit: str
    showing: Showing

    @property
    def slot(self) -> Slot:
        """The number that counts the report in each of its rows."""
        return Slot(self.category, self.status, self.plane)

    def rows(self) -> list[Row]:
        """Return every row that counts the report: that of its unit, and those that the public is shown."""
        own = [Row(UNIT + self.unit, self.month)]
        if self.showing is Showing.PROTECTED:
            return [*own, Row(PROTECTED + self.month, self.cell)]
        return own + [Row(layer, cell) for layer in self.kept_in() for cell in _with_ancestors(self.cell)]

    def kept_in(self) -> tuple[str, ...]:
        """Return the layers whose counts the report is in, of those that the public is shown."""
        history = (self.month, self.month[:4])
        return {Showing.CURRENT: (CURRENT, *history), Showing.HISTORY: history}.get(self.showing, ())


def contribution(report: Report, category: Category) -> Contribution:
    """Return what a report adds to the counts."""
    return Contribution(
        cell=report.cell,
        category=report.category,
        status=report.status,
        plane=report.plane,
        month=month_of(report.created_at),
        unit=report.unit,
        showing=showing(report, category),
    )


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


def _with_ancestors(cell: str) -> list[str]:
    finest = cells.resolution_of(cell)
    return [cells.parent(cell, r) for r in reversed(cells.RESOLUTIONS) if r <= finest]


def _without_zeros(result: Deltas) -> Deltas:
    rows = {row: {slot: n for slot, n in counts.items() if n} for row, counts in result.items()}
    return {row: counts for row, counts in rows.items() if counts}


def _add(result: Deltas, one: Contribution, n: int) -> None:
    slot = one.slot
    for row in one.rows():
        counts = result.setdefault(row, {})
        counts[slot] = counts.get(slot, 0) + n
