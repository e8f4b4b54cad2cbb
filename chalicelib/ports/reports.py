"""The reports table with its guards, as use cases need it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.deed import Deed
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Report
from chalicelib.domain.statistics import Case
from chalicelib.domain.status import Status
from chalicelib.domain.work_list import Line, Look, Stretch, Tray


@dataclass(frozen=True, slots=True)
class OriginUse:
    """One use of an origin's quota; `origin` is a hash that changes with the day, or an officer's account.

    Without a `place` it is a use of the day's total alone.
    """

    origin: str
    place: str | None
    quota: Quota


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What is kept of an accepted report so that a repeat of its request gets the same answer."""

    key_hash: str
    body_hash: str
    report_id: str
    sealed_token: str


class Repeated(Exception):  # noqa: N818 - a finding, not a failure
    """The idempotency key was used before."""

    def __init__(self, first: FirstAnswer) -> None:
        super().__init__("repeated idempotency key")
        self.first = first


class Reports(Protocol):
    """The reports table with its guards."""

    def add(
        self, report: Report, use: OriginUse, answer: FirstAnswer | None, deed: Deed | None = None
    ) -> None:
        """Write the report, the use of the quota, the answer and the deed, all or none.

        Raises `Repeated`, `QuotaExceeded` or `Busy`.
        """

    def get(self, report_id: str) -> Report:
        """Return a report; raise `UnknownReport`."""

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        """Store each report over the version before it, and keep the deed: all or none.

        Raises `StaleVersion` when one of the versions does not stand any more, or `Busy`.
        """

    def in_statuses(self, statuses: Collection[Status]) -> Iterable[str]:
        """Return the ids of all reports in some statuses, whoever has them; may miss the newest.

        Looks at every report that there is: for work that is done seldom.
        """

    def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
        """Look at the next `size` reports of a tray in a stretch of it, in its order; may miss the newest.

        Costs the same however many reports the tray has.
        """

    def open_in(self, category: str, cells: Iterable[str], size: int) -> Iterable[Line]:
        """Return the newest `size` open reports of a category in each of some cells; may miss the newest.

        A merged report is acted on under another, so it is not open.
        """

    def cases(self, garrison: str, begin: datetime, end: datetime) -> Iterable[Case]:
        """Return what a garrison has that was placed from `begin` on and before `end`; may miss the newest.

        Costs what these reports cost, some 400 bytes each.
        """

    def read_many(self, report_ids: Sequence[str]) -> Iterable[Report]:
        """Return those of some reports that there are, in no order; may miss the newest changes."""

    def due_to_wake(self, now: datetime) -> Iterable[str]:
        """Return the ids of reports that the clock has something to do with by now; may miss the newest.

        Costs what is due, however many reports there are.
        """

    def let_sleep(self, report_id: str) -> None:
        """Leave a row that is no report out of `due_to_wake` until it is written again; raise `Busy`."""
