"""The counts of all reports, as use cases need them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.domain.aggregation import Contribution, Counts, Row
from chalicelib.domain.month import Month


@dataclass(frozen=True, slots=True)
class Counted:
    """What the counts hold of one report: its contribution as of a version, 0 before the first.

    A deleted report has none, as of the version that was deleted.

    `replaced` is what they held before: who died between counting and asking for the redraw knows it again.
    """

    version: int
    contribution: Contribution | None
    replaced: Contribution | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[int, bool]:
        """What is newer is greater: a deletion follows its version, and the next version follows that."""
        return self.version, self.contribution is None


NOT_COUNTED = Counted(0, None)


CellCounts = Mapping[str, Counts]
"""Counts by cell, no zeros; a row that counts nothing any more is an empty mapping."""


Changed = Mapping[str, Collection[str]]
"""Cells by the layers of the map that show a change of them."""


class Counter(Protocol):
    """The counts of all reports, with a ledger of what they hold of each."""

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        """Count `target` in place of what is expected, in one transaction.

        Raises `StaleVersion` when the ledger holds another contribution than expected or something
        as new as the target, by its order, and `Busy` when the same call may succeed later.
        """

    def counted(self, report_id: str) -> Counted:
        """Return what the ledger holds, and what it held before that."""

    def of_cell(self, layer: str, cell: str) -> Counts:
        """Return what is kept of a cell in a layer, without zeros."""

    def of_unit(self, unit: str) -> Mapping[Month, Counts]:
        """Return all that a unit has, by the month of placing, withheld categories and pranks too."""

    def below(
        self, layers: Collection[str], blocks: Iterable[str], resolution: int
    ) -> Mapping[str, CellCounts]:
        """Return the counts, by layer, of all cells of a resolution in some blocks, read consistently."""

    def protected(self, month: Month) -> CellCounts:
        """Return the counts of a month's reports of sensitive categories in the finest cells."""

    def sweep(self, rows: Iterable[Row]) -> None:
        """Forget rows that count nothing; a row that counts something by now stays."""
