"""JSON in: bytes of a request to fields, every fault found at once."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from chalice.app import Request

from chalicelib.api.problems import TooLarge, Unreadable, WrongMediaType
from chalicelib.domain.errors import Fault, InvalidInput, InvalidValue

BODY_LIMIT = 64 * 1024

REPORT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The store is never asked for any other text: DynamoDB fails on a long or an empty key."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def json_object(body: bytes, content_type: str) -> dict[str, Any]:
    """Read a JSON object in UTF-8 of at most 64 kB.

    NaN and infinities are no JSON (RFC 8259). A name given twice means different things to different
    readers, so it means nothing here.
    """
    if content_type.split(";", maxsplit=1)[0].strip().lower() != "application/json":
        raise WrongMediaType
    if len(body) > BODY_LIMIT:
        raise TooLarge(BODY_LIMIT)
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_unambiguous)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(data, dict):
        raise Unreadable
    return data


def body_of(request: Request) -> bytes:
    """Return the bytes of a request's body."""
    body = request.raw_body
    return body.encode() if isinstance(body, str) else body


class Reader:
    """Reads fields of an object one by one and keeps the faults it meets; unknown fields are the first."""

    def __init__(self, data: Mapping[str, Any], fields: tuple[str, ...]) -> None:
        self._data = data
        self.faults = [Fault(_shown(name), "There is no such field.") for name in data if name not in fields]

    def read(self, name: str, convert: Callable[[Any], T], *, required: bool = False) -> T | None:
        """Return the converted value; None where it is absent, null or faulty."""
        value = self._data.get(name)
        if value is None:
            if required:
                self.faults.append(Fault(name, "This field is needed."))
            return None
        return self.attempt((name,), lambda: convert(value))

    def attempt(self, names: Iterable[str], make: Callable[[], T]) -> T | None:
        """Return what is made, or None with a fault for each name when a rule refuses it."""
        try:
            return make()
        except InvalidValue as refusal:
            self.faults += [Fault(name, str(refusal)) for name in names]
            return None

    def given(self, value: T | None) -> T:
        """Return a value that is needed, once all were read; raise `InvalidInput` with every fault."""
        if self.faults or value is None:
            raise InvalidInput(tuple(self.faults))
        return value

    def check(self) -> None:
        """Raise `InvalidInput` with every fault, where there is one."""
        if self.faults:
            raise InvalidInput(tuple(self.faults))


def text(value: Any) -> str:
    """Return a text; raise `InvalidValue` for anything else."""
    if not isinstance(value, str):
        raise InvalidValue("A text is needed.")
    return value


def one_of(kind: type[E], value: Any) -> E:
    """Return a member of an enum by its value; raise `InvalidValue` naming them all."""
    try:
        return kind(text(value))
    except ValueError as error:
        raise InvalidValue(f"One of these is needed: {', '.join(kind)}.") from error


def _shown(name: str) -> str:
    """Return an unknown field's name fit to be shown back."""
    return "".join(char if char.isprintable() else "?" for char in name[:64])


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise ValueError("a name is given twice")
    return names
