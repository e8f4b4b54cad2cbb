"""A report: what a resident placed on the map and what became of it."""

import math
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.errors import IllegalMove, InvalidValue
from chalicelib.domain.status import Status, check_move, check_open

TEXT_LIMIT = 500
BY_HAND = "hand"
"""What `routed_by` says of a report that an officer handed over: no boundaries decide of it again."""

UNPRINTABLE = frozenset({"Cc", "Cs"})
"""Unicode's categories of control characters and of lone surrogates, which no encoding carries."""


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
class Step:
    """One line of a report's history; `unit` and `reason` stand where another unit took over.

    `by` is the signature of the officer who acted, `role@unit`; None for a resident and for the map
    itself. Reason, note and signature are for the police only.
    """

    status: Status
    at: datetime
    unit: str | None = None
    reason: str | None = None
    by: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if (self.unit is None) != (self.reason is None):
            raise InvalidValue("A hand-over names the unit and the reason.")
        for text in (self.reason, self.note):
            if text is not None:
                checked_text(text)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands; `version` counts its changes from 1.

    `hidden` says that its public time is over. `routed_by` is the version of the boundaries that
    found `unit`, or `BY_HAND`. `token_hash` is the SHA-256 of the tracking token.
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

    def __post_init__(self) -> None:
        if not self.history:
            raise InvalidValue("A report has a history from its first moment.")
        if self.version < 1:
            raise InvalidValue("A report's versions count from 1.")

    @property
    def status(self) -> Status:
        """The status after the last step."""
        return self.history[-1].status

    @property
    def created_at(self) -> datetime:
        """When the report was placed."""
        return self.history[0].at

    @property
    def changed_at(self) -> datetime:
        """When the history last grew."""
        return self.history[-1].at

    def moved(
        self, status: Status, at: datetime, *, by: str | None = None, note: str | None = None
    ) -> "Report":
        """Return the report after an allowed move; raise `IllegalMove` for any other.

        A clock that jumped back does not reorder the history: a step is never before the last one.
        """
        check_move(self.status, status)
        step = Step(status, max(at, self.changed_at), by=by, note=note)
        return replace(self, history=(*self.history, step), version=self.version + 1, hidden=False)

    def handed_over(
        self, unit: str, reason: str, at: datetime, *, routed_by: str, by: str | None = None
    ) -> "Report":
        """Return the open report in the hands of another unit; raise `IllegalMove` for any other report.

        `routed_by` is the version of the boundaries that found the unit, or `BY_HAND`.
        """
        check_open(self.status)
        if unit == self.unit:
            raise IllegalMove("The unit has the report already.")
        step = Step(self.status, max(at, self.changed_at), unit, reason, by)
        history = (*self.history, step)
        return replace(self, unit=unit, routed_by=routed_by, history=history, version=self.version + 1)

    def concealed(self) -> "Report":
        """Return the report after the end of its public time."""
        return replace(self, version=self.version + 1, hidden=True)


def checked_text(text: str) -> str:
    """Return a text that people wrote; raise `InvalidValue` for one that is empty, long or unprintable."""
    if not text.strip():
        raise InvalidValue("A text is left out rather than empty.")
    if len(text) > TEXT_LIMIT:
        raise InvalidValue(f"A text has at most {TEXT_LIMIT} characters.")
    if any(unicodedata.category(char) in UNPRINTABLE and char not in "\n\r\t" for char in text):
        raise InvalidValue("A text has no control characters.")
    return text
