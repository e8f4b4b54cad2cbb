"""A threat on its way to an institution and back on real parts: letter, answer, silence, alerts."""

import itertools
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.system import System
from tests.integration.people import (
    GARRISON_COORDINATOR,
    KRAKOW_OFFICER,
    SECRET_TEXT,
    WARSAW_OFFICER,
    act,
    ask,
    place,
    soon,
    tracked,
)

ROADS = {
    "kind": "road_manager",
    "names": {"pl": "Zarząd Dróg", "en": "Road Authority", "uk": "Управління доріг"},
    "email": "drogi@example.invalid",
    "area": "1261",
    "categories": ["road_infrastructure", "speeding", "vandalism", "stray_dogs"],
}
ORIGINS = itertools.count(1)
CODE = "drogi-krakow"
LINK = re.compile(r"(http://127\.0\.0\.1:\d+)/#/answer/([A-Za-z0-9_-]{43})\n")


@pytest.fixture
def directory(system: System) -> None:
    """One institution, put by the coordinator of its garrison."""
    status, _ = act(system, GARRISON_COORDINATOR, "PUT", f"/v1/institutions/{CODE}", ROADS)
    assert status == 200


def forwarded(system: System, category: str, note: str) -> tuple[Any, str]:
    """Place a report, confirm it, forward it; return the reporter's receipt and the letter's text."""
    receipt = place(system, category, address=f"127.0.1.{next(ORIGINS)}")
    path = f"/v1/reports/{receipt['id']}"
    steps: list[dict[str, Any]] = [
        {"version": 1, "status": "under_verification"},
        {"version": 2, "status": "confirmed"},
        {"version": 3, "status": "forwarded", "institution": CODE, "note": note},
    ]
    for body in steps:
        status, answer = act(system, KRAKOW_OFFICER, "PATCH", path, body)
        assert status == 200, answer
    return receipt, letters_about(system, note)[0]


def letters_about(system: System, note: str) -> list[str]:
    """Return the texts of letters that hold a note, the newest first, when there is one."""

    def found() -> list[str]:
        letters = ask(system, "GET", "/local/letters")[1]["letters"]
        return [letter["text"] for letter in letters if note in letter["text"]]

    texts: list[str] = soon(found)
    return texts


def token_in(letter: str) -> str:
    found = LINK.search(letter)
    assert found, letter
    return found[2]


def by_link(system: System, token: str, body: Any = None) -> tuple[int, Any]:
    method = "GET" if body is None else "POST"
    return ask(system, method, "/v1/answers", body, Authorization=f"Bearer {token}")


def test_an_institution_answers_by_the_link_of_its_letter_and_everybody_learns_of_it(
    system: System, directory: None
) -> None:
    receipt, letter = forwarded(system, "road_infrastructure", "Zapadnięta studzienka")
    token = token_in(letter)
    promise = {"answer": "repair_date", "repair_by": in_days(30)}

    read = by_link(system, token)
    promised = by_link(system, token, promise)
    again = by_link(system, token, promise)
    gone = by_link(system, token, {"answer": "eliminated", "note": "Wymieniono."})

    assert [status for status, _ in (read, promised, again, gone)] == [200] * 4
    assert (read[1]["location"], read[1]["note"]) == (
        {"lat": 50.0614, "lon": 19.9366},
        "Zapadnięta studzienka",
    )
    assert SECRET_TEXT not in letter + json.dumps([read, promised, gone])
    assert promised == again
    seen = tracked(system, receipt)
    assert [(step["status"], step.get("answer")) for step in seen["history"]][-3:] == [
        ("forwarded", None),
        ("forwarded", "repair_date"),
        ("eliminated", "eliminated"),
    ]
    assert seen["history"][-2]["repair_by"] == promise["repair_by"]
    assert seen["history"][-1]["institution"]["names"]["pl"] == "Zarząd Dróg"
    assert "Wymieniono" not in json.dumps(seen)
    full = act(system, KRAKOW_OFFICER, "GET", f"/v1/reports/{receipt['id']}")[1]
    assert (full["history"][-1]["by"], full["history"][-1]["note"]) == (CODE, "Wymieniono.")
    assert by_link(system, token)[0] == 410
    soon(lambda: [a for a in alerts(system, receipt) if a["event"] == "answered"][1:])


def test_a_refusal_gives_the_report_back_to_the_unit(system: System, directory: None) -> None:
    receipt, letter = forwarded(system, "vandalism", "Prosimy zamalować napis")

    status, _ = by_link(system, token_in(letter), {"answer": "refused", "note": "Mur jest prywatny."})

    assert status == 200
    assert tracked(system, receipt)["status"] == "confirmed"
    soon(lambda: [a for a in alerts(system, receipt) if a["event"] == "answered"])


def test_silence_is_reminded_and_then_given_up_once_each(system: System, directory: None) -> None:
    receipt, letter = forwarded(system, "stray_dogs", "Prosimy o odłowienie psów")
    other_receipt, _ = forwarded(system, "speeding", "Prosimy o spowalniacz")

    age(system, receipt["id"])
    first = [system.invoke("silence", {}), system.invoke("silence", {})]
    letters = soon(lambda: letters_about(system, "odłowienie psów")[1:])
    age(system, receipt["id"])
    second = [system.invoke("silence", {}), system.invoke("silence", {})]

    assert [run["reminded"] for run in first] == [1, 0]
    assert [run["given_back"] for run in second] == [1, 0]
    assert token_in(letters[0]) == token_in(letter)
    seen = tracked(system, receipt)
    assert (seen["status"], seen["history"][-1]["answer"]) == ("confirmed", "no_answer")
    assert tracked(system, other_receipt)["status"] == "forwarded"
    soon(lambda: [a for a in alerts(system, receipt) if a["event"] == "unanswered"])
    assert by_link(system, token_in(letter))[0] == 410


def test_no_other_token_opens_anything_and_no_log_holds_one(system: System, directory: None) -> None:
    receipt, letter = forwarded(system, "road_infrastructure", "Krzywy znak")
    token = token_in(letter)
    by_link(system, token)

    others = [by_link(system, other)[0] for other in (token[::-1], receipt["tracking_token"], "x" * 43)]

    assert others == [404, 404, 404]
    assert ask(system, "GET", "/v1/answers")[0] == 401
    logs = "".join(log.read_text(encoding="utf-8") for log in system.logs.glob("*.log"))
    assert token not in logs
    assert SECRET_TEXT not in logs


def test_an_officer_of_another_unit_neither_forwards_nor_keeps_the_directory(
    system: System, directory: None
) -> None:
    receipt = place(system, "vandalism", address=f"127.0.1.{next(ORIGINS)}")
    wish = {"version": 1, "status": "forwarded", "institution": CODE, "note": "x"}

    forwarding = act(system, WARSAW_OFFICER, "PATCH", f"/v1/reports/{receipt['id']}", wish)
    keeping = act(system, WARSAW_OFFICER, "PUT", f"/v1/institutions/{CODE}", ROADS)
    listed = act(system, WARSAW_OFFICER, "GET", "/v1/institutions?lat=50.06&lon=19.94&category=vandalism")

    assert (forwarding[0], keeping[0]) == (403, 403)
    assert CODE in [one["code"] for one in listed[1]["institutions"]]
    assert act(system, GARRISON_COORDINATOR, "DELETE", "/v1/institutions/nobody")[0] == 404


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def age(system: System, report_id: str) -> None:
    """Let the moment pass at which the silence about a report is noticed."""
    dynamodb = system.client("dynamodb")
    table = system.plan.functions["silence"].environment["FORWARDINGS_TABLE"]
    rows = dynamodb.scan(TableName=table, ConsistentRead=True)["Items"]
    (key,) = (row["key"] for row in rows if row["report_id"]["S"] == report_id)
    dynamodb.update_item(
        TableName=table,
        Key={"key": key},
        UpdateExpression="SET due_at = :past",
        ExpressionAttributeValues={":past": {"S": "2026-01-01T00:00:00.000Z"}},
    )


def alerts(system: System, receipt: Any) -> list[Any]:
    heard = ask(system, "GET", "/local/alerts")[1]["alerts"]
    return [one["message"] for one in heard if one["message"].get("report_id") == receipt["id"]]
