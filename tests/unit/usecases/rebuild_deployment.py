"""A deployment in memory whose workers may be slow, and whose rebuilding processes may be killed."""

import gzip
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from chalicelib.domain.aggregation import Slot
from chalicelib.domain.change import Change
from chalicelib.domain.generation import Generations
from chalicelib.domain.month import month_of
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.ports.counts import Changed
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_tiles import Easel, redraw
from chalicelib.usecases.read_publications import Published
from chalicelib.usecases.rebuild import Source, Workshop
from chalicelib.usecases.recount import Recount, recount
from tests.builders import PLACED, a_catalogue
from tests.fakes.books import InMemoryTables, PlainTally
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryPointer
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles

CATALOGUE = a_catalogue()
SETTLED = 12.0
INVOCATION = timedelta(minutes=15)
SLOT = Slot("speeding", Status.NEW, Plane.RESIDENTS)


class Killed(Exception):  # noqa: N818
    """What a dead process cannot do any more."""


class Mortal(InMemoryPointer):
    """The record as one process sees it, which may be killed."""

    def __init__(self, shared: InMemoryPointer) -> None:
        self._shared, self.dead = shared, False

    def get(self) -> Generations:
        return self._shared.get()

    def put(self, generations: Generations) -> Generations:
        if self.dead:
            raise Killed
        return self._shared.put(generations)


@dataclass
class Deployment:
    """Live tables, tiles and workers, some of which are slow: those end while a rebuild waits for them."""

    tables: InMemoryTables = field(default_factory=InMemoryTables)
    pointer: InMemoryPointer = field(default_factory=InMemoryPointer)
    publications: InMemoryPublications = field(default_factory=InMemoryPublications)
    store: InMemoryTiles = field(default_factory=InMemoryTiles)
    clock: SetClock = field(default_factory=lambda: SetClock(PLACED + timedelta(days=3)))
    stream: deque[Change] = field(default_factory=deque)
    queue: deque[Changed] = field(default_factory=deque)
    slow: list[Callable[[], object]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def month(self) -> str:
        return month_of(self.clock.now)

    def write(self, before: Report | None, after: Report | None) -> None:
        change = Change(before, after)
        if after:
            self.tables.reports.put(after)
        else:
            self.tables.reports.delete(change.report_id)
        self.stream.append(change)

    def count(self, *, slowly: bool = False) -> None:
        """Let a worker count the next change, by the record as it stands now."""
        counters = [self.tables.counter(number) for number in self.pointer.get().counted]
        change, month = self.stream.popleft(), self.month
        self._work(lambda: aggregate_cells(change, CATALOGUE, counters, self.queue.append, month), slowly)

    def draw(self, *, slowly: bool = False) -> None:
        """Let a worker draw the next cells, from the generation that is shown now."""
        live = self.tables.counter(self.pointer.get().live)
        easel = Easel(live, self.publications, self.store, self.month)
        changed = self.queue.popleft()
        self._work(lambda: redraw(changed, easel), slowly)

    def _work(self, work: Callable[[], object], slowly: bool) -> None:
        self.slow.append(work)
        if not slowly:
            self.slow.pop()()

    def end_slow_workers(self) -> None:
        while self.slow:
            self.slow.pop(0)()

    def drain(self) -> None:
        self.end_slow_workers()
        while self.stream:
            self.count()
        while self.queue:
            self.draw()

    def workshop(self, *, pointer: InMemoryPointer | None = None) -> Workshop:
        return Workshop(
            pointer=pointer or self.pointer,
            books=self.tables.books,
            counter=self.tables.counter,
            reports=self.tables.reports,
            publications=self.publications,
            store=self.store,
            source=Source("table", self.tables.books(0).reports),
            catalogue=CATALOGUE,
            new_tally=PlainTally,
            clock=self.clock,
            pause=self.pause,
            settled=SETTLED,
            left_out=self.left_out.extend,
        )

    def pause(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)
        self.end_slow_workers()

    def filled(self) -> set[int]:
        """Return the generations that hold anything."""
        return {number for number, one in self.tables.generations.items() if one.rows or one.ledger}

    def assert_right(self) -> None:
        """Counts, ledger and tiles are those of the reports, and nothing is left of older generations."""
        record = self.pointer.get()
        assert record.job is None
        assert record.counted == (record.live,) == (record.newest,)
        live, anew = self.tables.counter(record.live), self.recounted()
        assert live.counts() == anew.counts
        counted = {one: line for one, line in live.ledger.items() if line.contribution}
        assert counted == {one: line for one, line in anew.ledger.items() if line.contribution}
        assert set(self.tables.generations) - {0} == {record.live}
        assert self.pictures() == self.right_pictures()

    def pictures(self) -> dict[object, bytes]:
        tiles = [tile for layer in self.store.layers() for tile in self.store.listed(layer)]
        found = {tile: self.store.read(tile) for tile in tiles}
        return {tile: gzip.decompress(one[0]) for tile, one in found.items() if one}

    def right_pictures(self) -> dict[object, bytes]:
        tally, published = PlainTally(), Published(self.publications)
        tally.add(line.contribution for line in self.recounted().ledger.values() if line.contribution)
        layers = {*tally.layers(self.month), *self.store.layers()}
        return {
            tile: picture
            for layer in layers
            for tile, picture in tally.pictures(layer, self.month, published.on(layer, self.month))
        }

    def recounted(self) -> Recount:
        return recount(self.tables.reports, CATALOGUE)
