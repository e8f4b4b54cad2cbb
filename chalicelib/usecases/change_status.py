"""Move a report along the table of statuses, or end its public time."""

from datetime import datetime

from chalicelib.domain.errors import MalformedRow, StaleVersion, UnknownReport
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import public_until
from chalicelib.ports import Reports


def change_status(
    report: Report,
    status: Status,
    at: datetime,
    reports: Reports,
    *,
    by: str | None = None,
    note: str | None = None,
) -> Report:
    """Store the moved report; raise `IllegalMove`, or `StaleVersion` when it was changed meanwhile."""
    moved = report.moved(status, at, by=by, note=note)
    reports.replace(moved)
    return moved


def end_visibility(now: datetime, reports: Reports) -> int:
    """Hide every report whose public time is over; return how many were hidden.

    A row that is no report keeps none of the others shown: `MalformedRow` is raised at the end.
    """
    hidden = 0
    poison: MalformedRow | None = None
    for report_id in reports.due_to_hide(now):
        try:
            hidden += _end_visibility_of(report_id, now, reports)
        except MalformedRow as reason:
            poison = reason
    if poison:
        raise poison
    return hidden


def _end_visibility_of(report_id: str, now: datetime, reports: Reports) -> bool:
    """Hide a report that is still due; say whether it was.

    One that somebody changes meanwhile is left alone: its public time begins anew, or the next run
    finds it again.
    """
    try:
        report = reports.get(report_id)
        until = public_until(report.status, report.status_since)
        if report.hidden or until is None or until > now:
            return False
        reports.replace(report.concealed())
    except (StaleVersion, UnknownReport):
        return False
    return True
