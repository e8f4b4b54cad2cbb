"""What the clock alone does to a report: the end of its public time, reminders and escalations."""

from datetime import datetime

from chalicelib.domain.deadline import Call
from chalicelib.domain.report import Report
from chalicelib.domain.visibility import public_until

CALLS = tuple(Call)


def wakes_at(report: Report) -> datetime | None:
    """Return when the clock next has something to do with the report; None for never."""
    moments = [moment for moment in (_hides_at(report), _next_call_at(report)) if moment]
    return min(moments, default=None)


def woken(report: Report, now: datetime) -> Report:
    """Return the report after the next thing the clock asks of it by now, itself when it asks nothing."""
    hides_at = _hides_at(report)
    if hides_at and hides_at <= now:
        return report.concealed()
    call = _call_due(report, now)
    return report.called_for(call) if call else report


def _hides_at(report: Report) -> datetime | None:
    return None if report.hidden else public_until(report.status, report.status_since)


def _next_call_at(report: Report) -> datetime | None:
    calls = _calls_left(report)
    return calls[0][1] if calls else None


def _call_due(report: Report, now: datetime) -> Call | None:
    """Return the call to make; past the deadline nobody is reminded of it any more."""
    due = [call for call, at in _calls_left(report) if at <= now]
    if due[:2] == [Call.REMINDER, Call.ESCALATED_LOCAL]:
        return Call.ESCALATED_LOCAL
    return due[0] if due else None


def _calls_left(report: Report) -> list[tuple[Call, datetime]]:
    """Return the calls not made yet with their moments, the first one first."""
    due = report.due_at
    if due is None or report.deadlines is None:
        return []
    made = CALLS.index(report.called) + 1 if report.called else 0
    return [(call, report.deadlines.call_at(call, due)) for call in CALLS[made:]]
