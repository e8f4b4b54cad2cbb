"""Count all reports anew: what the counts and their ledger hold when every increment was applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.aggregation import Counts, Deltas, total
from chalicelib.domain.category import Catalogue
from chalicelib.domain.report import Report
from chalicelib.ports import CellCounts, Counted
from chalicelib.usecases.aggregate_cells import public_contribution


@dataclass(frozen=True, slots=True)
class Recount:
    """Counts by cell and category, and what they hold of every report by its id."""

    counts: Deltas
    ledger: Mapping[str, Counted]

    def by_cell(self) -> CellCounts:
        """Return the counts as tiles are drawn from."""
        result: dict[str, dict[str, Counts]] = {}
        for place, counts in self.counts.items():
            result.setdefault(place.cell, {})[place.category] = counts
        return result


def recount(reports: Iterable[Report], catalogue: Catalogue) -> Recount:
    """Count reports from nothing; raise `MalformedRow` for one of an unknown category.

    Reports that add nothing are in the ledger too: late news of what they were must not be counted.
    """
    ledger = {one.id: Counted(one.version, public_contribution(one, catalogue)) for one in reports}
    return Recount(total(line.contribution for line in ledger.values() if line.contribution), ledger)
