"""What is told of sensitive categories when a month is over: areas whose numbers point at nobody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from chalicelib.domain import cell as cells
from chalicelib.domain.month import Month, month_of, months_after

LEAST = 5
"""The fewest reports that an area is published with."""

Numbers = Mapping[str, int]
"""Reports by cell, no zeros."""


@dataclass(frozen=True)
class Publication:
    """One month: for each category areas that do not overlap, with their numbers; it never changes."""

    month: Month
    areas: Mapping[str, Numbers]

    @cached_property
    def cells(self) -> Mapping[str, Numbers]:
        """Every cell that the areas tell a number of, with its number of each category."""
        result: dict[str, dict[str, int]] = {}
        for category, numbers in self.areas.items():
            for area, n in numbers.items():
                for resolution in range(cells.COARSEST, cells.resolution_of(area) + 1):
                    told = result.setdefault(cells.parent(area, resolution), {})
                    told[category] = told.get(category, 0) + n
        return result

    def only(self, categories: Collection[str]) -> "Publication":
        """Return what it tells of some categories."""
        areas = {category: of for category, of in self.areas.items() if category in categories}
        return Publication(self.month, areas)


def publication(month: Month, reports: Mapping[str, Numbers]) -> Publication:
    """Return what is published of a month's reports, which come by category and finest cell."""
    areas = {category: published_areas(numbers) for category, numbers in sorted(reports.items())}
    return Publication(month, {category: told for category, told in areas.items() if told})


def published_areas(numbers: Numbers) -> dict[str, int]:
    """Divide the country into areas of at least `LEAST` reports each.

    A cell is split only if each of its cells that has any reports has enough of them, so that whatever is
    added or taken away, no number ever stands for fewer. A cell of the coarsest resolution that has too few
    is told nowhere, not even as missing: its reports are counted in no public number.
    """
    areas: dict[str, int] = {}
    for root, inside in _by_parent(numbers, cells.COARSEST).items():
        if sum(inside.values()) >= LEAST:
            _divide(root, inside, areas)
    return dict(sorted(areas.items()))


def last_due(now: datetime, grace: timedelta) -> Month:
    """Return the last month whose time of grace is over."""
    return months_after(month_of(now - grace), -1)


def _divide(cell: str, inside: Numbers, areas: dict[str, int]) -> None:
    resolution = cells.resolution_of(cell)
    parts = _by_parent(inside, resolution + 1) if resolution < cells.FINEST else {}
    if parts and all(sum(part.values()) >= LEAST for part in parts.values()):
        for part, within in parts.items():
            _divide(part, within, areas)
    else:
        areas[cell] = sum(inside.values())


def _by_parent(numbers: Numbers, resolution: int) -> dict[str, dict[str, int]]:
    result: dict[str, dict[str, int]] = {}
    for cell, n in numbers.items():
        result.setdefault(cells.parent(cell, resolution), {})[cell] = n
    return result
