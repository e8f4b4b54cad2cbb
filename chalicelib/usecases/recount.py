"""Count all reports anew: what the counts and their ledger hold when every increment was applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.aggregation import PROTECTED, Counts, Deltas, total
from chalicelib.domain.category import Catalogue
from chalicelib.domain.layer import is_layer
from chalicelib.domain.month import Month
from chalicelib.domain.report import Report
from chalicelib.ports.counts import CellCounts, Counted
from chalicelib.usecases.aggregate_cells import contribution_of


@dataclass(frozen=True, slots=True)
class Recount:
    """Rows of counts, and what they hold of every report by its id."""

    counts: Deltas
    ledger: Mapping[str, Counted]

    def by_layer(self) -> dict[str, CellCounts]:
        """Return the counts that tiles are drawn from."""
        result: dict[str, dict[str, Counts]] = {}
        for row, counts in self.counts.items():
            if is_layer(row.layer):
                result.setdefault(row.layer, {})[row.place] = counts
        return dict(result)

    def protected(self) -> Mapping[Month, CellCounts]:
        """Return what `Counter.protected` does of every month."""
        result: dict[Month, dict[str, Counts]] = {}
        for row, counts in self.counts.items():
            if row.layer.startswith(PROTECTED):
                result.setdefault(row.layer.removeprefix(PROTECTED), {})[row.place] = counts
        return dict(result)


def recount(reports: Iterable[Report], catalogue: Catalogue) -> Recount:
    """Count reports from nothing; raise `MalformedRow` for one of an unknown category."""
    ledger = {one.id: Counted(one.version, contribution_of(one, catalogue)) for one in reports}
    return Recount(total(line.contribution for line in ledger.values() if line.contribution), ledger)
