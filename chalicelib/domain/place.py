"""Where a page of a list ends, so that the next one begins right behind it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a list: right behind the line of this id, by the moment that the list is sorted by."""

    moment: datetime
    id: str
