"""Invokes the plan's functions, each in as many processes as are busy at once, as Lambda does."""

import json
import multiprocessing
import os
import shutil
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra.local.cloud import CREDENTIALS
from infra.local.plan import Function
from infra.local.worker import serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

CONCURRENCY = 4
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
# Loaded once and forked into every function's process: a cold start takes a tenth of the time.
PRELOADED = ["aws_lambda_powertools", "boto3", "chalice", "h3", "pynamodb.models", __name__]


class MissingLayerFileError(FileNotFoundError):
    """A setting names a file below /opt that no layer of the function holds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an invocation: the function's answer, or an error as Lambda reports it."""

    request_id: str
    payload: Any = None
    error: Mapping[str, Any] | None = None

    @property
    def timed_out(self) -> bool:
        """Whether the function was ended because it took too long."""
        return self.error is not None and self.error.get("errorType") == "Sandbox.Timedout"


class Functions:
    """All functions of a plan by name."""

    def __init__(self, functions: Mapping[str, Function], endpoint: str, logs: Path | None) -> None:
        self._logs = logs
        self._pools = {
            name: _Pool(function, environment(function, endpoint), logs / f"{name}.log" if logs else None)
            for name, function in functions.items()
        }

    def warm(self) -> None:
        """Begin new logs and start a process of each function, so that the first event finds it ready."""
        if self._logs is not None:
            shutil.rmtree(self._logs, ignore_errors=True)
            self._logs.mkdir(parents=True)
        for pool in self._pools.values():
            pool.warm()

    def invoke(self, name: str, event: Any) -> Outcome:
        """Run a function on an event; waits while all its processes are busy."""
        return self._pools[name].invoke(event)

    def stop(self) -> None:
        """End all processes."""
        for pool in self._pools.values():
            pool.stop()


class _Pool:
    """The processes of one function; an idle one is used before another is started."""

    def __init__(self, function: Function, environment: Mapping[str, str], log: Path | None) -> None:
        self._function, self._environment, self._log = function, environment, log
        self._free = threading.BoundedSemaphore(CONCURRENCY)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._stopped = False

    def warm(self) -> None:
        self._put(_Worker(self._function, self._environment, self._log))

    def invoke(self, event: Any) -> Outcome:
        with self._free:
            worker = self._take()
            outcome = worker.invoke(event, self._function.timeout)
            if worker.alive:
                self._put(worker)
            return outcome

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def _take(self) -> "_Worker":
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Worker(self._function, self._environment, self._log)

    def _put(self, worker: "_Worker") -> None:
        with self._lock:
            if not self._stopped:
                self._idle.append(worker)
                return
        worker.end()


class _Worker:
    """One process that runs a function."""

    def __init__(self, function: Function, environment: Mapping[str, str], log: Path | None) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        self._connection: Connection
        self._connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=serve,
            args=(theirs, function, environment, log),
            name=f"function-{function.name}",
            daemon=True,
        )
        self._process.start()
        theirs.close()
        self.alive = True

    def invoke(self, event: Any, timeout: float) -> Outcome:
        request_id = str(uuid.uuid4())
        try:
            self._connection.send_bytes(json.dumps({"id": request_id, "event": event}).encode())
            if not self._connection.poll(timeout):
                self.end()
                message = f"{request_id} Task timed out after {timeout:.2f} seconds"
                return Outcome(request_id, error={"errorMessage": message, "errorType": "Sandbox.Timedout"})
            answer = json.loads(self._connection.recv_bytes())
        except (EOFError, OSError):
            self.end()
            message = f"RequestId: {request_id} Error: Runtime exited"
            return Outcome(request_id, error={"errorMessage": message, "errorType": "Runtime.ExitError"})
        return Outcome(request_id, answer.get("payload"), answer.get("error"))

    def end(self) -> None:
        self.alive = False
        self._connection.close()
        self._process.kill()
        self._process.join()


def environment(function: Function, endpoint: str) -> dict[str, str]:
    """What the function finds in its environment: its own settings and the address of the local cloud."""
    settings = {key: _in_layers(value, function.layers) for key, value in function.environment.items()}
    return {
        **{key: os.environ[key] for key in INHERITED if key in os.environ},
        **CREDENTIALS,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_FUNCTION_NAME": function.arn.rpartition(":")[2],
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "LAMBDA_TASK_ROOT": str(function.folder),
        "_HANDLER": function.handler,
        **settings,
    }


def _in_layers(value: str, layers: Sequence[Path]) -> str:
    """In Lambda the layers' files lie below /opt; here, where the layers are built."""
    if not value.startswith("/opt/"):
        return value
    for layer in layers:
        if (layer / value.removeprefix("/opt/")).exists():
            return str((layer / value.removeprefix("/opt/")).absolute())
    raise MissingLayerFileError(
        f"No layer holds {value}: build the layers first (looked in {', '.join(map(str, layers))})."
    )
