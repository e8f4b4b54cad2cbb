"""Counts of cells and their ancestors: a dictionary that counts one report after another is the oracle."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted, summed
from chalicelib.domain.cell import RESOLUTIONS, cell_at, parent
from chalicelib.domain.report import Location
from tests.strategies import locations

near_by = st.builds(Location, lat=st.floats(52.2, 52.21), lon=st.floats(21.0, 21.02))
points = st.lists(st.tuples(locations | near_by, st.integers(0, 5) | st.integers(0, (1 << 18) - 1)))


@given(points)
def test_every_report_counts_once_in_its_cell_and_in_each_ancestor(many: list[tuple[Location, int]]) -> None:
    lat = np.array([place.lat for place, _ in many])
    lon = np.array([place.lon for place, _ in many])

    found = counted(cells_at(lat, lon), np.array([which for _, which in many], np.int64))

    finest = [(cell_at(place.lat, place.lon), which) for place, which in many]
    for resolution in RESOLUTIONS:
        expected = Counter((parent(cell, resolution), which) for cell, which in finest)
        columns = found[resolution]
        cells = [f"{cell:x}" for cell in columns.cells.tolist()]
        rows = list(
            zip(zip(cells, columns.properties.tolist(), strict=True), columns.n.tolist(), strict=True)
        )
        assert rows == sorted(expected.items())


@given(points)
def test_counting_many_of_one_at_once_is_counting_them_one_by_one(many: list[tuple[Location, int]]) -> None:
    cells = cells_at(np.array([place.lat for place, _ in many]), np.array([place.lon for place, _ in many]))
    properties = np.array([which for _, which in many], np.int64)
    n = np.arange(1, len(many) + 1)

    found = summed(cells, properties, n)

    one_by_one = counted(np.repeat(cells, n), np.repeat(properties, n))
    for resolution in RESOLUTIONS:
        ours, theirs = found[resolution], one_by_one[resolution]
        assert ours.cells.tolist() == theirs.cells.tolist()
        assert ours.properties.tolist() == theirs.properties.tolist()
        assert ours.n.tolist() == theirs.n.tolist()
