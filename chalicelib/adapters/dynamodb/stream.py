"""Records of the reports table's stream as changes."""

from typing import TYPE_CHECKING

from chalicelib.adapters.dynamodb.report_rows import from_image
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def change_of(record: "Mapping[str, Any]") -> Change:
    """Read a record of the event `DynamoDBStreamEvent`, as Lambda gets it; raise `MalformedRow`."""
    stream = record.get("dynamodb")
    if not isinstance(stream, dict):
        raise MalformedRow("The record has no images.")
    before, after = stream.get("OldImage"), stream.get("NewImage")
    if not before and not after:
        raise MalformedRow("The record has no images.")
    return Change(from_image(before) if before else None, from_image(after) if after else None)
