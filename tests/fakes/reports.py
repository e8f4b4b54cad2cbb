"""The reports table in memory, with all that a work list asks of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from chalicelib.domain.deadline import thrice_late_at
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    MalformedRow,
    QuotaExceeded,
    StaleVersion,
    UnknownReport,
)
from chalicelib.domain.place import Place
from chalicelib.domain.report import Report
from chalicelib.domain.statistics import Case, case_of
from chalicelib.domain.status import Status
from chalicelib.domain.unit import garrison_of
from chalicelib.domain.waking import wakes_at
from chalicelib.domain.work_list import Holder, Line, Look, Order, Stretch, Tray
from chalicelib.ports.reports import FirstAnswer, OriginUse, Repeated

if TYPE_CHECKING:
    from chalicelib.domain.forwarding import Forwarding

KEPT = timedelta(hours=24)


class InMemoryReports:
    """A `Reports`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reports: dict[str, Report] = {}
        self._asleep: set[str] = set()
        self.spoilt: set[str] = set()
        self._uses: dict[tuple[str, ...], int] = {}
        self._answers: dict[str, tuple[FirstAnswer, datetime]] = {}
        self.forwardings: dict[str, Forwarding] = {}
        self.deeds: list[Deed] = []

    def __iter__(self) -> Iterator[Report]:
        return iter(list(self._reports.values()))

    def add(
        self, report: Report, use: OriginUse, answer: FirstAnswer | None, deed: Deed | None = None
    ) -> None:
        """See `Reports.add`."""
        day = report.created_at.date().isoformat()
        all_day = (day, use.origin)
        place = (day, use.origin, use.place) if use.place else None
        with self._lock:
            if answer:
                self._refuse_repeat(answer, report.created_at)
            if place and self._uses.get(place, 0) >= use.quota.per_place:
                raise QuotaExceeded("for this category in this place")
            if self._uses.get(all_day, 0) >= use.quota.total:
                raise QuotaExceeded("from your network")
            self._reports[report.id] = report
            for key in filter(None, (place, all_day)):
                self._uses[key] = self._uses.get(key, 0) + 1
            if answer:
                self._answers[answer.key_hash] = (answer, report.created_at + KEPT)
            if deed:
                self.keep(deed)

    def _refuse_repeat(self, answer: FirstAnswer, now: datetime) -> None:
        first = self._answers.get(answer.key_hash)
        if first and first[1] > now:
            raise Repeated(first[0])

    def get(self, report_id: str) -> Report:
        """See `Reports.get`."""
        if report_id in self.spoilt:
            raise MalformedRow("The row is no report.")
        try:
            return self._reports[report_id]
        except KeyError:
            raise UnknownReport from None

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        """See `Reports.replace`."""
        with self._lock:
            for report in reports:
                stood = self._reports.get(report.id)
                if stood is None or stood.version != report.version - 1:
                    raise StaleVersion
            self._reports.update({report.id: report for report in reports})
            self._asleep.difference_update(report.id for report in reports)
            if deed:
                self.keep(deed)

    def keep(self, deed: Deed) -> None:
        """Keep a deed, as the audit does."""
        self.deeds.append(deed)

    def in_statuses(self, statuses: Collection[Status]) -> list[str]:
        """See `Reports.in_statuses`."""
        return [report.id for report in self if report.status in statuses]

    def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
        """See `Reports.look`."""
        backwards = stretch.order is Order.NEWEST
        lines = [_line(report) for report in self if _lies_in(tray, report)]
        wanted = [line for line in lines if _lies_on(stretch, line)]
        wanted.sort(key=lambda line: line.place(stretch.order), reverse=backwards)
        looked_at = tuple(wanted[:size])
        return Look(looked_at, looked_at[-1].place(stretch.order) if len(wanted) > size else None)

    def open_in(self, category: str, cells: Iterable[str], size: int) -> Iterator[Line]:
        """See `Reports.open_in`."""
        for cell in cells:
            found = [one for one in self if one.is_open and (one.category, one.cell) == (category, cell)]
            found.sort(key=lambda report: (report.created_at, report.id), reverse=True)
            yield from map(_line, found[:size])

    def cases(self, garrison: str, begin: datetime, end: datetime) -> list[Case]:
        """See `Reports.cases`."""
        own = [report for report in self if garrison_of(report.unit) == garrison]
        return [case_of(report) for report in own if begin <= report.created_at < end]

    def read_many(self, report_ids: Sequence[str]) -> list[Report]:
        """See `Reports.read_many`."""
        return [report for report in self if report.id in report_ids]

    def due_to_wake(self, now: datetime) -> list[str]:
        """See `Reports.due_to_wake`."""
        waking = {report.id: wakes_at(report) for report in self if report.id not in self._asleep}
        return [report_id for report_id, moment in waking.items() if moment and moment <= now]

    def delete(self, report_id: str) -> None:
        """Forget a report, as an operator may; no use case does."""
        del self._reports[report_id]

    def put(self, report: Report) -> None:
        """Store a report over whatever stands, as an operator or a seed may."""
        self._reports[report.id] = report

    def let_sleep(self, report_id: str) -> None:
        """See `Reports.let_sleep`."""
        self._asleep.add(report_id)


def _lies_in(tray: Tray, report: Report) -> bool:
    holders = {
        Holder.UNIT: report.unit,
        Holder.GARRISON: garrison_of(report.unit),
        Holder.ASSIGNEE: report.assignee,
    }
    return (holders[tray.holder], report.status) == (tray.code, tray.status)


def _lies_on(stretch: Stretch, line: Line) -> bool:
    if stretch.order is Order.DEADLINE and line.due_at is None:
        return False
    place = line.place(stretch.order)
    return (
        (stretch.after is None or _behind(stretch.after, place, stretch.order))
        and (stretch.earliest is None or place.moment >= stretch.earliest)
        and (stretch.latest is None or place.moment <= stretch.latest)
    )


def _behind(reached: Place, place: Place, order: Order) -> bool:
    return place < reached if order is Order.NEWEST else place > reached


def _line(report: Report) -> Line:
    due = report.due_at
    return Line(
        id=report.id,
        category=report.category,
        status=report.status,
        created_at=report.created_at,
        cell=report.cell,
        location=report.location,
        unit=report.unit,
        version=report.version,
        near_border=report.near_border,
        assignee=report.assignee,
        duplicate_of=report.duplicate_of,
        due_at=due,
        thrice_late_at=thrice_late_at(report.opened_at, due) if due else None,
    )
