"""What one more report costs on its way through every function, with so many reports stored already."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from infra.bench.calls import Calls
from infra.bench.cloud import BareCloud, bare_cloud
from infra.bench.handlers import Context, Event, Handler, load_handler, post, redraw
from infra.bench.samples import Samples
from infra.seed.loading import Say, load_reports
from infra.seed.reports import make_reports
from infra.seed.settings import named_deployment

FUNCTIONS = ("api", "notify", "aggregate", "tiles")
WARM_UP = 5
BENCH_SEED = 99


@dataclass(slots=True)
class Step:
    """What one function did for one report."""

    samples: Samples = field(default_factory=Samples)
    count: list[int] = field(default_factory=list)
    operations: set[str] = field(default_factory=set)
    capacity: list[float] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    object_bytes: list[int] = field(default_factory=list)

    def note(self, calls: Calls) -> None:
        """Keep what was called."""
        self.count.append(calls.count.total())
        self.operations |= set(calls.count)
        self.capacity.append(sum(calls.capacity.values()))
        self.objects.append(calls.count["s3.PutObject"])
        self.object_bytes.append(calls.sent["s3.PutObject"])


Steps = dict[str, Step]


def per_report(stored: int, repeats: int, say: Say) -> Steps:
    """Fill a new cloud and pass reports through the functions' handlers, one at a time."""
    calls = Calls()
    calls.listen()
    with bare_cloud() as cloud:
        handlers = {name: load_handler(cloud, name) for name in FUNCTIONS}
        deployment = named_deployment()
        now = datetime.now(UTC)
        load_reports(deployment, now, say, number=stored)
        cloud.open_streams()
        journey = _Journey(cloud, handlers, calls)
        reports = make_reports(WARM_UP + repeats, BENCH_SEED, now, deployment.jurisdiction)
        for number, report in enumerate(reports):
            if number == WARM_UP:
                journey.steps = {name: Step() for name in FUNCTIONS}
            journey.travel(post(report, number))
        return journey.steps


class _Journey:
    """Takes reports the whole way; what lies between the functions is not measured."""

    def __init__(self, cloud: BareCloud, handlers: dict[str, Handler], calls: Calls) -> None:
        self.steps: Steps = {name: Step() for name in FUNCTIONS}
        self._handlers, self._calls = handlers, calls
        self._records = _records(cloud)
        self._sqs = cloud.client("sqs")
        self._queue = cloud.plan.functions["aggregate"].environment["REDRAW_QUEUE_URL"]

    def travel(self, request: Event) -> None:
        """Place a report, then let every reader of the stream and of the queue do its part."""
        answer = self._run("api", request)
        if answer["statusCode"] != 201:
            raise RuntimeError(f"The report was refused: {answer['body']}")
        event = {"Records": [next(self._records)]}
        self._run("notify", event)
        self._run("aggregate", event)
        messages = self._messages()
        if messages:  # a withheld report is counted nowhere
            self._handlers["tiles"](redraw(messages), Context())  # tiles stand, as they do in a live layer
            self._run("tiles", redraw(messages))

    def _run(self, name: str, event: Event) -> Any:
        step = self.steps[name]
        self._calls.clear()
        answer = step.samples.measure(lambda: self._handlers[name](event, Context()))
        step.note(self._calls)
        return answer

    def _messages(self) -> list[str]:
        found = self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get("Messages", [])
        for message in found:
            self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return [message["Body"] for message in found]


def _records(cloud: BareCloud) -> Iterator[Any]:
    """Return the records of the reports' stream as they come."""
    streams = cloud.client("dynamodbstreams")
    (mapping, *_) = cloud.plan.streams
    arn = cloud.client("dynamodb").describe_table(TableName=mapping.table)["Table"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    where = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = streams.get_shard_iterator(**where)["ShardIterator"]
    while True:
        page = streams.get_records(ShardIterator=iterator)
        iterator = page["NextShardIterator"]
        yield from page["Records"]
