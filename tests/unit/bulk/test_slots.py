"""Numbers in slots: packed, they are the varints that the plain encoder writes one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bulk.slots import fixed, lengths, packed, varints, woven
from chalicelib.formats import mvt

numbers = st.lists(st.integers(0, 127) | st.integers(0, (1 << 21) - 1))


@given(numbers)
def test_packed_slots_are_varints_in_a_row(many: list[int]) -> None:
    array = np.array(many, np.int64)

    assert packed(varints(array, 3)) == b"".join(map(mvt.varint, many))
    assert lengths(array).tolist() == [len(mvt.varint(n)) for n in many]


def test_a_number_that_is_too_long_for_its_slots_is_refused() -> None:
    assert packed(varints(np.array([(1 << 14) - 1]), 2)) == b"\xff\x7f"
    with pytest.raises(ValueError, match="does not fit into 2 bytes"):
        varints(np.array([1, 1 << 14]), 2)


@given(st.lists(st.lists(st.integers(0, 300), max_size=3), min_size=1))
def test_rows_of_different_lengths_are_woven_in_order(rows: list[list[int]]) -> None:
    inner = np.array([n for row in rows for n in row], np.int64)
    heads = np.tile(fixed(b"<"), (len(rows), 1))
    many = np.array([len(row) for row in rows], np.int64)

    slots = woven([heads, varints(inner, 2)], [np.ones_like(many), many * 2])

    assert packed(slots) == b"".join(b"<" + b"".join(map(mvt.varint, row)) for row in rows)
