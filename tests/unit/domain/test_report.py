"""What a report refuses to be."""

import math
from datetime import timedelta

import pytest

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.report import Details, Location, Report, Step, Weekday
from chalicelib.domain.status import Status
from tests.builders import KRAKOW, PLACED, a_report


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.inf), (-math.inf, 0)],
)
def test_a_location_lies_on_the_earth(lat: float, lon: float) -> None:
    with pytest.raises(InvalidValue):
        Location(lat, lon)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 501, "bell\a", "null\0", "half \ud800 a pair"])
def test_a_description_is_readable_text_of_some_length(text: str) -> None:
    with pytest.raises(InvalidValue):
        Details(description=text)


@pytest.mark.parametrize("text", ["x" * 500, "ł" * 500, "dwie\nlinie\tz tabulatorem", "👨‍👩‍👧"])
def test_a_description_may_be_long_in_any_script(text: str) -> None:
    assert Details(description=text).description == text


def test_a_weekday_is_named_once() -> None:
    with pytest.raises(InvalidValue):
        Details(weekdays=(Weekday.MONDAY, Weekday.MONDAY))


def test_a_report_without_history_cannot_be() -> None:
    with pytest.raises(InvalidValue):
        Report("id", "speeding", KRAKOW, "cell", "1261", "v", Details(), (), "hash")


def test_versions_count_from_one() -> None:
    history = (Step(Status.NEW, PLACED),)

    with pytest.raises(InvalidValue):
        Report("id", "speeding", KRAKOW, "cell", "1261", "v", Details(), history, "hash", version=0)


def test_a_clock_that_jumped_back_does_not_reorder_the_history() -> None:
    report = a_report(placed=PLACED)

    moved = report.moved(Status.UNDER_VERIFICATION, PLACED - timedelta(hours=3))

    assert moved.changed_at == PLACED
    assert moved.created_at == PLACED


def test_concealing_hides_a_report_and_keeps_its_history() -> None:
    report = a_report(status=Status.UNCONFIRMED)

    hidden = report.concealed()

    assert hidden.hidden
    assert hidden.version == report.version + 1
    assert hidden.history == report.history
