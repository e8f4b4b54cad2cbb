"""The units of the Police and their areas, read from the two files that hold them."""

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from chalicelib.domain.jurisdiction import TOLERANCE, Edition, Jurisdiction, Table
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.formats.jurisdiction_file import SCALE, DamagedFile, decode

UNITS = Path(__file__).parent.parent / "data" / "units.csv"


class UnreadableDirectory(Exception):  # noqa: N818 - named for what it is
    """A file of units or of their areas is missing or damaged; the text names it."""


def load_units(path: Path = UNITS) -> Mapping[str, Unit]:
    """Return all units by code, parents before children; raise `UnreadableDirectory` for a wrong file.

    A built table has its own list beside it: `units_beside` names that.
    """
    units: dict[str, Unit] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                if row["code"] in units:
                    raise ValueError(f"unit {row['code']} is listed twice")  # noqa: TRY301 - one home for all
                units[row["code"]] = _unit(row, units)
    except FileNotFoundError:
        raise UnreadableDirectory(f"There is no list of units at {path}.") from None
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableDirectory(f"The list of units at {path} is wrong: {error}.") from error
    return MappingProxyType(units)


def units_beside(table: Path) -> Path:
    """Return the path of the list of units that a table was built for."""
    return table.with_name("units.csv")


def load_jurisdiction(path: Path, tolerance: float = TOLERANCE) -> Jurisdiction:
    """Open the built table of unit areas; raise `UnreadableDirectory` when it is missing or damaged.

    `tolerance` is how many metres beyond all areas the nearest unit still answers.
    """
    try:
        file = decode(path.read_bytes())
    except FileNotFoundError:
        raise UnreadableDirectory(
            f"There is no boundary table at {path}; `make jurisdiction` builds it."
        ) from None
    except DamagedFile as error:
        raise UnreadableDirectory(f"{path}: {error} `make jurisdiction` builds it anew.") from error
    header = file.header
    edition = Edition(
        version=header["version"],
        source=header["source"],
        vintage=header["vintage"],
        licence=header["licence"],
        attribution=header["attribution"],
    )
    grid = file.grid
    table = Table(
        west=grid.west / SCALE,
        south=grid.south / SCALE,
        width=grid.width / SCALE,
        height=grid.height / SCALE,
        columns=grid.columns,
        units=tuple(header["units"]),
        answers=file.answers,
        border=file.border,
    )
    return Jurisdiction(edition, table, tolerance)


def _unit(row: Mapping[str, str], known: Mapping[str, Unit]) -> Unit:
    parent = row["parent"] or None
    if parent and parent not in known:
        raise ValueError(f"the parent {parent} of unit {row['code']} is not listed before it")
    return Unit(
        code=row["code"],
        name=row["name"],
        type=UnitType(row["type"]),
        parent=parent,
        teryt=tuple(row["teryt"].split()),
        approximate=row["approximate"] == "yes",
        districts=tuple(row["districts"].split(", ")) if row["districts"] else (),
        above=known[parent].lineage[:-1] if parent else (),
        contacts=tuple((row.get("contacts") or "").split()),
        register_id=row.get("register_id") or "",
    )
