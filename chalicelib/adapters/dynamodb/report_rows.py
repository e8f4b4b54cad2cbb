"""Reports to rows and back: the one mapper, for writers and for the reader of the stream."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from pynamodb.attributes import MapAttribute

from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.dynamodb.work_list import queue_of, sort_key, spot_of
from chalicelib.domain.answer import Answer
from chalicelib.domain.cell import finest_cell
from chalicelib.domain.deadline import Call, Deadlines, thrice_late_at
from chalicelib.domain.errors import InvalidValue, MalformedRow, UnknownCell
from chalicelib.domain.photo import Flaw, Photo, Stage
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Details, Location, PartOfDay, Report, Weekday
from chalicelib.domain.statistics import case_of
from chalicelib.domain.status import Status
from chalicelib.domain.step import Act, Step
from chalicelib.domain.unit import checked_code, garrison_of
from chalicelib.domain.waking import wakes_at

REQUIRED = (
    "id",
    "category",
    "lat",
    "lon",
    "cell",
    "unit",
    "routed_by",
    "history",
    "token_hash",
    "version",
    "hidden",
    "plane",
)
STEP_EXTRAS = ("by", "note", "unit", "reason", "assignee", "report", "photo", "institution")
"""What a step of the history may hold beside status, time and act."""


WAKING_PARTITIONS = tuple("01234567")
"""A partition of an index takes a thousand writes a second: docs/adr/0013."""


def to_row(report: Report, model: type[ReportRow]) -> ReportRow:
    """Return the row of a report."""
    return model(**_attributes(report), **_for_indexes(report))


def _attributes(report: Report) -> dict[str, Any]:
    """Return what a report is read back from."""
    details, deadlines = report.details, report.deadlines
    return {
        "id": report.id,
        "category": report.category,
        "status": report.status.value,
        "lat": report.location.lat,
        "lon": report.location.lon,
        "cell": report.cell,
        "unit": report.unit,
        "routed_by": report.routed_by,
        "created_at": to_text(report.created_at),
        "history": [_step_row(step) for step in report.history],
        "token_hash": report.token_hash,
        "version": report.version,
        "hidden": report.hidden,
        "near_border": report.near_border,
        "read_by": to_text(deadlines.read_by) if deadlines else None,
        "verify_by": to_text(deadlines.verify_by) if deadlines else None,
        "remind_before": deadlines.remind_before.total_seconds() if deadlines else None,
        "garrison_after": deadlines.garrison_after.total_seconds() if deadlines else None,
        "called": report.called.value if report.called else None,
        "plane": report.plane.value,
        "description": details.description,
        "occurred_at": to_text(details.occurred_at) if details.occurred_at else None,
        "part_of_day": details.part_of_day.value if details.part_of_day else None,
        "weekdays": [day.value for day in details.weekdays] or None,
        "assignee": report.assignee,
        "duplicate_of": report.duplicate_of,
        "duplicates": list(report.duplicates) or None,
        "forwarding": report.forwarding,
        "photos": [_photo_row(photo) for photo in report.photos] or None,
    }


def _for_indexes(report: Report) -> dict[str, Any]:
    """Return what the indexes need beside: by it lists, statistics and the clock find the report."""
    case, due, waking = case_of(report), report.due_at, wakes_at(report)
    return {
        "queue": queue_of(report.unit, report.status),
        "garrison_queue": queue_of(garrison_of(report.unit), report.status),
        "assignee_queue": queue_of(report.assignee, report.status) if report.assignee else None,
        "placed": sort_key(report.created_at, report.id),
        "spot": spot_of(report.category, report.cell) if report.is_open else None,
        "due": sort_key(due, report.id) if due else None,
        "thrice_late_at": to_text(thrice_late_at(report.opened_at, due)) if due else None,
        "wakes_in": waking_partition(report.id) if waking else None,
        "wakes_at": to_text(waking) if waking else None,
        "read_at": to_text(case.read_at) if case.read_at else None,
        "verified_at": to_text(case.verified_at) if case.verified_at else None,
    }


def from_image(image: Mapping[str, Any]) -> Report:
    """Read a report from DynamoDB's JSON, as a stream record holds it; raise `MalformedRow`."""
    try:
        return from_row(ReportRow.from_raw_data(dict(image)))
    except MalformedRow:
        raise
    except Exception as error:
        raise MalformedRow(f"The image is no row of a report ({type(error).__name__}).") from error


def from_row(row: ReportRow) -> Report:
    """Return the report of a row; raise `MalformedRow` for one that cannot be a report."""
    try:
        report = _report(row)
    except (InvalidValue, UnknownCell) as error:
        raise MalformedRow(f"The row is no report: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MalformedRow(f"The row is no report ({type(error).__name__}).") from error
    if row.status != report.status.value or row.created_at != to_text(report.created_at):
        raise MalformedRow("The row disagrees with its own history.")
    return report


def _report(row: ReportRow) -> Report:
    missing = [name for name in REQUIRED if getattr(row, name) is None]
    if missing:
        raise MalformedRow(f"The row lacks {', '.join(missing)}.")
    return Report(
        id=row.id,
        category=row.category,
        location=Location(float(row.lat), float(row.lon)),
        cell=finest_cell(row.cell),
        unit=checked_code(row.unit),
        routed_by=row.routed_by,
        details=Details(
            description=row.description,
            occurred_at=from_text(row.occurred_at) if row.occurred_at else None,
            part_of_day=PartOfDay(row.part_of_day) if row.part_of_day else None,
            weekdays=tuple(Weekday(str(day)) for day in row.weekdays or ()),
        ),
        history=tuple(_step(step) for step in row.history),
        token_hash=row.token_hash,
        version=int(row.version),
        hidden=bool(row.hidden),
        plane=Plane(row.plane),
        assignee=row.assignee,
        duplicate_of=row.duplicate_of,
        duplicates=tuple(map(str, row.duplicates or ())),
        near_border=bool(row.near_border),
        deadlines=_deadlines(row),
        called=Call(row.called) if row.called else None,
        forwarding=row.forwarding,
        photos=tuple(_photo(photo) for photo in row.photos or ()),
    )


def _deadlines(row: ReportRow) -> Deadlines | None:
    if row.read_by is None:
        return None
    return Deadlines(
        read_by=from_text(row.read_by),
        verify_by=from_text(row.verify_by),
        remind_before=timedelta(seconds=row.remind_before),
        garrison_after=timedelta(seconds=row.garrison_after),
    )


def _step_row(step: Step) -> MapAttribute[str, str]:
    row: MapAttribute[str, str] = MapAttribute(
        status=step.status.value, at=to_text(step.at), act=step.act.value
    )
    for name in STEP_EXTRAS:
        if value := getattr(step, name):
            row[name] = value
    if step.answer:
        row["answer"] = step.answer.value
    if step.repair_by:
        row["repair_by"] = step.repair_by.isoformat()
    return row


def _step(row: Any) -> Step:
    extras: dict[str, Any] = {name: row[name] for name in STEP_EXTRAS if name in row}
    if "answer" in row:
        extras["answer"] = Answer(row["answer"])
    if "repair_by" in row:
        extras["repair_by"] = date.fromisoformat(row["repair_by"])
    return Step(Status(row["status"]), from_text(row["at"]), Act(row["act"]), **extras)


def _photo_row(photo: Photo) -> MapAttribute[str, str]:
    row: MapAttribute[str, str] = MapAttribute(
        id=photo.id,
        account=photo.account,
        by=photo.by,
        asked_at=to_text(photo.asked_at),
        stage=photo.stage.value,
    )
    if photo.flaw:
        row["flaw"] = photo.flaw.value
    return row


def _photo(row: Any) -> Photo:
    flaw = Flaw(row["flaw"]) if "flaw" in row else None
    return Photo(row["id"], row["account"], row["by"], from_text(row["asked_at"]), Stage(row["stage"]), flaw)


def waking_partition(report_id: str) -> str:
    """Return the partition of the index by waking that a report belongs to."""
    return WAKING_PARTITIONS[crc32(report_id.encode()) % len(WAKING_PARTITIONS)]
