"""Pictures: they show what is counted, and no worker ever leaves one that is older than the counts."""

import gzip
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import mapbox_vector_tile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import Contribution, Row
from chalicelib.domain.cell import cell_at
from chalicelib.domain.errors import Busy
from chalicelib.domain.layer import CURRENT, ROLLING
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.ports.counts import NOT_COUNTED, Counted, Counter
from chalicelib.ports.pictures import Replacement, TileStore
from chalicelib.usecases.draw_tiles import DRAWN_TOGETHER, Easel, draw_tiles, redraw
from chalicelib.usecases.picture import picture
from chalicelib.usecases.read_counts import counts_of_cell, shown
from chalicelib.usecases.read_publications import Published
from tests.builders import KRAKOW, a_contribution, a_report
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles
from tests.interleaving import Act, Pause, PausingCounter, PausingTiles, run_interleaved
from tests.strategies import locations, reports

CELL = cell_at(KRAKOW.lat, KRAKOW.lon)
TILES = tiles_showing(CELL, CURRENT)
(TILE,) = (tile for tile in TILES if tile.z == 7)
MONTH = "2026-03"
LAYERS = (CURRENT, "residents", MONTH, "2026", ROLLING)
UNPUBLISHED = Published(InMemoryPublications())
LIVE = {Row(CURRENT, cells.parent(CELL, resolution)) for resolution in cells.RESOLUTIONS}


def easel(counter: Counter, store: TileStore) -> Easel:
    """Return one with nothing published."""
    return Easel(counter, InMemoryPublications(), store, MONTH)


def counted(*many: Report) -> InMemoryCounter:
    counter = InMemoryCounter()
    for n, report in enumerate(many):
        counter.replace(str(n), NOT_COUNTED, Counted(1, a_contribution(report)))
    return counter


def features(tile: Tile, store: InMemoryTiles) -> dict[str, dict[str, Any]]:
    """Return the properties of a tile's features by cell."""
    found = store.read(tile)
    if found is None:
        return {}
    layer = mapbox_vector_tile.decode(gzip.decompress(found[0]))["cells"]
    return {feature["properties"]["cell"]: feature["properties"] for feature in layer["features"]}


def pictures(tiles: Iterable[Tile], store: InMemoryTiles) -> dict[Tile, bytes | None]:
    found = {tile: store.read(tile) for tile in tiles}
    return {tile: gzip.decompress(one[0]) if one else None for tile, one in found.items()}


def right(tiles: Iterable[Tile], counter: Counter) -> dict[Tile, bytes | None]:
    """Return the pictures of what is counted now."""
    found = {tile: counter.below([tile.layer], tile.blocks(), tile.resolution)[tile.layer] for tile in tiles}
    return {
        tile: picture(tile, {cell: shown([(one, 1)], None) for cell, one in counts.items()})
        for tile, counts in found.items()
    }


@settings(max_examples=8)
@given(st.lists(reports, min_size=1, max_size=4))
def test_every_tile_shows_exactly_what_is_counted(many: list[Report]) -> None:
    counter, store = counted(*many), InMemoryTiles()

    for report in many:
        redraw({layer: {report.cell} for layer in LAYERS}, easel(counter, store))

    for tile in {tile for report in many for layer in LAYERS for tile in tiles_showing(report.cell, layer)}:
        for cell, properties in features(tile, store).items():
            here = counts_of_cell(tile.layer, cell, MONTH, counter, UNPUBLISHED)
            assert properties == {"cell": cell, "total": sum(here.values()), **here}
            assert cells.resolution_of(cell) == tile.resolution
    for report, layer in product(many, LAYERS):
        for tile in tiles_showing(report.cell, layer):
            cell = cells.parent(report.cell, tile.resolution)
            assert (cell in features(tile, store)) == bool(
                counts_of_cell(layer, cell, MONTH, counter, UNPUBLISHED)
            )


@settings(max_examples=8)
@given(locations, st.sampled_from(["begging", "drug_use"]))
def test_sensitive_and_withheld_reports_are_on_no_live_tile(place: Location, category: str) -> None:
    report = a_report(category=category, status=Status.CONFIRMED, at=place)
    store = InMemoryTiles()

    redraw({layer: {report.cell} for layer in LAYERS}, easel(counted(report), store))

    assert not any(features(tile, store) for layer in LAYERS for tile in tiles_showing(report.cell, layer))


def test_a_cell_on_an_edge_is_whole_on_both_sides() -> None:
    on_an_edge = a_report(at=Location(50.0614, 142 / 256 * 360 - 180))
    store = InMemoryTiles()

    redraw({CURRENT: {on_an_edge.cell}}, easel(counted(on_an_edge), store))

    tiles = tiles_showing(on_an_edge.cell, CURRENT)
    assert all(sum(tile.z == z for tile in tiles) >= 2 for z in range(8, 13))
    assert all(len(features(tile, store)) == 1 for tile in tiles)


def test_redrawing_tells_how_many_tiles_there_are() -> None:
    clean = easel(counted(a_report()), InMemoryTiles())

    assert redraw({CURRENT: {CELL}}, clean) == len(TILES)
    assert redraw({CURRENT: {CELL}, "2026": {CELL}}, clean) == 2 * len(TILES)
    assert redraw({}, clean) == 0


def test_an_unchanged_tile_is_put_again_so_that_slower_workers_see_it() -> None:
    counter, store = counted(a_report()), InMemoryTiles()
    redraw({CURRENT: {CELL}}, easel(counter, store))
    before, tags = pictures(TILES, store), store.standing(TILES)

    redraw({CURRENT: {CELL}}, easel(counter, store))

    assert pictures(TILES, store) == before
    assert not set(tags.values()) & set(store.standing(TILES).values())


def test_what_counts_nothing_any_more_leaves_no_tile_and_no_row() -> None:
    counter, store = counted(a_report(), a_report(category="vandalism")), InMemoryTiles()
    redraw({CURRENT: {CELL}}, easel(counter, store))
    for report_id in ("0", "1"):
        counter.replace(report_id, counter.counted(report_id), Counted(2, None))
    assert set(counter.rows) & LIVE

    redraw({CURRENT: {CELL}}, easel(counter, store))

    assert pictures(TILES, store) == dict.fromkeys(TILES)
    assert not set(counter.rows) & LIVE


class Contested(InMemoryTiles):
    """A store in which another worker is always a little faster."""

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        return set()


def test_a_tile_that_others_keep_drawing_makes_the_worker_give_up_for_now() -> None:
    with pytest.raises(Busy):
        draw_tiles([TILE], easel(counted(a_report()), Contested()))


class Watched(InMemoryTiles):
    """A store that notes how many tiles were looked up at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: list[int] = []

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        every = list(tiles)
        self.looks.append(len(every))
        return super().standing(every)


def test_a_tile_does_not_wait_for_a_whole_batch_between_its_look_and_its_put() -> None:
    counter, store = counted(a_report()), Watched()
    tiles = [Tile(CURRENT, 12, x, y) for x in range(2250, 2262) for y in range(1380, 1390)]

    draw_tiles(tiles, easel(counter, store))

    assert max(store.looks) == DRAWN_TOGETHER
    assert sum(store.looks) >= len(tiles)


NOTHING = None
NEW = a_contribution(a_report())
CONFIRMED = a_contribution(a_report(status=Status.CONFIRMED))
STATES = [NOTHING, NEW, CONFIRMED]


class Race:
    """Workers that each change the counts by a report of their own and then draw the same tile."""

    def __init__(self, start: Contribution | None, *, drawn: bool = True) -> None:
        self.counter = InMemoryCounter()
        self.store = InMemoryTiles()
        if start:
            self.counter.replace("report", NOT_COUNTED, Counted(1, start))
        if drawn:
            draw_tiles([TILE], easel(self.counter, self.store))

    def worker(self, *changes: Contribution | None) -> Act:
        """Set the one report to each contribution in turn, and draw after each change."""

        def act(pause: Pause) -> None:
            counter, store = PausingCounter(self.counter, pause), PausingTiles(self.store, pause)
            for after in changes:
                now = self.counter.counted("report")
                self.counter.replace("report", now, Counted(now.version + 1, after))
                draw_tiles([TILE], easel(counter, store))
                pause()

        return act

    def is_right(self) -> bool:
        return pictures([TILE], self.store) == right([TILE], self.counter)


FIRST_LOOKS = [order for order in product((0, 1), repeat=8) if sum(order) == 4]
"""Every order of the first four steps of two workers: count, see what stands, read the counts, write."""


@pytest.mark.parametrize(
    ("start", "first", "second"),
    [
        (NOTHING, NEW, NOTHING),
        (NEW, NOTHING, NEW),
        (NEW, CONFIRMED, NEW),
    ],
)
def test_two_workers_leave_the_latest_picture_however_they_interleave(
    start: Contribution | None, first: Contribution | None, second: Contribution | None
) -> None:
    for order in FIRST_LOOKS:
        race = Race(start)

        run_interleaved(order, race.worker(first), race.worker(second))

        assert race.is_right(), order


changes = st.lists(st.sampled_from(STATES), min_size=1, max_size=3)


@settings(max_examples=30)
@given(
    st.sampled_from(STATES),
    st.booleans(),
    changes,
    changes,
    changes,
    st.lists(st.integers(0, 2), max_size=60),
)
def test_three_workers_leave_the_latest_picture_through_any_removals(
    start: Contribution | None,
    drawn: bool,
    a: Sequence[Contribution | None],
    b: Sequence[Contribution | None],
    c: Sequence[Contribution | None],
    order: list[int],
) -> None:
    race = Race(start, drawn=drawn)

    run_interleaved(order, race.worker(*a), race.worker(*b), race.worker(*c))

    assert race.is_right()


def test_a_picture_of_a_moment_long_past_does_not_stay_where_a_tile_was_removed_meanwhile() -> None:
    """The slow worker saw nothing stand, and nothing stands again when it writes: a second look tells."""
    race = Race(NOTHING)
    slow, fast = race.worker(NEW), race.worker(CONFIRMED, NOTHING)

    run_interleaved([0, 0, 0, *[1] * 30], slow, fast)

    assert race.is_right()
    assert race.store.read(TILE) is None


def test_a_worker_that_ends_before_its_second_look_is_made_good_by_the_repeated_message() -> None:
    race = Race(NOTHING)

    def dies_after_writing(pause: Pause) -> None:
        class Dying(PausingTiles):
            def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
                super().replace(replacements)
                raise TimeoutError

        now = race.counter.counted("report")
        race.counter.replace("report", now, Counted(now.version + 1, NEW))
        with pytest.raises(TimeoutError):
            draw_tiles([TILE], easel(PausingCounter(race.counter, pause), Dying(race.store, pause)))

    run_interleaved([0, 0, 0, *[1] * 30], dies_after_writing, race.worker(CONFIRMED, NOTHING))
    assert not race.is_right()

    draw_tiles([TILE], easel(race.counter, race.store))

    assert race.is_right()
