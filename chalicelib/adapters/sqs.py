"""Messages between functions, and records set aside with the reason why."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class RedrawQueue:
    """Asks for tiles to be drawn again; callable, as `usecases.aggregate_cells` wants it."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def __call__(self, cells: frozenset[str]) -> None:
        """Send one message that names the cells."""
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps({"cells": sorted(cells)}))


def cells_of(message: str) -> list[str]:
    """Read the message of `RedrawQueue`; raise `ValueError`, `KeyError` or `TypeError`."""
    return [str(cell) for cell in json.loads(message)["cells"]]


class Failures:
    """Where a record goes that no retry can mend."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def __call__(self, record: Mapping[str, Any], reason: str) -> None:
        """Keep the record, as it came, with the reason."""
        message = json.dumps({"reason": reason, "record": record}, default=str)
        self._client.send_message(QueueUrl=self._url, MessageBody=message)
