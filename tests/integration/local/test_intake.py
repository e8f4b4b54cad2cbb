"""What the local cloud takes in by the thousand is what it would store of a request for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.s3 import HEADERS, S3TileStore, key_of
from chalicelib.domain.tile import Tile
from chalicelib.ports.pictures import Replacement
from infra.local.cloud import Cloud
from infra.local.resources import Clients, clients
from infra.seed.shipping import Intake, shipped_tiles

PLAIN, SHIPPED = "plain", "shipped"
TABLE: dict[str, Any] = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("id", "row", "unit")],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "row", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by_unit",
            "KeySchema": [
                {"AttributeName": "unit", "KeyType": "HASH"},
                {"AttributeName": "row", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
}
ROWS: list[dict[str, Any]] = [
    {
        "id": {"S": f"partition {number % 3}"},
        "row": {"S": f"{number:04}"},
        "n": {"N": "52.50"},
        "small": {"N": "-1e-3"},
        "steps": {"L": [{"M": {"at": {"S": "now"}}}, {"BOOL": False}]},
        **({"unit": {"S": f"unit {number % 2}"}} if number % 5 else {}),
    }
    for number in range(2500)
]
TILES = [(Tile("current", 12, 2300, 1300 + number), f"picture {number}".encode()) for number in range(5)]


@contextmanager
def running(folder: Path) -> Iterator[tuple[Clients, Intake]]:
    cloud = Cloud(folder)
    try:
        cloud.prepare("any", "none")
        cloud.start()
        yield clients(cloud.endpoint), Intake(cloud.endpoint)
        cloud.seeded.write_text("none")
    finally:
        cloud.stop()


def test_rows_are_those_of_single_requests_also_after_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as (client, intake):
        dynamodb = client("dynamodb")
        for name in (PLAIN, SHIPPED):
            dynamodb.create_table(TableName=name, **TABLE)
        dynamodb.put_item(TableName=SHIPPED, Item={**ROWS[0], "n": {"N": "1"}})
        assert len(of_unit(dynamodb, SHIPPED)) == 0  # the index is kept from now on

        for row in ROWS:
            dynamodb.put_item(TableName=PLAIN, Item=row)
        intake.ship(f"rows/{SHIPPED}", [ROWS[:1000], ROWS[1000:]])

        assert state(dynamodb, SHIPPED) == state(dynamodb, PLAIN)
        assert len(of_unit(dynamodb, SHIPPED)) == 1000

    with running(tmp_path) as (client, _):
        assert state(client("dynamodb"), SHIPPED) == state(client("dynamodb"), PLAIN)


def test_tiles_are_those_of_the_store_also_after_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as (client, intake):
        s3 = client("s3")
        for name in (PLAIN, SHIPPED):
            s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        put = S3TileStore(s3, PLAIN).replace(Replacement(tile, picture, None) for tile, picture in TILES)

        shipped = shipped_tiles(intake, SHIPPED)(TILES)

        assert shipped == len(put) == len(TILES)
        assert about_tiles(s3, SHIPPED) == about_tiles(s3, PLAIN)
        tags = S3TileStore(s3, SHIPPED).listed("current")
        again = [Replacement(tile, b"another", tags[tile]) for tile, _ in TILES]
        assert len(S3TileStore(s3, SHIPPED).replace(again[:2])) == 2

    with running(tmp_path) as (client, _):
        tiles = S3TileStore(client("s3"), SHIPPED)
        assert tiles.listed("current").keys() == {tile for tile, _ in TILES}
        assert [tile for tile, _ in TILES if tiles.listed("current")[tile] == tags[tile]] == [
            tile for tile, _ in TILES[2:]
        ]


@pytest.mark.parametrize(
    ("stream", "row", "reason"),
    [
        ({"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}, ROWS[0], "stream"),
        (None, {"id": {"S": "without a row"}}, "keys"),
    ],
)
def test_rows_are_refused_that_somebody_waits_for_or_that_have_no_place(
    tmp_path: Path, stream: dict[str, Any] | None, row: dict[str, Any], reason: str
) -> None:
    with running(tmp_path) as (client, intake):
        options = {"StreamSpecification": stream} if stream else {}
        client("dynamodb").create_table(TableName=SHIPPED, **TABLE, **options)

        with pytest.raises(RuntimeError, match=reason):
            intake.ship(f"rows/{SHIPPED}", [[row]])

        assert client("dynamodb").scan(TableName=SHIPPED)["Count"] == 0


@pytest.mark.parametrize(
    ("versions", "key", "reason"),
    [(True, key_of(TILES[0][0]), "versions"), (False, "../outside", "plain")],
)
def test_objects_are_refused_that_need_more_than_their_content(
    tmp_path: Path, versions: bool, key: str, reason: str
) -> None:
    with running(tmp_path) as (client, intake):
        s3 = client("s3")
        s3.create_bucket(Bucket=SHIPPED, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        if versions:
            s3.put_bucket_versioning(Bucket=SHIPPED, VersioningConfiguration={"Status": "Enabled"})

        with pytest.raises(RuntimeError, match=reason):
            intake.ship(f"objects/{SHIPPED}", [{"headers": {}, "objects": {key: ""}}])

        assert s3.list_objects_v2(Bucket=SHIPPED)["KeyCount"] == 0
        assert not (tmp_path / "outside").exists()


def state(dynamodb: Any, table: str) -> tuple[Any, ...]:
    pages = list(dynamodb.get_paginator("scan").paginate(TableName=table))
    rows = [row for page in pages for row in page["Items"]]
    count = dynamodb.describe_table(TableName=table)["Table"]["ItemCount"]
    return sorted(rows, key=lambda row: row["row"]["S"]), count, of_unit(dynamodb, table)


def of_unit(dynamodb: Any, table: str) -> list[Any]:
    pages = dynamodb.get_paginator("query").paginate(
        TableName=table,
        IndexName="by_unit",
        KeyConditionExpression="#u = :u",
        ExpressionAttributeNames={"#u": "unit"},
        ExpressionAttributeValues={":u": {"S": "unit 1"}},
    )
    return [row for page in pages for row in page["Items"]]


def about_tiles(s3: Any, bucket: str) -> list[Any]:
    """Everything that a reader gets of each tile; the tag and the time in gzip's header are random."""
    found = []
    for tile, _ in TILES:
        answer = s3.get_object(Bucket=bucket, Key=key_of(tile))
        body = answer["Body"].read()
        named = [answer[name] for name in (*HEADERS, "ContentLength", "Metadata")]
        found.append((named, body[:4], body[8:]))
    return found
