"""Tells the on-failure destination of a mapping or a function what was given up, in Lambda's words.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.functions import Outcome
from infra.local.plan import Function, Plan, Schedule, StreamMapping

SHARD = "shardId-00000000000000000000-00000000"


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Records that a mapping goes past, why, after how many invocations, and what the last one answered."""

    records: Sequence[Mapping[str, Any]]
    condition: str
    attempts: int
    outcome: Outcome | None


class Failures:
    """Sends to queues and topics by their ARN."""

    def __init__(self, plan: Plan, client: Callable[[str], Any]) -> None:
        self._queues = {queue.arn: queue.url for queue in plan.queues}
        self._functions: Mapping[str, Function] = plan.functions
        self._client = client

    def report_batch(self, mapping: StreamMapping, stream_arn: str, given_up: GivenUp) -> None:
        """Report records of a stream that the function was not done with."""
        if mapping.retry.on_failure_arn is None:
            return
        first, last = given_up.records[0]["dynamodb"], given_up.records[-1]["dynamodb"]
        body = self._message(mapping.function, given_up.condition, given_up.attempts, given_up.outcome)
        body["DDBStreamBatchInfo"] = {
            "shardId": SHARD,
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _time(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _time(last["ApproximateCreationDateTime"]),
            "batchSize": len(given_up.records),
            "streamArn": stream_arn,
        }
        self._send(mapping.retry.on_failure_arn, body)

    def report_event(self, schedule: Schedule, event: Any, outcome: Outcome) -> None:
        """Report an event of an asynchronous invocation, with the event itself."""
        if schedule.retry.on_failure_arn is None:
            return
        body = self._message(schedule.function, "RetriesExhausted", schedule.retry.attempts + 1, outcome)
        body |= {"requestPayload": event, "responsePayload": outcome.error}
        self._send(schedule.retry.on_failure_arn, body)

    def _message(
        self, function: str, condition: str, attempts: int, outcome: Outcome | None
    ) -> dict[str, Any]:
        message: dict[str, Any] = {
            "version": "1.0",
            "timestamp": _time(datetime.now(UTC).timestamp()),
            "requestContext": {
                "requestId": outcome.request_id if outcome else "",
                "functionArn": f"{self._functions[function].arn}:$LATEST",
                "condition": condition,
                "approximateInvokeCount": attempts,
            },
        }
        if outcome is not None:
            context = {"statusCode": 200, "executedVersion": "$LATEST"}
            message["responseContext"] = context | ({"functionError": "Unhandled"} if outcome.error else {})
        return message

    def _send(self, arn: str, body: Mapping[str, Any]) -> None:
        text = json.dumps(body)
        if arn in self._queues:
            self._client("sqs").send_message(QueueUrl=self._queues[arn], MessageBody=text)
        else:
            self._client("sns").publish(TopicArn=arn, Message=text)


def _time(epoch: float) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
