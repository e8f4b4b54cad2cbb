"""Lets MiniStack answer a query at the price of what it returns, as DynamoDB does.

MiniStack parses and evaluates the condition on every row of the partition: seconds for ten thousand. Here
each partition that is queried is kept in order beside MiniStack's own indexes. It is shown those rows only
that lie between the bounds and within the limit, and judges the first of them: that finds faults of the
condition, and the others fulfil it as well. Any other query it answers as before.
"""

import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ministack.services import dynamodb  # type: ignore[import-untyped]

# ruff: noqa: SLF001 - there is no other way into MiniStack; its version is pinned

ORDERED = "\0ordered"
"""Where the ordered rows stand among the members of a table's indexes: both are dropped together."""

ITSELF = ""
"""The name of what is no index but the table."""

CONDITION = re.compile(r"\(?(#?\w+) = (:\w+) AND (#?\w+) (?:BETWEEN (:\w+) AND (:\w+)|<= (:\w+))\)?")
LAST = "\U0010ffff"

Table = dict[str, Any]
Rows = list[tuple[str, str, str]]
"""Sort key, then the table's own keys."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows that a query returns, of one partition of an index or of the table itself."""

    table: Table
    index: str
    partition: str
    rows: Rows


class _Sight(threading.local):
    """What MiniStack sees while it answers a query."""

    members: dict[str, Any] | None = None
    judges = True


def answer_from_order() -> None:
    """Put this module's ways in the place of MiniStack's."""
    query, members_of = dynamodb._query, dynamodb._index_members
    note_item, evaluate = dynamodb._index_item, dynamodb._evaluate_condition
    sight = _Sight()

    def query_in_order(data: dict[str, Any]) -> Any:
        stretch = _stretch_of(data, members_of)
        if stretch is None:
            return query(data)
        with dynamodb._lock, _narrowed(sight, stretch):
            return query(data)

    def narrowed_members(table: Table) -> Any:
        return sight.members or members_of(table)

    def judge_the_first(expression: str, *about: Any, **slot: str) -> Any:
        if slot.get("slot") != "KeyConditionExpression":
            return evaluate(expression, *about, **slot)
        if not sight.judges:
            return True
        sight.judges = sight.members is None
        return evaluate(expression, *about, **slot)

    def note_in_order(table: Table, pk: str, sk: str, item: dict[str, Any], add: bool) -> None:  # noqa: FBT001
        note_item(table, pk, sk, item, add)
        _note(table, (pk, sk), item, add=add)

    dynamodb._query, dynamodb._index_members = query_in_order, narrowed_members
    dynamodb._index_item, dynamodb._evaluate_condition = note_in_order, judge_the_first


@contextmanager
def _narrowed(sight: _Sight, stretch: Stretch) -> Iterator[None]:
    """Show a stretch and nothing else."""
    table, items, partition = stretch.table, stretch.table["items"], stretch.partition
    sight.members = {stretch.index: {partition: [(pk, sk) for _, pk, sk in stretch.rows]}}
    if stretch.index == ITSELF:
        table["items"] = {partition: {sk: items[partition][sk] for _, _, sk in stretch.rows}}
    try:
        yield
    finally:
        table["items"], sight.members, sight.judges = items, None, True


def _stretch_of(data: dict[str, Any], members_of: Any) -> Stretch | None:
    """Return what a query returns; None where MiniStack is to find it itself."""
    name, found = data.get("IndexName", ITSELF), CONDITION.fullmatch(data.get("KeyConditionExpression") or "")
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    if not found or table is None or "ExclusiveStartKey" in data:
        return None
    names = data.get("ExpressionAttributeNames", {})
    if _keys_of(table).get(name) != ([names.get(found[1], found[1])], [names.get(found[3], found[3])]):
        return None
    values = data["ExpressionAttributeValues"]
    partition = values[found[2]].get("S")
    low, high = (values[one].get("S") if one else "" for one in (found[4], found[5] or found[6]))
    if partition is None or low is None or high is None:
        return None
    rows = _ordered(table, members_of(table), (name, partition))
    first, behind = bisect_left(rows, (low,)), bisect_right(rows, (high, LAST))
    if limit := int(data.get("Limit") or 0):
        if data.get("ScanIndexForward", True):
            behind = min(behind, first + limit + 1)
        else:
            first = max(first, behind - limit - 1)
    return Stretch(table, name, partition, rows[first:behind])


def _ordered(table: Table, members: Any, place: tuple[str, str]) -> Rows:
    """Return the rows of a partition in order; sorted once, then kept so."""
    kept: dict[tuple[str, str], Rows] = members.setdefault(ORDERED, {})
    if place not in kept:
        (index, partition), items = place, table["items"]
        sort_key = _keys_of(table)[index][1][0]
        own = members.get(index, {}).get(partition, ())
        if index == ITSELF:
            own = ((partition, sk) for sk in items.get(partition, ()))
        kept[place] = sorted((items[pk][sk][sort_key].get("S", ""), pk, sk) for pk, sk in own)
    return kept[place]


def _note(table: Table, key: tuple[str, str], item: dict[str, Any], *, add: bool) -> None:
    """Keep the order up to date with a row that came or went."""
    kept = (table.get(dynamodb._INDEX_MEMBERS) or {}).get(ORDERED)
    if not kept:
        return
    for name, (hashes, ranges) in _keys_of(table).items():
        rows = kept.get((name, dynamodb._index_partition(item, hashes, ranges)))
        if rows is None:
            continue
        row = (item[ranges[0]].get("S", ""), *key)
        at = bisect_left(rows, row)
        if add:
            rows.insert(at, row)
        elif rows[at : at + 1] == [row]:
            del rows[at]


def _keys_of(table: Table) -> dict[str, tuple[list[str], list[str]]]:
    """Return the names of partition and sort keys, of the indexes and of the table itself."""
    keys = {index: (hashes, ranges) for index, hashes, ranges in dynamodb._index_key_schemas(table)}
    if table["sk_name"]:
        keys[ITSELF] = [table["pk_name"]], [table["sk_name"]]
    return keys
