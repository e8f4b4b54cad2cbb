"""How often somebody tried something today: a row for each thing and day, which expires with it."""

from datetime import datetime, timedelta

from pynamodb.exceptions import UpdateError

from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.guards import GuardRow
from chalicelib.domain.errors import TooManyTries


class Tries:
    """The real `Spend`, in the guards table."""

    def __init__(self, guards: type[GuardRow]) -> None:
        self._guards = guards

    @classmethod
    def of_table(cls, guards: str) -> "Tries":
        """Return the count in the named table."""
        return cls(bound(GuardRow, guards))

    def __call__(self, what: str, limit: int, now: datetime) -> None:
        """See `Spend`; one conditional write."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        row = self._guards(f"tries#{now:%Y-%m-%d}#{what}")
        try:
            row.update(
                actions=[GuardRow.uses.add(1), GuardRow.expires_at.set(int(midnight.timestamp()))],
                condition=GuardRow.key.does_not_exist() | (GuardRow.uses < limit),
            )
        except UpdateError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                raise TooManyTries from error
            raise
