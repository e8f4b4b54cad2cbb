"""Moments as texts that sort: what keys and attributes of all tables hold."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with milliseconds; texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text)
