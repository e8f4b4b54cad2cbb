"""The catalogue of categories, statuses and notices, read from data beside the code."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from chalicelib.adapters.institution_file import load_kinds
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.category import Catalogue, Category, Priority
from chalicelib.domain.deadline import Days, Term, Terms, Timetable
from chalicelib.domain.names import Names
from chalicelib.domain.reference import Reference
from chalicelib.domain.status import Status

DATA = Path(__file__).parent.parent / "data"
FILE = DATA / "catalogue.json"
HOLIDAYS = DATA / "holidays.json"


def load_reference(file: Path = FILE) -> Reference:
    """Read the data file; raise `ValueError` or `KeyError` naming what is wrong with it."""
    data = json.loads(file.read_text(encoding="utf-8"))
    return Reference(
        catalogue=Catalogue(_category(entry) for entry in data["categories"]),
        statuses={Status(entry["slug"]): Names(**entry["names"]) for entry in data["statuses"]},
        emergency_number=data["emergency"]["number"],
        emergency_notice=Names(**data["emergency"]["notice"]),
        kinds=load_kinds(),
        timetable=_timetable(data),
    )


def load_contract() -> str:
    """Return the OpenAPI document as JSON text."""
    return (DATA / "openapi.json").read_text(encoding="utf-8")


def load_alert_schema() -> str:
    """Return the JSON Schema of alerts as text."""
    return (DATA / "alert.schema.json").read_text(encoding="utf-8")


def load_calendar() -> Calendar:
    """Read the public holidays that `python -m infra.holidays` wrote."""
    years = json.loads(HOLIDAYS.read_text(encoding="utf-8"))["holidays"]
    return Calendar(date.fromisoformat(f"{year}-{day}") for year, days in years.items() for day in days)


def load_card() -> str:
    """Return the page of the verification card, with a `$name` for each value."""
    return (DATA / "card.html").read_text(encoding="utf-8")


def _category(entry: dict[str, Any]) -> Category:
    return Category(
        slug=entry["slug"],
        number=entry["number"],
        names=Names(**entry["names"]),
        sensitive=entry["sensitive"],
        withheld=entry["withheld"],
        description_required=entry["description_required"],
        public_from=Status(entry["public_from"]),
        retired=entry["retired"],
        priority=Priority(entry["priority"]),
    )


def _timetable(data: dict[str, Any]) -> Timetable:
    """Read the terms; a category's own `deadlines` stand over those of all."""
    rules = data["deadlines"]
    own = {entry["slug"]: entry["deadlines"] for entry in data["categories"] if "deadlines" in entry}
    return Timetable(
        terms=_terms(rules),
        exceptions={slug: _terms({**rules, **terms}) for slug, terms in own.items()},
        remind_before=timedelta(hours=rules["remind_hours_before"]),
        garrison_after=timedelta(hours=rules["garrison_hours_after"]),
        calendar=load_calendar(),
    )


def _terms(entry: dict[str, Any]) -> Terms:
    read, verify = (Term(entry[name]["days"], Days(entry[name]["counted"])) for name in ("read", "verify"))
    return Terms(read, verify)
