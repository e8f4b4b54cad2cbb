"""The officers' work list: lines of reports, the orders they come in, and what is sifted out of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.deadline import Lateness, lateness
from chalicelib.domain.place import Place
from chalicelib.domain.report import Location
from chalicelib.domain.status import Status

NOBODY = "nobody"
"""Who works on a report that is assigned to no account."""


class Order(StrEnum):
    """How a list is sorted; by deadline it holds the reports that have one, the most urgent first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DEADLINE = "deadline"


class Holder(StrEnum):
    """Who a tray belongs to."""

    UNIT = "unit"
    GARRISON = "garrison"
    ASSIGNEE = "assignee"


@dataclass(frozen=True, slots=True)
class Tray:
    """The reports of one status that a unit has, all units of a garrison, or the account of an officer."""

    code: str
    status: Status
    holder: Holder = Holder.UNIT


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a tray to look at: from one moment to another, both included, and behind a place."""

    order: Order
    earliest: datetime | None = None
    latest: datetime | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a list says of a report. The exact place is for officers who have the report only."""

    id: str
    category: str
    status: Status
    created_at: datetime
    cell: str
    location: Location
    unit: str
    version: int
    near_border: bool = False
    assignee: str | None = None
    duplicate_of: str | None = None
    due_at: datetime | None = None
    thrice_late_at: datetime | None = None

    def place(self, order: Order) -> Place:
        """Return where the line stands; raise `ValueError` where it does not."""
        moment = self.due_at if order is Order.DEADLINE else self.created_at
        if moment is None:
            raise ValueError("A report without a deadline is not in a list of deadlines.")
        return Place(moment, self.id)

    def lateness(self, soon: timedelta, now: datetime) -> Lateness | None:
        """Return how the report stands to its deadline, None where it has none."""
        if self.due_at is None or self.thrice_late_at is None:
            return None
        return lateness(self.due_at, self.thrice_late_at, soon, now)


@dataclass(frozen=True, slots=True)
class Look:
    """The lines that were looked at, in order, and where the looking stopped; None at the end."""

    lines: tuple[Line, ...]
    reached: Place | None


@dataclass(frozen=True, slots=True)
class Sieve:
    """What lines of a list must be like; an empty set, and None, ask for nothing."""

    categories: frozenset[str] = frozenset()
    lateness: frozenset[Lateness] = frozenset()
    assignee: str | None = None
    near_border: bool | None = None
    older_than: timedelta | None = None
    newer_than: timedelta | None = None

    def admits(self, line: Line, soon: timedelta, now: datetime) -> bool:
        """Say whether a line is as asked for."""
        age = now - line.created_at
        return (
            (not self.categories or line.category in self.categories)
            and (not self.lateness or line.lateness(soon, now) in self.lateness)
            and self.assignee in {None, line.assignee or NOBODY}
            and self.near_border in {None, line.near_border}
            and (self.older_than is None or age >= self.older_than)
            and (self.newer_than is None or age <= self.newer_than)
        )
