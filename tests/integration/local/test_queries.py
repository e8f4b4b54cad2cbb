"""The local cloud answers a query from rows in order as it would from all of them."""

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.local.cloud import Cloud
from infra.local.resources import clients

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient

TABLE, INDEX = "rows", "by_other"
places = st.sampled_from("ab")
sorts = st.text("ż0z🍺", min_size=1, max_size=2)
Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def dynamodb() -> "Iterator[DynamoDBClient]":
    cloud = Cloud()
    try:
        cloud.prepare("queries", "queries")
        cloud.start()
        client: DynamoDBClient = clients(cloud.endpoint)("dynamodb")
        names = ("place", "sort", "other")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
            KeySchema=keys("place", "sort"),
            GlobalSecondaryIndexes=[
                {
                    "IndexName": INDEX,
                    "KeySchema": keys("place", "other"),
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
        yield client
    finally:
        cloud.stop()


def keys(partition: str, sort: str) -> Any:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def item(row: Row) -> Any:
    return {name: {"S": value} for name, value in zip(("place", "sort", "other"), row, strict=True)}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.booleans(), places, sorts, sorts), max_size=15),
    places,
    st.tuples(sorts, sorts).map(sorted),
    st.booleans(),
    st.none() | st.integers(1, 3),
    st.booleans(),
)
def test_a_query_returns_the_rows_between_the_bounds_in_order_after_any_writes(
    dynamodb: "DynamoDBClient",
    writes: list[tuple[bool, str, str, str]],
    place: str,
    bounds: list[str],
    of_index: bool,
    limit: int | None,
    forward: bool,
) -> None:
    stored: dict[tuple[str, str], Row] = {}
    for stays, *row in writes:
        partition, sort, other = row
        asked(dynamodb, place, bounds, of_index=of_index, limit=limit, forward=forward)
        if stays:
            dynamodb.put_item(TableName=TABLE, Item=item((partition, sort, other)))
            stored[partition, sort] = (partition, sort, other)
        else:
            dynamodb.delete_item(TableName=TABLE, Key={"place": {"S": partition}, "sort": {"S": sort}})
            stored.pop((partition, sort), None)

    found = asked(dynamodb, place, bounds, of_index=of_index, limit=limit, forward=forward)

    by = 2 if of_index else 1
    within = [row for row in stored.values() if row[0] == place and bounds[0] <= row[by] <= bounds[1]]
    wanted = sorted((row[by] for row in within), reverse=not forward)[:limit]
    assert [row[by] for row in found] == wanted
    assert set(found) <= set(within)
    for partition, sort in stored:
        dynamodb.delete_item(TableName=TABLE, Key={"place": {"S": partition}, "sort": {"S": sort}})


def asked(
    client: "DynamoDBClient",
    place: str,
    bounds: list[str],
    *,
    of_index: bool,
    limit: int | None,
    forward: bool,
) -> list[Row]:
    options: Any = ({"IndexName": INDEX} if of_index else {}) | ({"Limit": limit} if limit else {})
    answer = client.query(
        TableName=TABLE,
        KeyConditionExpression="#p = :p AND #s BETWEEN :low AND :high",
        ExpressionAttributeNames={"#p": "place", "#s": "other" if of_index else "sort"},
        ExpressionAttributeValues={
            ":p": {"S": place},
            ":low": {"S": bounds[0]},
            ":high": {"S": bounds[1]},
        },
        ScanIndexForward=forward,
        **options,
    )
    return [(one["place"]["S"], one["sort"]["S"], one["other"]["S"]) for one in answer["Items"]]


def test_a_condition_with_a_fault_is_refused_though_rows_fulfil_it(dynamodb: "DynamoDBClient") -> None:
    dynamodb.put_item(TableName=TABLE, Item=item(("fault", "a", "a")))

    with pytest.raises(dynamodb.exceptions.ClientError, match="BETWEEN"):
        asked(dynamodb, "fault", ["b", "a"], of_index=False, limit=None, forward=True)
