"""A subscription hears what it asks for of its unit and those below, within the limits of SNS."""

from dataclasses import replace
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.category import Priority
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.notification import Event
from chalicelib.domain.subscription import COMBINATIONS, LABEL_LIMIT, Wanted
from chalicelib.domain.unit import Unit, UnitType
from tests.builders import a_subscription, a_unit
from tests.strategies import SLUGS

GARRISON = Unit("12", "KWP w Krakowie", UnitType.KWP, None, ())
POST = Unit("1206-K03", "KP Krzeszowice", UnitType.KP, "1206", (), above=("12",))


def some(values: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


@given(st.booleans(), some(SLUGS), some(tuple(Priority)), some(tuple(Event)))
def test_a_filter_keeps_the_limits_of_sns_or_is_refused(
    below: bool, categories: Any, priorities: Any, events: Any
) -> None:
    sizes = [len(values) or 1 for values in (categories, priorities, events)]
    combinations = (2 if below else 1) * prod(sizes)

    if combinations > COMBINATIONS:
        with pytest.raises(InvalidValue):
            Wanted(below, categories, priorities, events)
        return
    policy = Wanted(below, categories, priorities, events).policy(a_unit())

    assert prod(len(values) for values in policy.values()) == combinations
    assert len(policy) <= 5
    assert all(policy.values())


def test_a_unit_hears_of_itself_and_of_all_below_but_of_no_neighbour_whose_code_begins_the_same() -> None:
    county = a_unit("1465", parent="KSP")

    policy = Wanted().policy(county)

    assert policy == {"unit_path": ["KSP/1465", {"prefix": "KSP/1465/"}]}
    assert not a_unit("1465-1", parent="KSP").path.startswith("KSP/1465/")


def test_a_garrison_hears_of_every_unit_and_without_those_below_of_itself_only() -> None:
    assert Wanted().policy(GARRISON) == {"unit_path": ["12", {"prefix": "12/"}]}
    assert POST.path.startswith("12/")
    assert Wanted(below=False).policy(GARRISON) == {"unit_path": ["12"]}


def test_a_filter_names_what_is_chosen_and_leaves_out_what_is_not() -> None:
    wanted = Wanted(categories=("speeding",), priorities=(Priority.URGENT,), events=(Event.OPENED,))

    policy = wanted.policy(a_unit())

    assert policy["category"] == ["speeding"]
    assert policy["priority"] == ["urgent"]
    assert policy["event"] == ["opened"]


def test_a_choice_is_named_once() -> None:
    with pytest.raises(InvalidValue):
        Wanted(categories=("speeding", "speeding"))


def test_the_address_is_the_identity_within_a_garrison() -> None:
    one = a_subscription()

    assert one.id == a_subscription(unit="1206", label="Zastępca").id
    assert one.id != a_subscription(endpoint="other@police.example").id
    assert one.id != replace(one, garrison="14").id


@pytest.mark.parametrize(
    "fault", [{"endpoint": "Duty@Police.Example"}, {"label": " "}, {"label": "x" * (LABEL_LIMIT + 1)}]
)
def test_an_address_or_a_label_of_another_form_makes_no_subscription(fault: Any) -> None:
    with pytest.raises(InvalidValue):
        a_subscription(**fault)
