"""Forwarding a report outside the Police: by whom, to whom, once, with the deed."""

from dataclasses import replace

import pytest

from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    OutsideScope,
    StaleVersion,
    UnknownInstitution,
)
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.status import Status
from tests.builders import (
    an_institution,
    an_officer,
)
from tests.unit.usecases.forwarding_house import a_house, wish


@pytest.mark.parametrize(
    ("officer", "refusal"),
    [
        (an_officer(Role.OFFICER, "1261"), None),
        (an_officer(Role.LOCAL_COORDINATOR, "1261"), None),
        (an_officer(Role.GARRISON_COORDINATOR, "12"), None),
        (an_officer(Role.NATIONAL_ADMIN, "KGP"), None),
        (an_officer(Role.OFFICER, "1206"), OutsideScope),
        (an_officer(Role.LOCAL_COORDINATOR, "1465-1"), OutsideScope),
        (an_officer(Role.GARRISON_COORDINATOR, "14"), OutsideScope),
    ],
)
def test_whoever_has_the_report_forwards_it_and_the_deed_is_kept(
    officer: Officer, refusal: type[Exception] | None
) -> None:
    house = a_house()

    if refusal:
        with pytest.raises(refusal):
            house.forward(wish(), officer)
        assert (list(house.forwardings), house.reports.deeds) == ([], [])
        assert house.report.status is Status.CONFIRMED
    else:
        house.forward(wish(), officer)
        assert house.report.status is Status.FORWARDED
        assert [one.institution for one in house.forwardings] == ["zdm-krakow"]
        deed = Deed(officer, house.clock.now, "forwarded to zdm-krakow", "1261", (house.report.id,))
        assert house.reports.deeds == [deed]


@pytest.mark.parametrize("wrong", ["nobody", "elsewhere", "retired", "other-things"])
def test_an_institution_that_does_not_take_it_gets_nothing(wrong: str) -> None:
    house = a_house()
    house.institutions.put(an_institution("elsewhere", area="1206"), None)
    house.institutions.put(replace(an_institution("retired"), retired=True), None)
    house.institutions.put(an_institution("other-things", categories=["begging"]), None)

    with pytest.raises(UnknownInstitution):
        house.forward(wish(institution=wrong), an_officer())

    assert list(house.forwardings) == []


def test_a_report_that_changed_meanwhile_is_not_forwarded() -> None:
    house = a_house()

    with pytest.raises(StaleVersion):
        house.forward(replace(wish(), version=1), an_officer())
