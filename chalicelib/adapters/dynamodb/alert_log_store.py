"""The log of alerts: one row for each, written before it is sent and told apart by conditions afterwards."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError, UpdateError
from pynamodb.transactions import TransactWrite

from chalicelib.adapters.dynamodb.busy import until_free
from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.refusals import condition_failed, failed_conditions, passes_by_itself
from chalicelib.adapters.dynamodb.tables.alerts import AlertRow
from chalicelib.adapters.dynamodb.tables.binding import bound, connection
from chalicelib.domain.alert_log import Entry, Outcome
from chalicelib.domain.errors import Busy, StaleVersion
from chalicelib.domain.notification import Alert
from chalicelib.domain.place import Place
from chalicelib.ports.alerts import LogPage

WAITS = "yes"
"""The one partition of the index: what waits in the whole country, a few thousand rows at most."""
REASON_LIMIT = 300


class AlertLogStore:
    """The real `AlertLog`; rows are forgotten so many days after they were written."""

    def __init__(self, connection: Connection, rows: type[AlertRow], days: int | None) -> None:
        self._connection = connection
        self._rows = rows
        self._days = days

    @classmethod
    def of_table(cls, name: str, days: int | None = None) -> "AlertLogStore":
        """Return the log in the named table; who opens no lines says no days."""
        return cls(connection(), bound(AlertRow, name), days)

    def open(self, alert: Alert, due: datetime | None, now: datetime) -> bool:
        """See `AlertLog.open`; one write for a new line."""
        if self._days is None:
            raise ValueError("Who opens lines says for how many days they are kept.")
        row = self._rows(
            alert.unit.code,
            _key(alert),
            event=alert.event.value,
            report_id=alert.report_id,
            category=alert.category.slug,
            priority=alert.category.priority.value,
            cell=alert.cell,
            outcome=(Outcome.WAITING if due else Outcome.SENDING).value,
            attempts=0 if due else 1,
            expires_at=int((now + timedelta(days=self._days)).timestamp()),
            waits=WAITS if due else None,
            due=to_text(due) if due else None,
        )
        try:
            row.save(condition=AlertRow.entry.does_not_exist())
        except PutError as error:
            if not condition_failed(error):
                raise
            return self._opened_again(alert)
        return due is None

    def _opened_again(self, alert: Alert) -> bool:
        unfinished = AlertRow.outcome.is_in(Outcome.SENDING.value, Outcome.FAILED.value)
        try:
            self._row(alert).update(actions=[AlertRow.attempts.add(1)], condition=unfinished)
        except UpdateError as error:
            if not condition_failed(error):
                raise
            return False
        return True

    def told(self, alert: Alert, message_id: str, now: datetime) -> None:
        """See `AlertLog.told`."""
        self._row(alert).update(actions=_told(message_id, now))

    def failed(self, alert: Alert, reason: str) -> None:
        """See `AlertLog.failed`."""
        outcome = AlertRow.outcome.set(Outcome.FAILED.value)
        self._row(alert).update(actions=[outcome, AlertRow.failure.set(reason[:REASON_LIMIT])])

    def page_of_unit(self, unit: str, after: Place | None, size: int) -> LogPage:
        """See `AlertLog.page_of_unit`; one query."""
        start = {"unit": {"S": unit}, "entry": {"S": _entry(after.moment, after.id)}} if after else None
        found = self._rows.query(
            unit, scan_index_forward=False, limit=size, page_size=size, last_evaluated_key=start
        )
        entries = tuple(_from_row(row) for row in found)
        more = found.last_evaluated_key is not None and entries
        return LogPage(entries, Place(entries[-1].at, entries[-1].id) if more else None)

    def waiting(self, until: datetime) -> Iterator[Entry]:
        """See `AlertLog.waiting`: the index finds, which may lag, and consistent reads decide."""
        found = self._rows.by_waiting.query(WAITS, AlertRow.due <= to_text(until))
        keys = [(row.unit, row.entry) for row in found]
        for row in self._rows.batch_get(keys, consistent_read=True):
            if row.waits:
                yield _from_row(row)

    def told_together(self, entries: Sequence[Entry], digest: str, message_id: str, now: datetime) -> None:
        """See `AlertLog.told_together`."""
        told = [*_told(message_id, now), AlertRow.waits.remove(), AlertRow.digest.set(digest)]
        self._update_together(entries, [*told, AlertRow.attempts.add(1)])

    def failed_together(self, entries: Sequence[Entry], reason: str) -> None:
        """See `AlertLog.failed_together`."""
        failed = AlertRow.failure.set(reason[:REASON_LIMIT])
        self._update_together(entries, [failed, AlertRow.attempts.add(1)])

    def _update_together(self, entries: Sequence[Entry], actions: list[Any]) -> None:
        until_free(lambda: self._update_once(entries, actions))

    def _update_once(self, entries: Sequence[Entry], actions: list[Any]) -> None:
        try:
            with TransactWrite(connection=self._connection) as transaction:
                for one in entries:
                    row = self._rows(one.unit, _entry(one.at, one.id))
                    transaction.update(row, actions=actions, condition=AlertRow.waits == WAITS)
        except TransactWriteError as error:
            if any(failed_conditions(error)):
                raise StaleVersion("line of the log") from error
            if passes_by_itself(error):
                raise Busy("Another write holds the same lines of the log.") from error
            raise

    def _row(self, alert: Alert) -> AlertRow:
        return self._rows(alert.unit.code, _key(alert))


def _told(message_id: str, now: datetime) -> list[Any]:
    outcome = AlertRow.outcome.set(Outcome.TOLD.value)
    return [outcome, AlertRow.message_id.set(message_id), AlertRow.told_at.set(to_text(now))]


def _key(alert: Alert) -> str:
    return _entry(alert.at, alert.id)


def _entry(at: datetime, alert_id: str) -> str:
    return f"{to_text(at)}#{alert_id}"


def _from_row(row: AlertRow) -> Entry:
    at, _, alert_id = row.entry.partition("#")
    return Entry(
        id=alert_id,
        unit=row.unit,
        at=from_text(at),
        event=row.event,
        report_id=row.report_id,
        category=row.category,
        priority=row.priority,
        cell=row.cell,
        outcome=Outcome(row.outcome),
        attempts=int(row.attempts),
        due=from_text(row.due) if row.due else None,
        told_at=from_text(row.told_at) if row.told_at else None,
        message_id=row.message_id,
        digest=row.digest,
        failure=row.failure,
    )
