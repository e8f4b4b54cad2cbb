"""Counts calls to the cloud: which, how many bytes, how much DynamoDB capacity.

botocore tells of every call of every client, PynamoDB's too, through its list of built-in handlers,
which must be extended before a client is made.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore import handlers
from botocore.awsrequest import AWSPreparedRequest

from infra.bench.capacity import read_units

CAPACITY = (
    "TransactWriteItems",
    "GetItem",
    "BatchGetItem",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "Query",
    "Scan",
)
CONSISTENT = "bench-consistent-read"


@dataclass(slots=True)
class Calls:
    """What went out since the last `clear`."""

    count: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    capacity: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def clear(self) -> None:
        """Forget everything."""
        self.count.clear()
        self.sent.clear()
        self.capacity.clear()

    def listen(self) -> None:
        """Hear of the calls of all clients made from now on."""
        handlers.BUILTIN_HANDLERS.extend(
            [
                ("before-send.*.*", self._sent),
                *((f"before-parameter-build.dynamodb.{name}", _ask_for_capacity) for name in CAPACITY),
                ("after-call.dynamodb.*", self._answered),
            ]
        )

    def _sent(self, event_name: str, request: AWSPreparedRequest, **_: object) -> None:
        operation = event_name.removeprefix("before-send.")
        self.count[operation] += 1
        self.sent[operation] += int(request.headers.get("Content-Length", 0))

    def _answered(
        self, event_name: str, parsed: Mapping[str, Any], context: Mapping[str, Any], **_: object
    ) -> None:
        operation = event_name.removeprefix("after-call.dynamodb.")
        if operation == "Query" and "Items" in parsed:
            self.capacity[operation] += read_units(parsed["Items"], consistent=context[CONSISTENT])
            return
        consumed = parsed.get("ConsumedCapacity") or []
        for entry in consumed if isinstance(consumed, list) else [consumed]:
            self.capacity[operation] += entry["CapacityUnits"]


def _ask_for_capacity(params: dict[str, Any], context: dict[str, Any], **_: object) -> None:
    params["ReturnConsumedCapacity"] = "TOTAL"
    context[CONSISTENT] = bool(params.get("ConsistentRead"))
