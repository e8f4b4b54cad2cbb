"""Which points a query string may name."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.location_wire import coordinates
from chalicelib.domain.errors import InvalidInput


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_query_reads_any_point_that_a_client_writes(lat: float, lon: float) -> None:
    found = coordinates({"lat": repr(lat), "lon": repr(lon)})

    assert (found.lat, found.lon) == (lat, lon)


@pytest.mark.parametrize(
    "text",
    ["", " ", "north", "nan", "inf", "-inf", "1e400", "5_0", "٥٠", "50,06", "0x32", "+50", " 50", "--1"],
)
def test_a_query_reads_nothing_but_numbers(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        coordinates({"lat": text, "lon": "19.9"})

    assert [fault.field for fault in refusal.value.faults] == ["lat"]


def test_a_query_names_all_its_faults() -> None:
    with pytest.raises(InvalidInput) as refusal:
        coordinates({"lat": "91"})

    assert [fault.field for fault in refusal.value.faults] == ["lat", "lon"]


@given(st.floats())
def test_no_coordinate_leaves_the_globe(number: float) -> None:
    inside = math.isfinite(number) and abs(number) <= 90

    if inside:
        assert coordinates({"lat": repr(number), "lon": "0"}).lat == number
    else:
        with pytest.raises(InvalidInput):
            coordinates({"lat": repr(number), "lon": "0"})
