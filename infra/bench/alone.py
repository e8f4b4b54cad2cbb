"""The API's own work for a report, apart from DynamoDB's client: the app on the fakes of the tests."""

import json
from datetime import UTC, datetime

from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.origin import Quota
from infra.bench.cloud import BOUNDARIES
from infra.bench.handlers import Context, post
from infra.bench.per_report import BENCH_SEED, WARM_UP
from infra.bench.samples import Samples, milliseconds
from infra.bench.section import Section
from infra.seed.reports import make_reports
from tests.gateway import Gateway

TEXT = (
    "`POST /v1/reports` through the same routes, checks and use case, with stores in memory and two units "
    "only: the rest of the API's processor time is DynamoDB's client. Milliseconds, median (99th percentile)."
)


def alone(repeats: int) -> Section:
    """Measure the handler without the network."""
    samples = Samples()
    gateway = Gateway(quota=Quota(10**6, 10**6))
    reports = make_reports(repeats, BENCH_SEED, datetime.now(UTC), load_jurisdiction(BOUNDARIES))
    for number, report in enumerate(reports):
        event = post(report, number)
        answer = samples.measure(lambda event=event: gateway.app(event, Context()))  # type: ignore[misc]
        if answer["statusCode"] != 201:
            raise RuntimeError(f"The report was refused: {json.loads(answer['body'])}")
    head = ["what", "wall", "processor"]
    wall, cpu = samples.wall[WARM_UP:], samples.cpu[WARM_UP:]
    return Section(
        "The API without the network", TEXT, [head, ["handler", milliseconds(wall), milliseconds(cpu)]]
    )
