"""Messages of the redraw queue and of records set aside."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.sqs import Failures, RedrawQueue, changed_of
from chalicelib.domain.errors import MalformedRow
from tests.builders import a_change, a_record

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class Queue:
    """A queue and its client."""

    def __init__(self) -> None:
        self.client: SQSClient = boto3.client("sqs", "eu-central-1")
        self.url = self.client.create_queue(QueueName="queue")["QueueUrl"]

    def only_message(self) -> str:
        """Take the message that it holds."""
        (message,) = self.client.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10)["Messages"]
        return message["Body"]


@pytest.fixture
def queue() -> Iterator[Queue]:
    with mock_aws():
        yield Queue()


def test_cells_to_redraw_are_read_as_they_were_sent(queue: Queue) -> None:
    changed = {"current": {"891e2040003ffff", "861e20407ffffff"}, "2026-03": {"891e2040003ffff"}}

    RedrawQueue(queue.client, queue.url)(changed)

    assert changed_of(queue.only_message()) == changed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        "null",
        '{"changed": 1}',
        '{"changed": {"current": 1}}',
        '{"changed": {"current": ["no cell"]}}',
        '{"changed": {"no layer": ["891e2040003ffff"]}}',
    ],
)
def test_another_message_is_refused(text: str) -> None:
    with pytest.raises(MalformedRow):
        changed_of(text)


def test_a_record_is_set_aside_whole_and_with_the_reason(queue: Queue) -> None:
    record = a_record(a_change())

    Failures(queue.client, queue.url)(record, "It is no report.")

    assert json.loads(queue.only_message()) == {"reason": "It is no report.", "record": record}


def test_a_record_too_large_for_a_message_is_set_aside_without_its_images(queue: Queue) -> None:
    record = a_record(a_change())
    record["dynamodb"]["OldImage"] = {"text": {"S": "\N{AUTOMOBILE}" * 50_000}, "at": {"S": "x" * 100_000}}

    Failures(queue.client, queue.url)(record, "It is no report.")

    message = json.loads(queue.only_message())
    assert message["reason"] == "It is no report. (too large to be kept whole)"
    assert message["record"]["eventID"] == record["eventID"]
    assert message["record"]["dynamodb"]["Keys"] == record["dynamodb"]["Keys"]
    assert {"NewImage", "OldImage"}.isdisjoint(message["record"]["dynamodb"])


def test_other_alphabets_take_no_more_room_than_they_need(queue: Queue) -> None:
    record = a_record(a_change()) | {"note": "ż" * 100_000 + "\ufffe\uffff"}  # SQS takes neither of these two

    Failures(queue.client, queue.url)(record, "It is no report.")

    assert json.loads(queue.only_message())["record"] == record
