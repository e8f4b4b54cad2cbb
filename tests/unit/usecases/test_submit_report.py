"""Accepting a report: routed, written once, answered alike when asked again, within the quota."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.cell import cell_at
from chalicelib.domain.errors import KeyReused, OutsideCoverage, QuotaExceeded
from chalicelib.domain.jurisdiction import Jurisdiction, Table
from chalicelib.domain.report import Details, Location
from chalicelib.domain.status import Status
from chalicelib.domain.submission import Submission
from chalicelib.domain.token import opens
from chalicelib.usecases.submit_report import Accepted, Intake, submit_report
from tests.builders import KRAKOW, PLACED, WARSAW, a_catalogue, a_jurisdiction, a_submission
from tests.fakes.calls import SetClock
from tests.fakes.intake import an_intake
from tests.fakes.reports import InMemoryReports
from tests.strategies import details, locations

HERE = "198.51.100.7"
ELSEWHERE = "203.0.113.9"
ABROAD = Location(48.2, 16.37)


def stored(intake: Intake) -> int:
    assert isinstance(intake.reports, InMemoryReports)
    return len(list(intake.reports))


def later(intake: Intake, by: timedelta) -> Intake:
    return replace(intake, clock=SetClock(intake.clock() + by))


@given(locations, details)
def test_an_accepted_report_is_stored_as_it_was_sent(place: Location, told: Details) -> None:
    intake = an_intake()

    accepted = submit_report(a_submission(at=place, details=told), HERE, None, intake)

    report = intake.reports.get(accepted.report.id)
    assert report == accepted.report
    assert (report.location, report.details, report.status) == (place, told, Status.NEW)
    assert report.cell == cell_at(place.lat, place.lon)
    assert (report.created_at, report.version) == (PLACED, 1)
    assert opens(accepted.token, report.token_hash)
    assert report.deadlines == intake.timetable.deadlines(report.category, PLACED)


@pytest.mark.parametrize(("place", "unit"), [(KRAKOW, "1261"), (WARSAW, "1465-1")])
def test_a_report_goes_to_the_unit_of_its_place(place: Location, unit: str) -> None:
    report = submit_report(a_submission(at=place), HERE, None, an_intake()).report

    assert (report.unit, report.routed_by) == (unit, "2026-01")


def test_nothing_is_stored_of_a_report_from_abroad() -> None:
    intake = an_intake()

    with pytest.raises(OutsideCoverage):
        submit_report(a_submission(at=ABROAD), HERE, "a-long-key", intake)

    assert stored(intake) == 0


@given(st.integers(2, 5))
def test_a_repeated_key_gets_the_first_answer_however_often(times: int) -> None:
    intake = an_intake()

    answers = [submit_report(a_submission(), HERE, "a-long-key", intake) for _ in range(times)]

    assert answers == [answers[0]] * times
    assert stored(intake) == 1


def test_a_repeat_does_not_use_up_the_quota_and_works_when_it_is_used_up() -> None:
    intake = an_intake(per_place=1, total=2)
    first = submit_report(a_submission(), HERE, "a-long-key", intake)
    submit_report(a_submission(category="vandalism"), HERE, None, intake)

    again = submit_report(a_submission(), HERE, "a-long-key", intake)

    assert again == first


def test_a_repeat_is_known_from_any_address() -> None:
    intake = an_intake()

    answers = [submit_report(a_submission(), address, "a-long-key", intake) for address in (HERE, ELSEWHERE)]

    assert answers[0] == answers[1]


def test_a_repeat_gives_the_same_token_though_the_report_moved_on() -> None:
    intake = an_intake()
    first = submit_report(a_submission(), HERE, "a-long-key", intake)
    intake.reports.replace(first.report.moved(Status.UNDER_VERIFICATION, PLACED))

    again = submit_report(a_submission(), HERE, "a-long-key", intake)

    assert again.token == first.token
    assert again.report.history[0] == first.report.history[0]


@pytest.mark.parametrize(
    "other",
    [
        a_submission(category="vandalism"),
        a_submission(at=WARSAW),
        a_submission(details=Details(description="Co noc")),
    ],
)
def test_the_key_of_another_body_is_refused(other: Submission) -> None:
    intake = an_intake()
    submit_report(a_submission(), HERE, "a-long-key", intake)

    with pytest.raises(KeyReused):
        submit_report(other, HERE, "a-long-key", intake)

    assert stored(intake) == 1


def test_a_refused_report_leaves_its_key_free() -> None:
    intake = an_intake(per_place=1)
    submit_report(a_submission(), HERE, None, intake)

    with pytest.raises(QuotaExceeded):
        submit_report(a_submission(), HERE, "a-long-key", intake)
    accepted = submit_report(a_submission(at=WARSAW), HERE, "a-long-key", intake)

    assert accepted.report.location == WARSAW


def test_an_origin_reports_a_category_in_a_place_once_and_other_things_too() -> None:
    intake = an_intake(per_place=1, total=10)
    submit_report(a_submission(), HERE, None, intake)

    with pytest.raises(QuotaExceeded):
        submit_report(a_submission(), HERE, None, intake)
    submit_report(a_submission(category="vandalism"), HERE, None, intake)
    submit_report(a_submission(at=WARSAW), HERE, None, intake)
    submit_report(a_submission(), ELSEWHERE, None, intake)

    assert stored(intake) == 4


@pytest.mark.parametrize("category", [one.slug for one in a_catalogue() if not one.public_when_placed])
def test_no_refusal_betrays_what_a_neighbour_reported_in_a_place(category: str) -> None:
    intake = an_intake(per_place=1, total=3)
    told = a_submission(category=category, details=Details(description="Obok"))

    for _ in range(3):
        submit_report(told, HERE, None, intake)

    with pytest.raises(QuotaExceeded, match="from your network"):
        submit_report(told, HERE, None, intake)


def test_an_origin_has_so_many_reports_a_day_and_new_ones_on_the_next() -> None:
    intake = an_intake(per_place=2, total=3)
    places = [Location(50 + n / 10, 19.9) for n in range(4)]
    for place in places[:3]:
        submit_report(a_submission(at=place), HERE, None, intake)

    with pytest.raises(QuotaExceeded):
        submit_report(a_submission(at=places[3]), HERE, None, intake)
    tomorrow = submit_report(a_submission(at=places[3]), HERE, None, later(intake, timedelta(days=1)))

    assert tomorrow.report.created_at == PLACED + timedelta(days=1)


def test_a_clock_that_jumps_back_repeats_and_counts_as_before() -> None:
    intake = an_intake()
    first = submit_report(a_submission(), HERE, "a-long-key", intake)
    earlier = later(intake, timedelta(hours=-2))

    again = submit_report(a_submission(), HERE, "a-long-key", earlier)

    assert again == first
    with pytest.raises(QuotaExceeded):
        submit_report(a_submission(), HERE, None, earlier)


def test_a_key_is_forgotten_after_a_day() -> None:
    intake = an_intake()
    first = submit_report(a_submission(), HERE, "a-long-key", intake)

    again: Accepted = submit_report(a_submission(), HERE, "a-long-key", later(intake, timedelta(hours=25)))

    assert again.report.id != first.report.id
    assert again.token != first.token


@pytest.mark.parametrize(("lon", "near"), [(20.0, False), (20.499, True), (20.501, True), (20.51, False)])
def test_a_report_within_300_metres_of_another_unit_says_so(lon: float, near: bool) -> None:
    line = (1, 2, ((20.5, 49.0), (20.5, 55.0)))
    table = Table(14.0, 49.0, 13.0, 6.0, 1, ("1261", "1465-1"), [-1], lambda _: (1, (line,)))
    intake = replace(an_intake(), jurisdiction=Jurisdiction(a_jurisdiction().edition, table))

    accepted = submit_report(a_submission(at=Location(52.0, lon)), HERE, None, intake)

    assert accepted.report.near_border is near
