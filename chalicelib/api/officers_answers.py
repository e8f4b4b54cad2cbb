"""What officers are answered: a report with everything in it, how it stands, and where it may go."""

from chalicelib.api.answers import Json, Units, rfc3339, tracked_body
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import Report
from chalicelib.domain.status import MOVES
from chalicelib.domain.step import Step


def full_body(report: Report, officer: Officer, units: Units) -> Json:
    """Answer an officer who has the report: everything that is known of it."""
    details = report.details
    return {
        **tracked_body(report, units),
        **_onward(report, officer),
        "updated_at": rfc3339(report.changed_at),
        "version": report.version,
        "location": {"lat": report.location.lat, "lon": report.location.lon},
        "description": details.description,
        "occurred_at": rfc3339(details.occurred_at) if details.occurred_at else None,
        "part_of_day": details.part_of_day,
        "weekdays": list(details.weekdays),
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
    }
