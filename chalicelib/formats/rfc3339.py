"""Moments for machines, as RFC 3339 writes them."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    """Write a moment in UTC with whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
