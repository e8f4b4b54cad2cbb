"""Feeds an SQS queue to a function by the rules of Lambda's event source mappings.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
Only what the function is done with is deleted; the rest comes back after the queue's visibility
timeout, and the queue's own redrive policy decides when it has come back often enough.
"""

import logging
import threading
import time
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.answers import failed_items
from infra.local.engine import Engine
from infra.local.filters import wanted_message
from infra.local.plan import QueueMapping

POLLERS = 2  # of the mapping's own limit, because a developer's machine has few processors
LONG_POLL_SECONDS = 1
RECEIVED = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
Message = dict[str, Any]
log = logging.getLogger(__name__)


class QueuePump:
    """Reads one queue for one mapping."""

    def __init__(self, mapping: QueueMapping, engine: Engine, region: str) -> None:
        self._mapping, self._engine, self._gate, self._region = mapping, engine, engine.gate, region
        self._sqs = engine.client("sqs")
        self._working: set[str] = set()
        self._threads = [
            threading.Thread(target=self._run, name=f"{mapping.id}-{number}", daemon=True)
            for number in range(min(POLLERS, mapping.concurrency))
        ]

    def start(self) -> None:
        """Begin to read."""
        for thread in self._threads:
            thread.start()

    def join(self, timeout: float) -> None:
        """Wait until the threads have ended after the gate's stop."""
        for thread in self._threads:
            thread.join(timeout)

    @property
    def name(self) -> str:
        """The name of the mapping or schedule, for messages."""
        return self._mapping.id

    def idle_since(self, _moment: float) -> bool:
        """Whether the queue holds nothing, not even messages in work.

        A message may come back while it is in work, and be done with and deleted while it is in work again.
        """
        if self._working:
            return False
        attributes = self._sqs.get_queue_attributes(
            QueueUrl=self._mapping.queue_url, AttributeNames=list(RECEIVED)
        )
        return not any(int(attributes["Attributes"][name]) for name in RECEIVED)

    def _run(self) -> None:
        while self._gate.pass_through():
            try:
                batch = self._next_batch()
                if batch:
                    self._work(batch)
            except (BotoCoreError, ClientError):
                if not self._gate.stopped:
                    log.exception("%s: the queue cannot be read", self._mapping.id)
                    self._gate.sleep(1)
            finally:
                self._working.discard(threading.current_thread().name)

    def _next_batch(self) -> list[Message]:
        """Messages up to the batch size, or as many as come within the batching window."""
        batch = self._receive(self._mapping.batch_size, LONG_POLL_SECONDS)
        deadline = time.monotonic() + self._mapping.window
        while batch and len(batch) < self._mapping.batch_size and not self._gate.stopped:
            more = self._receive(self._mapping.batch_size - len(batch), 0)
            batch += more
            if not more and time.monotonic() >= deadline:
                break
            if not more:
                self._gate.sleep(0.05)
        return batch

    def _receive(self, limit: int, wait: int) -> list[Message]:
        answer = self._sqs.receive_message(
            QueueUrl=self._mapping.queue_url,
            MaxNumberOfMessages=min(10, limit),
            WaitTimeSeconds=wait,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = answer.get("Messages", [])
        if messages:
            self._working.add(threading.current_thread().name)
        return [self._event_record(message) for message in messages]

    def _event_record(self, message: Message) -> Message:
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {
                name: {f"{key[0].lower()}{key[1:]}": item for key, item in value.items()}
                for name, value in message.get("MessageAttributes", {}).items()
            },
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._mapping.queue_arn,
            "awsRegion": self._region,
        }

    def _work(self, batch: Sequence[Message]) -> None:
        wanted = [message for message in batch if wanted_message(message, self._mapping.filters)]
        failed: set[str] = set()
        if wanted:
            self._gate.count()
            outcome = self._engine.invoke(self._mapping.function, {"Records": wanted})
            names = [message["messageId"] for message in wanted]
            failed = set(names)
            if outcome.error is None:
                failed = failed_items(outcome.payload, names, partial=self._mapping.partial)
        self._delete([message for message in batch if message["messageId"] not in failed])

    def _delete(self, messages: Sequence[Message]) -> None:
        for start in range(0, len(messages), 10):
            entries = [
                {"Id": str(number), "ReceiptHandle": message["receiptHandle"]}
                for number, message in enumerate(messages[start : start + 10])
            ]
            self._sqs.delete_message_batch(QueueUrl=self._mapping.queue_url, Entries=entries)
