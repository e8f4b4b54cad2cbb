"""A connection that takes and hands over items as DynamoDB's JSON, not walked through value by value.

botocore looks at every attribute of every item, on its way out and back, for binary ones, which the counts
do not have. A redraw reads some 50,000 attributes and takes half the processor time without the walk.
"""

import json
from typing import Any

from botocore.config import Config
from botocore.parsers import JSONParser, ResponseParser, ResponseParserFactory
from pynamodb.connection import Connection

from chalicelib.adapters.dynamodb.tables.binding import connection

WRITE = "dynamodb.BatchWriteItem"
AS_IT_IS = "request as it is"
NAMED = Config(user_agent="threat-map")
"""Without a name botocore describes the machine anew with each call: a tenth of a call's processor time."""


def raw_items_connection() -> Connection:
    """Return a connection whose answers hold items as they came, and whose batches are sent as they are."""
    raw = connection()
    raw.session.register_component("response_parser_factory", _Factory())
    raw.session.register(f"provide-client-params.{WRITE}", _keep)
    raw.session.register(f"before-call.{WRITE}", _send)
    raw.session.set_default_client_config(NAMED)
    _ = raw.client  # made now, by the session of this thread
    return raw


def _keep(**about: Any) -> Any:
    """Remember a request, and let botocore work on it without the items."""
    params: dict[str, Any] = about["params"]
    about["context"][AS_IT_IS] = params
    return {**params, "RequestItems": {table: [] for table in params["RequestItems"]}}


def _send(**about: Any) -> None:
    """Send the request that was remembered; botocore has still to sign it."""
    about["params"]["body"] = json.dumps(about["context"][AS_IT_IS]).encode()


class _Factory(ResponseParserFactory):
    def create_parser(self, protocol_name: str) -> ResponseParser:
        return _ItemsAsTheyCame() if protocol_name == "json" else super().create_parser(protocol_name)


class _ItemsAsTheyCame(JSONParser):
    def _handle_list(self, shape: Any, value: Any) -> Any:
        return value if shape.name == "ItemList" else super()._handle_list(shape, value)  # type: ignore[misc]
