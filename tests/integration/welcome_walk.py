"""Asks every operation so that it succeeds: as a reporter, as an institution, as officers of elsewhere."""

import http.client
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from chalicelib.domain import cell as cells
from infra.local.system import System
from tests.integration.people import NATIONAL_ADMIN, WARSAW_OFFICER, id_token
from tests.integration.planting import ELSEWHERE, OPEN_POINT, Planted

UNIT, POINT = "1465-1", {"lat": 52.2318, "lon": 21.0060}
NAMES = {"pl": "Straż", "en": "Guard", "uk": "Варта"}
GUARD = {"kind": "city_guard", "names": NAMES, "email": "straz@example.invalid", "area": UNIT}
DESK = {"carrier": "email", "endpoint": "dyzurny@policja.example"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What an operation answered, and which facts in it are for whoever asked."""

    operation: tuple[str, str]
    text: str
    meant: frozenset[str]


class Visitor:
    """Asks, and remembers what it heard."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.heard: list[Heard] = []

    def asks(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        account: str = "",
        query: Mapping[str, Any] | None = None,
        meant: Collection[str] = (),
        headers: Mapping[str, str] | None = None,
        **parts: str,
    ) -> Any:
        """Return the answer to a request that must succeed; `parts` are those of the path."""
        where = path.format(**parts) + (f"?{urlencode(query)}" if query else "")
        sent = {"Content-Type": "application/json"} if body else {}
        if account:
            sent["Authorization"] = f"Bearer {id_token(self._system, account)}"
        connection = http.client.HTTPConnection(str(urlsplit(self._system.url).netloc), timeout=30)
        connection.request(method, where, json.dumps(body) if body else None, {**sent, **(headers or {})})
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        assert 200 <= answer.status < 300, (method, where, content)
        self.heard.append(Heard((method, path), f"{answer.getheaders()}\n{content}", frozenset(meant)))
        return json.loads(content) if content.startswith("{") else None


def welcomed(system: System, planted: Planted) -> list[Heard]:
    """Ask all that may be asked with a token, a link or an office that is not the planted reports' own."""
    visitor = Visitor(system)
    _as_residents(visitor, planted)
    _as_an_institution(visitor, planted)
    _as_an_officer_of_elsewhere(visitor)
    _as_a_coordinator(visitor)
    return visitor.heard


def _as_residents(visitor: Visitor, planted: Planted) -> None:
    lat, lon = cells.center(cells.cell_at(*OPEN_POINT))
    visitor.asks("GET", "/v1/units/locate", query={"lat": lat, "lon": lon})
    visitor.asks("POST", "/v1/reports", {"category": "stray_dogs", **POINT, "description": "Dwa psy"})
    for report in (planted.told, *planted.others.values()):
        if "tracking_token" in report:
            token = {"X-Tracking-Token": report["tracking_token"]}
            visitor.asks("GET", "/v1/reports/{report_id}", headers=token, report_id=report["id"])


def _as_an_institution(visitor: Visitor, planted: Planted) -> None:
    link = {"Authorization": f"Bearer {planted.link}"}
    point = [f"digits of {degree}" for degree in ELSEWHERE["note of a forwarding"]]
    meant = ["note of a forwarding", "answer of an institution", *point]
    visitor.asks("GET", "/v1/answers", headers=link, meant=meant)
    visitor.asks("POST", "/v1/answers", {"answer": "eliminated"}, headers=link, meant=meant)


def _as_an_officer_of_elsewhere(visitor: Visitor) -> None:
    here: dict[str, Any] = {"account": WARSAW_OFFICER, "code": UNIT}
    contact = {"category": "stray_dogs", **POINT, "description": "Zebranie wspólnoty"}
    report = visitor.asks("POST", "/v1/units/{code}/reports", contact, **here)
    mine: dict[str, Any] = {"account": WARSAW_OFFICER, "report_id": report["id"]}
    visitor.asks("GET", "/v1/reports", account=WARSAW_OFFICER)
    visitor.asks("PATCH", "/v1/reports/{report_id}", {"version": 1, "status": "under_verification"}, **mine)
    for more in ("", "/duplicates", "/photos", "/card"):
        visitor.asks("GET", "/v1/reports/{report_id}" + more, **mine)
    photo = visitor.asks("POST", "/v1/reports/{report_id}/photos", {"content_type": "image/jpeg"}, **mine)
    visitor.asks("DELETE", "/v1/reports/{report_id}/photos/{photo_id}", **mine, photo_id=photo["photo"]["id"])
    visitor.asks("PUT", "/v1/units/{code}/officers/me", **here)
    for what in ("officers", "statistics"):
        visitor.asks("GET", "/v1/units/{code}/" + what, **here)
    visitor.asks("GET", "/v1/institutions", query=POINT, account=WARSAW_OFFICER)


def _as_a_coordinator(visitor: Visitor) -> None:
    here: dict[str, Any] = {"account": NATIONAL_ADMIN, "code": UNIT}
    for what in ("alerts", "digest", "subscriptions"):
        visitor.asks("GET", "/v1/units/{code}/" + what, **here)
    visitor.asks("PUT", "/v1/units/{code}/digest", {"window": "daily"}, **here)
    desk = visitor.asks("POST", "/v1/units/{code}/subscriptions", DESK, **here)
    one = "/v1/units/{code}/subscriptions/{subscription_id}"
    visitor.asks("PATCH", one, {"label": "Dyżurny"}, **here, subscription_id=desk["id"])
    visitor.asks("DELETE", one, **here, subscription_id=desk["id"])
    guard: dict[str, Any] = {"account": NATIONAL_ADMIN, "code": "straz"}
    visitor.asks("PUT", "/v1/institutions/{code}", {**GUARD, "categories": ["stray_dogs"]}, **guard)
    visitor.asks("DELETE", "/v1/institutions/{code}", **guard)
