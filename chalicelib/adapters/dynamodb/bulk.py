"""All rows of the tables at once, for a seed or a recount: without the promises of single writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from pynamodb.models import Model

from chalicelib.adapters.dynamodb.cell_counter import (
    contribution_of,
    contribution_text,
    counts_of,
    place_of,
    row_key,
    shelf_of,
)
from chalicelib.adapters.dynamodb.report_rows import from_row, to_row
from chalicelib.adapters.dynamodb.tables import CellCountRow, CountedReportRow, ReportRow, bound
from chalicelib.domain.aggregation import CellCategory, Counts
from chalicelib.domain.report import Report
from chalicelib.ports import Counted

BATCH = 25
"""The most that one BatchWriteItem takes."""

AT_ONCE = 4

T = TypeVar("T")


class Bulk:
    """Reads and overwrites whole tables. Nothing is compared: no live writer may change the same rows."""

    def __init__(
        self, reports: type[ReportRow], counts: type[CellCountRow], ledger: type[CountedReportRow]
    ) -> None:
        self._reports = reports
        self._counts = counts
        self._ledger = ledger

    @classmethod
    def of_tables(cls, reports: str, counts: str, ledger: str) -> "Bulk":
        """Return the reader and writer of the named tables."""
        return cls(bound(ReportRow, reports), bound(CellCountRow, counts), bound(CountedReportRow, ledger))

    def reports(self) -> Iterator[Report]:
        """Read all reports; raise `MalformedRow` at one that is none."""
        yield from map(from_row, self._reports.scan(consistent_read=True))

    def counts(self) -> Iterator[tuple[CellCategory, Counts]]:
        """Read all rows that count anything."""
        for row in self._counts.scan(consistent_read=True):
            counts = counts_of(row)
            if counts:
                yield place_of(row), counts

    def ledger(self) -> Iterator[tuple[str, Counted]]:
        """Read what is counted of every report, by the report's id."""
        for line in self._ledger.scan(consistent_read=True):
            yield line.report_id, Counted(int(line.version), contribution_of(line.contribution))

    def put_reports(self, reports: Iterable[Report]) -> None:
        """Write reports."""
        _put(self._reports, reports, lambda report: to_row(report, self._reports))

    def put_counts(self, counts: Mapping[CellCategory, Counts]) -> None:
        """Write rows of counts."""
        _put(self._counts, counts.items(), self._count_row)

    def put_ledger(self, ledger: Mapping[str, Counted]) -> None:
        """Write lines of the ledger."""
        _put(self._ledger, ledger.items(), self._line)

    def _count_row(self, item: tuple[CellCategory, Counts]) -> CellCountRow:
        place, counts = item
        row = self._counts(shelf_of(place.cell), row_key(place))
        for status, n in counts.items():
            setattr(row, status.value, n)
        return row

    def _line(self, item: tuple[str, Counted]) -> CountedReportRow:
        report_id, counted = item
        text = contribution_text(counted.contribution)
        return self._ledger(report_id, version=counted.version, contribution=text)


def _put(model: type[Model], things: Iterable[T], row: Callable[[T], Model]) -> None:
    def write(batch: list[T]) -> None:
        with model.batch_write() as writer:
            for thing in batch:
                writer.save(row(thing))

    every = iter(things)
    batches = iter(lambda: list(islice(every, BATCH)), [])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(write, batches):
            pass
