"""Feeds a DynamoDB stream to a function by the rules of Lambda's event source mappings.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
A shard's records go to lanes by their keys (ParallelizationFactor). A lane is in order: it goes past a
record only when the function is done with it or it was given up.
"""

import base64
import json
import logging
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.engine import Engine
from infra.local.lane import Lane, Record
from infra.local.plan import StreamMapping

IDLE_SECONDS = 0.1
PAGE = 1000
log = logging.getLogger(__name__)


class StreamPump:
    """Reads one stream for one mapping; other mappings of the stream have pumps of their own."""

    def __init__(self, mapping: StreamMapping, engine: Engine) -> None:
        self._mapping, self._gate = mapping, engine.gate
        self._streams = engine.client("dynamodbstreams")
        table = engine.client("dynamodb").describe_table(TableName=mapping.table)["Table"]
        self._arn = table["LatestStreamArn"]
        positions = engine.checkpoints.load(mapping.id, mapping.lanes)
        if mapping.latest and not any(positions):
            positions = [self._newest()] * mapping.lanes
        self._lanes = [
            Lane(number, position, mapping, self._arn, engine) for number, position in enumerate(positions)
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

    @property
    def name(self) -> str:
        """The name of the mapping or schedule, for messages."""
        return self._mapping.id

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
                if not self._gate.stopped:
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
