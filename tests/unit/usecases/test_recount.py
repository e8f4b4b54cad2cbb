"""Counting and drawing everything at once gives what the stream and the queue would have given."""

import gzip
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.aggregation import CellCategory
from chalicelib.domain.report import Report
from chalicelib.domain.tile import CURRENT, Tile, tiles_showing
from chalicelib.ports import NOT_COUNTED
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_layer import draw_layer
from chalicelib.usecases.draw_tiles import redraw_cells
from chalicelib.usecases.recount import recount
from tests.builders import KRAKOW, WARSAW, a_catalogue, a_report, changes_of
from tests.fakes import InMemoryCounter, InMemoryTiles
from tests.strategies import lives

CATALOGUE = a_catalogue()
two_towns = st.sampled_from([KRAKOW, WARSAW])


def counted_by_the_stream(histories: list[list[Report]]) -> InMemoryCounter:
    counter = InMemoryCounter()
    for life in histories:
        for change in changes_of(life):
            aggregate_cells(change, CATALOGUE, counter, lambda _: None)
    counter.sweep(list(counter.rows))
    return counter


def pictures(tiles: set[Tile], store: InMemoryTiles) -> dict[Tile, bytes | None]:
    found = {tile: store.read(tile) for tile in tiles}
    return {tile: gzip.decompress(one[0]) if one else None for tile, one in found.items()}


@given(st.lists(lives(places=two_towns), max_size=5))
def test_a_recount_agrees_with_every_increment(histories: list[list[Report]]) -> None:
    counter = counted_by_the_stream(histories)

    counted = recount([life[-1] for life in histories], CATALOGUE)

    rows = {place: {status: n for status, n in row.items() if n} for place, row in counter.rows.items()}
    assert counted.counts == rows
    assert {CellCategory(cell, slug) for cell, row in counted.by_cell().items() for slug in row} == set(rows)


@given(lives(places=two_towns))
def test_late_news_after_a_recount_count_nothing(life: list[Report]) -> None:
    counter = InMemoryCounter()
    for report_id, line in recount([life[-1]], CATALOGUE).ledger.items():
        counter.replace(report_id, NOT_COUNTED, line)
    before = deepcopy(counter.rows)

    for change in changes_of(life):
        aggregate_cells(change, CATALOGUE, counter, lambda _: None)

    assert counter.rows == before
    assert counter.counted(life[-1].id).version == life[-1].version


@settings(max_examples=8)
@given(st.lists(lives(places=two_towns), min_size=1, max_size=4))
def test_a_layer_drawn_at_once_is_the_layer_drawn_cell_by_cell(histories: list[list[Report]]) -> None:
    last = [life[-1] for life in histories]
    at_once, one_by_one = InMemoryTiles(), InMemoryTiles()

    drawn = draw_layer(recount(last, CATALOGUE).by_cell(), CURRENT, at_once)
    redraw_cells({one.cell for one in last}, CURRENT, counted_by_the_stream(histories), one_by_one)

    tiles = {tile for one in last for tile in tiles_showing(one.cell, CURRENT)}
    assert pictures(tiles, at_once) == pictures(tiles, one_by_one)
    assert drawn == len(at_once.standing(tiles))


def test_a_layer_is_drawn_only_where_nothing_stands() -> None:
    counts = recount([a_report()], CATALOGUE).by_cell()
    store = InMemoryTiles()

    assert draw_layer(counts, CURRENT, store) == len(tiles_showing(a_report().cell, CURRENT))
    assert draw_layer(counts, CURRENT, store) == 0
