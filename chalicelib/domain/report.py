"""A report: what a resident placed on the map and what became of it."""

import math
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from chalicelib.domain.deadline import Call, Deadlines
from chalicelib.domain.errors import HistoryFull, IllegalMove, InvalidValue
from chalicelib.domain.photo import Photo
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import CLOSED, OPEN, Status, check_move, check_open
from chalicelib.domain.step import ENDING, KEPT_FREE, MOST_STEPS, Act, Step, checked_text

BY_HAND = "hand"
"""What `routed_by` says of a report that an officer handed over: no boundaries decide of it again."""


class PartOfDay(StrEnum):
    """When in the day the threat shows itself."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Weekday(StrEnum):
    """On which days the threat shows itself."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Location:
    """A point in degrees of WGS 84. It is private: only its cell may be shown."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and -90 <= self.lat <= 90):
            raise InvalidValue("A latitude lies between -90 and 90 degrees.")
        if not (math.isfinite(self.lon) and -180 <= self.lon <= 180):
            raise InvalidValue("A longitude lies between -180 and 180 degrees.")


@dataclass(frozen=True, slots=True)
class Details:
    """What a reporter may add; read by the police only."""

    description: str | None = None
    occurred_at: datetime | None = None
    part_of_day: PartOfDay | None = None
    weekdays: tuple[Weekday, ...] = ()

    def __post_init__(self) -> None:
        if self.description is not None:
            checked_text(self.description)
        if len(set(self.weekdays)) != len(self.weekdays):
            raise InvalidValue("A weekday is named once.")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands; `version` counts its changes from 1.

    `hidden` says that its public time is over. `routed_by` is the version of the boundaries that
    found `unit`, or `BY_HAND`. `token_hash` is the SHA-256 of the tracking token. `assignee` is the account
    of who works on it. `duplicate_of` names the report that it continues under while it is merged,
    `duplicates` the reports that are merged into it: never both. `near_border` says that another unit may
    be meant. `deadlines` is None where nothing is promised, and `called` is the last call about the present
    deadline to the present unit. `forwarding` is the key of the forwarding whose answer is awaited; a merged
    report waits for none. `photos` are those of the site, each id once.
    """

    id: str
    category: str
    location: Location
    cell: str
    unit: str
    routed_by: str
    details: Details
    history: tuple[Step, ...]
    token_hash: str
    version: int = 1
    hidden: bool = False
    assignee: str | None = None
    duplicate_of: str | None = None
    duplicates: tuple[str, ...] = ()
    near_border: bool = False
    deadlines: Deadlines | None = None
    called: Call | None = None
    plane: Plane = Plane.RESIDENTS
    forwarding: str | None = None
    photos: tuple[Photo, ...] = ()

    def __post_init__(self) -> None:
        if not self.history:
            raise InvalidValue("A report has a history from its first moment.")
        if self.version < 1:
            raise InvalidValue("A report's versions count from 1.")
        if self.duplicate_of is not None and self.duplicates:
            raise InvalidValue("A report that is merged into another has no duplicates of its own.")
        if self.duplicate_of is not None and self.forwarding is not None:
            raise InvalidValue("A report that is merged into another waits for no institution.")

    @property
    def status(self) -> Status:
        """The status after the last step."""
        return self.history[-1].status

    @property
    def is_open(self) -> bool:
        """Whether somebody has to act on it; a merged report is acted on under the other."""
        return self.status in OPEN and self.duplicate_of is None

    @property
    def created_at(self) -> datetime:
        """When the report was placed."""
        return self.history[0].at

    @property
    def changed_at(self) -> datetime:
        """When the history last grew."""
        return self.history[-1].at

    @property
    def status_since(self) -> datetime:
        """When the report came into its status; notes and assignments do not prolong its public time."""
        return next(step.at for step in reversed(self.history) if step.act is Act.MOVED)

    @property
    def opened_at(self) -> datetime:
        """When the report was placed, or opened again by new evidence: deadlines count from here."""
        openings = (
            after.at
            for before, after in pairwise(self.history)
            if before.status in CLOSED and after.status in OPEN
        )
        return max(openings, default=self.created_at)

    @property
    def due_at(self) -> datetime | None:
        """By when the police must act; None where nothing is promised, and while it is merged."""
        if self.deadlines is None or self.duplicate_of is not None:
            return None
        return self.deadlines.due(self.status, self.opened_at - self.created_at)

    def moved(
        self, status: Status, at: datetime, *, by: str | None = None, note: str | None = None
    ) -> "Report":
        """Return the report after an allowed move; raise `IllegalMove` for any other, or `ReasonNeeded`.

        Its public time begins anew.
        """
        self.check_not_merged()
        check_move(self.status, status, note)
        return self.after(Step(status, at, by=by, note=note), hidden=False, called=None, forwarding=None)

    def handed_over(
        self, unit: str, reason: str, at: datetime, *, routed_by: str, by: str | None = None
    ) -> "Report":
        """Return the open report in the hands of another unit; raise `IllegalMove` for any other report.

        `routed_by` is the version of the boundaries that found the unit, or `BY_HAND`.
        """
        self.check_not_merged()
        check_open(self.status)
        if unit == self.unit:
            raise IllegalMove("The unit has the report already.")
        step = Step(self.status, at, Act.HANDED_OVER, by, unit=unit, reason=reason)
        return self.after(step, unit=unit, routed_by=routed_by, assignee=None, called=None)

    def noted(self, note: str, at: datetime, *, by: str) -> "Report":
        """Return the report with a note in its history."""
        return self.after(Step(self.status, at, Act.NOTED, by, note))

    def assigned(self, assignee: str | None, at: datetime, *, by: str, note: str | None = None) -> "Report":
        """Return the open report as somebody's work, None for nobody's; raise `IllegalMove` for any other."""
        self.check_not_merged()
        check_open(self.status)
        if assignee == self.assignee:
            raise IllegalMove("The report is assigned like this already.")
        return self.after(Step(self.status, at, Act.ASSIGNED, by, note, assignee=assignee), assignee=assignee)

    def concealed(self) -> "Report":
        """Return the report after the end of its public time."""
        return replace(self, version=self.version + 1, hidden=True)

    def called_for(self, call: Call) -> "Report":
        """Return the report after a call about its deadline."""
        return replace(self, version=self.version + 1, called=call)

    def check_not_merged(self) -> None:
        """Raise `IllegalMove` while the report continues under another."""
        if self.duplicate_of is not None:
            raise IllegalMove(f"The report continues under {self.duplicate_of}: act on that, or part them.")

    def check_room(self, act: Act) -> None:
        """Raise `HistoryFull` when the history takes no more of an act of people."""
        if len(self.history) >= (MOST_STEPS if act in ENDING else MOST_STEPS - KEPT_FREE):
            raise HistoryFull

    def after(self, step: Step, **changes: Any) -> "Report":
        """Return the next version: one more step of the history, and the fields that change with it.

        A clock that jumped back does not reorder the history: a step is never before the last one.
        Raises `HistoryFull` for one more of what people do. The map's own steps are few and short, and
        room for a photo is asked for before it comes.
        """
        if step.by is not None and step.photo is None:
            self.check_room(step.act)
        history = (*self.history, replace(step, at=max(step.at, self.changed_at)))
        return replace(self, history=history, version=self.version + 1, **changes)
