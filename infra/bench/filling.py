"""Fills a cloud with so many reports and their counts, before anything is measured in it."""

from datetime import UTC, datetime

from infra.bench.cloud import attached
from infra.seed.loading import Say, load_reports
from infra.seed.settings import named_deployment


def fill(endpoint: str, stored: int, say: Say) -> None:
    """Store the reports of the seed, with ledger and counts, but no tiles."""
    cloud = attached(endpoint)
    for function in ("api", "aggregate", "tiles"):
        cloud.enter(function)
    load_reports(named_deployment(), datetime.now(UTC), say, number=stored)
