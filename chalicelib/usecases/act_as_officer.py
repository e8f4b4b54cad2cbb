"""What officers do with reports within their scope: read, move, hand over; each deed is audited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.category import Catalogue
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import OutsideScope, StaleVersion, UnknownMain, UnknownReport
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import Report
from chalicelib.domain.unit import Unit, unit_that_has
from chalicelib.ports.calls import Audit, Clock
from chalicelib.ports.counts import Counter
from chalicelib.ports.reports import Reports
from chalicelib.ports.roster import Roster
from chalicelib.usecases.wishes import Assignment, Circumstances, Wish, granted, others_of


@dataclass(frozen=True, slots=True)
class Desk:
    """What officers work with; a report is due soon from `due_soon` before its deadline on."""

    reports: Reports
    units: Mapping[str, Unit]
    clock: Clock
    audit: Audit
    due_soon: timedelta
    counter: Counter
    roster: Roster
    catalogue: Catalogue


def read_as_officer(report_id: str, officer: Officer, desk: Desk, reason: str | None = None) -> Report:
    """Return a report with everything in it; raise `UnknownReport` or `OutsideScope`.

    `reason` is what the officer wants the audit to know of the purpose.
    """
    report = in_scope(report_id, officer, desk)
    desk.audit(Deed(officer, desk.clock(), "read", report.unit, (report.id,), reason))
    return report


def change_as_officer(report_id: str, wish: Wish, officer: Officer, desk: Desk) -> Report:
    """Return the changed report.

    Raises `UnknownReport`, `UnknownMain`, `OutsideScope`, `StaleVersion` when it is not the version that was
    read, or what `granted` raises.
    """
    report = in_scope(report_id, officer, desk)
    if report.version != wish.version:
        raise StaleVersion
    now, others = desk.clock(), tuple(_other(name, officer, desk) for name in others_of(wish, report))
    colleague = desk.roster.find(wish.assignee) if isinstance(wish, Assignment) and wish.assignee else None
    given = Circumstances(officer, now, desk.units, desk.catalogue, others, colleague)
    changed = granted(wish, report, given)
    names = tuple(one.id for one in changed)
    desk.reports.replace(*changed, deed=Deed(officer, now, wish.deed, report.unit, names))
    return changed[0]


def _other(report_id: str, officer: Officer, desk: Desk) -> Report:
    """Return a report that another one is merged with; raise `UnknownMain` or `OutsideScope`."""
    try:
        return in_scope(report_id, officer, desk)
    except UnknownReport as error:
        raise UnknownMain from error


def in_scope(report_id: str, officer: Officer, desk: Desk) -> Report:
    """Return a report of the officer's; raise `UnknownReport` or `OutsideScope`."""
    report = desk.reports.get(report_id)
    if not officer.may_act_on(unit_that_has(report.unit, desk.units)):
        raise OutsideScope
    return report
