"""How a unit works, in numbers: what it got, what became of it, how long that took and how much was late."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.month import Month, month_of
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status

CONFIRMED = frozenset({Status.CONFIRMED, Status.ELIMINATED, Status.FORWARDED})
VERDICTS = frozenset({Status.CONFIRMED, Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE})
"""The statuses that verification ends with."""

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A report as statistics see it; times that have not come are None, and deadlines that do not bind.

    A report that was merged into another has none: whoever works on the other one answers for both.
    """

    unit: str
    category: str
    status: Status
    created_at: datetime
    read_at: datetime | None
    verified_at: datetime | None
    read_by: datetime | None
    verify_by: datetime | None

    def late_at(self, now: datetime) -> bool:
        """Say whether it was read or verified after its deadline, or still waits behind it."""
        pairs = ((self.read_at, self.read_by), (self.verified_at, self.verify_by))
        return any(by is not None and (done or now) > by for done, by in pairs)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some durations, and what nine of ten do not exceed, in hours; None of nothing."""

    median: float | None
    ninetieth: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of some reports.

    `confirmed_share` is the part of those with a verdict that were confirmed, pranks among the others;
    `late_share` the part of all; None where there is nothing to take a part of.
    """

    received: int
    by_status: Mapping[Status, int]
    by_category: Mapping[str, int]
    confirmed_share: float | None
    late_share: float | None
    hours_to_read: Spread
    hours_to_verify: Spread


def case_of(report: Report) -> Case:
    """Return a report as statistics see it; the first reading and the first verdict count."""
    deadlines = None if report.duplicate_of else report.deadlines
    read = (step.at for step in report.history if step.status is not Status.NEW)
    verified = (step.at for step in report.history if step.status in VERDICTS)
    return Case(
        unit=report.unit,
        category=report.category,
        status=report.status,
        created_at=report.created_at,
        read_at=next(read, None),
        verified_at=next(verified, None),
        read_by=deadlines.read_by if deadlines else None,
        verify_by=deadlines.verify_by if deadlines else None,
    )


def figures(cases: Sequence[Case], now: datetime) -> Figures:
    """Return the numbers of some reports as they stand at a moment."""
    with_verdict = [case for case in cases if case.verified_at]
    return Figures(
        received=len(cases),
        by_status=Counter(case.status for case in cases),
        by_category=Counter(case.category for case in cases),
        confirmed_share=_share(sum(case.status in CONFIRMED for case in with_verdict), len(with_verdict)),
        late_share=_share(sum(case.late_at(now) for case in cases), len(cases)),
        hours_to_read=_spread(case.read_at - case.created_at for case in cases if case.read_at),
        hours_to_verify=_spread(case.verified_at - case.created_at for case in cases if case.verified_at),
    )


def by_month(cases: Iterable[Case]) -> dict[Month, list[Case]]:
    """Part reports by the month of their placing."""
    result: dict[Month, list[Case]] = {}
    for case in cases:
        result.setdefault(month_of(case.created_at), []).append(case)
    return result


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _spread(durations: Iterable[timedelta]) -> Spread:
    hours = sorted(duration / HOUR for duration in durations)
    return Spread(_quantile(hours, 0.5), _quantile(hours, 0.9))


def _quantile(ordered: Sequence[float], part: float) -> float | None:
    """Return a quantile, between two values in proportion, as `quantile_cont` of SQL does."""
    if not ordered:
        return None
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
