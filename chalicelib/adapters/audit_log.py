"""The audit as log lines: who saw or did what with which report, nothing of its content."""

from aws_lambda_powertools import Logger

from chalicelib.domain.deed import Deed
from chalicelib.ports import Audit


def audit_log(logger: Logger) -> Audit:
    """Return an audit that writes a line for each deed."""

    def keep(deed: Deed) -> None:
        officer = deed.officer
        who = {"sub": officer.sub, "role": officer.role.value, "unit": officer.unit}
        logger.info("deed", what=deed.what, report_id=deed.report_id, officer=who)

    return keep
