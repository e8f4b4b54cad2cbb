"""What officers send: a wish in JSON, a work list in a query, a place in it as an opaque cursor."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.api.wire import Reader, json_object, one_of, text
from chalicelib.domain.errors import Fault, InvalidInput, InvalidValue
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.status import Status
from chalicelib.domain.step import checked_text
from chalicelib.ports import Place
from chalicelib.usecases.act_as_officer import WorkList
from chalicelib.usecases.wishes import HandOver, Move, Note, Wish

MOVE = ("version", "status", "note")
HAND_OVER = ("version", "unit", "reason")
NOTE = ("version", "note")
CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z ([0-9a-f-]{36})", re.ASCII)
LARGEST_VERSION = 1_000_000
ABOVE_UNITS = {Role.GARRISON_COORDINATOR, Role.NATIONAL_ADMIN}


def wish(body: bytes, content_type: str) -> Wish:
    """Read the body of `PATCH /v1/reports/{report_id}`: the fields in it say what is wished.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    data = json_object(body, content_type)
    read = next((read for field, read in READ_BY if field in data), _move)
    return read(data)


def work_list(query: Mapping[str, str], officer: Officer) -> WorkList:
    """Read the query of `GET /v1/reports`; raise `InvalidInput` with every fault."""
    reader = Reader(query, tuple(query))
    statuses = reader.read("status", _statuses) or frozenset(Status)
    after = reader.read("cursor", _place)
    unit = reader.read("unit", text) or (None if officer.role in ABOVE_UNITS else officer.unit)
    if unit is None:
        reader.faults.append(Fault("unit", "Name a unit: garrisons have no reports of their own."))
    if reader.faults or unit is None:
        raise InvalidInput(tuple(reader.faults))
    return WorkList(unit, statuses, after)


def purpose(query: Mapping[str, str]) -> str | None:
    """Read what an officer gives as the purpose of a reading; raise `InvalidInput`."""
    reader = Reader(query, tuple(query))
    reason = reader.read("reason", _words)
    if reader.faults:
        raise InvalidInput(tuple(reader.faults))
    return reason


def cursor(place: Place | None) -> str | None:
    """Write a place in a work list so that `work_list` reads it back."""
    if place is None:
        return None
    moment = place.created_at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return base64.urlsafe_b64encode(f"{moment}Z {place.id}".encode()).decode()


def _move(data: Mapping[str, Any]) -> Move:
    reader = Reader(data, MOVE)
    version = reader.read("version", _version, required=True)
    status = reader.read("status", lambda value: one_of(Status, value), required=True)
    note = reader.read("note", _words)
    if reader.faults or version is None or status is None:
        raise InvalidInput(tuple(reader.faults))
    return Move(version, status, note)


def _hand_over(data: Mapping[str, Any]) -> HandOver:
    reader = Reader(data, HAND_OVER)
    version = reader.read("version", _version, required=True)
    unit = reader.read("unit", text, required=True)
    reason = reader.read("reason", _words, required=True)
    if reader.faults or version is None or unit is None or reason is None:
        raise InvalidInput(tuple(reader.faults))
    return HandOver(version, unit, reason)


def _note(data: Mapping[str, Any]) -> Note:
    reader = Reader(data, NOTE)
    version = reader.read("version", _version, required=True)
    note = reader.read("note", _words, required=True)
    if reader.faults or version is None or note is None:
        raise InvalidInput(tuple(reader.faults))
    return Note(version, note)


READ_BY: tuple[tuple[str, Callable[[Mapping[str, Any]], Wish]], ...] = (
    ("status", _move),
    ("unit", _hand_over),
    ("note", _note),
)
"""The first of these fields that a body has decides how it is read."""


def _version(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LARGEST_VERSION:
        raise InvalidValue("A version is a whole number from 1.")
    return value


def _words(value: Any) -> str:
    return checked_text(text(value))


def _statuses(value: Any) -> frozenset[Status]:
    return frozenset(one_of(Status, slug) for slug in text(value).split(","))


def _place(value: Any) -> Place:
    try:
        found = CURSOR.fullmatch(base64.b64decode(text(value), b"-_", validate=True).decode("ascii"))
        if found:
            return Place(datetime.fromisoformat(found[1]).replace(tzinfo=UTC), found[2])
    except (binascii.Error, ValueError) as error:
        raise InvalidValue("A cursor is taken from the page before.") from error
    raise InvalidValue("A cursor is taken from the page before.")
