"""Published numbers on the map: in months, years and the roll-up, on tiles and in cells, and nowhere else."""

import gzip
from datetime import timedelta

import mapbox_vector_tile
import pytest

from chalicelib.domain.cell import cell_at, parent
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.month import Month
from chalicelib.domain.publication import Publication
from chalicelib.domain.tile import Tile, tiles_at, tiles_showing
from chalicelib.ports.counts import NOT_COUNTED, Counted
from chalicelib.usecases.draw_tiles import Easel, draw_tiles, redraw
from chalicelib.usecases.read_counts import counts_of_cell
from chalicelib.usecases.read_publications import Newsstand, Published
from tests.builders import KRAKOW, a_contribution, a_report
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles
from tests.interleaving import Act, Pause, PausingCounter, PausingTiles, run_interleaved

CELL = cell_at(KRAKOW.lat, KRAKOW.lon)
AREA, ROOT = parent(CELL, 7), parent(CELL, 3)
NOW = "2026-06"


def three_months() -> InMemoryPublications:
    publications = InMemoryPublications()
    for month, areas in (
        ("2025-06", {"begging": {AREA: 50}}),
        ("2025-07", {"begging": {AREA: 5}}),
        ("2026-03", {"begging": {AREA: 7}, "minors_at_risk": {ROOT: 9}}),
        ("2026-04", {"begging": {ROOT: 11}}),
    ):
        publications.add(Publication(month, areas))
    return publications


@pytest.mark.parametrize(
    ("layer", "in_the_area", "around_it"),
    [
        ("2026-03", {"begging.all": 7}, {"begging.all": 7, "minors_at_risk.all": 9}),
        ("2026-04", {}, {"begging.all": 11}),
        ("2026", {"begging.all": 7}, {"begging.all": 18, "minors_at_risk.all": 9}),
        (ROLLING, {"begging.all": 12}, {"begging.all": 23, "minors_at_risk.all": 9}),
        ("2025", {"begging.all": 55}, {"begging.all": 55}),
        ("2026-05", {}, {}),
        *((layer, {}, {}) for layer in (CURRENT, *PLANES)),
    ],
)
def test_a_layer_adds_what_its_months_published_of_a_cell(
    layer: str, in_the_area: dict[str, int], around_it: dict[str, int]
) -> None:
    published = Published(three_months())

    cells = published.on(layer, NOW)

    assert cells.get(AREA, {}) == published.of_cell(layer, AREA, NOW) == in_the_area
    assert cells.get(ROOT, {}) == published.of_cell(layer, ROOT, NOW) == around_it
    assert CELL not in cells


def test_a_cell_shows_counts_and_publications_side_by_side() -> None:
    counter = InMemoryCounter()
    counter.replace("1", NOT_COUNTED, Counted(1, a_contribution(a_report())))

    shown = counts_of_cell("2026-03", AREA, NOW, counter, Published(three_months()))

    assert shown == {"speeding.new": 1, "begging.all": 7}


def test_tiles_show_counts_and_publications_side_by_side() -> None:
    counter, store = InMemoryCounter(), InMemoryTiles()
    counter.replace("1", NOT_COUNTED, Counted(1, a_contribution(a_report())))

    redraw({"2026-03": {CELL}}, Easel(counter, three_months(), store, NOW))

    for tile in tiles_showing(CELL, "2026-03"):
        cell = parent(CELL, tile.resolution)
        shown = counts_of_cell("2026-03", cell, NOW, counter, Published(three_months()))
        assert features(tile, store)[cell] == {"cell": cell, "total": sum(shown.values()), **shown}


def test_a_cell_with_nothing_but_a_publication_is_drawn() -> None:
    store = InMemoryTiles()

    redraw({"2026-04": {ROOT}}, Easel(InMemoryCounter(), three_months(), store, NOW))

    for tile in tiles_showing(ROOT, "2026-04"):
        assert features(tile, store) == {ROOT: {"cell": ROOT, "total": 11, "begging.all": 11}}


@pytest.mark.parametrize("order", range(32))
def test_a_worker_that_looked_before_the_publication_does_not_leave_its_picture(order: int) -> None:
    """Both draw the same tile: one for a live report, the other for the publication."""
    counter, publications, store = InMemoryCounter(), InMemoryPublications(), InMemoryTiles()
    tile, *_ = tiles_at(AREA, "2026-03", 10)

    def draw(pause: Pause) -> None:
        easel = Easel(PausingCounter(counter, pause), publications, PausingTiles(store, pause), NOW)
        draw_tiles([tile], easel)

    def report(pause: Pause) -> None:
        counter.replace("1", NOT_COUNTED, Counted(1, a_contribution(a_report())))
        draw(pause)

    def publish(pause: Pause) -> None:
        pause()
        publications.add(Publication("2026-03", {"begging": {AREA: 7}}))
        draw(pause)

    acts: tuple[Act, Act] = (report, publish)
    run_interleaved([order >> bit & 1 for bit in range(5)], *acts)

    assert features(tile, store)[AREA] == {"cell": AREA, "total": 8, "speeding.new": 1, "begging.all": 7}


class Counting(InMemoryPublications):
    """Counts how often somebody looks up what stands."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def standing(self) -> dict[Month, str]:
        self.looks += 1
        return dict(super().standing())


@pytest.mark.parametrize("jump", [timedelta(minutes=1), timedelta(days=-1)])
def test_the_newsstand_looks_once_a_minute_even_when_the_clock_jumps_back(jump: timedelta) -> None:
    publications, clock = Counting(), SetClock()
    newsstand = Newsstand(publications, clock)
    for _ in range(3):
        newsstand.published().on("2026", NOW)
    publications.add(Publication("2026-03", {"begging": {AREA: 7}}))
    looked_before = publications.looks

    clock.now += jump
    found = newsstand.published().of_cell("2026", AREA, NOW)

    assert found == {"begging.all": 7}
    assert (looked_before, publications.looks) == (1, 2)


def test_who_draws_layers_of_now_does_not_even_look() -> None:
    publications = Counting()

    redraw({CURRENT: {CELL}}, Easel(InMemoryCounter(), publications, InMemoryTiles(), NOW))

    assert publications.looks == 0


def features(tile: Tile, store: InMemoryTiles) -> dict[str, dict[str, object]]:
    found = store.read(tile)
    assert found is not None
    layer = mapbox_vector_tile.decode(gzip.decompress(found[0]))["cells"]
    return {feature["properties"]["cell"]: feature["properties"] for feature in layer["features"]}
