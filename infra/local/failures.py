"""Tells the on-failure destination of a mapping or a function what was given up, in Lambda's words.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from infra.local.functions import Outcome
from infra.local.plan import Function, Plan, StreamMapping

SHARD = "shardId-00000000000000000000-00000000"


class Failures:
    """Sends to queues and topics by their ARN."""

    def __init__(self, plan: Plan, client: Callable[[str], Any]) -> None:
        self._queues = {queue.arn: queue.url for queue in plan.queues}
        self._functions: Mapping[str, Function] = plan.functions
        self._client = client

    def report_batch(
        self,
        mapping: StreamMapping,
        stream_arn: str,
        batch: Sequence[Mapping[str, Any]],
        condition: str,
        attempts: int,
        outcome: Outcome | None,
    ) -> None:
        """Report records of a stream that no function was done with."""
        if mapping.retry.on_failure_arn is None:
            return
        first, last = batch[0]["dynamodb"], batch[-1]["dynamodb"]
        body = self._message(mapping.function, condition, attempts, outcome)
        body["DDBStreamBatchInfo"] = {
            "shardId": SHARD,
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _time(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _time(last["ApproximateCreationDateTime"]),
            "batchSize": len(batch),
            "streamArn": stream_arn,
        }
        self._send(mapping.retry.on_failure_arn, body)

    def report_event(self, function: str, event: Any, arn: str, attempts: int, outcome: Outcome) -> None:
        """Report an event of an asynchronous invocation, with the event itself."""
        body = self._message(function, "RetriesExhausted", attempts, outcome)
        self._send(arn, {**body, "requestPayload": event, "responsePayload": outcome.error})

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
