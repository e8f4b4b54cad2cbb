"""The vectorised tally counts, draws and compares as the plain one does."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.bulk.tally import Tally
from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.cell import cell_at, parent
from chalicelib.domain.generation import TooLarge
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import Showing
from chalicelib.ports.books import Told
from tests.builders import KRAKOW, WARSAW, a_contribution, a_report
from tests.fakes.books import PlainTally
from tests.strategies import locations

MONTHS = ("2024-12", "2025-02", "2025-03", "2025-04", "2026-01", "2026-03", "2026-04")
THIS_MONTH = "2026-03"
LAYERS = (CURRENT, *PLANES, ROLLING, *MONTHS, "2024", "2025", "2026", "2031")

contributions = st.builds(
    Contribution,
    cell=(st.sampled_from([KRAKOW, WARSAW]) | locations).map(lambda place: cell_at(place.lat, place.lon)),
    category=st.sampled_from(["speeding", "vandalism", "begging"]),
    status=st.sampled_from(Status),
    plane=st.sampled_from(Plane),
    month=st.sampled_from(MONTHS),
    unit=st.sampled_from(["1261", "1465-1"]),
    showing=st.sampled_from(Showing),
)
many = st.lists(contributions, max_size=8)


def tallies(*batches: list[Contribution]) -> tuple[Tally, PlainTally]:
    quick, plain = Tally(together=3), PlainTally()
    for batch in batches:
        quick.add(batch)
        plain.add(batch)
    return quick, plain


@given(many, many)
def test_it_counts_the_same_rows_and_knows_the_same_layers(
    some: list[Contribution], more: list[Contribution]
) -> None:
    quick, plain = tallies(some, more)

    rows = list(quick.rows())

    assert dict(rows) == dict(plain.rows())
    assert len(dict(rows)) == len(rows)
    assert rows == list(quick.rows()) == [row for stretch in quick.stretches() for row in stretch]
    assert quick.layers(THIS_MONTH) - {ROLLING} == plain.layers(THIS_MONTH) - {ROLLING}
    assert plain.layers(THIS_MONTH) <= quick.layers(THIS_MONTH)


published = st.dictionaries(
    st.builds(parent, st.sampled_from([cell_at(52.23, 21.01), cell_at(50.06, 19.94)]), st.integers(3, 9)),
    st.dictionaries(st.sampled_from(["begging.all", "minors_at_risk.all"]), st.integers(5, 900), min_size=1),
    max_size=4,
)


@settings(max_examples=10)
@given(many, published)
def test_it_draws_the_very_bytes_of_every_layer(some: list[Contribution], told: Told) -> None:
    quick, plain = tallies(some)

    for layer in LAYERS:
        drawn = dict(quick.pictures(layer, THIS_MONTH, told))
        assert drawn == dict(plain.pictures(layer, THIS_MONTH, told))
        assert drawn.keys() >= dict(plain.pictures(layer, THIS_MONTH, {})).keys()


@given(many, many, many)
def test_it_finds_the_same_cells_that_differ(
    both: list[Contribution], before: list[Contribution], after: list[Contribution]
) -> None:
    quick, plain = tallies(both, before)
    later_quick, later_plain = tallies(after, both)

    found, wanted = quick.changes_to(later_quick, THIS_MONTH), plain.changes_to(later_plain, THIS_MONTH)
    assert {**found, ROLLING: set()} == {**wanted, ROLLING: set()}
    assert set(wanted.get(ROLLING, ())) <= set(found.get(ROLLING, ()))
    assert quick.changes_to(quick, THIS_MONTH) == {}


@pytest.mark.parametrize("tally", [Tally, PlainTally])
def test_a_change_of_status_is_a_difference_in_each_layer_that_shows_it(
    tally: type[Tally | PlainTally],
) -> None:
    before, after = tally(), tally()
    one = a_contribution()
    before.add([one])
    after.add([one, one])

    layers = (CURRENT, "residents", "2026-03", "2026", ROLLING)
    assert before.changes_to(after, THIS_MONTH) == {layer: {one.cell} for layer in layers}  # type: ignore[arg-type]
    assert list(islice(tally().rows(), 1)) == []


def test_more_kinds_than_there_is_room_for_are_refused() -> None:
    one = a_contribution(a_report())
    years = (f"{year:04}-{month:02}" for year in range(30_000) for month in range(1, 13))
    many = (replace(one, month=month) for month in islice(years, (1 << 18) + 1))

    with pytest.raises(TooLarge):
        Tally().add(many)
