"""Lets MiniStack answer a query of an index at the price of what it returns, as DynamoDB does.

MiniStack evaluates the condition on every row of the partition: seconds for ten thousand. Here each
partition that is queried is kept in order beside MiniStack's own members of it, and MiniStack judges
those rows only that lie between the bounds and within the limit. Any other query it answers as before.
"""

import re
import threading
from bisect import bisect_left, bisect_right
from typing import Any

from ministack.services import dynamodb  # type: ignore[import-untyped]

# ruff: noqa: SLF001 - there is no other way into MiniStack; its version is pinned

ORDERED = "\0ordered"
"""Where the ordered rows stand among the members of a table's indexes: both are dropped together."""

CONDITION = re.compile(r"\(?(#?\w+) = (:\w+) AND (#?\w+) (?:BETWEEN (:\w+) AND (:\w+)|<= (:\w+))\)?")
LAST = "\U0010ffff"

Rows = list[tuple[str, str, str]]
"""Sort key, then the table's own keys."""


def answer_from_order() -> None:
    """Put this module's ways in the place of MiniStack's."""
    query, members_of, note_item = dynamodb._query, dynamodb._index_members, dynamodb._index_item
    looked_at = threading.local()

    def query_in_order(data: dict[str, Any]) -> Any:
        looked_at.members = _narrowed(data, members_of)
        try:
            return query(data)
        finally:
            looked_at.members = None

    def narrowed_members(table: dict[str, Any]) -> Any:
        return getattr(looked_at, "members", None) or members_of(table)

    def note_in_order(table: dict[str, Any], pk: str, sk: str, item: dict[str, Any], add: bool) -> None:  # noqa: FBT001
        note_item(table, pk, sk, item, add)
        _note(table, (pk, sk), item, add=add)

    dynamodb._query, dynamodb._index_members, dynamodb._index_item = (
        query_in_order,
        narrowed_members,
        note_in_order,
    )


def _narrowed(data: dict[str, Any], members_of: Any) -> dict[str, Any] | None:
    """Return the members that a query has to look at; None where MiniStack is to find them itself."""
    name, found = data.get("IndexName"), CONDITION.fullmatch(data.get("KeyConditionExpression") or "")
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    if not name or not found or table is None or "ExclusiveStartKey" in data:
        return None
    keys = {index: (hashes, ranges) for index, hashes, ranges in dynamodb._index_key_schemas(table)}
    names = data.get("ExpressionAttributeNames", {})
    if keys.get(name) != ([names.get(found[1], found[1])], [names.get(found[3], found[3])]):
        return None
    values = data["ExpressionAttributeValues"]
    partition = values[found[2]].get("S")
    low, high = (values[one].get("S") if one else "" for one in (found[4], found[5] or found[6]))
    if partition is None or low is None or high is None:
        return None
    rows = _ordered(table, members_of(table), (name, partition), keys[name][1][0])
    first, behind = bisect_left(rows, (low,)), bisect_right(rows, (high, LAST))
    if limit := int(data.get("Limit") or 0):
        if data.get("ScanIndexForward", True):
            behind = min(behind, first + limit + 1)
        else:
            first = max(first, behind - limit - 1)
    return {name: {partition: [(pk, sk) for _, pk, sk in rows[first:behind]]}}


def _ordered(table: dict[str, Any], members: Any, place: tuple[str, str], sort_key: str) -> Rows:
    """Return the rows of a partition in order; sorted once, then kept so."""
    kept: dict[tuple[str, str], Rows] = members.setdefault(ORDERED, {})
    if place not in kept:
        index, partition = place
        items = table["items"]
        own = members.get(index, {}).get(partition, ())
        kept[place] = sorted((items[pk][sk][sort_key].get("S", ""), pk, sk) for pk, sk in own)
    return kept[place]


def _note(table: dict[str, Any], key: tuple[str, str], item: dict[str, Any], *, add: bool) -> None:
    """Keep the order up to date with a row that came or went."""
    kept = (table.get(dynamodb._INDEX_MEMBERS) or {}).get(ORDERED)
    if not kept:
        return
    for name, hashes, ranges in dynamodb._index_key_schemas(table):
        rows = kept.get((name, dynamodb._index_partition(item, hashes, ranges)))
        if rows is None:
            continue
        row = (item[ranges[0]].get("S", ""), *key)
        at = bisect_left(rows, row)
        if add:
            rows.insert(at, row)
        elif rows[at : at + 1] == [row]:
            del rows[at]
