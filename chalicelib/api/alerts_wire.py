"""The log of alerts and the digest window as JSON."""

import re
from collections.abc import Mapping
from datetime import datetime

from chalicelib.api.answers import Json
from chalicelib.api.cursor import cursor, place_in
from chalicelib.api.wire import Reader, json_object, one_of
from chalicelib.domain.alert_log import Entry
from chalicelib.domain.digest import Window
from chalicelib.domain.place import Place
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.ports.alerts import LogPage

ALERTS = "alerts"
ALERT = re.compile(r"[0-9a-f-]{36}\.\d{1,9}\.[a-z_]{1,40}", re.ASCII)


def log_place(query: Mapping[str, str]) -> Place | None:
    """Read the `cursor` of `GET …/alerts`; raise `InvalidInput`."""
    reader = Reader(query, tuple(query))
    place = reader.read("cursor", lambda value: place_in(value, ALERTS, ALERT))
    reader.check()
    return place


def wanted_window(body: bytes, content_type: str) -> Window:
    """Read the body of `PUT …/digest`.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    reader = Reader(json_object(body, content_type), ("window",))
    window = reader.read("window", lambda value: one_of(Window, value), required=True)
    return reader.given(window)


def log_body(unit: Json, page: LogPage) -> Json:
    """Answer a page of a unit's log."""
    lines = [_line(entry) for entry in page.entries]
    return {"unit": unit, "alerts": lines, "next": cursor(page.next, ALERTS)}


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
