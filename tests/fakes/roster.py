"""The roster in memory."""

from datetime import datetime

from chalicelib.domain.roster import Member


class InMemoryRoster:
    """A `Roster`."""

    def __init__(self) -> None:
        self._members: dict[str, Member] = {}

    def put(self, member: Member) -> None:
        """See `Roster.put`."""
        self._members[member.officer.sub] = member

    def find(self, account: str) -> Member | None:
        """See `Roster.find`."""
        return self._members.get(account)

    def of_unit(self, unit: str, now: datetime) -> tuple[Member, ...]:
        """See `Roster.of_unit`."""
        found = [one for one in self._members.values() if one.officer.unit == unit and now < one.ends_at]
        return tuple(sorted(found, key=lambda member: member.officer.name))
