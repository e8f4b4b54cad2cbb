"""Move a report along the table of statuses, or end its public time."""

from datetime import datetime

from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import public_until
from chalicelib.ports import Reports


def change_status(report: Report, status: Status, at: datetime, reports: Reports) -> Report:
    """Store the moved report; raise `IllegalMove`, or `StaleVersion` when it was changed meanwhile."""
    moved = report.moved(status, at)
    reports.replace(moved)
    return moved


def end_visibility(now: datetime, reports: Reports) -> int:
    """Hide every report whose public time is over; return how many were hidden.

    A report that somebody changes meanwhile is left alone: its public time begins anew, or the next
    run finds it again.
    """
    hidden = 0
    for report_id in reports.due_to_hide(now):
        report = reports.get(report_id)
        until = public_until(report.status, report.changed_at)
        if report.hidden or until is None or until > now:
            continue
        try:
            reports.replace(report.concealed())
        except StaleVersion:
            continue
        hidden += 1
    return hidden
