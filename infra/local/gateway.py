"""Passes a request to the function of its route and back, as API Gateway's REST proxy integration does.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

import base64
import re
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from infra.local.functions import Outcome
from infra.local.message import Answer, Request
from infra.local.plan import Api, Plan, Route

MAXIMUM_BODY = 10 * 1024 * 1024


class Gateway:
    """The REST API of a plan."""

    def __init__(self, plan: Plan, invoke: Callable[[str, Any], Outcome]) -> None:
        self._api: Api = plan.api
        self._account, self._region, self._invoke = plan.account, plan.region, invoke
        # A fixed part wins over a parameter: {code} comes after "locate".
        self._routes = sorted(
            ((_expression(route.path), route) for route in plan.api.routes),
            key=lambda pair: "{" in pair[1].path,
        )

    def handle(self, request: Request) -> Answer:
        """The API's answer to a request."""
        if len(request.body) > MAXIMUM_BODY:
            return self._own("REQUEST_TOO_LARGE")
        for expression, route in self._routes:
            match = expression.fullmatch(request.path)
            if match and route.method == request.method:
                if route.function is None:
                    return Answer(200, [("Content-Type", "application/json"), *route.headers.items()], b"")
                return self._proxy(request, route, route.function, match.groupdict())
        return self._own("MISSING_AUTHENTICATION_TOKEN")

    def _proxy(self, request: Request, route: Route, function: str, parameters: Mapping[str, str]) -> Answer:
        event = self._event(request, route, parameters)
        if route.authoriser:
            caller = self._caller(event, route.authoriser)
            if isinstance(caller, str):
                return self._own(caller)
            event["requestContext"]["authorizer"] = caller
        outcome = self._invoke(function, event)
        if outcome.timed_out:
            return self._own("INTEGRATION_TIMEOUT")
        if (
            outcome.error is not None
            or not isinstance(outcome.payload, dict)
            or "statusCode" not in outcome.payload
        ):
            return self._own("INTEGRATION_FAILURE")
        return self._answer(outcome.payload, request)

    def _caller(self, event: Mapping[str, Any], authoriser: str) -> dict[str, str] | str:
        """What the authoriser says of the caller, or the kind of answer that ends the request.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
        """
        where = f"arn:aws:execute-api:{self._region}:{self._account}:local/{self._api.stage}"
        asked = {name: value for name, value in event.items() if name not in ("body", "isBase64Encoded")}
        arn = f"{where}/{event['httpMethod']}{event['path']}"
        payload = self._invoke(authoriser, {"type": "REQUEST", "methodArn": arn, **asked}).payload
        if not isinstance(payload, dict):
            return "AUTHORIZER_FAILURE"
        effects = {statement["Effect"] for statement in payload["policyDocument"]["Statement"]}
        if effects != {"Allow"}:
            return "ACCESS_DENIED"
        said = {name: str(value) for name, value in payload.get("context", {}).items()}
        return {**said, "principalId": payload["principalId"]}

    def _event(self, request: Request, route: Route, parameters: Mapping[str, str]) -> dict[str, Any]:
        binary = self._is_binary(request.headers.get("Content-Type", ""))
        body = base64.b64encode(request.body).decode() if binary else request.body.decode("utf-8", "replace")
        query: dict[str, list[str]] = {}
        for name, value in parse_qsl(request.query, keep_blank_values=True):
            query.setdefault(name, []).append(value)
        return {
            "resource": route.path,
            "path": request.path,
            "httpMethod": request.method,
            "headers": dict(request.headers),
            "multiValueHeaders": {name: [value] for name, value in request.headers.items()},
            "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": dict(parameters) or None,
            "stageVariables": None,
            "requestContext": self._context(request, route),
            "body": body if request.body else None,
            "isBase64Encoded": bool(request.body) and binary,
        }

    def _context(self, request: Request, route: Route) -> dict[str, Any]:
        now = time.time()
        return {
            "accountId": self._account,
            "apiId": "local",
            "domainName": request.headers.get("Host", ""),
            "httpMethod": request.method,
            "identity": {"sourceIp": request.address, "userAgent": request.headers.get("User-Agent")},
            "path": f"/{self._api.stage}{request.path}",
            "protocol": "HTTP/1.1",
            "requestId": str(uuid.uuid4()),
            "requestTime": datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "requestTimeEpoch": int(now * 1000),
            "resourceId": "local",
            "resourcePath": route.path,
            "stage": self._api.stage,
        }

    def _answer(self, payload: Mapping[str, Any], request: Request) -> Answer:
        """Bytes are sent as bytes only to a caller whose first accepted type is a binary one."""
        body = payload.get("body") or ""
        accepted = request.headers.get("Accept", "").partition(",")[0]
        if payload.get("isBase64Encoded") and self._is_binary(accepted):
            content = base64.b64decode(body)
        else:
            content = str(body).encode()
        headers = {name: [str(value)] for name, value in (payload.get("headers") or {}).items()}
        headers |= {
            name: list(map(str, each)) for name, each in (payload.get("multiValueHeaders") or {}).items()
        }
        if "content-type" not in {name.lower() for name in headers}:
            headers["Content-Type"] = ["application/json"]
        pairs = [(name, value) for name, values in headers.items() for value in values]
        return Answer(int(payload["statusCode"]), pairs, content)

    def _is_binary(self, media_type: str) -> bool:
        plain = media_type.partition(";")[0].strip()
        return plain in self._api.binary_types or "*/*" in self._api.binary_types

    def _own(self, kind: str) -> Answer:
        answer = self._api.answers[kind]
        headers = {"Content-Type": "application/json", **answer.headers}
        return Answer(answer.status, list(headers.items()), answer.body.encode())


def _expression(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]+\})", path)
    return re.compile("".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if part.startswith("{") and part.endswith("+}"):
        return f"(?P<{part[1:-2]}>.+)"
    return f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part)
