"""What one more report and one change of it cost on their way through every function of a filled cloud."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from infra.bench.calls import Calls
from infra.bench.cloud import BareCloud, attached
from infra.bench.handlers import Context, Event, Handler, load_handler, patch, post, redraw
from infra.bench.samples import Samples
from infra.local.filters import wanted_record
from infra.seed.reports import make_reports
from infra.seed.settings import named_deployment

FUNCTIONS = ("api", "notify", "aggregate", "tiles")
READERS = ("notify", "aggregate")
PLACED, MOVED = "a new report", "a move of it"
TOGETHER = {n: f"{n} new reports at once" for n in (5, 10, 20)}
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


Steps = dict[tuple[str, str], Step]
"""By what happened, and by function."""


def per_report(endpoint: str, repeats: int) -> Steps:
    """Pass reports through the functions' handlers, one at a time."""
    calls = Calls()
    calls.listen()
    cloud = attached(endpoint)
    handlers = {name: load_handler(cloud, name) for name in FUNCTIONS}
    cloud.open_streams()
    journey = _Journey(cloud, handlers, calls)
    jurisdiction = named_deployment().jurisdiction
    reports = make_reports(WARM_UP + repeats, BENCH_SEED, datetime.now(UTC), jurisdiction)
    for number, report in enumerate(reports):
        if number == WARM_UP:
            journey.steps.clear()
        journey.travel(post(report, number))
    journey.draw_together()
    return dict(journey.steps)


class _Journey:
    """Takes reports the whole way; what lies between the functions is not measured."""

    def __init__(self, cloud: BareCloud, handlers: dict[str, Handler], calls: Calls) -> None:
        self.steps: defaultdict[tuple[str, str], Step] = defaultdict(Step)
        self._handlers, self._calls = handlers, calls
        self._filters = {one.function: one.filters for one in cloud.plan.streams if one.function in READERS}
        self._records = _records(cloud)
        self._placed: list[str] = []
        self._sqs = cloud.client("sqs")
        self._queue = cloud.plan.functions["aggregate"].environment["REDRAW_QUEUE_URL"]

    def travel(self, request: Event) -> None:
        """Place a report, let an officer take it up, and after both every reader do its part."""
        placed = self._answered(PLACED, request, 201)
        self._follow(PLACED)
        change = {"version": 1, "status": "under_verification"}
        self._answered(MOVED, patch(placed["id"], placed["unit"]["code"], change), 200)
        self._follow(MOVED)

    def draw_together(self) -> None:
        """Draw what was drawn for one report after the other once more for many of them."""
        for many, what in TOGETHER.items():
            if many <= len(self._placed):
                self._run(what, "tiles", redraw(self._placed[:many]))

    def _answered(self, what: str, request: Event, status: int) -> Any:
        answer = self._run(what, "api", request)
        if answer["statusCode"] != status:
            raise RuntimeError(f"The request was refused: {answer['body']}")
        return json.loads(answer["body"])

    def _follow(self, what: str) -> None:
        """Let the readers of the stream and of the queue do their part."""
        record = next(self._records)
        for name in READERS:
            if wanted_record(record, self._filters[name]):
                self._run(what, name, {"Records": [record]})
        messages = self._messages()
        self._placed += messages if what is PLACED else []
        if messages:  # a withheld report is counted nowhere
            self._handlers["tiles"](redraw(messages), Context())  # tiles stand, as they do in a live layer
            self._run(what, "tiles", redraw(messages))

    def _run(self, what: str, name: str, event: Event) -> Any:
        step = self.steps[what, name]
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
