"""Cells as the public names them: any text may come, only cells that the map counts are taken."""

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import cell as cells
from chalicelib.domain.errors import UnknownCell
from chalicelib.domain.report import Location
from tests.strategies import locations


@given(locations, st.sampled_from(cells.RESOLUTIONS))
def test_a_counted_cell_is_taken_in_any_spelling_and_given_in_one(place: Location, resolution: int) -> None:
    cell = cells.cell_at(place.lat, place.lon, resolution)

    assert cells.counted_cell(cell) == cell
    assert cells.counted_cell(cell.upper()) == cell
    assert cells.counted_cell("0" + cell) == cell


@given(st.text(max_size=20) | st.text("0123456789abcdef", min_size=15, max_size=16))
def test_any_other_text_is_no_cell(text: str) -> None:
    try:
        cell = cells.counted_cell(text)
    except UnknownCell:
        return

    assert h3.is_valid_cell(cell)
    assert int(text, 16) == int(cell, 16)


@pytest.mark.parametrize("resolution", [0, 2, 10, 15])
def test_cells_coarser_or_finer_than_the_map_are_unknown(resolution: int) -> None:
    with pytest.raises(UnknownCell):
        cells.counted_cell(h3.latlng_to_cell(52.0, 19.2, resolution))


@given(locations, st.sampled_from(cells.RESOLUTIONS))
def test_a_report_lies_in_a_cell_of_the_finest_resolution_by_its_one_name(
    place: Location, resolution: int
) -> None:
    cell = cells.cell_at(place.lat, place.lon)

    assert cells.finest_cell(cell) == cell
    for other in (cells.parent(cell, resolution), "0" + cell, cell.upper(), cell[:-1]):
        if other != cell:
            with pytest.raises(UnknownCell):
                cells.finest_cell(other)


@given(locations)
def test_the_centre_lies_in_the_cell_and_the_point_near_it(place: Location) -> None:
    cell = cells.cell_at(place.lat, place.lon)

    center = cells.center(cell)

    assert cells.cell_at(*center) == cell
    assert h3.great_circle_distance((place.lat, place.lon), center) < 0.25  # km
