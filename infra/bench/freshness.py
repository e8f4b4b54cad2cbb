"""How soon a report is told to its unit and seen on the map, in the whole system at a steady rate."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit

from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.report import Report
from chalicelib.domain.tile import CURRENT, Tile, tiles_at
from infra.bench.apart import say
from infra.bench.cloud import BOUNDARIES, NO_QUOTA, TEMPLATE
from infra.bench.ear import Ear
from infra.bench.samples import milliseconds
from infra.bench.section import Section
from infra.bench.watch import EVERY_SECONDS, Watch
from infra.local.system import System
from infra.seed.first_run import first_data
from infra.seed.reports import make_reports

FRESHNESS_SEED = 7
CATEGORY = "speeding"  # shown in the finest cells
PER_SECOND = 3.0  # a hundred times the mean of Poland
FINEST_ZOOM = 12
LAST_SECONDS = 30.0


def freshness(number: int, stored: int) -> Section:
    """Place reports in a seeded system, and wait until the last is told and seen."""
    seed = first_data(stored)
    with System(TEMPLATE, seed=seed, parameters=NO_QUOTA, say=say) as system, Ear(system) as ear:
        say(f"Placing {number} reports, {PER_SECOND:g} a second")
        watch = Watch(system)
        sender = _Sender(system.url, watch)
        sender.send(number)
        deadline = time.monotonic() + LAST_SECONDS
        while time.monotonic() < deadline and (watch.waiting or len(ear.heard) < number):
            time.sleep(EVERY_SECONDS)
        watch.stop()
    text = (
        f"{number} reports at {PER_SECOND:g} a second in the local system with {stored:,} reports stored, "
        "each in a tile of its own; milliseconds from the start of the request, median (99th percentile). "
        "The streams are read every 0.1 s here and four times a second by Lambda; a redraw waits up to a "
        "second more on purpose, for the queue's window. Tiles are looked at every "
        f"{EVERY_SECONDS:g} s, which is in the number; what the edge may keep (5 s) is not."
    )
    rows = [
        ["from POST to", "reports", "ms"],
        ["the answer", str(number), milliseconds(sender.answered)],
        ["the alert at a subscriber over HTTP", *sender.delays(ear.heard)],
        ["the finest tile redrawn in the bucket", *sender.delays(watch.seen)],
    ]
    return Section("From POST to alert and map", text, rows)


class _Sender:
    """Places reports at a steady rate and knows when each was sent."""

    def __init__(self, url: str, watch: Watch) -> None:
        self.answered: list[float] = []
        self._sent: dict[str, float] = {}
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        self._watch = watch

    def send(self, number: int) -> None:
        """Place so many reports."""
        began = time.perf_counter()
        for count, (report, tile) in enumerate(_apart(number)):
            before = self._watch.total(tile, report.cell)
            time.sleep(max(0.0, began + count / PER_SECOND - time.perf_counter()))
            report_id = self._post(report)
            self._watch.wait_for(report_id, tile, report.cell, before + 1)

    def delays(self, moments: Mapping[str, float]) -> list[str]:
        """Return how many of the reports were noticed, and after how long."""
        found = [moments[one] - sent for one, sent in self._sent.items() if one in moments]
        return [str(len(found)), milliseconds(found)]

    def _post(self, report: Report) -> str:
        place = {"category": CATEGORY, "lat": report.location.lat, "lon": report.location.lon}
        sent = time.perf_counter()
        self._connection.request(
            "POST", "/v1/reports", json.dumps(place), {"Content-Type": "application/json"}
        )
        answer = self._connection.getresponse()
        body = json.loads(answer.read())
        if answer.status != 201:
            raise RuntimeError(f"The report was refused: {body}")
        self.answered.append(time.perf_counter() - sent)
        report_id = str(body["id"])
        self._sent[report_id] = sent
        return report_id


def _apart(number: int) -> Iterator[tuple[Report, Tile]]:
    """Return reports of which no two are seen in one tile of the finest zoom."""
    taken: set[Tile] = set()
    for report in make_reports(number * 20, FRESHNESS_SEED, datetime.now(UTC), load_jurisdiction(BOUNDARIES)):
        tiles = tiles_at(report.cell, CURRENT, FINEST_ZOOM)
        if taken.isdisjoint(tiles):
            taken.update(tiles)
            yield report, tiles[0]
            number -= 1
            if not number:
                return
    raise RuntimeError("There are not enough tiles.")
