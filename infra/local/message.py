"""An HTTP request and answer as the edge, the buckets and the gateway pass them to one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Headers that belong to one connection only (RFC 9110, section 7.6.1).
HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
)


@dataclass(frozen=True, slots=True)
class Request:
    """`path` and `query` as they came, percent-encoded; header names in Title-Case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Header names may repeat."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)
