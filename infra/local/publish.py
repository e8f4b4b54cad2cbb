"""Puts the built web client and its data into the web bucket; what is there already is left alone."""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TYPES = {
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".js": "text/javascript",
}
TEXT = ("text/", "application/json", "application/manifest+json")
HASHED = "assets/"  # names that the web build makes from the content


def publish(s3: Any, bucket: str, folders: Mapping[str, Path]) -> int:
    """Upload the files below each folder under its prefix; how many were new or changed."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    present = {each["Key"]: each["ETag"].strip('"') for page in pages for each in page.get("Contents", [])}
    count = 0
    for prefix, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            key = prefix + path.relative_to(folder).as_posix()
            if path.is_file() and present.get(key) != (digest := _etag(path)):
                _put(s3, bucket, key, path)
                count += digest != present.get(key)
    return count


def _put(s3: Any, bucket: str, key: str, path: Path) -> None:
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    s3.put_object(
        Bucket=bucket,
        Key=key,
        Body=path.read_bytes(),
        ContentType=f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind,
        CacheControl="public, max-age=31536000, immutable" if key.startswith(HASHED) else "no-cache",
    )


def _etag(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
