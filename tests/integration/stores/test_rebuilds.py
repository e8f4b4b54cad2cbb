"""Any program of changes, repeats and rebuilds on real tables, through the real handler of aggregate."""

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.change import Change
from chalicelib.domain.generation import AtWork
from chalicelib.domain.report import Location, Report
from chalicelib.usecases.check_counts import Review, check
from chalicelib.usecases.rebuild import Progress, rebuild
from chalicelib.usecases.recount import recount
from infra.bench.handlers import Context
from infra.deployment import workshop
from infra.local.functions import environment
from tests.builders import KRAKOW, a_catalogue, a_report, a_stream_event
from tests.integration.stores.conftest import Stores
from tests.strategies import next_versions

Handler = Callable[[Any, Any], Any]
CATALOGUE = a_catalogue()
PLACES = (KRAKOW, Location(50.0621, 19.9366), Location(54.35, 18.65))
STEPS = ("place", "change", "delete", "deliver", "repeat", "crash", "rebuild", "rebuild", "kill", "lay down")
KEYS = {
    "REPORTS_TABLE": ["id"],
    "CELL_COUNTS_TABLE": ["shelf", "row"],
    "COUNTED_REPORTS_TABLE": ["report_id"],
}


@pytest.fixture
def aggregate(real: Stores, monkeypatch: pytest.MonkeyPatch) -> Handler:
    """The function as Lambda loads it, under its own settings."""
    for name in ("rebuild", "aggregate"):
        for key, value in environment(real.plan.functions[name], real.endpoint).items():
            monkeypatch.setenv(key, value)
    path = real.plan.functions["aggregate"].folder / "app.py"
    spec = importlib.util.spec_from_file_location("aggregate_under_test", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    handler: Handler = module.handler
    return handler


class Program:
    """Reports, the stream of their changes, and one rebuild at a time."""

    def __init__(self, real: Stores, aggregate: Handler, chance: Random) -> None:
        self._real, self._aggregate, self._chance = real, aggregate, chance
        self.shop = replace(workshop(settled=0), silence=timedelta(0))
        self.reports: dict[str, Report] = {}
        self._stream: list[Change] = []
        self._read = self._made = 0
        self._running: Iterator[Progress] | None = None

    def step(self, name: str) -> None:
        {
            "place": self._place,
            "change": self._change,
            "delete": self._delete,
            "deliver": lambda: self._deliver(self._chance.randint(1, 3)),
            "repeat": self._repeat,
            "crash": lambda: self._send(self._stream[self._read : self._read + 2]),
            "rebuild": lambda: self._work(self._chance.randint(1, 9)),
            "kill": self._kill,
            "lay down": self._lay_down,
        }[name]()

    def finish(self) -> None:
        self._work(1000)
        self._deliver(len(self._stream))
        self._running = None
        for _ in rebuild(self.shop, "the last"):
            continue

    def _place(self) -> None:
        self._made += 1
        kind = self._chance.choice(["speeding", "begging", "drug_use"])
        self._write(None, a_report(f"{self._made:04}", category=kind, at=self._chance.choice(PLACES)))

    def _change(self) -> None:
        if self.reports:
            before = self._chance.choice(list(self.reports.values()))
            self._write(
                before, self._chance.choice([one for one in next_versions(before) if one.id == before.id])
            )

    def _delete(self) -> None:
        if self.reports:
            self._write(self._chance.choice(list(self.reports.values())), None)

    def _write(self, before: Report | None, after: Report | None) -> None:
        change = Change(before, after)
        table = self._real.setting("REPORTS_TABLE")
        if after:
            self.reports[after.id] = after
            self._real.books.put_reports([after])
        else:
            del self.reports[change.report_id]
            self._real.client("dynamodb").delete_item(TableName=table, Key={"id": {"S": change.report_id}})
        self._stream.append(change)

    def _deliver(self, n: int) -> None:
        self._send(self._stream[self._read : self._read + n])
        self._read = min(self._read + n, len(self._stream))

    def _repeat(self) -> None:
        begin = self._chance.randint(0, self._read)
        self._send(self._stream[begin : self._read])

    def _send(self, changes: list[Change]) -> None:
        if changes:
            assert self._aggregate(a_stream_event(changes), Context()) == {"batchItemFailures": []}

    def _work(self, pieces: int) -> None:
        with suppress(AtWork):
            self._running = self._running or rebuild(self.shop, f"process {self._made}")
            for _ in range(pieces):
                if next(self._running, None) is None:
                    self._running = None
                    return

    def _kill(self) -> None:
        """As far as the tables know: somebody wrote the record and was never heard of again."""
        if self._running:
            self.shop.pointer.put(self.shop.pointer.get())  # so that the dead cannot lay anything down
            self._running.close()  # type: ignore[attr-defined]
            self._running = None

    def _lay_down(self) -> None:
        if self._running:
            self._running.close()  # type: ignore[attr-defined]
            self._running = None


def emptied(real: Stores) -> None:
    """Forget what other tests and examples left."""
    dynamodb, s3 = real.client("dynamodb"), real.client("s3")
    for setting, keys in KEYS.items():
        table = real.setting(setting)
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            for row in page["Items"]:
                dynamodb.delete_item(TableName=table, Key={key: row[key] for key in keys})
    bucket = real.setting("TILES_BUCKET")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for kept in page.get("Contents", []):
            s3.delete_object(Bucket=bucket, Key=kept["Key"])


@pytest.mark.timeout(240)
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(program=st.lists(st.sampled_from(STEPS), min_size=12, max_size=18), chance=st.randoms())
def test_counts_are_those_of_a_recount_whatever_happened(
    real: Stores, aggregate: Handler, program: list[str], chance: Random
) -> None:
    emptied(real)
    run = Program(real, aggregate, chance)

    for step in ["place", "place", *program]:
        run.step(step)
    run.finish()

    record = run.shop.pointer.get()
    books = run.shop.books(record.live)
    review = Review(books, run.shop.reports, CATALOGUE, run.shop.new_tally, lambda _: None, lambda _: None)
    assert (record.counted, record.job) == ((record.live,), None)
    assert list(check(review)) == []
    assert dict(books.rows()) == recount(run.reports.values(), CATALOGUE).counts
