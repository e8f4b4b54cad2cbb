"""The body of `POST /v1/reports`: what somebody reports, every fault found at once."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from chalicelib.api.location_wire import location
from chalicelib.api.wire import Reader, json_object, one_of, text
from chalicelib.domain.errors import Fault, InvalidValue
from chalicelib.domain.report import Details, Location, PartOfDay, Weekday
from chalicelib.domain.submission import Submission

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
FIELDS = ("category", "lat", "lon", "description", "occurred_at", "part_of_day", "weekdays")

Check = Callable[[str | None, Location | None, Details | None], Iterable[Fault]]
"""The domain's rules, applied to the parts that could be read."""


def submission(body: bytes, content_type: str, check: Check) -> Submission:
    """Read the body of `POST /v1/reports`.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    data = json_object(body, content_type)
    reader = Reader(data, FIELDS)
    category = reader.read("category", text, required=True)
    at = location(reader)
    details = _details(reader)
    reader.faults += check(category, at, details)
    return Submission(reader.given(category), reader.given(at), reader.given(details))


def _details(reader: Reader) -> Details | None:
    description = reader.read("description", _description)
    occurred_at = reader.read("occurred_at", _moment)
    part_of_day = reader.read("part_of_day", lambda value: one_of(PartOfDay, value))
    weekdays = reader.read("weekdays", _weekdays) or ()
    return reader.attempt((), lambda: Details(description, occurred_at, part_of_day, weekdays))


def _description(value: Any) -> str:
    written = text(value)
    Details(description=written)
    return written


def _weekdays(value: Any) -> tuple[Weekday, ...]:
    if not isinstance(value, list):
        raise InvalidValue("A list is needed.")
    days = tuple(one_of(Weekday, item) for item in value)
    return Details(weekdays=days).weekdays


def _moment(value: Any) -> datetime:
    written = text(value)
    if not RFC_3339.fullmatch(written):
        raise InvalidValue("A date and time with its zone is needed, as RFC 3339 writes it.")
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidValue("There is no such date and time.") from error
