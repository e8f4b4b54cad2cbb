"""Layers by name, and the parts that each is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.layer import CURRENT, PLANES, ROLLING, is_layer, parts, plane_of
from chalicelib.domain.month import month_of, months_after
from tests.strategies import moments

months = moments.map(month_of)


@pytest.mark.parametrize("name", [CURRENT, ROLLING, *PLANES, "2026", "2026-01", "2026-12"])
def test_there_are_layers_of_now_of_planes_of_months_and_of_years(name: str) -> None:
    assert is_layer(name)


@pytest.mark.parametrize(
    "name",
    ["", "other", "1999", "2026-00", "2026-13", "2026-1", "202", "2026-01-01", "unit-1261", "２０２６"],
)
def test_there_are_no_other_layers(name: str) -> None:
    assert not is_layer(name)


def test_a_plane_has_a_layer_of_its_own_made_of_the_current_counts() -> None:
    for plane in PLANES:
        assert plane_of(plane) == plane
        assert [part.counted for part in parts(plane, "2026-03")] == [CURRENT]
    assert plane_of(CURRENT) is plane_of("2026") is plane_of(ROLLING) is None


@given(months)
def test_the_roll_up_counts_each_of_twelve_months_once_and_no_other(this_month: str) -> None:
    weights = dict.fromkeys((months_after(this_month, -steps) for steps in range(36)), 0)
    for part in parts(ROLLING, this_month):
        for month in weights:
            if part.counted in {month, month[:4]}:
                weights[month] += part.sign

    assert weights == {month: int(month > months_after(this_month, -12)) for month in weights}


@given(months)
def test_the_roll_up_never_reads_more_than_eight_counts_for_a_cell(this_month: str) -> None:
    assert len(parts(ROLLING, this_month)) <= 8


@given(months, st.integers(-30, 30), st.integers(-30, 30))
def test_steps_between_months_add_up(month: str, there: int, further: int) -> None:
    assert months_after(months_after(month, there), further) == months_after(month, there + further)
    assert (months_after(month, there) > month) == (there > 0)
