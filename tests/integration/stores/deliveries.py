"""Delivers what becomes of reports to the functions that count and draw, in processes that may be killed."""

import multiprocessing
import time

from infra.bench.handlers import redraw
from infra.local.checkpoints import Checkpoints
from infra.local.engine import Engine
from infra.local.failures import Failures
from infra.local.functions import Functions
from infra.local.gate import Gate
from infra.local.streams import StreamPump
from tests.integration.stores.conftest import Stores

DELIVERY_SECONDS = 60
Position = list[str]
"""The last sequence number that each lane of the stream is done with."""


class Deliveries:
    """The stream of reports with `aggregate` behind it, and the queue that it fills with `tiles` behind it.

    Batches are split, tried again and answered in part by the template's rules, as the local run does it.
    What `aggregate` asks of DynamoDB and SQS goes through the relay.
    """

    def __init__(self, real: Stores) -> None:
        self._real, self._checkpoints = real, Checkpoints(real.client)
        self._mapping = next(one for one in real.plan.streams if one.function == "aggregate")
        functions = real.plan.functions
        self._counting = Functions({"aggregate": functions["aggregate"]}, real.relay.url, None)
        self._drawing = Functions({"tiles": functions["tiles"]}, real.endpoint, None)
        self._others = set(multiprocessing.active_children())

    def stop(self) -> None:
        """End the functions' processes."""
        self._counting.stop()
        self._drawing.stop()

    @property
    def position(self) -> Position:
        """How far the stream is read."""
        return self._checkpoints.load(self._mapping.id, self._mapping.lanes)

    def go_to(self, position: Position) -> None:
        """Go on elsewhere: what lies between is delivered again, or cut off."""
        for lane, sequence in enumerate(position):
            self._checkpoints.save(self._mapping.id, lane, self._mapping.lanes, sequence)

    def end_of_stream(self) -> Position:
        """Return where nothing is left to be delivered."""
        dynamodb, streams = self._real.client("dynamodb"), self._real.client("dynamodbstreams")
        arn = dynamodb.describe_table(TableName=self._mapping.table)["Table"]["LatestStreamArn"]
        (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        where = {"ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = streams.get_shard_iterator(StreamArn=arn, **where)["ShardIterator"]
        newest = ""
        while (page := streams.get_records(ShardIterator=iterator))["Records"]:
            newest, iterator = page["Records"][-1]["dynamodb"]["SequenceNumber"], page["NextShardIterator"]
        return [newest] * self._mapping.lanes

    def deliver(self) -> int:
        """Start where the last run ended and deliver all there is; return how many invocations that took."""
        gate, client = Gate(), self._real.client
        failures = Failures(self._real.plan, client)
        pump = StreamPump(
            self._mapping, Engine(client, self._counting.invoke, self._checkpoints, failures, gate)
        )
        began = time.monotonic()
        pump.start()
        while not pump.idle_since(began):
            assert time.monotonic() < began + DELIVERY_SECONDS
            gate.sleep(0.02)
        gate.stop()
        pump.join(DELIVERY_SECONDS)
        return gate.invocations

    def kill(self) -> None:
        """End the processes that count, whatever they are doing."""
        for process in set(multiprocessing.active_children()) - self._others:
            if process.name == "function-aggregate":
                process.kill()

    def draw(self) -> None:
        """Draw all that is asked for."""
        sqs, queue = self._real.client("sqs"), self._real.setting("REDRAW_QUEUE_URL")
        while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            outcome = self._drawing.invoke("tiles", redraw([one["Body"] for one in messages]))
            assert outcome.payload == {"batchItemFailures": []}, outcome.error
            entries = [
                {"Id": str(n), "ReceiptHandle": one["ReceiptHandle"]} for n, one in enumerate(messages)
            ]
            sqs.delete_message_batch(QueueUrl=queue, Entries=entries)
