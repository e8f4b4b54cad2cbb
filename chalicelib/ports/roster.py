"""Who signed on in which unit, as use cases need it."""

from datetime import datetime
from typing import Protocol

from chalicelib.domain.roster import Member


class Roster(Protocol):
    """Who signed on in which unit."""

    def put(self, member: Member) -> None:
        """Keep a member in place of what is known of the account."""

    def find(self, account: str) -> Member | None:
        """Return the member of an account."""

    def of_unit(self, unit: str, now: datetime) -> tuple[Member, ...]:
        """Return who is on a unit's roster now, by the names of their accounts; may miss the newest."""
