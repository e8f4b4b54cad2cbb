"""Lets the local cloud take rows and objects by the thousand: with a request for each, a seed takes minutes.

What AWS has no request for is asked for under a path of our own, and ends where MiniStack's own requests end.
"""

import base64
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ministack import app  # type: ignore[import-untyped]
from ministack.core.responses import request_scope  # type: ignore[import-untyped]
from ministack.services import dynamodb, s3  # type: ignore[import-untyped]

from infra.local.addresses import ACCOUNT, REGION

# ruff: noqa: SLF001 - there is no other way into MiniStack; its version is pinned

PATH = "/_local/"
MOST_SCALARS = 100_000
"""When so many are remembered, all are forgotten: what is met often is soon met again."""
Message = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

_scalars: dict[tuple[str, Any], dict[str, Any]] = {}


class _RefusedError(Exception):
    """Somebody would not notice what is taken in, or it cannot be kept."""


def open_intake() -> None:
    """Answer `POST /_local/rows/<table>` and `POST /_local/objects/<bucket>` before MiniStack looks."""
    ministack = app.app

    async def with_intake(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH):
            await ministack(scope, receive, send)
            return
        status, text = _take(scope["path"], json.loads(await _body(receive)))
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": text.encode()})

    app.app = with_intake


async def _body(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _take(path: str, sent: Any) -> tuple[int, str]:
    kind, _, name = path.removeprefix(PATH).partition("/")
    try:
        with request_scope(ACCOUNT, REGION):
            if kind == "rows":
                _take_rows(name, sent)
            else:
                _take_objects(name, sent["headers"], sent["objects"])
    except _RefusedError as reason:
        return 409, str(reason)
    return 200, ""


def _take_rows(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Store rows as a PutItem of each would, unless a stream should tell of them."""
    table = dynamodb._tables[name]
    if table.get("StreamSpecification"):
        raise _RefusedError(f"The stream of {name} is open.")
    for sent in rows:
        row = {attribute: _shared(value) for attribute, value in sent.items()}
        *keys, fault = dynamodb._resolve_table_key_values(table, row, allow_extra=True)
        if fault:
            raise _RefusedError(f"A row of {name} has not the keys of the table.")
        dynamodb._set_item(table, *keys, row)


def _shared(value: dict[str, Any]) -> dict[str, Any]:
    """Return the value, and equal scalars as one object: MiniStack replaces them, it never changes one."""
    ((kind, content),) = value.items()
    if kind == "M":
        return {kind: {name: _shared(one) for name, one in content.items()}}
    if kind == "L":
        return {kind: [_shared(one) for one in content]}
    if kind == "N" and not content.isdigit():
        content = dynamodb._ddb_canonicalize_number(content)
    if len(_scalars) == MOST_SCALARS:
        _scalars.clear()
    return _scalars.setdefault((kind, content), {kind: content})


def _take_objects(name: str, headers: Mapping[str, str], objects: Mapping[str, str]) -> None:
    """Store objects as a PutObject of each would, where no former version has to be kept."""
    if s3._bucket_versioning.get(name):
        raise _RefusedError(f"The bucket {name} keeps versions.")
    for key, text in objects.items():
        if not s3._plain_path_key(key):
            raise _RefusedError(f"The key {key} is no plain path.")
        stored = s3._build_object_record(base64.b64decode(text), headers)
        s3._buckets[name]["objects"][key] = stored
        if s3.S3_PERSIST:
            _keep(Path(s3.DATA_DIR, ACCOUNT, name, key), key, stored)


def _keep(file: Path, key: str, stored: dict[str, Any]) -> None:
    """Write an object as MiniStack does, which takes many times as long to make sure of the path."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(stored["body"])
    about = {**s3._object_meta_from_record(stored), "key": key}
    file.with_name(f"{file.name}.meta.json").write_text(json.dumps(about), encoding="utf-8")
    stored["body"] = None
