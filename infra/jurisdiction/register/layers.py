"""Which layer of a file plays which part: K01-K05 are jurisdictions of the Police, A01-A03 administrative."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyogrio

from infra.jurisdiction.register.errors import UnusableSource

PARTS = {
    "K01": "garrisons",
    "K02": "county-level units",
    "K03": "the capital's garrison",
    "K04": "county-level units of Warsaw",
    "K05": "commissariats",
    "A01": "voivodeships",
    "A02": "powiaty",
    "A03": "gminy",
    "UNITS": "areas with codes of our own units",
}
PART = re.compile(r"(?<![A-Za-z0-9])([AK]0[1-5])(?![0-9])")
BY_CODE_LENGTH = {2: "A01", 4: "A02", 7: "A03"}

CODE = ("jpt_kod_je", "teryt", "code")
NAME = ("jpt_nazwa_", "name", "nazwa")
IDENTITY = ("iip_identy", "jpt_id", "register_id")
ENDS = ("wazny_do", "wersja_do")
BEGINS = ("wersja_od", "wazny_od")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a file and the part it plays."""

    path: Path
    name: str
    part: str


def find_layers(files: Iterable[Path]) -> list[Layer]:
    """Return the layers that play a part, in the order of files; raise `UnusableSource`."""
    layers = [
        Layer(path, name, part) for path in files for name in _names(path) if (part := _part(path, name))
    ]
    if not {layer.part for layer in layers} & {"K02", "A02", "A03", "UNITS"}:
        found = ", ".join(layer.name for layer in layers) or "none"
        raise UnusableSource(
            "The source lacks layers: it needs K02 (county-level units), A02 (powiaty) or A03 (gminy), "
            f"or a layer with a column 'code'; known layers found: {found}."
        )
    return layers


def column(names: Iterable[str], wanted: Iterable[str]) -> str | None:
    """Return the name that a column has in a layer, upper or lower case."""
    present = {name.lower(): name for name in names}
    return next((present[name] for name in wanted if name in present), None)


def _names(path: Path) -> list[str]:
    try:
        return [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    except pyogrio.errors.DataSourceError as error:
        if path.suffix.lower() in {".xml", ".json"}:
            return []  # notes that publishers add, such as .shp.xml
        raise UnusableSource(f"{path.name}: the file cannot be read as {path.suffix[1:]}.") from error


def _part(path: Path, name: str) -> str | None:
    """Tell the part by the name of the layer or its file, or by the codes in it."""
    named = PART.search(name) or PART.search(path.stem)
    if named:
        return named[1]
    info = pyogrio.read_info(path, layer=name)
    if "code" in info["fields"]:
        return "UNITS"
    code = column(info["fields"], CODE)
    if code is None:
        return None
    *_, (values,) = pyogrio.raw.read(path, layer=name, columns=[code], read_geometry=False, max_features=1)
    return BY_CODE_LENGTH.get(len(str(values[0]))) if len(values) else None
