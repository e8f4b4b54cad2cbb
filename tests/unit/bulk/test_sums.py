"""Sums are those of counting one number after the other, whenever they are folded in."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bulk.sums import Sums
from chalicelib.domain.generation import TooLarge

numbers = st.integers(0, 6) | st.integers(0, (1 << 63) - 1)


@given(st.lists(st.lists(numbers, max_size=6), max_size=6), st.integers(1, 8), st.booleans())
def test_every_number_counts_as_often_as_it_came(
    many: list[list[int]], together: int, looked_at_between: bool
) -> None:
    sums = Sums(together)

    for some in many:
        sums.add(some)
        if looked_at_between:
            sums.columns()
    keys, n = sums.columns()

    expected = Counter(number for some in many for number in some)
    assert list(zip(keys.tolist(), n.tolist(), strict=True)) == sorted(expected.items())


def test_what_comes_again_takes_no_room_and_one_too_many_that_differs_is_refused() -> None:
    sums = Sums(together=100, most=2)
    for _ in range(9):
        sums.add([7, 9])
    assert len(sums.columns()[0]) == 2

    sums.add([7, 8])
    with pytest.raises(TooLarge, match="More than 2"):
        sums.columns()
