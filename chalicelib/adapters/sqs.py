"""Messages between functions, and records set aside with the reason why."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.domain.cell import counted_cell
from chalicelib.domain.errors import MalformedRow, UnknownCell
from chalicelib.domain.layer import is_layer
from chalicelib.ports.counts import Changed

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LARGEST = 256 * 1024
"""Bytes of a message that every queue takes, whatever was set for it.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
"""

IMAGES = {"NewImage", "OldImage"}


class RedrawQueue:
    """Asks for tiles to be drawn again; callable, as `usecases.aggregate_cells` wants it."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def __call__(self, changed: Changed) -> None:
        """Send one message that names the cells of each layer."""
        body = {layer: sorted(cells) for layer, cells in sorted(changed.items())}
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps({"changed": body}))


def changed_of(message: str) -> Changed:
    """Read the message of `RedrawQueue`; raise `MalformedRow` for any other."""
    try:
        body = json.loads(message)["changed"].items()
        changed = {str(layer): {counted_cell(cell) for cell in cells} for layer, cells in body}
    except (AttributeError, KeyError, TypeError, UnknownCell, ValueError) as error:
        raise MalformedRow(f"The message names no cells ({type(error).__name__}).") from error
    if unknown := [layer for layer in changed if not is_layer(layer)]:
        raise MalformedRow(f"The message names the layers {unknown}.")
    return changed


class Failures:
    """Where a record goes that no retry can mend."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def __call__(self, record: Mapping[str, Any], reason: str) -> None:
        """Keep the record, as it came, with the reason; without its images where no message is so large."""
        message = _message(record, reason)
        if len(message.encode()) > LARGEST:
            message = _message(_without_images(record), f"{reason} (too large to be kept whole)")
        self._client.send_message(QueueUrl=self._url, MessageBody=message)


def _message(record: Mapping[str, Any], reason: str) -> str:
    """Return JSON with other alphabets as they are, and as escapes the two characters that SQS refuses."""
    text = json.dumps({"reason": reason, "record": record}, default=str, ensure_ascii=False)
    return text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _without_images(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what names a row and its change."""
    change = record.get("dynamodb", {})
    return {**record, "dynamodb": {name: value for name, value in change.items() if name not in IMAGES}}
