"""Messages that have photos settled: S3 sends one when a file has come, the API when a photo is removed."""

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.photo import PhotoKey

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
UPLOAD = re.compile(rf"({ID})/({ID})")
DELAY_SECONDS = 15
"""Longer than a request takes, so that who looks again sees what became of it."""


class PhotoQueue:
    """The real `Recheck`."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def __call__(self, key: PhotoKey) -> None:
        """See `Recheck`."""
        body = json.dumps({"recheck": f"{key.report_id}/{key.photo_id}"})
        self._client.send_message(QueueUrl=self._url, MessageBody=body, DelaySeconds=DELAY_SECONDS)


def photos_of(message: str) -> list[PhotoKey]:
    """Read a message of the queue; raise `MalformedRow` for any other.

    S3 tries a new notification out with a message that names no file.
    """
    try:
        body: dict[str, Any] = json.loads(message)
        if "recheck" in body:
            return [_key(body["recheck"])]
        if body.get("Event") == "s3:TestEvent":
            return []
        return [_key(unquote_plus(one["s3"]["object"]["key"])) for one in body["Records"]]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MalformedRow(f"The message names no photo ({type(error).__name__}).") from error


def _key(text: str) -> PhotoKey:
    match = UPLOAD.fullmatch(text)
    if match is None:
        raise MalformedRow("The message names a file that is no photo's.")
    return PhotoKey(*match.groups())
