"""What officers wish for a report, and what becomes of the report when the wish is granted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import CoordinatorNeeded, IllegalMove, UnknownOfficer
from chalicelib.domain.merging import merged, parted, taken_along
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.roster import Member
from chalicelib.domain.status import MOVES, Status
from chalicelib.domain.unit import Unit, unit_that_has
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


@dataclass(frozen=True, slots=True)
class Assignment:
    """The wish to make a report that was read at a version somebody's work, or nobody's with None."""

    version: int
    assignee: str | None
    note: str | None = None

    @property
    def deed(self) -> str:
        """What the audit calls it."""
        return f"assignee {self.assignee or 'nobody'}"


@dataclass(frozen=True, slots=True)
class Merging:
    """The wish to let a report that was read at a version continue under another one."""

    version: int
    duplicate_of: str
    note: str | None = None

    @property
    def deed(self) -> str:
        """What the audit calls it."""
        return "merge"


@dataclass(frozen=True, slots=True)
class Parting:
    """The wish to take a report that was read at a version out of the one it was merged into."""

    version: int
    note: str

    @property
    def deed(self) -> str:
        """What the audit calls it."""
        return "part"


Wish = Move | HandOver | Note | Assignment | Merging | Parting


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who wishes, when, among which units; the other reports that change, and who is to get the report."""

    officer: Officer
    at: datetime
    units: Mapping[str, Unit]
    catalogue: Catalogue
    others: tuple[Report, ...] = ()
    colleague: Member | None = None


def others_of(wish: Wish, report: Report) -> tuple[str, ...]:
    """Return the ids of the other reports that change with this one."""
    match wish:
        case Merging():
            return (wish.duplicate_of,)
        case Parting():
            return (report.duplicate_of,) if report.duplicate_of else ()
        case HandOver():
            return report.duplicates
    return ()


def granted(wish: Wish, report: Report, given: Circumstances) -> tuple[Report, ...]:
    """Return the report after a wish, then the others that change with it.

    Raises `IllegalMove`, `HistoryFull`, `ReasonNeeded`, `CoordinatorNeeded`, `UnknownOfficer` for somebody
    who may not be given the report, or `UnknownUnit` for a unit that takes none.
    """
    by = given.officer.signature
    match wish:
        case Move():
            return (_moved(wish, report, given),)
        case HandOver():
            return _handed_over(wish, report, given)
        case Note():
            return (report.noted(wish.note, given.at, by=by),)
        case Assignment():
            return (_assigned(wish, report, given),)
        case Merging():
            return _merged(wish, report, given)
        case Parting():
            return _parted(wish, report, given)


def _moved(wish: Move, report: Report, given: Circumstances) -> Report:
    moved = report.moved(wish.status, given.at, by=given.officer.signature, note=wish.note)
    if MOVES[report.status][wish.status].coordinator and not given.officer.coordinates:
        raise CoordinatorNeeded
    return moved


def _merged(wish: Merging, report: Report, given: Circumstances) -> tuple[Report, ...]:
    """Were a report of the map merged under a hidden one, its leaving the map would tell its follower so."""
    main = given.others[0]
    if len({given.catalogue.public_when_placed(one.category) for one in (report, main)}) > 1:
        raise IllegalMove("A report that the map shows when placed is not merged with one that it does not.")
    return merged(report, main, given.at, by=given.officer.signature, note=wish.note)


def _assigned(wish: Assignment, report: Report, given: Circumstances) -> Report:
    """Officers take reports and drop their own; coordinators give them to anybody who may act on them."""
    me = given.officer.sub
    of_mine = wish.assignee == me or (wish.assignee is None and report.assignee == me)
    if not (of_mine or given.officer.coordinates):
        raise CoordinatorNeeded
    if wish.assignee not in {None, me}:
        unit = unit_that_has(report.unit, given.units)
        if given.colleague is None or not given.colleague.may_take(unit, given.at):
            raise UnknownOfficer
    return report.assigned(wish.assignee, given.at, by=given.officer.signature, note=wish.note)


def _handed_over(wish: HandOver, report: Report, given: Circumstances) -> tuple[Report, ...]:
    unit, by = known_unit(wish.unit, given.units), given.officer.signature
    handed = report.handed_over(unit.code, wish.reason, given.at, routed_by=BY_HAND, by=by)
    return (handed, *(taken_along(duplicate, handed) for duplicate in given.others))


def _parted(wish: Parting, report: Report, given: Circumstances) -> tuple[Report, ...]:
    if not given.others:
        raise IllegalMove("The report is not merged into another.")
    return parted(report, given.others[0], given.at, by=given.officer.signature, note=wish.note)
