"""What every `Roster` promises: one row for each account, found by account and by unit."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.adapters.dynamodb.roster_store import RosterStore
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.roster import KEPT, Member
from chalicelib.ports.roster import Roster
from tests.builders import PLACED
from tests.fakes.roster import InMemoryRoster

New = Callable[[], str]


@pytest.fixture(params=["in memory", "real"])
def roster(request: pytest.FixtureRequest) -> Roster:
    """A roster; the real one holds other tests' members too."""
    if request.param == "in memory":
        return InMemoryRoster()
    return RosterStore.of_table(request.getfixturevalue("real").setting("ROSTER_TABLE"))


def a_member(account: str, unit: str = "1261", name: str = "krakow-017") -> Member:
    return Member(Officer(account, Role.OFFICER, unit, name), PLACED)


def test_a_member_is_read_as_it_was_written(roster: Roster, new: New) -> None:
    member = a_member(new())

    roster.put(member)

    found = roster.find(member.officer.sub)
    assert found == member
    assert found.officer.name == "krakow-017"


def test_nobody_is_found_under_an_account_that_never_signed_on(roster: Roster, new: New) -> None:
    assert roster.find(new()) is None


def test_an_account_stands_on_one_roster_that_is_in_the_order_of_names(roster: Roster, new: New) -> None:
    first, second, moved = a_member(new(), "1216", "b"), a_member(new(), "1216", "a"), new()
    for member in (first, second, a_member(moved, "1216"), a_member(moved, "1217")):
        roster.put(member)

    assert roster.of_unit("1216", PLACED) == (second, first)
    assert [member.officer.sub for member in roster.of_unit("1217", PLACED)] == [moved]


def test_whose_time_is_over_is_on_no_roster(roster: Roster, new: New) -> None:
    roster.put(a_member(new(), "1218"))

    assert len(roster.of_unit("1218", PLACED + KEPT - timedelta(seconds=1))) == 1
    assert roster.of_unit("1218", PLACED + KEPT) == ()
