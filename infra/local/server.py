"""Serves HTTP on one port of the loopback interface: the edge, and paths of the local run itself."""

import contextlib
import http
import logging
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Any

from waitress import create_server, wasyncore

from infra.local.message import Answer, Request

THREADS = 16
LARGEST_BODY = 64 * 1024 * 1024  # above what the gateway takes, so that the gateway itself refuses
Handler = Callable[[Request], Answer]
logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait under load is no news


class PortInUseError(OSError):
    """Somebody else serves on the wanted port."""


class Server:
    """Holds its port from the beginning; answers from the start. Port 0 lets the operating system choose."""

    def __init__(self, port: int) -> None:
        self._socket = _listening(port)
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._map: dict[int, Any] = {}
        self._waitress: Any = None
        self._thread: threading.Thread | None = None

    def start(self, handle: Handler, local: Mapping[str, Handler]) -> None:
        """Answer requests; those for a path of `local` by the handler of that path."""
        self._waitress = create_server(
            _wsgi(handle, local),
            map=self._map,
            sockets=[self._socket],
            threads=THREADS,
            max_request_body_size=LARGEST_BODY,
            ident=None,
        )
        self._thread = threading.Thread(target=self._waitress.run, name="server", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the port and the connections."""
        if self._thread is not None:
            # The loop may do it before it is woken, and then there is no bell left to ring.
            with contextlib.suppress(OSError):
                self._waitress.trigger.pull_trigger(lambda: wasyncore.close_all(self._map))
            self._thread.join()
            self._waitress.task_dispatcher.shutdown()
        self._socket.close()


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUseError(
            f"Port {port} is in use: end what uses it, or choose another with PORT=."
        ) from error
    return listener


def _wsgi(handle: Handler, local: Mapping[str, Handler]) -> Callable[[dict[str, Any], Any], list[bytes]]:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        request = _request(environ)
        answer = local.get(request.path, handle)(request)
        headers = [(name, value) for name, value in answer.headers if name.lower() != "content-length"]
        if answer.status not in (204, 304):
            length = answer.header("Content-Length") if request.method == "HEAD" else None
            headers.append(("Content-Length", length or str(len(answer.body))))
        start_response(f"{answer.status} {http.HTTPStatus(answer.status).phrase}", headers)
        return [b"" if request.method == "HEAD" else answer.body]

    return application


def _request(environ: Mapping[str, Any]) -> Request:
    path, _, query = environ["REQUEST_URI"].partition("?")
    headers = {
        key.removeprefix("HTTP_").replace("_", "-").title(): value
        for key, value in environ.items()
        if key.startswith("HTTP_") or (key in ("CONTENT_TYPE", "CONTENT_LENGTH") and value)
    }
    return Request(
        method=environ["REQUEST_METHOD"],
        path=path,
        query=query,
        headers=headers,
        body=environ["wsgi.input"].read(),
        address=environ["REMOTE_ADDR"],
    )
