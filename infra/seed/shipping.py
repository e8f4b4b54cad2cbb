"""Sends rows and tiles to the local cloud by the thousand; it has no other place for so many of them."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pynamodb.connection import Connection

from chalicelib.adapters.dynamodb.whole_table import Raw, WholeTable
from chalicelib.adapters.s3 import HEADERS, body_of, key_of
from chalicelib.domain.tile import Tile

TOGETHER = 1000
SENT_AS = {
    "content-type": HEADERS["ContentType"],
    "content-encoding": HEADERS["ContentEncoding"],
    "cache-control": HEADERS["CacheControl"],
}

T = TypeVar("T")

PutTiles = Callable[[Iterable[tuple[Tile, bytes]]], int]
"""Put tiles where none stand; return how many there were."""


class Intake:
    """The local cloud at an address. While it takes one load in, the next one is made."""

    def __init__(self, endpoint: str) -> None:
        self._address = urlsplit(endpoint).netloc
        self._sender = ThreadPoolExecutor(1)

    def ship(self, where: str, loads: Iterable[Any]) -> None:
        """Send loads one after the other and wait until all are taken in."""
        sent: Future[None] | None = None
        for load in loads:
            body = json.dumps(load).encode()
            if sent:
                sent.result()
            sent = self._sender.submit(self._post, where, body)
        if sent:
            sent.result()

    def _post(self, where: str, body: bytes) -> None:
        # A connection each: a kept one is closed when the next load is long in the making.
        with closing(HTTPConnection(self._address)) as connection:
            connection.request("POST", f"/_local/{where}", body)
            answer = connection.getresponse()
            text = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"The local cloud does not take {where} in: {text}")


class ShippedTable(WholeTable):
    """A table that is filled by the thousand."""

    def __init__(self, intake: Intake, connection: Connection, name: str, keys: Sequence[str]) -> None:
        super().__init__(connection, name, keys)
        self._intake = intake

    def put(self, rows: Iterable[Raw]) -> None:
        """See `WholeTable.put`."""
        self._intake.ship(f"rows/{self._name}", _by_thousand(rows))


def shipped_tiles(intake: Intake, bucket: str) -> PutTiles:
    """Return what fills the named bucket."""

    def put(tiles: Iterable[tuple[Tile, bytes]]) -> int:
        put = 0

        def loads() -> Iterator[Any]:
            nonlocal put
            for some in _by_thousand(tiles):
                put += len(some)
                objects = {key_of(tile): _text(picture) for tile, picture in some}
                yield {"headers": SENT_AS, "objects": objects}

        intake.ship(f"objects/{bucket}", loads())
        return put

    return put


def _text(picture: bytes) -> str:
    return base64.b64encode(body_of(picture)).decode()


def _by_thousand(things: Iterable[T]) -> Iterator[list[T]]:
    every = iter(things)
    while some := list(islice(every, TOGETHER)):
        yield some
