"""Count how a unit works over some months, beside its garrison."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.month import Month, months_after
from chalicelib.domain.officer import Officer, unit_in_scope
from chalicelib.domain.statistics import Case, Figures, by_month, figures
from chalicelib.domain.unit import Unit, branch_of
from chalicelib.usecases.act_as_officer import Desk


@dataclass(frozen=True, slots=True)
class Period:
    """Months from the first to the last, both in it."""

    first: Month
    last: Month

    def months(self) -> list[Month]:
        """Return every month of it."""
        result = [self.first]
        while result[-1] < self.last:
            result.append(months_after(result[-1], 1))
        return result

    def bounds(self) -> tuple[datetime, datetime]:
        """Return the moment at which it begins and the one at which it is over, in Polish time."""
        return _begin(self.first), _begin(months_after(self.last, 1))


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of a unit and of those below it, whole and month by month, and of its garrison."""

    unit: Unit
    period: Period
    at: datetime
    total: Figures
    months: Mapping[Month, Figures]
    garrison: Figures


def unit_statistics(code: str, period: Period, officer: Officer, desk: Desk) -> Statistics:
    """Return the statistics of a unit; raise `UnknownUnit` or `OutsideScope`.

    Reads every report that the garrison got in these months, so it costs what they cost, whatever else is
    stored. Names no report and no place.
    """
    unit = unit_in_scope(code, officer, desk.units)
    now = desk.clock()
    cases = list(desk.reports.cases(unit.garrison, *period.bounds()))
    own = _of_unit(unit, cases, desk.units)
    parted = by_month(own)
    return Statistics(
        unit=unit,
        period=period,
        at=now,
        total=figures(own, now),
        months={month: figures(parted.get(month, []), now) for month in period.months()},
        garrison=figures(cases, now),
    )


def _of_unit(unit: Unit, cases: Collection[Case], units: Mapping[str, Unit]) -> list[Case]:
    if unit.code == unit.garrison:
        return list(cases)
    codes = {one.code for one in branch_of(unit, units)}
    return [case for case in cases if case.unit in codes]


def _begin(month: Month) -> datetime:
    return datetime(int(month[:4]), int(month[5:]), 1, tzinfo=WARSAW)
