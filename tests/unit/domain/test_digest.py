"""When a window ends, by the clock of Poland, and how what waited is parted into messages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.digest import LARGEST, Digest, Window, digests_of, next_digest
from tests.builders import PLACED, a_line, a_unit
from tests.strategies import moments

SPRING = datetime(2026, 3, 29, tzinfo=WARSAW)
AUTUMN = datetime(2026, 10, 25, tzinfo=WARSAW)


@given(moments)
def test_a_window_ends_later_than_now_and_within_its_length(now: datetime) -> None:
    hour, day = (next_digest(window, now) for window in (Window.HOURLY, Window.DAILY))

    assert hour is not None
    assert day is not None
    assert timedelta(0) < hour - now <= timedelta(hours=1)
    assert timedelta(0) < day - now <= timedelta(hours=25)
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)
    assert (day.astimezone(WARSAW).hour, day.astimezone(WARSAW).minute) == (7, 0)
    assert next_digest(Window.INSTANT, now) is None


@given(moments, st.sampled_from([Window.HOURLY, Window.DAILY]))
def test_whoever_comes_in_the_same_window_waits_for_the_same_moment(now: datetime, window: Window) -> None:
    due = next_digest(window, now)
    assert due is not None

    assert next_digest(window, due - timedelta(microseconds=1)) == due
    assert next_digest(window, due) != due


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_a_day_that_the_clocks_change_has_its_own_length(day: datetime, hours: int) -> None:
    before = next_digest(Window.DAILY, day - timedelta(days=1))
    assert before is not None

    due = next_digest(Window.DAILY, before)

    assert due is not None
    assert (due - before) / timedelta(hours=1) == hours


@given(
    st.lists(
        st.tuples(st.sampled_from(["1261", "1206"]), st.integers(0, 2), st.integers(0, 400)), max_size=300
    )
)
def test_every_alert_that_waits_is_in_one_message_of_its_unit_and_moment(
    places: list[tuple[str, int, int]],
) -> None:
    waiting = [
        a_line(n, unit=unit, due=PLACED + timedelta(hours=due), at=PLACED - timedelta(seconds=ago))
        for n, (unit, due, ago) in enumerate(places)
    ]

    parts = list(digests_of(waiting))

    assert sorted(one.id for _, _, part in parts for one in part) == sorted(one.id for one in waiting)
    for unit, due, part in parts:
        assert 0 < len(part) <= LARGEST
        assert {(one.unit, one.due) for one in part} == {(unit, due)}
        assert [one.at for one in part] == sorted(one.at for one in part)
    assert list(digests_of(reversed(waiting))) == parts


def test_the_same_alerts_make_a_digest_of_the_same_id_and_others_another() -> None:
    lines = tuple(a_line(n) for n in range(3))

    ids = {Digest(a_unit(), PLACED, lines).id, Digest(a_unit(), PLACED, lines[:2]).id}

    assert ids == {Digest(a_unit(), PLACED, lines).id}
    assert Digest(a_unit(), PLACED, lines[1:]).id not in ids
    assert Digest(a_unit("1206"), PLACED, lines).id not in ids


def test_a_digest_counts_its_alerts_by_category_the_most_frequent_first() -> None:
    lines = tuple(a_line(n, category=slug) for n, slug in enumerate(["begging", "speeding", "speeding"]))

    counts = Digest(a_unit(), PLACED, lines).counts

    assert list(counts.items()) == [("speeding", 2), ("begging", 1)]


def test_a_window_is_reckoned_in_utc() -> None:
    assert next_digest(Window.DAILY, PLACED) == datetime(2026, 3, 15, 6, tzinfo=UTC)
