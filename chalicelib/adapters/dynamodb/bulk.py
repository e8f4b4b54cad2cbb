"""All rows of the tables at once, for a seed or a recount: without the promises of single writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from pynamodb.models import Model

from chalicelib.adapters.dynamodb.cell_counter import (
    contribution_of,
    contribution_text,
    ledger_key,
    schema,
)
from chalicelib.adapters.dynamodb.count_rows import RawRow, SlotCodes, raw_row, row_of
from chalicelib.adapters.dynamodb.raw_items import raw_items_connection
from chalicelib.adapters.dynamodb.report_rows import from_row, to_row
from chalicelib.adapters.dynamodb.tables import CellCountRow, CountedReportRow, ReportRow, bound
from chalicelib.domain.aggregation import Counts, Row
from chalicelib.domain.category import Category
from chalicelib.domain.generation import FIRST
from chalicelib.domain.report import Report
from chalicelib.ports import Counted

BATCH = 25
"""The most that one BatchWriteItem takes."""

AT_ONCE = 4

T = TypeVar("T")


class Bulk:
    """Reads and overwrites whole tables. Nothing is compared: no live writer may change the same rows."""

    def __init__(
        self,
        models: tuple[type[ReportRow], type[CellCountRow], type[CountedReportRow]],
        codes: SlotCodes,
        generation: int,
    ) -> None:
        self._reports, self._counts, self._ledger = models
        self._codes = codes
        self._generation = generation
        self._connection = raw_items_connection()
        self._connection.add_meta_table(schema(self._counts.Meta.table_name))

    @classmethod
    def of_tables(
        cls,
        categories: Iterable[Category],
        reports: str,
        counts: str,
        ledger: str,
        *,
        generation: int = FIRST,
    ) -> "Bulk":
        """Return the reader and writer of the named tables, for one generation of counts."""
        models = bound(ReportRow, reports), bound(CellCountRow, counts), bound(CountedReportRow, ledger)
        return cls(models, SlotCodes(categories), generation)

    def reports(self) -> Iterator[Report]:
        """Read all reports; raise `MalformedRow` at one that is none."""
        yield from map(from_row, self._reports.scan(consistent_read=True))

    def counts(self) -> Iterator[tuple[Row, Counts]]:
        """Read all rows that count anything."""
        for raw in self._raw_counts():
            generation, row = row_of(raw["shelf"]["S"], raw["row"]["S"])
            counts = self._codes.read(raw)
            if counts and generation == self._generation:
                yield row, counts

    def ledger(self) -> Iterator[tuple[str, Counted]]:
        """Read what is counted of every report, by the report's id."""
        for line in self._ledger.scan(consistent_read=True):
            generation, report_id = line.report_id.split("#")
            if int(generation) == self._generation:
                yield report_id, Counted(int(line.version), contribution_of(line.contribution))

    def put_reports(self, reports: Iterable[Report]) -> None:
        """Write reports."""
        _put(self._reports, reports, lambda report: to_row(report, self._reports))

    def put_counts(self, counts: Mapping[Row, Counts]) -> None:
        """Write rows of counts."""

        def write(batch: list[tuple[Row, Counts]]) -> None:
            left = [raw_row(row, numbers, self._codes, self._generation) for row, numbers in batch]
            while left:
                answer = self._connection.batch_write_item(table, put_items=left)
                left = [one["PutRequest"]["Item"] for one in answer["UnprocessedItems"].get(table, ())]

        table = self._counts.Meta.table_name
        _in_batches(counts.items(), write)

    def put_ledger(self, ledger: Mapping[str, Counted]) -> None:
        """Write lines of the ledger."""
        _put(self._ledger, ledger.items(), self._line)

    def _raw_counts(self) -> Iterator[RawRow]:
        start = None
        while True:
            page = self._connection.scan(
                self._counts.Meta.table_name, consistent_read=True, exclusive_start_key=start
            )
            yield from page["Items"]
            start = page.get("LastEvaluatedKey")
            if not start:
                return

    def _line(self, item: tuple[str, Counted]) -> CountedReportRow:
        report_id, counted = item
        text = contribution_text(counted.contribution)
        key = ledger_key(report_id, self._generation)
        return self._ledger(key, version=counted.version, contribution=text)


def _put(model: type[Model], things: Iterable[T], row: Callable[[T], Model]) -> None:
    def write(batch: list[T]) -> None:
        with model.batch_write() as writer:
            for thing in batch:
                writer.save(row(thing))

    _in_batches(things, write)


def _in_batches(things: Iterable[T], write: Callable[[list[T]], None]) -> None:
    every = iter(things)
    batches = iter(lambda: list(islice(every, BATCH)), [])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(write, batches):
            pass
