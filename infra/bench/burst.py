"""Many reports at once in the whole system: when all are told and drawn, and whether any is lost."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.report import Report
from infra.bench.apart import apart, say
from infra.bench.cloud import BOUNDARIES, NO_QUOTA, TEMPLATE
from infra.bench.ear import Ear
from infra.bench.everything import differences
from infra.bench.section import Section
from infra.local.system import System
from infra.seed.first_run import first_data
from infra.seed.reports import make_reports

BURST_SEED = 8
CALLERS = 8
MOST_REPEATS = 20
LOOK_SECONDS = 0.05
LAST_SECONDS = 900.0


def burst(number: int, stored: int) -> Section:
    """Place reports as quickly as the API takes them, then wait until everything has followed."""
    reports = list(make_reports(number, BURST_SEED, datetime.now(UTC), load_jurisdiction(BOUNDARIES)))
    with System(TEMPLATE, seed=first_data(stored), parameters=NO_QUOTA, say=say) as system:
        with Ear(system) as ear:
            began = time.perf_counter()
            placed, repeats = _place(reports, system.url)
            answered = time.perf_counter() - began
            system.drain(LAST_SECONDS)
            drawn = time.perf_counter() - began
            _wait_for_alerts(placed, ear)
            told = max((ear.heard[one] for one in placed if one in ear.heard), default=began) - began
            lost = sum(one not in ear.heard for one in placed)
        redraws = _redraws(system.logs / "tiles.log")
        wrong = apart(differences, system.endpoint)
    rows = [
        ["what", "value"],
        ["reports placed", f"{len(placed):,} by {CALLERS} callers"],
        ["requests repeated after an answer of 500 or more", str(repeats)],
        ["until all were answered", f"{answered:.1f} s"],
        ["until all alerts were told", f"{told:.1f} s"],
        ["until all is counted and all tiles stand", f"{drawn:.1f} s"],
        ["redraws that they were combined into", f"{len(redraws):,}"],
        ["tiles drawn", f"{sum(redraws):,}"],
        ["alerts lost", str(lost)],
        ["counts that a recount finds wrong", str(len(wrong))],
    ]
    text = f"The local system, all its processes on this machine, with {stored:,} reports stored."
    return Section("Many reports at once", text, rows)


def _place(reports: Sequence[Report], url: str) -> tuple[list[str], int]:
    """Return the ids of the reports, and how many requests had to be repeated."""
    numbered = list(enumerate(reports))
    with ThreadPoolExecutor(CALLERS) as callers:
        shares = callers.map(lambda caller: list(_placed(numbered[caller::CALLERS], url)), range(CALLERS))
        answers = [answer for share in shares for answer in share]
    return [report_id for report_id, _ in answers], sum(repeats for _, repeats in answers)


def _placed(reports: Iterable[tuple[int, Report]], url: str) -> Iterator[tuple[str, int]]:
    """Place reports as a client does that repeats what was answered with a server's error."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    for number, report in reports:
        body = {"category": report.category, "lat": report.location.lat, "lon": report.location.lon}
        if report.details.description:
            body["description"] = report.details.description
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"burst-{number:06}"}
        status, repeats = 500, -1
        while status >= 500 and repeats < MOST_REPEATS:
            connection.request("POST", "/v1/reports", json.dumps(body), headers)
            answer = connection.getresponse()
            status, told, repeats = answer.status, json.loads(answer.read()), repeats + 1
        if status != 201:
            raise RuntimeError(f"The report was refused: {told}")
        yield str(told["id"]), repeats


def _wait_for_alerts(ids: Sequence[str], ear: Ear) -> None:
    """Alerts may be on their way when the functions are done."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not all(one in ear.heard for one in ids):
        time.sleep(LOOK_SECONDS)


def _redraws(log: Path) -> list[int]:
    """Return how many tiles each redraw drew, as the function's metrics say."""
    lines = (json.loads(line) for line in log.read_text().splitlines() if '"TilesDrawn"' in line)
    return [int(sum(line["TilesDrawn"])) for line in lines]
