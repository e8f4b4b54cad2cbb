"""Keys of counts: what is read together lies together, and nothing wanted is passed over."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.count_rows import keys_of, ranges_of, row_of
from chalicelib.domain.aggregation import Row
from chalicelib.domain.layer import CURRENT, ROLLING, parts
from tests.strategies import moments

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
