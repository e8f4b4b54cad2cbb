"""Coordinates in: two numbers of a body or of a query string."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.api.wire import Reader
from chalicelib.domain.errors import Fault, InvalidInput, InvalidValue
from chalicelib.domain.report import Location

DECIMAL = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def location(reader: Reader) -> Location | None:
    """Read `lat` and `lon` of a body."""
    lat = reader.read("lat", _latitude, required=True)
    lon = reader.read("lon", _longitude, required=True)
    return Location(lat, lon) if lat is not None and lon is not None else None


def coordinates(query: Mapping[str, str]) -> Location:
    """Read `lat` and `lon` of a query string; raise `InvalidInput` with every fault."""
    faults = list(_query_faults(query))
    if faults:
        raise InvalidInput(tuple(faults))
    return Location(float(query["lat"]), float(query["lon"]))


def _query_faults(query: Mapping[str, str]) -> Iterator[Fault]:
    for name, convert in (("lat", _latitude), ("lon", _longitude)):
        try:
            convert(_decimal(query.get(name, "")))
        except InvalidValue as refusal:
            yield Fault(name, str(refusal))


def _decimal(text: str) -> float:
    if not DECIMAL.fullmatch(text):
        raise InvalidValue("A number is needed.")
    return float(text)


def _latitude(value: Any) -> float:
    return Location(_number(value), 0).lat


def _longitude(value: Any) -> float:
    return Location(0, _number(value)).lon


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValue("A number is needed.")
    try:
        return float(value)
    except OverflowError as error:
        raise InvalidValue("The number is too large.") from error
