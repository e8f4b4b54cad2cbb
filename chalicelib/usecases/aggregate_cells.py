"""Apply a change of a report to the counts of its cells, exactly once however often it is told."""

from collections.abc import Callable

from chalicelib.domain.aggregation import Contribution, contribution
from chalicelib.domain.category import Catalogue
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow, StaleVersion
from chalicelib.domain.report import Report
from chalicelib.ports import Counted, Counter

Redraw = Callable[[frozenset[str]], None]
"""Ask for the tiles over these cells to be drawn again."""


def aggregate_cells(change: Change, catalogue: Catalogue, counter: Counter, redraw: Redraw) -> None:
    """Count the report after the change in place of what is counted of it now.

    The ledger, not the change, says what that is, so a repeated, late or lost record does no harm.
    A repeat asks for the redraw again: the first attempt may have ended between the two.
    Raises `MalformedRow`, or what passes by itself: `Busy`, and `StaleVersion` when another worker counts
    the same report.
    """
    before, after = (
        public_contribution(report, catalogue) if report else None for report in (change.before, change.after)
    )
    if change.before is None and after is None:
        return
    expected = Counted(change.before.version if change.before else 0, before)
    found = _count(change.report_id, expected, Counted(change.version, after), counter)
    places = frozenset(one.cell for one in (before, found, after) if one)
    if places:
        redraw(places)


def public_contribution(report: Report, catalogue: Catalogue) -> Contribution | None:
    """Return what a report adds to the public counts; raise `MalformedRow` for an unknown category."""
    category = catalogue.find(report.category)
    if category is None:
        raise MalformedRow(f"The report names the category {report.category}.")
    return contribution(report, category)


def _count(report_id: str, expected: Counted, target: Counted, counter: Counter) -> Contribution | None:
    """Return what was counted before."""
    try:
        counter.replace(report_id, expected, target)
    except StaleVersion:
        found = counter.counted(report_id)
        if found.version < target.version:
            counter.replace(report_id, found, target)
        return found.contribution
    return expected.contribution
