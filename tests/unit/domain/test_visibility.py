"""Who sees a report and until when: calendar months of Polish time, month ends, changes of the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.category import Category
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import Showing, is_public, public_until, showing
from tests.builders import a_category, a_report
from tests.strategies import lives, moments


def local(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW, fold=fold)


@pytest.mark.parametrize(
    ("eliminated", "ends"),
    [
        ("2026-05-10T12:00", "2026-06-10T12:00"),
        ("2026-01-31T08:30", "2026-02-28T08:30"),
        ("2028-01-31T08:30", "2028-02-29T08:30"),  # leap year
        ("2100-01-30T08:30", "2100-02-28T08:30"),  # no leap year, though divisible by four
        ("2028-02-29T08:30", "2028-03-29T08:30"),
        ("2026-03-31T00:00", "2026-04-30T00:00"),
        ("2026-11-30T23:59", "2026-12-30T23:59"),
        ("2026-12-31T23:59", "2027-01-31T23:59"),
        ("2026-03-20T12:00", "2026-04-20T12:00"),  # summer time begins between
        ("2026-10-20T12:00", "2026-11-20T12:00"),  # summer time ends between
        ("2026-02-28T02:30", "2026-03-28T02:30"),
    ],
)
def test_an_eliminated_threat_is_shown_for_a_calendar_month_of_polish_time(
    eliminated: str, ends: str
) -> None:
    assert public_until(Status.ELIMINATED, local(eliminated).astimezone(UTC)) == local(ends)


def test_a_month_is_counted_on_the_polish_calendar_not_on_that_of_utc() -> None:
    half_past_midnight_on_1_february = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)

    ends = public_until(Status.ELIMINATED, half_past_midnight_on_1_february)

    assert ends == datetime(2026, 2, 28, 23, 30, tzinfo=UTC)


def test_a_month_that_would_end_in_the_skipped_hour_ends_right_after_it() -> None:
    ends = public_until(Status.ELIMINATED, local("2027-02-28T02:30"))

    assert ends == local("2027-03-28T03:30")


def test_a_month_from_the_repeated_hour_ends_at_the_same_time_by_the_clock() -> None:
    first, second = local("2026-10-25T02:30"), local("2026-10-25T02:30", fold=1)

    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert public_until(Status.ELIMINATED, first) == local("2026-11-25T02:30")
    assert public_until(Status.ELIMINATED, second) == local("2026-11-25T02:30")


@given(moments)
def test_a_calendar_month_has_28_to_31_days_and_keeps_the_time_of_day(moment: datetime) -> None:
    ends = public_until(Status.ELIMINATED, moment)

    assert ends
    assert timedelta(days=28, hours=-1) <= ends - moment <= timedelta(days=31, hours=1)
    before, after = moment.astimezone(WARSAW), ends.astimezone(WARSAW)
    assert (after.year * 12 + after.month) - (before.year * 12 + before.month) == 1
    assert after.day == before.day or after.day >= 28


@given(moments)
def test_an_unconfirmed_threat_is_shown_for_seven_days_to_the_second(moment: datetime) -> None:
    assert public_until(Status.UNCONFIRMED, moment) == moment + timedelta(days=7)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.UNCONFIRMED, Status.ELIMINATED}))
def test_no_other_status_ends_by_itself(status: Status) -> None:
    assert public_until(status, local("2026-05-10T12:00")) is None


PLAIN = a_category()
FROM_CONFIRMED = a_category(public_from=Status.CONFIRMED)
WITHHELD = a_category(sensitive=True, withheld=True)
AFTER_CONFIRMATION = {Status.CONFIRMED, Status.ELIMINATED, Status.FORWARDED}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    ("category", "shown"),
    [
        (PLAIN, set(Status) - {Status.JOKE_OR_MISTAKE}),
        (FROM_CONFIRMED, AFTER_CONFIRMATION),
        (WITHHELD, set()),
    ],
)
def test_a_category_decides_which_statuses_are_public(
    status: Status, category: Category, shown: set[Status]
) -> None:
    assert is_public(a_report(status=status), category) == (status in shown)


@given(lives())
def test_what_is_hidden_is_not_on_the_map_of_now(life: list[Report]) -> None:
    hidden = life[-1] if life[-1].hidden else life[-1].concealed()

    shown = {showing(hidden, category) for category in (PLAIN, FROM_CONFIRMED, WITHHELD)}

    assert shown <= {Showing.HISTORY, Showing.NOWHERE}
