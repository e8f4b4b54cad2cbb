"""Counting and drawing everything at once gives what the stream and the queue would have given."""

import gzip
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.bulk.tally import Tally
from chalicelib.domain.cell import cell_at
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.month import month_of
from chalicelib.domain.publication import Publication
from chalicelib.domain.report import Report
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.ports.counts import NOT_COUNTED
from chalicelib.ports.pictures import Replacement
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_tiles import Easel, redraw
from chalicelib.usecases.read_publications import Published
from chalicelib.usecases.recount import recount
from tests.builders import KRAKOW, THIS_MONTH, WARSAW, a_catalogue, changes_of
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles
from tests.strategies import lives

CATALOGUE = a_catalogue()
AREA = cell_at(KRAKOW.lat, KRAKOW.lon, 7)
two_towns = st.sampled_from([KRAKOW, WARSAW])


def counted_by_the_stream(histories: list[list[Report]]) -> InMemoryCounter:
    counter = InMemoryCounter()
    for life in histories:
        for change in changes_of(life):
            aggregate_cells(change, CATALOGUE, [counter], lambda _: None, THIS_MONTH)
    counter.sweep(list(counter.rows))
    return counter


def pictures(tiles: set[Tile], store: InMemoryTiles) -> dict[Tile, bytes | None]:
    found = {tile: store.read(tile) for tile in tiles}
    return {tile: gzip.decompress(one[0]) if one else None for tile, one in found.items()}


@given(st.lists(lives(places=two_towns), max_size=5))
def test_a_recount_agrees_with_every_increment(histories: list[list[Report]]) -> None:
    counter = counted_by_the_stream(histories)

    counted = recount([life[-1] for life in histories], CATALOGUE)

    rows = {row: {slot: n for slot, n in counts.items() if n} for row, counts in counter.rows.items()}
    assert counted.counts == rows


@given(lives(places=two_towns))
def test_late_news_after_a_recount_count_nothing(life: list[Report]) -> None:
    counter = InMemoryCounter()
    for report_id, line in recount([life[-1]], CATALOGUE).ledger.items():
        counter.replace(report_id, NOT_COUNTED, line)
    before = deepcopy(counter.rows)

    for change in changes_of(life):
        aggregate_cells(change, CATALOGUE, [counter], lambda _: None, THIS_MONTH)

    assert counter.rows == before
    assert counter.counted(life[-1].id).version == life[-1].version


@settings(max_examples=8)
@given(st.lists(lives(places=two_towns), min_size=1, max_size=4))
def test_a_layer_drawn_at_once_is_the_layer_drawn_cell_by_cell(histories: list[list[Report]]) -> None:
    last = [life[-1] for life in histories]
    month = month_of(max(one.changed_at for one in last))
    layers = (CURRENT, *PLANES, month, month[:4], ROLLING)
    publications, at_once, one_by_one = InMemoryPublications(), InMemoryTiles(), InMemoryTiles()
    publications.add(Publication(month, {"begging": {AREA: 6}}))

    tally, published = Tally(), Published(publications)
    tally.add(line.contribution for line in recount(last, CATALOGUE).ledger.values() if line.contribution)
    for layer in layers:
        drawn = tally.pictures(layer, month, published.on(layer, month))
        at_once.replace(Replacement(tile, picture, None) for tile, picture in drawn)
    seen = {AREA, *(one.cell for one in last)}
    changed = dict.fromkeys(layers, seen)
    redraw(changed, Easel(counted_by_the_stream(histories), publications, one_by_one, month))

    tiles = {tile for cell in seen for layer in layers for tile in tiles_showing(cell, layer)}
    assert pictures(tiles, at_once) == pictures(tiles, one_by_one)
    assert {tile for layer in at_once.layers() for tile in at_once.listed(layer)} <= tiles
