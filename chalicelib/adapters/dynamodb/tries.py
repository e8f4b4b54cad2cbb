"""How often somebody tried something today: a row for each thing and day, which expires with it."""

from datetime import datetime

from pynamodb.exceptions import UpdateError

from chalicelib.adapters.dynamodb.daily_uses import one_use
from chalicelib.adapters.dynamodb.refusals import condition_failed
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
        row = self._guards(f"tries#{now:%Y-%m-%d}#{what}")
        try:
            row.update(*one_use(limit, now))
        except UpdateError as error:
            if condition_failed(error):
                raise TooManyTries from error
            raise
