"""Place what a unit was told in direct contact: an officer's report, in the plane of its own."""

from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Fault, InvalidInput
from chalicelib.domain.officer import Officer, unit_in_scope
from chalicelib.domain.origin import Quota
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Report
from chalicelib.domain.submission import Submission
from chalicelib.domain.unit import unit_that_has
from chalicelib.ports.reports import OriginUse
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.submit_report import Accepted, Intake, opened, store

QUOTA = Quota(per_place=10, total=200)
"""What an account may place in a day: the list that a debate on safety ends with, no flood."""


def record_contact(
    told: Submission, unit: str, officer: Officer, key: str | None, *, intake: Intake, desk: Desk
) -> Accepted:
    """Store what was told to a unit, or to one below it, with the deed; `key` is as in `submit_report`.

    The token is for whoever told it. Raises `UnknownUnit`, `OutsideScope`, `InvalidInput` for a place of
    another unit, `QuotaExceeded`, `KeyReused` or `Busy`.
    """
    own = unit_in_scope(unit, officer, desk.units)
    token = intake.new_token()
    report = opened(told, token, intake, Plane.CONTACT, officer.signature)
    answering = unit_that_has(report.unit, desk.units)
    if own.code not in answering.lineage:
        reason = f"Unit {answering.code} answers for this place, not {own.code}."
        raise InvalidInput((Fault("unit", reason),))
    deed = Deed(officer, report.created_at, "record", report.unit, (report.id,))
    return store(Accepted(report, token), _use(report, officer), key, intake, deed)


def _use(report: Report, officer: Officer) -> OriginUse:
    return OriginUse(f"account {officer.sub}", f"{report.category}@{report.cell}", QUOTA)
