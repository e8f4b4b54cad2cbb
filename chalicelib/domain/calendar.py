"""Polish time: the zone, and the days on which nobody is at the desk."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")
SATURDAY = 5


class Calendar:
    """Knows the public holidays of some years; of other years it knows Saturdays and Sundays only."""

    def __init__(self, holidays: Iterable[date]) -> None:
        self._holidays = frozenset(holidays)

    def is_working(self, day: date) -> bool:
        """Say whether a day is neither a Saturday, nor a Sunday, nor a public holiday."""
        return day.weekday() < SATURDAY and day not in self._holidays
