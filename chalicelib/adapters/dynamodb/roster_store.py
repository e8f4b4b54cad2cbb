"""The roster as a table: a row for each account, read by unit."""

from datetime import datetime

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.officers import MemberRow
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.roster import Member


class RosterStore:
    """The real `Roster`."""

    def __init__(self, rows: type[MemberRow]) -> None:
        self._rows = rows

    @classmethod
    def of_table(cls, name: str) -> "RosterStore":
        """Return the roster in the named table."""
        return cls(bound(MemberRow, name))

    def put(self, member: Member) -> None:
        """See `Roster.put`."""
        officer = member.officer
        self._rows(
            officer.sub,
            role=officer.role.value,
            unit=officer.unit,
            name=officer.name,
            signed_on_at=to_text(member.signed_on_at),
            expires_at=int(member.ends_at.timestamp()),
        ).save()

    def find(self, account: str) -> Member | None:
        """See `Roster.find`; a consistent read."""
        try:
            return _member(self._rows.get(account, consistent_read=True))
        except DoesNotExist:
            return None

    def of_unit(self, unit: str, now: datetime) -> tuple[Member, ...]:
        """See `Roster.of_unit`; rows that are over linger until DynamoDB sweeps them."""
        members = map(_member, self._rows.by_unit.query(unit))
        return tuple(member for member in members if now < member.ends_at)


def _member(row: MemberRow) -> Member:
    officer = Officer(row.account, Role(row.role), row.unit, row.name)
    return Member(officer, from_text(row.signed_on_at))
