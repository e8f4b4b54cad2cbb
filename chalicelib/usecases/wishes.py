"""What officers wish for a report, and what becomes of the report when the wish is granted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import CoordinatorNeeded
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.status import MOVES, Status
from chalicelib.domain.unit import Unit
from chalicelib.usecases.hand_over import known_unit


@dataclass(frozen=True, slots=True)
class Move:
    """The wish to change the status of a report that was read at a version."""

    version: int
    status: Status
    note: str | None = None

    @property
    def deed(self) -> str:
        """What the audit calls it."""
        return f"status {self.status}"


@dataclass(frozen=True, slots=True)
class HandOver:
    """The wish to give a report that was read at a version to another unit."""

    version: int
    unit: str
    reason: str

    @property
    def deed(self) -> str:
        """What the audit calls it."""
        return f"unit {self.unit}"


@dataclass(frozen=True, slots=True)
class Note:
    """The wish to add a note to the history of a report that was read at a version."""

    version: int
    note: str

    @property
    def deed(self) -> str:
        """What the audit calls it."""
        return "note"


Wish = Move | HandOver | Note


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who wishes, when, and among which units."""

    officer: Officer
    at: datetime
    units: Mapping[str, Unit]


def granted(wish: Wish, report: Report, given: Circumstances) -> Report:
    """Return the report after a wish.

    Raises `IllegalMove`, `ReasonNeeded`, `CoordinatorNeeded`, or `UnknownUnit` for a unit that takes no
    reports.
    """
    by = given.officer.signature
    match wish:
        case Move():
            return _moved(wish, report, given)
        case HandOver():
            unit = known_unit(wish.unit, given.units)
            return report.handed_over(unit.code, wish.reason, given.at, routed_by=BY_HAND, by=by)
        case Note():
            return report.noted(wish.note, given.at, by=by)


def _moved(wish: Move, report: Report, given: Circumstances) -> Report:
    moved = report.moved(wish.status, given.at, by=given.officer.signature, note=wish.note)
    if MOVES[report.status][wish.status].coordinator and not given.officer.coordinates:
        raise CoordinatorNeeded
    return moved
