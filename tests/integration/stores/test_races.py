"""Stores under threads: once is once, a limit is a limit, counts are exact and no picture is older."""

import gzip
from collections import Counter as Tally
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event
from typing import TypeVar

import pytest

from chalicelib.domain.aggregation import UNIT, Row, Slot, total
from chalicelib.domain.cell import cell_at
from chalicelib.domain.change import Change
from chalicelib.domain.errors import Busy, QuotaExceeded, StaleVersion, UnknownReport
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from chalicelib.domain.tile import tiles_showing
from chalicelib.ports.counts import NOT_COUNTED, Counter
from chalicelib.ports.pictures import Replacement, TileStore
from chalicelib.ports.reports import Repeated, Reports
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_tiles import Easel, draw_tiles
from chalicelib.usecases.picture import picture
from chalicelib.usecases.read_counts import shown as properties
from tests.builders import (
    PLACED,
    THIS_MONTH,
    a_catalogue,
    a_contribution,
    a_report,
    a_use,
    an_answer,
    changes_of,
    moved,
)
from tests.fakes.pictures import InMemoryPublications

New = Callable[[], str]
T = TypeVar("T")
WORKERS = 8
CATALOGUE = a_catalogue()


def at_once(*tasks: Callable[[], T]) -> list[T]:
    """Start all tasks at the same moment, each in a thread; return what they return."""
    start = Barrier(len(tasks))

    def run(task: Callable[[], T]) -> T:
        start.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def until_free(task: Callable[[], T]) -> T:
    """Do what may pass by itself again, as queues and streams do."""
    while True:
        try:
            return task()
        except (Busy, StaleVersion):
            continue


def outcome(task: Callable[[], object]) -> type[Exception] | None:
    """Return the refusal that a task ends with, None for success."""
    try:
        task()
    except (QuotaExceeded, Repeated, StaleVersion) as refusal:
        return type(refusal)
    return None


def stored(reports: Reports, many: Iterable[Report]) -> list[Report]:
    found = []
    for report in many:
        try:
            found.append(reports.get(report.id))
        except UnknownReport:
            continue
    return found


def test_of_many_requests_with_one_key_exactly_one_is_stored(reports: Reports, new: New) -> None:
    key = new()
    rivals = [a_report(new()) for _ in range(WORKERS)]

    def add(report: Report) -> Callable[[], str]:
        def task() -> str:
            try:
                reports.add(report, a_use(new()), an_answer(key, report=report))
            except Repeated as repeat:
                return repeat.first.report_id
            return report.id

        return task

    answers = at_once(*map(add, rivals))

    (winner,) = stored(reports, rivals)
    assert answers == [winner.id] * WORKERS


@pytest.mark.parametrize(("quota", "accepted"), [(Quota(3, 10), 3), (Quota(3, 3), 3), (Quota(1, 5), 1)])
def test_a_quota_accepts_its_limit_and_not_one_more(
    reports: Reports, new: New, quota: Quota, accepted: int
) -> None:
    origin = new()
    rivals = [a_report(new()) for _ in range(WORKERS)]

    def add(report: Report) -> Callable[[], type[Exception] | None]:
        return lambda: outcome(
            lambda: until_free(lambda: reports.add(report, a_use(origin, quota=quota), None))
        )

    outcomes = Tally(at_once(*map(add, rivals)))

    assert outcomes == {None: accepted, QuotaExceeded: WORKERS - accepted}
    assert len(stored(reports, rivals)) == accepted


def test_a_quota_in_all_holds_over_places_that_race(reports: Reports, new: New) -> None:
    origin, quota = new(), Quota(1, 4)
    rivals = [a_report(new()) for _ in range(WORKERS)]

    def add(n: int) -> Callable[[], type[Exception] | None]:
        use = a_use(origin, place=f"place {n}", quota=quota)
        return lambda: outcome(lambda: until_free(lambda: reports.add(rivals[n], use, None)))

    outcomes = Tally(at_once(*map(add, range(WORKERS))))

    assert outcomes == {None: 4, QuotaExceeded: WORKERS - 4}


def test_of_many_changes_of_one_version_exactly_one_is_stored(reports: Reports, new: New) -> None:
    report = a_report(new(), status=Status.UNDER_VERIFICATION)
    reports.add(report, a_use(new()), None)
    rivals = [Status.CONFIRMED, Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE, Status.CONFIRMED] * 2

    def change(status: Status) -> Callable[[], Status | None]:
        def task() -> Status | None:
            after = report.moved(status, PLACED, note="Byli na miejscu")
            return None if outcome(lambda: reports.replace(after)) else status

        return task

    winners = [status for status in at_once(*map(change, rivals)) if status]

    assert winners == [reports.get(report.id).status]
    assert reports.get(report.id).version == report.version + 1


def count_all(changes: Iterable[Change], counter: Counter) -> None:
    for change in changes:
        until_free(partial(aggregate_cells, change, CATALOGUE, [counter], lambda _: None, THIS_MONTH))


def a_life(name: str, place: Location, last: Status) -> list[Report]:
    report = a_report(name, at=place)
    life = [report]
    for status in (Status.UNDER_VERIFICATION, last):
        life.append(moved(life[-1], status))
    return life


ENDS = [Status.CONFIRMED, Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE]


def test_counts_are_exact_when_workers_count_different_reports_in_one_place(
    counter: Counter, new: New, place: Location
) -> None:
    lives = [a_life(new(), place, ENDS[n % 3]) for n in range(WORKERS)]

    at_once(*(partial(count_all, changes_of(life), counter) for life in lives))

    assert_recounted(counter, [life[-1] for life in lives])


def test_counts_are_exact_when_every_worker_counts_the_same_changes(
    counter: Counter, new: New, place: Location
) -> None:
    lives = [a_life(new(), place, end) for end in ENDS]
    changes = [change for life in lives for change in changes_of(life)]

    at_once(*[partial(count_all, changes, counter)] * WORKERS)

    assert_recounted(counter, [life[-1] for life in lives])


def test_counts_are_exact_while_somebody_sweeps_without_pause(
    counter: Counter, new: New, place: Location
) -> None:
    lives = [a_life(new(), place, ENDS[n % 3]) for n in range(4)]
    rows = list(total_of([lives[0][0]]))
    done = Event()

    def sweep() -> None:
        while not done.is_set():
            counter.sweep(rows)

    with ThreadPoolExecutor(1) as pool:
        sweeping = pool.submit(sweep)
        for life in lives:  # up and down again, so that rows are empty over and over
            count_all(changes_of(life), counter)
            count_all([Change(life[-1], None)], counter)
        at_once(*(partial(count_all, changes_of(again(life)), counter) for life in lives))
        done.set()
        sweeping.result()

    assert_recounted(counter, [life[-1] for life in lives])


def again(life: list[Report]) -> list[Report]:
    """Return the same life of another report."""
    return a_life(f"{life[0].id} again", life[0].location, life[-1].status)


def total_of(reports: Iterable[Report]) -> dict[Row, dict[Slot, int]]:
    return total(map(a_contribution, reports))


def assert_recounted(counter: Counter, reports: list[Report]) -> None:
    for row, counts in total_of(reports).items():
        if not row.layer.startswith(UNIT):  # which counts other tests' reports too
            assert counter.of_cell(row.layer, row.place) == counts


def test_of_many_pictures_over_one_exactly_one_is_put(tiles: TileStore, place: Location) -> None:
    tile = next(iter(tiles_showing(cell_at(place.lat, place.lon, 3), CURRENT)))

    for over in ("nothing", "something"):
        seen = tiles.standing([tile]).get(tile)
        assert (seen is None) == (over == "nothing")
        pictures = [f"{over} {n}".encode() for n in range(WORKERS)]
        rivals = [[Replacement(tile, one, seen)] for one in pictures]

        done = at_once(*(partial(tiles.replace, one) for one in rivals))

        assert sum(map(len, done)) == 1
        found = tiles.read(tile)
        assert found
        assert gzip.decompress(found[0]) == pictures[done.index({tile})]


def test_the_last_picture_shows_the_last_counts_when_workers_count_and_draw(
    counter: Counter, tiles: TileStore, new: New, home: Location
) -> None:
    lives = [a_life(new(), home, ENDS[n % 3]) for n in range(4)]
    shown = {tile for tile in tiles_showing(lives[0][0].cell, CURRENT) if tile.z == 12}

    def work(life: list[Report]) -> None:
        for change in [*changes_of(life), Change(life[-1], None), *changes_of(again(life))]:
            count_all([change], counter)
            until_free(lambda: draw_tiles(shown, Easel(counter, InMemoryPublications(), tiles, "2026-03")))

    at_once(*(partial(work, life) for life in lives))

    for tile in shown:
        found = tiles.read(tile)
        counts = counter.below([CURRENT], tile.blocks(), tile.resolution)[CURRENT]
        wanted = picture(tile, {cell: properties([(one, 1)], None) for cell, one in counts.items()})
        assert (gzip.decompress(found[0]) if found else None) == wanted
    assert counter.counted(lives[0][0].id) != NOT_COUNTED
