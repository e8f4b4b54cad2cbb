"""What the tests of rebuilds do to a running system, and what must hold of it afterwards."""

import gzip
import itertools
import json
import threading
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.domain.month import month_of
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.usecases.check_counts import Difference, check
from chalicelib.usecases.read_publications import Published
from chalicelib.usecases.rebuild import Workshop
from infra.deployment import review
from infra.local.system import System

KINDS = ("speeding", "illegal_parking", "begging", "drug_use")


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
    return list(check(review(shop, shop.pointer.get().live)))


def assert_tiles_are_right(shop: Workshop) -> None:
    """Every object is the picture of a recount, and there is no other."""
    books, this_month = shop.books(shop.pointer.get().live), month_of(shop.clock())
    published = Published(shop.publications)
    tally = shop.new_tally()
    for sheet in books.lines():
        tally.add(line.contribution for line in sheet.items.values() if line.contribution)
    wanted = {
        tile: picture
        for layer in {*tally.layers(this_month), *shop.store.layers()}
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
