"""Apply a change of a report to the counts, exactly once however often it is told."""

from collections.abc import Callable, Iterable

from chalicelib.domain.aggregation import Contribution, contribution
from chalicelib.domain.category import Catalogue
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow, StaleVersion
from chalicelib.domain.look import differing
from chalicelib.domain.month import Month
from chalicelib.domain.report import Report
from chalicelib.ports.counts import NOT_COUNTED, Changed, Counted, Counter

Redraw = Callable[[Changed], None]
"""Ask for the tiles over these cells to be drawn again."""


def aggregate_cells(
    change: Change, catalogue: Catalogue, counters: Iterable[Counter], redraw: Redraw, this_month: Month
) -> None:
    """Count the report after the change in place of what each counter has of it now.

    The ledger, not the change, says what that is, so a repeated, late or lost record does no harm, nor does
    a report that could not be counted before the change.
    A repeat asks for the redraw again: the first attempt may have ended between the two. A change that
    alters nothing that the map shows asks for none; the map's roll-up ends with `this_month`.
    Raises `MalformedRow`, or what passes by itself: `Busy`, and `StaleVersion` when another worker counts
    the same report.
    """
    expected = (change.before and line_of(change.before, catalogue)) or NOT_COUNTED
    after = contribution_of(change.after, catalogue) if change.after else None
    target = Counted(change.version, after)
    found = [count(change.report_id, expected, target, counter) for counter in counters]
    changed = changed_between({expected.contribution}.union(*found), after, this_month)
    if changed:
        redraw(changed)


def contribution_of(report: Report, catalogue: Catalogue) -> Contribution:
    """Return what a report adds to the counts; raise `MalformedRow` for an unknown category."""
    category = catalogue.find(report.category)
    if category is None:
        raise MalformedRow(f"The report names the category {report.category}.")
    return contribution(report, category)


def line_of(report: Report, catalogue: Catalogue) -> Counted | None:
    """Return a report's line of the ledger; None for a report that is set aside instead of counted."""
    try:
        return Counted(report.version, contribution_of(report, catalogue))
    except MalformedRow:
        return None


def count(report_id: str, expected: Counted, target: Counted, counter: Counter) -> set[Contribution | None]:
    """Count the target unless something as new is counted; return all that tiles may show instead of it.

    For a repeat that is what the target replaced, which the change does not know when one before it was lost.
    """
    try:
        counter.replace(report_id, expected, target)
    except StaleVersion:
        found = counter.counted(report_id)
        if found.order >= target.order:
            return {found.contribution, found.replaced}
        counter.replace(report_id, found, target)
        return {found.contribution}
    return {expected.contribution}


def changed_between(
    before: Iterable[Contribution | None], after: Contribution | None, this_month: Month
) -> Changed:
    """Return the cells that look different, by layer, if one of several contributions was shown before."""
    changed: dict[str, set[str]] = {}
    for side in before:
        steps = [(one, n) for one, n in ((side, -1), (after, +1)) if one]
        for layer, cells in differing(steps, this_month).items():
            changed.setdefault(layer, set()).update(cells)
    return changed
