"""Placing and following reports over HTTP, and everything that may come instead of a report."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.wire import BODY_LIMIT
from chalicelib.domain.errors import Busy
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Report
from tests import strategies
from tests.fakes.reports import InMemoryReports
from tests.gateway import Answer, Gateway

SHORTEST = {"category": "speeding", "lat": 50.0614, "lon": 19.9366}
KEY = {"Idempotency-Key": "a-key-of-my-own-5b1f0c7d"}

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(["category", "lat", "lon", "description", "occurred_at", "part_of_day", "weekdays"])
almost_reports = st.builds(
    lambda right, wrong: {**right, **wrong}, st.just(SHORTEST), st.dictionaries(names | st.text(), values)
)


class FussyReports(InMemoryReports):
    """Fails for keys that DynamoDB fails for."""

    def get(self, report_id: str) -> Report:
        if not 1 <= len(report_id.encode()) <= 2048:
            raise ValueError("ValidationException: size of hashkey")
        return super().get(report_id)


class BusyReports(InMemoryReports):
    """Never finds the time."""

    def add(self, *_: object) -> None:
        raise Busy("Another request holds the same rows.")


def assert_refused(answer: Answer, *statuses: int) -> None:
    assert answer.status in statuses
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == answer.status


def test_a_valid_report_is_stored_and_answered_with_its_unit_and_token() -> None:
    gateway = Gateway()

    answer = gateway.post(SHORTEST)

    (stored,) = gateway.reports
    assert answer.status == 201
    assert answer.headers["location"] == f"/v1/reports/{stored.id}"
    assert answer.json["unit"]["code"] == stored.unit == "1261"
    assert answer.headers["cache-control"] == "no-store"


@given(strategies.locations, st.sampled_from(strategies.SLUGS), strategies.descriptions)
def test_any_report_in_poland_is_accepted(place: Any, category: str, description: str) -> None:
    report = {"category": category, "lat": place.lat, "lon": place.lon, "description": description}

    assert Gateway().post(report).status == 201


@given(values)
def test_json_that_is_no_report_is_refused_and_nothing_is_written(value: Any) -> None:
    gateway = Gateway()

    answer = gateway.post(value)

    assert_refused(answer, 400, 422)
    assert not list(gateway.reports)


@given(almost_reports)
def test_a_report_with_anything_in_its_fields_is_stored_or_refused_and_never_half(value: Any) -> None:
    gateway = Gateway()

    answer = gateway.post(value)

    if answer.status == 201:
        assert [report.id for report in gateway.reports] == [answer.json["id"]]
    else:
        assert_refused(answer, 400, 422)
        assert not list(gateway.reports)


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_bytes_that_are_no_report_are_refused_and_nothing_is_written(body: bytes) -> None:
    gateway = Gateway()

    assert_refused(gateway.post(body), 400, 422)
    assert not list(gateway.reports)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "iso8859-2"])
def test_another_encoding_than_utf_8_is_refused(encoding: str) -> None:
    body = json.dumps({**SHORTEST, "description": "żółć"}, ensure_ascii=False).encode(encoding)

    assert_refused(Gateway().post(body), 400)


def test_swapped_coordinates_lie_outside_and_both_are_named() -> None:
    answer = Gateway().post({**SHORTEST, "lat": SHORTEST["lon"], "lon": SHORTEST["lat"]})

    assert_refused(answer, 422)
    assert [fault["field"] for fault in answer.json["errors"]] == ["lat", "lon"]


def test_the_largest_body_is_accepted_and_one_byte_more_is_not() -> None:
    largest = json.dumps(SHORTEST).encode().ljust(BODY_LIMIT)

    assert_refused(Gateway().post(largest + b" "), 413)
    assert Gateway().post(largest).status == 201


@pytest.mark.parametrize("content_type", ["", "text/plain", "*/*", "multipart/form-data", "żółć"])
def test_a_report_is_json_or_is_not_read(content_type: str) -> None:
    gateway = Gateway()

    assert_refused(gateway.post(SHORTEST, {"Content-Type": content_type}), 415)
    assert not list(gateway.reports)


def test_a_report_without_a_content_type_is_not_read() -> None:
    assert_refused(Gateway().send("POST", "/v1/reports", b"{}"), 415)


def test_a_request_without_a_body_is_refused() -> None:
    headers = {"Content-Type": "application/json"}

    assert_refused(Gateway().send("POST", "/v1/reports", None, headers), 400)


def test_a_repeated_request_gets_the_first_answer_and_stores_nothing_new() -> None:
    gateway = Gateway()

    first, second = (gateway.post(SHORTEST, KEY) for _ in range(2))

    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert len(list(gateway.reports)) == 1


def test_another_report_under_the_same_key_is_refused() -> None:
    gateway = Gateway()
    gateway.post(SHORTEST, KEY)

    answer = gateway.post({**SHORTEST, "category": "vandalism"}, KEY)

    assert_refused(answer, 422)
    assert answer.json["title"] == "Idempotency key reused"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "report-1",
        "x" * 21,
        "x" * 129,
        "with a space in its midst",
        "klucz-żółć-5b1f0c7d9a2e",
        "tab\tinside-5b1f0c7d9a2e4",
    ],
)
def test_a_key_of_another_form_is_refused(key: str) -> None:
    gateway = Gateway()

    answer = gateway.post(SHORTEST, {"Idempotency-Key": key})

    assert_refused(answer, 422)
    assert answer.json["errors"][0]["field"] == "Idempotency-Key"
    assert not list(gateway.reports)


def test_an_origin_that_used_its_quota_learns_when_to_come_back() -> None:
    gateway = Gateway(quota=Quota(1, 2))
    gateway.post(SHORTEST)

    same_place = gateway.post(SHORTEST)
    gateway.post({**SHORTEST, "category": "vandalism"})
    in_all = gateway.post({**SHORTEST, "category": "begging"})

    assert_refused(same_place, 429)
    assert_refused(in_all, 429)
    assert same_place.headers["retry-after"] == in_all.headers["retry-after"] == "86400"
    assert same_place.json["detail"] != in_all.json["detail"]


def test_a_busy_store_asks_to_come_again() -> None:
    answer = Gateway(reports=BusyReports()).post(SHORTEST)

    assert_refused(answer, 503)
    assert answer.headers["retry-after"] == "1"


@pytest.mark.parametrize(
    "headers",
    [
        lambda token: {"Authorization": f"Bearer {token}"},
        lambda token: {"authorization": f"bearer   {token} "},
        lambda token: {"X-Tracking-Token": token},
        lambda token: {"Authorization": "Basic dXNlcjpwYXNz", "X-Tracking-Token": token},
    ],
)
def test_whoever_holds_the_token_follows_the_report(headers: Any) -> None:
    gateway = Gateway()
    placed = gateway.post(SHORTEST).json

    answer = gateway.get(f"/v1/reports/{placed['id']}", headers(placed["tracking_token"]))

    assert answer.status == 200
    assert answer.json["status"] == "new"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer   "},
        {"Authorization": "Basic dXNlcjpwYXNz"},
        {"Authorization": "żółć"},
        {"X-Tracking-Token": ""},
    ],
)
def test_who_brings_no_token_is_asked_for_it(headers: dict[str, str]) -> None:
    gateway = Gateway()
    placed = gateway.post(SHORTEST).json

    answer = gateway.get(f"/v1/reports/{placed['id']}", headers)

    assert_refused(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["another", "żółć", "🚗", "x" * 10_000, "a b", '"'])
def test_a_wrong_token_and_an_unknown_report_have_the_same_answer(token: str) -> None:
    gateway = Gateway()
    placed = gateway.post(SHORTEST).json
    headers = {"Authorization": f"Bearer {token}"}

    wrong = gateway.get(f"/v1/reports/{placed['id']}", headers)
    unknown = gateway.get("/v1/reports/00000000-0000-4000-8000-00000000ffff", headers)

    assert_refused(wrong, 404)
    assert wrong == unknown


@pytest.mark.parametrize(
    "report_id",
    ["x", "%20", "", "x" * 3000, "%F0%9F%9A%97", "..", "%00", "00000000-0000-4000-8000-00000000000G"],
)
def test_a_text_that_is_no_id_is_unknown_without_asking_the_store(report_id: str) -> None:
    gateway = Gateway(reports=FussyReports())

    assert_refused(gateway.get(f"/v1/reports/{report_id}", {"X-Tracking-Token": "t"}), 404)
