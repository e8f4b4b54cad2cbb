"""Private facts are planted in reports; then everything that anybody may read is searched for them."""

import base64
import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chalicelib.domain import cell as cells
from chalicelib.domain.month import month_of
from chalicelib.domain.photo import Stage
from infra.local.system import System
from tests.integration.people import KRAKOW_OFFICER, act, ask, id_token
from tests.integration.photos import PHONE, a_photo_from_a_phone, photos_at, send_photo
from tests.integration.public_walk import Found, public_answers, public_objects

ROOT = Path(__file__).parents[2]
ADDRESS, KEY = "127.83.197.61", "klucz-7c1e0b5a94f2d836"
TEXT, NOTE, WHEN = "Za trzecim garażem Q7ZX", "Uwaga dzielnicowego K9WV", "2026-02-03T04:05:07Z"
OPEN_POINT = (50.06143719, 19.93658263)
LONELY = {"drug_use": (50.29471853, 20.21396475), "begging": (49.89362517, 19.72618394)}
"""Where there is one report, withheld or sensitive, and no other near."""

CATALOGUES = {"GET /v1/categories", "GET /v1/openapi.json", "GET /v1/schemas/alert.json"}
"""What names categories without counting them."""


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """A system with the web client's files, if they are built."""
    with System(ROOT / "template.yaml", web={"": ROOT / "web" / "dist"}) as started:
        yield started


@pytest.fixture(scope="module")
def planted(system: System) -> Any:
    """What the reporter of the open report was told, when all is counted, drawn, moved and packed."""
    told = _place(system, "speeding", OPEN_POINT, KEY)
    for category, point in LONELY.items():
        _place(system, category, point, KEY + category)
    wish = {"version": 1, "status": "under_verification", "note": NOTE}
    status, _ = act(system, KRAKOW_OFFICER, "PATCH", f"/v1/reports/{told['id']}", wish)
    assert status == 200
    photo = send_photo(system, told["id"], a_photo_from_a_phone())
    system.drain()
    assert photos_at(system, told["id"], Stage.READY)
    system.invoke("publish", {"time": datetime.now(UTC).isoformat()})
    system.invoke("archive", {})
    system.drain()
    return {**told, "photo": photo["id"]}


@pytest.fixture(scope="module")
def walked(system: System, planted: dict[str, Any]) -> list[Found]:
    """Everything public."""
    month = month_of(datetime.now(UTC))
    points = (OPEN_POINT, *LONELY.values())
    answers = [
        found
        for point in points
        for found in public_answers(system, cells.cell_at(*point), planted["id"], month)
    ]
    return [*answers, *public_objects(system)]


@pytest.fixture(scope="module")
def markers(system: System, planted: dict[str, Any]) -> dict[str, str]:
    """Texts that nobody else wrote."""
    claims = id_token(system, KRAKOW_OFFICER).split(".")[1]
    officer = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    points = [OPEN_POINT, *LONELY.values()]
    return {
        "description": TEXT,
        "note": NOTE,
        "moment": WHEN,
        "address": ADDRESS,
        "idempotency key": KEY,
        "token": planted["tracking_token"],
        "account": officer["sub"],
        "photo": planted["photo"],
        "words in a photo": PHONE,
        **{f"digits of {degree}": str(degree)[3:] for point in points for degree in point},
    }


def test_an_officer_of_the_unit_reads_what_was_planted(
    system: System, planted: dict[str, Any], markers: dict[str, str]
) -> None:
    """Else the search would prove nothing."""
    _, read = act(system, KRAKOW_OFFICER, "GET", f"/v1/reports/{planted['id']}")

    shown = json.dumps(read, ensure_ascii=False)
    for what in ("description", "note", "moment", "photo", *(f"digits of {d}" for d in OPEN_POINT)):
        assert markers[what] in shown, what


def test_no_answer_to_anybody_and_no_public_object_holds_a_private_fact(
    walked: list[Found], markers: dict[str, str]
) -> None:
    leaks = [(where, what) for where, text in walked for what, marker in markers.items() if marker in text]

    assert leaks == []
    assert sum("speeding.under_verification" in text for _, text in walked) > 50
    assert any(".pmtiles" in where and "speeding" in text for where, text in walked)


def test_nothing_that_counts_shows_where_a_withheld_or_sensitive_report_lies(
    system: System, walked: list[Found]
) -> None:
    lonely = [cells.cell_at(*point, resolution) for point in LONELY.values() for resolution in (6, 7, 8, 9)]

    web = system.plan.edge.behaviours[-1].origins[0].bucket
    told_of = {where for where, text in walked for category in LONELY if category in text}
    drawn = [
        text for where, text in walked if where.endswith((".mvt", ".pmtiles")) or "/publications/" in where
    ]
    told = [
        json.loads(text.split("\n", 1)[1]) for where, text in walked if where.startswith("GET /v1/cells/")
    ]

    assert {where for where in told_of if not where.startswith(f"{web}/")} <= CATALOGUES
    assert drawn
    assert not [cell for cell in lonely for text in drawn if cell in text]
    assert {one["total"] for one in told if one["cell"] in lonely} == {0}
    assert not [one for one in told if one["counts"].keys() - {"speeding"}]


def test_alerts_name_neither_the_point_nor_the_reporter(system: System, markers: dict[str, str]) -> None:
    alerts = json.dumps(ask(system, "GET", "/local/alerts")[1], ensure_ascii=False)

    assert "drug_use" in alerts
    assert [what for what, marker in markers.items() if marker in alerts] == []


def test_logs_name_neither_the_point_nor_the_reporter(
    system: System, planted: dict[str, Any], markers: dict[str, str]
) -> None:
    logs = {path.name: path.read_text(encoding="utf-8") for path in system.logs.glob("*.log")}

    assert {"api.log", "aggregate.log", "tiles.log", "notify.log", "publish.log"} <= logs.keys()
    assert [
        (name, what) for name, text in logs.items() for what, marker in markers.items() if marker in text
    ] == []


def test_no_bucket_keeps_what_a_photo_said_about_itself(system: System, planted: dict[str, Any]) -> None:
    s3 = system.client("s3")
    buckets = {bucket.name for bucket in system.plan.buckets}
    media = system.plan.functions["media"].environment
    held = {
        f"{bucket}/{one['Key']}": s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read()
        for bucket in buckets
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for one in page.get("Contents", [])
    }

    assert len([name for name in held if name.startswith(media["PHOTOS_BUCKET"])]) == 2
    assert [name for name in held if name.startswith(media["UPLOADS_BUCKET"])] == []
    assert [name for name, content in held.items() if PHONE.encode() in content] == []


def test_no_table_keeps_the_address_the_key_or_the_token_as_it_came(
    system: System, planted: dict[str, Any], markers: dict[str, str]
) -> None:
    dynamodb = system.client("dynamodb")
    rows = {
        table.name: json.dumps(
            [page["Items"] for page in dynamodb.get_paginator("scan").paginate(TableName=table.name)],
            default=str,
        )
        for table in system.plan.tables
    }

    assert any(planted["id"] in text for text in rows.values())
    for what in ("address", "idempotency key", "token"):
        assert [name for name, text in rows.items() if markers[what] in text] == [], what


def _place(system: System, category: str, point: tuple[float, float], key: str) -> Any:
    """Place a report from an address of its own on the loopback."""
    body = {
        "category": category,
        "lat": point[0],
        "lon": point[1],
        "description": TEXT,
        "occurred_at": WHEN,
    }
    server = str(urlsplit(system.url).netloc)
    connection = http.client.HTTPConnection(server, timeout=30, source_address=(ADDRESS, 0))
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    connection.request("POST", "/v1/reports", json.dumps(body), headers)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert answer.status == 201, told
    return told
