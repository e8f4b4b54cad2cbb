"""A small system of its own template, started once for all tests that do not restart it."""

import http.client
import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.system import System

HERE = Path(__file__).parent
TEMPLATE = HERE / "template.yaml"


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    with System(TEMPLATE, web={"": HERE / "web"}) as running:
        yield running


@pytest.fixture
def name() -> str:
    """A name that no other test uses."""
    return uuid.uuid4().hex[:12]


@pytest.fixture
def put(system: System) -> Callable[..., None]:
    return lambda thing, *fail_for: put_thing(system, thing, *fail_for)


@pytest.fixture
def ask(system: System) -> Iterator[Callable[..., tuple[int, dict[str, str], bytes]]]:
    """A request over one kept connection; answers with status, headers (lower case) and body."""
    connection = http.client.HTTPConnection(system.url.removeprefix("http://"), timeout=10)

    def request(
        method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection.request(
            method, path, body, {key.replace("_", "-"): value for key, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()

    yield request
    connection.close()


def put_thing(system: System, thing: str, *fail_for: str) -> None:
    item: dict[str, Any] = {"id": {"S": thing}}
    if fail_for:
        item["fail_for"] = {"SS": list(fail_for)}
    system.client("dynamodb").put_item(TableName="threat-map-things", Item=item)


def seen(system: System, key: str) -> int:
    """How often a function wrote something down."""
    key_of = {"id": {"S": key}, "n": {"N": "0"}}
    item = system.client("dynamodb").get_item(TableName="threat-map-SeenTable", Key=key_of).get("Item", {})
    return int(item.get("times", {"N": "1" if item else "0"})["N"])


def queue_url(system: System, logical_id: str) -> str:
    return next(queue.url for queue in system.plan.queues if queue.name == f"threat-map-{logical_id}")


def messages(system: System, logical_id: str) -> list[Any]:
    """Everything in a queue, taken out of it."""
    found, url, sqs = [], queue_url(system, logical_id), system.client("sqs")
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in got:
            found.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return [json.loads(body) if body.startswith("{") else body for body in found]
