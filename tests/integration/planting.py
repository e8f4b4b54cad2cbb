"""Plants private facts: a text of its own in every field that keeps one, at points of unusual digits."""

import http.client
import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from chalicelib.domain.photo import Stage
from chalicelib.domain.report import Details, Location
from chalicelib.domain.status import Status
from infra.local.system import System
from tests.builders import a_report
from tests.integration.people import GARRISON_COORDINATOR, KRAKOW_OFFICER, act, ask, soon
from tests.integration.photos import a_photo_from_a_phone, photos_at, send_photo
from tests.integration.rebuilding import store

Point = tuple[float, float]
ADDRESS, KEY = "127.83.197.61", "klucz-7c1e0b5a94f2d836"
WHEN = "2026-02-03T04:05:07Z"
TEXTS = {
    "description": "Za trzecim garażem Q7ZX",
    "note": "Uwaga dzielnicowego K9WV",
    "word of mouth": "Debata u sołtysa W3PD",
    "reason of a hand-over": "Granica biegnie za mostem H8ZC",
    "note of a forwarding": "Prosimy o próg zwalniający F5TB",
    "answer of an institution": "Próg stanie w czerwcu J4MY",
    "note of a merging": "Ten sam motocykl M6GN",
    "description of a published month": "Za sceną w parku P2LK",
}
OPEN_POINT = (50.06143719, 19.93658263)
LONELY = {"drug_use": (50.29471853, 20.21396475), "begging": (49.89362517, 19.72618394)}
"""Where there is one report, withheld or sensitive, and no other near."""

ELSEWHERE = {
    "word of mouth": (50.07418263, 19.95731846),
    "reason of a hand-over": (50.04829375, 19.91846273),
    "note of a forwarding": (50.08173645, 19.89527381),
    "note of a merging": (50.06152847, 19.93649172),
}
"""Where other reports of Kraków lie, by the text that they bring with them."""

POINTS = (OPEN_POINT, *LONELY.values(), *ELSEWHERE.values())
PUBLISHED, PUBLISHED_MONTH, PUBLISHED_AT = "minors_at_risk", "2021-03", (53.77841962, 20.48015273)
INSTITUTION = "drogi-sekret"
LINK = re.compile(r"/#/answer/([A-Za-z0-9_-]{43})\n")


@dataclass(frozen=True, slots=True)
class Planted:
    """What reporters were told of the report that is acted on most, and of others by their texts."""

    told: dict[str, Any]
    others: dict[str, dict[str, Any]]
    photo: str
    link: str


def plant(system: System) -> Planted:
    """Place the reports and act on them until every field is filled; then count, draw, publish and pack."""
    told = _place(system, "speeding", OPEN_POINT, KEY)
    for category, point in LONELY.items():
        _place(system, category, point, KEY + category)
    _change(system, told, version=1, status="under_verification", note=TEXTS["note"])
    others = _act_on_others(system, told["id"])
    link = _answered_by_an_institution(system, others["note of a forwarding"])
    photo = send_photo(system, told["id"], a_photo_from_a_phone())
    _place_in_a_month_that_is_over(system)
    system.drain()
    assert photos_at(system, told["id"], Stage.READY)
    for moment in (f"{PUBLISHED_MONTH[:4]}-04-15T12:00:00Z", datetime.now(UTC).isoformat()):
        system.invoke("publish", {"time": moment})
    system.drain()
    system.invoke("archive", {})
    system.drain()
    return Planted(told, others, photo["id"], link)


def _act_on_others(system: System, main: str) -> dict[str, dict[str, Any]]:
    mouth, handed, forwarded, merged = ELSEWHERE
    body = {"category": "speeding", "lat": ELSEWHERE[mouth][0], "lon": ELSEWHERE[mouth][1]}
    path = "/v1/units/1261/reports"
    status, contact = act(system, KRAKOW_OFFICER, "POST", path, {**body, "description": TEXTS[mouth]})
    assert status == 201, contact
    placed = {
        what: _place(system, "speeding", ELSEWHERE[what], KEY + str(n), n)
        for n, what in enumerate((handed, forwarded, merged), start=1)
    }
    _change(system, placed[handed], version=1, unit="1206", reason=TEXTS[handed])
    _change(system, placed[merged], version=1, duplicate_of=main, note=TEXTS[merged])
    return {mouth: contact, **placed}


def _answered_by_an_institution(system: System, report: dict[str, Any]) -> str:
    """Let a report be forwarded and the institution answer; return its link's token."""
    names = {"pl": "Zarząd Dróg", "en": "Road Authority", "uk": "Управління доріг"}
    roads = {"kind": "road_manager", "names": names, "area": "1261", "categories": ["speeding"]}
    path, email = f"/v1/institutions/{INSTITUTION}", "drogi-sekret@example.invalid"
    status, told = act(system, GARRISON_COORDINATOR, "PUT", path, {**roads, "email": email})
    assert status == 200, told
    _change(system, report, version=1, status="under_verification")
    _change(system, report, version=2, status="confirmed")
    note = TEXTS["note of a forwarding"]
    _change(system, report, version=3, status="forwarded", institution=INSTITUTION, note=note)

    def letters() -> list[str]:
        _, answer = ask(system, "GET", "/local/letters")
        return [letter["text"] for letter in answer["letters"] if note in letter["text"]]

    found = LINK.search(soon(letters)[0])
    assert found
    answer = {"answer": "accepted", "note": TEXTS["answer of an institution"]}
    status, told = ask(system, "POST", "/v1/answers", answer, Authorization=f"Bearer {found[1]}")
    assert status == 200, told
    return found[1]


def _place_in_a_month_that_is_over(system: System) -> None:
    placed = datetime.fromisoformat(f"{PUBLISHED_MONTH}-14T09:00:00+00:00")
    text = Details(description=TEXTS["description of a published month"])
    for _ in range(6):
        report = a_report(
            str(uuid.uuid4()),
            category=PUBLISHED,
            status=Status.CONFIRMED,
            at=Location(*PUBLISHED_AT),
            placed=placed,
            details=text,
        )
        store(system, report)


def _change(system: System, report: dict[str, Any], **wish: Any) -> None:
    status, told = act(system, KRAKOW_OFFICER, "PATCH", f"/v1/reports/{report['id']}", wish)
    assert status == 200, told


def _place(system: System, category: str, point: Point, key: str, neighbour: int = 0) -> Any:
    """Place a report from an address of its own on the loopback; neighbours have a quota each."""
    body = {
        "category": category,
        "lat": point[0],
        "lon": point[1],
        "description": TEXTS["description"],
        "occurred_at": WHEN,
    }
    server, address = str(urlsplit(system.url).netloc), ADDRESS[:-1] + str(int(ADDRESS[-1]) + neighbour)
    connection = http.client.HTTPConnection(server, timeout=30, source_address=(address, 0))
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    connection.request("POST", "/v1/reports", json.dumps(body), headers)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert answer.status == 201, told
    return told
