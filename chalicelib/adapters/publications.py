"""Publications as objects of a bucket: each document is put once, and the first one stays.

Flags of categories may change: what is told of by month when a document is put or read is what it tells of.
"""

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chalicelib.adapters.s3_refusals import is_missing, is_overtaken
from chalicelib.domain.month import Month
from chalicelib.domain.publication import LEAST, Publication

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mypy_boto3_s3 import S3Client

DOCUMENTS = "v1/publications/"
ANNOUNCED = "announced/"
MEDIA_TYPE = "application/json"


class S3Publications:
    """The real `Publications`; what was read once is kept in memory under its tag.

    It neither puts nor reads numbers of other categories than those `told` by month.
    """

    def __init__(self, client: "S3Client", bucket: str, told: "Collection[str]") -> None:
        self._client = client
        self._bucket = bucket
        self._told = told
        self._read: dict[tuple[Month, str], Publication] = {}

    def standing(self) -> "Mapping[Month, str]":
        """See `Publications.standing`; one LIST."""
        return self._listed(DOCUMENTS)

    def read(self, month: Month, tag: str) -> Publication:
        """See `Publications.read`; one GET for each document in the life of the process."""
        key = month, tag
        if key not in self._read:
            answer = self._client.get_object(Bucket=self._bucket, Key=_key(month), IfMatch=tag)
            self._read[key] = publication_of(answer["Body"].read()).only(self._told)
        return self._read[key]

    def document(self, month: Month) -> tuple[bytes, str] | None:
        """See `Publications.document`; one GET."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=_key(month))
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        return answer["Body"].read(), answer["ETag"]

    def add(self, publication: Publication) -> bool:
        """See `Publications.add`; one conditional PUT."""
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=_key(publication.month),
                Body=document_of(publication.only(self._told)),
                ContentType=MEDIA_TYPE,
                IfNoneMatch="*",
            )
        except ClientError as error:
            if is_overtaken(error):
                return False
            raise
        return True

    def announced(self) -> "Mapping[Month, str]":
        """See `Publications.announced`; a GET for each month."""
        return {month: self._note(month) for month in self._listed(ANNOUNCED)}

    def announce(self, month: Month, tag: str) -> None:
        """See `Publications.announce`; one PUT."""
        self._client.put_object(Bucket=self._bucket, Key=ANNOUNCED + month, Body=tag.encode())

    def _note(self, month: Month) -> str:
        answer = self._client.get_object(Bucket=self._bucket, Key=ANNOUNCED + month)
        return answer["Body"].read().decode()

    def _listed(self, prefix: str) -> dict[Month, str]:
        """Return the tags below a prefix; one LIST names the months of 83 years."""
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix).get("Contents", [])
        return {one["Key"].removeprefix(prefix).removesuffix(".json"): one["ETag"] for one in found}


def document_of(publication: Publication) -> bytes:
    """Write a publication, the same bytes for the same numbers."""
    body = {"month": publication.month, "least": LEAST, "areas": publication.areas}
    return json.dumps(body, separators=(",", ":")).encode()


def publication_of(document: bytes) -> Publication:
    """Read what `document_of` wrote."""
    body: dict[str, Any] = json.loads(document)
    return Publication(body["month"], body["areas"])


def _key(month: Month) -> str:
    return f"{DOCUMENTS}{month}.json"
