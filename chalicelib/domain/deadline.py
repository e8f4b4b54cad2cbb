"""By when the police read and verify a report, who is called before and after, and how late they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from chalicelib.domain.calendar import WARSAW, Calendar
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.status import Status

THRICE = 3


class Days(StrEnum):
    """Which days a term counts."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, from 1."""

    days: int
    counted: Days = Days.CALENDAR

    def __post_init__(self) -> None:
        if self.days < 1:
            raise InvalidValue("A term has a day or more.")

    def after(self, moment: datetime, calendar: Calendar) -> datetime:
        """Return the moment so many counted days later, at the same time of day in Poland.

        The day of `moment` is not counted. A time of day that the change to summer time leaves out is
        an hour later by the clock.
        """
        local = moment.astimezone(WARSAW)
        day, left = local.date(), self.days
        while left:
            day += timedelta(days=1)
            left -= self.counted is Days.CALENDAR or calendar.is_working(day)
        return datetime.combine(day, local.time(), WARSAW).astimezone(UTC)


class Call(StrEnum):
    """Who is told of a deadline, in this order: the unit before it, its coordinators after it."""

    REMINDER = "reminder"
    ESCALATED_LOCAL = "escalated_local"
    ESCALATED_GARRISON = "escalated_garrison"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What is promised of one report when it is placed; later changes of the rules do not move it."""

    read_by: datetime
    verify_by: datetime
    remind_before: timedelta
    garrison_after: timedelta

    def __post_init__(self) -> None:
        if self.read_by > self.verify_by:
            raise InvalidValue("A report is read before it is verified.")
        if min(self.remind_before, self.garrison_after) <= timedelta(0):
            raise InvalidValue("A reminder comes before the deadline, the garrison's call after it.")

    def due(self, status: Status, reopened_after: timedelta = timedelta(0)) -> datetime | None:
        """Return the deadline of a report in a status; None where nothing is promised.

        A report that was opened again has as much time from then as it had from its placing.
        """
        first = {Status.NEW: self.read_by, Status.UNDER_VERIFICATION: self.verify_by}.get(status)
        return first + reopened_after if first else None

    def call_at(self, call: Call, due: datetime) -> datetime:
        """Return when a call about a deadline goes out."""
        if call is Call.REMINDER:
            return due - self.remind_before
        return due if call is Call.ESCALATED_LOCAL else due + self.garrison_after


class Lateness(StrEnum):
    """How a report stands to its deadline; the last is late by three times the time it had."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    LATE = "late"
    THRICE_LATE = "thrice_late"


def thrice_late_at(opened: datetime, due: datetime) -> datetime:
    """Return when a report is older than three times the time it had."""
    return opened + THRICE * (due - opened)


def lateness(due: datetime, thrice: datetime, soon: timedelta, now: datetime) -> Lateness:
    """Return the class of a deadline; it is due soon from `soon` before it on."""
    if now <= due:
        return Lateness.DUE_SOON if now >= due - soon else Lateness.ON_TIME
    return Lateness.THRICE_LATE if now > thrice else Lateness.LATE


@dataclass(frozen=True, slots=True)
class Terms:
    """How long reading takes, and reading with verifying, both from the placing."""

    read: Term
    verify: Term


@dataclass(frozen=True, slots=True)
class Timetable:
    """The rules of all deadlines; `exceptions` are the terms of categories that have their own."""

    terms: Terms
    exceptions: Mapping[str, Terms]
    remind_before: timedelta
    garrison_after: timedelta
    calendar: Calendar

    def deadlines(self, category: str, placed: datetime) -> Deadlines:
        """Return what is promised of a report of a category."""
        terms = self.exceptions.get(category, self.terms)
        read_by = terms.read.after(placed, self.calendar)
        verify_by = terms.verify.after(placed, self.calendar)
        return Deadlines(read_by, verify_by, self.remind_before, self.garrison_after)
