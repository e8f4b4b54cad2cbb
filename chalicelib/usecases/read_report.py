"""Show a report to whoever holds its tracking token."""

from chalicelib.domain.errors import UnknownReport
from chalicelib.domain.report import Report
from chalicelib.domain.token import opens
from chalicelib.ports.reports import Reports


def read_report(report_id: str, token: str, reports: Reports) -> tuple[Report, Report | None]:
    """Return the report, and the main one that it continues under while it is merged.

    Raises `UnknownReport` alike for an unknown id and for a wrong token.
    """
    report = reports.get(report_id)
    if not opens(token, report.token_hash):
        raise UnknownReport
    return report, reports.get(report.duplicate_of) if report.duplicate_of else None
