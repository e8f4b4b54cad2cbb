"""Many reports at once in the whole system: when all are told and drawn, and whether any is lost."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
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
CALLERS = 4
ANSWER_SECONDS = 30.0
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
        ["requests repeated, for want of a good answer", str(repeats)],
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
    """Place reports as a client does that repeats what was not answered, or with a server's error."""
    for number, report in reports:
        body = {"category": report.category, "lat": report.location.lat, "lon": report.location.lon}
        if report.details.description:
            body["description"] = report.details.description
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"burst-{number:016}"}
        (status, told), repeats = _post(url, json.dumps(body), headers), 0
        while status >= 500 and repeats < MOST_REPEATS:
            (status, told), repeats = _post(url, json.dumps(body), headers), repeats + 1
        if status != 201:
            raise RuntimeError(f"The report was refused: {told}")
        yield str(told["id"]), repeats


def _post(url: str, body: str, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", "/v1/reports", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except OSError as error:
        return 503, {"detail": str(error)}
    finally:
        connection.close()


def _wait_for_alerts(ids: Sequence[str], ear: Ear) -> None:
    """Alerts may be on their way when the functions are done."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not all(one in ear.heard for one in ids):
        time.sleep(LOOK_SECONDS)


def _redraws(log: Path) -> list[int]:
    """Return how many tiles each redraw drew, as the function's metrics say."""
    lines = (json.loads(line) for line in log.read_text().splitlines() if '"TilesDrawn"' in line)
    return [int(sum(line["TilesDrawn"])) for line in lines]
