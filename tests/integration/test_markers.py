"""Private facts are planted in reports; then everything that anybody may read is searched for them."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from chalicelib.domain import cell as cells
from chalicelib.domain.month import month_of
from infra.local.system import System
from tests.contract.openapi import OPERATIONS
from tests.integration.people import KRAKOW_OFFICER, NATIONAL_ADMIN, act, ask, id_token
from tests.integration.photos import PHONE
from tests.integration.planting import (
    ADDRESS,
    KEY,
    LONELY,
    OPEN_POINT,
    POINTS,
    PUBLISHED,
    PUBLISHED_AT,
    PUBLISHED_MONTH,
    TEXTS,
    WHEN,
    Planted,
    plant,
)
from tests.integration.public_walk import Found, operation_of, public_answers, public_objects
from tests.integration.welcome_walk import Heard, welcomed

ROOT = Path(__file__).parents[2]
CATALOGUES = {"GET /v1/categories", "GET /v1/openapi.json", "GET /v1/schemas/alert.json"}
"""What names categories without counting them."""


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """A system with the web client's files, if they are built."""
    web = {"": ROOT / "web" / "dist"}
    with System(ROOT / "template.yaml", web=web, scheduled=False) as started:
        yield started


@pytest.fixture(scope="module")
def planted(system: System) -> Planted:
    """What was planted, when all is counted, drawn, published and packed."""
    return plant(system)


@pytest.fixture(scope="module")
def walked(system: System, planted: Planted) -> list[Found]:
    """Everything public."""
    now, report_id = month_of(datetime.fromisoformat(planted.told["created_at"])), planted.told["id"]
    around = [
        (OPEN_POINT, now),
        *((point, now) for point in LONELY.values()),
        (PUBLISHED_AT, PUBLISHED_MONTH),
    ]
    answers = [
        found
        for point, month in around
        for found in public_answers(system, cells.cell_at(*point), report_id, month)
    ]
    return [*answers, *public_objects(system)]


@pytest.fixture(scope="module")
def heard(system: System, planted: Planted, walked: list[Found]) -> list[Heard]:
    """What is told to those who have a token, a link or an office elsewhere, after all else was read."""
    return welcomed(system, planted)


@pytest.fixture(scope="module")
def markers(system: System, planted: Planted) -> dict[str, str]:
    """Texts that nobody else wrote."""
    claims = id_token(system, KRAKOW_OFFICER).split(".")[1]
    officer = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return {
        **TEXTS,
        "moment": WHEN,
        "address": ADDRESS,
        "idempotency key": KEY,
        "token": planted.told["tracking_token"],
        "link": planted.link,
        "account": officer["sub"],
        "photo": planted.photo,
        "words in a photo": PHONE,
        **{f"digits of {degree}": str(degree)[3:] for point in POINTS for degree in point},
    }


def test_who_may_read_everything_reads_all_that_was_planted(
    system: System, planted: Planted, markers: dict[str, str]
) -> None:
    """Else the search would prove nothing."""
    ids = [planted.told["id"], *(report["id"] for report in planted.others.values())]
    read = [act(system, NATIONAL_ADMIN, "GET", f"/v1/reports/{one}") for one in ids]

    shown = json.dumps(read, ensure_ascii=False)
    texts = TEXTS.keys() - {"description of a published month"}
    for what in (*texts, "moment", "photo", *(f"digits of {degree}" for degree in OPEN_POINT)):
        assert markers[what] in shown, what


def test_every_operation_was_answered_with_what_it_is_for(walked: list[Found], heard: list[Heard]) -> None:
    """An operation that only refuses shows nothing of what it would leak."""
    answers = [(where, text) for where, text in walked if where.partition(" ")[2].startswith("/v1/")]
    succeeded = {operation_of(where) for where, text in answers if text[0] in "23"}

    assert succeeded | {one.operation for one in heard} == OPERATIONS.keys()


def test_whoever_is_told_something_is_told_no_other_private_fact(
    heard: list[Heard], markers: dict[str, str]
) -> None:
    leaks = [
        (one.operation, what)
        for one in heard
        for what, marker in markers.items()
        if what not in one.meant and marker in one.text
    ]

    assert leaks == []


def test_a_publication_with_areas_was_among_what_is_public(walked: list[Found]) -> None:
    told = dict(walked)[f"GET /v1/publications/{PUBLISHED_MONTH}.json"]

    assert cells.cell_at(*PUBLISHED_AT) in json.loads(told.split("\n", 1)[1])["areas"][PUBLISHED]
    assert any(PUBLISHED in text for where, text in walked if f"/{PUBLISHED_MONTH}/" in where)


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
    assert not [one for one in told if one["counts"].keys() - {"speeding", PUBLISHED}]


def test_alerts_name_neither_the_point_nor_the_reporter(system: System, markers: dict[str, str]) -> None:
    alerts = json.dumps(ask(system, "GET", "/local/alerts")[1], ensure_ascii=False)

    assert "drug_use" in alerts
    assert [what for what, marker in markers.items() if marker in alerts] == []


def test_logs_name_neither_the_point_nor_the_reporter(
    system: System, planted: Planted, markers: dict[str, str]
) -> None:
    logs = {path.name: path.read_text(encoding="utf-8") for path in system.logs.glob("*.log")}

    assert {"api.log", "aggregate.log", "tiles.log", "notify.log", "publish.log"} <= logs.keys()
    assert [
        (name, what) for name, text in logs.items() for what, marker in markers.items() if marker in text
    ] == []


def test_no_bucket_keeps_what_a_photo_said_about_itself(system: System, planted: Planted) -> None:
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
    system: System, planted: Planted, markers: dict[str, str]
) -> None:
    dynamodb = system.client("dynamodb")
    rows = {
        table.name: json.dumps(
            [page["Items"] for page in dynamodb.get_paginator("scan").paginate(TableName=table.name)],
            default=str,
        )
        for table in system.plan.tables
    }

    assert any(planted.told["id"] in text for text in rows.values())
    for what in ("address", "idempotency key", "token"):
        assert [name for name, text in rows.items() if markers[what] in text] == [], what
