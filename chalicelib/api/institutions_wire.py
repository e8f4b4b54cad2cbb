"""JSON of the directory of institutions, in and out."""

from collections.abc import Mapping
from typing import Any

from chalicelib.api.answers import Json, NameInstitution, names_body
from chalicelib.api.location_wire import coordinates
from chalicelib.api.wire import Reader, json_object, one_of, text
from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import Fault, InvalidInput, InvalidValue, UnknownInstitution, UnknownUnit
from chalicelib.domain.institution import Institution, Kind
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.names import Names
from chalicelib.domain.unit import Unit
from chalicelib.ports.forwarding import Institutions

ENTRY = ("kind", "names", "email", "area", "categories")
LANGUAGES = ("pl", "en", "uk")
Units = Mapping[str, Unit]


def area_asked(
    query: Mapping[str, str], jurisdiction: Jurisdiction, units: Units, catalogue: Catalogue
) -> tuple[Unit, str | None]:
    """Read `unit`, or `lat` and `lon`, and `category`; raise `InvalidInput` or `OutsideCoverage`."""
    category = query.get("category")
    if category is not None and catalogue.find(category) is None:
        raise InvalidInput((Fault("category", "There is no such category."),))
    if "unit" not in query:
        point = coordinates(query)
        return units[jurisdiction.locate(point.lat, point.lon)], category
    if query["unit"] not in units:
        raise InvalidInput((Fault("unit", str(UnknownUnit())),))
    return units[query["unit"]], category


def directory_entry(code: str, body: bytes, content_type: str) -> Institution:
    """Read the body of `PUT /v1/institutions/{code}`.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    reader = Reader(json_object(body, content_type), ENTRY)
    kind = reader.read("kind", lambda value: one_of(Kind, value), required=True)
    names = reader.read("names", _names, required=True)
    email = reader.read("email", text, required=True)
    area = reader.read("area", text, required=True)
    categories = reader.read("categories", _slugs, required=True)
    return Institution(
        code=code,
        kind=reader.given(kind),
        names=reader.given(names),
        email=reader.given(email),
        area=reader.given(area),
        categories=reader.given(categories),
    )


def directory_entry_body(institution: Institution, kinds: Mapping[Kind, Names]) -> Json:
    """Describe an institution to those who write to it."""
    return {
        **institution_body(institution, kinds),
        "email": institution.email,
        "area": institution.area,
        "categories": sorted(institution.categories),
    }


def naming(institutions: Institutions, kinds: Mapping[Kind, Names]) -> NameInstitution:
    """Return how an institution of a report's history is named to anybody."""

    def name(code: str) -> Json | None:
        try:
            return institution_body(institutions.get(code), kinds)
        except UnknownInstitution:
            return None

    return name


def institution_body(institution: Institution, kinds: Mapping[Kind, Names]) -> Json:
    """Name an institution, to anybody."""
    return {
        "code": institution.code,
        "kind": {"slug": institution.kind, "names": names_body(kinds[institution.kind])},
        "names": names_body(institution.names),
    }


def _names(value: Any) -> Names:
    if not isinstance(value, dict) or value.keys() != set(LANGUAGES):
        raise InvalidValue("An object with pl, en and uk is needed.")
    return Names(**{lang: text(value[lang]) for lang in LANGUAGES})


def _slugs(value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise InvalidValue("A list is needed.")
    return frozenset(text(item) for item in value)
