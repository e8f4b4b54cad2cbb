"""A place in a list as an opaque cursor, which names the list that it belongs to."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Any

from chalicelib.api.wire import text
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.place import Place

WRITTEN = re.compile(r"([a-z]+) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z (\S+)", re.ASCII)


def cursor(place: Place | None, of: str) -> str | None:
    """Write a place in a list so that `place_in` reads it back; None behind the last page."""
    if place is None:
        return None
    moment = place.moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return base64.urlsafe_b64encode(f"{of} {moment}Z {place.id}".encode()).decode()


def place_in(value: Any, of: str, ids: re.Pattern[str]) -> Place:
    """Read a cursor of a list whose lines have such ids; raise `InvalidValue` for any other."""
    try:
        found = WRITTEN.fullmatch(base64.b64decode(text(value), b"-_", validate=True).decode("ascii"))
        if found and found[1] == of and ids.fullmatch(found[3]):
            return Place(datetime.fromisoformat(found[2]).replace(tzinfo=UTC), found[3])
    except (binascii.Error, ValueError) as error:
        raise InvalidValue("A cursor is taken from the page before, of the same list.") from error
    raise InvalidValue("A cursor is taken from the page before, of the same list.")
