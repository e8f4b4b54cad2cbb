"""What rebuilds work with, in memory and written plainly; the real ones are held to the same promises."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice

from chalicelib.domain.aggregation import Contribution, Counts, Row, total
from chalicelib.domain.cell import resolution_of
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING, is_layer, parts, plane_of
from chalicelib.domain.month import Month
from chalicelib.domain.report import Report
from chalicelib.domain.tile import RESOLUTION_AT, Tile, tiles_at
from chalicelib.ports.books import Sheet, Sheets, Told
from chalicelib.ports.counts import CellCounts, Changed, Counted
from chalicelib.usecases.picture import Shown, picture
from chalicelib.usecases.read_counts import shown
from tests.fakes.counts import InMemoryCounter
from tests.fakes.reports import InMemoryReports

A_SHEET = 3
"""Rows of a sheet: few, so that a test's handful has several."""


class InMemoryTables:
    """The tables of all generations."""

    def __init__(self) -> None:
        self.reports = InMemoryReports()
        self.generations: dict[int, InMemoryCounter] = {}

    def counter(self, generation: int) -> InMemoryCounter:
        """Return the counter of a generation, which begins when somebody asks for it."""
        return self.generations.setdefault(generation, InMemoryCounter())

    def books(self, generation: int) -> "InMemoryBooks":
        """Return the books of a generation."""
        return InMemoryBooks(self, generation)


class InMemoryBooks:
    """A `Books`."""

    def __init__(self, tables: InMemoryTables, generation: int) -> None:
        self._tables, self._generation = tables, generation

    @property
    def _counter(self) -> InMemoryCounter:
        return self._tables.counter(self._generation)

    def reports(self, after: str = "") -> Sheets[list[Report]]:
        """See `Books.reports`."""
        spoilt = self._tables.reports.spoilt
        for ids, cursor in _sheets({*(one.id for one in self._tables.reports), *spoilt}, after):
            stored = {one.id: one for one in self._tables.reports if one.id not in spoilt}
            yield Sheet([stored[one] for one in ids if one in stored], cursor, tuple(spoilt & {*ids}))

    def versions(self, after: str = "") -> Sheets[dict[str, int]]:
        """See `Books.versions`."""
        for sheet in self.reports(after):
            yield Sheet({one.id: one.version for one in sheet.items}, sheet.cursor)

    def gone(self, ids: Iterable[str]) -> set[str]:
        """See `Books.gone`."""
        return set(ids) - {one.id for one in self._tables.reports}

    def lines(self, after: str = "") -> Sheets[dict[str, Counted]]:
        """See `Books.lines`."""
        for ids, cursor in _sheets(self._counter.ledger, after):
            yield Sheet(dict(self.lines_of(ids)), cursor)

    def lines_of(self, ids: Iterable[str]) -> Mapping[str, Counted]:
        """See `Books.lines_of`."""
        ledger = self._counter.ledger
        return {one: ledger[one] for one in ids if one in ledger}

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """See `Books.rows`."""
        return iter(list(self._counter.counts().items()))

    def rows_of(self, rows: Iterable[Row]) -> dict[Row, Counts]:
        """See `Books.rows_of`."""
        counts = self._counter.counts()
        return {row: counts[row] for row in rows if row in counts}

    def put_lines(self, lines: Iterable[tuple[str, Counted]]) -> None:
        """See `Books.put_lines`."""
        self._counter.ledger.update(lines)

    def put_rows(self, rows: Iterable[tuple[Row, Counts]]) -> None:
        """See `Books.put_rows`."""
        self._counter.rows.update((row, dict(counts)) for row, counts in rows)

    def clear_older(self, kept: Collection[int] = (), after: str = "") -> Sheets[int]:
        """See `Books.clear_older`; a generation is a part."""
        generations = self._tables.generations
        older = [n for n in sorted(generations) if int(after or 0) < n < self._generation and n not in kept]
        for number in older:
            gone = generations.pop(number)
            yield Sheet(len(gone.rows) + len(gone.ledger), str(number))
        yield Sheet(0, "")


class PlainTally:
    """A `Tally`, by the code that counts and draws one by one."""

    def __init__(self) -> None:
        self._contributions: list[Contribution] = []

    def add(self, contributions: Iterable[Contribution]) -> None:
        """See `Tally.add`."""
        self._contributions.extend(contributions)

    def layers(self, this_month: Month) -> set[str]:
        """See `Tally.layers`."""
        kept = {layer for one in self._contributions for layer in one.kept_in()}
        return {layer for layer in {*kept, *PLANES, ROLLING} if self._shown(layer, this_month)}

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """See `Tally.rows`."""
        counted = total(self._contributions)
        yield from sorted(counted.items(), key=lambda item: (item[0].layer, item[0].place))

    def stretches(self) -> Iterator[Iterator[tuple[Row, Counts]]]:
        """See `Tally.stretches`; a layer is one."""
        for _, rows in groupby(self.rows(), lambda item: item[0].layer):
            yield iter(list(rows))

    def pictures(self, layer: str, this_month: Month, told: Told) -> Iterator[tuple[Tile, bytes]]:
        """See `Tally.pictures`."""
        by_tile: dict[Tile, dict[str, Shown]] = {}
        counted = self._shown(layer, this_month)
        for cell in {*counted, *told}:
            counts = {**counted.get(cell, {}), **told.get(cell, {})}
            for z, resolution in RESOLUTION_AT.items():
                for tile in tiles_at(cell, layer, z) if resolution == resolution_of(cell) else ():
                    by_tile.setdefault(tile, {})[cell] = counts
        for tile, cells in by_tile.items():
            if (drawn := picture(tile, cells)) is not None:
                yield tile, drawn

    def changes_to(self, later: "PlainTally", this_month: Month) -> Changed:
        """See `Tally.changes_to`; compares what is drawn of each of the finest cells."""
        changed: dict[str, set[str]] = {}
        for layer in self.layers(this_month) | later.layers(this_month):
            before, after = self._shown(layer, this_month), later._shown(layer, this_month)
            cells = {one.cell for one in (*self._contributions, *later._contributions)}
            if differing := {cell for cell in cells if before.get(cell) != after.get(cell)}:
                changed[layer] = differing
        return changed

    def _shown(self, layer: str, this_month: Month) -> dict[str, Shown]:
        kept: dict[str, dict[str, Counts]] = {}
        for row, counts in total(self._contributions).items():
            if is_layer(row.layer) or row.layer == CURRENT:
                kept.setdefault(row.layer, {})[row.place] = counts
        sides: list[tuple[CellCounts, int]] = [
            (kept.get(part.counted, {}), part.sign) for part in parts(layer, this_month)
        ]
        every = {cell for counts, _ in sides for cell in counts}
        plane = plane_of(layer)
        found = {cell: shown(((one.get(cell, {}), sign) for one, sign in sides), plane) for cell in every}
        return {cell: counts for cell, counts in found.items() if counts}


def _sheets(ids: Iterable[str], after: str) -> Iterator[tuple[list[str], str]]:
    """Cut ids behind a cursor into sheets; an empty table has one empty sheet, as DynamoDB has."""
    every = iter(sorted(one for one in ids if one > after))
    sheet = list(islice(every, A_SHEET))
    while True:
        following = list(islice(every, A_SHEET))
        yield sheet, sheet[-1] if following else ""
        if not following:
            return
        sheet = following
