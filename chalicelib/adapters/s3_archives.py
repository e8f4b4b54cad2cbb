"""Archives in a bucket: files that never change, and a catalogue of the newest that changes at once."""

import json
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chalicelib.adapters.s3_refusals import is_missing, is_overtaken
from chalicelib.domain.archive import Archive, Newest, still_kept
from chalicelib.domain.errors import Busy

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

FOLDER = "v1/exports/"
CATALOGUE = "v1/exports.json"
MEDIA_TYPE = "application/vnd.pmtiles"
A_DAY = "public, max-age=86400, immutable"
"""Under one name never another content; and no cache keeps for long what may be withdrawn."""


class S3Archives:
    """The real `Archives`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def catalogue(self) -> Newest:
        """See `Archives.catalogue`; one GET."""
        return {layer: lines[0] for layer, lines in self._read()[0].items()}

    def point_to(self, archive: Archive, file: Path) -> None:
        """See `Archives.point_to`: the file first, then one conditional PUT of the catalogue."""
        extra = {"ContentType": MEDIA_TYPE, "CacheControl": A_DAY}
        self._client.upload_file(str(file), self._bucket, FOLDER + archive.name, ExtraArgs=extra)
        lines, tag = self._read()
        before = [one for one in lines.get(archive.layer, []) if one.version != archive.version]
        self._write({**lines, archive.layer: [archive, *before]}, tag)

    def keep_only(self, layers: Collection[str], at: datetime) -> None:
        """See `Archives.keep_only`: one conditional PUT of the catalogue, then what it does not name goes."""
        lines, tag = self._read()
        kept = {layer: [*still_kept(some, at)] for layer, some in lines.items() if layer in layers}
        if kept != lines:
            self._write(kept, tag)
        names = {FOLDER + one.name for some in kept.values() for one in some}
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=FOLDER):
            for one in page.get("Contents", ()):
                if one["Key"] not in names:
                    self._client.delete_object(Bucket=self._bucket, Key=one["Key"])

    def _read(self) -> tuple[dict[str, list[Archive]], str | None]:
        """Return the archives of each layer, the newest first, and the tag of what says so."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=CATALOGUE)
        except ClientError as error:
            if is_missing(error):
                return {}, None
            raise
        data = json.loads(answer["Body"].read())
        return {layer: [_archive(layer, one) for one in some] for layer, some in data.items()}, answer["ETag"]

    def _write(self, lines: dict[str, list[Archive]], over: str | None) -> None:
        body = {layer: [_line(one) for one in some] for layer, some in sorted(lines.items())}
        request: PutObjectRequestTypeDef = {
            "Bucket": self._bucket,
            "Key": CATALOGUE,
            "Body": json.dumps(body),
            "ContentType": "application/json",
        }
        request |= {"IfMatch": over} if over else {"IfNoneMatch": "*"}
        try:
            self._client.put_object(**request)
        except ClientError as error:
            if is_overtaken(error):
                raise Busy("Somebody else changed the catalogue of archives.") from error
            raise


def _archive(layer: str, line: dict[str, Any]) -> Archive:
    made_at = datetime.fromisoformat(line["made_at"])
    return Archive(layer, line["version"], made_at, line["tiles"], line["size"])


def _line(archive: Archive) -> dict[str, Any]:
    return {
        "version": archive.version,
        "made_at": archive.made_at.isoformat(),
        "tiles": archive.tiles,
        "size": archive.size,
    }
