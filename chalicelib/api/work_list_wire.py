"""The query of `GET /v1/reports`: what an officer wants listed."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

from chalicelib.api.cursor import place_in
from chalicelib.api.officers_wire import ACCOUNT
from chalicelib.api.wire import Reader, one_of, text
from chalicelib.domain.deadline import Lateness
from chalicelib.domain.errors import Fault, InvalidValue
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.status import Status
from chalicelib.domain.step import checked_text
from chalicelib.domain.work_list import NOBODY, Order, Sieve
from chalicelib.usecases.list_work import WorkList

QUERY = (
    "unit", "sort", "status", "category", "deadline", "assignee", "near_border", "older_than", "newer_than",
    "text", "reason", "cursor", "counts",
)  # fmt: skip
MINE = "me"
FEWEST_CHARACTERS = 3
MOST_DAYS = 3660
DAYS = re.compile(r"\d{1,4}", re.ASCII)
REPORT = re.compile(r"[0-9a-f-]{36}", re.ASCII)

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
    after = reader.read("cursor", lambda value: place_in(value, order, REPORT))
    counted = reader.read("counts", _truth) or False
    return WorkList(reader.given(unit), order, statuses, sieve, words, reason, after, counted)


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
