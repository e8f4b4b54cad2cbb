"""A subscriber of all topics that notes when an alert of each report came."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from infra.local.system import System

CONFIRMATION_SECONDS = 15.0


class Ear:
    """Listens on a port of its own while it is open."""

    def __init__(self, system: System) -> None:
        self.heard: dict[str, float] = {}
        self._sns = system.client("sns")
        self._topics = [topic.arn for topic in system.plan.topics]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._hear))
        self._endpoint = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        for topic in self._topics:
            self._sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=self._endpoint)
        deadline = time.monotonic() + CONFIRMATION_SECONDS
        while self._pending():
            if time.monotonic() > deadline:
                raise TimeoutError("SNS did not confirm the subscriptions.")
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _pending(self) -> bool:
        pages = self._sns.get_paginator("list_subscriptions").paginate()
        ours = [one for page in pages for one in page["Subscriptions"] if one["Endpoint"] == self._endpoint]
        return any(one["SubscriptionArn"] == "PendingConfirmation" for one in ours)

    def _hear(self, message: dict[str, Any]) -> None:
        now = time.perf_counter()
        if message["Type"] == "SubscriptionConfirmation":
            self._sns.confirm_subscription(TopicArn=message["TopicArn"], Token=message["Token"])
        elif message["Type"] == "Notification":
            alert = json.loads(message["Message"])
            if "report_id" in alert:
                self.heard.setdefault(alert["report_id"], now)


def _handler(hear: Callable[[dict[str, Any]], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hear(json.loads(body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    return Handler
