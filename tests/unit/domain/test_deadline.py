"""Deadlines: calendar and working days of Poland, changes of the clock, and how late is late."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.catalogue import FILE, load_calendar, load_reference
from chalicelib.domain.calendar import WARSAW, Calendar
from chalicelib.domain.deadline import Call, Days, Deadlines, Lateness, Term, lateness, thrice_late_at
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.status import Status
from tests.builders import PLACED, a_report, a_timetable, promised
from tests.strategies import moments

CALENDAR = load_calendar()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("placed", "days", "counted", "due"),
    [
        ("2026-03-14T10:26", 3, Days.CALENDAR, "2026-03-17T10:26"),
        ("2026-03-27T10:00", 3, Days.CALENDAR, "2026-03-30T10:00"),  # over the change to summer time
        ("2026-10-24T10:00", 1, Days.CALENDAR, "2026-10-25T10:00"),  # and back
        ("2026-03-26T02:30", 3, Days.CALENDAR, "2026-03-29T03:30"),  # a time of day that was left out
        ("2026-03-13T10:00", 1, Days.WORKING, "2026-03-16T10:00"),  # Friday to Monday
        ("2026-03-14T10:00", 1, Days.WORKING, "2026-03-16T10:00"),  # Saturday to Monday
        ("2026-04-03T23:59", 1, Days.WORKING, "2026-04-07T23:59"),  # over Easter Monday
        ("2026-04-30T10:00", 3, Days.WORKING, "2026-05-06T10:00"),  # over the holidays of May
        ("2025-12-23T10:00", 1, Days.WORKING, "2025-12-29T10:00"),  # Christmas Eve is free since 2025
        ("2024-12-23T10:00", 1, Days.WORKING, "2024-12-24T10:00"),
    ],
)
def test_a_term_ends_so_many_counted_days_later_at_the_same_time_of_day(
    placed: str, days: int, counted: Days, due: str
) -> None:
    assert Term(days, counted).after(local(placed), CALENDAR) == local(due)


def test_a_day_begins_in_poland_and_not_in_greenwich() -> None:
    just_after_midnight = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)  # a Friday in Poland

    due = Term(1, Days.WORKING).after(just_after_midnight, CALENDAR)

    assert due == datetime(2026, 3, 15, 23, 30, tzinfo=UTC)


@given(moments, st.integers(1, 30))
def test_working_days_take_no_less_time_than_days_of_the_calendar(placed: datetime, days: int) -> None:
    calendar, working = (Term(days, counted).after(placed, CALENDAR) for counted in Days)

    assert placed + days * DAY - HOUR <= calendar <= working
    assert CALENDAR.is_working(working.astimezone(WARSAW).date())


@given(moments, moments, st.integers(1, 30), st.sampled_from(Days))
def test_what_is_placed_later_is_due_on_no_earlier_day(
    one: datetime, other: datetime, days: int, counted: Days
) -> None:
    first, second = (Term(days, counted).after(placed, CALENDAR) for placed in sorted([one, other]))

    assert first.astimezone(WARSAW).date() <= second.astimezone(WARSAW).date()


@given(moments, st.timedeltas(timedelta(0), 2 * DAY))
def test_in_days_of_the_calendar_what_is_placed_later_is_due_no_earlier(
    placed: datetime, later: timedelta
) -> None:
    first, second = (Term(3).after(moment, CALENDAR) for moment in (placed, placed + later))

    assert first <= second + HOUR  # summer time ends


def test_a_term_has_a_day_or_more() -> None:
    with pytest.raises(InvalidValue):
        Term(0)


def test_years_without_known_holidays_have_free_weekends() -> None:
    calendar = Calendar([])

    assert calendar.is_working(date(2026, 5, 1))
    assert not calendar.is_working(date(2026, 5, 2))


def test_reading_and_verifying_have_a_deadline_and_nothing_else_has() -> None:
    deadlines = promised()

    due = {status: deadlines.due(status) for status in Status if deadlines.due(status)}

    assert due == {Status.NEW: deadlines.read_by, Status.UNDER_VERIFICATION: deadlines.verify_by}


@pytest.mark.parametrize(
    "wrong",
    [
        {"read_by": PLACED + 6 * DAY},
        {"remind_before": timedelta(0)},
        {"garrison_after": -DAY},
    ],
)
def test_deadlines_that_contradict_each_other_are_refused(wrong: dict[str, datetime]) -> None:
    right = {
        "read_by": PLACED + DAY,
        "verify_by": PLACED + 5 * DAY,
        "remind_before": DAY,
        "garrison_after": DAY,
    }

    with pytest.raises(InvalidValue):
        Deadlines(**{**right, **wrong})  # type: ignore[arg-type]


def test_calls_follow_one_another() -> None:
    moments_of_calls = [promised().call_at(call, promised().read_by) for call in Call]

    assert moments_of_calls == [PLACED + days * DAY for days in (2, 3, 5)]


def test_who_verifies_anew_has_as_much_time_as_at_first() -> None:
    closed = a_report(status=Status.UNCONFIRMED, deadlines=promised())

    reopened = closed.moved(Status.UNDER_VERIFICATION, PLACED + 40 * DAY, note="Nowe zdjęcie")

    assert reopened.due_at == PLACED + 45 * DAY


@pytest.mark.parametrize(
    ("passed", "found"),
    [
        (timedelta(0), Lateness.ON_TIME),
        (2 * DAY - HOUR, Lateness.ON_TIME),
        (2 * DAY, Lateness.DUE_SOON),
        (3 * DAY, Lateness.DUE_SOON),
        (3 * DAY + HOUR, Lateness.LATE),
        (9 * DAY, Lateness.LATE),
        (9 * DAY + HOUR, Lateness.THRICE_LATE),
    ],
)
def test_lateness_grows_with_the_age(passed: timedelta, found: Lateness) -> None:
    due = PLACED + 3 * DAY

    assert lateness(due, thrice_late_at(PLACED, due), DAY, PLACED + passed) is found


def test_a_category_may_have_terms_of_its_own(tmp_path: Path) -> None:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    data["categories"][0]["deadlines"] = {"read": {"days": 1, "counted": "working"}}
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    friday = local("2026-03-13T10:00")

    timetable = load_reference(file).timetable

    assert timetable.deadlines("vandalism", friday).read_by == local("2026-03-16T10:00")
    assert timetable.deadlines("vandalism", friday).verify_by == friday + 5 * DAY
    assert timetable.deadlines("speeding", friday).read_by == friday + 3 * DAY


def test_the_deployed_terms_are_three_days_and_five() -> None:
    shipped = load_reference().timetable

    assert shipped.terms == a_timetable().terms
    assert (shipped.remind_before, shipped.garrison_after) == (DAY, 2 * DAY)
