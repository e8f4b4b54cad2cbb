"""Feeds a DynamoDB stream to a function by the rules of Lambda's event source mappings.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
A shard's records go to lanes by their keys (ParallelizationFactor). A lane is in order: it goes past a
record only when the function is done with it or it was given up.
"""

import base64
import json
import logging
import queue
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.answers import failed_items
from infra.local.checkpoints import Checkpoints
from infra.local.failures import Failures
from infra.local.filters import wanted_record
from infra.local.functions import Outcome
from infra.local.gate import Gate
from infra.local.plan import StreamMapping

IDLE_SECONDS = 0.1
PAGE = 1000
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 0.1, 5.0
Record = dict[str, Any]
Invoke = Callable[[str, Any], Outcome]
log = logging.getLogger(__name__)


class StreamPump:
    """Reads one stream for one mapping; other mappings of the stream have pumps of their own."""

    def __init__(
        self,
        mapping: StreamMapping,
        client: Callable[[str], Any],
        invoke: Invoke,
        checkpoints: Checkpoints,
        failures: Failures,
        gate: Gate,
    ) -> None:
        self._mapping, self._gate, self._checkpoints = mapping, gate, checkpoints
        self._streams = client("dynamodbstreams")
        self._arn = client("dynamodb").describe_table(TableName=mapping.table)["Table"]["LatestStreamArn"]
        positions = checkpoints.load(mapping.id, mapping.lanes)
        if mapping.latest and not any(positions):
            positions = [self._newest()] * mapping.lanes
        self._lanes = [
            _Lane(number, position, mapping, self._arn, invoke, checkpoints, failures, gate)
            for number, position in enumerate(positions)
        ]
        self._reader = threading.Thread(target=self._read, name=f"{mapping.id}-reader", daemon=True)
        self._caught_up = 0.0

    def start(self) -> None:
        """Begin to read where the last run ended."""
        for lane in self._lanes:
            lane.start()
        self._reader.start()

    def join(self, timeout: float) -> None:
        """Wait until the threads have ended after the gate's stop."""
        for thread in (self._reader, *self._lanes):
            thread.join(timeout)

    def idle_since(self, moment: float) -> bool:
        """Whether the stream was read to its end after the moment (monotonic) and no record is in work."""
        return self._caught_up >= moment and not any(lane.busy for lane in self._lanes)

    def _read(self) -> None:
        while self._gate.pass_through():
            try:
                for began, page in self._pages(min(lane.position for lane in self._lanes)):
                    for record in page:
                        self._lanes[_lane_of(record, len(self._lanes))].put(record)
                    if not page:
                        self._caught_up = began
                        self._gate.sleep(IDLE_SECONDS)
            except (BotoCoreError, ClientError):
                log.exception("%s: the stream cannot be read", self._mapping.id)
                self._gate.sleep(1)

    def _pages(self, position: str) -> Iterator[tuple[float, list[Record]]]:
        """Pages of the shard for ever, each with the moment at which it was asked for."""
        iterator = self._iterator(position)
        while self._gate.pass_through():
            began = time.monotonic()
            answer = self._streams.get_records(ShardIterator=iterator, Limit=PAGE)
            yield began, [_event_record(record, self._arn) for record in answer["Records"]]
            iterator = answer["NextShardIterator"]

    def _iterator(self, position: str) -> str:
        shard = self._streams.describe_stream(StreamArn=self._arn)["StreamDescription"]["Shards"][0][
            "ShardId"
        ]
        where = {"ShardIteratorType": "TRIM_HORIZON"}
        if position:
            where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": position}
        try:
            answer = self._streams.get_shard_iterator(StreamArn=self._arn, ShardId=shard, **where)
        except self._streams.exceptions.TrimmedDataAccessException:
            answer = self._streams.get_shard_iterator(
                StreamArn=self._arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
            )
        return str(answer["ShardIterator"])

    def _newest(self) -> str:
        newest = ""
        for _, page in self._pages(""):
            if not page:
                break
            newest = page[-1]["dynamodb"]["SequenceNumber"]
        return newest


class _Lane(threading.Thread):
    """One ordered sequence of a stream's records."""

    def __init__(
        self,
        number: int,
        position: str,
        mapping: StreamMapping,
        arn: str,
        invoke: Invoke,
        checkpoints: Checkpoints,
        failures: Failures,
        gate: Gate,
    ) -> None:
        super().__init__(name=f"{mapping.id}-{number}", daemon=True)
        self.position = position
        self._put_last = position
        self._number, self._mapping, self._arn = number, mapping, arn
        self._invoke, self._checkpoints, self._failures, self._gate = invoke, checkpoints, failures, gate
        self._waiting: queue.SimpleQueue[Record] = queue.SimpleQueue()
        self._in_work = False

    @property
    def busy(self) -> bool:
        """Whether records wait or are in work."""
        return self._in_work or not self._waiting.empty()

    def put(self, record: Record) -> None:
        """Take a record, unless it was taken before or the mapping filters it out."""
        sequence = record["dynamodb"]["SequenceNumber"]
        if sequence > self._put_last:
            self._put_last = sequence
            if wanted_record(record, self._mapping.filters):
                self._waiting.put(record)

    def run(self) -> None:
        """Work until the stop."""
        while self._gate.pass_through():
            batch = self._next_batch()
            if batch:
                self._work(batch)
            self._in_work = False

    def _next_batch(self) -> list[Record]:
        try:
            first = self._waiting.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            return []
        self._in_work = True
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
        outcome = self._invoke(self._mapping.function, {"Records": list(batch)})
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
        self._checkpoints.save(self._mapping.id, self._number, self._mapping.lanes, self.position)

    def _give_up(
        self, batch: Sequence[Record], condition: str, attempts: int, outcome: Outcome | None
    ) -> None:
        log.warning("%s: gave up %d records: %s", self._mapping.id, len(batch), condition)
        self._failures.report_batch(self._mapping, self._arn, batch, condition, attempts, outcome)
        self._done_with(batch[-1])


def _lane_of(record: Record, lanes: int) -> int:
    return zlib.crc32(json.dumps(record["dynamodb"]["Keys"], sort_keys=True).encode()) % lanes


def _event_record(record: Record, arn: str) -> Record:
    """A record as it stands in an event: times as numbers, binary values as base64."""
    plain: Record = _plain(record)
    return {**plain, "eventSourceARN": arn}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.timestamp()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
