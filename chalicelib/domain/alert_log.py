"""What the log keeps of an alert: what was told to which unit and when; nothing of the place's address."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an alert."""

    SENDING = "sending"  # or about to be tried again
    WAITING = "waiting"  # for the digest at `due`
    TOLD = "told"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a unit's log: one alert, however often it was tried.

    `at` is when the event happened. `due` is the end of the window that the alert waits or waited for,
    `digest` the id of the message that told it together with others. `message_id` is SNS's.
    """

    id: str
    unit: str
    at: datetime
    event: str
    report_id: str
    category: str
    priority: str
    cell: str
    outcome: Outcome
    attempts: int
    due: datetime | None = None
    told_at: datetime | None = None
    message_id: str | None = None
    digest: str | None = None
    failure: str | None = None
