"""Who may keep which institutions, in every role; and who is offered for a threat."""

from contextlib import suppress
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import InvalidValue, OutsideScope, RoleNeeded, UnknownInstitution
from chalicelib.domain.officer import Officer, Role
from chalicelib.usecases.keep_institutions import (
    Directory,
    institutions_for,
    put_institution,
    retire_institution,
)
from tests.builders import PLACED, a_catalogue, an_institution, an_officer
from tests.fakes.calls import SetClock
from tests.fakes.forwarding import InMemoryInstitutions

UNITS = load_units()
ADMIN = an_officer(Role.NATIONAL_ADMIN, "KGP")
KRAKOW = an_officer(Role.GARRISON_COORDINATOR, "12")
RADOM = an_officer(Role.GARRISON_COORDINATOR, "14")
CAPITAL = an_officer(Role.GARRISON_COORDINATOR, "KSP")
MATRIX: list[tuple[Officer, str, type[Exception] | None]] = [
    (an_officer(Role.OFFICER, "1261"), "1261", RoleNeeded),
    (an_officer(Role.LOCAL_COORDINATOR, "1261"), "1261", RoleNeeded),
    (KRAKOW, "1261", None),
    (KRAKOW, "12", None),
    (KRAKOW, "1401", OutsideScope),
    (KRAKOW, "14", OutsideScope),
    (KRAKOW, "KGP", OutsideScope),
    (CAPITAL, "1465-1", None),
    (CAPITAL, "14", OutsideScope),
    (CAPITAL, "KSP", None),
    (RADOM, "1401", None),
    (RADOM, "1465-1", OutsideScope),
    (RADOM, "14", OutsideScope),
    (ADMIN, "KGP", None),
    (ADMIN, "14", None),
    (ADMIN, "1261", None),
]


@dataclass
class Shelf:
    """A directory and what its audit kept."""

    institutions: InMemoryInstitutions = field(default_factory=InMemoryInstitutions)

    @property
    def directory(self) -> Directory:
        return Directory(self.institutions, UNITS, a_catalogue(), SetClock(PLACED))

    @property
    def deeds(self) -> list[Deed]:
        return self.institutions.deeds


@pytest.mark.parametrize(("officer", "area", "refusal"), MATRIX)
def test_an_institution_is_put_by_whoever_keeps_its_area(
    officer: Officer, area: str, refusal: type[Exception] | None
) -> None:
    shelf, wanted = Shelf(), an_institution(area=area)

    if refusal:
        with pytest.raises(refusal):
            put_institution(wanted, officer, shelf.directory)
        with pytest.raises(UnknownInstitution):
            shelf.institutions.get(wanted.code)
        assert shelf.deeds == []
    else:
        assert put_institution(wanted, officer, shelf.directory) == wanted
        assert shelf.institutions.get(wanted.code) == wanted
        assert shelf.deeds == [Deed(officer, PLACED, "institution zdm-krakow")]


@pytest.mark.parametrize(("officer", "area", "refusal"), MATRIX)
def test_an_institution_is_retired_by_whoever_keeps_its_area(
    officer: Officer, area: str, refusal: type[Exception] | None
) -> None:
    shelf = Shelf()
    shelf.institutions.put(an_institution(area=area), None)

    if refusal:
        with pytest.raises(refusal):
            retire_institution("zdm-krakow", officer, shelf.directory)
    else:
        retire_institution("zdm-krakow", officer, shelf.directory)
        retire_institution("zdm-krakow", officer, shelf.directory)
        assert [deed.what for deed in shelf.deeds] == ["institution zdm-krakow retired"]

    assert shelf.institutions.get("zdm-krakow").retired is (refusal is None)


def test_nobody_takes_an_institution_of_another_garrison_over() -> None:
    shelf = Shelf()
    shelf.institutions.put(an_institution(area="1401"), None)

    with pytest.raises(OutsideScope):
        put_institution(an_institution(area="1261"), KRAKOW, shelf.directory)


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(["KGP", *sorted(UNITS)]))
def test_whoever_keeps_an_institution_may_act_on_every_unit_that_it_is_offered_to(
    garrison: str, area: str
) -> None:
    officer = an_officer(Role.GARRISON_COORDINATOR, UNITS[garrison].garrison)
    shelf, wanted = Shelf(), an_institution(area=area)

    with suppress(OutsideScope):
        put_institution(wanted, officer, shelf.directory)
        offered = [one for one in UNITS.values() if wanted.takes("speeding", one)]
        assert all(map(officer.may_act_on, offered))


def test_the_same_again_is_no_deed() -> None:
    shelf = Shelf()

    for _ in range(2):
        put_institution(an_institution(), KRAKOW, shelf.directory)

    assert len(shelf.deeds) == 1


@pytest.mark.parametrize("wrong", [{"area": "9999"}, {"categories": ("ghosts",)}])
def test_an_unknown_area_or_category_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        put_institution(an_institution(**wrong), ADMIN, Shelf().directory)


def test_the_nearest_institution_is_offered_first_and_a_retired_one_never() -> None:
    shelf = Shelf()
    for code, area in (("national", "KGP"), ("town", "1261"), ("region", "12"), ("elsewhere", "1206")):
        shelf.institutions.put(an_institution(code, area=area), None)
    gone = an_institution("gone")
    shelf.institutions.put(replace(gone, retired=True), None)

    found = institutions_for(UNITS["1261"], "speeding", shelf.directory)

    assert [one.code for one in found] == ["town", "region", "national"]
    assert institutions_for(UNITS["1261"], "begging", shelf.directory) == ()
