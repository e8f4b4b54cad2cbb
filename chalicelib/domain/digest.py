"""When a busy unit hears of what is not urgent: at once, or together with others at the end of a window."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from chalicelib.domain.alert_log import Entry
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.unit import Unit

MORNING = time(7)
LARGEST = 99
"""Alerts that one digest names: they are marked as told in one transaction, which takes 100 items."""


class Window(StrEnum):
    """How often a unit hears of what is not urgent."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"


def next_digest(window: Window, now: datetime) -> datetime | None:
    """Return when the present window ends, always later than `now`; None where nothing waits.

    Daily means seven in the morning by Polish time, hourly the next whole hour.
    """
    if window is Window.INSTANT:
        return None
    if window is Window.HOURLY:
        return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    local = now.astimezone(WARSAW)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, WARSAW).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Digest:
    """One message about several alerts of a unit that waited for the same moment."""

    unit: Unit
    due: datetime
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """The same for the same alerts: a digest that is sent again has the id of the first one."""
        first = hashlib.sha256(self.entries[0].id.encode()).hexdigest()[:8]
        return f"{self.unit.code}.{self.due:%Y-%m-%dT%H%MZ}.{first}"

    @property
    def counts(self) -> Mapping[str, int]:
        """How many alerts there are of each category, the most frequent first."""
        return dict(Counter(entry.category for entry in self.entries).most_common())


def digests_of(waiting: Iterable[Entry]) -> Iterator[tuple[str, datetime, tuple[Entry, ...]]]:
    """Part what waits by unit and moment, oldest first, at most 99 together."""

    def place(entry: Entry) -> tuple[str, datetime]:
        return entry.unit, entry.due or entry.at

    ordered = sorted(waiting, key=lambda entry: (*place(entry), entry.at, entry.id))
    for (unit, due), entries in groupby(ordered, place):
        together = tuple(entries)
        for first in range(0, len(together), LARGEST):
            yield unit, due, together[first : first + LARGEST]
