"""Who asked, and under which address: claims are believed from the edge alone."""

import pytest
from chalice.app import Request

from chalicelib.api.edge import Edge
from tests.gateway import Gateway

SECRET = "what the edge knows"
TRUSTED = {"X-Origin-Secret": SECRET}
REPORT = {"category": "speeding", "lat": 50.0614, "lon": 19.9366}


def request(headers: dict[str, str], source: str = "198.51.100.1") -> Request:
    return Request(
        {
            "headers": headers,
            "multiValueQueryStringParameters": None,
            "pathParameters": None,
            "body": None,
            "stageVariables": None,
            "requestContext": {
                "httpMethod": "GET",
                "resourcePath": "/v1/health",
                "stage": "live",
                "identity": {"sourceIp": source},
            },
        }
    )


EDGE = Edge(SECRET.encode())


def test_the_edge_says_who_asked() -> None:
    asked = request({**TRUSTED, "X-Viewer-Address": "192.0.2.7"})

    assert EDGE.address(asked) == "192.0.2.7"


@pytest.mark.parametrize(
    "claim",
    [
        {},
        {"X-Origin-Secret": ""},
        {"X-Origin-Secret": "a guess"},
        {"X-Origin-Secret": SECRET.upper()},
        {"X-Origin-Secret": f"{SECRET} "},
        {"X-Origin-Secret": "zgadnięte"},
        {"X-Edge-Secret": SECRET},
    ],
)
def test_who_does_not_know_the_secret_is_known_by_the_connection(claim: dict[str, str]) -> None:
    asked = request({**claim, "X-Viewer-Address": "192.0.2.7", "X-Forwarded-For": "192.0.2.8"})

    assert EDGE.address(asked) == "198.51.100.1"


def test_an_edge_that_says_no_address_is_the_origin_itself() -> None:
    assert EDGE.address(request(TRUSTED)) == "198.51.100.1"


def test_the_edge_says_under_which_name_the_caller_knows_the_map() -> None:
    asked = request({**TRUSTED, "X-Viewer-Host": "127.0.0.1:8000", "X-Viewer-Scheme": "http"})

    assert EDGE.public_url(asked) == "http://127.0.0.1:8000"


def test_without_the_edge_the_map_is_known_by_the_name_and_stage_of_the_gateway() -> None:
    asked = request({"Host": "id.execute-api.example", "X-Viewer-Host": "evil.example"})

    assert EDGE.public_url(asked) == "https://id.execute-api.example/live"


def test_a_spoofed_address_buys_no_further_report() -> None:
    gateway = Gateway()
    gateway.post(REPORT)

    again = gateway.post(REPORT, {"X-Viewer-Address": "203.0.113.9", "X-Origin-Secret": "a guess"})

    assert again.status == 429


def test_the_same_report_from_another_viewer_behind_the_edge_is_accepted() -> None:
    gateway = Gateway()
    viewers = [{**TRUSTED, "X-Viewer-Address": f"192.0.2.{n}"} for n in (1, 2, 1)]

    assert [gateway.post(REPORT, viewer).status for viewer in viewers] == [201, 201, 429]


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", 429),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", 201),
        ("192.0.2.7", "::ffff:192.0.2.7", 429),
        ("192.0.2.7", "::ffff:c000:207", 429),
        ("192.0.2.7", "::ffff:192.0.2.8", 201),
    ],
)
def test_a_network_is_one_origin_however_its_address_is_written(first: str, second: str, status: int) -> None:
    gateway = Gateway()
    gateway.post(REPORT, address=first)

    assert gateway.post(REPORT, address=second).status == status
