"""What may come in the body of `POST /v1/reports`, and what never gets through it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from chalicelib.api.problems import Unreadable
from chalicelib.api.reports_wire import FIELDS, submission
from chalicelib.domain.errors import Fault, InvalidInput
from chalicelib.domain.report import Details, Location, PartOfDay, Weekday
from chalicelib.domain.submission import Submission
from tests import strategies

TYPE = "application/json"
SHORTEST = {"category": "speeding", "lat": 50.0614, "lon": 19.9366}


def no_rules(*parts: object) -> Iterable[Fault]:
    return ()


def read(data: Any) -> Submission:
    return submission(json.dumps(data).encode(), TYPE, no_rules)


def faulty_fields(data: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        read(data)
    return [fault.field for fault in refusal.value.faults]


def test_the_shortest_report_has_a_category_and_a_point() -> None:
    assert read(SHORTEST) == Submission("speeding", Location(50.0614, 19.9366), Details())


def test_every_field_is_read() -> None:
    full = {
        **SHORTEST,
        "description": "Ścigają się.\nCo noc.",
        "occurred_at": "2026-03-13T22:40:00.5+01:00",
        "part_of_day": "night",
        "weekdays": ["friday", "saturday"],
    }

    details = read(full).details

    assert details == Details(
        description="Ścigają się.\nCo noc.",
        occurred_at=datetime(2026, 3, 13, 21, 40, 0, 500_000, tzinfo=UTC),
        part_of_day=PartOfDay.NIGHT,
        weekdays=(Weekday.FRIDAY, Weekday.SATURDAY),
    )


@given(strategies.details)
def test_what_a_client_writes_is_what_we_read(details: Details) -> None:
    written = {
        **SHORTEST,
        "description": details.description,
        "occurred_at": details.occurred_at and details.occurred_at.isoformat(),
        "part_of_day": details.part_of_day,
        "weekdays": list(details.weekdays),
    }

    assert read(written).details == details


@pytest.mark.parametrize("name", FIELDS[3:])
def test_null_means_that_an_optional_field_is_left_out(name: str) -> None:
    assert read({**SHORTEST, name: None}) == read(SHORTEST)


def test_all_faults_are_named_at_once() -> None:
    wrong = {
        "lat": "50",
        "lon": 181,
        "description": " \t\n",
        "occurred_at": "yesterday",
        "part_of_day": "noon",
        "weekdays": ["monday", "monday"],
        "attachments": [],
    }

    assert sorted(faulty_fields(wrong)) == sorted(["category", *wrong])


def test_rules_of_the_domain_join_the_faults_of_the_text() -> None:
    def no_such_category(*parts: object) -> list[Fault]:
        return [Fault("category", "There is no such category.")]

    with pytest.raises(InvalidInput) as refusal:
        submission(json.dumps({**SHORTEST, "lat": 91}).encode(), TYPE, no_such_category)

    assert [fault.field for fault in refusal.value.faults] == ["lat", "category"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", 7),
        ("category", ["speeding"]),
        ("lat", True),
        ("lat", "50.06"),
        ("lat", 90.000001),
        ("lat", 10**400),
        ("lon", -180.1),
        ("description", {"text": "x"}),
        ("description", "x" * 501),
        ("description", "a\0b"),
        ("description", "a\x1bb"),
        ("description", "\ud83d"),
        ("occurred_at", 1773480413),
        ("occurred_at", "2026-03-14"),
        ("occurred_at", "2026-03-14T09:26:53"),
        ("occurred_at", "2026-02-30T09:26:53Z"),
        ("occurred_at", "2026-03-14T09:26:53+99:00"),
        ("occurred_at", "0001-01-01T00:00:00+01:00"),
        ("occurred_at", "٢٠٢٦-03-14T09:26:53Z"),
        ("part_of_day", "NIGHT"),
        ("weekdays", "monday"),
        ("weekdays", ["someday"]),
        ("weekdays", [["monday"]]),
        ("weekdays", {"monday": True}),
    ],
)
def test_a_wrong_value_is_a_fault_of_its_field(field: str, value: Any) -> None:
    assert faulty_fields({**SHORTEST, field: value}) == [field]


@pytest.mark.parametrize("description", ["x" * 500, "🚗" * 500, "a\tb\r\nc", "ź" * 500])
def test_a_description_may_have_500_characters_of_any_alphabet(description: str) -> None:
    assert read({**SHORTEST, "description": description}).details.description == description


@pytest.mark.parametrize("name", ["Lat", "", "lat ", "__class__", "\ud800", "x" * 5000, "a\nb"])
def test_an_unknown_field_is_a_fault_that_can_be_shown(name: str) -> None:
    (shown,) = faulty_fields({**SHORTEST, name: 1})

    assert len(shown) <= 64
    assert all(char.isprintable() for char in shown)


def test_a_body_nested_as_deep_as_the_limit_allows_is_refused_however_deep_the_interpreter_reads() -> None:
    deep = b'{"a": ' * 9000 + b"1" + b"}" * 9000

    with pytest.raises((Unreadable, InvalidInput)):
        submission(deep, TYPE, lambda *_: ())


def test_an_overflowing_number_is_a_fault_and_not_infinity() -> None:
    with pytest.raises(InvalidInput):
        submission(b'{"category": "speeding", "lat": 1e400, "lon": -1e400}', TYPE, no_rules)
