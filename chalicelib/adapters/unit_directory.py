"""The units of the Police and their areas, read from the two files that hold them."""

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from chalicelib.domain.jurisdiction import Edition, Jurisdiction, Table
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.formats.jurisdiction_file import SCALE, DamagedFile, decode

UNITS = Path(__file__).parent.parent / "data" / "units.csv"


class UnreadableDirectory(Exception):  # noqa: N818 - named for what it is
    """A file of units or of their areas is missing or damaged; the text names it."""


def load_units(path: Path = UNITS) -> Mapping[str, Unit]:
    """Return garrisons and county-level units by code; raise `UnreadableDirectory` for a wrong file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            units = [_unit(row) for row in csv.DictReader(file, delimiter=";")]
    except FileNotFoundError:
        raise UnreadableDirectory(f"There is no list of units at {path}.") from None
    except (KeyError, ValueError) as error:
        raise UnreadableDirectory(f"The list of units at {path} is wrong: {error}.") from error
    return MappingProxyType({unit.code: unit for unit in units})


def load_jurisdiction(path: Path) -> Jurisdiction:
    """Open the built table of unit areas; raise `UnreadableDirectory` when it is missing or damaged."""
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
    return Jurisdiction(edition, table)


def _unit(row: Mapping[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        name=row["name"],
        type=UnitType(row["type"]),
        parent=row["parent"] or None,
        teryt=tuple(row["teryt"].split()),
        approximate=row["approximate"] == "yes",
        districts=tuple(row["districts"].split(", ")) if row["districts"] else (),
    )
