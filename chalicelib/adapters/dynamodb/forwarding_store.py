"""The forwardings table: written in one transaction with the reports that the forwardings are of."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pynamodb.attributes import MapAttribute
from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamodb.busy import one_row
from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.forwardings import ForwardingRow
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.dynamodb.together import Overtaken, Together
from chalicelib.domain.answer import Answer
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import InvalidValue, MalformedRow, StaleVersion, UnknownLink
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.report import Location, Report
from chalicelib.domain.statement import Saying, Statement

WAITING = "waiting"
"""One partition: a country forwards some hundred threats a day, and each run reads only what is due."""


class ForwardingStore:
    """The real `Forwardings`."""

    def __init__(
        self, forwardings: type[ForwardingRow], reports: type[ReportRow], together: Together
    ) -> None:
        self._forwardings = forwardings
        self._reports = reports
        self._together = together

    @classmethod
    def of_tables(cls, forwardings: str, reports: str, audit: str = "") -> "ForwardingStore":
        """Return the store in the named tables; whom no officer tells to write names no audit."""
        return cls(bound(ForwardingRow, forwardings), bound(ReportRow, reports), Together(audit))

    def get(self, key: str) -> Forwarding:
        """See `Forwardings.get`; a consistent read."""
        try:
            return from_row(self._forwardings.get(key, consistent_read=True))
        except DoesNotExist as error:
            raise UnknownLink from error

    def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
        """See `Forwardings.replace`."""
        before = ForwardingRow.version == forwarding.version - 1
        stands = before if forwarding.version > 1 else ForwardingRow.key.does_not_exist()
        moved = [(to_row(report, self._reports), ReportRow.version == report.version - 1)] if report else []
        try:
            self._together.put((self._row(forwarding), stands), *moved, deed=deed)
        except Overtaken as error:
            raise StaleVersion from error

    def due(self, now: datetime) -> Iterator[str]:
        """See `Forwardings.due`; one query, whatever else is awaited."""
        last = self._forwardings.due_at <= to_text(now)
        yield from [row.key for row in self._forwardings.by_due.query(WAITING, last)]

    def let_sleep(self, key: str) -> None:
        """See `Forwardings.let_sleep`."""
        with one_row():
            self._forwardings(key).update(
                actions=[ForwardingRow.waiting.remove()],
                condition=ForwardingRow.key.exists(),
                add_version_condition=False,
            )

    def _row(self, forwarding: Forwarding) -> ForwardingRow:
        return self._forwardings(
            key=forwarding.key,
            id=forwarding.id,
            report_id=forwarding.report_id,
            institution=forwarding.institution,
            unit=forwarding.unit,
            category=forwarding.category,
            lat=forwarding.location.lat,
            lon=forwarding.location.lon,
            note=forwarding.note,
            asked_at=to_text(forwarding.asked_at),
            due_at=to_text(forwarding.due_at),
            expires_at=to_text(forwarding.expires_at),
            statements=[_statement_row(statement) for statement in forwarding.statements],
            reminded=forwarding.reminded,
            version=forwarding.version,
            waiting=None if forwarding.closed else WAITING,
            forget_at=int(forwarding.expires_at.timestamp()) if forwarding.closed else None,
        )


def from_image(image: dict[str, Any]) -> Forwarding:
    """Read a forwarding from DynamoDB's JSON, as a stream record holds it; raise `MalformedRow`."""
    try:
        return from_row(ForwardingRow.from_raw_data(dict(image)))
    except MalformedRow:
        raise
    except Exception as error:
        raise MalformedRow(f"The image is no row of a forwarding ({type(error).__name__}).") from error


def from_row(row: ForwardingRow) -> Forwarding:
    """Return the forwarding of a row; raise `MalformedRow` for one that cannot be a forwarding."""
    missing = [name for name in REQUIRED if getattr(row, name) is None]
    if missing:
        raise MalformedRow(f"The row of a forwarding lacks {', '.join(missing)}.")
    try:
        return Forwarding(
            **{name: str(getattr(row, name)) for name in TEXTS},
            location=Location(float(row.lat), float(row.lon)),
            asked_at=from_text(row.asked_at),
            due_at=from_text(row.due_at),
            expires_at=from_text(row.expires_at),
            statements=tuple(map(_statement, row.statements)),
            reminded=bool(row.reminded),
            closed=row.waiting is None,
            version=int(row.version),
        )
    except (AttributeError, InvalidValue, KeyError, TypeError, ValueError) as error:
        raise MalformedRow(f"The row is no forwarding ({type(error).__name__}).") from error


TEXTS = ("key", "id", "report_id", "institution", "unit", "category", "note")
REQUIRED = (*TEXTS, "lat", "lon", "asked_at", "due_at", "expires_at", "statements", "reminded", "version")


def _statement_row(statement: Statement) -> MapAttribute[str, str]:
    saying = statement.saying
    row: MapAttribute[str, str] = MapAttribute(answer=saying.answer.value, at=to_text(statement.at))
    if saying.note:
        row["note"] = saying.note
    if saying.repair_by:
        row["repair_by"] = saying.repair_by.isoformat()
    return row


def _statement(row: Any) -> Statement:
    repair_by = date.fromisoformat(row["repair_by"]) if "repair_by" in row else None
    note = row["note"] if "note" in row else None  # noqa: SIM401 - PynamoDB's maps have no `get`
    return Statement(Saying(Answer(row["answer"]), note, repair_by), from_text(row["at"]))
