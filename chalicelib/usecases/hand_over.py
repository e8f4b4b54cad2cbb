"""Give an open report to another unit: by an officer's hand, or by new boundaries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import OutsideCoverage, StaleVersion, UnknownUnit
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.status import OPEN
from chalicelib.domain.unit import Unit
from chalicelib.ports import Clock, Reports

Units = Mapping[str, Unit]


def hand_over(
    report: Report, unit: str, reason: str, at: datetime, reports: Reports, *, by: str | None = None
) -> Report:
    """Store the report under another unit; the stream tells both.

    Raises `IllegalMove`, `InvalidValue` for the reason, or `StaleVersion`.
    """
    handed = report.handed_over(unit, reason, at, routed_by=BY_HAND, by=by)
    reports.replace(handed)
    return handed


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

    Reports routed by these boundaries already, or by hand, stay. Each report is a write of its own, so
    a run that is cut off is finished by the next, and one more changes nothing.
    """
    for code, unit in units.items():
        if unit.type.is_garrison:
            continue
        for report_id in reports.of_unit(code, OPEN):
            found = _rerouting(reports.get(report_id), jurisdiction)
            if found:
                yield found if dry_run else _stored(found, jurisdiction, reports, clock)


def _rerouting(report: Report, jurisdiction: Jurisdiction) -> Rerouting | None:
    if report.status not in OPEN or report.routed_by in {jurisdiction.version, BY_HAND}:
        return None
    try:
        after = jurisdiction.locate(report.location.lat, report.location.lon)
    except OutsideCoverage:
        return Rerouting(report.id, report.unit, None, stored=False)
    return Rerouting(report.id, report.unit, after, stored=False) if after != report.unit else None


def _stored(found: Rerouting, jurisdiction: Jurisdiction, reports: Reports, clock: Clock) -> Rerouting:
    report = reports.get(found.report_id)
    if found.after is None or report.unit != found.before:
        return found
    reason = f"Boundaries of version {jurisdiction.version}."
    try:
        reports.replace(report.handed_over(found.after, reason, clock(), routed_by=jurisdiction.version))
    except StaleVersion:
        return found
    return Rerouting(found.report_id, found.before, found.after, stored=True)
