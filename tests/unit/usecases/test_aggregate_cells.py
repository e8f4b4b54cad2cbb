"""Counts stay exact whatever the stream does: repeats, replays, late and lost records, crashes."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.domain.aggregation import UNIT, Row, total
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from chalicelib.ports.counts import Changed, Counted
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.read_counts import counts_of_cell
from chalicelib.usecases.read_publications import Published
from tests.builders import (
    THIS_MONTH,
    a_catalogue,
    a_change,
    a_contribution,
    a_report,
    changes_of,
    moved,
)
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications
from tests.strategies import KINDS, PLACES, acts_on, mended

CATALOGUE = a_catalogue()
UNPUBLISHED = Published(InMemoryPublications())
LAYERS = (CURRENT, *PLANES, ROLLING, THIS_MONTH, THIS_MONTH[:4])


class Crash(Exception):  # noqa: N818
    """The worker ended here."""


class WatchedCounter(InMemoryCounter):
    """Remembers what looks different since somebody asked for its redraw."""

    def __init__(self) -> None:
        super().__init__()
        self.stale: set[tuple[str, str]] = set()

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        cells = {one.cell for one in (expected.contribution, target.contribution) if one}
        before = self._shown(cells)
        super().replace(report_id, expected, target)
        after = self._shown(cells)
        self.stale |= {seen for seen in before if before[seen] != after[seen]}

    def _shown(self, cells: set[str]) -> dict[tuple[str, str], dict[str, int]]:
        return {
            (layer, cell): counts_of_cell(layer, cell, THIS_MONTH, self, UNPUBLISHED)
            for layer in LAYERS
            for cell in cells
        }

    def redraw(self, changed: Changed) -> None:
        assert changed
        self.stale -= {(layer, cell) for layer, cells in changed.items() for cell in cells}

    def crash(self, changed: Changed) -> None:
        raise Crash

    def public_rows(self) -> set[Row]:
        return {row for row in self.counts() if not row.layer.startswith(UNIT)}


class StreamOfChanges(RuleBasedStateMachine):
    """Reports live while their changes are delivered as a DynamoDB stream and Lambda may deliver them."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: dict[str, Report] = {}
        self.deleted: list[Report] = []
        self.stream: list[Change] = []
        self.read = 0
        self.lost: list[Change] = []
        self.counter = WatchedCounter()

    @rule(category=st.sampled_from(KINDS), place=st.sampled_from(PLACES), plane=st.sampled_from(Plane))
    def place_a_report(self, category: str, place: Location, plane: Plane) -> None:
        report = a_report(f"report {len(self.stream)}", category=category, at=place, plane=plane)
        self.reports[report.id] = report
        self.stream.append(Change(None, report))

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def change_a_report(self, data: st.DataObject) -> None:
        before = data.draw(st.sampled_from(list(self.reports.values())))
        self.become(before, data.draw(st.sampled_from(acts_on(before))))

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def mend_a_row(self, data: st.DataObject) -> None:
        before = data.draw(st.sampled_from(list(self.reports.values())))
        self.become(before, data.draw(st.sampled_from(mended(before))))

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def delete_a_report(self, data: st.DataObject) -> None:
        report_id = data.draw(st.sampled_from(sorted(self.reports)))
        self.deleted.append(self.reports.pop(report_id))
        self.stream.append(Change(self.deleted[-1], None))

    @precondition(lambda self: self.deleted)
    @rule(data=st.data())
    def put_back_a_report(self, data: st.DataObject) -> None:
        deleted = data.draw(st.sampled_from(self.deleted))
        self.deleted.remove(deleted)
        self.reports[deleted.id] = replace(deleted, version=deleted.version + 1)
        self.stream.append(Change(None, self.reports[deleted.id]))

    @rule(n=st.integers(1, 5))
    def deliver_a_batch(self, n: int) -> None:
        for change in self.stream[self.read : self.read + n]:
            self.apply(change)
        self.read = min(self.read + n, len(self.stream))

    @precondition(lambda self: self.read < len(self.stream))
    @rule(n=st.integers(0, 4), keeps_place=st.booleans())
    def crash_between_count_and_redraw(self, n: int, keeps_place: bool) -> None:
        """Go through some records and end at the next: all of them come again, or those from there on."""
        batch = self.stream[self.read : self.read + n + 1]
        for change in batch[:-1]:
            self.apply(change)
        self.apply(batch[-1], crash=True)
        if keeps_place:
            self.read += len(batch) - 1

    @precondition(lambda self: self.read > 0)
    @rule(data=st.data())
    def deliver_an_old_stretch_again(self, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, self.read - 1))
        for change in self.stream[start : data.draw(st.integers(start, self.read))]:
            self.apply(change)

    @precondition(lambda self: self.read < len(self.stream))
    @rule()
    def lose_a_record(self) -> None:
        self.lost.append(self.stream[self.read])
        self.read += 1

    @rule()
    def bring_lost_records_back_in_the_wrong_order(self) -> None:
        while self.lost:
            self.apply(self.lost.pop())

    @invariant()
    def nothing_counts_less_than_zero(self) -> None:
        assert all(n >= 0 for row in self.counter.rows.values() for n in row.values())

    def teardown(self) -> None:
        """Once everything was delivered, counts are those of a recount and all that changed is redrawn."""
        self.bring_lost_records_back_in_the_wrong_order()
        self.deliver_a_batch(len(self.stream))
        recount = total(map(a_contribution, self.reports.values()))
        assert self.counter.counts() == recount
        assert self.counter.stale == set()

    def become(self, before: Report, after: Report) -> None:
        self.reports[after.id] = after
        self.stream.append(Change(before, after))

    def apply(self, change: Change, *, crash: bool = False) -> None:
        redraw = self.counter.crash if crash else self.counter.redraw
        try:
            aggregate_cells(change, CATALOGUE, [self.counter], redraw, THIS_MONTH)
        except Crash:
            assert crash


TestStreamOfChanges = pytest.mark.timeout(60)(StreamOfChanges.TestCase)
TestStreamOfChanges.settings = settings(max_examples=40, stateful_step_count=25)


def test_one_change_after_a_loss_sets_the_counts_right() -> None:
    counter = WatchedCounter()
    confirmed = a_report(status=Status.CONFIRMED)
    forwarded = moved(confirmed, Status.FORWARDED)

    aggregate_cells(Change(confirmed, forwarded), CATALOGUE, [counter], counter.redraw, THIS_MONTH)

    assert counter.counts() == total([a_contribution(forwarded)])


def test_a_report_deleted_after_its_hiding_was_lost_counts_no_more() -> None:
    counter = WatchedCounter()
    shown = a_report(status=Status.UNCONFIRMED)
    aggregate_cells(Change(None, shown), CATALOGUE, [counter], counter.redraw, THIS_MONTH)

    aggregate_cells(Change(shown.concealed(), None), CATALOGUE, [counter], counter.redraw, THIS_MONTH)

    assert counter.counts() == {}
    assert counter.stale == set()


def test_a_repeat_asks_for_what_the_first_attempt_altered_though_a_record_before_was_lost() -> None:
    """The lost record never comes, and the next one knows of nothing that looks different."""
    counter = WatchedCounter()
    confirmed = a_report(status=Status.CONFIRMED)
    lost, last = (replace(moved(confirmed, Status.FORWARDED), version=n, hidden=True) for n in (3, 4))
    aggregate_cells(Change(None, confirmed), CATALOGUE, [counter], counter.redraw, THIS_MONTH)
    with pytest.raises(Crash):
        aggregate_cells(Change(lost, last), CATALOGUE, [counter], counter.crash, THIS_MONTH)
    assert (CURRENT, confirmed.cell) in counter.stale

    aggregate_cells(Change(lost, last), CATALOGUE, [counter], counter.redraw, THIS_MONTH)

    assert counter.stale == set()


def test_a_withheld_report_is_counted_for_its_unit_alone_and_drawn_nowhere() -> None:
    counter = WatchedCounter()

    for change in changes_of([(new := a_report(category="drug_use")), moved(new, Status.UNDER_VERIFICATION)]):
        aggregate_cells(change, CATALOGUE, [counter], counter.redraw, THIS_MONTH)

    assert counter.public_rows() == set()
    assert len(counter.counts()) == 1
    assert counter.stale == set()


def test_a_change_that_alters_nothing_that_is_counted_asks_for_no_redraw() -> None:
    counter = WatchedCounter()
    asked: list[Changed] = []
    placed = a_report()
    noted = replace(placed, version=2, token_hash="another")

    for change in changes_of([placed, noted]):
        aggregate_cells(change, CATALOGUE, [counter], asked.append, THIS_MONTH)

    assert len(asked) == 1
    assert counter.counted(placed.id).version == 2


def test_a_report_that_changes_hands_asks_for_no_redraw_and_is_counted_for_the_other_unit() -> None:
    counter = WatchedCounter()
    asked: list[Changed] = []
    placed = a_report()
    handed_over = replace(placed, version=2, unit="1206")

    for change in changes_of([placed, handed_over]):
        aggregate_cells(change, CATALOGUE, [counter], asked.append, THIS_MONTH)

    assert len(asked) == 1
    assert not any(counter.of_unit("1261").values())
    assert sum(counter.of_unit("1206")["2026-03"].values()) == 1


def test_a_report_of_an_unknown_category_is_malformed() -> None:
    counter = WatchedCounter()

    with pytest.raises(MalformedRow, match="unheard_of"):
        aggregate_cells(
            a_change(after=a_report(category="unheard_of")), CATALOGUE, [counter], counter.redraw, THIS_MONTH
        )


@pytest.mark.parametrize("before", [None, a_report(category="unheard_of")])
def test_a_change_from_what_could_not_be_counted_counts_in_place_of_what_the_ledger_holds(
    before: Report | None,
) -> None:
    counter = WatchedCounter()
    aggregate_cells(a_change(after=a_report()), CATALOGUE, [counter], counter.redraw, THIS_MONTH)
    mended = replace(a_report(at=PLACES[-1]), version=3)

    aggregate_cells(Change(before, mended), CATALOGUE, [counter], counter.redraw, THIS_MONTH)

    assert counter.counts() == total([a_contribution(mended)])
    assert counter.stale == set()
