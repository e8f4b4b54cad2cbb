"""Keys of counts: what is read together lies together, and nothing wanted is passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.count_rows import SlotCodes, keys_of, ranges_of, raw_row, row_of
from chalicelib.domain.aggregation import Row, Slot
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.layer import CURRENT, ROLLING, parts
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status
from tests.builders import a_catalogue
from tests.strategies import moments

CATALOGUE = a_catalogue()
SPEEDING = Slot("speeding", Status.NEW, Plane.RESIDENTS)
CELL = "891e2e6b153ffff"
months = moments.map("{:%Y-%m}".format)
kept = st.just(CURRENT) | months | months.map(lambda month: month[:4])


def key_of(layer: str) -> str:
    return keys_of(Row(layer, CELL), 1)[1]


@given(st.sets(kept, min_size=1))
def test_every_wanted_layer_lies_in_one_stretch(layers: set[str]) -> None:
    stretches = ranges_of(layers)

    for layer in layers:
        assert sum(first <= key_of(layer) <= last for first, last in stretches) == 1


@given(st.sets(kept, min_size=1))
def test_stretches_begin_and_end_with_what_is_wanted(layers: set[str]) -> None:
    for first, last in ranges_of(layers):
        assert first.rstrip("#") in layers
        assert last.rstrip("#~") in layers


@given(months)
def test_all_that_a_new_report_changes_lies_in_two_stretches_or_three(month: str) -> None:
    changed = {part.counted for layer in (CURRENT, month, month[:4], ROLLING) for part in parts(layer, month)}

    assert len(ranges_of(changed)) <= 3


@given(kept)
def test_a_key_names_its_row(layer: str) -> None:
    for row in (Row(layer, CELL), Row("protected-2026-03", CELL), Row("unit-1261", "2026-03")):
        assert row_of(*keys_of(row, 7)) == (7, row)


def test_numbers_of_a_category_that_was_rolled_back_are_left_out_where_the_map_is_drawn() -> None:
    left_out: list[int] = []
    codes = SlotCodes(CATALOGUE, left_out.append)
    row = raw_row(Row(CURRENT, CELL), {SPEEDING: 3}, codes, 1)
    of_later = {**row, "99nr": {"N": "2"}, "99cr": {"N": "1"}}

    assert codes.read_known(of_later) == codes.read(row) == {SPEEDING: 3}

    assert left_out == [2]


@pytest.mark.parametrize("spoilt", [{"zz": {"N": "1"}}, {"01nr": {"S": "many"}}, {"01nr": {"N": "1.5"}}])
def test_a_row_that_holds_what_is_no_number_of_ours_is_malformed(spoilt: dict[str, dict[str, str]]) -> None:
    codes = SlotCodes(CATALOGUE)
    row = raw_row(Row(CURRENT, CELL), {}, codes, 1) | spoilt

    for read in (codes.read, codes.read_known):
        with pytest.raises(MalformedRow, match=f"current#{CELL}"):
            read(row)


def test_what_is_published_leaves_nothing_out() -> None:
    codes = SlotCodes(CATALOGUE)

    with pytest.raises(MalformedRow, match="99nr"):
        codes.read(raw_row(Row(CURRENT, CELL), {}, codes, 1) | {"99nr": {"N": "2"}})
