"""The whole system on this machine, as a context manager: for the local run and for integration tests."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from waitress import create_server

from infra.local.checkpoints import Checkpoints
from infra.local.cloud import Cloud
from infra.local.edge import EdgeServer, wsgi
from infra.local.failures import Failures
from infra.local.functions import Functions, Outcome
from infra.local.gate import Gate
from infra.local.gateway import Gateway
from infra.local.publish import publish
from infra.local.queues import QueuePump
from infra.local.resources import clients, create
from infra.local.schedules import SchedulePump
from infra.local.streams import StreamPump
from infra.local.subscribers import PATH, Subscribers
from infra.local.template import load_plan

SERVER_THREADS = 16
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Seed:
    """The first data of a new cloud; another version means that kept data no longer fit."""

    version: str
    fill: Callable[["System"], None]


class PortInUse(OSError):
    """Somebody else serves on the wanted port."""


class InvocationFailed(RuntimeError):
    """A function that was invoked directly failed."""


class System:
    """Starts the cloud, makes the template's resources, pumps events into the functions and serves HTTP.

    Without `folder` nothing is kept. `port` 0 lets the operating system choose. `web` tells which
    folders are published in the web bucket, by prefix.
    """

    def __init__(
        self,
        template: Path,
        folder: Path | None = None,
        *,
        port: int = 0,
        seed: Seed | None = None,
        web: dict[str, Path] | None = None,
        say: Callable[[str], None] = logging.getLogger(__name__).info,
    ) -> None:
        self._say, self._seed, self._web = say, seed, web or {}
        self._socket = _bound(port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._cloud = Cloud(folder)
        self.plan = load_plan(template, self._cloud.endpoint, self.url.removeprefix("http://"))
        self.client = clients(self._cloud.endpoint)
        self._gate = Gate()
        self._functions = Functions(self.plan.functions, self._cloud.endpoint, self._cloud.folder / "logs")
        self._pumps: list[StreamPump | QueuePump | SchedulePump] = []
        self._server: Any = None

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
        self._say(
            f"Starting the local cloud ({f'new: {dropped}' if dropped else 'with the data of the last run'})"
        )
        self._cloud.start()
        self._say(f"Making {self._inventory()}")
        create(self.plan, self.client)
        if self._web:
            self._say("Publishing the web client")
            publish(self.client("s3"), self._web_bucket(), self._web)
        self._say(f"Starting {len(self.plan.functions)} functions")
        self._functions.warm()
        self._start_pumps()
        self._serve()
        if self._seed and not self._cloud.seeded.exists():
            self._say(f"Filling in the seed {self._seed.version}")
            self._seed.fill(self)
        self._cloud.seeded.write_text(version)

    def stop(self) -> None:
        """End everything and keep what is to be kept; every step is tried."""
        self._gate.stop()
        if self._server is not None:
            self._server.close()
        self._socket.close()
        for pump in self._pumps:
            pump.join(STOP_SECONDS)
        self._functions.stop()
        self._cloud.stop()

    @property
    def alive(self) -> bool:
        """Whether the cloud still runs."""
        return self._cloud.alive()

    def invoke(self, name: str, event: Any) -> Any:
        """The answer of a function to an event; raises InvocationFailed."""
        outcome = self._functions.invoke(name, event)
        if outcome.error is not None:
            raise InvocationFailed(f"{name}: {outcome.error}")
        return outcome.payload

    def pause_pumps(self) -> None:
        """Let streams, queues and schedules wait; batches in work are finished."""
        self._gate.pause()

    def resume(self) -> None:
        """Let streams, queues and schedules go on."""
        self._gate.resume()

    def drain(self, timeout: float = 30.0) -> None:
        """Wait until streams and queues are read to their end and nothing is in work; raises TimeoutError."""
        deadline = time.monotonic() + timeout
        quiet = 0
        while (
            quiet < 2
        ):  # one look is not enough: the last work may have written to a stream already looked at
            began, before = time.monotonic(), self._gate.invocations
            while not all(pump.idle_since(began) for pump in self._pumps):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"The pumps were not idle within {timeout:.0f} seconds.")
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
        failures = Failures(self.plan, self.client)
        checkpoints = Checkpoints(self.client)
        invoke: Callable[[str, Any], Outcome] = self._functions.invoke
        self._pumps = [
            *(
                StreamPump(each, self.client, invoke, checkpoints, failures, self._gate)
                for each in self.plan.streams
            ),
            *(
                QueuePump(each, self.client, invoke, self._gate, self.plan.region)
                for each in self.plan.queue_mappings
            ),
            *(SchedulePump(each, invoke, failures, self._gate) for each in self.plan.schedules),
        ]
        for pump in self._pumps:
            pump.start()

    def _serve(self) -> None:
        gateway = Gateway(self.plan, self._functions.invoke)
        subscribers = Subscribers(self.client, [topic.arn for topic in self.plan.topics], self.url)
        edge = EdgeServer(self.plan.edge, self._cloud.endpoint, gateway.handle, self._secret_text)
        application = wsgi(edge.handle, {PATH: subscribers.handle})
        self._server = create_server(
            application,
            sockets=[self._socket],
            threads=SERVER_THREADS,
            max_request_body_size=1 << 26,
            ident=None,
        )
        threading.Thread(target=self._server.run, name="edge", daemon=True).start()
        subscribers.subscribe()

    def _secret_text(self, secret_id: str) -> str:
        return str(self.client("secretsmanager").get_secret_value(SecretId=secret_id)["SecretString"])


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise PortInUse(f"Port {port} is in use; choose another with PORT=… or end its owner.") from error
    return listener
