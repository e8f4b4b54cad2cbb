"""Works one ordered sequence of a stream's records off, as Lambda retries, splits and gives up batches.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
"""

import logging
import queue
import threading
import time
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.answers import failed_items
from infra.local.engine import Engine
from infra.local.failures import GivenUp
from infra.local.filters import wanted_record
from infra.local.functions import Outcome
from infra.local.plan import StreamMapping

IDLE_SECONDS = 0.1
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 0.1, 5.0
Record = dict[str, Any]
log = logging.getLogger(__name__)


class Lane(threading.Thread):
    """One ordered sequence of a stream's records."""

    def __init__(self, number: int, position: str, mapping: StreamMapping, arn: str, engine: Engine) -> None:
        super().__init__(name=f"{mapping.id}-{number}", daemon=True)
        self.position = position
        self._put_last = position
        self._number, self._mapping, self._arn, self._engine = number, mapping, arn, engine
        self._gate = engine.gate
        self._waiting: queue.SimpleQueue[Record] = queue.SimpleQueue()
        self._taken, self._done = 0, 0  # the first is written by the reader alone, the second by the lane

    @property
    def busy(self) -> bool:
        """Whether records wait or are in work."""
        return self._taken != self._done

    def put(self, record: Record) -> None:
        """Take a record, unless it was taken before or the mapping filters it out."""
        sequence = record["dynamodb"]["SequenceNumber"]
        if sequence > self._put_last:
            self._put_last = sequence
            if wanted_record(record, self._mapping.filters):
                self._taken += 1
                self._waiting.put(record)

    def run(self) -> None:
        """Work until the stop."""
        try:
            while self._gate.pass_through():
                batch = self._next_batch()
                if batch:
                    self._work(batch)
                self._done += len(batch)
        except (BotoCoreError, ClientError):
            if not self._gate.stopped:
                log.exception("%s: the lane ended, because the local cloud failed", self.name)

    def _next_batch(self) -> list[Record]:
        try:
            first = self._waiting.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            return []
        batch, deadline = [first], time.monotonic() + self._mapping.window
        while len(batch) < self._mapping.batch_size and not self._gate.stopped:
            try:
                batch.append(
                    self._waiting.get(timeout=max(0.0, min(IDLE_SECONDS, deadline - time.monotonic())))
                )
            except queue.Empty:
                if time.monotonic() >= deadline:
                    break
        return batch

    def _work(self, batch: list[Record]) -> None:
        """Invoke the function until it is done with the batch, or the rest of it is given up."""
        attempts = 0
        while batch and self._gate.pass_through():
            batch = self._without_expired(batch, attempts)
            if not batch:
                return
            failed, outcome = self._try(batch)
            done, batch = batch[:failed], batch[failed:]
            if done:
                attempts = 0
                self._done_with(done[-1])
            elif self._mapping.retry.bisect and len(batch) > 1:
                half = len(batch) // 2  # splitting does not count as a retry
                self._work(batch[:half])
                batch = batch[half:]
            else:
                attempts += 1
                if 0 <= self._mapping.retry.attempts < attempts:
                    self._give_up(batch, "RetryAttemptsExhausted", attempts, outcome)
                    return
                self._gate.sleep(min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** min(attempts, 10)))

    def _try(self, batch: Sequence[Record]) -> tuple[int, Outcome]:
        """How many leading records of the batch the function is done with."""
        self._gate.count()
        outcome = self._engine.invoke(self._mapping.function, {"Records": list(batch)})
        if outcome.error is not None:
            return 0, outcome
        sequences = [record["dynamodb"]["SequenceNumber"] for record in batch]
        failed = failed_items(outcome.payload, sequences, partial=self._mapping.partial)
        return (sequences.index(min(failed)) if failed else len(batch)), outcome

    def _without_expired(self, batch: list[Record], attempts: int) -> list[Record]:
        limit = self._mapping.retry.age
        if limit < 0:
            return batch
        oldest = time.time() - limit
        expired = [each for each in batch if each["dynamodb"]["ApproximateCreationDateTime"] < oldest]
        if expired:
            self._give_up(expired, "RecordAgeExceeded", attempts, None)
        return batch[len(expired) :]

    def _done_with(self, record: Record) -> None:
        self.position = record["dynamodb"]["SequenceNumber"]
        self._engine.checkpoints.save(self._mapping.id, self._number, self._mapping.lanes, self.position)

    def _give_up(
        self, batch: Sequence[Record], condition: str, attempts: int, outcome: Outcome | None
    ) -> None:
        log.warning("%s: gave up %d records: %s", self._mapping.id, len(batch), condition)
        given_up = GivenUp(batch, condition, attempts, outcome)
        self._engine.failures.report_batch(self._mapping, self._arn, given_up)
        self._done_with(batch[-1])
