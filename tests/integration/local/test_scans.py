"""The local cloud answers pages of a scan from rows in order as it would from all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.local.cloud import Cloud
from infra.local.ordered_rows import ITSELF, ordered
from infra.local.ordered_scans import NO_SORT_KEY, behind_start
from infra.local.resources import clients

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

INDEX = "by_other"
ROWS, LONE = "rows", "lone"
"""Two tables: with a sort key, and without."""

places, sorts = st.sampled_from("aż"), st.sampled_from(["0", "z", "ż", "ż0", "🍺"])
Key = tuple[str, str]
Write = tuple[Key, str | None]
"""A row's keys, and what else it holds; None for a row that goes."""


def writes(most: int) -> st.SearchStrategy[list[Write]]:
    return st.lists(st.tuples(st.tuples(places, sorts), st.none() | sorts), max_size=most)


@pytest.fixture(scope="module")
def dynamodb() -> "Iterator[DynamoDBClient]":
    cloud = Cloud()
    try:
        cloud.prepare("scans", "scans")
        cloud.start()
        client: DynamoDBClient = clients(cloud.endpoint)("dynamodb")
        make_table(client, ROWS, "place", "sort")
        make_table(client, LONE, "sort")
        yield client
    finally:
        cloud.stop()


def make_table(client: "DynamoDBClient", name: str, *own: str) -> None:
    index: Any = {
        "IndexName": INDEX,
        "KeySchema": schema(own[0], "other"),
        "Projection": {"ProjectionType": "ALL"},
    }
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in (*own, "other")],
        KeySchema=schema(*own),
        GlobalSecondaryIndexes=[index],
    )


def schema(*names: str) -> Any:
    return [
        {"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=False)
    ]


@dataclass
class Scanned:
    """A table while it is scanned, and what it holds."""

    client: "DynamoDBClient"
    table: str
    options: dict[str, Any]
    stored: dict[Key, str]

    def write(self, some: list[Write]) -> None:
        """Put rows and delete others."""
        for key, other in some:
            known = self.key(key)
            attributes = {"sort": {"S": known[1]}} | ({"place": {"S": known[0]}} if known[0] else {})
            if other is None:
                self.client.delete_item(TableName=self.table, Key=attributes)
                self.stored.pop(known, None)
            else:
                self.client.put_item(TableName=self.table, Item={**attributes, "other": {"S": other}})
                self.stored[known] = other

    def key(self, key: Key) -> Key:
        """Leave out what is no key of this table."""
        return key if self.table == ROWS else ("", key[1])

    def pages(self, **more: Any) -> "Iterator[list[tuple[Key, str]]]":
        """Scan page by page."""
        options = {**self.options, **more}
        while True:
            answer = self.client.scan(TableName=self.table, **options)
            yield [
                ((one.get("place", {"S": ""})["S"], one["sort"]["S"]), one["other"]["S"])
                for one in answer["Items"]
            ]
            if "LastEvaluatedKey" not in answer:
                return
            options["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def clear(self) -> None:
        """Leave an empty table for the next example."""
        self.write([(key, None) for key in list(self.stored)])


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([ROWS, LONE]),
    st.booleans(),
    writes(12),
    st.lists(writes(3), max_size=6),
    st.integers(1, 3),
)
def test_a_scan_meets_once_and_in_order_what_stands_all_the_time_whatever_is_written_meanwhile(
    dynamodb: "DynamoDBClient",
    table: str,
    of_index: bool,
    before: list[Write],
    meanwhile: list[list[Write]],
    limit: int,
) -> None:
    scanned = Scanned(dynamodb, table, {"IndexName": INDEX} if of_index else {}, {})
    scanned.write(before)
    stood = dict(scanned.stored)

    met, ever = [], set(stood.items())
    pages = scanned.pages(Limit=limit)
    for page, some in zip(pages, chain(meanwhile, repeat([])), strict=False):
        met += page
        for one in some:
            scanned.write([one])
            ever |= set(scanned.stored.items())
            stood.pop(scanned.key(one[0]), None)

    assert [row for row in met if row[0] in stood] == in_order(stood.items(), by_other=of_index)
    assert met == in_order(met, by_other=of_index)
    assert set(met) <= ever
    scanned.clear()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), writes(20), st.integers(1, 3), st.integers(1, 4))
def test_segments_share_the_rows_between_them_in_order(
    dynamodb: "DynamoDBClient",
    of_index: bool,
    some: list[Write],
    limit: int,
    segments: int,
) -> None:
    scanned = Scanned(dynamodb, ROWS, {"IndexName": INDEX} if of_index else {}, {})
    scanned.write(some)

    found = [
        list(chain.from_iterable(scanned.pages(Limit=limit, Segment=one, TotalSegments=segments)))
        for one in range(segments)
    ]

    assert all(own == in_order(own, by_other=of_index) for own in found)
    assert sorted(chain.from_iterable(found)) == sorted(scanned.stored.items())
    scanned.clear()


@pytest.fixture
def five(dynamodb: "DynamoDBClient") -> "Iterator[Scanned]":
    scanned = Scanned(dynamodb, ROWS, {}, {})
    scanned.write([(("a", f"{n}"), "even" if n % 2 == 0 else "odd") for n in range(5)])
    yield scanned
    scanned.clear()


def test_a_limit_counts_what_is_looked_at_and_a_filter_what_is_returned(five: Scanned) -> None:
    filtered: Any = {
        "FilterExpression": "#other = :wanted",
        "ExpressionAttributeNames": {"#other": "other"},
        "ExpressionAttributeValues": {":wanted": {"S": "odd"}},
    }

    answer = five.client.scan(TableName=ROWS, Limit=3, **filtered)

    assert (answer["Count"], answer["ScannedCount"]) == (1, 3)
    assert answer["LastEvaluatedKey"] == {"place": {"S": "a"}, "sort": {"S": "2"}}
    assert [len(page) for page in five.pages(Limit=2, **filtered)] == [1, 1, 0]


def test_a_page_ends_at_a_megabyte(five: Scanned) -> None:
    for n in range(5):
        row = {"place": {"S": "a"}, "sort": {"S": f"{n}"}, "other": {"S": "x" * 300_000}}
        five.client.put_item(TableName=ROWS, Item=row)

    sizes = [len(page) for page in five.pages()]

    assert sizes == [3, 2]


@pytest.mark.parametrize(
    "request_with_a_fault",
    [
        {"Select": "SPECIFIC_ATTRIBUTES"},
        {"ExclusiveStartKey": {"place": {"S": "a"}}},
        {"IndexName": "by_nothing"},
        {"FilterExpression": "place = :missing"},
        {"Segment": 2, "TotalSegments": 2},
    ],
)
def test_a_request_with_a_fault_is_refused(five: Scanned, request_with_a_fault: dict[str, Any]) -> None:
    with pytest.raises(five.client.exceptions.ClientError, match="ValidationException"):
        list(five.pages(**request_with_a_fault))


def test_a_page_costs_the_rows_that_it_holds() -> None:
    looked_at = 0

    class Items(dict[str, dict[str, Any]]):
        def __getitem__(self, key: str) -> dict[str, Any]:
            nonlocal looked_at
            looked_at += 1
            return super().__getitem__(key)

    items = Items((f"{n:04}", {NO_SORT_KEY: {"id": {"S": f"{n:04}"}}}) for n in range(1000))
    table = {"pk_name": "id", "sk_name": None, "items": items}
    rows = ordered(table, ITSELF)
    looked_at = 0

    page = list(islice(behind_start(table, items, rows, {"ExclusiveStartKey": {"id": {"S": "0499"}}}), 3))

    assert [row["id"]["S"] for row in page] == ["0500", "0501", "0502"]
    assert looked_at == 3


def in_order(rows: Iterable[tuple[Key, str]], *, by_other: bool) -> list[tuple[Key, str]]:
    return sorted(rows, key=lambda row: (row[1] if by_other else "", row[0]))
