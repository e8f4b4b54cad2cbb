"""A small country, all that can happen in it, and an attacker who asks which of that fits what was published.

Nobody can infer more: a number is known exactly if it is the same in every world that gives the publication.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import h3
import pytest

from chalicelib.domain import cell as cells
from chalicelib.domain.publication import LEAST, published_areas
from tests.builders import KRAKOW

CENTRE = cells.cell_at(KRAKOW.lat, KRAKOW.lon)
MOST = 20
"""Reports in the country: of a published number every world is looked at that it can come from."""

BESIDE = tuple(h3.cell_to_children(cells.parent(CENTRE, 8), 9)[:3])
ACROSS = (
    *h3.cell_to_children(h3.cell_to_children(cells.parent(CENTRE, 7), 8)[1], 9)[:2],
    h3.cell_to_children(h3.cell_to_children(cells.parent(CENTRE, 7), 8)[2], 9)[0],
)
World = tuple[int, ...]


@pytest.mark.parametrize("places", [BESIDE, BESIDE[:2], ACROSS, ACROSS[1:], (*BESIDE, ACROSS[2])])
def test_no_number_of_one_to_four_follows_from_a_publication(places: tuple[str, ...]) -> None:
    """The attacker knows outside which few cells no report can lie."""
    worlds_of: defaultdict[tuple[tuple[str, int], ...], list[World]] = defaultdict(list)
    for world in _worlds(len(places)):
        numbers = {cell: n for cell, n in zip(places, world, strict=True) if n}
        worlds_of[tuple(published_areas(numbers).items())].append(world)

    for areas, worlds in worlds_of.items():
        for resolution in cells.RESOLUTIONS:
            for inside in _cells(places, resolution):
                possible = {sum(world[place] for place in inside) for world in worlds}
                assert not (len(possible) == 1 and 0 < min(possible) < LEAST), (areas, resolution)


def test_a_threshold_for_each_cell_would_give_numbers_away() -> None:
    worlds_of: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for world in _worlds(2):
        told = tuple(n if n >= LEAST else 0 for n in (*world, sum(world)))
        worlds_of[told].add(world[0])

    known = [numbers for numbers in worlds_of.values() if len(numbers) == 1 and 0 < min(numbers) < LEAST]

    assert len(known) > 10


def _worlds(places: int) -> Iterator[World]:
    return (world for world in product(range(MOST + 1), repeat=places) if sum(world) <= MOST)


def _cells(places: tuple[str, ...], resolution: int) -> list[list[int]]:
    """Return the places that lie in each cell of a resolution."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, cell in enumerate(places):
        found[cells.parent(cell, resolution)].append(number)
    return list(found.values())
