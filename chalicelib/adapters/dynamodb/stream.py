"""Records of the tables' streams as changes."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.dynamodb import forwarding_store
from chalicelib.adapters.dynamodb.report_rows import from_image
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.forwarding import Forwarding


def change_of(record: Mapping[str, Any]) -> Change:
    """Read a record of the reports' stream, as Lambda gets it; raise `MalformedRow`."""
    before, after = _images(record)
    return Change(from_image(before) if before else None, from_image(after) if after else None)


def change_to_count(record: Mapping[str, Any]) -> Change:
    """Read a record for a reader that knows by itself what was before, as the counts' ledger does.

    A row that was no report is left out when a sound one follows: so the record that mends a row is counted.
    Raises `MalformedRow` when no sound one follows.
    """
    before, after = _images(record)
    try:
        return change_of(record)
    except MalformedRow:
        if not (before and after):
            raise
        return Change(None, from_image(after))


def forwardings_of(record: Mapping[str, Any]) -> tuple[Forwarding | None, Forwarding | None]:
    """Read a record of the forwardings' stream: before and after; raise `MalformedRow`."""
    before, after = _images(record)
    return (
        forwarding_store.from_image(before) if before else None,
        forwarding_store.from_image(after) if after else None,
    )


def _images(record: Mapping[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    stream = record.get("dynamodb")
    if not isinstance(stream, dict):
        raise MalformedRow("The record has no images.")
    before, after = stream.get("OldImage"), stream.get("NewImage")
    if not before and not after:
        raise MalformedRow("The record has no images.")
    return before, after
