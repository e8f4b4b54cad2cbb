"""A connection that hands over items as DynamoDB's JSON, not taken apart value by value.

botocore walks through every attribute of every item to decode binary ones, which the counts do not have.
A redraw reads some 50,000 attributes; without the walk it takes half the processor time.
"""

from typing import Any

from botocore.parsers import JSONParser, ResponseParser, ResponseParserFactory
from pynamodb.connection import Connection

from chalicelib.adapters.dynamodb.tables.binding import connection


def raw_items_connection() -> Connection:
    """Return a connection whose answers hold items as they came."""
    raw = connection()
    raw.session.register_component("response_parser_factory", _Factory())
    _ = raw.client  # made now, by the session of this thread
    return raw


class _Factory(ResponseParserFactory):
    def create_parser(self, protocol_name: str) -> ResponseParser:
        return _ItemsAsTheyCame() if protocol_name == "json" else super().create_parser(protocol_name)


class _ItemsAsTheyCame(JSONParser):
    def _handle_list(self, shape: Any, value: Any) -> Any:
        return value if shape.name == "ItemList" else super()._handle_list(shape, value)  # type: ignore[misc]
