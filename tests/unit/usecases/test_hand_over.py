"""Reports that change hands: by an officer, and by new boundaries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy, IllegalMove, InvalidValue, MalformedRow, StaleVersion, UnknownUnit
from chalicelib.domain.merging import merged
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.status import OPEN, Status
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.usecases.hand_over import Rerouting, known_unit, reroute
from tests.builders import PLACED, a_contribution, a_jurisdiction, a_report, a_unit, a_use
from tests.fakes.calls import SetClock
from tests.fakes.reports import InMemoryReports
from tests.strategies import reports

LATER = PLACED + timedelta(days=1)
NEW_BOUNDARIES = a_jurisdiction("1206", version="2027-01")
UNITS = {code: a_unit(code) for code in ("1261", "1206")}


def stored(*kept: Report) -> InMemoryReports:
    store = InMemoryReports()
    for report in kept:
        store.add(report, a_use(), None)
    return store


def run(store: InMemoryReports, *, dry_run: bool) -> list[Rerouting]:
    return list(reroute(NEW_BOUNDARIES, UNITS, store, SetClock(LATER), dry_run=dry_run))


def handed(report: Report, unit: str, reason: str, store: InMemoryReports) -> Report:
    """Hand a report over by an officer's hand."""
    after = report.handed_over(unit, reason, LATER, routed_by=BY_HAND)
    store.replace(after)
    return after


def test_a_handed_over_report_keeps_its_history_and_says_who_has_it_and_why() -> None:
    report = a_report(unit="1261", status=Status.CONFIRMED)
    store = stored(report)

    after = handed(report, "1206", "Druga strona drogi", store)

    assert store.get(report.id) == after
    assert after.unit == "1206"
    assert after.history[:-1] == report.history
    assert (after.history[-1].unit, after.history[-1].reason) == ("1206", "Druga strona drogi")
    assert after.status is Status.CONFIRMED


@given(reports)
def test_a_change_of_hands_changes_no_count(report: Report) -> None:
    if not report.is_open or report.unit == "1206":
        return

    after = report.handed_over("1206", "Inna droga", LATER, routed_by=BY_HAND)

    assert a_contribution(after) == replace(a_contribution(report), unit=after.unit)


@pytest.mark.parametrize("status", sorted(set(Status) - OPEN))
def test_a_closed_report_stays_where_it_is(status: Status) -> None:
    report = a_report(status=status)

    with pytest.raises(IllegalMove):
        handed(report, "1206", "Za późno", stored(report))


def test_a_hand_over_needs_another_unit_and_a_reason() -> None:
    report = a_report(unit="1261")

    with pytest.raises(IllegalMove):
        handed(report, "1261", "Ta sama", stored(report))
    with pytest.raises(InvalidValue):
        handed(report, "1206", " ", stored(report))


@pytest.mark.parametrize("code", ["12", "9999"])
def test_neither_a_garrison_nor_a_stranger_can_take_a_report(code: str) -> None:
    garrison = Unit("12", "Komenda Wojewódzka Policji w Krakowie", UnitType.KWP, None, ())

    with pytest.raises(UnknownUnit):
        known_unit(code, UNITS | {"12": garrison})

    assert known_unit("1206", UNITS) == UNITS["1206"]


def test_a_dry_run_tells_what_new_boundaries_move_and_moves_nothing() -> None:
    report = a_report(unit="1261")
    store = stored(report)

    found = run(store, dry_run=True)

    assert found == [Rerouting(report.id, "1261", "1206", stored=False)]
    assert store.get(report.id) == report


def test_new_boundaries_move_open_reports_once() -> None:
    report = a_report(unit="1261")
    store = stored(report)

    first, second = run(store, dry_run=False), run(store, dry_run=False)

    assert first == [Rerouting(report.id, "1261", "1206", stored=True)]
    assert second == []
    assert store.get(report.id).unit == "1206"
    assert store.get(report.id).routed_by == "2027-01"


def test_what_an_officer_decided_no_boundaries_undo() -> None:
    report = a_report(unit="1206")
    store = stored(report)
    handed(report, "1261", "Tak ustalono", store)

    assert run(store, dry_run=False) == []
    assert store.get(report.id).unit == "1261"


def test_closed_reports_stay_with_the_unit_that_closed_them() -> None:
    assert run(stored(a_report(unit="1261", status=Status.ELIMINATED)), dry_run=False) == []


def test_reports_of_a_unit_that_is_no_more_move_even_those_that_an_officer_gave_it() -> None:
    routed = a_report("routed", unit="1261-K03")
    given = a_report("given", unit="1261")
    store = stored(routed)
    store.add(given, a_use("another"), None)
    handed(given, "1261-K03", "Tak ustalono", store)

    run(store, dry_run=False)

    assert [store.get(report.id).unit for report in (routed, given)] == ["1206", "1206"]


@pytest.mark.parametrize("refusal", [StaleVersion(), Busy("Another request holds the same row.")])
def test_a_report_that_cannot_be_written_now_is_left_to_the_next_run(refusal: Exception) -> None:
    class Raced(InMemoryReports):
        def replace(self, *reports: Report, deed: Deed | None = None) -> None:
            raise refusal

    report = a_report(unit="1261")
    store = Raced()
    store.add(report, a_use(), None)

    assert run(store, dry_run=False) == [Rerouting(report.id, "1261", "1206", stored=False)]


def test_new_boundaries_move_duplicates_with_their_main_report_and_not_alone() -> None:
    store = stored()
    pair = merged(a_report("duplicate"), a_report("main"), LATER, by="officer@1261")
    for report in pair:
        store.add(report, a_use(report.id), None)

    found = run(store, dry_run=False)

    assert found == [Rerouting("main", "1261", "1206", stored=True)]
    assert {report.unit for report in store} == {"1206"}


def test_a_row_that_is_no_report_keeps_no_other_from_moving() -> None:
    class Spoilt(InMemoryReports):
        def get(self, report_id: str) -> Report:
            if report_id == "spoilt":
                raise MalformedRow("The row lacks lat.")
            return super().get(report_id)

    store = Spoilt()
    for name in ("spoilt", "sound"):
        store.add(a_report(name, unit="1261"), a_use(name), None)

    with pytest.raises(MalformedRow, match="spoilt: The row lacks lat"):
        run(store, dry_run=False)

    assert store.get("sound").unit == "1206"


def test_a_duplicate_that_is_no_report_keeps_no_other_from_moving() -> None:
    class Spoilt(InMemoryReports):
        def get(self, report_id: str) -> Report:
            if report_id == "duplicate":
                raise MalformedRow("The row lacks lat.")
            return super().get(report_id)

    store = Spoilt()
    pair = merged(a_report("duplicate"), a_report("main"), LATER, by="officer@1261")
    for report in (*pair, a_report("sound", unit="1261")):
        store.add(report, a_use(report.id), None)

    with pytest.raises(MalformedRow, match="main: The row lacks lat"):
        run(store, dry_run=False)

    assert store.get("sound").unit == "1206"
