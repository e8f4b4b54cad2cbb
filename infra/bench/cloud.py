"""The template's tables, queues and buckets on this machine, with none of its functions at work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.cloud import Cloud
from infra.local.functions import environment
from infra.local.plan import Plan
from infra.local.resources import Clients, clients, create, open_streams
from infra.local.template import load_plan

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = ROOT / "template.yaml"
BOUNDARIES = ROOT / "build/layers/jurisdiction/jurisdiction/units.bin"
NO_QUOTA = {"QuotaPerPlace": "1000000", "QuotaTotal": "1000000"}


@dataclass(frozen=True, slots=True)
class BareCloud:
    """What a measurement needs of it."""

    plan: Plan
    client: Clients
    endpoint: str

    def enter(self, function: str) -> None:
        """Give this process the environment of a function, except that it logs no more than warnings."""
        os.environ.update(environment(self.plan.functions[function], self.endpoint))
        os.environ["POWERTOOLS_LOG_LEVEL"] = "WARNING"

    def open_streams(self) -> None:
        """Let the tables tell of changes from now on."""
        open_streams(self.plan, self.client)


@contextmanager
def bare_cloud() -> Iterator[BareCloud]:
    """Start the cloud and make the resources; end it afterwards."""
    cloud = Cloud()
    try:
        cloud.prepare("bench", "bench")
        cloud.start()
        bare = attached(cloud.endpoint)
        create(bare.plan, bare.client)
        yield bare
    finally:
        cloud.stop()


def attached(endpoint: str) -> BareCloud:
    """Return a cloud that another process started."""
    return BareCloud(load_plan(TEMPLATE, endpoint, "127.0.0.1:1", NO_QUOTA), clients(endpoint), endpoint)
