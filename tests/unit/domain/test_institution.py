"""Which institutions take a threat, and what an institution must be."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.institution_file import load_institutions
from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.institution import Kind, areas_around
from chalicelib.domain.names import Names
from chalicelib.domain.officer import NATION
from tests.builders import an_institution

UNITS = load_units()


def test_areas_go_from_the_country_to_the_unit() -> None:
    assert areas_around(UNITS["1261"]) == ("KGP", "12", "1261")


def test_the_capital_s_garrison_lies_in_its_voivodeship() -> None:
    assert areas_around(UNITS["1465-1"]) == ("KGP", "14", "KSP", "1465-1")


@pytest.mark.parametrize(
    ("area", "takes"), [("KGP", True), ("12", True), ("1261", True), ("1206", False), ("14", False)]
)
def test_an_institution_takes_threats_of_its_area_only(area: str, takes: bool) -> None:
    assert an_institution(area=area).takes("speeding", UNITS["1261"]) is takes


def test_an_institution_takes_its_categories_only() -> None:
    assert not an_institution().takes("begging", UNITS["1261"])


def test_a_retired_institution_takes_nothing() -> None:
    assert not replace(an_institution(), retired=True).takes("speeding", UNITS["1261"])


@given(st.sampled_from(sorted(UNITS)))
def test_every_area_of_a_unit_holds_the_area_of_the_unit_above_it(code: str) -> None:
    unit = UNITS[code]
    above = UNITS[unit.parent] if unit.parent else unit

    assert set(areas_around(above)) <= set(areas_around(unit))


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Zdm"},
        {"code": "zdm--krakow"},
        {"code": "z" * 41},
        {"code": ""},
        {"email": "nobody"},
        {"email": "a@b.pl\nBcc: c@d.pl"},
        {"email": "a@b.pl, c@d.pl"},
        {"email": f"{'a' * 250}@b.pl"},
        {"email": "zarząd@drogi.pl"},
        {"categories": frozenset()},
        {"names": Names("x" * 201, "x", "x")},
        {"names": Names("Zarząd\nDróg", "x", "x")},
        {"names": Names("x", " ", "x")},
    ],
)
def test_a_wrong_institution_cannot_be_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        replace(an_institution(), **wrong)


def test_the_list_to_begin_with_names_known_areas_and_categories_and_no_real_address() -> None:
    catalogue = load_reference().catalogue

    for institution in load_institutions():
        assert institution.email.endswith("@example.invalid")
        assert institution.area == NATION or institution.area in UNITS
        assert all(catalogue.find(slug) for slug in institution.categories)


def test_the_list_to_begin_with_has_a_national_or_regional_road_manager_for_every_unit() -> None:
    listed = load_institutions()

    for unit in UNITS.values():
        kinds = {one.kind for one in listed if one.takes("road_infrastructure", unit)}
        if unit.code != "KSP":
            assert Kind.ROAD_MANAGER in kinds, unit.code
