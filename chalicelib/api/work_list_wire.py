"""The query of `GET /v1/reports`: what an officer wants listed, and a place in a list as an opaque cursor."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from chalicelib.api.officers_wire import ACCOUNT
from chalicelib.api.wire import Reader, one_of, text
from chalicelib.domain.deadline import Lateness
from chalicelib.domain.errors import Fault, InvalidInput, InvalidValue
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.status import Status
from chalicelib.domain.step import checked_text
from chalicelib.domain.work_list import NOBODY, Order, Place, Sieve
from chalicelib.usecases.list_work import WorkList

QUERY = (
    "unit", "sort", "status", "category", "deadline", "assignee", "near_border", "older_than", "newer_than",
    "text", "reason", "cursor",
)  # fmt: skip
MINE = "me"
FEWEST_CHARACTERS = 3
MOST_DAYS = 3660
DAYS = re.compile(r"\d{1,4}", re.ASCII)
CURSOR = re.compile(
    rf"({'|'.join(Order)}) (\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}})Z ([0-9a-f-]{{36}})", re.ASCII
)

E = TypeVar("E", bound=StrEnum)


def work_list(query: Mapping[str, str], officer: Officer, knows: Callable[[str], bool]) -> WorkList:
    """Read the query; `knows` says whether there is a category. Raises `InvalidInput` with every fault."""
    reader = Reader(query, QUERY)
    unit = reader.read("unit", text) or (None if officer.role is Role.NATIONAL_ADMIN else officer.unit)
    if unit is None:
        reader.faults.append(Fault("unit", "Name a unit: no list holds the whole country."))
    order = reader.read("sort", lambda value: one_of(Order, value)) or Order.NEWEST
    statuses = reader.read("status", lambda value: _several(Status, value)) or frozenset(Status)
    sieve = _sieve(reader, officer, knows)
    words = reader.read("text", _words)
    reason = reader.read("reason", lambda value: checked_text(text(value)))
    after = reader.read("cursor", lambda value: _place(value, order))
    if reader.faults or unit is None:
        raise InvalidInput(tuple(reader.faults))
    return WorkList(unit, order, statuses, sieve, words, reason, after)


def cursor(place: Place | None, order: Order) -> str | None:
    """Write a place in a work list so that `work_list` reads it back."""
    if place is None:
        return None
    moment = place.moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return base64.urlsafe_b64encode(f"{order} {moment}Z {place.id}".encode()).decode()


def _sieve(reader: Reader, officer: Officer, knows: Callable[[str], bool]) -> Sieve:
    assignee = reader.read("assignee", _account)
    return Sieve(
        categories=reader.read("category", lambda value: _known(value, knows)) or frozenset(),
        lateness=reader.read("deadline", lambda value: _several(Lateness, value)) or frozenset(),
        assignee=officer.sub if assignee == MINE else assignee,
        near_border=reader.read("near_border", _truth),
        older_than=reader.read("older_than", _days),
        newer_than=reader.read("newer_than", _days),
    )


def _account(value: Any) -> str:
    account = text(value)
    if not ACCOUNT.fullmatch(account):
        raise InvalidValue(f"An account's id is needed, or one of these: {MINE}, {NOBODY}.")
    return account


def _several(kind: type[E], value: Any) -> frozenset[E]:
    return frozenset(one_of(kind, slug) for slug in text(value).split(","))


def _known(value: Any, knows: Callable[[str], bool]) -> frozenset[str]:
    slugs = frozenset(text(value).split(","))
    if not all(map(knows, slugs)):
        raise InvalidValue("There is no such category.")
    return slugs


def _truth(value: Any) -> bool:
    if value not in {"true", "false"}:
        raise InvalidValue("One of these is needed: true, false.")
    return bool(value == "true")


def _days(value: Any) -> timedelta:
    if not DAYS.fullmatch(text(value)) or int(value) > MOST_DAYS:
        raise InvalidValue(f"A whole number of days is needed, {MOST_DAYS} at most.")
    return timedelta(days=int(value))


def _words(value: Any) -> str:
    words = checked_text(text(value)).strip()
    if len(words) < FEWEST_CHARACTERS:
        raise InvalidValue(f"Name {FEWEST_CHARACTERS} characters or more.")
    return words


def _place(value: Any, order: Order) -> Place:
    try:
        found = CURSOR.fullmatch(base64.b64decode(text(value), b"-_", validate=True).decode("ascii"))
        if found and found[1] == order:
            return Place(datetime.fromisoformat(found[2]).replace(tzinfo=UTC), found[3])
    except (binascii.Error, ValueError) as error:
        raise InvalidValue("A cursor is taken from the page before.") from error
    raise InvalidValue("A cursor is taken from the page before, of a list in the same order.")
