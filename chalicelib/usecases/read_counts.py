"""What the public sees of the counts in one layer."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from chalicelib.domain.aggregation import Counts, Slot
from chalicelib.domain.layer import parts, plane_of
from chalicelib.domain.month import Month
from chalicelib.domain.plane import Plane
from chalicelib.ports.counts import Counter
from chalicelib.usecases.read_publications import Published


def counts_of_cell(
    layer: str, cell: str, this_month: Month, counter: Counter, published: Published
) -> dict[str, int]:
    """Return what a layer shows of a cell by `<category>.<status>` or `<category>.all`, no zeros."""
    found = ((counter.of_cell(part.counted, cell), part.sign) for part in parts(layer, this_month))
    return {**shown(found, plane_of(layer)), **published.of_cell(layer, cell, this_month)}


def shown(counts: Iterable[tuple[Counts, int]], plane: Plane | None) -> dict[str, int]:
    """Add up kept counts by their signs, of one plane or of all; leave out what is nothing.

    A report may move on between the readings of a year and of a month that is taken away from it: then less
    than nothing is left of a number, until the redraw that every change asks for, or the next question.
    """
    result: dict[str, int] = {}
    for part, sign in counts:
        for slot, n in part.items():
            if plane is None or slot.plane is plane:
                name = _name(slot)
                result[name] = result.get(name, 0) + sign * n
    return {name: n for name, n in result.items() if n > 0}


def by_category(shown: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Part the names again: category, status, number."""
    result: dict[str, dict[str, int]] = {}
    for name, n in sorted(shown.items()):
        category, status = name.split(".")
        result.setdefault(category, {})[status] = n
    return result


@lru_cache(maxsize=1024)
def _name(slot: Slot) -> str:
    return f"{slot.category}.{slot.status}"
