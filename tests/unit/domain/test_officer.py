"""Whom each role may act for, and accounts that cannot be."""

import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.unit import Unit, UnitType

UNITS = load_units()
COMMISSARIAT = Unit("1261-K02", "Komisariat II", UnitType.KP, "1261", (), above=("12",))

SCOPE = [
    # role, own unit, unit of the report, may act
    (Role.OFFICER, "1261", "1261", True),
    (Role.OFFICER, "1261", "1206", False),
    (Role.OFFICER, "1261", "1465-1", False),
    (Role.LOCAL_COORDINATOR, "1261", "1261", True),
    (Role.LOCAL_COORDINATOR, "1261", "1206", False),
    (Role.GARRISON_COORDINATOR, "12", "1261", True),
    (Role.GARRISON_COORDINATOR, "12", "1206", True),
    (Role.GARRISON_COORDINATOR, "12", "1465-1", False),
    (Role.GARRISON_COORDINATOR, "KSP", "1465-1", True),
    (Role.GARRISON_COORDINATOR, "14", "1465-1", False),
    (Role.NATIONAL_ADMIN, "KGP", "1261", True),
    (Role.NATIONAL_ADMIN, "KGP", "1465-1", True),
]


@pytest.mark.parametrize(("role", "own", "unit", "may"), SCOPE)
def test_an_officer_acts_for_the_own_unit_and_below(role: Role, own: str, unit: str, may: bool) -> None:
    assert Officer("sub", role, own).may_act_on(UNITS[unit]) is may


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [
        (Role.OFFICER, "1261", True),
        (Role.OFFICER, "1261-K02", True),
        (Role.OFFICER, "1261-K03", False),
        (Role.GARRISON_COORDINATOR, "12", True),
    ],
)
def test_a_commissariat_is_below_its_unit_and_its_officers_see_no_other(
    role: Role, own: str, may: bool
) -> None:
    assert Officer("sub", role, own).may_act_on(COMMISSARIAT) is may


def test_an_officer_of_a_commissariat_does_not_act_for_the_unit_above() -> None:
    assert not Officer("sub", Role.OFFICER, "1261-K02").may_act_on(UNITS["1261"])


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (Role.OFFICER, "12"),
        (Role.OFFICER, "KGP"),
        (Role.OFFICER, ""),
        (Role.OFFICER, "1261/1206"),
        (Role.LOCAL_COORDINATOR, "KSP"),
        (Role.GARRISON_COORDINATOR, "1261"),
        (Role.GARRISON_COORDINATOR, "KGP"),
        (Role.NATIONAL_ADMIN, "12"),
    ],
)
def test_a_role_is_not_appointed_to_a_unit_that_would_widen_or_void_it(role: Role, unit: str) -> None:
    with pytest.raises(InvalidValue):
        Officer("sub", role, unit)


def test_an_account_has_an_id() -> None:
    with pytest.raises(InvalidValue):
        Officer("", Role.OFFICER, "1261")


def test_the_signature_names_role_and_unit_and_no_person() -> None:
    assert Officer("sub", Role.OFFICER, "1261").signature == "officer@1261"
