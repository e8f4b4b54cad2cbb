"""The catalogue of categories, statuses and notices, read from data beside the code."""

import json
from pathlib import Path
from typing import Any

from chalicelib.adapters.institution_file import load_kinds
from chalicelib.domain.category import Catalogue, Category, Priority
from chalicelib.domain.names import Names
from chalicelib.domain.reference import Reference
from chalicelib.domain.status import Status

DATA = Path(__file__).parent.parent / "data"
FILE = DATA / "catalogue.json"


def load_reference(file: Path = FILE) -> Reference:
    """Read the data file; raise `ValueError` or `KeyError` naming what is wrong with it."""
    data = json.loads(file.read_text(encoding="utf-8"))
    return Reference(
        catalogue=Catalogue(_category(entry) for entry in data["categories"]),
        statuses={Status(entry["slug"]): Names(**entry["names"]) for entry in data["statuses"]},
        emergency_number=data["emergency"]["number"],
        emergency_notice=Names(**data["emergency"]["notice"]),
        kinds=load_kinds(),
    )


def load_contract() -> str:
    """Return the OpenAPI document as JSON text."""
    return (DATA / "openapi.json").read_text(encoding="utf-8")


def load_alert_schema() -> str:
    """Return the JSON Schema of alerts as text."""
    return (DATA / "alert.schema.json").read_text(encoding="utf-8")


def _category(entry: dict[str, Any]) -> Category:
    return Category(
        slug=entry["slug"],
        names=Names(**entry["names"]),
        sensitive=entry["sensitive"],
        withheld=entry["withheld"],
        description_required=entry["description_required"],
        public_from=Status(entry["public_from"]),
        retired=entry["retired"],
        priority=Priority(entry["priority"]),
    )
