"""A small Chalice app with one route for every way that an answer travels."""

import os
from typing import Any

from chalice import Chalice, Response

app = Chalice("web", configure_logs=False)
app.api.binary_types.append("image/png")


@app.route("/v1/hello/{name}", methods=["GET"])
def hello(name: str) -> Any:
    request: Any = app.current_request
    return {
        "greeting": f"{os.environ['GREETING']} {name}",
        "query": {key: request.query_params.getlist(key) for key in request.query_params or {}},
        "viewer": {key: value for key, value in request.headers.items() if key.startswith("x-")},
        "address": request.context["identity"]["sourceIp"],
    }


@app.route("/v1/picture", methods=["GET"])
def picture() -> Response:
    return Response(body=b"\x89PNG", headers={"Content-Type": "image/png"})


@app.route("/v1/tiles/{name}", methods=["GET"])
def tile(name: str) -> Response:
    return Response(body="", status_code=204, headers={"X-From": "api"})


@app.route("/v1/echo", methods=["POST"], content_types=["application/json", "image/png", "text/plain"])
def echo() -> Response:
    request: Any = app.current_request
    body = request.raw_body
    if body == b"crash":
        raise SystemError("crash")
    return Response(
        body={"length": len(body)},
        status_code=201,
        headers={"Set-Cookie": ["a=1", "b=2"]},
    )
