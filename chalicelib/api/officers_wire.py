"""What officers send: a wish in JSON, and the purpose of a reading."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.api.wire import REPORT_ID, Reader, json_object, one_of, text
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.status import Status
from chalicelib.domain.step import checked_text
from chalicelib.usecases.forward_report import Forward
from chalicelib.usecases.wishes import Assignment, HandOver, Merging, Move, Note, Parting, Wish

MOVE = ("version", "status", "note")
HAND_OVER = ("version", "unit", "reason")
NOTE = ("version", "note")
ASSIGNMENT = ("version", "assignee", "note")
MERGING = ("version", "duplicate_of", "note")
FORWARD = ("version", "status", "institution", "note")
ACCOUNT = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
LARGEST_VERSION = 1_000_000


def wish(body: bytes, content_type: str) -> Wish | Forward:
    """Read the body of `PATCH /v1/reports/{report_id}`: the fields in it say what is wished.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    data = json_object(body, content_type)
    read = next((read for field, read in READ_BY if field in data), _move)
    return read(data)


def purpose(query: Mapping[str, str]) -> str | None:
    """Read what an officer gives as the purpose of a reading; raise `InvalidInput`."""
    reader = Reader(query, tuple(query))
    reason = reader.read("reason", _words)
    reader.check()
    return reason


def _move(data: Mapping[str, Any]) -> Move:
    reader = Reader(data, MOVE)
    version = reader.read("version", _version, required=True)
    status = reader.read("status", lambda value: one_of(Status, value), required=True)
    note = reader.read("note", _words)
    return Move(reader.given(version), reader.given(status), note)


def _hand_over(data: Mapping[str, Any]) -> HandOver:
    reader = Reader(data, HAND_OVER)
    version = reader.read("version", _version, required=True)
    unit = reader.read("unit", text, required=True)
    reason = reader.read("reason", _words, required=True)
    return HandOver(reader.given(version), reader.given(unit), reader.given(reason))


def _note(data: Mapping[str, Any]) -> Note:
    reader = Reader(data, NOTE)
    version = reader.read("version", _version, required=True)
    note = reader.read("note", _words, required=True)
    return Note(reader.given(version), reader.given(note))


def _assignment(data: Mapping[str, Any]) -> Assignment:
    reader = Reader(data, ASSIGNMENT)
    version = reader.read("version", _version, required=True)
    assignee = reader.read("assignee", _account)
    note = reader.read("note", _words)
    return Assignment(reader.given(version), assignee, note)


def _merging(data: Mapping[str, Any]) -> Merging | Parting:
    """Read a merging; with null for the other report, a parting, whose reason is needed."""
    reader = Reader(data, MERGING)
    version = reader.read("version", _version, required=True)
    main = reader.read("duplicate_of", _report_id)
    note = reader.read("note", _words, required=data["duplicate_of"] is None)
    if main is not None:
        return Merging(reader.given(version), main, note)
    return Parting(reader.given(version), reader.given(note))


def _forward(data: Mapping[str, Any]) -> Forward:
    reader = Reader(data, FORWARD)
    version = reader.read("version", _version, required=True)
    reader.read("status", _forwarded, required=True)
    institution = reader.read("institution", text, required=True)
    note = reader.read("note", _words, required=True)
    return Forward(reader.given(version), reader.given(institution), reader.given(note))


READ_BY: tuple[tuple[str, Callable[[Mapping[str, Any]], Wish | Forward]], ...] = (
    ("institution", _forward),
    ("status", _move),
    ("unit", _hand_over),
    ("assignee", _assignment),
    ("duplicate_of", _merging),
    ("note", _note),
)
"""The first of these fields that a body has decides how it is read."""


def _report_id(value: Any) -> str:
    if not REPORT_ID.fullmatch(text(value)):
        raise InvalidValue("The id of a report is needed.")
    return text(value)


def _account(value: Any) -> str:
    if not ACCOUNT.fullmatch(text(value)):
        raise InvalidValue("The id of an account is needed.")
    return text(value)


def _version(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LARGEST_VERSION:
        raise InvalidValue("A version is a whole number from 1.")
    return value


def _forwarded(value: Any) -> Status:
    if value != Status.FORWARDED:
        raise InvalidValue("An institution is named when the status becomes forwarded.")
    return Status.FORWARDED


def _words(value: Any) -> str:
    return checked_text(text(value))
