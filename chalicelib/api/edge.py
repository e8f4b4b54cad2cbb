"""What the edge in front of the API says of a request: the caller's address and the public address."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from chalice.app import Request

SECRET = "x-origin-secret"  # noqa: S105 - a name of a header
ADDRESS = "x-viewer-address"
HOST = "x-viewer-host"


@dataclass(frozen=True, slots=True)
class Edge:
    """Believes the edge's headers only from whoever knows the secret they share."""

    secret: bytes

    def address(self, request: Request) -> str:
        """Return the caller's IP address; without the edge, that of the connection."""
        if self._trusted(request.headers) and request.headers.get(ADDRESS):
            return str(request.headers[ADDRESS])
        return str(request.context["identity"]["sourceIp"])

    def public_url(self, request: Request) -> str:
        """Return the address, without a slash at its end, under which the caller knows the API."""
        headers = request.headers
        if self._trusted(headers) and headers.get(HOST):
            return f"{headers.get('x-viewer-scheme', 'https')}://{headers[HOST]}"
        stage = request.context.get("stage")
        return f"https://{headers.get('host', 'localhost')}" + (f"/{stage}" if stage else "")

    def _trusted(self, headers: Mapping[str, str]) -> bool:
        return hmac.compare_digest(headers.get(SECRET, "").encode(), self.secret)
