"""The whole system on this machine, as a context manager: for the local run and for integration tests."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from infra.local.accounts import open_accounts
from infra.local.checkpoints import Checkpoints
from infra.local.cloud import Cloud
from infra.local.edge import Distribution
from infra.local.engine import Engine
from infra.local.failures import Failures
from infra.local.functions import Functions
from infra.local.gate import Gate
from infra.local.gateway import Gateway
from infra.local.letters import PATH as LETTERS
from infra.local.letters import Letters
from infra.local.publish import publish
from infra.local.queues import QueuePump
from infra.local.resources import clients, create, open_streams
from infra.local.schedules import SchedulePump
from infra.local.server import Server
from infra.local.streams import StreamPump
from infra.local.subscribers import PATH, Subscribers
from infra.local.template import load_plan

STOP_SECONDS = 10.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seed:
    """The first data of a new cloud, filled in before streams, functions and HTTP are there to notice.

    Another version means that kept data no longer fit.
    """

    version: str
    fill: Callable[["System"], None]


class InvocationError(RuntimeError):
    """A function that was invoked directly failed."""


class System:
    """Starts the cloud, makes the template's resources, pumps events into the functions and serves HTTP.

    Without `folder` nothing is kept. `port` 0 lets the operating system choose. `web` tells which
    folders are published in the web bucket, by prefix; `parameters` stand for the template's defaults.
    Where it is not `scheduled`, what the template's schedules invoke is invoked by nobody but the caller.
    """

    def __init__(
        self,
        template: Path,
        folder: Path | None = None,
        *,
        port: int = 0,
        seed: Seed | None = None,
        web: Mapping[str, Path] = MappingProxyType({}),
        parameters: Mapping[str, str] = MappingProxyType({}),
        scheduled: bool = True,
        say: Callable[[str], None] = log.info,
    ) -> None:
        self.say, self._seed, self._web, self._scheduled = say, seed, web, scheduled
        self._server = Server(port)
        self.url = f"http://{self._server.host}"
        self._cloud = Cloud(folder)
        self.endpoint = self._cloud.endpoint
        self.client = clients(self.endpoint)
        self.logs = self._cloud.folder / "logs"
        self.password = ""
        self._gate = Gate()
        try:
            self.plan = load_plan(template, self.endpoint, self._server.host, parameters)
            self._functions = Functions(self.plan.functions, self.endpoint, self.logs)
        except BaseException:
            self._server.stop()
            raise
        self._pumps: list[StreamPump | QueuePump | SchedulePump] = []

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start everything; the data of the last run are used if they still fit."""
        version = self._seed.version if self._seed else "none"
        dropped = self._cloud.prepare(self.plan.fingerprint, version)
        self.say(
            f"Starting the local cloud ({f'new: {dropped}' if dropped else 'with the data of the last run'})"
        )
        self._cloud.start()
        self.say(f"Making {self._inventory()}")
        create(self.plan, self.client)
        if self.plan.user_pool:
            self.password = open_accounts(self.client("cognito-idp"), self.plan.user_pool)
        if self._seed and not self._cloud.seeded.exists():
            self.say(f"Filling in the seed {self._seed.version}")
            self._seed.fill(self)
        self._cloud.seeded.write_text(version)
        open_streams(self.plan, self.client)
        if self._web:
            self.say("Publishing the web client")
            publish(self.client("s3"), self._web_bucket(), self._web)
        self.say(f"Starting {len(self.plan.functions)} functions")
        self._functions.warm()
        self._start_pumps()
        self._serve()

    def stop(self) -> None:
        """End everything and keep what is to be kept."""
        if self.alive:
            self.say("Stopping and saving")
        self._gate.stop()
        self._server.stop()
        deadline = time.monotonic() + STOP_SECONDS
        for pump in self._pumps:
            pump.join(max(0.0, deadline - time.monotonic()))
        self._functions.stop()
        self._cloud.stop()

    @property
    def alive(self) -> bool:
        """Whether the cloud still runs."""
        return self._cloud.alive()

    def invoke(self, name: str, event: Any) -> Any:
        """The answer of a function to an event; raises InvocationError."""
        outcome = self._functions.invoke(name, event)
        if outcome.error is not None:
            raise InvocationError(f"{name}: {outcome.error}")
        return outcome.payload

    def pause_pumps(self) -> None:
        """Let streams, queues and schedules wait; batches in work are finished."""
        self._gate.pause()

    def resume(self) -> None:
        """Let streams, queues and schedules go on."""
        self._gate.resume()

    def drain(self, timeout: float = 90.0) -> None:
        """Wait until streams and queues are read to their end and nothing is in work; raises TimeoutError."""
        deadline = time.monotonic() + timeout
        quiet = 0
        # One look is not enough: the last work may have written to a stream already looked at.
        while quiet < 2:
            began, before = time.monotonic(), self._gate.invocations
            while busy := [pump.name for pump in self._pumps if not pump.idle_since(began)]:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"Not idle within {timeout:.0f} seconds: {', '.join(busy)}.")
                time.sleep(0.02)
            quiet = quiet + 1 if self._gate.invocations == before else 0

    def _inventory(self) -> str:
        plan = self.plan
        return (
            f"{len(plan.tables)} tables, {len(plan.queues)} queues, {len(plan.topics)} topics, "
            f"{len(plan.buckets)} buckets, {len(plan.secrets)} secrets"
        )

    def _web_bucket(self) -> str:
        bucket = self.plan.edge.behaviours[-1].origins[0].bucket
        if bucket is None:
            raise LookupError("The template has no bucket for the web client.")
        return bucket

    def _start_pumps(self) -> None:
        engine = Engine(
            client=self.client,
            invoke=self._functions.invoke,
            checkpoints=Checkpoints(self.client),
            failures=Failures(self.plan, self.client),
            gate=self._gate,
        )
        schedules = self.plan.schedules if self._scheduled else ()
        self._pumps = [
            *(StreamPump(mapping, engine) for mapping in self.plan.streams),
            *(QueuePump(mapping, engine, self.plan.region) for mapping in self.plan.queue_mappings),
            *(SchedulePump(schedule, engine, self.plan.region) for schedule in schedules),
        ]
        for pump in self._pumps:
            pump.start()

    def _serve(self) -> None:
        gateway = Gateway(self.plan, self._functions.invoke)
        subscribers = Subscribers(self.client, [topic.arn for topic in self.plan.topics], self.url)
        edge = Distribution(self.plan.edge, self.endpoint, gateway.handle, self._secret_text)
        letters = Letters(self.endpoint, self.plan.account)
        self._server.start(edge.handle, {PATH: subscribers.handle, LETTERS: letters.handle})
        subscribers.subscribe()

    def _secret_text(self, secret_id: str) -> str:
        return str(self.client("secretsmanager").get_secret_value(SecretId=secret_id)["SecretString"])
