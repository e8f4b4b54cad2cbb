"""The forwarding of a confirmed threat to one institution: what was asked, what was said, and until when."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.domain.answer import Answer
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.errors import IllegalMove, InvalidValue
from chalicelib.domain.report import Location, Report
from chalicelib.domain.statement import Saying, Statement
from chalicelib.domain.status import Status, check_move
from chalicelib.domain.step import Act, Step

MOST_STATEMENTS = 20
SILENCE = "The institution gave no answer."
LEADS_TO = {
    Answer.ELIMINATED: Status.ELIMINATED,
    Answer.REFUSED: Status.CONFIRMED,
    Answer.NO_ANSWER: Status.CONFIRMED,
}
"""The status that an answer ends a forwarding with; the others leave it open."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an institution has to answer, how long after it was reminded, and how long its link opens.

    First and last count from the question, the last statement, or the end of the day of a promised repair.
    """

    answer: timedelta
    reminder: timedelta
    link: timedelta

    def __post_init__(self) -> None:
        if min(self.answer, self.reminder) <= timedelta(0):
            raise InvalidValue("An institution has some time to answer.")
        if self.link < self.answer + self.reminder:
            raise InvalidValue("A link opens for as long as an answer is awaited.")


@dataclass(frozen=True, slots=True)
class Forwarding:
    """What an institution was asked, which is all that it learns of the report, and what it said.

    `key` is the SHA-256 of the token that opens it, `id` what the token is made from. `due_at` is when
    silence is noticed: first by a reminder, once `reminded` by the end. `version` counts changes from 1.
    """

    key: str
    id: str
    report_id: str
    institution: str
    unit: str
    category: str
    location: Location
    note: str
    asked_at: datetime
    due_at: datetime
    expires_at: datetime
    statements: tuple[Statement, ...] = ()
    reminded: bool = False
    closed: bool = False
    version: int = 1

    def is_of(self, report: Report) -> bool:
        """Say whether the report still waits for this institution: an officer may have moved it on."""
        return not self.closed and report.forwarding == self.key

    def was_told(self, saying: Saying) -> bool:
        """Say whether these were the institution's last words: then they are a repeat."""
        return bool(self.statements) and self.statements[-1].saying == saying

    def answered(self, saying: Saying, at: datetime, patience: Patience) -> "Forwarding":
        """Return the forwarding with one more statement; raise `IllegalMove` beyond the most."""
        if len(self.statements) >= MOST_STATEMENTS:
            raise IllegalMove(f"An institution answers {MOST_STATEMENTS} times at most.")
        since = at if saying.repair_by is None else _end_of(saying.repair_by)
        return replace(
            self,
            statements=(*self.statements, Statement(saying, at)),
            due_at=since + patience.answer,
            expires_at=max(self.expires_at, since + patience.link),
            reminded=False,
            closed=saying.answer in LEADS_TO,
            version=self.version + 1,
        )

    def reminded_at(self, now: datetime, patience: Patience) -> "Forwarding":
        """Return the forwarding after its reminder, due once more."""
        due = now + patience.reminder
        expires = max(self.expires_at, due + patience.reminder)
        return replace(self, reminded=True, due_at=due, expires_at=expires, version=self.version + 1)

    def ended(self) -> "Forwarding":
        """Return the forwarding when nothing is awaited any more."""
        return replace(self, closed=True, version=self.version + 1)


def forwarded(
    report: Report,
    institution: str,
    note: str,
    at: datetime,
    *,
    by: str,
    identity: tuple[str, str],
    patience: Patience,
) -> tuple[Report, Forwarding]:
    """Return a confirmed report after it was forwarded, and the forwarding; `identity` is its key and id.

    Raises `IllegalMove` for a report that is not confirmed.
    """
    key, name = identity
    report.check_not_merged()
    check_move(report.status, Status.FORWARDED, note)
    step = Step(Status.FORWARDED, at, by=by, note=note, institution=institution)
    moved = report.after(step, hidden=False, called=None, forwarding=key)
    forwarding = Forwarding(
        key=key,
        id=name,
        report_id=report.id,
        institution=institution,
        unit=report.unit,
        category=report.category,
        location=report.location,
        note=note,
        asked_at=moved.changed_at,
        due_at=moved.changed_at + patience.answer,
        expires_at=moved.changed_at + patience.link,
    )
    return moved, forwarding


def answered(report: Report, forwarding: Forwarding, saying: Saying, at: datetime) -> Report:
    """Return the report after an institution's statement; its history names the institution, no person."""
    step = Step(
        report.status,
        at,
        Act.ANSWERED,
        by=forwarding.institution,
        note=saying.note,
        institution=forwarding.institution,
        answer=saying.answer,
        repair_by=saying.repair_by,
    )
    return _told(report, forwarding, step, LEADS_TO.get(saying.answer))


def given_back(report: Report, forwarding: Forwarding, at: datetime) -> Report:
    """Return the report after the silence of its institution."""
    name, silence = forwarding.institution, Answer.NO_ANSWER
    step = Step(report.status, at, Act.ANSWERED, note=SILENCE, institution=name, answer=silence)
    return _told(report, forwarding, step, LEADS_TO[silence])


def _told(report: Report, forwarding: Forwarding, step: Step, end: Status | None) -> Report:
    """Add a step that goes on with the forwarding, or ends it in a status."""
    if not forwarding.is_of(report):
        raise IllegalMove("The report does not wait for this institution any more.")
    if end is None:
        return report.after(step)
    last = replace(step, status=end, act=Act.MOVED)
    return report.after(last, hidden=False, called=None, forwarding=None)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), WARSAW).astimezone(UTC)
