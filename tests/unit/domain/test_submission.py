"""Every broken rule of a submission is found, and all at once."""

from datetime import timedelta

import pytest

from chalicelib.domain.report import Details, Location
from chalicelib.domain.submission import CLOCK_SKEW, Submission, faults
from tests.builders import KRAKOW, PLACED, a_catalogue, a_category, a_jurisdiction, a_submission

ABROAD = Location(48.2, 16.37)
CATALOGUE = a_catalogue(
    a_category("speeding"), a_category("venue", description_required=True), a_category("once", retired=True)
)


def fields_at_fault(submission: Submission) -> list[str]:
    found = faults(
        submission.category,
        submission.location,
        submission.details,
        catalogue=CATALOGUE,
        jurisdiction=a_jurisdiction(),
        now=PLACED,
    )
    return [fault.field for fault in found]


def test_a_plain_submission_has_no_fault() -> None:
    assert fields_at_fault(a_submission(category="speeding")) == []


@pytest.mark.parametrize("category", ["once", "unheard_of", ""])
def test_a_retired_or_unknown_category_is_refused(category: str) -> None:
    assert fields_at_fault(a_submission(category=category)) == ["category"]


def test_some_categories_need_a_description() -> None:
    told = Details(description="Krzyki po północy")

    assert fields_at_fault(a_submission(category="venue")) == ["description"]
    assert fields_at_fault(a_submission(category="venue", details=told)) == []


def test_an_event_may_lie_as_far_ahead_as_clocks_run_apart() -> None:
    soon = Details(occurred_at=PLACED + CLOCK_SKEW)
    later = Details(occurred_at=PLACED + CLOCK_SKEW + timedelta(seconds=1))

    assert fields_at_fault(a_submission(details=soon)) == []
    assert fields_at_fault(a_submission(details=later)) == ["occurred_at"]


def test_a_point_abroad_is_a_fault_of_both_coordinates() -> None:
    assert fields_at_fault(a_submission(at=ABROAD)) == ["lat", "lon"]


def test_all_faults_are_named_together() -> None:
    tomorrow = Details(occurred_at=PLACED + timedelta(days=1))

    found = fields_at_fault(Submission("venue", ABROAD, tomorrow))

    assert found == ["description", "occurred_at", "lat", "lon"]


def test_what_could_not_be_read_is_not_judged() -> None:
    found = faults(None, None, None, catalogue=CATALOGUE, jurisdiction=a_jurisdiction(), now=PLACED)

    assert list(found) == []
    assert fields_at_fault(a_submission(at=KRAKOW)) == []
