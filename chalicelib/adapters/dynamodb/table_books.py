"""All reports, and all that is counted of them in one generation: for rebuilds, checks and the seed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from pynamodb.connection import Connection

from chalicelib.adapters.dynamodb.count_rows import SlotCodes, keys_of, raw_row, row_of
from chalicelib.adapters.dynamodb.generation_store import SHELF
from chalicelib.adapters.dynamodb.ledger_lines import contribution_text, ledger_key, read_contribution
from chalicelib.adapters.dynamodb.raw_items import raw_items_connection
from chalicelib.adapters.dynamodb.report_rows import from_image, to_row
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.dynamodb.whole_table import Raw, WholeTable
from chalicelib.domain.aggregation import Counts, Row
from chalicelib.domain.category import Category
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.generation import FIRST
from chalicelib.domain.report import Report
from chalicelib.ports.books import Sheet, Sheets
from chalicelib.ports.counts import Counted

COUNTS, LEDGER = "counts", "ledger"
"""Which table is being cleared."""

Tables = tuple[WholeTable, WholeTable, WholeTable]
NewTable = Callable[[Connection, str, Sequence[str]], WholeTable]


class TableBooks:
    """The real `Books`."""

    def __init__(self, tables: Tables, codes: SlotCodes, generation: int) -> None:
        self._tables = self._reports, self._counts, self._ledger = tables
        self._codes = codes
        self._generation = generation

    @classmethod
    def of_tables(
        cls,
        categories: Iterable[Category],
        reports: str,
        counts: str,
        ledger: str,
        *,
        table: NewTable = WholeTable,
    ) -> "TableBooks":
        """Return the books in the named tables, of the first generation."""
        connection = raw_items_connection()
        tables = (
            table(connection, reports, ["id"]),
            table(connection, counts, ["shelf", "row"]),
            table(connection, ledger, ["report_id"]),
        )
        return cls(tables, SlotCodes(categories), FIRST)

    def of_generation(self, generation: int) -> "TableBooks":
        """Return the books of another generation in the same tables."""
        return TableBooks(self._tables, self._codes, generation)

    def reports(self, after: str = "") -> Sheets[list[Report]]:
        """See `Books.reports`."""
        for rows, last in self._reports.pages(after=_key("id", after)):
            reports, spoilt = [], []
            for row in rows:
                try:
                    reports.append(from_image(row))
                except MalformedRow:
                    spoilt.append(str(row["id"]["S"]))
            yield Sheet(reports, _cursor(last, "id"), tuple(spoilt))

    def versions(self, after: str = "") -> Sheets[dict[str, int]]:
        """See `Books.versions`."""
        for rows, last in self._reports.pages(["id", "version"], _key("id", after)):
            spoilt = tuple(row["id"]["S"] for row in rows if "version" not in row)
            found = {row["id"]["S"]: int(row["version"]["N"]) for row in rows if "version" in row}
            yield Sheet(found, _cursor(last, "id"), spoilt)

    def gone(self, ids: Iterable[str]) -> set[str]:
        """See `Books.gone`; one read for a hundred."""
        every = set(ids)
        return every - {row["id"]["S"] for row in self._reports.get(({"id": one} for one in every), ["id"])}

    def lines(self, after: str = "") -> Sheets[dict[str, Counted]]:
        """See `Books.lines`."""
        mine = f"{self._generation}#"
        for rows, last in self._ledger.pages(after=_key("report_id", after)):
            own = (row for row in rows if row["report_id"]["S"].startswith(mine))
            yield Sheet(dict(map(_line, own)), _cursor(last, "report_id"))

    def lines_of(self, ids: Iterable[str]) -> Mapping[str, Counted]:
        """See `Books.lines_of`; one read for a hundred."""
        keys = ({"report_id": ledger_key(one, self._generation)} for one in ids)
        return dict(map(_line, self._ledger.get(keys)))

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """See `Books.rows`."""
        for page, _ in self._counts.pages():
            for raw in page:
                if raw["shelf"]["S"] != SHELF:
                    generation, row = row_of(raw["shelf"]["S"], raw["row"]["S"])
                    if generation == self._generation and (counts := self._codes.read(raw)):
                        yield row, counts

    def rows_of(self, rows: Iterable[Row]) -> dict[Row, Counts]:
        """See `Books.rows_of`; one read for a hundred."""
        keys = (dict(zip(("shelf", "row"), keys_of(row, self._generation), strict=True)) for row in rows)
        found = {
            row_of(raw["shelf"]["S"], raw["row"]["S"])[1]: self._codes.read(raw)
            for raw in self._counts.get(keys)
        }
        return {row: counts for row, counts in found.items() if counts}

    def put_reports(self, reports: Iterable[Report]) -> None:
        """Write reports over whatever stands: for a seed."""
        self._reports.put(to_row(report, ReportRow).to_dynamodb_dict() for report in reports)

    def put_lines(self, lines: Iterable[tuple[str, Counted]]) -> None:
        """See `Books.put_lines`."""
        self._ledger.put(
            {
                "report_id": {"S": ledger_key(report_id, self._generation)},
                "version": {"N": str(counted.version)},
                "contribution": {"S": contribution_text(counted.contribution)},
            }
            for report_id, counted in lines
        )

    def put_rows(self, rows: Iterable[tuple[Row, Counts]]) -> None:
        """See `Books.put_rows`."""
        self._counts.put(raw_row(row, counts, self._codes, self._generation) for row, counts in rows)

    def clear_older(self, kept: Collection[int] = (), after: str = "") -> Sheets[int]:
        """See `Books.clear_older`: first the counts, then the ledger."""
        stage, _, key = after.partition(" ")
        if stage != LEDGER:
            shelf, _, row = key.partition(" ")
            start = {"shelf": {"S": shelf}, "row": {"S": row}} if key else None
            for page, last in self._counts.pages(["shelf", "row"], start):
                behind = f"{COUNTS} {last['shelf']['S']} {last['row']['S']}" if last else f"{LEDGER} "
                yield Sheet(self._cleared(self._counts, page, "shelf", kept), behind)
            key = ""
        for page, last in self._ledger.pages(["report_id"], _key("report_id", key)):
            behind = f"{LEDGER} {last['report_id']['S']}" if last else ""
            yield Sheet(self._cleared(self._ledger, page, "report_id", kept), behind)

    def _cleared(self, table: WholeTable, page: Iterable[Raw], key: str, kept: Collection[int]) -> int:
        older = [row for row in page if self._is_older(row[key]["S"], kept)]
        table.delete(older)
        return len(older)

    def _is_older(self, key: str, kept: Collection[int]) -> bool:
        return key != SHELF and (n := int(key.partition("#")[0])) < self._generation and n not in kept


def _key(name: str, value: str) -> Raw | None:
    return {name: {"S": value}} if value else None


def _cursor(last: Raw | None, name: str) -> str:
    return str(last[name]["S"]) if last else ""


def _line(row: Raw) -> tuple[str, Counted]:
    report_id = str(row["report_id"]["S"]).partition("#")[2]
    return report_id, Counted(int(row["version"]["N"]), read_contribution(row["contribution"]["S"]))
