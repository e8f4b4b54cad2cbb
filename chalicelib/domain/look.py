"""What looks different on the map when something else is counted: that is redrawn, and nothing else."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.layer import CURRENT, ROLLING, rolling_since
from chalicelib.domain.month import Month
from chalicelib.domain.status import Status


class Look(NamedTuple):
    """What a picture shows of a report: a cell that counts one more of a category in a status."""

    cell: str
    category: str
    status: Status


def layers_showing(one: Contribution, this_month: Month) -> tuple[str, ...]:
    """Return the layers of the map that show a report while the roll-up ends with `this_month`.

    The roll-up shows one from ahead of our clock too: whoever draws may be there already.
    """
    kept = one.kept_in()
    if not kept:
        return ()
    plane = (one.plane.value,) if CURRENT in kept else ()
    rolling = (ROLLING,) if one.month >= rolling_since(this_month) else ()
    return (*kept, *plane, *rolling)


def differing(steps: Iterable[tuple[Contribution, int]], this_month: Month) -> dict[str, set[str]]:
    """Return the cells that look different, by layer, after so many more of each contribution are counted.

    A number below zero takes away. What one step takes from a layer and another gives back leaves it alone.
    """
    more: dict[tuple[str, Look], int] = {}
    for one, n in steps:
        look = Look(one.cell, one.category, one.status)
        for layer in layers_showing(one, this_month):
            more[layer, look] = more.get((layer, look), 0) + n
    cells: dict[str, set[str]] = {}
    for (layer, look), n in more.items():
        if n:
            cells.setdefault(layer, set()).add(look.cell)
    return cells
