"""Two reports of one threat: the duplicate continues under the main one, and both are kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.report import Report
from chalicelib.domain.status import check_open
from chalicelib.domain.step import Act, Step

TOLD = frozenset({Act.MOVED, Act.HANDED_OVER, Act.ANSWERED})
"""The acts that are for the reporter too; all others are the unit's own work."""

MOST_DUPLICATES = 20
"""They go with the main report when it changes hands, all in one transaction."""

Pair = tuple[Report, Report]
"""The duplicate and the main report."""


def merged(duplicate: Report, main: Report, at: datetime, *, by: str, note: str | None = None) -> Pair:
    """Return both open reports after the duplicate was merged into the main one, at one moment.

    Raises `IllegalMove` for a closed report, for one that waits for an institution, for two units, for a
    chain, and beyond the most duplicates.
    """
    _check_mergeable(duplicate, main)
    at = max(at, duplicate.changed_at, main.changed_at)
    into = Step(duplicate.status, at, Act.MERGED_INTO, by, note, report=main.id)
    took = Step(main.status, at, Act.TOOK_IN, by, note, report=duplicate.id)
    return (
        duplicate.after(into, duplicate_of=main.id, assignee=None),
        main.after(took, duplicates=(*main.duplicates, duplicate.id)),
    )


def parted(duplicate: Report, main: Report, at: datetime, *, by: str, note: str) -> Pair:
    """Return both reports apart again, the duplicate in the status that it was merged in."""
    if duplicate.duplicate_of != main.id:
        raise IllegalMove("The report is not merged into the other.")
    left = Step(duplicate.status, at, Act.PARTED_FROM, by, note, report=main.id)
    let = Step(main.status, at, Act.LET_GO, by, note, report=duplicate.id)
    others = tuple(other for other in main.duplicates if other != duplicate.id)
    return duplicate.after(left, duplicate_of=None), main.after(let, duplicates=others)


def told(report: Report, main: Report | None) -> tuple[Step, ...]:
    """Return what a report's follower is told: from its merging on, what becomes of the main one alone.

    Without a `main`, because there is none or it is not for the follower: what became of the report itself.
    """
    if main is None:
        return _of_followers(report.history)
    own = report.history[: _last(report, Act.MERGED_INTO, main)]
    since = _last(main, Act.TOOK_IN, report)
    return (*_of_followers(own), main.history[since], *_of_followers(main.history[since + 1 :]))


def _of_followers(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.act in TOLD)


def _last(report: Report, act: Act, other: Report) -> int:
    """Return the place in a report's history of the last act that names the other."""
    acts = [(step.act, step.report) for step in report.history]
    return len(acts) - 1 - acts[::-1].index((act, other.id))


def taken_along(duplicate: Report, main: Report) -> Report:
    """Return the duplicate in the hands of the unit that its main report was just handed over to."""
    step = replace(main.history[-1], status=duplicate.status)
    return duplicate.after(step, unit=main.unit, routed_by=main.routed_by, called=None)


def _check_mergeable(duplicate: Report, main: Report) -> None:
    if duplicate.id == main.id:
        raise IllegalMove("A report is no duplicate of itself.")
    if duplicate.unit != main.unit:
        raise IllegalMove("Two reports are merged in one unit; hand one of them over first.")
    for report in (duplicate, main):
        report.check_not_merged()
        check_open(report.status)
    if duplicate.forwarding is not None:
        raise IllegalMove(
            "The report waits for an institution; merge the other into it, or move it on first."
        )
    if duplicate.duplicates:
        raise IllegalMove("The report has duplicates of its own; merge the other into it, or part them.")
    if len(main.duplicates) >= MOST_DUPLICATES:
        raise IllegalMove(f"A report takes in {MOST_DUPLICATES} duplicates at most.")
