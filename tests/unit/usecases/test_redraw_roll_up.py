"""The roll-up drawn tile by tile when a month begins is that of a recount, wherever it was laid down."""

import gzip
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.cell import cell_at
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.look import looks
from chalicelib.domain.month import months_after
from chalicelib.domain.report import Location
from chalicelib.domain.tile import Tile
from chalicelib.ports.counts import NOT_COUNTED, Counted
from chalicelib.ports.pictures import Replacement
from chalicelib.usecases.draw_tiles import Easel, redraw
from chalicelib.usecases.redraw_roll_up import redraw_roll_up
from tests.builders import a_contribution
from tests.fakes.books import PlainTally
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles
from tests.strategies import PLACES

LAST = st.sampled_from(["2025-12", "2026-01", "2026-06"])
BACK = st.integers(0, 15)


def resumed_after_each_piece(easel: Easel) -> int:
    """Draw as invocations do that have time for one piece each; return how many there were."""
    pieces, cursor = 0, ""
    while found := next(redraw_roll_up(easel, cursor), None):
        pieces, cursor = pieces + 1, found[0]
    return pieces


def pictures(store: InMemoryTiles) -> dict[Tile, bytes]:
    found = {tile: store.read(tile) for tile in store.listed(ROLLING)}
    return {tile: gzip.decompress(one[0]) for tile, one in found.items() if one}


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(PLACES), BACK), max_size=6), LAST, st.booleans())
def test_what_leaves_the_twelve_months_goes_and_the_rest_stays(
    reports: list[tuple[Location, int]], last: str, tiles_were_lost: bool
) -> None:
    counter, store, tally = InMemoryCounter(), InMemoryTiles(), PlainTally()
    easel = Easel(counter, InMemoryPublications(), store, last)
    for number, (place, back) in enumerate(reports):
        cell = cell_at(place.lat, place.lon)
        one = replace(a_contribution(), cell=cell, month=months_after(last, -back))
        counter.replace(str(number), NOT_COUNTED, Counted(1, one))
        redraw({layer: [cell] for layer in looks(one, last)}, easel)
        tally.add([one])
    if tiles_were_lost:
        store.replace([Replacement(tile, None, tag) for tile, tag in store.listed(ROLLING).items()])

    following = replace(easel, this_month=months_after(last, 1))
    resumed_after_each_piece(following)

    assert pictures(store) == dict(tally.pictures(ROLLING, following.this_month, {}))


def test_a_layer_of_many_tiles_is_drawn_in_pieces() -> None:
    counter, store = InMemoryCounter(), InMemoryTiles()
    easel = Easel(counter, InMemoryPublications(), store, "2026-03")
    for number, place in enumerate(PLACES):
        one = replace(a_contribution(), cell=cell_at(place.lat, place.lon), month="2026-03")
        counter.replace(str(number), NOT_COUNTED, Counted(1, one))
        redraw({ROLLING: [one.cell], "2026": [one.cell]}, easel)
    before = dict(store.listed(ROLLING))

    pieces = resumed_after_each_piece(easel)

    after = store.listed(ROLLING)
    assert pieces >= 2
    assert after.keys() == before.keys()
    assert not set(after.values()) & set(before.values())
