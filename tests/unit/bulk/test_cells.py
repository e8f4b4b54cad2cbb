"""Cells of many points: the h3 library is the oracle, for points anywhere and most of all near the edges."""

import h3
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from chalicelib.bulk.arrays import PART, Cells, Floats
from chalicelib.bulk.cells import cells_at, parents
from chalicelib.domain.cell import RESOLUTIONS
from chalicelib.domain.report import Location
from chalicelib.domain.tile import BOUNDS
from tests.strategies import locations

WEST, SOUTH, EAST, NORTH = BOUNDS
resolutions = st.sampled_from(RESOLUTIONS)
anywhere = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def oracle(lat: Floats, lon: Floats, resolution: int) -> list[str]:
    return [h3.latlng_to_cell(*point, resolution) for point in zip(lat.tolist(), lon.tolist(), strict=True)]


def names(cells: Cells) -> list[str]:
    return [f"{cell:x}" for cell in cells.tolist()]


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_points_all_over_the_country_are_in_the_cells_that_h3_says(resolution: int) -> None:
    random = np.random.default_rng(resolution)
    lat, lon = random.uniform(SOUTH, NORTH, PART + 1000), random.uniform(WEST, EAST, PART + 1000)

    assert names(cells_at(lat, lon, resolution)) == oracle(lat, lon, resolution)


@given(locations, resolutions, st.integers(0, 5), st.floats(0, 1), st.floats(-1e-9, 1e-9))
def test_a_point_on_an_edge_is_on_the_side_that_h3_says(
    place: Location, resolution: int, corner: int, part: float, off: float
) -> None:
    ring = h3.cell_to_boundary(h3.latlng_to_cell(place.lat, place.lon, resolution))
    (south, west), (north, east) = ring[corner], ring[corner - 1]
    lat = np.array([south + part * (north - south) + off])
    lon = np.array([west + part * (east - west) - off])

    assert names(cells_at(lat, lon, resolution)) == oracle(lat, lon, resolution)


@given(st.lists(anywhere), resolutions)
def test_points_anywhere_on_earth_have_their_cells(
    points: list[tuple[float, float]], resolution: int
) -> None:
    lat, lon = np.array(points).reshape(-1, 2).T

    assert names(cells_at(lat, lon, resolution)) == oracle(lat, lon, resolution)


@pytest.mark.parametrize(("lat", "lon"), [(np.nan, 19.0), (52.0, np.inf)])
def test_what_is_no_point_has_no_cell(lat: float, lon: float) -> None:
    with pytest.raises(h3.H3LatLngDomainError), np.errstate(invalid="ignore"):
        cells_at(np.array([lat]), np.array([lon]))


@given(arrays(np.float64, (2, 20), elements=st.floats(-85, 85)), resolutions)
def test_ancestors_are_those_that_h3_says(points: Floats, resolution: int) -> None:
    finest = cells_at(*points)

    assert names(parents(finest, resolution)) == [h3.cell_to_parent(c, resolution) for c in names(finest)]
