"""What the public sees of counts that are read one after the other, while reports change."""

from typing import TYPE_CHECKING

from chalicelib.domain.aggregation import Counts
from chalicelib.domain.change import Change
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.read_counts import counts_of_cell
from chalicelib.usecases.read_publications import Published
from tests.builders import PLACED, a_catalogue, a_report, moved
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications

if TYPE_CHECKING:
    from collections.abc import Callable

NEXT_MARCH = "2027-03"
"""The roll-up is then that year, and the year of the reports without its first three months."""


class BetweenReadings(InMemoryCounter):
    """Counts with something that happens once, after the first reading of a layer."""

    def __init__(self) -> None:
        super().__init__()
        self.after: dict[str, Callable[[], None]] = {}

    def of_cell(self, layer: str, cell: str) -> Counts:
        found = super().of_cell(layer, cell)
        self.after.pop(layer, lambda: None)()
        return found


def test_a_report_that_moves_between_two_readings_leaves_no_number_below_zero() -> None:
    counter = BetweenReadings()
    march, december = a_report("march"), a_report("december", placed=PLACED.replace(month=12))
    for one in (march, december):
        count(Change(None, one), counter)
    counter.after["2026"] = lambda: count(Change(march, moved(march, Status.UNDER_VERIFICATION)), counter)

    torn, whole = ask(march, counter), ask(march, counter)

    assert torn == {"speeding.new": 2}  # the one too many goes with the redraw that the move asks for
    assert whole == {"speeding.new": 1}


def count(change: Change, counter: InMemoryCounter) -> None:
    aggregate_cells(change, a_catalogue(), [counter], lambda _: None, NEXT_MARCH)


def ask(report: Report, counter: InMemoryCounter) -> dict[str, int]:
    published = Published(InMemoryPublications())
    return counts_of_cell(ROLLING, report.cell, NEXT_MARCH, counter, published)
