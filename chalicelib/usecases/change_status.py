"""Move a report along the table of statuses."""

from datetime import datetime

from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
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
