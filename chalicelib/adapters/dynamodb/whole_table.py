"""One table as a whole: read page by page, written and deleted in batches, as DynamoDB's JSON."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, TypeVar

from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable

WRITTEN, READ = 25, 100
"""The most that one BatchWriteItem and one BatchGetItem take."""

AT_ONCE = 8
WAIT_SECONDS, LONGEST_WAIT = 0.05, 2.0

Raw = Mapping[str, Any]
"""A row as DynamoDB's JSON: a type and a value for each attribute."""

T = TypeVar("T")
R = TypeVar("R")


class WholeTable:
    """A table by its name and the names of its keys, all of them texts."""

    def __init__(self, connection: Connection, name: str, keys: Sequence[str]) -> None:
        self._connection: Any = connection  # whose annotations say less than it takes
        self._name, self._keys = name, keys
        connection.add_meta_table(schema(name, keys))

    def pages(
        self, attributes: Sequence[str] | None = None, after: Raw | None = None
    ) -> Iterator[tuple[list[Raw], Raw | None]]:
        """Read consistently all rows behind a key: pages, each with the key to go on behind.

        While a page is worked on, the next one is read.
        """

        def read(start: Raw | None) -> dict[str, Any]:
            page: dict[str, Any] = self._connection.scan(
                self._name, attributes_to_get=attributes, consistent_read=True, exclusive_start_key=start
            )
            return page

        with ThreadPoolExecutor(1) as ahead:
            coming: Future[dict[str, Any]] | None = ahead.submit(read, after)
            while coming:
                page = coming.result()
                start = page.get("LastEvaluatedKey")
                coming = ahead.submit(read, start) if start else None
                yield page["Items"], start

    def get(self, keys: Iterable[Raw], attributes: Sequence[str] | None = None) -> Iterator[Raw]:
        """Read consistently those of some rows that are there, in any order."""

        def read(batch: list[Raw]) -> list[Raw]:
            found: list[Raw] = []
            left = batch
            for _ in _attempts():
                answer = self._connection.batch_get_item(
                    self._name, left, consistent_read=True, attributes_to_get=attributes
                )
                found += answer["Responses"].get(self._name, ())
                left = answer["UnprocessedKeys"].get(self._name, {}).get("Keys", ())
                if not left:
                    break
            return found

        for batch in _in_batches(keys, READ, read):
            yield from batch

    def put(self, rows: Iterable[Raw]) -> None:
        """Write rows over whatever stands."""
        self._write(rows, lambda left: {"put_items": left}, lambda one: one["PutRequest"]["Item"])

    def delete(self, rows: Iterable[Raw]) -> None:
        """Delete rows; only their keys count."""
        keys = ({name: row[name] for name in self._keys} for row in rows)
        self._write(keys, lambda left: {"delete_items": left}, lambda one: one["DeleteRequest"]["Key"])

    def _write(
        self,
        rows: Iterable[Raw],
        arguments: Callable[[list[Raw]], dict[str, list[Raw]]],
        again: Callable[[Raw], Raw],
    ) -> None:
        def write(batch: list[Raw]) -> None:
            left = batch
            for _ in _attempts():
                answer = self._connection.batch_write_item(self._name, **arguments(left))
                left = [again(one) for one in answer["UnprocessedItems"].get(self._name, ())]
                if not left:
                    break

        for _ in _in_batches(rows, WRITTEN, write):
            pass


def schema(table_name: str, keys: Sequence[str]) -> MetaTable:
    """Name the keys of a table for calls without a model; else PynamoDB would ask the table."""
    return MetaTable(
        {
            "TableName": table_name,
            "KeySchema": [
                {"AttributeName": name, "KeyType": kind}
                for name, kind in zip(keys, ("HASH", "RANGE"), strict=False)
            ],
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in keys],
        }
    )


def _attempts() -> Iterator[None]:
    """Go on for ever, a longer wait before each: what is not processed was too much at once."""
    wait = WAIT_SECONDS
    while True:
        yield
        time.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


def _in_batches(things: Iterable[T], size: int, work: Callable[[list[T]], R]) -> Iterator[R]:
    """Work on batches, some at once; hold no more of them than are in work."""
    every = iter(things)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while batches := [batch for _ in range(AT_ONCE) if (batch := list(islice(every, size)))]:
            yield from pool.map(work, batches)
