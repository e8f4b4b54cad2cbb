"""Drives every operation into every answer that the OpenAPI document promises, and judges each by it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.errors import Busy, MalformedRow
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.month import month_of
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.publication import Publication
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_tiles import Easel, redraw
from tests.builders import (
    PLACED,
    THIS_MONTH,
    TOKEN,
    WARSAW,
    a_catalogue,
    a_change,
    a_report,
    a_use,
    an_officer,
)
from tests.contract.asks_of_alerts import ASKED as ALERTS_ASKED
from tests.contract.asks_of_answers import ASKED as ANSWERS_ASKED
from tests.contract.asks_of_casework import ASKED as CASEWORK_ASKED
from tests.contract.asks_of_contacts import ASKED as CONTACTS_ASKED
from tests.contract.asks_of_exports import ASKED as EXPORTS_ASKED
from tests.contract.asks_of_institutions import ASKED as INSTITUTIONS_ASKED
from tests.contract.asks_of_photos import ASKED as PHOTOS_ASKED
from tests.contract.asks_of_roster import ASKED as ROSTER_ASKED
from tests.contract.asks_of_statistics import ASKED as STATISTICS_ASKED
from tests.contract.openapi import CONTRACT, OPERATIONS, judged
from tests.fakes.reports import InMemoryReports
from tests.gateway import VERSION, Answer, Gateway

BODY = {"category": "stray_dogs", "lat": 50.0614, "lon": 19.9366}
REPORT = f"/v1/reports/{a_report().id}"
HOLDER = {"X-Tracking-Token": TOKEN}
TILE_IN_KRAKOW = "/v1/tiles/current/6/35/21.mvt"
TAKE_UP = {"version": 1, "status": "under_verification"}
PASS_ON = {"version": 1, "unit": "1206", "reason": "Droga leży za granicą miasta."}
REMARK = {"version": 1, "note": "Sąsiedzi mówią, że co piątek."}
MERGE = {"version": 1, "duplicate_of": "00000000-0000-4000-8000-00000000000a"}
STRANGER = an_officer(unit="1206")
CHIEF = an_officer(Role.NATIONAL_ADMIN, "KGP")
PRIVATE = "read timeout from 192.0.2.7"

Ask = Callable[[Gateway], Answer]


def a_living_map() -> Gateway:
    """Return the API over a few reports that are counted and drawn."""
    gateway = Gateway()
    reports = [
        a_report(status=Status.CONFIRMED),
        a_report("00000000-0000-4000-8000-00000000000a", category="vandalism"),
        a_report("00000000-0000-4000-8000-00000000000b", category="begging"),
        a_report("00000000-0000-4000-8000-00000000000c", category="drug_use"),
        a_report("00000000-0000-4000-8000-00000000000d", at=WARSAW, unit="1465-1"),
    ]
    for report in reports:
        gateway.reports.add(report, a_use(), None)
        aggregate_cells(a_change(None, report), a_catalogue(), [gateway.counter], lambda _: None, THIS_MONTH)
    gateway.publications.add(Publication("2026-02", {"begging": {"861e2e6b7ffffff": 6}}))
    changed = {CURRENT: {report.cell for report in reports}}
    redraw(changed, Easel(gateway.counter, gateway.publications, gateway.tiles, month_of(PLACED)))
    return gateway


MAP = a_living_map()


class BusyReports(InMemoryReports):
    def add(self, *_: object) -> None:
        raise Busy("Another request holds the same rows.")


class BrokenReports(InMemoryReports):
    def add(self, *_: object) -> None:
        raise TimeoutError(PRIVATE)

    def get(self, report_id: str) -> Report:
        raise MalformedRow(PRIVATE)


class Broken:
    """Fails whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(PRIVATE)


def get(path: str, headers: dict[str, str] | None = None) -> Ask:
    return lambda gateway: gateway.get(path, headers)


def post(body: Any, headers: dict[str, str] | None = None) -> Ask:
    return lambda gateway: gateway.post(body, headers)


def twice(ask: Ask) -> Ask:
    return lambda gateway: (ask(gateway), ask(gateway))[1]


def patch(body: Any) -> Ask:
    return lambda gateway: gateway.patch(REPORT, body)


def signed_in(ask: Ask, officer: Officer | None = None) -> Ask:
    """Ask as an officer, by default one of the report's unit, of the same stores."""
    return lambda gateway: ask(replace(gateway, officer=officer or an_officer()))


def again_with_tag(gateway: Gateway) -> Answer:
    tag = gateway.get(TILE_IN_KRAKOW).headers["etag"]
    return gateway.get(TILE_IN_KRAKOW, {"If-None-Match": tag})


READS: dict[tuple[str, int], list[Ask]] = {
    ("/v1/health", 200): [get("/v1/health")],
    ("/v1/categories", 200): [get("/v1/categories")],
    ("/v1/sign-in", 200): [get("/v1/sign-in")],
    ("/v1/openapi.json", 200): [get("/v1/openapi.json")],
    ("/v1/schemas/alert.json", 200): [get("/v1/schemas/alert.json")],
    ("/v1/reports/{report_id}", 200): [
        get(REPORT, HOLDER),
        get(REPORT, {"Authorization": f"Bearer {TOKEN}"}),
    ],
    ("/v1/reports/{report_id}", 401): [get(REPORT)],
    ("/v1/reports/{report_id}", 404): [get(REPORT, {"X-Tracking-Token": "x"}), get("/v1/reports/1", HOLDER)],
    ("/v1/units", 200): [get("/v1/units")],
    ("/v1/units/locate", 200): [get("/v1/units/locate?lat=50.06&lon=19.94")],
    ("/v1/units/locate", 422): [
        get("/v1/units/locate"),
        get("/v1/units/locate?lat=north&lon=19.94"),
        get("/v1/units/locate?lat=19.94&lon=50.06"),
    ],
    ("/v1/units/{code}", 200): [get("/v1/units/1261"), get("/v1/units/KSP"), get("/v1/units/1465-1")],
    ("/v1/units/{code}", 404): [get("/v1/units/9999"), get("/v1/units/ksp"), get(f"/v1/units/{'1' * 5000}")],
    ("/v1/cells/{cell}", 200): [
        get(f"/v1/cells/{a_report().cell}"),
        get("/v1/cells/831e2efffffffff"),
        get("/v1/cells/861e2e6b7ffffff"),
        get("/v1/cells/861e2e6b7ffffff?layer=2026-03"),
        get("/v1/cells/861e2e6b7ffffff?layer=2026"),
        get("/v1/cells/891f5329193ffff"),
    ],
    ("/v1/cells/{cell}", 422): [get("/v1/cells/831e2efffffffff?layer=unit-1261")],
    ("/v1/cells/{cell}", 404): [
        get("/v1/cells/8a1e2e6b1537fff"),
        get("/v1/cells/kraków"),
        get("/v1/cells/ffffffffffffffff"),
        get("/v1/cells/-1"),
    ],
    ("/v1/publications", 200): [get("/v1/publications")],
    ("/v1/publications/{file}", 200): [get("/v1/publications/2026-02.json")],
    ("/v1/publications/{file}", 404): [
        get("/v1/publications/2026-01.json"),
        get("/v1/publications/2026-02"),
        get("/v1/publications/2026-13.json"),
    ],
    ("/v1/tiles/{layer}", 200): [get("/v1/tiles/current.json", {"Host": "map.example"})],
    ("/v1/tiles/{layer}", 404): [get("/v1/tiles/history.json")],
    ("/v1/tiles/{layer}/{z}/{x}/{tile}", 200): [get(TILE_IN_KRAKOW)],
    ("/v1/tiles/{layer}/{z}/{x}/{tile}", 204): [get("/v1/tiles/current/4/0/0.mvt")],
    ("/v1/tiles/{layer}/{z}/{x}/{tile}", 304): [again_with_tag],
    ("/v1/tiles/{layer}/{z}/{x}/{tile}", 404): [get("/v1/tiles/current/3/0/0.mvt")],
}
KEYED = post(BODY, {"Idempotency-Key": "a-key-of-my-own-5b1f0c7d"})
OFFICERS_READ: dict[tuple[str, int], list[Ask]] = {
    ("/v1/reports", 200): [
        signed_in(get("/v1/reports")),
        signed_in(get("/v1/reports?unit=1465-1&status=new,confirmed"), CHIEF),
    ],
    ("/v1/reports", 401): [get("/v1/reports"), get("/v1/reports", HOLDER)],
    ("/v1/reports", 403): [signed_in(get("/v1/reports?unit=1206"))],
    ("/v1/reports", 422): [
        signed_in(get("/v1/reports?status=done&cursor=x")),
        signed_in(get("/v1/reports"), CHIEF),
    ],
    ("/v1/reports/{report_id}", 200): [signed_in(get(REPORT)), signed_in(get(REPORT), CHIEF)],
    ("/v1/reports/{report_id}", 403): [signed_in(get(REPORT), STRANGER)],
    ("/v1/reports/{report_id}", 404): [signed_in(get("/v1/reports/1"))],
    ("/v1/reports/{report_id}", 422): [signed_in(get(f"{REPORT}?reason=%20"))],
}
CHANGES: dict[int, list[Ask]] = {
    200: [
        *(signed_in(patch(wish)) for wish in (TAKE_UP, PASS_ON, REMARK)),
        signed_in(patch(PASS_ON), CHIEF),
    ],
    400: [signed_in(patch(b"{"))],
    401: [patch(TAKE_UP)],
    403: [signed_in(patch(TAKE_UP), STRANGER)],
    404: [signed_in(lambda gateway: gateway.patch("/v1/reports/1", TAKE_UP))],
    409: [signed_in(twice(patch(TAKE_UP))), signed_in(patch({"version": 1, "status": "eliminated"}))],
    413: [signed_in(patch(b" " * 70_000))],
    415: [signed_in(lambda gateway: gateway.send("PATCH", REPORT, b"{}", {"Content-Type": "text/plain"}))],
    422: [signed_in(patch({})), signed_in(patch({**PASS_ON, "unit": "9999"})), signed_in(patch(MERGE))],
}
WRITES: dict[int, list[Ask]] = {
    201: [post(BODY), KEYED, twice(KEYED)],
    400: [post(b"{"), post([])],
    413: [post(b" " * 70_000)],
    415: [post(BODY, {"Content-Type": "text/plain"})],
    422: [
        post({}),
        post({**BODY, "lat": 0}),
        post(BODY, {"Idempotency-Key": "short"}),
        lambda gateway: (
            KEYED(gateway),
            post({**BODY, "lat": 51}, {"Idempotency-Key": "a-key-of-my-own-5b1f0c7d"})(gateway),
        )[1],
    ],
    429: [twice(post(BODY))],
    503: [lambda _: post(BODY)(Gateway(reports=BusyReports()))],
}
ASKED = [
    *(("GET", path, status, ask) for (path, status), asks in READS.items() for ask in asks),
    *(("GET", path, status, ask) for (path, status), asks in OFFICERS_READ.items() for ask in asks),
    *(("POST", "/v1/reports", status, ask) for status, asks in WRITES.items() for ask in asks),
    *(("PATCH", "/v1/reports/{report_id}", status, ask) for status, asks in CHANGES.items() for ask in asks),
    *INSTITUTIONS_ASKED,
    *EXPORTS_ASKED,
    *STATISTICS_ASKED,
    *ALERTS_ASKED,
    *ANSWERS_ASKED,
    *ROSTER_ASKED,
    *CASEWORK_ASKED,
    *CONTACTS_ASKED,
    *PHOTOS_ASKED,
]


def asked_of(method: str) -> Gateway:
    """Return the map for reads, an empty one to place a report on, a fresh one to change a report of."""
    if method == "GET":
        return MAP
    gateway = Gateway()
    if method == "PATCH":
        gateway.reports.add(a_report(), a_use(), None)
    return gateway


@pytest.mark.parametrize(("method", "path", "status", "ask"), ASKED)
def test_an_answer_is_what_the_document_promises(method: str, path: str, status: int, ask: Ask) -> None:
    gateway = asked_of(method)

    answer = ask(gateway)

    assert answer.status == status, answer.body
    assert judged(method, path, answer) == []


def test_every_promised_answer_was_driven() -> None:
    promised = {
        (method, path, int(status))
        for (method, path), operation in OPERATIONS.items()
        for status in operation["responses"]
        if status != "default"
    }

    assert {(method, path, status) for method, path, status, _ in ASKED} == promised


@pytest.mark.parametrize(("method", "path", "status", "ask"), [one for one in ASKED if one[2] >= 400])
def test_an_error_has_one_shape_everywhere(method: str, path: str, status: int, ask: Ask) -> None:
    answer = ask(asked_of(method))

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json.keys() - {"errors", "current"} == {"type", "title", "status", "detail"}
    assert answer.json["status"] == status


@pytest.mark.parametrize(
    ("method", "path", "ask"),
    [
        ("GET", "/v1/reports/{report_id}", get(REPORT, HOLDER)),
        ("GET", "/v1/cells/{cell}", get("/v1/cells/831e2efffffffff")),
        ("GET", "/v1/tiles/{layer}/{z}/{x}/{tile}", get(TILE_IN_KRAKOW)),
        ("POST", "/v1/reports", post(BODY)),
    ],
)
def test_a_broken_store_is_a_problem_that_gives_nothing_away(method: str, path: str, ask: Ask) -> None:
    broken: Any = Broken()
    gateway = Gateway(reports=BrokenReports(), counter=broken, tiles=broken)

    answer = ask(gateway)

    assert answer.status == 500
    assert judged(method, path, answer) == []
    assert PRIVATE not in answer.body.decode()


@pytest.mark.parametrize("path", sorted({path for _, path in OPERATIONS}))
def test_a_method_that_a_path_does_not_have_is_a_problem_too(path: str) -> None:
    method = next(name for name in ("DELETE", "PUT", "PATCH") if (name, path) not in OPERATIONS)

    answer = MAP.send(method, path)

    assert answer.status == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json.keys() == {"type", "title", "status", "detail"}


@pytest.mark.parametrize("path", ["/v1/health", "/v1/categories", TILE_IN_KRAKOW])
def test_a_get_with_a_content_type_of_any_kind_is_answered(path: str) -> None:
    assert MAP.get(path, {"Content-Type": "text/plain"}).status == 200


def test_the_served_document_names_the_running_version_and_the_address_of_the_caller() -> None:
    served = MAP.get("/v1/openapi.json", {"Host": "map.example"}).json

    assert served["info"]["version"] == VERSION
    assert served["servers"] == [{"url": "https://map.example/live"}]
    assert served["paths"] == CONTRACT["paths"]


def test_neither_a_sensitive_nor_a_withheld_category_is_counted_live() -> None:
    near = MAP.get(f"/v1/cells/{a_report().cell}").json["counts"]
    far = MAP.get("/v1/cells/861e2e6b7ffffff").json["counts"]

    assert near.keys() == {"speeding", "vandalism"}
    assert far.keys() == {"speeding", "vandalism"}
