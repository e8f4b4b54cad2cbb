"""Asks that drive the recording of direct contact into every answer that the document promises."""

from collections.abc import Callable
from typing import Any

from chalicelib.domain.errors import Busy
from chalicelib.domain.officer import Officer
from tests.builders import WARSAW, an_officer
from tests.fakes.reports import InMemoryReports
from tests.gateway import JSON, Answer, Gateway

Ask = Callable[[Gateway], Answer]
PATH = "/v1/units/{code}/reports"
TOLD = {"category": "speeding", "lat": 50.06143, "lon": 19.93658, "description": "Debata społeczna"}


class BusyReports(InMemoryReports):
    def add(self, *_: object) -> None:
        raise Busy("Another request holds the same rows.")


def told(body: Any = None, code: str = "1261", officer: Officer | None = None, **parts: Any) -> Ask:
    """Ask as an officer of Kraków."""
    who = officer or an_officer()
    return lambda _: Gateway(officer=who, **parts).post(body or TOLD, path=f"/v1/units/{code}/reports")


def by_nobody(_: Gateway) -> Answer:
    return Gateway().post(TOLD, path="/v1/units/1261/reports")


def as_plain_text(_: Gateway) -> Answer:
    gateway = Gateway(officer=an_officer())
    return gateway.post(b"{}", {**JSON, "Content-Type": "text/plain"}, path="/v1/units/1261/reports")


def too_often(_: Gateway) -> Answer:
    gateway = Gateway(officer=an_officer())
    return [gateway.post(TOLD, path="/v1/units/1261/reports") for _ in range(11)][-1]


ASKED: list[tuple[str, str, int, Ask]] = [
    ("POST", PATH, 201, told()),
    ("POST", PATH, 400, told(b"{")),
    ("POST", PATH, 401, by_nobody),
    ("POST", PATH, 403, told(officer=an_officer(unit="1206"))),
    ("POST", PATH, 404, told(code="9999")),
    ("POST", PATH, 413, told(b" " * 70_000)),
    ("POST", PATH, 415, as_plain_text),
    ("POST", PATH, 422, told({"category": "unheard_of"})),
    ("POST", PATH, 422, told({**TOLD, "lat": WARSAW.lat, "lon": WARSAW.lon})),
    ("POST", PATH, 429, too_often),
    ("POST", PATH, 503, told(reports=BusyReports())),
]
