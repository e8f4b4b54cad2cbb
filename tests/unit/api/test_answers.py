"""Bodies hold what the contract promises and nothing private."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.unit_directory import load_units
from chalicelib.api.answers import (
    accepted_body,
    cell_body,
    reference_body,
    responsibility_body,
    tracked_body,
    unit_body,
)
from chalicelib.domain.report import Details, Location, Report
from chalicelib.domain.responsibility import Responsibility
from chalicelib.domain.status import Status
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.usecases.submit_report import Accepted
from tests import strategies
from tests.builders import KRAKOW, a_report, moved

UNITS = load_units()
REFERENCE = load_reference()
PRIVATE = Details(description="the neighbour's red car")


ANSWERS = Responsibility(UNITS["1261"], (UNITS["12"], UNITS["1261"]), UNITS["1206"], 299.6)


def nobody(code: str) -> None:
    """Name no institution."""


def test_near_a_border_the_next_unit_is_named() -> None:
    near = responsibility_body(ANSWERS, UNITS)
    far = responsibility_body(replace(ANSWERS, border_metres=300.1), UNITS)

    assert near["near_border"]["unit"]["code"] == "1206"
    assert near["near_border"]["metres"] == near["border_metres"] == 300
    assert [unit["code"] for unit in near["chain"]] == ["12", "1261"]
    assert far["near_border"] is None
    assert far["border_metres"] == 300


def test_a_report_of_a_commissariat_that_is_no_more_can_still_be_followed() -> None:
    body = tracked_body(a_report(unit="1261-K03"), UNITS, nobody)

    assert body["unit"]["code"] == "1261"


@given(strategies.reports)
def test_a_tracked_report_shows_neither_its_point_nor_its_text_nor_its_token(report: Report) -> None:
    body = tracked_body(report, UNITS, nobody)

    assert body.keys() == {
        "id", "category", "status", "created_at", "updated_at", "cell", "unit", "history", "duplicate_of"
    }  # fmt: skip


def test_no_answer_repeats_the_exact_point() -> None:
    report = a_report(at=Location(50.0612345678, 19.9387654321), details=PRIVATE)

    shown = str(tracked_body(report, UNITS, nobody)) + str(
        accepted_body(Accepted(report, "t"), ANSWERS, UNITS, REFERENCE)
    )

    assert "50.06" not in shown
    assert "19.93" not in shown
    assert "red car" not in shown
    assert report.token_hash not in shown


def test_a_history_tells_every_step_with_its_moment() -> None:
    report = a_report(status=Status.CONFIRMED, placed=datetime(2026, 3, 14, 9, tzinfo=UTC))

    body = tracked_body(report, UNITS, nobody)

    assert body["history"] == [
        {"status": "new", "at": "2026-03-14T09:00:00Z"},
        {"status": "under_verification", "at": "2026-03-14T10:00:00Z"},
        {"status": "confirmed", "at": "2026-03-14T11:00:00Z"},
    ]
    assert (body["status"], body["updated_at"]) == ("confirmed", "2026-03-14T11:00:00Z")


def test_an_accepted_report_is_answered_as_it_was_first_stored() -> None:
    placed = a_report()
    today = moved(placed, Status.UNDER_VERIFICATION)

    assert accepted_body(Accepted(today, "token"), ANSWERS, UNITS, REFERENCE) == accepted_body(
        Accepted(placed, "token"), ANSWERS, UNITS, REFERENCE
    )


def test_whoever_reports_reads_whom_to_call() -> None:
    body = accepted_body(Accepted(a_report(at=KRAKOW), "token"), ANSWERS, UNITS, REFERENCE)

    assert body["emergency"]["number"] == "112"
    assert all("112" in text for text in body["emergency"]["notice"].values())


def test_a_unit_names_its_garrison_and_a_garrison_itself() -> None:
    assert unit_body(UNITS["1465-1"], UNITS)["garrison"]["code"] == "KSP"
    assert unit_body(UNITS["KSP"], UNITS)["garrison"]["code"] == "KSP"


def test_a_post_belongs_to_the_garrison_and_not_to_the_unit_above_it() -> None:
    post = Unit("1261-P01", "Posterunek", UnitType.PP, "1261", (), above=("12",))

    assert unit_body(post, UNITS)["garrison"]["code"] == "12"


def test_an_area_inside_warsaw_is_marked_as_approximate() -> None:
    assert unit_body(UNITS["1465-1"], UNITS)["approximate"] is True
    assert unit_body(UNITS["1261"], UNITS)["approximate"] is False


def test_a_withheld_category_is_public_from_nothing_on() -> None:
    categories = {one["slug"]: one for one in reference_body(REFERENCE)["categories"]}

    assert categories["drug_use"]["public_from"] is None
    assert categories["dangerous_entertainment"]["public_from"] == "confirmed"
    assert categories["speeding"]["public_from"] == "new"


def test_a_prank_is_the_one_status_that_is_not_public() -> None:
    statuses = reference_body(REFERENCE)["statuses"]

    assert [one["slug"] for one in statuses if not one["public"]] == ["joke_or_mistake"]


def test_the_total_of_a_cell_is_the_sum_of_its_counts() -> None:
    shown = {"vandalism.new": 2, "vandalism.confirmed": 3, "speeding.new": 1}

    body = cell_body("861e2e6b7ffffff", "current", shown)

    assert (body["resolution"], body["total"]) == (6, 6)
    assert body["counts"] == {"speeding": {"new": 1}, "vandalism": {"new": 2, "confirmed": 3}}


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 14, 9, 26, 53, 999_999, tzinfo=UTC),
        datetime(2026, 3, 14, 10, 26, 53, tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_moments_are_told_in_utc_with_whole_seconds(moment: datetime) -> None:
    assert rfc3339(moment) == "2026-03-14T09:26:53Z"
