"""What a page of the work list costs, and a run of the clock, with so many reports of one unit stored."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from chalicelib.domain.report import Report
from infra.bench.apart import apart, say
from infra.bench.calls import Calls
from infra.bench.cloud import bare_cloud
from infra.bench.handlers import EVENTS, Context, Event, Handler, load_handler
from infra.bench.samples import Samples, milliseconds
from infra.bench.section import Section
from infra.seed.loading import BLOCK
from infra.seed.reports import make_reports
from infra.seed.settings import named_deployment

UNIT, GARRISON = "1261", "12"
SEED = 5
WARM_UP = 2
CHIEF = {"sub": "bench", "name": "bench", "role": "garrison_coordinator", "unit": GARRISON}
CLOCK = "a run of the clock, nothing due"
STATISTICS = "twelve months of the garrison in numbers"
STATISTICS_REPEATS = 3
ASKED = {
    "newest": {"unit": UNIT},
    "newest, with counts": {"unit": UNIT, "counts": "true"},
    "newest, the whole garrison": {"unit": GARRISON},
    "newest, the whole garrison, with counts": {"unit": GARRISON, "counts": "true"},
    "new": {"unit": UNIT, "status": "new"},
    "eliminated, oldest": {"unit": UNIT, "status": "eliminated", "sort": "oldest"},
    "by deadline": {"unit": UNIT, "sort": "deadline"},
    "by deadline, the whole garrison": {"unit": GARRISON, "sort": "deadline"},
    "late, by deadline": {"unit": UNIT, "sort": "deadline", "deadline": "late,thrice_late"},
    "poaching": {"unit": UNIT, "category": "poaching"},
    "near the border": {"unit": UNIT, "near_border": "true"},
    "mine, though nothing is": {"unit": UNIT, "assignee": "me"},
    "older than a year": {"unit": UNIT, "older_than": "365"},
    "words that are nowhere": {"unit": UNIT, "text": "nigdzie indziej"},
}
TEXT = (
    "`GET /v1/reports` through the API's handler against the local cloud, all reports being of one unit: "
    "its first page by each filter, with the deed of the audit, and with counts by status where they were "
    "asked for; then the garrison's statistics and a run of "
    "`deadlines`. Calls are network round trips; read units are computed from the sizes of what was read; "
    "times are medians (99th percentiles) in milliseconds, the local cloud's share included."
)


@dataclass(slots=True)
class Cost:
    """What one question cost, asked again and again."""

    samples: Samples = field(default_factory=Samples)
    calls: int = 0
    units: float = 0.0
    lines: int = 0


Costs = dict[str, Cost]


def lists(sizes: tuple[int, ...], repeats: int) -> Section:
    """Measure at each number of reports."""
    measured: dict[int, Costs] = {}
    for stored in sizes:
        say(f"Work lists, {stored} reports of one unit")
        measured[stored] = apart(costs, stored, repeats)
    head = ["asked for", "reports of the unit", "lines", "calls", "read units", "wall", "processor"]
    rows = [
        _row(name, stored, measured[stored][name]) for name in (*ASKED, STATISTICS, CLOCK) for stored in sizes
    ]
    return Section("A page of the work list", TEXT, [head, *rows])


def costs(stored: int, repeats: int) -> Costs:
    """Fill a new cloud with the reports of one unit and ask."""
    calls = Calls()
    calls.listen()
    with bare_cloud() as cloud:
        api, deadlines = load_handler(cloud, "api"), load_handler(cloud, "deadlines")
        cloud.enter("aggregate")  # whose settings name the tables to fill
        deployment = named_deployment()
        reports = _of_one_unit(stored, deployment.jurisdiction)
        while block := list(islice(reports, BLOCK)):
            deployment.books.put_reports(block)
        found = {name: _asked(api, _get(query), calls, repeats) for name, query in ASKED.items()}
        found[STATISTICS] = _asked(api, _statistics(), calls, STATISTICS_REPEATS)
        found[CLOCK] = _asked(deadlines, {}, calls, repeats)
    return found


def _of_one_unit(stored: int, jurisdiction: Any) -> Iterator[Report]:
    for report in make_reports(stored, SEED, datetime.now(UTC), jurisdiction):
        yield replace(report, unit=UNIT)


def _asked(handler: Handler, event: Event, calls: Calls, repeats: int) -> Cost:
    cost = Cost()
    for number in range(WARM_UP + repeats):
        if number == WARM_UP:
            cost.samples = Samples()
        calls.clear()
        answer = cost.samples.measure(lambda: handler(event, Context()))
    if answer.get("statusCode", 200) != 200:
        raise RuntimeError(f"No list was shown: {answer['body']}")
    cost.calls = calls.count.total()
    cost.units = sum(n for name, n in calls.capacity.items() if name in {"Query", "BatchGetItem"})
    cost.lines = len(json.loads(answer["body"]).get("reports", ())) if "body" in answer else 0
    return cost


def _get(query: Mapping[str, str]) -> Event:
    """Return the event of a coordinator's request."""
    event: dict[str, Any] = json.loads((EVENTS / "api_post_report.json").read_text())
    context = {**event["requestContext"], "httpMethod": "GET", "authorizer": CHIEF}
    return {
        **event,
        "httpMethod": "GET",
        "requestContext": context,
        "body": None,
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()},
    }


def _statistics() -> Event:
    path = "/v1/units/{code}/statistics"
    asked = _get({})
    context = {**asked["requestContext"], "resourcePath": path}
    return {**asked, "resource": path, "pathParameters": {"code": GARRISON}, "requestContext": context}


def _row(name: str, stored: int, cost: Cost) -> list[str]:
    return [
        name,
        f"{stored:,}",
        str(cost.lines),
        str(cost.calls),
        f"{cost.units:g}",
        milliseconds(cost.samples.wall),
        milliseconds(cost.samples.cpu),
    ]
