"""Messages of the redraw queue and of records set aside."""

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from chalicelib.adapters.sqs import Failures, RedrawQueue, changed_of
from chalicelib.domain.errors import MalformedRow
from tests.builders import a_change, a_record

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class Queue:
    """An SQS client that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send_message(self, **message: Any) -> None:
        self.sent.append(message)


def test_cells_to_redraw_are_read_as_they_were_sent() -> None:
    queue = Queue()
    changed = {"current": {"891e2040003ffff", "861e20407ffffff"}, "2026-03": {"891e2040003ffff"}}

    RedrawQueue(cast("SQSClient", queue), "http://queue")(changed)

    (message,) = queue.sent
    assert message["QueueUrl"] == "http://queue"
    assert changed_of(message["MessageBody"]) == changed


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


def test_a_record_is_set_aside_whole_and_with_the_reason() -> None:
    queue, record = Queue(), a_record(a_change())

    Failures(cast("SQSClient", queue), "http://failures")(record, "It is no report.")

    (message,) = queue.sent
    assert json.loads(message["MessageBody"]) == {"reason": "It is no report.", "record": record}
