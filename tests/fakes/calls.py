"""A clock, ids and tries in memory."""

import itertools
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from chalicelib.domain.errors import (
    TooManyTries,
)
from tests.builders import PLACED


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self, now: datetime = PLACED) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def numbered(prefix: str) -> Callable[[], str]:
    """Return a maker of ids or tokens, 32 characters long and never the same."""
    numbers = itertools.count(1)
    return lambda: f"{prefix}{next(numbers):0{32 - len(prefix)}}"


class CountedTries:
    """A `Spend`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._uses: dict[tuple[str, str], int] = {}

    def __call__(self, what: str, limit: int, now: datetime) -> None:
        """See `Spend`."""
        key = (now.date().isoformat(), what)
        with self._lock:
            if self._uses.get(key, 0) >= limit:
                raise TooManyTries
            self._uses[key] = self._uses.get(key, 0) + 1
