"""JSON of a forwarding: an institution's answer in, what it may know out."""

import re
from datetime import date
from typing import Any

from chalicelib.api.answers import Json, Units, unit_body
from chalicelib.api.wire import Reader, json_object, text
from chalicelib.domain.answer import Answer
from chalicelib.domain.errors import Fault, InvalidValue
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.statement import Saying, Statement
from chalicelib.domain.step import checked_text
from chalicelib.domain.unit import unit_that_has
from chalicelib.formats.rfc3339 import rfc3339

ANSWER = ("answer", "note", "repair_by")
SAID = tuple(answer for answer in Answer if answer is not Answer.NO_ANSWER)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def saying(body: bytes, content_type: str) -> Saying:
    """Read the body of `POST /v1/answers`.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    reader = Reader(json_object(body, content_type), ANSWER)
    answer = reader.read("answer", _answer, required=True)
    note = reader.read("note", lambda value: checked_text(text(value)))
    repair_by = reader.read("repair_by", _day)
    if answer is Answer.REFUSED and note is None:
        reader.faults.append(Fault("note", "A refusal says why."))
    if answer is Answer.REPAIR_DATE and repair_by is None:
        reader.faults.append(Fault("repair_by", "This field is needed."))
    return Saying(reader.given(answer), note, repair_by)


def forwarding_body(forwarding: Forwarding, institution: Json | None, units: Units) -> Json:
    """Tell an institution what it was asked and what it said: all that it learns of a report."""
    return {
        "institution": institution,
        "unit": unit_body(unit_that_has(forwarding.unit, units), units),
        "category": forwarding.category,
        "location": {"lat": forwarding.location.lat, "lon": forwarding.location.lon},
        "note": forwarding.note,
        "asked_at": rfc3339(forwarding.asked_at),
        "due_at": rfc3339(forwarding.due_at),
        "expires_at": rfc3339(forwarding.expires_at),
        "closed": forwarding.closed,
        "statements": [_statement_body(statement) for statement in forwarding.statements],
    }


def _statement_body(statement: Statement) -> Json:
    said = statement.saying
    return {
        "answer": said.answer,
        "at": rfc3339(statement.at),
        "note": said.note,
        "repair_by": said.repair_by.isoformat() if said.repair_by else None,
    }


def _answer(value: Any) -> Answer:
    if value not in SAID:
        raise InvalidValue(f"One of these is needed: {', '.join(SAID)}.")
    return Answer(value)


def _day(value: Any) -> date:
    written = text(value)
    if not DAY.fullmatch(written):
        raise InvalidValue("A day is needed, as 2026-03-14.")
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InvalidValue("There is no such day.") from error
