"""Asks that drive reading and answering by a letter's link into every answer that the document promises."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chalicelib.domain.answer import Answer as Said
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.report import Report
from chalicelib.domain.statement import Saying, Statement
from chalicelib.domain.status import Status
from chalicelib.usecases.answer_forwarding import TryLimits
from tests.builders import PATIENCE, a_forwarding, a_report, a_use, an_institution, link_token
from tests.fakes.forwarding import InMemoryForwardings
from tests.gateway import Answer, Gateway

PATH = "/v1/answers"
LINKED = {"Authorization": f"Bearer {link_token()}"}
ACCEPTED = {"answer": "accepted"}
WRONG: list[object] = [
    {},
    {"answer": "no_answer"},
    {"answer": "refused"},
    {"answer": "refused", "note": " "},
    {"answer": "repair_date"},
    {"answer": "repair_date", "repair_by": "2026-03-14"},
    {"answer": "repair_date", "repair_by": "2999-01-01"},
    {"answer": "repair_date", "repair_by": "2026-02-30"},
    {"answer": "repair_date", "repair_by": "20260401"},
    {"answer": "accepted", "repair_by": "2026-04-01"},
    {"answer": "accepted", "by": "minister"},
]

Ask = Callable[[Gateway], Answer]


class RacingForwardings(InMemoryForwardings):
    """Somebody else is always a moment earlier."""

    def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
        if forwarding.version > 1:
            raise StaleVersion
        super().replace(forwarding, report, deed)


def waiting(ask: Ask, change: Callable[[Gateway], None] = lambda gateway: None) -> Ask:
    """Ask where one forwarding waits for its answer, whatever gateway is given."""

    def asked(_: Gateway) -> Answer:
        gateway = Gateway(limits=TryLimits(3, 3))
        forward(gateway)
        change(gateway)
        return ask(gateway)

    return asked


def forward(gateway: Gateway) -> None:
    """Store a report and its forwarding, an hour before the gateway's clock."""
    report = a_report(status=Status.CONFIRMED)
    moved, forwarding = a_forwarding(report)
    gateway.institutions.put(an_institution(), None)
    gateway.reports.add(report, a_use(), None)
    gateway.forwardings.replace(forwarding, moved)
    gateway.clock.now = moved.changed_at


def reading(headers: dict[str, str] | None = None) -> Ask:
    return lambda gateway: gateway.get(PATH, LINKED if headers is None else headers)


def answering(body: object, headers: dict[str, str] | None = None) -> Ask:
    return lambda gateway: gateway.post(body, LINKED if headers is None else headers, path=PATH)


def often(ask: Ask) -> Ask:
    return lambda gateway: [ask(gateway) for _ in range(4)][-1]


def later(gateway: Gateway) -> None:
    gateway.clock.now += PATIENCE.link


def moved_on(gateway: Gateway) -> None:
    (report,) = gateway.reports
    gateway.reports.replace(report.moved(Status.ELIMINATED, report.changed_at))


def said_much(gateway: Gateway) -> None:
    (forwarding,) = gateway.forwardings
    said = Statement(Saying(Said.REPAIR_DATE, repair_by=date(2026, 4, 1)), forwarding.asked_at)
    much = replace(forwarding, statements=(said,) * 20, version=2)
    gateway.forwardings.replace(much, None)


def racing(gateway: Gateway) -> Answer:
    return answering(ACCEPTED)(replace(gateway, forwardings_of=RacingForwardings))


def plain_text(gateway: Gateway) -> Answer:
    return gateway.send("POST", PATH, b"{}", {**LINKED, "Content-Type": "text/plain"})


def repairing(gateway: Gateway) -> Answer:
    return answering({"answer": "repair_date", "repair_by": "2026-04-10"})(gateway)


READ: dict[int, list[Ask]] = {
    200: [waiting(reading()), waiting(lambda gateway: (repairing(gateway), reading()(gateway))[1])],
    401: [waiting(reading({})), waiting(reading({"Authorization": "Basic abc"}))],
    404: [waiting(reading({"Authorization": "Bearer x"}))],
    410: [waiting(reading(), later), waiting(reading(), moved_on)],
    429: [waiting(often(reading())), waiting(often(reading({"Authorization": "Bearer x"})))],
}
ANSWERED: dict[int, list[Ask]] = {
    200: [
        waiting(answering(ACCEPTED)),
        waiting(repairing),
        waiting(answering({"answer": "eliminated"})),
        waiting(answering({"answer": "refused", "note": "Droga powiatowa."})),
    ],
    400: [waiting(answering(b"{"))],
    401: [waiting(answering(ACCEPTED, {}))],
    404: [waiting(answering(ACCEPTED, {"Authorization": "Bearer x"}))],
    409: [waiting(answering(ACCEPTED), said_much)],
    410: [waiting(answering(ACCEPTED), later), waiting(answering(ACCEPTED), moved_on)],
    413: [waiting(answering(b" " * 70_000))],
    415: [waiting(plain_text)],
    422: [waiting(answering(body)) for body in WRONG],
    429: [waiting(often(answering(ACCEPTED)))],
    503: [waiting(racing)],
}
ASKED = [
    *(("GET", PATH, status, ask) for status, asks in READ.items() for ask in asks),
    *(("POST", PATH, status, ask) for status, asks in ANSWERED.items() for ask in asks),
]
