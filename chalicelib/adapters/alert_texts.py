"""An alert in the words of each carrier: JSON for machines, a Polish letter, a line for a telephone."""

from datetime import datetime
from typing import Any

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.category import Priority
from chalicelib.domain.notification import Alert
from chalicelib.formats.gsm import sms
from chalicelib.formats.rfc3339 import rfc3339

SCHEMA_VERSION = 1
WITHIN = 210
"""Metres from the middle of a cell to its farthest corner; in Poland up to 206, measured."""
SUBJECT_LIMIT = 100
"""SNS takes subjects of ASCII only, shorter than this."""


def subject_of(alert: Alert) -> str:
    """Return the subject of the letter."""
    return sms(f"{alert.event.headline}: {alert.category.names.pl} - {alert.unit.name}")[: SUBJECT_LIMIT - 1]


def line_of(alert: Alert) -> str:
    """Return the text for a telephone: one SMS."""
    return sms(
        f"{alert.event.headline}: {alert.category.names.pl}. {_place(alert)}. Nr {alert.report_id[:8]}"
    )


def body_of(alert: Alert, console: str) -> dict[str, Any]:
    """Return the alert as machines get it, by the schema in `data/alert.schema.json`."""
    lat, lon = alert.center
    return {
        "schema_version": SCHEMA_VERSION,
        "alert_id": alert.id,
        "event": alert.event,
        "report_id": alert.report_id,
        "category": alert.category.slug,
        "priority": alert.category.priority,
        "status": alert.status,
        "unit": alert.unit.code,
        "unit_path": alert.unit.path,
        "other_unit": alert.other_unit.code if alert.other_unit else None,
        "cell": alert.cell,
        "cell_center": {"lat": round(lat, 5), "lon": round(lon, 5)},
        "at": rfc3339(alert.at),
        "due_at": rfc3339(alert.due_at) if alert.due_at else None,
        "link": link_of(alert.report_id, console),
    }


def letter_of(alert: Alert, console: str) -> str:
    """Return the text of an e-mail."""
    lines = [
        f"{alert.event.headline} na mapie zagrożeń",
        "",
        f"Kategoria: {alert.category.names.pl}{_urgently(alert)}",
        f"Jednostka: {alert.unit.name}",
        *([f"Druga jednostka: {alert.other_unit.name}"] if alert.other_unit else []),
        f"Kiedy: {in_poland(alert.at)}",
        *([f"Termin: {in_poland(alert.due_at)}"] if alert.due_at else []),
        f"Okolica: {_place(alert)}, do {WITHIN} m od miejsca (komórka {alert.cell})",
        f"Co zrobić: {alert.event.advice}",
        f"Zgłoszenie: {link_of(alert.report_id, console)}",
        "",
        "Dokładne miejsce i opis widać po zalogowaniu.",
        "",
    ]
    return "\n".join(lines)


def link_of(report_id: str, console: str) -> str:
    """Return the address of a report in the officers' console; `console` is the map's own address."""
    return f"{console}/#/officer/report/{report_id}"


def _urgently(alert: Alert) -> str:
    return " (pilne)" if alert.category.priority is Priority.URGENT else ""


def _place(alert: Alert) -> str:
    lat, lon = alert.center
    return f"{lat:.4f}, {lon:.4f}"


def in_poland(moment: datetime) -> str:
    """Write a moment for people: day and minute by Polish time."""
    return f"{moment.astimezone(WARSAW):%d.%m.%Y, %H:%M}"
