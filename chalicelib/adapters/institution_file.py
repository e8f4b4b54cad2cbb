"""Kinds of institutions and an operator's list of them, read from data beside the code or from a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.institution import Institution, Kind
from chalicelib.domain.names import Names

FILE = Path(__file__).parent.parent / "data" / "institutions.json"


class UnreadableList(Exception):  # noqa: N818 - named for what it is
    """The list is wrong; the text names the entry."""


def load_kinds() -> Mapping[Kind, Names]:
    """Return the names of every kind."""
    kinds = _read(FILE)["kinds"]
    return {Kind(entry["slug"]): Names(**entry["names"]) for entry in kinds}


def load_institutions(file: Path = FILE) -> tuple[Institution, ...]:
    """Return the institutions of a list; raise `UnreadableList` for the first entry that is wrong."""
    found: dict[str, Institution] = {}
    for entry in _read(file)["institutions"]:
        try:
            institution = _institution(entry)
        except (InvalidValue, KeyError, TypeError, ValueError) as error:
            raise UnreadableList(f"The institution {entry.get('code')} is wrong: {error}") from error
        if institution.code in found:
            raise UnreadableList(f"The institution {institution.code} is listed twice.")
        found[institution.code] = institution
    return tuple(found.values())


def _read(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def _institution(entry: Mapping[str, Any]) -> Institution:
    return Institution(
        code=entry["code"],
        kind=Kind(entry["kind"]),
        names=Names(**entry["names"]),
        email=entry["email"],
        area=entry["area"],
        categories=frozenset(entry["categories"]),
    )
