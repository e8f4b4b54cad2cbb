"""Rebuilds of the running system: nothing is lost, doubled or missing, whatever goes on meanwhile."""

import gzip
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import boto3
import pytest

from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.domain.generation import Step
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.month import month_of
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.usecases.check_counts import Audit, Difference, check
from chalicelib.usecases.read_publications import Published
from chalicelib.usecases.rebuild import Workshop
from infra.deployment import workshop
from infra.local.functions import environment
from infra.local.system import System

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = ROOT / "template.yaml"
SETTLED = "3"
PARAMETERS = {"SettledSeconds": SETTLED, "QuotaPerPlace": "1000000", "QuotaTotal": "1000000"}
KINDS = ("speeding", "illegal_parking", "begging", "drug_use")
DRAIN_SECONDS = 60


@pytest.fixture(scope="module")
def live() -> Iterator[System]:
    """A system of its own, because whose generations change."""
    with System(TEMPLATE, parameters=PARAMETERS) as system:
        yield system


@pytest.fixture
def shop(live: System, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """What a rebuild of the system works with, as the command finds it in its environment."""
    for name, value in environment(live.plan.functions["rebuild"], live.endpoint).items():
        monkeypatch.setenv(name, value)
    boto3.setup_default_session()
    return workshop()


def place(system: System, number: int) -> Any:
    chance = Random(number)
    body = {
        "category": chance.choice(KINDS),
        "lat": 50.06 + chance.uniform(-0.05, 0.05),
        "lon": 19.94 + chance.uniform(-0.05, 0.05),
    }
    data = json.dumps(body).encode()
    request = urllib.request.Request(f"{system.url}/v1/reports", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def store(system: System, report: Report) -> None:
    table = system.plan.functions["rebuild"].environment["REPORTS_TABLE"]
    item = to_row(report, ReportRow).to_dynamodb_dict()
    system.client("dynamodb").put_item(TableName=table, Item=item)


def delete(system: System, report: Report) -> None:
    table = system.plan.functions["rebuild"].environment["REPORTS_TABLE"]
    system.client("dynamodb").delete_item(TableName=table, Key={"id": {"S": report.id}})


def reports_of(shop: Workshop) -> list[Report]:
    return [report for sheet in shop.books(0).reports() for report in sheet.items]


def differences(shop: Workshop) -> list[Difference]:
    books = shop.books(shop.pointer.get().live)
    return list(check(Audit(books, shop.reports, shop.catalogue, shop.new_tally, shop.pause, lambda _: None)))


def assert_tiles_are_right(shop: Workshop) -> None:
    """Every object is the picture of a recount, and there is no other."""
    books, this_month = shop.books(shop.pointer.get().live), month_of(shop.clock())
    published = Published(shop.publications)
    tally = shop.new_tally()
    for sheet in books.lines():
        tally.add(line.contribution for line in sheet.items.values() if line.contribution)
    wanted = {
        tile: picture
        for layer in {*tally.layers(), *shop.store.layers()}
        for tile, picture in tally.pictures(layer, this_month, published.on(layer, this_month))
    }
    standing = {tile for layer in shop.store.layers() for tile in shop.store.listed(layer)}
    assert standing == wanted.keys()
    for tile, picture in wanted.items():
        assert picture_of(shop, tile) == picture


def picture_of(shop: Workshop, tile: Tile) -> bytes | None:
    found = shop.store.read(tile)
    return gzip.decompress(found[0]) if found else None


class Load:
    """Places, moves and deletes reports and reads a tile, until told to end; keeps what went wrong."""

    def __init__(self, system: System, shop: Workshop) -> None:
        self.troubles: list[str] = []
        self._system, self._shop = system, shop
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._guarded, args=[one]) for one in (self._write, self._read)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - told by the test that asked for the load
            self.troubles.append(repr(error))

    def _write(self) -> None:
        for number in itertools.count(1000):
            if self._over.wait(0.2):  # some five reports a second, three hundred times Poland's
                return
            place(self._system, number)
            chance = Random(number)
            one = chance.choice(reports_of(self._shop))
            if one.status is Status.NEW:
                later = one.changed_at + timedelta(hours=1)
                store(self._system, one.moved(Status.UNDER_VERIFICATION, later))
            elif chance.random() < 0.3:
                delete(self._system, one)

    def _read(self) -> None:
        cell = reports_of(self._shop)[0].cell
        (tile,) = (one for one in tiles_showing(cell, "current") if one.z == 6)
        url = f"{self._system.url}/v1/tiles/current/{tile.z}/{tile.x}/{tile.y}.mvt"
        while not self._over.wait(0.02):
            with urllib.request.urlopen(url, timeout=30) as answer:
                if answer.status != 200 or not answer.read():
                    self.troubles.append(f"{answer.status} at {datetime.now(UTC)}")


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "infra.rebuild", "--settled", "0.5", *options]  # nothing is under way


def test_a_rebuild_under_load_ends_with_right_counts_and_tiles_and_no_tile_was_ever_missing(
    live: System, shop: Workshop
) -> None:
    for number in range(30):
        place(live, number)
    live.drain(DRAIN_SECONDS)
    before = shop.pointer.get()

    with Load(live, shop) as load:
        answer = live.invoke("rebuild", {"do": "rebuild"})
    live.drain(DRAIN_SECONDS)

    assert load.troubles == []
    assert answer == {"batchItemFailures": [], "finished": True, "live": before.live + 1}
    after = shop.pointer.get()
    assert (after.counted, after.live, after.job) == ((before.live + 1,), before.live + 1, None)
    assert differences(shop) == []
    assert list(shop.books(before.live).rows()) == []
    assert_tiles_are_right(shop)


@pytest.mark.parametrize("step", [Step.LEDGER, Step.ROWS, Step.MEND, Step.DRAW, Step.CLEAR])
def test_a_rebuild_that_is_killed_is_gone_on_with(live: System, shop: Workshop, step: Step) -> None:
    place(live, int.from_bytes(step.value.encode()[:3]))
    generation = shop.pointer.get().live

    with subprocess.Popen(command(), cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) as killed:
        for line in killed.stdout or ():
            if f"{step}: " in line:
                os.kill(killed.pid, signal.SIGKILL)
    assert shop.pointer.get().job
    subprocess.run(command("--silence", "0"), cwd=ROOT, env=os.environ, check=True, capture_output=True)
    live.drain(DRAIN_SECONDS)

    assert shop.pointer.get().live > generation
    assert shop.pointer.get().job is None
    assert differences(shop) == []
    assert_tiles_are_right(shop)


def test_two_rebuilds_at_once_are_refused_and_the_first_goes_on(live: System, shop: Workshop) -> None:
    generation = shop.pointer.get().live

    waits = command("--settled", SETTLED)
    with subprocess.Popen(waits, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) as first:
        next(iter(first.stdout or ()))
        second = subprocess.run(
            command(), cwd=ROOT, env=os.environ, check=False, capture_output=True, text=True
        )
        answer = live.invoke("rebuild", {"do": "rebuild"})
        for _ in first.stdout or ():
            continue

    assert first.returncode == 0
    assert (second.returncode, "at work" in second.stderr) == (3, True)
    assert "at work" in answer["refused"]
    assert shop.pointer.get().live == generation + 1


def test_tiles_and_rows_that_nobody_fills_are_gone_after_a_rebuild(live: System, shop: Workshop) -> None:
    stale = Tile("2019-01", 7, 70, 43)
    s3, bucket = live.client("s3"), live.plan.functions["rebuild"].environment["TILES_BUCKET"]
    s3.put_object(Bucket=bucket, Key=f"v1/tiles/2019-01/{stale.z}/{stale.x}/{stale.y}.mvt", Body=b"stale")
    slot, row = next((next(iter(counts)), row) for row, counts in shop.books(shop.pointer.get().live).rows())
    shop.books(shop.pointer.get().live).put_rows([(row, {slot: 999})])
    assert differences(shop)

    subprocess.run(command(), cwd=ROOT, env=os.environ, check=True, capture_output=True)

    assert shop.store.read(stale) is None
    assert differences(shop) == []
    assert_tiles_are_right(shop)


def test_when_a_month_has_begun_the_roll_up_is_drawn_once(live: System, shop: Workshop) -> None:
    shop.pointer.put(replace(shop.pointer.get(), rolled="2020-01"))
    tags = {layer: dict(shop.store.listed(layer)) for layer in (ROLLING, "current")}

    first, second = live.invoke("rebuild", {}), live.invoke("rebuild", {})

    assert first["finished"] is True
    assert second == {"batchItemFailures": []}
    assert shop.pointer.get().rolled == month_of(datetime.now(UTC))
    assert not set(shop.store.listed(ROLLING).values()) & set(tags[ROLLING].values())
    assert shop.store.listed("current") == tags["current"]
