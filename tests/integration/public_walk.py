"""Walks everything that anybody may read, as text: each public answer, each object of a public bucket."""

import gzip
import http.client
import itertools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import mapbox_vector_tile
from pmtiles.reader import MemorySource, all_tiles

from chalicelib.domain import cell as cells
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.month import Month
from chalicelib.domain.tile import tiles_showing
from infra.local.system import System
from tests.contract.openapi import OPERATIONS

Found = tuple[str, str]
"""Where something was read, and all of it: status, headers and body, or name, headers and content."""


def public_answers(system: System, cell: str, report_id: str, month: Month) -> Iterator[Found]:
    """Ask every operation of the contract as anybody may, wherever its path leads to around a cell."""
    layers = (CURRENT, *PLANES, ROLLING, month, month[:4])
    values = {
        "report_id": [report_id],
        "photo_id": [report_id],
        "code": ["1261"],
        "subscription_id": ["any"],
        "cell": [cells.parent(cell, resolution) for resolution in cells.RESOLUTIONS],
        "file": [f"{month}.json", *(f"{one}.json" for one in _listed(system, "publications", "month"))],
        "name": [*(f"{layer}.pmtiles" for layer in layers), *_listed(system, "exports", "name")],
        "layer": [f"{layer}.json" for layer in layers],
    }
    for method, path in OPERATIONS:
        if "{tile}" in path:
            tiles = (tile for layer in layers for tile in tiles_showing(cell, layer))
            paths = [f"/v1/tiles/{tile.layer}/{tile.z}/{tile.x}/{tile.y}.mvt" for tile in tiles]
        else:
            parts = [values[part[1:-1]] if part[:1] == "{" else [part] for part in path.split("/")]
            paths = ["/".join(chosen) for chosen in itertools.product(*parts)]
        if "{cell}" in path:
            paths = [f"{one}?layer={layer}" for one in paths for layer in layers]
        for one in paths:
            yield f"{method} {one}", _answer(system, method, one)


def public_objects(system: System) -> Iterator[Found]:
    """Read every object of every bucket that the edge or the API gives to the public."""
    s3 = system.client("s3")
    behind_the_edge = {origin.bucket for one in system.plan.edge.behaviours for origin in one.origins}
    published = system.plan.functions["publish"].environment["PUBLICATIONS_BUCKET"]
    for bucket in sorted({*filter(None, behind_the_edge), published}):
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for one in page.get("Contents", []):
                answer = s3.get_object(Bucket=bucket, Key=one["Key"])
                text = f"{answer['ResponseMetadata']['HTTPHeaders']} {answer['Metadata']}"
                yield f"{bucket}/{one['Key']}", f"{text}\n{_readable(one['Key'], answer['Body'].read())}"


def operation_of(asked: str) -> tuple[str, str]:
    """Return the operation of the contract that a request was for, the one with the fewest variables."""
    method, _, path = asked.partition(" ")
    parts = path.partition("?")[0].split("/")
    for known, pattern in sorted(OPERATIONS, key=lambda one: one[1].count("{")):
        names = pattern.split("/")
        if (known, len(names)) == (method, len(parts)) and all(
            name == part or name[:1] == "{" for name, part in zip(names, parts, strict=True)
        ):
            return known, pattern
    raise LookupError(asked)


def _listed(system: System, things: str, name: str) -> list[str]:
    body = json.loads(_answer(system, "GET", f"/v1/{things}").split("\n", 1)[1])
    return [str(one[name]) for one in body[things]]


def _answer(system: System, method: str, path: str) -> str:
    connection = http.client.HTTPConnection(str(urlsplit(system.url).netloc), timeout=30)
    body = None if method in {"GET", "DELETE"} else b"{}"
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status < 500, (method, path, content)
    return f"{answer.status} {answer.getheaders()}\n{_readable(path, content)}"


def _readable(name: str, content: bytes) -> str:
    """Return all texts and numbers of a file, as they are written."""
    if name.endswith(".mvt") and content.startswith(b"\x1f\x8b"):
        picture = gzip.decompress(content)
        return f"{picture!r} {mapbox_vector_tile.decode(picture)}"
    if name.endswith(".pmtiles") and content.startswith(b"PMTiles"):
        return f"{content!r} {_archived(content)}"
    return content.decode("utf-8", "backslashreplace")


def _archived(content: bytes) -> list[Any]:
    tiles = all_tiles(MemorySource(content))  # type: ignore[no-untyped-call]
    return [mapbox_vector_tile.decode(gzip.decompress(tile)) for _, tile in tiles]
