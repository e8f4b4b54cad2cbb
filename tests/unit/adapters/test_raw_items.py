"""Batches are sent as botocore would send them, items and all."""

from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from pynamodb.connection import Connection

from chalicelib.adapters.dynamodb.raw_items import raw_items_connection
from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.tables.binding import connection
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.dynamodb.whole_table import schema
from infra.local.cloud import CREDENTIALS
from tests.builders import a_report


@pytest.fixture(autouse=True)
def _somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    "batch",
    [
        {"put_items": [to_row(a_report(), ReportRow).to_dynamodb_dict(), {"id": {"S": "ąż🍺"}}]},
        {"delete_items": [{"id": {"S": "one"}}, {"id": {"S": "another"}}]},
    ],
)
def test_a_batch_is_sent_as_botocore_would_send_it(batch: dict[str, Any]) -> None:
    plain, raw = sent(connection(), batch), sent(raw_items_connection(), batch)

    assert raw.body == plain.body
    assert b"RequestItems" in raw.body
    assert raw.headers["X-Amz-Target"] == plain.headers["X-Amz-Target"]
    assert raw.headers["Authorization"]


def sent(through: Connection, batch: dict[str, Any]) -> Any:
    """Write a batch, and return the request that would have gone out."""
    requests: list[Any] = []

    def answer(**about: Any) -> Any:
        requests.append(about["request"])
        return AWSResponse(about["request"].url, 200, HTTPHeaders(), Answer(b"{}"))

    through.client.meta.events.register("before-send.*.*", answer)
    through.add_meta_table(schema("rows", ["id"]))
    through.batch_write_item("rows", **batch)
    (request,) = requests
    return request


class Answer(BytesIO):
    """An answer as botocore reads it."""

    def stream(self, **_: object) -> list[bytes]:
        return [self.read()]
