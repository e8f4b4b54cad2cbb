"""Stands on the wire before DynamoDB and SQS: notes what anybody asks of them, and lets some of it fail."""

import http.client
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self

Request = tuple[str, dict[str, Any]]
Effect = Callable[[], dict[str, Any] | None]
"""Returns the error to answer a request with; None when nobody waits for an answer any more."""


@dataclass
class Disturbance:
    """What becomes of a request of an operation, when so many others of it have passed."""

    operation: str
    after: int
    effect: Effect


class Relay:
    """An HTTP server that passes requests on to an endpoint."""

    def __init__(self, endpoint: str) -> None:
        self.requests: list[Request] = []
        self.refusals: list[dict[str, Any]] = []
        self._disturbances: list[Disturbance] = []
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(endpoint.removeprefix("http://")))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def refuse_next(self, *refusals: dict[str, Any]) -> None:
        """Answer the next requests with these errors of DynamoDB, and pass none of them on."""
        self.refusals.extend(refusals)

    def disturb(self, *disturbances: Disturbance) -> None:
        """Let these happen, each once and to a request that is not passed on, and none of before any more."""
        with self._lock:
            self._disturbances[:] = disturbances

    @property
    def waiting(self) -> int:
        """How many disturbances have not happened yet."""
        return len(self._disturbances)

    def _disturbed(self, operation: str) -> Effect | None:
        with self._lock:
            if self.refusals:
                refusal = self.refusals.pop(0)
                return lambda: refusal
            for one in [one for one in self._disturbances if one.operation == operation]:
                one.after -= 1
                if one.after < 0:
                    self._disturbances.remove(one)
                    return one.effect
        return None

    def noted(self) -> list[Request]:
        """Return the operations and bodies since the last call."""
        taken, self.requests[:] = list(self.requests), []
        return taken

    def _handler(self, address: str) -> type[BaseHTTPRequestHandler]:
        requests, disturbed = self.requests, self._disturbed

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer in two packets would wait for the first one's acknowledgement

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                operation = self.headers["X-Amz-Target"].partition(".")[2]
                requests.append((operation, json.loads(body)))
                if effect := disturbed(operation):
                    return self.fail(effect())
                # A kept connection may be closed from the other end, and a client would then ask twice.
                with closing(http.client.HTTPConnection(address, timeout=60)) as upstream:
                    upstream.request("POST", self.path, body, dict(self.headers))
                    given = upstream.getresponse()
                    return self.answer(given.status, given.headers["x-amz-crc32"], given.read())

            def fail(self, error: dict[str, Any] | None) -> None:
                if error is None:
                    self.close_connection = True
                else:
                    self.answer(400, None, json.dumps(error).encode())

            def answer(self, status: int, check: str | None, text: bytes) -> None:
                self.send_response_only(status)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                if check:
                    self.send_header("x-amz-crc32", check)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        return Handler


def conflict(*codes: str) -> dict[str, Any]:
    """Return DynamoDB's error for a transaction that was cancelled for these reasons, one for each item."""
    return {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "message": f"Transaction cancelled, please refer cancellation reasons [{', '.join(codes)}]",
        "CancellationReasons": [{"Code": code, "Message": code} for code in codes],
    }


def refused(code: str) -> dict[str, Any]:
    """Return DynamoDB's error for a request of any other kind."""
    return {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code}
