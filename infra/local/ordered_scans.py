"""Lets MiniStack answer a page of a scan at the price of what it holds, as DynamoDB does.

MiniStack sorts all rows of the table for each page. Here it is shown a table without rows, in which it finds
faults of the request, and where it cuts the page out of what it found it is given the rows behind the start
key: it takes no more of them than the page holds. A segment's page is paid by the rows of all segments that
lie in its stretch. An index that is not ordered by one text it scans as before.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias
from zlib import crc32

from ministack.services import dynamodb  # type: ignore[import-untyped]

from infra.local.ordered_rows import ITSELF, Rows, Table, keys_of, order_of, ordered, text

# ruff: noqa: SLF001 - there is no other way into MiniStack; its version is pinned

NO_SORT_KEY = "__no_sort__"
"""What MiniStack keeps a row under whose table has no sort key."""

Request: TypeAlias = dict[str, Any]
Item: TypeAlias = dict[str, Any]


class _Sight(threading.local):
    """What MiniStack is given instead of what it found."""

    rows: Iterator[Item] | None = None


def answer_scans_from_order() -> None:
    """Put this module's ways in the place of MiniStack's."""
    scan, cut = dynamodb._scan, dynamodb._paginate_evaluated_items
    sight = _Sight()

    def scan_in_order(data: Request) -> Any:
        table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
        if table is None or not _keeps_order(table, data.get("IndexName") or ITSELF):
            return scan(data)
        with dynamodb._lock, _emptied(sight, table, data):
            return scan(data)

    def cut_in_order(found: Any, *about: Any) -> Any:
        return cut(found if sight.rows is None else sight.rows, *about)

    dynamodb._scan, dynamodb._paginate_evaluated_items = scan_in_order, cut_in_order


@contextmanager
def _emptied(sight: _Sight, table: Table, request: Request) -> Iterator[None]:
    """Show no rows, but give those behind the start key for the page."""
    items, rows = table["items"], ordered(table, request.get("IndexName") or ITSELF)
    sight.rows = behind_start(table, items, rows, request)
    table["items"] = {}
    try:
        yield
    finally:
        table["items"], sight.rows = items, None


def behind_start(
    table: Table, items: Mapping[str, Mapping[str, Item]], rows: Rows, request: Request
) -> Iterator[Item]:
    """Return rows of a scan one by one; the request is not looked at before the first."""
    index, start = request.get("IndexName") or ITSELF, None
    if given := request.get("ExclusiveStartKey"):
        own = text(given.get(table["sk_name"])) if table["sk_name"] else NO_SORT_KEY
        start = (text(given.get(order_of(table, index))), text(given.get(table["pk_name"])), own)
    segments = int(request.get("TotalSegments") or 1)
    by = keys_of(table)[index][0][0]
    for _, pk, sk in rows.irange(start, inclusive=(False, True)):
        item = items[pk][sk]
        if segments == 1 or _segment_of(text(item[by]), segments) == int(request["Segment"]):
            yield item


def _segment_of(partition: str, segments: int) -> int:
    return crc32(partition.encode()) % segments


def _keeps_order(table: Table, index: str) -> bool:
    """Return whether MiniStack orders an index as we do; the table itself it does."""
    if index == ITSELF:
        return True
    hashes, ranges = keys_of(table).get(index, ([], []))
    types = {kind for _, kind in dynamodb._index_order_keys(table, ranges)}
    return len(hashes) == 1 and len(ranges) <= 1 and types == {"S"}
