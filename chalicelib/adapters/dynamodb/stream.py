"""Records of the tables' streams as changes."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.dynamodb import forwarding_store
from chalicelib.adapters.dynamodb.report_rows import from_image
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.forwarding import Forwarding


class Waiting(Exception):  # noqa: N818 - named for what it is
    """A record was left for the next attempt, because one before it failed."""


def until_first_failure(work: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return the work of one batch that leaves every record after a failed one alone.

    Lambda sends a stream's batch again from the first failed record on, so what is done after it would
    be done twice: alerts would be sent again with each attempt.
    """
    failed = False

    def guarded(record: Any) -> None:
        nonlocal failed
        if failed:
            raise Waiting
        failed = True
        work(record)
        failed = False

    return guarded


def change_of(record: Mapping[str, Any]) -> Change:
    """Read a record of the reports' stream, as Lambda gets it; raise `MalformedRow`."""
    before, after = _images(record)
    return Change(from_image(before) if before else None, from_image(after) if after else None)


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
