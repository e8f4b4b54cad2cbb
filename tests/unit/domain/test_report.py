"""What a report refuses to be."""

import itertools
import math
import sys
import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.album import awaiting
from chalicelib.domain.errors import HistoryFull, IllegalMove, InvalidValue
from chalicelib.domain.merging import merged
from chalicelib.domain.report import BY_HAND, Details, Location, Report, Weekday
from chalicelib.domain.status import Status
from chalicelib.domain.step import KEPT_FREE, MOST_STEPS, Act, Step, checked_text
from tests.builders import KRAKOW, PLACED, a_photo, a_report

BY = "officer@1261"


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


def test_of_all_characters_a_text_lacks_those_of_control_and_half_ones() -> None:
    refused = {char for char in map(chr, range(sys.maxunicode + 1)) if not readable(f"a{char}")}

    assert refused == {
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\r\t"
    }


def readable(text: str) -> bool:
    try:
        checked_text(text)
    except InvalidValue:
        return False
    return True


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


def test_notes_and_assignments_neither_prolong_nor_end_the_public_time() -> None:
    report = a_report(status=Status.UNCONFIRMED)
    later = report.changed_at + timedelta(days=3)

    noted = report.noted("Sąsiedzi potwierdzają", later, by="officer@1261")

    assert (noted.status_since, noted.changed_at) == (report.changed_at, later)
    assert noted.status is report.status


def test_a_report_that_is_opened_again_counts_its_days_anew_and_is_shown_again() -> None:
    closed = a_report(status=Status.ELIMINATED).concealed()
    later = closed.changed_at + timedelta(days=40)

    opened = closed.moved(Status.UNDER_VERIFICATION, later, note="Nowe zdjęcia")

    assert (closed.opened_at, opened.opened_at) == (closed.created_at, later)
    assert not opened.hidden
    assert opened.history[:-1] == closed.history


def test_a_report_in_other_hands_is_nobody_s_work() -> None:
    report = a_report().assigned("5ub", PLACED, by="officer@1261")

    handed = report.handed_over("1206", "Druga strona drogi", PLACED, routed_by=BY_HAND)

    assert (report.assignee, handed.assignee) == ("5ub", None)
    assert (handed.history[-2].assignee, handed.history[-2].by) == ("5ub", "officer@1261")


def test_a_report_is_not_assigned_twice_to_the_same_nor_when_it_is_closed() -> None:
    report = a_report().assigned("5ub", PLACED, by="officer@1261")

    with pytest.raises(IllegalMove):
        report.assigned("5ub", PLACED, by="officer@1261")
    with pytest.raises(IllegalMove):
        a_report(status=Status.ELIMINATED).assigned("5ub", PLACED, by="officer@1261")


@pytest.mark.parametrize(
    "fields",
    [
        {"act": Act.HANDED_OVER, "unit": "1206"},
        {"act": Act.HANDED_OVER, "reason": "Druga strona drogi"},
        {"unit": "1206", "reason": "Druga strona drogi"},
        {"assignee": "5ub"},
        {"act": Act.NOTED},
        {"act": Act.NOTED, "note": " "},
        {"act": Act.MERGED_INTO},
        {"report": "another"},
    ],
)
def test_a_step_names_what_its_act_needs_and_nothing_else(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        Step(Status.NEW, PLACED, **fields)


def test_a_report_is_not_merged_and_merged_into_at_once() -> None:
    with pytest.raises(InvalidValue):
        replace(a_report(), duplicate_of="a", duplicates=("b",))


def test_a_merged_report_waits_for_no_institution() -> None:
    with pytest.raises(InvalidValue):
        replace(a_report(), duplicate_of="a", forwarding="key")


def test_a_full_history_takes_no_more_notes_and_still_every_end() -> None:
    full = a_report(status=Status.CONFIRMED)
    while len(full.history) < MOST_STEPS - KEPT_FREE:
        full = full.noted("Patrol był", PLACED, by=BY)

    with pytest.raises(HistoryFull):
        full.noted("Patrol był", PLACED, by=BY)
    with pytest.raises(HistoryFull):
        full.assigned("5ub", PLACED, by=BY)
    with pytest.raises(HistoryFull):
        merged(a_report("another"), full, PLACED, by=BY)
    with pytest.raises(HistoryFull):
        awaiting(full, a_photo())
    assert full.moved(Status.ELIMINATED, PLACED, by=BY).status is Status.ELIMINATED
    assert full.handed_over("1206", "Inna droga", PLACED, routed_by=BY_HAND, by=BY).unit == "1206"


def test_people_add_no_step_to_the_longest_history_and_the_map_still_does() -> None:
    report = a_report(status=Status.CONFIRMED)
    back_and_forth = itertools.cycle([Status.FORWARDED, Status.CONFIRMED])
    while len(report.history) < MOST_STEPS:
        report = report.moved(next(back_and_forth), PLACED, by=BY, note="Do zarządcy")

    with pytest.raises(HistoryFull):
        report.moved(next(back_and_forth), PLACED, by=BY, note="Do zarządcy")
    assert report.handed_over("1206", "Boundaries of version 2.", PLACED, routed_by="2").unit == "1206"
