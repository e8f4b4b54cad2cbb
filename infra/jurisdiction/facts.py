"""Facts of our own that the build needs: who serves which powiat, and where Warsaw's districts lie."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib.adapters.unit_directory import UNITS, load_units
from chalicelib.domain.unit import Unit
from infra.jurisdiction.warsaw import WARSAW, LonLat

HERE = Path(__file__).parent
FILES = (
    UNITS,
    HERE / "gmina_powiat.csv",
    HERE / "warsaw_places.csv",
    HERE / "warsaw_vistula.csv",
    HERE / "requirements.txt",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The committed tables, checked against one another.

    `powiat_of` maps the shape of a gmina to a TERYT code of powiat, `unit_of` that code to the code
    of its unit (Warsaw excepted), `warsaw` a place there to its unit; `vistula` runs from north to south.
    """

    units: Mapping[str, Unit]
    powiat_of: dict[str, str]
    unit_of: dict[str, str]
    warsaw: dict[LonLat, str]
    vistula: list[LonLat]


def load_facts() -> Facts:
    """Read the tables; raise `ValueError` when they contradict one another."""
    units = load_units()
    powiat_of = {row["shape_id"]: row["teryt_powiat"] for row in _rows("gmina_powiat.csv")}
    served = [(code, unit.code) for unit in units.values() for code in unit.teryt if code != WARSAW]
    if len(dict(served)) != len(served):
        raise ValueError("A powiat outside Warsaw is served by two units.")
    if set(powiat_of.values()) != {code for code, _ in served} | {WARSAW}:
        raise ValueError("The gminy and the units do not name the same powiaty.")
    return Facts(
        units=units,
        powiat_of=powiat_of,
        unit_of=dict(served),
        warsaw=warsaw_places(),
        vistula=vistula(),
    )


def warsaw_places() -> dict[LonLat, str]:
    """Return the unit of each known place of Warsaw."""
    return {_point(row): row["unit"] for row in _rows("warsaw_places.csv")}


def vistula() -> list[LonLat]:
    """Return the course of the Vistula through Warsaw from north to south."""
    return [_point(row) for row in _rows("warsaw_vistula.csv")]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _point(row: dict[str, str]) -> LonLat:
    return float(row["lon"]), float(row["lat"])
