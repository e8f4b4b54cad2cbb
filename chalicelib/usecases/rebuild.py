"""Make a new generation of all counts and tiles while reports keep coming in, and show it without a gap."""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.generation import SILENCE, AtWork, Generations, Job, Step, TooLarge
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.month import Month
from chalicelib.domain.report import Report
from chalicelib.ports.books import Books, Pointer, Sheets, Tally
from chalicelib.ports.calls import Clock
from chalicelib.ports.counts import Counter
from chalicelib.ports.pictures import Publications, TileStore
from chalicelib.ports.reports import Reports
from chalicelib.usecases.aggregate_cells import line_of
from chalicelib.usecases.draw_tiles import Easel
from chalicelib.usecases.mend import Mender, Pause, mend
from chalicelib.usecases.read_ledger import read_ledger
from chalicelib.usecases.redraw_roll_up import redraw_roll_up
from chalicelib.usecases.repaint import Piece, Studio, repaint

ROWS_TOGETHER = 5000
BREATH = 5.0
"""Seconds of waiting between two signs of life."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where reports are read from, behind a cursor; whose cursor that is, its name tells."""

    name: str
    reports: Callable[[str], Sheets[list[Report]]]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What rebuilds work with.

    `source` is where the first count is taken from; what changed since is taken from the table. `settled`
    is how many seconds a worker may go on with the record of the generations that it read, `left_out` hears
    the ids of reports that cannot be counted, `silence` is how long somebody must not be heard of to be taken
    for dead. `until` is when whoever works with it is over for certain, None where nobody can say.
    """

    pointer: Pointer
    books: Callable[[int], Books]
    counter: Callable[[int], Counter]
    reports: Reports
    publications: Publications
    store: TileStore
    source: Source
    catalogue: Catalogue
    new_tally: Callable[[], Tally]
    clock: Clock
    pause: Pause
    settled: float
    left_out: Callable[[Sequence[str]], None]
    silence: timedelta = SILENCE
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A sentence about a step, for whoever waits."""

    step: Step
    note: str


def rebuild(shop: Workshop, owner: str, layers: tuple[str, ...] = ()) -> Generator[Progress, None, None]:
    """Rebuild everything, or only draw some layers of what is shown; go on with what is unfinished.

    Yields after each piece of work, when it may be laid down: whoever closes the iterator leaves work that
    the next call goes on with at once; after a failure it is free when nothing was heard for a while.
    Raises `AtWork` while somebody else has the work, or took it over, and `TooLarge` when it takes more than
    whoever works with the shop has.
    """
    try:
        found = shop.pointer.get()
        record = shop.pointer.put(found.taken(owner, shop.clock(), layers, shop.silence, shop.until))
    except StaleVersion:
        raise AtWork("Somebody else began at the same moment.") from None
    try:
        while job := record.job:
            for cursor, note in STEPS[job.step](shop, job):
                record = _put(record.heard(shop.clock(), cursor), shop)
                yield Progress(job.step, note)
            record = _put(record.after_step(shop.clock()), shop)
            yield Progress(job.step, "done")
    except GeneratorExit:
        if record.job:
            _leave(record.laid_down(), shop)
        raise
    except TooLarge:
        _leave(record.given_up(), shop)
        raise


def wanted(generations: Generations, this_month: Month) -> tuple[str, ...] | None:
    """Return the layers of the work that waits, none for a rebuild; None when nothing waits.

    What is unfinished waits, and the roll-up that was not drawn for this month: its window moves.
    """
    if generations.job:
        return generations.job.layers
    return None if generations.rolled == this_month else (ROLLING,)


def _put(record: Generations, shop: Workshop) -> Generations:
    try:
        return shop.pointer.put(record)
    except StaleVersion:
        raise AtWork("Somebody else took over.") from None


def _leave(record: Generations, shop: Workshop) -> None:
    try:
        shop.pointer.put(record)
    except StaleVersion:
        return  # it is somebody else's by now


def _write_ledger(shop: Workshop, job: Job) -> Iterator[Piece]:
    """Go on where the same source was read to; read another one from its beginning, over what stands."""
    books, lines = shop.books(job.target), 0
    mark = f"{shop.source.name} "
    after = job.cursor.removeprefix(mark) if job.cursor.startswith(mark) else ""
    for sheet in shop.source.reports(after):
        found = {one.id: line_of(one, shop.catalogue) for one in sheet.items}
        books.put_lines((one, line) for one, line in found.items() if line)
        lines += len(found)
        if left_out := [*sheet.spoilt, *(one for one, line in found.items() if line is None)]:
            shop.left_out(left_out)
        yield mark + sheet.cursor, f"{lines} reports read"


def _write_rows(shop: Workshop, job: Job) -> Iterator[Piece]:
    """Count the ledger, which nobody writes any more, so that each reading finds the same rows."""
    books = shop.books(job.target)
    tally = yield from _counted(shop, books, job)
    first, written = _place(job.cursor)
    total = 0
    for number, rows in islice(enumerate(tally.stretches()), first, None):
        for _ in islice(rows, written):
            pass
        while batch := list(islice(rows, ROWS_TOGETHER)):
            books.put_rows(batch)
            written, total = written + len(batch), total + len(batch)
            yield f"{number}:{written}", f"{total} rows of counts"
        written = 0


def _place(cursor: str) -> tuple[int, int]:
    """Return a stretch, and how many of its rows are written; what another version wrote says nothing."""
    stretch, parted, written = cursor.partition(":")
    return (int(stretch), int(written)) if parted else (0, 0)


def _counted(shop: Workshop, books: Books, job: Job) -> Generator[Piece, None, Tally]:
    tally = shop.new_tally()
    for lines in read_ledger(books, tally):
        yield job.cursor, f"{lines} lines of the ledger read"
    return tally


def _join(_shop: Workshop, _job: Job) -> Iterator[Piece]:
    return iter(())


def _mend(shop: Workshop, job: Job) -> Iterator[Piece]:
    if not job.cursor:
        yield from _settle(shop)
    target = shop.books(job.target), shop.counter(job.target)
    mended = 0
    for cursor, n in mend(Mender(*target, shop.reports, shop.catalogue, shop.pause), job.cursor):
        mended += n
        yield cursor, f"{mended} reports mended"


def _draw(shop: Workshop, job: Job) -> Iterator[Piece]:
    if job.draws_roll_up and not job.cursor:
        yield from _settle(shop)  # some may still draw by the counts, or by the month, of before
    easel = Easel(shop.counter(job.target), shop.publications, shop.store, job.month)
    if job.layers == (ROLLING,) and shop.until:
        yield from redraw_roll_up(easel, job.cursor)
        return
    studio = Studio(shop.books(job.target), easel, shop.new_tally)
    yield from repaint(studio, job.layers, job.cursor, job.together)


def _sweep(shop: Workshop, job: Job) -> Iterator[Piece]:
    return _cleared(shop, job, shop.pointer.get().counted)


def _clear(shop: Workshop, job: Job) -> Iterator[Piece]:
    if not job.cursor:
        yield from _settle(shop)
    yield from _cleared(shop, job, ())


def _cleared(shop: Workshop, job: Job, kept: Collection[int]) -> Iterator[Piece]:
    cleared = 0
    for sheet in shop.books(job.target).clear_older(kept, job.cursor):
        cleared += sheet.items
        yield sheet.cursor, f"{cleared} old rows and lines deleted"


def _settle(shop: Workshop) -> Iterator[Piece]:
    """Wait until nobody works by an older record of the generations; from the beginning when resumed."""
    left = shop.settled
    while left > 0:
        yield "", f"waiting {left:.0f} s for workers of before"
        shop.pause(min(left, BREATH))
        left -= BREATH


STEPS: dict[Step, Callable[[Workshop, Job], Iterator[Piece]]] = {
    Step.SWEEP: _sweep,
    Step.LEDGER: _write_ledger,
    Step.ROWS: _write_rows,
    Step.JOIN: _join,
    Step.MEND: _mend,
    Step.SWITCH: _join,
    Step.DRAW: _draw,
    Step.RETIRE: _join,
    Step.CLEAR: _clear,
}
