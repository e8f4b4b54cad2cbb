"""Every answer that the document promises of who is told of a unit's reports, driven for `test_answers`."""

from collections.abc import Callable
from typing import Any

from chalicelib.domain.errors import Busy
from chalicelib.domain.officer import Officer, Role
from tests.builders import PLACED, a_report, an_alert, an_officer
from tests.fakes.alerts import InMemoryAlertLog, InMemoryTopics
from tests.gateway import JSON, Answer, Gateway

Ask = Callable[[Gateway], Answer]

ALL = "/v1/units/1261/subscriptions"
DESK = {"carrier": "email", "endpoint": "duty@police.example", "label": "Dyżurny", "priorities": ["urgent"]}
QUEUE = {"carrier": "sqs", "endpoint": "arn:aws:sqs:eu-central-1:123456789012:threats", "below": False}
COORDINATOR = an_officer(Role.LOCAL_COORDINATOR)
STRANGER = an_officer(Role.LOCAL_COORDINATOR, "1206")


def by(officer: Officer | None, method: str, path: str, body: Any = None, **parts: Any) -> Ask:
    """Ask a gateway of its own, at which the desk is subscribed and has confirmed, and an alert was told."""

    def ask(_: Gateway) -> Answer:
        coordinator = Gateway(officer=COORDINATOR)
        coordinator.write("POST", ALL, DESK)
        coordinator.topics.confirm_all()
        gateway = Gateway(
            **{"subscriptions": coordinator.subscriptions, "topics": coordinator.topics, **parts},
            alert_log=told(),
            officer=officer,
        )
        return gateway.get(path) if method == "GET" else gateway.write(method, path, body)

    return ask


def told() -> InMemoryAlertLog:
    """Return a log with an alert that was told, one that failed and one that waits."""
    log = InMemoryAlertLog()
    for n in range(3):
        alert = an_alert(a_report(f"00000000-0000-4000-8000-00000000000{n}"))
        log.open(alert, PLACED if n == 2 else None, PLACED)
        if n == 0:
            log.told(alert, "message", PLACED)
        if n == 1:
            log.failed(alert, "SNS does not answer.")
    return log


def on_plain_text(method: str, path: str) -> Ask:
    return lambda _: Gateway(officer=COORDINATOR).send(
        method, path, b"{}", {**JSON, "Content-Type": "text/plain"}
    )


def on_pending(method: str, body: Any = None) -> Ask:
    """Ask for a change of a subscription that nobody has confirmed."""

    def ask(_: Gateway) -> Answer:
        gateway = Gateway(officer=COORDINATOR)
        path = f"{ALL}/{gateway.write('POST', ALL, DESK).json['id']}"
        return gateway.write(method, path, body)

    return ask


class Silent(InMemoryTopics):
    """Topics at an SNS that does not answer."""

    def __getattribute__(self, name: str) -> Any:
        if name in {"subscribe", "state", "refilter", "end"}:
            raise Busy("SNS does not answer.")
        return super().__getattribute__(name)


ONE = f"{ALL}/{Gateway(officer=COORDINATOR).write('POST', ALL, DESK).json['id']}"
NONE = f"{ALL}/{'0' * 24}"
NEW = {"carrier": "sms", "endpoint": "+48600100200"}
FEWER = {"categories": ["speeding"], "events": ["opened"]}


def refused(method: str, path: str, unknown: str, body: Any = None) -> dict[int, list[Ask]]:
    """Return the asks that end before the body matters."""
    return {
        401: [by(None, method, path, body)],
        403: [by(STRANGER, method, path, body), by(an_officer(), method, path, body)],
        404: [by(COORDINATOR, method, unknown, body)],
    }


def unreadable(method: str, path: str) -> dict[int, list[Ask]]:
    """Return the asks whose body cannot be read."""
    return {
        400: [by(COORDINATOR, method, path, b"{")],
        413: [by(COORDINATOR, method, path, b" " * 70_000)],
        415: [on_plain_text(method, path)],
    }


SUBSCRIPTIONS: dict[tuple[str, str], dict[int, list[Ask]]] = {
    ("GET", "/v1/units/{code}/subscriptions"): {
        200: [by(COORDINATOR, "GET", ALL), by(an_officer(Role.NATIONAL_ADMIN, "KGP"), "GET", ALL)],
        **refused("GET", ALL, "/v1/units/9999/subscriptions"),
        503: [by(COORDINATOR, "GET", ALL, topics=Silent())],
    },
    ("POST", "/v1/units/{code}/subscriptions"): {
        200: [by(COORDINATOR, "POST", ALL, DESK)],
        201: [by(COORDINATOR, "POST", ALL, NEW), by(COORDINATOR, "POST", ALL, QUEUE)],
        **unreadable("POST", ALL),
        **refused("POST", ALL, "/v1/units/9999/subscriptions", NEW),
        409: [by(COORDINATOR, "POST", ALL, {**DESK, "events": ["opened"]})],
        422: [
            by(COORDINATOR, "POST", ALL, {}),
            by(COORDINATOR, "POST", ALL, {**NEW, "endpoint": "112"}),
            by(COORDINATOR, "POST", ALL, {**NEW, "categories": ["unheard_of"], "below": 1}),
        ],
        503: [by(COORDINATOR, "POST", ALL, NEW, topics=Silent())],
    },
    ("PATCH", "/v1/units/{code}/subscriptions/{subscription_id}"): {
        200: [by(COORDINATOR, "PATCH", ONE, FEWER), by(COORDINATOR, "PATCH", ONE, {})],
        **unreadable("PATCH", ONE),
        **refused("PATCH", ONE, NONE, FEWER),
        409: [on_pending("PATCH", FEWER)],
        422: [by(COORDINATOR, "PATCH", ONE, {"events": ["closed"]}), by(COORDINATOR, "PATCH", ONE, NEW)],
        503: [by(COORDINATOR, "PATCH", ONE, FEWER, topics=Silent())],
    },
    ("DELETE", "/v1/units/{code}/subscriptions/{subscription_id}"): {
        204: [by(COORDINATOR, "DELETE", ONE)],
        **refused("DELETE", ONE, NONE),
        409: [on_pending("DELETE")],
        503: [by(COORDINATOR, "DELETE", ONE, topics=Silent())],
    },
}
LOG, DIGEST = "/v1/units/1261/alerts", "/v1/units/1261/digest"
DAILY = {"window": "daily"}
BULLETIN: dict[tuple[str, str], dict[int, list[Ask]]] = {
    ("GET", "/v1/units/{code}/alerts"): {
        200: [by(COORDINATOR, "GET", LOG), by(an_officer(Role.GARRISON_COORDINATOR, "12"), "GET", LOG)],
        **refused("GET", LOG, "/v1/units/9999/alerts"),
        422: [by(COORDINATOR, "GET", f"{LOG}?cursor=x"), by(COORDINATOR, "GET", f"{LOG}?cursor=ż")],
    },
    ("GET", "/v1/units/{code}/digest"): {
        200: [by(COORDINATOR, "GET", DIGEST)],
        **refused("GET", DIGEST, "/v1/units/9999/digest"),
    },
    ("PUT", "/v1/units/{code}/digest"): {
        200: [by(COORDINATOR, "PUT", DIGEST, DAILY), by(COORDINATOR, "PUT", DIGEST, {"window": "instant"})],
        **unreadable("PUT", DIGEST),
        **refused("PUT", DIGEST, "/v1/units/9999/digest", DAILY),
        422: [by(COORDINATOR, "PUT", DIGEST, {}), by(COORDINATOR, "PUT", DIGEST, {"window": "weekly"})],
    },
}
ASKED = [
    (method, path, status, ask)
    for (method, path), answers in (SUBSCRIPTIONS | BULLETIN).items()
    for status, asks in answers.items()
    for ask in asks
]
