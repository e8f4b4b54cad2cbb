"""What residents and officers of the local run do over HTTP, for tests of whole journeys."""

import gzip
import http.client
import itertools
import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import mapbox_vector_tile
import pytest

from infra.local.accounts import ACCOUNTS
from infra.local.system import System

KRAKOW = (50.0614, 19.9366)
SECRET_TEXT = "Przy zielonej bramie, za śmietnikiem"
FRESH_SECONDS = 45
OFFICERS_ADDRESS = "127.0.0.9"
"""Where officers sit."""

somebody = (f"127.1.{n // 250}.{n % 250 + 1}" for n in itertools.count())
"""Addresses that nobody reported from yet: each has a quota of its own."""
KRAKOW_OFFICER, WARSAW_OFFICER, LOCAL_COORDINATOR, GARRISON_COORDINATOR, NATIONAL_ADMIN = (
    account.name for account in ACCOUNTS
)


def ask(
    system: System,
    method: str,
    path: str,
    body: Any = None,
    *,
    address: str = OFFICERS_ADDRESS,
    **headers: str,
) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(
        str(urlsplit(system.url).netloc), timeout=30, source_address=(address, 0)
    )
    data = None if body is None else json.dumps(body)
    sent = {"Content-Type": "application/json"} if data else {}
    connection.request(method, path, data, sent | headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.headers["Content-Encoding"] == "gzip":
        return answer.status, mapbox_vector_tile.decode(gzip.decompress(content))
    return answer.status, json.loads(content) if content else None


@cache
def id_token(system: System, name: str) -> str:
    """Sign in as an account of the local run."""
    assert system.plan.user_pool
    tokens = system.client("cognito-idp").initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=system.plan.user_pool.client_id,
        AuthParameters={"USERNAME": name, "PASSWORD": system.password},
    )
    return str(tokens["AuthenticationResult"]["IdToken"])


def act(system: System, name: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    return ask(system, method, path, body, Authorization=f"Bearer {id_token(system, name)}")


def place(system: System, category: str, at: tuple[float, float] = KRAKOW, address: str | None = None) -> Any:
    """Place a report from an address, from one of nobody before unless it is named."""
    body = {"category": category, "lat": at[0], "lon": at[1], "description": SECRET_TEXT}
    status, answer = ask(system, "POST", "/v1/reports", body, address=address or next(somebody))
    assert status == 201, answer
    return answer


def tracked(system: System, report: Any) -> Any:
    token = {"X-Tracking-Token": report["tracking_token"]}
    return ask(system, "GET", f"/v1/reports/{report['id']}", **token)[1]


def soon(look: Callable[[], Any]) -> Any:
    """Return the first answer that is not empty; fail when none comes while it should be fresh."""
    until = time.monotonic() + FRESH_SECONDS
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    pytest.fail(f"Nothing came within {FRESH_SECONDS} seconds.")
