"""Officers on real parts: sign-in at the pool, reading, moving, handing over, and who learns what of it."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

from chalicelib.domain.layer import CURRENT
from chalicelib.domain.tile import tiles_showing
from infra.local.accounts import ACCOUNTS
from infra.local.cloud import CREDENTIALS
from infra.local.system import System
from tests.integration.people import (
    GARRISON_COORDINATOR,
    KRAKOW,
    KRAKOW_OFFICER,
    LOCAL_COORDINATOR,
    NATIONAL_ADMIN,
    SECRET_TEXT,
    WARSAW_OFFICER,
    act,
    ask,
    id_token,
    place,
    soon,
    tracked,
)

ROOT = Path(__file__).parents[2]


def audited(system: System, report_id: str) -> list[Any]:
    """Export what the audit holds of a report, as an operator does."""
    day = datetime.now(UTC).date()
    table = system.plan.functions["api"].environment["AUDIT_TABLE"]
    span = ["--from", str(day - timedelta(days=1)), "--to", str(day)]
    command = [sys.executable, "-m", "infra.audit", "--audit-table", table, "--report", report_id, *span]
    environment = {**os.environ, "AWS_ENDPOINT_URL": system.endpoint, **CREDENTIALS}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


OF_ITS_OWN = (50.0305, 19.9063)
"""A place in Kraków where no other test reports anything."""


def test_a_move_reaches_the_reporter_the_counts_and_the_tiles(system: System) -> None:
    report = place(system, "road_infrastructure", OF_ITS_OWN)
    cell, path = report["cell"], f"/v1/reports/{report['id']}"

    wish = {"version": 1, "status": "under_verification", "note": "Jedzie patrol"}
    status, state = act(system, KRAKOW_OFFICER, "PATCH", path, wish)

    assert (status, state["version"], state["status"]) == (200, 2, "under_verification")
    seen = tracked(system, report)
    assert [step["status"] for step in seen["history"]] == ["new", "under_verification"]
    assert "patrol" not in json.dumps(seen)
    assert "officer" not in json.dumps(seen)
    counts = partial(ask, system, "GET", f"/v1/cells/{cell}")
    soon(lambda: counts()[1]["counts"].get("road_infrastructure") == {"under_verification": 1})
    tile = max(tiles_showing(cell, CURRENT), key=lambda tile: tile.z)
    drawn = f"/v1/tiles/current/{tile.z}/{tile.x}/{tile.y}.mvt"
    soon(lambda: _numbers(system, drawn, cell).get("road_infrastructure.under_verification") == 1)
    assert "road_infrastructure.new" not in _numbers(system, drawn, cell)


def test_a_hand_over_is_told_to_both_units_and_changes_who_may_read(system: System) -> None:
    report = place(system, "illegal_racing")  # urgent, so that no digest keeps it waiting
    path = f"/v1/reports/{report['id']}"
    queue = _alerts_of_garrison_12(system)

    wish = {"version": 1, "unit": "1206", "reason": "Druga strona drogi"}
    status, state = act(system, LOCAL_COORDINATOR, "PATCH", path, wish)

    assert (status, state["unit"]) == (200, "1206")
    alerts: dict[str, Any] = {}
    soon(lambda: _received(system, queue, report["id"], alerts).keys() >= {"taken_over", "handed_over"})
    assert {event: alert["unit"] for event, alert in alerts.items() if event != "opened"} == {
        "taken_over": "1206",
        "handed_over": "1261",
    }
    assert tracked(system, report)["unit"]["code"] == "1206"
    assert act(system, KRAKOW_OFFICER, "GET", path)[0] == 403
    step = act(system, GARRISON_COORDINATOR, "GET", path)[1]["history"][-1]
    assert {name: value for name, value in step.items() if value is not None} == {
        "status": "new",
        "at": state["updated_at"],
        "act": "handed_over",
        "by": "local_coordinator@1261",
        "unit": "1206",
        "reason": "Druga strona drogi",
    }


def test_an_officer_reads_the_exact_point_in_scope_only_and_it_is_audited(system: System) -> None:
    report = place(system, "grass_burning")
    path = f"/v1/reports/{report['id']}"

    answers = {account.name: act(system, account.name, "GET", path) for account in ACCOUNTS}

    assert {name: status for name, (status, _) in answers.items()} == {
        KRAKOW_OFFICER: 200,
        WARSAW_OFFICER: 403,
        LOCAL_COORDINATOR: 200,
        GARRISON_COORDINATOR: 200,
        NATIONAL_ADMIN: 200,
    }
    full = answers[KRAKOW_OFFICER][1]
    assert full["location"] == {"lat": KRAKOW[0], "lon": KRAKOW[1]}
    assert full["description"] == SECRET_TEXT
    assert "bramie" not in json.dumps(answers[WARSAW_OFFICER])
    deeds = audited(system, report["id"])
    assert sorted((deed["role"], deed["ground"]) for deed in deeds if deed["what"] == "read") == [
        ("garrison_coordinator", "supervision"),
        ("local_coordinator", "own_unit"),
        ("national_admin", "supervision"),
        ("officer", "own_unit"),
    ]
    log = (system.logs / "api.log").read_text(encoding="utf-8")
    assert "bramie" not in log
    assert str(KRAKOW[0]) not in log


def test_the_second_of_two_officers_learns_how_the_report_stands(system: System) -> None:
    path = f"/v1/reports/{place(system, 'stray_dogs')['id']}"
    wish = {"version": 1, "status": "under_verification"}
    act(system, KRAKOW_OFFICER, "PATCH", path, wish)

    status, problem = act(system, LOCAL_COORDINATOR, "PATCH", path, wish)

    assert (status, problem["current"]["version"]) == (409, 2)
    illegal = act(system, KRAKOW_OFFICER, "PATCH", path, {"version": 2, "status": "eliminated"})
    assert (illegal[0], illegal[1]["current"]["allowed"]) == (
        409,
        ["confirmed", "joke_or_mistake", "unconfirmed"],
    )


def test_of_two_officers_at_once_one_changes_the_report_and_the_other_learns_how_it_stands(
    system: System,
) -> None:
    path = f"/v1/reports/{place(system, 'illegal_parking')['id']}"
    wishes = {
        KRAKOW_OFFICER: {"version": 1, "status": "under_verification"},
        LOCAL_COORDINATOR: {"version": 1, "note": "Jedzie patrol"},
        NATIONAL_ADMIN: {"version": 1, "note": "Proszę o pośpiech"},
    }
    for name in wishes:
        id_token(system, name)  # so that nobody is late for the start
    start = Barrier(len(wishes))

    def change(name: str) -> tuple[int, Any]:
        start.wait()
        return act(system, name, "PATCH", path, wishes[name])

    with ThreadPoolExecutor(len(wishes)) as pool:
        answers = list(pool.map(change, wishes))

    assert sorted(status for status, _ in answers) == [200, 409, 409]
    won = next(body for status, body in answers if status == 200)
    stands = act(system, NATIONAL_ADMIN, "GET", path)[1]
    assert (stands["version"], len(stands["history"])) == (2, 2)
    assert won["status"] == stands["status"]
    for lost in (body["current"] for status, body in answers if status == 409):
        assert (lost["version"], lost["status"]) == (2, won["status"])
    changes = [deed for deed in audited(system, won["id"]) if deed["what"] != "read"]
    assert len(changes) == 1


def test_merged_reports_are_counted_once_and_followed_under_the_main_one(system: System) -> None:
    at = (50.0301, 19.9021)
    main = place(system, "illegal_dump", at)
    duplicate = place(system, "illegal_dump", at, address="127.0.0.11")
    paths = {report["id"]: f"/v1/reports/{report['id']}" for report in (main, duplicate)}

    def counted() -> Any:
        return ask(system, "GET", f"/v1/cells/{main['cell']}")[1]["counts"].get("illegal_dump")

    soon(lambda: counted() == {"new": 2})
    wish = {"version": 1, "duplicate_of": main["id"], "note": "Ten sam stos opon"}
    merged = act(system, KRAKOW_OFFICER, "PATCH", paths[duplicate["id"]], wish)
    moved = act(
        system, KRAKOW_OFFICER, "PATCH", paths[main["id"]], {"version": 2, "status": "under_verification"}
    )

    assert (merged[0], moved[0]) == (200, 200)
    soon(lambda: counted() == {"under_verification": 1})
    seen = tracked(system, duplicate)
    assert (seen["status"], seen["duplicate_of"]) == ("under_verification", main["id"])
    assert act(system, LOCAL_COORDINATOR, "GET", paths[main["id"]])[1]["duplicates"] == [duplicate["id"]]

    parting = {"version": 2, "duplicate_of": None, "note": "Drugi stos, za torami"}
    parted = act(system, KRAKOW_OFFICER, "PATCH", paths[duplicate["id"]], parting)

    assert parted[0] == 200
    soon(lambda: counted() == {"under_verification": 1, "new": 1})
    assert tracked(system, duplicate)["status"] == "new"


def test_likely_duplicates_and_the_card_are_for_who_has_the_report(system: System) -> None:
    first = place(system, "quads_in_forest", (50.0401, 19.8501))
    second = place(system, "quads_in_forest", (50.0402, 19.8502), address="127.0.0.12")
    path = f"/v1/reports/{first['id']}"

    likely = soon(lambda: act(system, KRAKOW_OFFICER, "GET", f"{path}/duplicates")[1]["likely"])

    assert [(one["id"], one["metres"]) for one in likely] == [(second["id"], 13)]
    assert act(system, WARSAW_OFFICER, "GET", f"{path}/duplicates")[0] == 403
    assert act(system, WARSAW_OFFICER, "GET", f"{path}/card")[0] == 403
    assert {"likely duplicates"} <= {deed["what"] for deed in audited(system, second["id"])}


def test_who_signed_on_is_given_work_by_the_coordinator(system: System) -> None:
    path = f"/v1/reports/{place(system, 'begging')['id']}"
    me = act(system, KRAKOW_OFFICER, "PUT", "/v1/units/1261/officers/me")[1]

    listed = soon(lambda: act(system, LOCAL_COORDINATOR, "GET", "/v1/units/1261/officers")[1]["officers"])
    given = act(system, LOCAL_COORDINATOR, "PATCH", path, {"version": 1, "assignee": me["id"]})

    assert (me["name"], listed) == (KRAKOW_OFFICER, [me])
    assert (given[0], given[1]["assignee"]) == (200, me["id"])
    assert act(system, KRAKOW_OFFICER, "GET", path)[1]["assignee"] == me["id"]
    assert act(system, WARSAW_OFFICER, "GET", "/v1/units/1261/officers")[0] == 403


def test_without_a_valid_token_nothing_of_the_officers_is_reached(system: System) -> None:
    report = place(system, "vandalism")
    path, wish = f"/v1/reports/{report['id']}", {"version": 1, "status": "under_verification"}
    header, payload, signature = id_token(system, KRAKOW_OFFICER).split(".")
    forged = f"Bearer {header}.{payload}.{signature[::-1]}"

    refused = [
        ask(system, "PATCH", path, wish),
        ask(system, "PATCH", path, wish, **{"X-Tracking-Token": report["tracking_token"]}),
        ask(system, "PATCH", path, wish, Authorization=f"Bearer {report['tracking_token']}"),
        ask(system, "PATCH", path, wish, Authorization=forged),
        ask(system, "GET", path, Authorization=forged),
        ask(system, "GET", "/v1/reports"),
    ]

    assert {(status, problem["title"]) for status, problem in refused} == {(401, "Sign-in needed")}
    assert tracked(system, report)["status"] == "new"


def test_a_work_list_holds_the_own_units_reports_and_no_other(system: System) -> None:
    report = place(system, "speeding")

    lines = soon(lambda: act(system, KRAKOW_OFFICER, "GET", "/v1/reports?status=new")[1]["reports"])

    assert report["id"] in {line["id"] for line in lines}
    (line,) = (line for line in lines if line["id"] == report["id"])
    assert line["location"] == {"lat": KRAKOW[0], "lon": KRAKOW[1]}
    assert (line["lateness"], line["unit"], line["version"]) == ("on_time", "1261", 1)
    assert report["id"] not in json.dumps(act(system, WARSAW_OFFICER, "GET", "/v1/reports"))
    assert act(system, WARSAW_OFFICER, "GET", "/v1/reports?unit=1261")[0] == 403
    for query in ("?unit=1261&sort=deadline", "?sort=deadline&category=speeding&deadline=on_time"):
        page = act(system, GARRISON_COORDINATOR, "GET", f"/v1/reports{query}")[1]
        assert report["id"] in {line["id"] for line in page["reports"]}
    counted = soon(lambda: act(system, KRAKOW_OFFICER, "GET", "/v1/reports?counts=true")[1]["counts"])
    assert counted["new"] >= 1


def _numbers(system: System, path: str, cell: str) -> dict[str, Any]:
    """Return what a tile says of a cell."""
    status, tile = ask(system, "GET", path)
    features = tile["cells"]["features"] if status == 200 else []
    return next((dict(f["properties"]) for f in features if f["properties"]["cell"] == cell), {})


def _alerts_of_garrison_12(system: System) -> str:
    sqs, sns = system.client("sqs"), system.client("sns")
    url = str(sqs.create_queue(QueueName="officers-alerts")["QueueUrl"])
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = next(topic.arn for topic in system.plan.topics if topic.arn.endswith("-alerts-12"))
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    return url


def _received(system: System, url: str, report_id: str, alerts: dict[str, Any]) -> dict[str, Any]:
    """Return a report's alerts so far by event."""
    sqs = system.client("sqs")
    for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        alert = json.loads(message["Body"])
        if alert["report_id"] == report_id:
            alerts[alert["event"]] = alert
    return alerts
