"""The digest windows of units: a row for each unit whose coordinator set one."""

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamodb.tables.alerts import DigestWindowRow
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.domain.digest import Window


class WindowStore:
    """The real `Windows`."""

    def __init__(self, rows: type[DigestWindowRow]) -> None:
        self._rows = rows

    @classmethod
    def of_table(cls, name: str) -> "WindowStore":
        """Return the store in the named table."""
        return cls(bound(DigestWindowRow, name))

    def of(self, unit: str) -> Window:
        """See `Windows.of`; a consistent read."""
        try:
            return Window(self._rows.get(unit, consistent_read=True).window)
        except DoesNotExist:
            return Window.INSTANT

    def set(self, unit: str, window: Window) -> None:
        """See `Windows.set`."""
        self._rows(unit, window=window.value).save()
