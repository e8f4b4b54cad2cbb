"""Who may be handed a report, and the handing over of open reports by new boundaries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import (
    Busy,
    MalformedRow,
    OutsideCoverage,
    StaleVersion,
    UnknownReport,
    UnknownUnit,
)
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.merging import taken_along
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.status import OPEN
from chalicelib.domain.unit import Unit
from chalicelib.ports.calls import Clock
from chalicelib.ports.reports import Reports

Units = Mapping[str, Unit]


def known_unit(code: str, units: Units) -> Unit:
    """Return a unit that can answer for a report; raise `UnknownUnit` for any other code."""
    if code not in units or units[code].type.is_garrison:
        raise UnknownUnit
    return units[code]


@dataclass(frozen=True, slots=True)
class Rerouting:
    """What new boundaries mean for one report.

    `after` is None where no unit answers any more: the report stays. `stored` is False in a dry run,
    and where somebody changed the report meanwhile; the next run finds it again.
    """

    report_id: str
    before: str
    after: str | None
    stored: bool


def reroute(
    jurisdiction: Jurisdiction, units: Units, reports: Reports, clock: Clock, *, dry_run: bool
) -> Iterator[Rerouting]:
    """Give every open report to the unit that the boundaries name; tell of each that they move.

    Reports routed by these boundaries already stay, and those that an officer gave to a unit that there
    still is; duplicates go with their main report. Each report is a write of its own, so a run that is cut
    off is finished by the next, and one more changes nothing. A row that is no report stops none of the
    others: `MalformedRow` is raised at the end.
    """
    poison: MalformedRow | None = None
    for report_id in reports.in_statuses(OPEN):
        try:
            report = reports.get(report_id)
            if report.is_open and not _settled(report, jurisdiction, units):
                yield from _rerouted(report, jurisdiction, reports, None if dry_run else clock())
        except MalformedRow as reason:
            poison = MalformedRow(f"{report_id}: {reason}")
        except UnknownReport:
            continue
    if poison:
        raise poison


def _settled(report: Report, jurisdiction: Jurisdiction, units: Units) -> bool:
    by_hand = report.routed_by == BY_HAND and report.unit in units
    return by_hand or report.routed_by == jurisdiction.version


def _rerouted(
    report: Report, jurisdiction: Jurisdiction, reports: Reports, at: datetime | None
) -> Iterator[Rerouting]:
    """Yield what the boundaries mean for a report unless they leave it where it is; None is a dry run."""
    try:
        after = jurisdiction.locate(report.location.lat, report.location.lon)
    except OutsideCoverage:
        yield Rerouting(report.id, report.unit, None, stored=False)
        return
    if after != report.unit:
        stored = at is not None and _stored(report, after, jurisdiction.version, at, reports)
        yield Rerouting(report.id, report.unit, after, stored)


def _stored(report: Report, unit: str, version: str, at: datetime, reports: Reports) -> bool:
    handed = report.handed_over(unit, f"Boundaries of version {version}.", at, routed_by=version)
    try:
        duplicates = (taken_along(reports.get(one), handed) for one in report.duplicates)
        reports.replace(handed, *duplicates)
    except (StaleVersion, Busy):
        return False
    return True
