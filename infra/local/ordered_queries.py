"""Lets MiniStack answer a query at the price of what it returns, as DynamoDB does.

MiniStack parses and evaluates the condition on every row of the partition: seconds for ten thousand. Here
it is shown those rows only that lie between the bounds and within the limit, and judges the first of them:
that finds faults of the condition, and the others fulfil it as well. Any other query it answers as before.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ministack.services import dynamodb  # type: ignore[import-untyped]

from infra.local.ordered_rows import ITSELF, Table, keys_of, ordered

# ruff: noqa: SLF001 - there is no other way into MiniStack; its version is pinned

CONDITION = re.compile(r"\(?(#?\w+) = (:\w+) AND (#?\w+) (?:BETWEEN (:\w+) AND (:\w+)|<= (:\w+))\)?")
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows that a query returns, of one partition of an index or of the table itself."""

    table: Table
    index: str
    partition: str
    rows: Sequence[tuple[str, str, str]]


class _Sight(threading.local):
    """What MiniStack sees while it answers a query."""

    members: dict[str, Any] | None = None
    judges = True


def answer_queries_from_order() -> None:
    """Put this module's ways in the place of MiniStack's."""
    query, members_of, evaluate = dynamodb._query, dynamodb._index_members, dynamodb._evaluate_condition
    sight = _Sight()

    def query_in_order(data: dict[str, Any]) -> Any:
        stretch = _stretch_of(data)
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

    dynamodb._query, dynamodb._index_members = query_in_order, narrowed_members
    dynamodb._evaluate_condition = judge_the_first


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


def _stretch_of(data: dict[str, Any]) -> Stretch | None:
    """Return what a query returns; None where MiniStack is to find it itself."""
    name, found = data.get("IndexName", ITSELF), CONDITION.fullmatch(data.get("KeyConditionExpression") or "")
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    if not found or table is None or "ExclusiveStartKey" in data:
        return None
    names = data.get("ExpressionAttributeNames", {})
    if keys_of(table).get(name) != ([names.get(found[1], found[1])], [names.get(found[3], found[3])]):
        return None
    values = data["ExpressionAttributeValues"]
    partition = values[found[2]].get("S")
    low, high = (values[one].get("S") if one else "" for one in (found[4], found[5] or found[6]))
    if partition is None or low is None or high is None:
        return None
    rows = ordered(table, name, partition)
    first, behind = rows.bisect_left((low,)), rows.bisect_right((high, LAST))
    if limit := int(data.get("Limit") or 0):
        if data.get("ScanIndexForward", True):
            behind = min(behind, first + limit + 1)
        else:
            first = max(first, behind - limit - 1)
    return Stretch(table, name, partition, rows[first:behind])
