"""The counts of all cells: rows that add up by themselves, and the ledger that makes it once."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import and_

from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.exceptions import DeleteError, DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.adapters.dynamodb.busy import passes_by_itself
from chalicelib.adapters.dynamodb.tables import CellCountRow, CountedReportRow, bound
from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import CellCategory, Contribution, Counts, deltas
from chalicelib.domain.errors import Busy, StaleVersion
from chalicelib.domain.status import Status
from chalicelib.ports import NOT_COUNTED, CellCounts, Counted

AT_ONCE = 8
PUBLIC = tuple(status for status in Status if status is not Status.JOKE_OR_MISTAKE)
COUNTED = {status.value: status for status in PUBLIC}
COUNTING_AGAIN = {"ConditionalCheckFailedException", "TransactionConflictException"}


RawRow = Mapping[str, Mapping[str, str]]
"""A row as DynamoDB's JSON: a type and a text for each attribute."""


class CellCounter:
    """The real `Counter`."""

    def __init__(
        self, connection: Connection, counts: type[CellCountRow], ledger: type[CountedReportRow]
    ) -> None:
        self._connection = connection
        self._counts = counts
        self._ledger = ledger
        self._pool = ThreadPoolExecutor(AT_ONCE)
        connection.add_meta_table(_schema(counts.Meta.table_name))

    @classmethod
    def of_tables(cls, counts: str, ledger: str = "") -> "CellCounter":
        """Return the counter in the named tables; who only reads counts names no ledger."""
        return cls(Connection(), bound(CellCountRow, counts), bound(CountedReportRow, ledger))

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        """See `Counter.replace`: one transaction of the ledger's row and at most 14 rows of counts."""
        line = self._ledger(
            report_id, version=target.version, contribution=contribution_text(target.contribution)
        )
        try:
            with TransactWrite(connection=self._connection) as transaction:
                transaction.save(line, condition=_holds(expected, target))
                for place, by_status in deltas(expected.contribution, target.contribution).items():
                    row = self._counts(shelf_of(place.cell), row_key(place))
                    actions = [getattr(CellCountRow, status).add(n) for status, n in by_status.items()]
                    transaction.update(row, actions=actions)
        except TransactWriteError as error:
            _explain(error)

    def counted(self, report_id: str) -> Counted:
        """See `Counter.counted`; a consistent read."""
        try:
            line = self._ledger.get(report_id, consistent_read=True)
        except DoesNotExist:
            return NOT_COUNTED
        return Counted(int(line.version), contribution_of(line.contribution))

    def of_cell(self, cell: str) -> Mapping[str, Counts]:
        """See `Counter.of_cell`."""
        prefix = CellCountRow.row.startswith(f"{cell}#")
        found = _by_cell(self._rows(shelf_of(cell), prefix)).get(cell, {})
        return {category: counts for category, counts in found.items() if counts}

    def below(self, blocks: Iterable[str], resolution: int) -> CellCounts:
        """See `Counter.below`; one query for each block, some at once."""

        def read(block: str) -> dict[str, dict[str, Counts]]:
            return _by_cell(self._rows(_shelf(resolution, block)))

        found: dict[str, Mapping[str, Counts]] = {}
        for part in self._pool.map(read, sorted(blocks)):
            found |= part
        return found

    def _rows(self, shelf: str, prefix: Condition | None = None) -> Iterator[RawRow]:
        """Read a shelf consistently, page by page, as DynamoDB's JSON.

        A redraw reads thousands of rows, and as models each takes 10 µs, as JSON 1.3 µs.
        """
        table, start = self._counts.Meta.table_name, None
        while True:
            page = self._connection.query(
                table, shelf, prefix, consistent_read=True, exclusive_start_key=start
            )
            yield from page["Items"]
            start = page.get("LastEvaluatedKey")
            if not start:
                return

    def sweep(self, rows: Iterable[CellCategory]) -> None:
        """See `Counter.sweep`; one conditional DELETE each."""
        for place in rows:
            row = self._counts(shelf_of(place.cell), row_key(place))
            try:
                row.delete(condition=_counts_nothing(), add_version_condition=False)
            except DeleteError as error:
                if error.cause_response_code not in COUNTING_AGAIN:
                    raise


def shelf_of(cell: str) -> str:
    """Return the partition of a cell's row: its resolution and its block."""
    return _shelf(cells.resolution_of(cell), cells.block_of(cell))


def _shelf(resolution: int, block: str) -> str:
    return f"{resolution}#{block}"


def row_key(place: CellCategory) -> str:
    """Return the sort key of a row within its shelf."""
    return f"{place.cell}#{place.category}"


def place_of(row: CellCountRow) -> CellCategory:
    """Return the cell and the category that a row counts."""
    return CellCategory(*row.row.split("#"))


def counts_of(row: CellCountRow) -> dict[Status, int]:
    """Return a row's counts without its zeros."""
    every = ((status, getattr(row, status)) for status in PUBLIC)
    return {status: int(n) for status, n in every if n}


def contribution_text(one: Contribution | None) -> str:
    """Write a contribution for the ledger; nothing is an empty text."""
    return f"{one.cell}#{one.category}#{one.status}" if one else ""


def contribution_of(text: str) -> Contribution | None:
    """Read what `contribution_text` wrote."""
    if not text:
        return None
    cell, category, status = text.split("#")
    return Contribution(cell, category, Status(status))


def _holds(expected: Counted, target: Counted) -> Condition:
    held = CountedReportRow.contribution == contribution_text(expected.contribution)
    condition = held & (CountedReportRow.version < target.version)
    if expected.contribution is None:
        return CountedReportRow.report_id.does_not_exist() | condition
    return condition


def _counts_nothing() -> Condition:
    counters = [getattr(CellCountRow, status) for status in PUBLIC]
    return reduce(and_, (counter.does_not_exist() | (counter == 0) for counter in counters))


def _explain(error: TransactWriteError) -> None:
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    if codes and codes[0] == "ConditionalCheckFailed":
        raise StaleVersion from error
    if passes_by_itself(error):
        raise Busy("Another change holds the same counts.") from error
    raise error


def _by_cell(rows: Iterable[RawRow]) -> dict[str, dict[str, Counts]]:
    result: dict[str, dict[str, Counts]] = {}
    for row in rows:
        cell, category = row["row"]["S"].split("#")
        counts = {COUNTED[name]: int(value["N"]) for name, value in row.items() if name in COUNTED}
        result.setdefault(cell, {})[category] = {status: n for status, n in counts.items() if n}
    return result


def _schema(table_name: str) -> MetaTable:
    """Name the keys of the counts for reads without a model; else PynamoDB would ask the table."""
    keys = {CellCountRow.shelf.attr_name: "HASH", CellCountRow.row.attr_name: "RANGE"}
    return MetaTable(
        {
            "TableName": table_name,
            "KeySchema": [{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in keys],
        }
    )
