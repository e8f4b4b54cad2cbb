"""The log of alerts and the digest window as JSON; a place in the log as an opaque cursor."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from chalicelib.api.answers import Json, rfc3339
from chalicelib.api.wire import Reader, json_object, one_of, text
from chalicelib.domain.alert_log import Entry, LogPlace
from chalicelib.domain.digest import Window
from chalicelib.domain.errors import InvalidInput, InvalidValue
from chalicelib.ports.alerts import LogPage

CURSOR = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z ([0-9a-f-]{36}\.\d{1,9}\.[a-z_]{1,40})", re.ASCII
)


def log_place(query: Mapping[str, str]) -> LogPlace | None:
    """Read the `cursor` of `GET …/alerts`; raise `InvalidInput`."""
    reader = Reader(query, tuple(query))
    place = reader.read("cursor", lambda value: _place(text(value)))
    if reader.faults:
        raise InvalidInput(tuple(reader.faults))
    return place


def wanted_window(body: bytes, content_type: str) -> Window:
    """Read the body of `PUT …/digest`.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    reader = Reader(json_object(body, content_type), ("window",))
    window = reader.read("window", lambda value: one_of(Window, value), required=True)
    if reader.faults or window is None:
        raise InvalidInput(tuple(reader.faults))
    return window


def log_body(unit: Json, page: LogPage) -> Json:
    """Answer a page of a unit's log."""
    lines = [_line(entry) for entry in page.entries]
    return {"unit": unit, "alerts": lines, "next": _cursor(page.next) if page.next else None}


def window_body(unit: Json, window: Window, ends_at: datetime | None) -> Json:
    """Answer a unit's window and when the present one ends."""
    return {"unit": unit, "window": window, "ends_at": rfc3339(ends_at) if ends_at else None}


def _line(entry: Entry) -> Json:
    return {
        "alert_id": entry.id,
        "event": entry.event,
        "report_id": entry.report_id,
        "category": entry.category,
        "priority": entry.priority,
        "at": rfc3339(entry.at),
        "outcome": entry.outcome,
        "attempts": entry.attempts,
        "due": rfc3339(entry.due) if entry.due else None,
        "told_at": rfc3339(entry.told_at) if entry.told_at else None,
        "message_id": entry.message_id,
        "digest": entry.digest,
        "failure": entry.failure,
    }


def _cursor(place: LogPlace) -> str:
    moment = place.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return base64.urlsafe_b64encode(f"{moment}Z {place.id}".encode()).decode()


def _place(written: str) -> LogPlace:
    try:
        found = CURSOR.fullmatch(base64.b64decode(written, b"-_", validate=True).decode("ascii"))
        if found:
            return LogPlace(datetime.fromisoformat(found[1]).replace(tzinfo=UTC), found[2])
    except (binascii.Error, ValueError) as error:
        raise InvalidValue("A cursor is taken from the page before.") from error
    raise InvalidValue("A cursor is taken from the page before.")
