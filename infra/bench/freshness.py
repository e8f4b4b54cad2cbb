"""How soon a report is told to its unit and seen on the map, in the whole system at a steady rate."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http.client import HTTPConnection
from itertools import islice
from urllib.parse import urlsplit

from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Report
from chalicelib.domain.tile import Tile, tiles_at
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
FINEST_ZOOM = 12
LAST_SECONDS = 60.0

Stage = tuple[int, float]
"""How many reports, and how many a second."""


def freshness(stages: Sequence[Stage], stored: int) -> Section:
    """Place reports in a seeded system at one rate after another, waiting each time until all are seen."""
    seed = first_data(stored)
    rows = [["reports", "a second", "to the answer", "to the alert", "to the finest tile"]]
    with System(TEMPLATE, seed=seed, parameters=NO_QUOTA, say=say) as system, Ear(system) as ear:
        watch = Watch(system)
        places = _apart(sum(number for number, _ in stages))
        for number, rate in stages:
            say(f"Placing {number} reports, {rate:g} a second")
            sender = _Sender(system.url, watch)
            sender.send(list(islice(places, number)), rate)
            _wait_for_all(sender, watch, ear)
            delays = [milliseconds(sender.answered), sender.delays(ear.heard), sender.delays(watch.seen)]
            rows.append([str(number), f"{rate:g}", *delays])
        watch.stop()
    text = (
        f"The local system, all its processes on this machine, with {stored:,} reports stored and each new "
        "one in a tile of its own. Milliseconds from the start of the request, median (99th percentile), to "
        "the answer, to the alert at a subscriber over HTTP, and to the redrawn tile in the bucket. The "
        "streams are read every 0.1 s here and four times a second by Lambda; a redraw waits up to a second "
        "more on purpose, for the queue's window. What the edge may keep (5 s) is not in the numbers; that "
        f"tiles are looked at every {EVERY_SECONDS:g} s is. Poland places one report a minute."
    )
    return Section("From POST to alert and map", text, rows)


def _wait_for_all(sender: "_Sender", watch: Watch, ear: Ear) -> None:
    deadline = time.monotonic() + LAST_SECONDS
    while time.monotonic() < deadline and (watch.waiting or sender.missing(ear.heard)):
        time.sleep(EVERY_SECONDS)


class _Sender:
    """Places reports at a steady rate and knows when each was sent."""

    def __init__(self, url: str, watch: Watch) -> None:
        self.answered: list[float] = []
        self._sent: dict[str, float] = {}
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        self._watch = watch

    def send(self, places: Sequence[tuple[Report, Tile]], rate: float) -> None:
        """Place the reports."""
        began = time.perf_counter()
        for count, (report, tile) in enumerate(places):
            before = self._watch.total(tile, report.cell)
            time.sleep(max(0.0, began + count / rate - time.perf_counter()))
            report_id = self._post(report)
            self._watch.wait_for(report_id, tile, report.cell, before + 1)

    def missing(self, moments: Mapping[str, float]) -> int:
        """Return how many of the reports were not noticed yet."""
        return sum(one not in moments for one in self._sent)

    def delays(self, moments: Mapping[str, float]) -> str:
        """Return after how long the reports were noticed, and how many were not."""
        found = [moments[one] - sent for one, sent in self._sent.items() if one in moments]
        missing = self.missing(moments)
        return milliseconds(found) + (f", {missing} not within {LAST_SECONDS:.0f} s" if missing else "")

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
