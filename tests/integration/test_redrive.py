"""Redraws that fail for good end among the failures, are sent again by the operator, and are then drawn."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.count_rows import keys_of
from chalicelib.adapters.sqs import changed_of
from chalicelib.domain.aggregation import Row
from chalicelib.domain.generation import FIRST
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Location, Report
from chalicelib.domain.tile import tiles_at
from infra.local.system import System
from tests.builders import a_report, an_image
from tests.integration.people import ask

TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"
LUBLIN, SZCZECIN = Location(51.2465, 22.5684), Location(53.4285, 14.5528)
GIVEN_UP_SECONDS = 120
SOON_AGAIN = {"VisibilityTimeout": "5"}  # longer than a redraw takes on a busy machine


@pytest.fixture(scope="module")
def own_system() -> Iterator[System]:
    """A system of its own, since these tests spoil a part of it."""
    with System(TEMPLATE, scheduled=False) as system:
        system.client("sqs").set_queue_attributes(QueueUrl=redraws(system), Attributes=SOON_AGAIN)
        yield system


def redraws(system: System) -> str:
    return system.plan.functions["aggregate"].environment["REDRAW_QUEUE_URL"]


def failures(system: System) -> str:
    """Return the queue that SQS itself moves a message to."""
    (redraw,) = (one for one in system.plan.queues if one.url == redraws(system))
    arn = json.loads(redraw.attributes["RedrivePolicy"])["deadLetterTargetArn"]
    (found,) = (one for one in system.plan.queues if one.arn == arn)
    return found.url


def put(system: System, category: str, at: Location) -> Report:
    report = a_report(str(uuid.uuid4()), category=category, at=at)
    table = system.plan.functions["api"].environment["REPORTS_TABLE"]
    system.client("dynamodb").put_item(TableName=table, Item=an_image(report))
    return report


def shown(system: System, report: Report) -> dict[str, int]:
    """Return what the finest tile shows of a report's cell."""
    tile = tiles_at(report.cell, CURRENT, 12)[0]
    status, drawn = ask(system, "GET", f"/v1/tiles/{CURRENT}/{tile.z}/{tile.x}/{tile.y}.mvt")
    features = drawn["cells"]["features"] if status == 200 else []
    found = (one["properties"] for one in features if one["properties"]["cell"] == report.cell)
    return {name: n for properties in found for name, n in properties.items() if "." in name}


class Counts:
    """The row of counts of one cell, which an accident of ours may spoil."""

    def __init__(self, system: System, cell: str) -> None:
        self._dynamodb = system.client("dynamodb")
        self._table = system.plan.functions["tiles"].environment["CELL_COUNTS_TABLE"]
        shelf, row = keys_of(Row(CURRENT, cell), FIRST)
        self._key = {"shelf": {"S": shelf}, "row": {"S": row}}

    def spoil(self) -> None:
        self._dynamodb.update_item(
            TableName=self._table,
            Key=self._key,
            UpdateExpression="SET note_to_self = :text",
            ExpressionAttributeValues={":text": {"S": "looked at this by hand"}},
        )

    def mend(self) -> None:
        self._dynamodb.update_item(
            TableName=self._table, Key=self._key, UpdateExpression="REMOVE note_to_self"
        )


def naming(system: System, report: Report) -> list[dict[str, Any]]:
    """Look at the failures that name a report's cell, and leave them there."""
    found = system.client("sqs").receive_message(
        QueueUrl=failures(system), MaxNumberOfMessages=10, VisibilityTimeout=0
    )
    return [one for one in found.get("Messages", []) if report.cell in changed_of(one["Body"])[CURRENT]]


def redrive(system: System) -> int:
    """Do what a redrive of SQS does, which the local cloud has not; return how many messages went back."""
    sqs, moved = system.client("sqs"), 0
    while found := sqs.receive_message(QueueUrl=failures(system)).get("Messages", []):
        for one in found:
            sqs.send_message(QueueUrl=redraws(system), MessageBody=one["Body"])
            sqs.delete_message(QueueUrl=failures(system), ReceiptHandle=one["ReceiptHandle"])
            moved += 1
    return moved


def eventually(holds: Callable[[], Any]) -> None:
    until = time.monotonic() + GIVEN_UP_SECONDS
    while not holds():
        assert time.monotonic() < until, f"It did not hold within {GIVEN_UP_SECONDS} seconds."
        time.sleep(0.2)


def test_a_redraw_that_always_fails_is_kept_and_drawn_once_its_cause_is_mended_and_it_is_sent_again(
    own_system: System,
) -> None:
    first = put(own_system, "vandalism", LUBLIN)
    own_system.drain(GIVEN_UP_SECONDS)
    assert shown(own_system, first) == {"vandalism.new": 1}

    counts = Counts(own_system, first.cell)
    counts.spoil()
    put(own_system, "speeding", LUBLIN)
    elsewhere = put(own_system, "speeding", SZCZECIN)
    eventually(lambda: naming(own_system, first))

    eventually(lambda: shown(own_system, elsewhere) == {"speeding.new": 1})
    assert shown(own_system, first) == {"vandalism.new": 1}

    counts.mend()
    assert redrive(own_system)

    eventually(lambda: shown(own_system, first) == {"vandalism.new": 1, "speeding.new": 1})
