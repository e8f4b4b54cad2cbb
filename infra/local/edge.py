"""Answers requests as the template's CloudFront distribution does: by path, from a bucket or from the API.

Not imitated: caching (every request reaches its origin), compression, redirects to HTTPS.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import quote

import urllib3

from infra.local.message import HOP_BY_HOP, Answer, Request
from infra.local.plan import Behaviour, Edge, Origin

SECRET = re.compile(r"\{\{resolve:secretsmanager:(.+?):SecretString(?::([^:}]*))?[^}]*\}\}")
CONDITIONAL = ("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "Range")
FROM_BUCKET = frozenset(
    {
        "accept-ranges",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-range",
        "content-type",
        "etag",
        "last-modified",
    }
)
Handler = Callable[[Request], Answer]


class Distribution:
    """The distribution: `gateway` answers for the API, the buckets lie at `endpoint`."""

    def __init__(
        self, edge: Edge, endpoint: str, gateway: Handler, secret_text: Callable[[str], str]
    ) -> None:
        self._edge, self._endpoint, self._gateway = edge, endpoint, gateway
        self._pool = urllib3.PoolManager(maxsize=32, retries=False)
        self._behaviours = [
            (_expression(each.pattern), _with_secrets(each, secret_text)) for each in edge.behaviours
        ]

    def handle(self, request: Request) -> Answer:
        """The edge's answer to a request."""
        behaviour = next(each for expression, each in self._behaviours if expression.fullmatch(request.path))
        if request.method not in behaviour.methods:
            return Answer(403, [("Content-Type", "text/plain")], b"This path does not take this method.")
        seen = as_viewed(request) if behaviour.viewer_function else request
        answer = self._from_origins(behaviour, seen)
        if answer.status in self._edge.errors:
            status, page = self._edge.errors[answer.status]
            shown = self._from_origins(self._behaviours[-1][1], replace(seen, method="GET", path=page))
            answer = replace(shown, status=status)
        return _with_headers(answer, behaviour)

    def _from_origins(self, behaviour: Behaviour, request: Request) -> Answer:
        answer = self._from_origin(behaviour.origins[0], request)
        for origin in behaviour.origins[1:]:
            if answer.status in behaviour.failover:
                answer = self._from_origin(origin, request)
        return answer

    def _from_origin(self, origin: Origin, request: Request) -> Answer:
        sent = replace(request, headers={**request.headers, **origin.headers})
        if origin.bucket is None:
            return self._gateway(sent)
        path = request.path if request.path != "/" else f"/{self._edge.root_object}"
        url = f"{self._endpoint}/{origin.bucket}{quote(origin.path + path, safe='/%')}"
        headers = {name: sent.headers[name] for name in CONDITIONAL if name in sent.headers}
        got = self._pool.request(
            request.method, url, headers={**headers, "Host": "s3.amazonaws.com"}, decode_content=False
        )
        if got.status >= 400:
            return Answer(
                got.status, [("Content-Type", "text/plain")], b"There is nothing at this address.\n"
            )
        kept = [(name, value) for name, value in got.headers.items() if name.lower() in FROM_BUCKET]
        return Answer(got.status, kept, got.data)


def as_viewed(request: Request) -> Request:
    """What the template's viewer function does to a request; a test compares the two."""
    headers = {
        **request.headers,
        "X-Viewer-Address": request.address,
        "X-Viewer-Scheme": "http",
        "X-Viewer-Host": request.headers.get("Host", ""),
    }
    path = "/docs/index.html" if request.path in ("/docs", "/docs/") else request.path
    return replace(request, path=path, headers=headers)


def _expression(pattern: str) -> re.Pattern[str]:
    """CloudFront's path patterns: * stands for any characters, ? for one."""
    absolute = pattern if pattern.startswith(("/", "*")) else f"/{pattern}"
    return re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in absolute))


def _with_secrets(behaviour: Behaviour, secret_text: Callable[[str], str]) -> Behaviour:
    """The dynamic references in the origins' headers replaced by the secrets."""

    def resolved(match: re.Match[str]) -> str:
        text = secret_text(match.group(1))
        return str(json.loads(text)[match.group(2)]) if match.group(2) else text

    def of(headers: Mapping[str, str]) -> dict[str, str]:
        return {name.title(): SECRET.sub(resolved, value) for name, value in headers.items()}

    origins = tuple(replace(origin, headers=of(origin.headers)) for origin in behaviour.origins)
    return replace(behaviour, origins=origins)


def _with_headers(answer: Answer, behaviour: Behaviour) -> Answer:
    overridden = {each.name.lower() for each in behaviour.headers if each.override}
    kept = [
        (name, value)
        for name, value in answer.headers
        if name.lower() not in overridden and name.lower() not in HOP_BY_HOP
    ]
    present = {name.lower() for name, _ in kept}
    added = [(each.name, each.value) for each in behaviour.headers if each.name.lower() not in present]
    return replace(answer, headers=[*kept, *added])
