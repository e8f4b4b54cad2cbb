"""Show a report to whoever holds its tracking token."""

from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import UnknownReport
from chalicelib.domain.report import Report
from chalicelib.domain.token import opens
from chalicelib.domain.visibility import may_follow
from chalicelib.ports.reports import Reports


def read_report(
    report_id: str, token: str, reports: Reports, catalogue: Catalogue
) -> tuple[Report, Report | None]:
    """Return the report, and the main one that it continues under while it is merged.

    Where the public may not learn of either, the holder of one token learns nothing of the other.
    Raises `UnknownReport` alike for an unknown id and for a wrong token.
    """
    report = reports.get(report_id)
    if not opens(token, report.token_hash):
        raise UnknownReport
    main = reports.get(report.duplicate_of) if report.duplicate_of else None
    return report, main if main and may_follow(report, main, catalogue) else None
