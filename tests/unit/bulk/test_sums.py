"""Sums are those of counting one number after the other, whenever they are folded in."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bulk.sums import Sums

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
