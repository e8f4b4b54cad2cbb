"""What officers are answered: work lists, a report with everything in it, how it stands, where it may go."""

from datetime import timedelta

from chalicelib.api.answers import Json, NameInstitution, Units, tracked_body, unit_body
from chalicelib.api.photos_wire import photos_body
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import Report
from chalicelib.domain.status import MOVES
from chalicelib.domain.step import Step
from chalicelib.domain.work_list import Line
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.ports.photos import PhotoDoors
from chalicelib.usecases.list_work import Page


def full_body(
    report: Report, officer: Officer, units: Units, institution: NameInstitution, doors: PhotoDoors
) -> Json:
    """Answer an officer who has the report: everything that is known of it."""
    details = report.details
    return {
        **tracked_body(report, units, institution),
        **_onward(report, officer),
        "status": report.status,
        "updated_at": rfc3339(report.changed_at),
        "version": report.version,
        "location": {"lat": report.location.lat, "lon": report.location.lon},
        "description": details.description,
        "occurred_at": rfc3339(details.occurred_at) if details.occurred_at else None,
        "part_of_day": details.part_of_day,
        "weekdays": list(details.weekdays),
        "near_border": report.near_border,
        "due_at": rfc3339(report.due_at) if report.due_at else None,
        "called": report.called,
        "plane": report.plane,
        "photos": photos_body(report, officer, doors),
        "history": [_step_body(step) for step in report.history],
    }


def state_body(report: Report, officer: Officer) -> Json:
    """Tell an officer how a report stands and where it may go."""
    return {
        "id": report.id,
        "version": report.version,
        "status": report.status,
        "unit": report.unit,
        "updated_at": rfc3339(report.changed_at),
        **_onward(report, officer),
    }


def work_list_body(unit: str, page: Page, following: str | None, soon: timedelta, units: Units) -> Json:
    """Answer a page of a unit's work list; `following` is the cursor of the next one."""
    lines = [{**_line_body(line), "lateness": line.lateness(soon, page.at)} for line in page.lines]
    return {
        "unit": unit_body(units[unit], units),
        "counts": page.counts,
        "reports": lines,
        "next": following,
    }


def _line_body(line: Line) -> Json:
    return {
        "id": line.id,
        "category": line.category,
        "status": line.status,
        "created_at": rfc3339(line.created_at),
        "due_at": rfc3339(line.due_at) if line.due_at else None,
        "cell": line.cell,
        "location": {"lat": line.location.lat, "lon": line.location.lon},
        "near_border": line.near_border,
        "unit": line.unit,
        "assignee": line.assignee,
        "duplicate_of": line.duplicate_of,
        "version": line.version,
    }


def _onward(report: Report, officer: Officer) -> Json:
    """Name the moves that this officer may make now, and those of them that need a reason in the note."""
    rules = {} if report.duplicate_of else MOVES[report.status]
    allowed = {status: rule for status, rule in rules.items() if officer.coordinates or not rule.coordinator}
    return {
        "assignee": report.assignee,
        "duplicate_of": report.duplicate_of,
        "duplicates": list(report.duplicates),
        "allowed": sorted(allowed),
        "needs_note": sorted(status for status, rule in allowed.items() if rule.reason),
    }


def _step_body(step: Step) -> Json:
    return {
        "status": step.status,
        "at": rfc3339(step.at),
        "act": step.act,
        "by": step.by,
        "note": step.note,
        "unit": step.unit,
        "reason": step.reason,
        "assignee": step.assignee,
        "report": step.report,
        "photo": step.photo,
        "institution": step.institution,
        "answer": step.answer,
        "repair_by": step.repair_by.isoformat() if step.repair_by else None,
    }
