"""Areas of a publication: no number below five can be told from them, and none is coarser than it must be."""

from datetime import UTC, datetime, timedelta

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import cell as cells
from chalicelib.domain.publication import (
    LEAST,
    Numbers,
    Publication,
    last_due,
    publication,
    published_areas,
)
from tests.builders import KRAKOW, WARSAW

CENTRE = cells.cell_at(KRAKOW.lat, KRAKOW.lon)
TOWN = cells.parent(CENTRE, 6)
PLACES = (*h3.cell_to_children(TOWN, 9), cells.cell_at(WARSAW.lat, WARSAW.lon))
months = st.dictionaries(st.sampled_from(PLACES), st.integers(1, 12), max_size=12)


def inside(area: str, numbers: Numbers) -> Numbers:
    resolution = cells.resolution_of(area)
    return {cell: n for cell, n in numbers.items() if cells.parent(cell, resolution) == area}


def by_part(area: str, numbers: Numbers) -> dict[str, int]:
    """Return the numbers of an area's children that have any."""
    found: dict[str, int] = {}
    for cell, n in inside(area, numbers).items():
        part = cells.parent(cell, cells.resolution_of(area) + 1)
        found[part] = found.get(part, 0) + n
    return found


@given(months)
def test_an_area_tells_how_many_lie_in_it_and_never_fewer_than_five(numbers: Numbers) -> None:
    areas = published_areas(numbers)

    assert areas == {area: sum(inside(area, numbers).values()) for area in areas}
    assert all(n >= LEAST for n in areas.values())


@given(months)
def test_a_report_lies_in_one_area_unless_its_largest_cell_has_too_few(numbers: Numbers) -> None:
    areas = published_areas(numbers)

    for cell in numbers:
        around = [area for area in areas if cells.parent(cell, cells.resolution_of(area)) == area]
        root = cells.parent(cell, cells.COARSEST)
        assert len(around) == (sum(inside(root, numbers).values()) >= LEAST)


@given(months)
def test_an_area_is_split_unless_a_part_of_it_would_tell_of_fewer_than_five(numbers: Numbers) -> None:
    for area in published_areas(numbers):
        split = by_part(area, numbers) if cells.resolution_of(area) < cells.FINEST else {}

        assert not split or any(n < LEAST for n in split.values())


@given(months)
def test_every_cell_that_is_told_is_a_union_of_areas(numbers: Numbers) -> None:
    told = publication("2026-03", {"begging": numbers})

    for cell, by_category in told.cells.items():
        assert by_category == {"begging": sum(inside(cell, numbers).values())}
        assert by_category["begging"] >= LEAST


def test_what_lies_in_one_place_is_published_there() -> None:
    assert published_areas({CENTRE: LEAST}) == {CENTRE: LEAST}


def test_four_are_told_nowhere_and_a_fifth_far_away_does_not_betray_them() -> None:
    near, far = CENTRE, cells.cell_at(WARSAW.lat, WARSAW.lon)

    assert published_areas({near: 4}) == {}
    assert published_areas({near: 4, far: 1}) == {}
    assert published_areas({near: 4, far: 9}) == {far: 9}


def test_four_and_their_neighbours_are_told_together() -> None:
    near, beside = h3.cell_to_children(cells.parent(CENTRE, 8), 9)[:2]

    assert published_areas({near: 4, beside: 9}) == {cells.parent(CENTRE, 8): 13}


def test_categories_do_not_meet() -> None:
    told = publication("2026-03", {"begging": {CENTRE: 4}, "minors_at_risk": {CENTRE: 5}})

    assert told == Publication("2026-03", {"minors_at_risk": {CENTRE: 5}})


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 4, 14, 21, 59, 59, tzinfo=UTC), "2026-02"),  # 23:59:59 in Poland
        (datetime(2026, 4, 14, 22, 0, tzinfo=UTC), "2026-03"),
        (datetime(2026, 1, 14, 22, 59, 59, tzinfo=UTC), "2025-11"),
        (datetime(2026, 1, 14, 23, 0, tzinfo=UTC), "2025-12"),
    ],
)
def test_a_month_is_due_when_its_grace_is_over_in_poland(now: datetime, due: str) -> None:
    assert last_due(now, timedelta(days=14)) == due
