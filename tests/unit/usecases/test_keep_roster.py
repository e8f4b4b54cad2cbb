"""Who is on the roster of a unit, and who may look."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.errors import OutsideScope, UnknownUnit
from chalicelib.domain.officer import Officer, Role
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.keep_roster import members_for, sign_on
from tests.builders import a_catalogue, an_officer
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

CHIEF = an_officer(Role.NATIONAL_ADMIN, "KGP")


@dataclass
class Morning:
    """A desk whose clock a test may set."""

    clock: SetClock = field(default_factory=SetClock)
    roster: InMemoryRoster = field(default_factory=InMemoryRoster)

    @property
    def desk(self) -> Desk:
        reports, counter = InMemoryReports(), InMemoryCounter()
        day = timedelta(days=1)
        return Desk(reports, load_units(), self.clock, reports.keep, day, counter, self.roster, a_catalogue())


def on_roster(unit: str, morning: Morning) -> list[str]:
    return [member.officer.sub for member in members_for(unit, CHIEF, morning.desk)]


def test_reports_of_a_unit_are_given_to_its_own_people_and_to_those_above_them() -> None:
    morning = Morning()
    for officer in (
        an_officer(Role.GARRISON_COORDINATOR, "12", "above"),
        an_officer(sub="own"),
        an_officer(unit="1206", sub="beside"),
    ):
        sign_on(officer.unit, officer, morning.desk)

    assert on_roster("1261", morning) == ["own", "above"]
    assert on_roster("12", morning) == ["above"]


def test_who_moves_to_another_unit_leaves_the_roster_of_the_old_one() -> None:
    morning = Morning()
    sign_on("1261", an_officer(), morning.desk)

    sign_on("1206", an_officer(unit="1206"), morning.desk)

    assert (on_roster("1261", morning), on_roster("1206", morning)) == ([], [an_officer().sub])


def test_who_does_not_come_back_is_forgotten_after_a_month() -> None:
    morning = Morning()
    sign_on("1261", an_officer(), morning.desk)

    morning.clock.now += timedelta(days=29)
    still_there = on_roster("1261", morning)
    morning.clock.now += timedelta(days=1)

    assert (still_there, on_roster("1261", morning)) == ([an_officer().sub], [])


@pytest.mark.parametrize("officer", [an_officer(unit="1206"), CHIEF], ids=lambda one: one.signature)
def test_an_officer_signs_on_in_the_own_unit_alone(officer: Officer) -> None:
    with pytest.raises(OutsideScope):
        sign_on("1261", officer, Morning().desk)


def test_a_roster_is_for_those_who_may_act_for_the_unit() -> None:
    with pytest.raises(OutsideScope):
        members_for("1206", an_officer(), Morning().desk)
    with pytest.raises(UnknownUnit):
        members_for("9999", CHIEF, Morning().desk)
