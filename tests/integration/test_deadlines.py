"""Deadlines on real parts: the schedule marks, the stream tells, once each, whatever repeats."""

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.moments import to_text
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from infra.local.system import System
from tests.builders import a_report, an_image, moved, promised

EVENT: dict[str, Any] = {"detail-type": "Scheduled Event", "detail": {}}
NOW = datetime.now(UTC)
DRAINED_SECONDS = 100  # three months of tiles are drawn too


class Desk:
    """A unit's own queue at its garrison's topic, and the reports table."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._dynamodb, self._sqs = system.client("dynamodb"), system.client("sqs")
        self._table = system.plan.functions["deadlines"].environment["REPORTS_TABLE"]
        self._queue = self._subscribed(f"deadlines-{uuid.uuid4()}")
        self._told: list[Any] = []

    def put(self, report: Report) -> None:
        self._dynamodb.put_item(TableName=self._table, Item=an_image(report))

    def spoil(self, report_id: str) -> None:
        """Put a row that is no report, though the clock has something to do with it."""
        waking = {"wakes_in": {"S": "0"}, "wakes_at": {"S": to_text(NOW - timedelta(days=1))}}
        self._dynamodb.put_item(TableName=self._table, Item={"id": {"S": report_id}, **waking})

    def told(self, report: Report) -> Counter[str]:
        """Return how often each event of a report was told, after everything was told."""
        self._system.drain(DRAINED_SECONDS)
        asked = {"QueueUrl": self._queue, "MaxNumberOfMessages": 10}
        while found := self._sqs.receive_message(**asked).get("Messages", []):
            for message in found:
                self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
                self._told.append(json.loads(message["Body"]))
        return Counter(alert["event"] for alert in self._told if alert["report_id"] == report.id)

    def alert(self, report: Report, event: str) -> Any:
        (found,) = (one for one in self._told if (one["report_id"], one["event"]) == (report.id, event))
        return found

    def set_aside(self) -> list[Any]:
        url = self._system.plan.functions["deadlines"].environment["FAILURES_QUEUE_URL"]
        asked = {"QueueUrl": url, "MaxNumberOfMessages": 10}
        return [json.loads(one["Body"]) for one in self._sqs.receive_message(**asked).get("Messages", [])]

    def _subscribed(self, name: str) -> str:
        url = str(self._sqs.create_queue(QueueName=name)["QueueUrl"])
        attributes = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        topic = next(one.arn for one in self._system.plan.topics if one.arn.endswith("-alerts-12"))
        self._system.client("sns").subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=attributes["Attributes"]["QueueArn"],
            Attributes={"RawMessageDelivery": "true"},
        )
        return url


@pytest.fixture
def desk(system: System) -> Iterator[Desk]:
    yield Desk(system)
    system.resume()


def neglected(days: float) -> Report:
    """Return a new report that was placed so long ago."""
    placed = NOW - timedelta(days=days)
    return a_report(str(uuid.uuid4()), placed=placed, deadlines=promised(placed))


def test_a_unit_is_reminded_and_its_coordinators_are_called_once_each(system: System, desk: Desk) -> None:
    soon, late, long_late = neglected(2.5), neglected(4), neglected(20)
    for report in (soon, late, long_late):
        desk.put(report)

    for _ in range(4):
        system.invoke("deadlines", EVENT)

    assert desk.told(soon) == {"opened": 1, "reminder": 1}
    assert desk.told(late) == {"opened": 1, "escalated_local": 1}
    assert desk.told(long_late) == {"opened": 1, "escalated_local": 1, "escalated_garrison": 1}
    alert = desk.alert(late, "escalated_local")
    due = promised(late.created_at).read_by
    assert datetime.fromisoformat(alert["due_at"]) == due.replace(microsecond=0)
    assert (alert["unit"], alert["unit_path"], alert["status"]) == ("1261", "12/1261", "new")


def test_a_call_that_was_marked_goes_out_when_the_stream_is_read_again(system: System, desk: Desk) -> None:
    report = neglected(4)
    desk.put(report)
    assert desk.told(report) == {"opened": 1}

    system.pause_pumps()
    system.invoke("deadlines", EVENT)
    system.invoke("deadlines", EVENT)
    system.resume()

    assert desk.told(report) == {"opened": 1, "escalated_local": 1}


def test_a_report_that_is_taken_up_in_time_is_nobodys_call(system: System, desk: Desk) -> None:
    report = neglected(1)
    desk.put(moved(report, Status.UNDER_VERIFICATION))

    system.invoke("deadlines", EVENT)

    assert desk.told(report) == {"opened": 1}


def test_a_row_that_is_no_report_is_set_aside_once_and_keeps_no_other_waiting(
    system: System, desk: Desk
) -> None:
    spoilt, report = str(uuid.uuid4()), neglected(4)
    desk.spoil(spoilt)
    desk.put(report)

    for _ in range(3):
        system.invoke("deadlines", EVENT)

    assert [(one["record"], "lacks" in one["reason"]) for one in desk.set_aside()] == [
        ({"report_id": spoilt}, True)
    ]
    assert desk.told(report) == {"opened": 1, "escalated_local": 1}
