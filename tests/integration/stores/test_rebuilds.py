"""Any program of changes, failures and rebuilds on real tables: rows, ledger, counts and tiles agree."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.generation import AtWork
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Location, Report
from chalicelib.usecases.check_counts import check
from chalicelib.usecases.rebuild import Progress, rebuild
from chalicelib.usecases.recount import recount
from infra.deployment import review, workshop
from infra.local.functions import environment
from tests.builders import a_catalogue, a_report
from tests.integration.rebuilding import assert_tiles_are_right
from tests.integration.stores.conftest import Stores
from tests.integration.stores.deliveries import Deliveries, Position
from tests.integration.stores.relay import Disturbance, Effect, conflict, refused
from tests.strategies import KINDS, PLACES, acts_on, mended

CATALOGUE = a_catalogue()
CHANGES = ("place", "place", "change", "change", "mend", "mend", "delete")
STREAM = (*CHANGES, "deliver", "deliver", "repeat", "cut off", "refuse", "kill", "draw")
REBUILDS = ("rebuild", "rebuild", "rebuild", "kill the rebuild", "lay down")
KEYS = {
    "REPORTS_TABLE": ["id"],
    "CELL_COUNTS_TABLE": ["shelf", "row"],
    "COUNTED_REPORTS_TABLE": ["report_id"],
}
MOST_WRITES = 25
"""What DynamoDB takes at once."""

REFUSALS = {
    "TransactWriteItems": conflict("TransactionConflict"),  # so it is not counted
    "SendMessage": refused("AccessDenied"),  # so it is counted, and nobody is asked to draw it
}
"""What DynamoDB and SQS may answer to `aggregate`, by operation."""


@pytest.fixture(scope="module")
def deliveries(real: Stores) -> Iterator[Deliveries]:
    """The functions behind the stream."""
    deliveries = Deliveries(real)
    yield deliveries
    deliveries.stop()


@pytest.fixture(autouse=True)
def settings_of_rebuild(real: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebuilds run in this process, as the command does."""
    for key, value in environment(real.plan.functions["rebuild"], real.endpoint).items():
        monkeypatch.setenv(key, value)


class Program:
    """Reports, what is delivered of their changes, and one rebuild at a time."""

    def __init__(self, real: Stores, deliveries: Deliveries, chance: Random) -> None:
        self._real, self._deliveries, self._chance = real, deliveries, chance
        self.shop = replace(workshop(settled=0), silence=timedelta(0))
        self.reports: dict[str, Report] = {}
        deliveries.go_to(deliveries.end_of_stream())
        self._been, self._lost = [deliveries.position], list[Position]()
        self._made = 0
        self._running: Iterator[Progress] | None = None

    def step(self, name: str) -> None:
        steps: dict[str, Callable[[], object]] = {
            "place": self._place,
            "change": lambda: self._become(acts_on),
            "mend": lambda: self._become(mended),
            "delete": self._delete,
            "deliver": self.deliver,
            "repeat": self._repeat,
            "cut off": self._cut_off,
            "refuse": self._refuse,
            "kill": self._kill,
            "draw": self._deliveries.draw,
            "rebuild": lambda: self._work(self._chance.randint(1, 9)),
            "kill the rebuild": self._kill_the_rebuild,
            "lay down": self._lay_down,
        }
        steps[name]()

    def finish(self) -> None:
        """End what was begun, and no more: a last rebuild would set right whatever was counted wrongly."""
        if self.shop.pointer.get().job:
            self._work(1000)
        self.deliver()
        for position in self._lost:
            self._deliveries.go_to(position)
            self.deliver()
        self._deliveries.draw()

    def assert_right(self) -> None:
        """Ledger, counts and tiles are those of a recount."""
        record = self.shop.pointer.get()
        books = self.shop.books(record.live)
        assert (record.counted, record.job) == ((record.live,), None)
        assert list(check(review(replace(self.shop, pause=lambda _: None), record.live))) == []
        counts = {row: counts for row, counts in books.rows() if counts}
        assert counts == recount(self.reports.values(), CATALOGUE).counts
        assert_tiles_are_right(self.shop)

    def write(self, report: Report) -> None:
        self.reports[report.id] = report
        self._real.books.put_reports([report])

    def deliver(self, *disturbances: Disturbance) -> int:
        """Deliver what was written since the last delivery; return how many invocations that took."""
        self._real.relay.disturb(*disturbances)
        invocations = self._deliveries.deliver()
        self._been.append(self._deliveries.position)
        return invocations

    def _place(self) -> None:
        self._made += 1
        pick = self._chance.choice
        kind, plane = pick(("speeding", *KINDS)), pick(tuple(Plane))
        self.write(a_report(f"{self._made:04}", category=kind, at=pick(PLACES), plane=plane))

    def _become(self, versions: Callable[[Report], list[Report]]) -> None:
        if self.reports:
            before = self._chance.choice(list(self.reports.values()))
            self.write(self._chance.choice(versions(before)))

    def _delete(self) -> None:
        if self.reports:
            gone = self.reports.pop(self._chance.choice(list(self.reports)))
            table = self._real.setting("REPORTS_TABLE")
            self._real.client("dynamodb").delete_item(TableName=table, Key={"id": {"S": gone.id}})

    def _repeat(self) -> None:
        self._deliveries.go_to(self._chance.choice(self._been))
        self.deliver()

    def _cut_off(self) -> None:
        """As when the stream no longer holds what nobody read; `finish` brings it back, late."""
        self._lost.append(self._deliveries.position)
        self._deliveries.go_to(self._deliveries.end_of_stream())

    def _refuse(self) -> None:
        operation = self._chance.choice(list(REFUSALS))
        self.deliver(Disturbance(operation, self._chance.randint(0, 2), lambda: REFUSALS[operation]))

    def _kill(self) -> None:
        operation = self._chance.choice(list(REFUSALS))
        self.deliver(Disturbance(operation, self._chance.randint(0, 2), self._deliveries.kill))

    def _work(self, pieces: int) -> None:
        with suppress(AtWork):
            self._running = self._running or rebuild(self.shop, f"process {self._made}")
            for _ in range(pieces):
                if next(self._running, None) is None:
                    self._running = None
                    return

    def _kill_the_rebuild(self) -> None:
        """As far as the tables know: somebody wrote the record and was never heard of again."""
        if self._running:
            self.shop.pointer.put(self.shop.pointer.get())  # so that the dead cannot lay anything down
            self._lay_down()

    def _lay_down(self) -> None:
        if self._running:
            self._running.close()  # type: ignore[attr-defined]
            self._running = None


def emptied(real: Stores) -> None:
    """Forget what other tests and examples left."""
    dynamodb, s3 = real.client("dynamodb"), real.client("s3")
    for setting, keys in KEYS.items():
        table = real.setting(setting)
        for page in dynamodb.get_paginator("scan").paginate(TableName=table, Limit=MOST_WRITES):
            gone = [{"DeleteRequest": {"Key": {key: row[key] for key in keys}}} for row in page["Items"]]
            if gone:
                dynamodb.batch_write_item(RequestItems={table: gone})
    for bucket in map(real.setting, ("TILES_BUCKET", "PUBLICATIONS_BUCKET")):
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            if kept := page.get("Contents"):
                s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": one["Key"]} for one in kept]})
    real.client("sqs").purge_queue(QueueUrl=real.setting("REDRAW_QUEUE_URL"))


@pytest.mark.timeout(300)
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    steps=st.sampled_from([STREAM, STREAM + REBUILDS]).flatmap(
        lambda names: st.lists(st.sampled_from(names), min_size=12, max_size=18)
    ),
    chance=st.randoms(),
)
def test_ledger_counts_and_tiles_are_those_of_a_recount_whatever_happened(
    real: Stores, deliveries: Deliveries, steps: list[str], chance: Random
) -> None:
    emptied(real)
    program = Program(real, deliveries, chance)

    for step in ["place", "place", *steps]:
        program.step(step)
    program.finish()

    program.assert_right()


@pytest.mark.parametrize("dies", [False, True])
@pytest.mark.parametrize("operation", REFUSALS)
def test_a_function_that_fails_within_a_batch_counts_every_change_once_and_has_all_of_them_drawn(
    real: Stores, deliveries: Deliveries, operation: str, dies: bool
) -> None:
    emptied(real)
    program = Program(real, deliveries, Random(1))
    for number in range(4):  # no two of them on one tile of the larger scales
        program.write(a_report(f"{number:04}", at=Location(50 + number / 2, 20)))

    fails: Effect = deliveries.kill if dies else lambda: REFUSALS[operation]
    invocations = program.deliver(Disturbance(operation, 2, fails))
    program.finish()

    assert real.relay.waiting == 0
    assert invocations > 2  # one for each of the two lanes would do
    program.assert_right()


def test_a_row_that_is_mended_leaves_nothing_behind_where_it_was_counted_and_drawn(
    real: Stores, deliveries: Deliveries
) -> None:
    emptied(real)
    program, report = Program(real, deliveries, Random(1)), a_report(at=PLACES[1])
    program.write(report)
    program.finish()

    for what in ("location", "plane", "category"):
        report = next(one for one in mended(report) if getattr(one, what) != getattr(report, what))
        program.write(report)
        program.finish()
        program.assert_right()
