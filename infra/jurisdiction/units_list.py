"""The list of units that lies beside the table: the list an operator may edit and import with again."""

import csv
import io
from collections.abc import Iterable

from chalicelib.domain.unit import Unit

COLUMNS = ["code", "name", "type", "parent", "teryt", "districts", "approximate", "contacts", "register_id"]


def listed(units: Iterable[Unit]) -> str:
    """Return units as CSV, in the form that `load_units` reads."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(unit) for unit in units)
    return text.getvalue()


def _row(unit: Unit) -> list[str]:
    return [
        unit.code,
        unit.name,
        unit.type,
        unit.parent or "",
        " ".join(unit.teryt),
        ", ".join(unit.districts),
        "yes" if unit.approximate else "",
        " ".join(unit.contacts),
        unit.register_id,
    ]
