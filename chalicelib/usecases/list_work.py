"""Show officers the reports of their units: pages of one price, however many reports there are.

A page looks at a bounded number of rows of an index and sifts them, so it may be short, even empty,
before the last: docs/adr/0015.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.deadline import Lateness
from chalicelib.domain.deed import Deed
from chalicelib.domain.officer import Officer, unit_in_scope
from chalicelib.domain.place import Place
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.unit import Unit, branch_of, unit_that_has
from chalicelib.domain.work_list import NOBODY, Holder, Line, Look, Order, Sieve, Stretch, Tray
from chalicelib.usecases.act_as_officer import Desk

SIZE = 50
LOOKED_AT = 400
READ_FOR_WORDS = 100
AWAITING = frozenset({Status.NEW, Status.UNDER_VERIFICATION})
"""Statuses with a deadline."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The wish to see the next lines of a unit and of all below it, `words` in their texts.

    `reason` is what the officer wants the audit to know of the purpose. `counted` asks for counts too, which
    cost a query for each unit.
    """

    unit: str
    order: Order = Order.NEWEST
    statuses: frozenset[Status] = frozenset(Status)
    sieve: Sieve = field(default_factory=Sieve)
    words: str | None = None
    reason: str | None = None
    after: Place | None = None
    counted: bool = False
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list as it stands at a moment, and where the next one begins; None behind the last.

    `counts` are all reports of the unit and of those below it, by status, where they were asked for.
    """

    lines: tuple[Line, ...]
    next: Place | None
    at: datetime
    counts: Mapping[Status, int] | None


def list_work(wanted: WorkList, officer: Officer, desk: Desk) -> Page:
    """Return a page of a list, after the audit knows whose places it shows.

    Raises `UnknownUnit` or `OutsideScope`.
    """
    unit = unit_in_scope(wanted.unit, officer, desk.units)
    now = desk.clock()
    trays, stretch = list(_trays(wanted, unit, desk.units)), _stretch(wanted, desk, now)
    each = _rows_each(wanted, len(trays))
    seen, reached = _together([desk.reports.look(tray, stretch, each) for tray in trays], wanted.order)
    lines = [
        line
        for line in seen
        if _has(unit, line.unit, desk.units) and wanted.sieve.admits(line, desk.due_soon, now)
    ]
    if wanted.words:
        lines = list(_mentioning(wanted.words, lines, desk))
    if len(lines) > wanted.size:
        lines = lines[: wanted.size]
        reached = lines[-1].place(wanted.order)
    if lines:
        shown = tuple(line.id for line in lines)
        desk.audit(Deed(officer, now, "list", unit.code, shown, wanted.reason))
    counts = _counts(unit, desk) if wanted.counted else None
    return Page(tuple(lines), reached, now, counts)


def _counts(unit: Unit, desk: Desk) -> dict[Status, int]:
    """Add up what the counter knows of the unit and of those below it: a query for each."""
    result: Counter[Status] = Counter()
    for below in branch_of(unit, desk.units):
        for by_slot in desk.counter.of_unit(below.code).values():
            for slot, n in by_slot.items():
                result[slot.status] += n
    return {status: n for status, n in sorted(result.items()) if n}


def _has(unit: Unit, code: str, units: Mapping[str, Unit]) -> bool:
    """Say whether reports that name a code are those of a unit, or of one below it."""
    try:
        return unit.code in unit_that_has(code, units).lineage
    except KeyError:
        return False


def _trays(wanted: WorkList, unit: Unit, units: Mapping[str, Unit]) -> Iterator[Tray]:
    """Yield where the reports lie that may be wanted."""
    awaited = wanted.order is Order.DEADLINE or wanted.sieve.lateness
    statuses = sorted(wanted.statuses & AWAITING if awaited else wanted.statuses)
    account = wanted.sieve.assignee
    if account not in {None, NOBODY}:
        holders = [(str(account), Holder.ASSIGNEE)]
    elif unit.type.is_garrison:
        holders = [(unit.code, Holder.GARRISON)]
    else:
        holders = [(one.code, Holder.UNIT) for one in branch_of(unit, units)]
    yield from (Tray(code, status, holder) for code, holder in holders for status in statuses)


def _stretch(wanted: WorkList, desk: Desk, now: datetime) -> Stretch:
    """Return what the order lets an index find by itself; the sieve judges the rest."""
    sieve = wanted.sieve
    if wanted.order is not Order.DEADLINE:
        earliest = now - sieve.newer_than if sieve.newer_than is not None else None
        latest = now - sieve.older_than if sieve.older_than is not None else None
        return Stretch(wanted.order, earliest, latest, wanted.after)
    soon = now + desk.due_soon
    begins = {Lateness.DUE_SOON: now, Lateness.ON_TIME: soon}
    ends = {Lateness.DUE_SOON: soon, Lateness.LATE: now, Lateness.THRICE_LATE: now}
    asked = set(sieve.lateness)
    earliest = min(begins[one] for one in asked) if asked and asked <= begins.keys() else None
    latest = max(ends[one] for one in asked) if asked and asked <= ends.keys() else None
    return Stretch(wanted.order, earliest, latest, wanted.after)


def _rows_each(wanted: WorkList, trays: int) -> int:
    """Return how many rows of each tray are looked at, so that a page has its price."""
    if wanted.words:
        rows = READ_FOR_WORDS
    else:
        rows = LOOKED_AT if wanted.sieve != Sieve() else wanted.size * max(trays, 1)
    return max(1, min(rows, LOOKED_AT) // max(trays, 1))


def _together(looks: Iterable[Look], order: Order) -> tuple[list[Line], Place | None]:
    """Return the lines that nothing unseen stands before, each once, in order; and how far they reach."""
    looks = list(looks)
    newest_first = order is Order.NEWEST
    stops = [look.reached for look in looks if look.reached]
    reached = (max(stops) if newest_first else min(stops)) if stops else None
    # A report that moves between two looks lies in both trays: the later version counts.
    lines = {line.id: line for line in sorted((line for look in looks for line in look.lines), key=_version)}
    in_order = sorted(lines.values(), key=lambda line: line.place(order), reverse=newest_first)
    if reached is None:
        return in_order, None
    if newest_first:
        return [line for line in in_order if line.place(order) >= reached], reached
    return [line for line in in_order if line.place(order) <= reached], reached


def _version(line: Line) -> int:
    return line.version


def _mentioning(words: str, lines: Iterable[Line], desk: Desk) -> Iterator[Line]:
    """Yield the lines whose reports hold the words in the description, a note or a reason."""
    lines = list(lines)
    found = {
        report.id for report in desk.reports.read_many([line.id for line in lines]) if _says(report, words)
    }
    yield from (line for line in lines if line.id in found)


def _says(report: Report, words: str) -> bool:
    texts = [
        report.details.description,
        *(text for step in report.history for text in (step.note, step.reason)),
    ]
    return any(words.casefold() in text.casefold() for text in texts if text)
