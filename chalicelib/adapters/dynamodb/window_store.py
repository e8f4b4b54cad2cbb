"""The digest windows of units: a row for each unit whose coordinator set one."""

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamodb.tables.alerts import DigestWindowRow
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.together import Together
from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import Window


class WindowStore:
    """The real `Windows`."""

    def __init__(self, rows: type[DigestWindowRow], together: Together) -> None:
        self._rows = rows
        self._together = together

    @classmethod
    def of_tables(cls, windows: str, audit: str = "") -> "WindowStore":
        """Return the store in the named tables; who only reads names no audit."""
        return cls(bound(DigestWindowRow, windows), Together(audit))

    def of(self, unit: str) -> Window:
        """See `Windows.of`; a consistent read."""
        try:
            return Window(self._rows.get(unit, consistent_read=True).window)
        except DoesNotExist:
            return Window.INSTANT

    def set(self, unit: str, window: Window, deed: Deed) -> None:
        """See `Windows.set`."""
        self._together.put((self._rows(unit, window=window.value), None), deed=deed)
