"""Who is told of what: placed reports and deadlines, once, without anything private."""

from itertools import pairwise

import pytest
from hypothesis import given

from chalicelib.domain import cell as cells
from chalicelib.domain.change import Change
from chalicelib.domain.deadline import Call
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.merging import merged, taken_along
from chalicelib.domain.notification import Event, alerts_for
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.unit import Unit, UnitType
from tests.builders import PLACED, a_category, a_change, a_report, a_unit, changes_of, promised
from tests.strategies import lives


@given(lives())
def test_of_a_whole_life_the_placing_changes_of_hands_and_calls_are_told(
    life: list[Report],
) -> None:
    alerts = [alerts_for(change, a_category(), a_unit) for change in changes_of(life)]

    told = [
        2 * (before.unit != after.unit) + (after.called not in {None, before.called})
        for before, after in pairwise(life)
    ]
    assert [len(some) for some in alerts] == [1, *told]
    assert alerts_for(Change(life[-1], None), a_category(), a_unit) == ()


@given(lives())
def test_a_repeated_change_gives_the_same_alert(life: list[Report]) -> None:
    placed = Change(None, life[0])

    (first,), (again,) = (alerts_for(placed, a_category(), a_unit) for _ in range(2))

    assert first == again
    assert first.id == f"{life[0].id}.1.opened"
    assert first.center == cells.center(life[0].cell)


def test_an_alert_goes_to_the_garrison_of_the_unit() -> None:
    garrison = Unit("KSP", "Komenda Stołeczna Policji", UnitType.KSP, None, ())

    unit = a_unit("1465-1", parent="KSP")

    for answering in (unit, garrison):
        (alert,) = alerts_for(a_change(), a_category(), {"1261": answering}.__getitem__)
        assert alert.garrison == "KSP"


def test_a_change_of_hands_is_told_to_both_units() -> None:
    before = a_report(unit="1261")
    after = before.handed_over("1206", "Zła strona drogi", PLACED, routed_by=BY_HAND)

    taken, given_away = alerts_for(Change(before, after), a_category(), a_unit)

    assert (taken.event, taken.unit.code) == (Event.TAKEN_OVER, "1206")
    assert (given_away.event, given_away.unit.code) == (Event.HANDED_OVER, "1261")
    assert taken.other_unit == given_away.unit
    assert given_away.other_unit == taken.unit
    assert taken.id != given_away.id


def test_a_change_of_hands_is_not_told_again_of_every_duplicate() -> None:
    duplicate, main = merged(a_report("duplicate"), a_report("main"), PLACED, by="officer@1261")
    handed = main.handed_over("1206", "Inna droga", PLACED, routed_by=BY_HAND)

    gone = taken_along(duplicate, handed)

    assert alerts_for(Change(duplicate, gone), a_category(), a_unit) == ()


@pytest.mark.parametrize("call", Call)
def test_a_call_about_a_deadline_is_told_to_the_unit_with_the_deadline(call: Call) -> None:
    before = a_report(deadlines=promised())

    (alert,) = alerts_for(Change(before, before.called_for(call)), a_category(), a_unit)

    assert (alert.event.value, alert.unit.code) == (call.value, "1261")
    assert alert.id == f"{before.id}.2.{call.value}"
    assert alert.due_at == promised().read_by
    assert alert.at == promised().call_at(call, promised().read_by)


def test_a_change_has_a_report_before_or_after() -> None:
    with pytest.raises(InvalidValue):
        Change(None, None)


def test_a_deletion_is_of_the_report_as_it_stood() -> None:
    report = a_report()

    deletion = Change(report, None)

    assert deletion.version == report.version
    assert deletion.report_id == report.id
    assert deletion.category == report.category
