"""What every `Reports` promises of the trays of a work list: in order, each once, looks of one price."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.deadline import thrice_late_at
from chalicelib.domain.place import Place
from chalicelib.domain.report import Details, Report
from chalicelib.domain.status import Status
from chalicelib.domain.work_list import Holder, Line, Look, Order, Stretch, Tray
from chalicelib.ports.reports import Reports
from tests.builders import PLACED, a_report, a_use, moved, promised
from tests.integration.stores.conftest import Stores, fresh_unit

New = Callable[[], str]
MINUTE = timedelta(minutes=1)
SIZE = 3


def filled(reports: Reports, new: New, minutes: list[int], unit: str = "") -> tuple[str, list[str]]:
    """Return a unit of its own and the ids of its new reports, placed so many minutes after the first."""
    unit, ids = unit or fresh_unit(), []
    for passed in minutes:
        placed = PLACED + passed * MINUTE
        report = a_report(new(), unit=unit, placed=placed, deadlines=promised(placed))
        reports.add(report, a_use(new()), None)
        ids.append(report.id)
    return unit, ids


def looks(reports: Reports, tray: Tray, stretch: Stretch) -> list[Look]:
    """Return all looks at a stretch."""
    found = [reports.look(tray, stretch, SIZE)]
    while (reached := found[-1].reached) and len(found) < 20:
        stretch = Stretch(stretch.order, stretch.earliest, stretch.latest, reached)
        found.append(reports.look(tray, stretch, SIZE))
    return found


def seen(reports: Reports, tray: Tray, stretch: Stretch) -> list[str]:
    return [line.id for found in looks(reports, tray, stretch) for line in found.lines]


@pytest.mark.parametrize("order", Order)
def test_looks_hold_every_report_once_and_in_order(reports: Reports, new: New, order: Order) -> None:
    unit, ids = filled(reports, new, list(range(7)))

    found = seen(reports, Tray(unit, Status.NEW), Stretch(order))

    assert found == (ids[::-1] if order is Order.NEWEST else ids)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 2), max_size=8), st.sampled_from(Order))
def test_reports_of_one_moment_are_neither_lost_nor_seen_twice(
    reports: Reports, new: New, minutes: list[int], order: Order
) -> None:
    unit, ids = filled(reports, new, minutes)

    found = seen(reports, Tray(unit, Status.NEW), Stretch(order))

    in_order = sorted(zip(minutes, ids, strict=True), reverse=order is Order.NEWEST)
    assert found == [report_id for _, report_id in in_order]


def test_a_look_sees_no_more_than_its_size(reports: Reports, new: New) -> None:
    unit, _ = filled(reports, new, list(range(5)))

    found = looks(reports, Tray(unit, Status.NEW), Stretch(Order.OLDEST))

    assert [len(one.lines) for one in found] == [3, 2]


@pytest.mark.parametrize("order", Order)
def test_a_stretch_ends_where_it_is_told_to(reports: Reports, new: New, order: Order) -> None:
    unit, ids = filled(reports, new, list(range(6)))
    begins = promised().read_by if order is Order.DEADLINE else PLACED
    stretch = Stretch(order, begins + MINUTE, begins + 3 * MINUTE)

    found = seen(reports, Tray(unit, Status.NEW), stretch)

    assert sorted(found) == sorted(ids[1:4])
    nothing = Stretch(order, begins + MINUTE, begins)
    assert reports.look(Tray(unit, Status.NEW), nothing, SIZE) == Look((), None)


def test_a_tray_holds_one_status_of_one_unit(reports: Reports, new: New) -> None:
    unit, (taken_up, new_one) = filled(reports, new, [0, 1])
    reports.replace(moved(reports.get(taken_up), Status.UNDER_VERIFICATION))

    assert seen(reports, Tray(unit, Status.NEW), Stretch(Order.OLDEST)) == [new_one]
    assert seen(reports, Tray(unit, Status.UNDER_VERIFICATION), Stretch(Order.DEADLINE)) == [taken_up]
    assert seen(reports, Tray(unit, Status.CONFIRMED), Stretch(Order.OLDEST)) == []
    assert seen(reports, Tray(new(), Status.NEW), Stretch(Order.OLDEST)) == []


@pytest.mark.parametrize("order", Order)
def test_the_tray_of_a_garrison_holds_the_reports_of_all_its_units(
    reports: Reports, new: New, order: Order
) -> None:
    own = {
        unit: filled(reports, new, [0], unit)[1] for unit in ("1405", "1465-1", "1465-1-K02", "1401", "3061")
    }

    capital = set(seen_all(reports, Tray("KSP", Status.NEW, Holder.GARRISON), order))
    radom = set(seen_all(reports, Tray("14", Status.NEW, Holder.GARRISON), order))

    everything = {report_id for ids in own.values() for report_id in ids}
    assert capital & everything == {*own["1405"], *own["1465-1"], *own["1465-1-K02"]}
    assert radom & everything == set(own["1401"])


def seen_all(reports: Reports, tray: Tray, order: Order) -> list[str]:
    """Return what one long look sees; other tests have reports there too."""
    return [line.id for line in reports.look(tray, Stretch(order), 1000).lines]


@pytest.mark.parametrize("order", Order)
def test_the_tray_of_an_account_holds_what_it_works_on(reports: Reports, new: New, order: Order) -> None:
    unit, (mine, _) = filled(reports, new, [0, 1])
    account = new()
    reports.replace(reports.get(mine).assigned(account, PLACED, by="officer@1261"))

    assert seen(reports, Tray(account, Status.NEW, Holder.ASSIGNEE), Stretch(order)) == [mine]
    assert mine in seen(reports, Tray(unit, Status.NEW), Stretch(order))
    reports.replace(reports.get(mine).handed_over(fresh_unit(), "Inna strona", PLACED, routed_by="hand"))
    assert seen(reports, Tray(account, Status.NEW, Holder.ASSIGNEE), Stretch(order)) == []


def test_what_has_no_deadline_is_in_no_list_of_deadlines(reports: Reports, new: New) -> None:
    unit = fresh_unit()
    for report in (
        a_report(new(), unit=unit),
        a_report(new(), unit=unit, status=Status.CONFIRMED, deadlines=promised()),
    ):
        reports.add(report, a_use(new()), None)
        assert seen(reports, Tray(unit, report.status), Stretch(Order.DEADLINE)) == []
        assert seen(reports, Tray(unit, report.status), Stretch(Order.NEWEST)) == [report.id]


@pytest.mark.parametrize("order", Order)
def test_a_line_is_what_the_report_says(reports: Reports, new: New, order: Order) -> None:
    unit, (report_id,) = filled(reports, new, [0])
    report = reports.get(report_id).assigned("5ub", PLACED, by="officer@1261")
    reports.replace(report)

    (line,) = reports.look(Tray(unit, Status.NEW), Stretch(order), SIZE).lines

    due = promised().read_by
    assert line == Line(
        id=report.id,
        category=report.category,
        status=report.status,
        created_at=report.created_at,
        cell=report.cell,
        location=report.location,
        unit=unit,
        version=2,
        assignee="5ub",
        due_at=due,
        thrice_late_at=thrice_late_at(report.created_at, due),
    )


@pytest.mark.parametrize("order", Order)
def test_a_place_that_no_report_stands_at_is_a_beginning_like_any_other(
    reports: Reports, new: New, order: Order
) -> None:
    unit, ids = filled(reports, new, [0, 1, 2])
    begins = promised().read_by if order is Order.DEADLINE else PLACED
    between = Place(begins + 1.5 * MINUTE, new())

    found = seen(reports, Tray(unit, Status.NEW), Stretch(order, after=between))

    assert found == (ids[1::-1] if order is Order.NEWEST else ids[2:])


def test_many_reports_are_read_at_once_and_those_that_are_not_there_are_left_out(
    reports: Reports, new: New
) -> None:
    many: list[Report] = [a_report(new(), details=Details(f"Numer {n}")) for n in range(103)]
    for report in many:
        reports.add(report, a_use(new()), None)

    found = reports.read_many([new(), *(report.id for report in many)])

    assert sorted(found, key=_id) == sorted(many, key=_id)
    assert list(reports.read_many([])) == []


def _id(report: Report) -> str:
    return report.id


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("holder", Holder)
def test_a_look_is_one_request_whatever_the_unit_has(
    real: Stores, new: New, order: Order, holder: Holder
) -> None:
    filled(real.reports, new, list(range(8)), "0201")
    tray = Tray({Holder.UNIT: "0201", Holder.GARRISON: "02"}.get(holder, "an account"), Status.NEW, holder)
    real.relay.noted()

    real.reports.look(tray, Stretch(order), SIZE)

    ((operation, body),) = real.relay.noted()
    what = "due" if order is Order.DEADLINE else "placed"
    assert (operation, body["Limit"], body["IndexName"]) == ("Query", SIZE, f"by_{holder}_{what}")


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("spoilt", ["whenever", "2026-03-14", "2026-03-14T09:26:53.589Z", "~#~"])
def test_rows_that_are_no_report_neither_end_a_list_nor_break_it(
    real: Stores, new: New, order: Order, spoilt: str
) -> None:
    unit, ids = filled(real.reports, new, list(range(4)))
    key, queue = "due" if order is Order.DEADLINE else "placed", f"{unit}#new"
    dynamodb = real.client("dynamodb")
    for _ in range(2 * SIZE):
        row = {"id": new(), "queue": queue, key: spoilt}
        item = {name: {"S": value} for name, value in row.items()}
        dynamodb.put_item(TableName=real.setting("REPORTS_TABLE"), Item=item)

    found = seen(real.reports, Tray(unit, Status.NEW), Stretch(order))

    assert found == (ids[::-1] if order is Order.NEWEST else ids)
