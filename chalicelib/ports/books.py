"""What making all counts anew needs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

from chalicelib.domain.aggregation import Contribution, Counts, Row
from chalicelib.domain.generation import Generations
from chalicelib.domain.month import Month
from chalicelib.domain.report import Report
from chalicelib.domain.tile import Tile
from chalicelib.ports.counts import Changed, Counted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """A part of a whole table: what it holds, and the cursor to go on behind it, empty behind the last.

    `spoilt` names rows that cannot be read.
    """

    items: T
    cursor: str
    spoilt: tuple[str, ...] = ()


Sheets = Iterator[Sheet[T]]


class Books(Protocol):
    """All reports, and all that is counted of them in one generation.

    Every read is consistent for each row, none is for many rows together. What is put goes over whatever
    stands: only a generation that nobody counts in yet is written so.
    """

    def reports(self, after: str = "") -> Sheets[list[Report]]:
        """Read all reports behind a cursor."""

    def versions(self, after: str = "") -> Sheets[dict[str, int]]:
        """Read the versions of all reports behind a cursor, by id: a fraction of the work."""

    def gone(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that no report has."""

    def lines(self, after: str = "") -> Sheets[dict[str, Counted]]:
        """Read what the ledger holds behind a cursor, by the reports' ids."""

    def lines_of(self, ids: Iterable[str]) -> Mapping[str, Counted]:
        """Return what the ledger holds of some reports, by their ids."""

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """Read all rows that count anything."""

    def rows_of(self, rows: Iterable[Row]) -> Mapping[Row, Counts]:
        """Return those of the rows that count anything."""

    def put_lines(self, lines: Iterable[tuple[str, Counted]]) -> None:
        """Write lines of the ledger."""

    def put_rows(self, rows: Iterable[tuple[Row, Counts]]) -> None:
        """Write rows of counts."""

    def clear_older(self, kept: Collection[int] = (), after: str = "") -> Sheets[int]:
        """Delete rows and lines of all generations before this one that are not kept, behind a cursor.

        Tells part by part how many.
        """


Told = Mapping[str, Mapping[str, int]]
"""What publications tell of cells, by the names of the numbers."""


class Tally(Protocol):
    """Contributions of many reports in memory."""

    def add(self, contributions: Iterable[Contribution]) -> None:
        """Take more."""

    def layers(self, this_month: Month) -> Collection[str]:
        """Return the layers that show any of them, or that may; the roll-up ends with `this_month`."""

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """Count them: every row that counts anything, in the same order each time."""

    def stretches(self) -> Iterator[Iterator[tuple[Row, Counts]]]:
        """Count them as `rows` does, part by part; a part that nobody reads costs nothing."""

    def pictures(self, layer: str, this_month: Month, told: Told) -> Iterator[tuple[Tile, bytes]]:
        """Draw every tile of a layer that shows anything, also of what is published.

        The roll-up ends with `this_month`.
        """

    def changes_to(self, later: Self, this_month: Month) -> Changed:
        """Return the cells that look different in another tally; the roll-up ends with `this_month`."""


class Pointer(Protocol):
    """The record of the generations of counts."""

    def get(self) -> Generations:
        """Return it as it stands; that of a new deployment when none was ever put."""

    def put(self, generations: Generations) -> Generations:
        """Put it over the version that it was made of; return it as it stands then.

        Raises `StaleVersion` when something else stands there.
        """
