"""Tiles as objects of a bucket, each put over exactly the one that stood before."""

import gzip
import re
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypedDict

from botocore.exceptions import ClientError

from chalicelib.adapters.s3_refusals import is_missing, is_overtaken
from chalicelib.domain.errors import UnknownLayer
from chalicelib.domain.layer import is_layer
from chalicelib.domain.tile import Tile
from chalicelib.formats.mvt import MEDIA_TYPE
from chalicelib.formats.tile_headers import CACHE, ENCODING
from chalicelib.ports.pictures import Replacement

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


FOLDER = "v1/tiles/"
KEY = re.compile(rf"{FOLDER}([^/]+)/(\d+)/(\d+)/(\d+)\.mvt", re.ASCII)
AT_ONCE = 8
REMEMBERED = 20_000
"""How many tags a worker keeps in mind; some 4 MB."""

HEADERS: "_Headers" = {
    "ContentType": MEDIA_TYPE,
    "ContentEncoding": ENCODING,
    "CacheControl": CACHE,
}
"""What every tile is put with."""


class _Headers(TypedDict):
    ContentType: str
    ContentEncoding: str
    CacheControl: str


class _Condition(TypedDict, total=False):
    IfMatch: str
    IfNoneMatch: str


class S3TileStore:
    """The real `TileStore`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._last_put: dict[Tile, str] = {}

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        """See `TileStore.standing`; one HEAD each, none for what this worker was the last to put.

        A tag that is old by now does no harm: nothing is put over it, and the next look is a HEAD. But what
        was drawn for it was drawn in vain, so who meets another worker once asks for every tag again.
        """
        every = list(tiles)
        found = zip(every, self._pool.map(self._tag, every), strict=True)
        return {tile: tag for tile, tag in found if tag}

    def layers(self) -> set[str]:
        """See `TileStore.layers`; one LIST."""
        names = set()
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=FOLDER, Delimiter="/"):
            names |= {one["Prefix"].split("/")[-2] for one in page.get("CommonPrefixes", ())}
        return {name for name in names if is_layer(name)}

    def listed(self, layer: str) -> dict[Tile, str]:
        """See `TileStore.listed`; one LIST for a thousand."""
        found = {}
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=f"{FOLDER}{layer}/"):
            for one in page.get("Contents", ()):
                if tile := _tile_of(one["Key"]):
                    found[tile] = one["ETag"]
        return found

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        """See `TileStore.replace`; one conditional PUT or DELETE each."""
        if len(self._last_put) > REMEMBERED:
            self._last_put.clear()
        every = list(replacements)
        done = zip(every, self._pool.map(self._replace, every), strict=True)
        return {one.tile for one, put in done if put}

    def read(self, tile: Tile) -> tuple[bytes, str] | None:
        """See `TileStore.read`."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key_of(tile))
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        return answer["Body"].read(), answer["ETag"]

    def _tag(self, tile: Tile) -> str | None:
        return self._last_put.get(tile) or self._head(tile)

    def _head(self, tile: Tile) -> str | None:
        try:
            answer = self._client.head_object(Bucket=self._bucket, Key=key_of(tile))
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        return answer["ETag"]

    def _replace(self, one: Replacement) -> bool:
        self._last_put.pop(one.tile, None)
        try:
            if one.picture is not None:
                self._last_put[one.tile] = self._put(one.tile, one.picture, one.over)
            elif one.over:
                self._client.delete_object(Bucket=self._bucket, Key=key_of(one.tile), IfMatch=one.over)
        except ClientError as error:
            if is_overtaken(error):
                self._last_put.clear()
                return False
            raise
        return True

    def _put(self, tile: Tile, picture: bytes, over: str | None) -> str:
        condition: _Condition = {"IfMatch": over} if over else {"IfNoneMatch": "*"}
        answer = self._client.put_object(
            Bucket=self._bucket,
            Key=key_of(tile),
            Body=body_of(picture),
            **HEADERS,
            **condition,
        )
        return answer["ETag"]


def key_of(tile: Tile) -> str:
    """Return the object's key, which is the path that clients ask for."""
    return f"{FOLDER}{tile.layer}/{tile.z}/{tile.x}/{tile.y}.mvt"


def body_of(picture: bytes) -> bytes:
    """Return the object's content.

    The time field of the gzip header is random, so that a picture that is put again has another ETag, and
    no worker takes it for the one that it saw before.
    """
    return gzip.compress(picture, compresslevel=6, mtime=secrets.randbits(32))


def _tile_of(key: str) -> Tile | None:
    """Return the tile of an object, None for one that is none."""
    match = KEY.fullmatch(key)
    if match is None:
        return None
    layer, *numbers = match.groups()
    try:
        return Tile(layer, *map(int, numbers))
    except UnknownLayer:
        return None
