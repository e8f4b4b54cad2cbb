"""Runs one function in a process of its own, as one Lambda execution environment: one event at a time.

A process each, because functions read their settings from the environment, Powertools keeps metrics
in class attributes and a Chalice app keeps the current request in itself: in threads of one process
they would see each other's.
"""

import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from infra.local.plan import Function

Handler = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Context:
    """The part of Lambda's context object that Python functions may use."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    aws_request_id: str
    deadline: float
    function_version: str = "$LATEST"
    log_group_name: str = "/aws/lambda/local"
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function is ended."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


def serve(
    connection: Connection, function: Function, environment: Mapping[str, str], log: Path | None
) -> None:
    """Answer events from the connection until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(environment)
    _write_output_to(log)
    sys.path[:0] = [str(function.folder), *map(str, function.path)]
    try:
        handler, broken = _load(function.handler), None
    except Exception as error:  # noqa: BLE001 a function that cannot be loaded fails its invocations
        handler, broken = _unloadable, _failure(error)
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except EOFError:
            return
        outcome = {"error": broken} if broken else _answer(handler, function, request)
        sys.stdout.flush()
        connection.send_bytes(json.dumps(outcome).encode())


def _write_output_to(log: Path | None) -> None:
    """What a function prints goes to its own log, not into the run's progress lines."""
    target = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(target, descriptor)


def _load(handler: str) -> Handler:
    module, _, name = handler.rpartition(".")
    loaded: Handler = getattr(importlib.import_module(module), name)
    return loaded


def _unloadable(_event: Any, _context: Any) -> None:
    raise AssertionError("a function that did not load is never called")


def _answer(handler: Handler, function: Function, request: Mapping[str, Any]) -> dict[str, Any]:
    context = Context(
        function_name=function.arn.rpartition(":")[2],
        invoked_function_arn=function.arn,
        memory_limit_in_mb=function.memory,
        aws_request_id=request["id"],
        deadline=time.monotonic() + function.timeout,
    )
    try:
        payload = handler(request["event"], context)
        json.dumps(payload)
    except Exception as error:  # noqa: BLE001 whatever a function raises is a failed invocation
        return {"error": _failure(error)}
    return {"payload": payload}


def _failure(error: Exception) -> dict[str, Any]:
    traceback.print_exception(error)
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "stackTrace": traceback.format_tb(error.__traceback__),
    }
