"""A digest in the words of each carrier: JSON for machines, a Polish letter, a line for a telephone."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.alert_texts import SCHEMA_VERSION, SUBJECT_LIMIT, in_poland, link_of
from chalicelib.domain.alert_log import Entry
from chalicelib.domain.digest import Digest
from chalicelib.formats.gsm import sms
from chalicelib.formats.rfc3339 import rfc3339

EVENT = "digest"
Names = Mapping[str, str]
"""Polish names of categories by slug."""


def subject_of(digest: Digest) -> str:
    """Return the subject of the letter."""
    return sms(f"Zestawienie zgłoszeń: {len(digest.entries)} - {digest.unit.name}")[: SUBJECT_LIMIT - 1]


def line_of(digest: Digest, names: Names) -> str:
    """Return the text for a telephone: one SMS, the most frequent categories first."""
    counts = ", ".join(f"{names.get(slug, slug)} {n}" for slug, n in digest.counts.items())
    return sms(f"Zestawienie zgłoszeń do {in_poland(digest.due)}: {len(digest.entries)}. {counts}")


def body_of(digest: Digest, console: str) -> dict[str, Any]:
    """Return the digest as machines get it, by the schema in `data/alert.schema.json`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "alert_id": digest.id,
        "event": EVENT,
        "unit": digest.unit.code,
        "unit_path": digest.unit.path,
        "due": rfc3339(digest.due),
        "counts": dict(digest.counts),
        "alerts": [_alert_body(entry, console) for entry in digest.entries],
    }


def letter_of(digest: Digest, console: str, names: Names) -> str:
    """Return the text of an e-mail."""
    lines = [
        f"Zestawienie zgłoszeń: {digest.unit.name}",
        f"Do: {in_poland(digest.due)}",
        "",
        *(f"{names.get(slug, slug)}: {n}" for slug, n in digest.counts.items()),
        "",
        *(
            f"{in_poland(entry.at)}  {names.get(entry.category, entry.category)}  "
            f"{link_of(entry.report_id, console)}"
            for entry in digest.entries
        ),
        "",
        "Dokładne miejsca i opisy widać po zalogowaniu.",
        "",
    ]
    return "\n".join(lines)


def _alert_body(entry: Entry, console: str) -> dict[str, Any]:
    return {
        "alert_id": entry.id,
        "event": entry.event,
        "report_id": entry.report_id,
        "category": entry.category,
        "cell": entry.cell,
        "at": rfc3339(entry.at),
        "link": link_of(entry.report_id, console),
    }
