"""Count in a generation what its ledger lacks, through the same transactions as every change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import Busy, MalformedRow, StaleVersion, UnknownReport
from chalicelib.ports.books import Books
from chalicelib.ports.counts import Counted, Counter
from chalicelib.ports.reports import Reports
from chalicelib.usecases.aggregate_cells import contribution_of, count

ATTEMPTS = 12
FIRST_WAIT = 0.02

REPORTS, LEDGER = "reports", "ledger"

Pause = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Mender:
    """What mending needs; `counter` counts in the generation of `books`."""

    books: Books
    counter: Counter
    reports: Reports
    catalogue: Catalogue
    pause: Pause


def mend(mender: Mender, after: str = "") -> Iterator[tuple[str, int]]:
    """Count every report whose version is not the ledger's, and end counting those that are gone.

    Changes that live workers count meanwhile are theirs: a version is never counted over a newer one.
    Yields cursors to go on behind, and how many were mended since the last. Raises `Busy` when others keep
    the same report or cells from being counted.
    """
    books = mender.books
    stage, _, cursor = after.partition(":")
    if stage != LEDGER:
        for versions in books.versions(cursor):
            lines = books.lines_of(versions.items)
            behind = [one for one, version in versions.items.items() if not _is_held(lines.get(one), version)]
            yield f"{REPORTS}:{versions.cursor}", _mend_all(behind, mender)
        cursor = ""
        yield f"{LEDGER}:", 0
    for sheet in books.lines(cursor):
        gone = books.gone(one for one, line in sheet.items.items() if line.contribution)
        yield f"{LEDGER}:{sheet.cursor}", _mend_all(gone, mender)


def _is_held(line: Counted | None, version: int) -> bool:
    return line is not None and line.version >= version


def _mend_all(ids: Iterable[str], mender: Mender) -> int:
    every = sorted(ids)
    for report_id in every:
        _mend(report_id, mender)
    return len(every)


def _mend(report_id: str, mender: Mender) -> None:
    wait = FIRST_WAIT
    for _ in range(ATTEMPTS):
        try:
            _try(report_id, mender)
        except (Busy, StaleVersion):
            mender.pause(wait)
            wait *= 2
        except MalformedRow:
            return  # as aggregate does, which set it aside
        else:
            return
    raise Busy(f"The report {report_id} could not be counted.")


def _try(report_id: str, mender: Mender) -> None:
    # The ledger first: what it holds is no newer than the report, or the report is gone for good.
    held = mender.counter.counted(report_id)
    try:
        report = mender.reports.get(report_id)
    except UnknownReport:
        if held.contribution:
            count(report_id, held, Counted(held.version, None), mender.counter)
        return
    if report.version > held.version:
        target = Counted(report.version, contribution_of(report, mender.catalogue))
        count(report_id, held, target, mender.counter)
