"""Keeps rows of MiniStack in order, beside its own indexes, so that some are found without the rest."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, TypeAlias

from ministack.services import dynamodb  # type: ignore[import-untyped]
from sortedcontainers import SortedList  # type: ignore[import-untyped]

# ruff: noqa: SLF001 - there is no other way into MiniStack; its version is pinned

ORDERED = "\0ordered"
"""Where the ordered rows stand among the members of a table's indexes: both are dropped together."""

ITSELF = ""
"""The name of what is no index but the table."""

Table: TypeAlias = dict[str, Any]
Rows: TypeAlias = SortedList
"""Sort key, then the table's own keys."""

_members_of = dynamodb._index_members


def keep_order() -> None:
    """Keep what is in order so, whatever rows come and go."""
    note_item = dynamodb._index_item

    def note_in_order(table: Table, pk: str, sk: str, item: dict[str, Any], add: bool) -> None:  # noqa: FBT001
        note_item(table, pk, sk, item, add)
        _note(table, (pk, sk), item, add=add)

    dynamodb._index_item = note_in_order


def ordered(table: Table, index: str, partition: str | None = None) -> Rows:
    """Return the rows of a partition, or of all together, in order; sorted once, then kept so."""
    members = _members_of(table)
    kept: dict[tuple[str, str | None], Rows] = members.setdefault(ORDERED, {})
    if (index, partition) not in kept:
        by, items = order_of(table, index, partition), table["items"]
        own = _own(items, partition) if index == ITSELF else _members(members[index], partition)
        kept[index, partition] = SortedList((text(items[pk][sk].get(by)), pk, sk) for pk, sk in own)
    return kept[index, partition]


def order_of(table: Table, index: str, partition: str | None = None) -> str:
    """Return the attribute that rows are ordered by before their own keys."""
    _, ranges = keys_of(table)[index]
    by_key = not ranges or (index == ITSELF and partition is None)
    return str(table["pk_name"] if by_key else ranges[0])


def keys_of(table: Table) -> dict[str, tuple[list[str], list[str]]]:
    """Return the names of partition and sort keys, of the indexes and of the table itself."""
    keys = {index: (hashes, ranges) for index, hashes, ranges in dynamodb._index_key_schemas(table)}
    keys[ITSELF] = [table["pk_name"]], [table["sk_name"]] if table["sk_name"] else []
    return keys


def text(value: dict[str, str] | None) -> str:
    """Return a key as MiniStack keeps it."""
    return str(dynamodb._extract_key_val(value))


def _own(items: dict[str, Any], partition: str | None) -> Iterable[tuple[str, str]]:
    partitions = items if partition is None else (partition,)
    return ((pk, sk) for pk in partitions for sk in items.get(pk, ()))


def _members(partitions: dict[str, Any], partition: str | None) -> Iterable[tuple[str, str]]:
    return chain.from_iterable(partitions.values()) if partition is None else partitions.get(partition, ())


def _note(table: Table, key: tuple[str, str], item: dict[str, Any], *, add: bool) -> None:
    """Keep the order up to date with a row that came or went."""
    kept = (table.get(dynamodb._INDEX_MEMBERS) or {}).get(ORDERED)
    if not kept:
        return
    for index, (hashes, ranges) in keys_of(table).items():
        own = dynamodb._index_partition(item, hashes, ranges)
        for partition in () if own is None else (own, None):
            if (rows := kept.get((index, partition))) is not None:
                row = (text(item.get(order_of(table, index, partition))), *key)
                (rows.add if add else rows.discard)(row)
