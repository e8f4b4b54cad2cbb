"""What an institution says of a threat that was forwarded to it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.answer import Answer
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.step import checked_text

LATEST_REPAIR = timedelta(days=731)
"""A repair date lies within two years: beyond that a threat would be forgotten, not repaired."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The words: a refusal has a note that says why, a repair date its day."""

    answer: Answer
    note: str | None = None
    repair_by: date | None = None

    def __post_init__(self) -> None:
        if self.answer is Answer.NO_ANSWER:
            raise InvalidValue("Silence is no answer.")
        if self.answer is Answer.REFUSED and self.note is None:
            raise InvalidValue("A refusal says why.")
        if (self.answer is Answer.REPAIR_DATE) != (self.repair_by is not None):
            raise InvalidValue("A repair date names its day, and nothing else does.")
        if self.note is not None:
            checked_text(self.note)


@dataclass(frozen=True, slots=True)
class Statement:
    """The words and when they were said."""

    saying: Saying
    at: datetime


def checked_date(repair_by: date, now: datetime) -> date:
    """Return a repair date that lies ahead by Polish time; raise `InvalidValue` for any other."""
    today = now.astimezone(WARSAW).date()
    if not today < repair_by <= today + LATEST_REPAIR:
        raise InvalidValue("A repair date lies ahead, within two years.")
    return repair_by
