"""Who is told of a change and what they learn: no exact point, no free text, nothing of the reporter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Self

from chalicelib.domain import cell as cells
from chalicelib.domain.answer import Answer
from chalicelib.domain.category import Category, Priority
from chalicelib.domain.change import Change
from chalicelib.domain.deadline import Call
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.unit import Unit


class Pace(Enum):
    """How soon a unit has to hear of something."""

    AT_ONCE = "at_once"
    MAY_WAIT = "may_wait"


class Event(StrEnum):
    """What happened to a report, as subscriptions filter it.

    A line is all that an event needs: its slug, in Polish a headline and what the unit is to do, and
    whether a busy unit may read of it in a digest.
    """

    headline: str
    advice: str
    pace: Pace

    def __new__(cls, slug: str, headline: str, advice: str, pace: Pace = Pace.AT_ONCE) -> Self:
        """Make an event whose value is the slug."""
        event = str.__new__(cls, slug)
        event._value_ = slug
        event.headline, event.advice, event.pace = headline, advice, pace
        return event

    OPENED = "opened", "Nowe zgłoszenie", "Przeczytaj zgłoszenie i podejmij weryfikację.", Pace.MAY_WAIT
    TAKEN_OVER = (
        "taken_over",
        "Przejęte zgłoszenie",
        "Sprawdź ustalenia drugiej jednostki i prowadź dalej.",
        Pace.MAY_WAIT,
    )
    HANDED_OVER = "handed_over", "Przekazane zgłoszenie", "Nic: prowadzi je druga jednostka.", Pace.MAY_WAIT
    REMINDER = "reminder", "Zbliża się termin", "Podejmij zgłoszenie albo zakończ weryfikację przed terminem."
    ESCALATED_LOCAL = "escalated_local", "Minął termin", "Koordynator lokalny: ustal, kto i kiedy to załatwi."
    ESCALATED_GARRISON = (
        "escalated_garrison",
        "Długo po terminie",
        "Koordynator garnizonu: zapytaj jednostkę.",
    )
    ANSWERED = "answered", "Odpowiedź instytucji", "Przeczytaj odpowiedź i sprawdź miejsce."
    UNANSWERED = (
        "unanswered",
        "Brak odpowiedzi instytucji",
        "Instytucja milczy: zdecyduj, co dalej z zagrożeniem.",
    )


EVENT_OF = {
    Call.REMINDER: Event.REMINDER,
    Call.ESCALATED_LOCAL: Event.ESCALATED_LOCAL,
    Call.ESCALATED_GARRISON: Event.ESCALATED_GARRISON,
}
"""Every call about a deadline is an event."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A message to a unit; `id` is the same however often it is sent.

    `other_unit` is who had the report, or has it now, when it changed hands. `center` is the centre of
    `cell` as (lat, lon) in degrees, 210 m from the point at most. `due_at` is the present deadline.
    """

    id: str
    event: Event
    report_id: str
    category: Category
    status: Status
    unit: Unit
    other_unit: Unit | None
    cell: str
    center: tuple[float, float]
    at: datetime
    due_at: datetime | None = None

    @property
    def garrison(self) -> str:
        """The code of the garrison whose topic carries the alert."""
        return self.unit.garrison

    @property
    def may_wait(self) -> bool:
        """Whether a digest is soon enough: never for what is urgent."""
        return self.event.pace is Pace.MAY_WAIT and self.category.priority is not Priority.URGENT


def alerts_for(change: Change, category: Category, unit_of: Callable[[str], Unit]) -> tuple[Alert, ...]:
    """Return the alerts that a change asks for.

    A new report is told to its unit, a change of hands to both units (of its duplicates not again), an
    institution's answer or silence to the unit, and a call about a deadline too, whose coordinators
    subscribe to the escalations. `unit_of` finds a unit by its code.
    """
    before, report = change.before, change.after
    if report is None:
        return ()
    now = unit_of(report.unit)
    if before is None:
        return (_alert(Event.OPENED, report, category, now, None),)
    if report.called and report.called is not before.called:
        return (_alert(EVENT_OF[report.called], report, category, now, None),)
    if said := _answer(before, report):
        event = Event.UNANSWERED if said is Answer.NO_ANSWER else Event.ANSWERED
        return (_alert(event, report, category, now, None),)
    if before.unit == report.unit or report.duplicate_of:
        return ()
    then = unit_of(before.unit)
    return (
        _alert(Event.TAKEN_OVER, report, category, now, then),
        _alert(Event.HANDED_OVER, report, category, then, now),
    )


def _answer(before: Report, after: Report) -> Answer | None:
    """Return what an institution answered by this change, if it did."""
    return after.history[-1].answer if len(after.history) > len(before.history) else None


def _alert(event: Event, report: Report, category: Category, unit: Unit, other: Unit | None) -> Alert:
    return Alert(
        id=f"{report.id}.{report.version}.{event}",
        event=event,
        report_id=report.id,
        category=category,
        status=report.status,
        unit=unit,
        other_unit=other,
        cell=report.cell,
        center=cells.center(report.cell),
        at=_moment_of(event, report),
        due_at=report.due_at,
    )


def _moment_of(event: Event, report: Report) -> datetime:
    """Return when an event happened: a call leaves no step in the history, its moment was set before."""
    call = report.called
    if call and event is EVENT_OF[call] and report.deadlines and report.due_at:
        return report.deadlines.call_at(call, report.due_at)
    return report.changed_at
