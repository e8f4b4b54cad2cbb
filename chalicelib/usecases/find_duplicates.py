"""Suggest to an officer which open reports may tell of the same threat as one."""

from chalicelib.domain.cell import around
from chalicelib.domain.deed import Deed
from chalicelib.domain.likeness import Likely, likely_duplicates
from chalicelib.domain.officer import Officer
from chalicelib.usecases.act_as_officer import Desk, in_scope

LOOKED_AT = 20
"""In each of seven cells, the newest first: the cost does not grow with what is stored."""


def find_duplicates(report_id: str, officer: Officer, desk: Desk) -> tuple[Likely, ...]:
    """Return likely duplicates of a report, after the audit knows of whose distances the officer learns.

    Raises `UnknownReport` or `OutsideScope`.
    """
    report = in_scope(report_id, officer, desk)
    lines = desk.reports.open_in(report.category, around(report.cell), LOOKED_AT)
    found = likely_duplicates(report, lines)
    if found:
        names = (report.id, *(one.line.id for one in found))
        desk.audit(Deed(officer, desk.clock(), "likely duplicates", report.unit, names))
    return found
