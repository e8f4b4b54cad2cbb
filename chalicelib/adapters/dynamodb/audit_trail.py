"""The audit as rows that are written once: a reading before it is answered, a change together with it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pynamodb.exceptions import PutError

from chalicelib.adapters.dynamodb.refusals import condition_failed
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.officers import AuditRow
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy
from chalicelib.domain.officer import Officer, Role

NOT_YET_KEPT = AuditRow.day.does_not_exist()
"""The condition of every write: no row is ever overwritten."""


class AuditTrail:
    """Keeps deeds, and reads them back for whoever examines them."""

    def __init__(self, audit: type[AuditRow]) -> None:
        self._audit = audit

    @classmethod
    def of_table(cls, name: str) -> "AuditTrail":
        """Return the trail in the named table."""
        return cls(bound(AuditRow, name))

    def keep(self, deed: Deed) -> None:
        """Write a deed; raise `Busy` for a second one of the same officer, thing and microsecond."""
        try:
            to_row(deed, self._audit).save(condition=NOT_YET_KEPT)
        except PutError as error:
            if condition_failed(error):
                raise Busy("The same deed was kept in the same moment.") from error
            raise

    def between(self, first: datetime, last: datetime) -> Iterator[Deed]:
        """Return the deeds from one moment up to before another, oldest first; one query for each UTC day."""
        day, end = first.astimezone(UTC).date(), last.astimezone(UTC).date()
        span = self._audit.moment.between(_text(first), _text(last))
        while day <= end:
            rows = self._audit.query(day.isoformat(), span, consistent_read=True)
            yield from (_deed(row) for row in rows if row.at < _text(last))
            day += timedelta(days=1)


def to_row(deed: Deed, model: type[AuditRow]) -> AuditRow:
    """Return the row of a deed. Its key is the deed itself, so that rows sort by time."""
    at = _text(deed.at)
    return model(
        at[:10],
        " ".join((at, deed.officer.sub, deed.what, *deed.reports[:1])),
        at=at,
        account=deed.officer.sub,
        role=deed.officer.role.value,
        officer_unit=deed.officer.unit,
        what=deed.what,
        unit=deed.unit,
        ground=deed.ground.value,
        reports=list(deed.reports) or None,
        reason=deed.reason,
    )


def _deed(row: AuditRow) -> Deed:
    return Deed(
        officer=Officer(row.account, Role(row.role), row.officer_unit),
        at=datetime.fromisoformat(row.at),
        what=row.what,
        unit=row.unit,
        reports=tuple(map(str, row.reports or ())),
        reason=row.reason,
    )


def _text(moment: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with microseconds, so that texts sort."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
