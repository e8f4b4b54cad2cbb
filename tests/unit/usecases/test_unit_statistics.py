"""Statistics of a unit: a small fixture worked out by hand, and laws that hold for any reports."""

from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.deadline import Deadlines
from chalicelib.domain.errors import OutsideScope, UnknownUnit
from chalicelib.domain.merging import merged
from chalicelib.domain.report import Report
from chalicelib.domain.statistics import Spread, case_of, figures
from chalicelib.domain.status import Status
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.unit_statistics import Period, unit_statistics
from tests.builders import a_catalogue, a_report, a_use, an_officer
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster
from tests.strategies import reports

UNITS = load_units()
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MARCH = Period("2026-03", "2026-03")


def placed(number: int, day: int, *moves: tuple[Status, int], unit: str = "1261", month: int = 3) -> Report:
    """Return a report placed on a day at noon, moved so many hours after that."""
    start = datetime(2026, month, day, 12, tzinfo=UTC)
    report = a_report(
        f"00000000-0000-4000-8000-{number:012}",
        category="speeding" if number % 2 else "vandalism",
        placed=start,
        unit=unit,
        deadlines=Deadlines(start + 3 * DAY, start + 5 * DAY, DAY, DAY),
    )
    for status, hours in moves:
        report = report.moved(status, start + timedelta(hours=hours), note="Sprawdzono")
    return report


READ, CONFIRMED, ELIMINATED = Status.UNDER_VERIFICATION, Status.CONFIRMED, Status.ELIMINATED
UNCONFIRMED, PRANK = Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE
FIXTURE = [
    placed(1, 1, (READ, 10), (CONFIRMED, 40)),
    placed(2, 2, (READ, 20), (CONFIRMED, 60), (ELIMINATED, 400)),
    placed(3, 3, (READ, 30), (UNCONFIRMED, 100)),
    placed(4, 4, (READ, 80), (PRANK, 90)),  # read late: 72 hours are promised
    placed(5, 5, (READ, 40), (CONFIRMED, 130)),  # verified late: 120 hours are promised
    placed(6, 10),  # waits since 21 days: late
    placed(7, 30),  # waits since a day: on time
    placed(8, 12, (READ, 5), (CONFIRMED, 9), month=2),
    placed(9, 6, (READ, 100), (UNCONFIRMED, 200), unit="1206"),
]


def a_desk(*stored: Report) -> Desk:
    store = InMemoryReports()
    for report in stored:
        store.add(report, a_use(report.id), None)
    return Desk(
        store, UNITS, SetClock(NOW), lambda _: None, DAY, InMemoryCounter(), InMemoryRoster(), a_catalogue()
    )


def test_the_numbers_of_a_month_are_those_worked_out_by_hand() -> None:
    found = unit_statistics("1261", MARCH, an_officer(), a_desk(*FIXTURE))

    total = found.total
    assert total.received == 7
    assert total.by_status == {CONFIRMED: 2, ELIMINATED: 1, UNCONFIRMED: 1, PRANK: 1, Status.NEW: 2}
    assert total.by_category == {"speeding": 4, "vandalism": 3}
    assert total.confirmed_share == 3 / 5
    assert total.late_share == 3 / 7
    # 10, 20, 30, 40, 80 hours: the middle is 30; nine tenths lie 0.6 of the way from 40 to 80
    assert (total.hours_to_read.median, total.hours_to_read.ninetieth) == pytest.approx((30, 64))
    # 40, 60, 90, 100, 130 hours
    assert (total.hours_to_verify.median, total.hours_to_verify.ninetieth) == pytest.approx((90, 118))
    assert found.months == {"2026-03": total}


def test_the_garrison_stands_beside_its_unit() -> None:
    found = unit_statistics("1261", MARCH, an_officer(), a_desk(*FIXTURE))

    assert found.garrison.received == 8
    assert found.garrison.late_share == 4 / 8
    assert found.garrison.confirmed_share == 3 / 6


def test_a_report_that_was_merged_into_another_is_never_late() -> None:
    """The reports of one threat, told by ten people and handled in time, do not make a unit late."""
    main, duplicate = placed(1, 1, (READ, 10), (CONFIRMED, 40)), placed(3, 1)
    pair = merged(duplicate, main, main.changed_at + HOUR, by="officer@1261", note=None)

    found = unit_statistics("1261", MARCH, an_officer(), a_desk(*pair))

    assert (found.total.received, found.total.late_share) == (2, 0)


def test_months_are_told_apart_and_empty_ones_are_there() -> None:
    period = Period("2026-01", "2026-03")

    found = unit_statistics("1261", period, an_officer(), a_desk(*FIXTURE))

    assert {month: one.received for month, one in found.months.items()} == {
        "2026-01": 0,
        "2026-02": 1,
        "2026-03": 7,
    }
    empty = found.months["2026-01"]
    assert (empty.confirmed_share, empty.late_share, empty.hours_to_read) == (None, None, Spread(None, None))
    assert found.total.received == 8


def test_a_month_begins_and_ends_at_midnight_in_poland() -> None:
    last_of_february = a_report("feb", placed=datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC))
    first_of_march = a_report("mar", placed=datetime(2026, 2, 28, 23, 0, tzinfo=UTC))
    first_of_april = a_report("apr", placed=datetime(2026, 3, 31, 22, 0, tzinfo=UTC))

    found = unit_statistics(
        "1261", MARCH, an_officer(), a_desk(last_of_february, first_of_march, first_of_april)
    )

    assert found.total.received == 1


def test_statistics_are_for_officers_in_whose_scope_the_unit_lies() -> None:
    with pytest.raises(OutsideScope):
        unit_statistics("1261", MARCH, an_officer(unit="1206"), a_desk())
    with pytest.raises(UnknownUnit):
        unit_statistics("9999", MARCH, an_officer(), a_desk())


@given(st.lists(reports, max_size=8))
def test_parts_add_up_whatever_the_reports(many: list[Report]) -> None:
    cases = [case_of(report) for report in many]

    found = figures(cases, NOW)

    assert found.received == len(many)
    assert sum(found.by_status.values()) == sum(found.by_category.values()) == len(many)
    assert found.late_share is None or 0 <= found.late_share <= 1
    assert found.confirmed_share is None or 0 <= found.confirmed_share <= 1
    read = [(case.read_at - case.created_at) / timedelta(hours=1) for case in cases if case.read_at]
    assert found.hours_to_read.median == (pytest.approx(median(read)) if read else None)
    ninetieth = found.hours_to_read.ninetieth
    assert ninetieth is None or (found.hours_to_read.median or 0) <= ninetieth <= max(read)


@given(reports)
def test_a_verdict_never_comes_before_the_reading(report: Report) -> None:
    case = case_of(report)

    if case.verified_at:
        assert case.read_at
        assert case.created_at <= case.read_at <= case.verified_at
