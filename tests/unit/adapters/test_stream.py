"""Records of the stream: a sound one gives the change, a poison one says why it cannot."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from chalicelib.adapters.dynamodb.report_rows import from_image
from chalicelib.adapters.dynamodb.stream import change_of, change_to_count
from chalicelib.domain import cell as cells
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.status import Status
from tests.builders import PLACED, a_record, a_report, an_image, changes_of
from tests.strategies import lives

Image = dict[str, Any]


@given(lives())
def test_every_change_of_a_life_is_read_as_it_was(life: list[Report]) -> None:
    for change in [*changes_of(life), Change(life[-1], None)]:
        assert change_of(a_record(change)) == change


def without(name: str) -> Callable[[Image], Image]:
    return lambda image: {key: value for key, value in image.items() if key != name}


def with_(**values: Any) -> Callable[[Image], Image]:
    return lambda image: {**image, **values}


ANOTHER_TABLE = {
    "key": {"S": "quota#2026-03-14#origin"},
    "uses": {"N": "1"},
    "expires_at": {"N": "1773619200"},
}
NEEDED = (
    "id",
    "category",
    "lat",
    "lon",
    "cell",
    "unit",
    "routed_by",
    "history",
    "token_hash",
    "version",
    "hidden",
)
CELL = a_report().cell
NO_FINEST_CELLS = ("", "Kraków", CELL[:-1], f"0{CELL}", CELL.upper(), cells.parent(CELL, 7), f"{CELL[:-1]}8")
STEP = {"status": {"S": "new"}, "at": {"S": "2026-03-14T09:26:53.589Z"}}


@pytest.mark.parametrize("name", [*NEEDED, "status", "created_at"])
def test_a_row_without_a_needed_attribute_is_malformed(name: str) -> None:
    with pytest.raises(MalformedRow) as reason:
        from_image(without(name)(an_image(a_report())))

    assert str(reason.value)


@pytest.mark.parametrize("name", NEEDED)
def test_the_reason_names_the_missing_attribute(name: str) -> None:
    with pytest.raises(MalformedRow, match=name):
        from_image(without(name)(an_image(a_report())))


@pytest.mark.parametrize(
    "spoil",
    [
        with_(lat={"S": "fifty"}),
        with_(lat={"N": "91"}),
        with_(version={"N": "0"}),
        with_(version={"S": "1"}),
        with_(history={"S": "new"}),
        with_(history={"L": []}),
        with_(history={"L": [{"S": "new"}]}),
        with_(history={"L": [{"M": {"status": {"S": "new"}}}]}),
        with_(history={"L": [{"M": {**STEP, "status": {"S": "lost"}}}]}),
        with_(history={"L": [{"M": {**STEP, "at": {"S": "yesterday"}}}]}),
        with_(status={"S": "confirmed"}),
        with_(created_at={"S": "2026-03-14T09:26:53.590Z"}),
        with_(description={"S": ""}),
        with_(description={"S": "x" * 501}),
        with_(part_of_day={"S": "noon"}),
        with_(weekdays={"L": [{"S": "monday"}, {"S": "monday"}]}),
        with_(weekdays={"S": "monday"}),
        with_(occurred_at={"S": "soon"}),
        with_(hidden={"S": "no"}),
        with_(id={"N": "1"}),
        *(with_(cell={"S": text}) for text in NO_FINEST_CELLS),
        with_(unit={"S": "12#61"}),
        with_(unit={"S": "KMP w Krakowie"}),
        lambda _: ANOTHER_TABLE,
    ],
)
def test_a_row_that_cannot_be_a_report_is_malformed(spoil: Callable[[Image], Image]) -> None:
    with pytest.raises(MalformedRow) as reason:
        from_image(spoil(an_image(a_report())))

    assert str(reason.value)


@pytest.mark.parametrize("record", [{}, {"dynamodb": None}, {"dynamodb": {}}, {"dynamodb": {"NewImage": {}}}])
def test_a_record_without_images_is_malformed(record: dict[str, Any]) -> None:
    with pytest.raises(MalformedRow):
        change_of(record)


MISTYPED = with_(cell={"S": CELL[:-1]}, version={"N": "2"})(an_image(a_report()))
MENDED = a_report(status=Status.CONFIRMED)


def test_the_record_that_mends_a_row_is_counted_by_what_the_row_is_now() -> None:
    record = {"dynamodb": {"OldImage": MISTYPED, "NewImage": an_image(MENDED)}}

    assert change_to_count(record) == Change(None, MENDED)
    with pytest.raises(MalformedRow):
        change_of(record)


@pytest.mark.parametrize("before", [{}, {"OldImage": an_image(a_report())}, {"OldImage": MISTYPED}])
def test_a_row_that_is_spoilt_now_is_not_counted(before: dict[str, Any]) -> None:
    with pytest.raises(MalformedRow):
        change_to_count({"dynamodb": {**before, "NewImage": MISTYPED}})


def test_a_spoilt_row_that_is_deleted_is_not_counted() -> None:
    with pytest.raises(MalformedRow):
        change_to_count({"dynamodb": {"OldImage": MISTYPED}})


@given(lives())
def test_sound_records_are_counted_as_they_were(life: list[Report]) -> None:
    for change in [*changes_of(life), Change(life[-1], None)]:
        assert change_to_count(a_record(change)) == change


@pytest.mark.parametrize("nonsense", [None, "text", 1, {}, {"S": "x"}, {"Q": "x"}, {"NULL": True}])
@pytest.mark.parametrize("attribute", ["lat", "version", "history", "hidden"])
def test_a_value_that_is_none_or_no_dynamodb_json_is_malformed(attribute: str, nonsense: object) -> None:
    with pytest.raises(MalformedRow):
        from_image({**an_image(a_report()), attribute: nonsense})


def test_a_reason_tells_nothing_private() -> None:
    secret = "Sąsiad spod piątki"

    with pytest.raises(MalformedRow) as reason:
        from_image({**an_image(a_report()), "description": {"S": secret + "\0"}, "lat": {"S": secret}})

    assert secret not in str(reason.value)


def test_who_acted_what_they_noted_and_why_survive_the_row() -> None:
    report = a_report().moved(Status.UNDER_VERIFICATION, PLACED, by="officer@1261", note="Patrol")
    handed = report.handed_over("1206", "Inna droga", PLACED, routed_by=BY_HAND, by="officer@1261")

    assert from_image(an_image(handed)) == handed
