"""What looks different on the map when something else is counted: that is redrawn, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.layer import CURRENT, ROLLING, parts, rolling_since
from chalicelib.domain.month import Month
from chalicelib.domain.status import Status


class Look(NamedTuple):
    """What a picture shows of a report: a cell that counts one more of a category in a status.

    `taken_with` is the month with which the roll-up takes it away from a year, so that it is not seen.
    """

    cell: str
    category: str
    status: Status
    taken_with: Month = ""


def looks(one: Contribution, this_month: Month) -> Mapping[str, Look]:
    """Return what each layer of the map shows of a report; the roll-up ends with `this_month`.

    The roll-up shows one from ahead of our clock too: whoever draws may be there already. And it reads the
    months before its own that it takes away from their year. Who draws while a report of those changes may
    have read one row before and the other after, so that its picture has to be asked for all the same.
    """
    kept, seen = one.kept_in(), Look(one.cell, one.category, one.status)
    found = dict.fromkeys(kept, seen)
    if CURRENT in kept:
        found[one.plane.value] = seen
    if kept and one.month >= rolling_since(this_month):
        found[ROLLING] = seen
    elif kept and one.month in {part.counted for part in parts(ROLLING, this_month)}:
        found[ROLLING] = seen._replace(taken_with=one.month)
    return found


def differing(steps: Iterable[tuple[Contribution, int]], this_month: Month) -> dict[str, set[str]]:
    """Return the cells that look different, by layer, after so many more of each contribution are counted.

    A number below zero takes away. What one step takes from a layer and another gives back leaves it alone.
    """
    more: dict[tuple[str, Look], int] = {}
    for one, n in steps:
        for seen in looks(one, this_month).items():
            more[seen] = more.get(seen, 0) + n
    cells: dict[str, set[str]] = {}
    for (layer, look), n in more.items():
        if n:
            cells.setdefault(layer, set()).add(look.cell)
    return cells
