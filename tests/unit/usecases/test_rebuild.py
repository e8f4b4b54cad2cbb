"""A rebuild loses nothing and counts nothing twice, whatever happens meanwhile and wherever it ends."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chalicelib.domain.aggregation import Contribution, Counts, Row
from chalicelib.domain.cell import cell_at
from chalicelib.domain.generation import SILENCE, AtWork, Generations, Job, Step, TooLarge
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.plane import Plane
from chalicelib.domain.publication import Publication
from chalicelib.domain.report import Location, Report
from chalicelib.ports.books import Sheet
from chalicelib.usecases.publish_months import announce
from chalicelib.usecases.rebuild import Progress, Source, rebuild
from tests.builders import KRAKOW, a_report
from tests.fakes.books import InMemoryBooks, InMemoryTables, PlainTally
from tests.fakes.counts import InMemoryPointer
from tests.strategies import KINDS, PLACES, acts_on, mended
from tests.unit.usecases.rebuild_deployment import INVOCATION, SLOT, Deployment, Killed, Mortal


class Rebuilding(RuleBasedStateMachine):
    """Reports live, workers count and draw, and rebuilds are begun, killed, laid down and taken up."""

    def __init__(self) -> None:
        super().__init__()
        self.deployment = Deployment()
        self.running: Iterator[Progress] | None = None
        self.mortal = Mortal(self.deployment.pointer)
        self.made = 0
        self.rebuilds = False
        self.deleted: list[Report] = []

    @initialize(rebuilds=st.booleans())
    def decide_whether_anything_is_rebuilt(self, rebuilds: bool) -> None:
        """A rebuild would set right what was counted wrongly before."""
        self.rebuilds = rebuilds

    @rule(category=st.sampled_from(KINDS), place=st.sampled_from(PLACES), plane=st.sampled_from(Plane))
    def place_a_report(self, category: str, place: Location, plane: Plane) -> None:
        self.made += 1
        self.deployment.write(None, a_report(f"{self.made:03}", category=category, at=place, plane=plane))

    @precondition(lambda self: any(self.deployment.tables.reports))
    @rule(data=st.data())
    def change_a_report(self, data: st.DataObject) -> None:
        before = data.draw(st.sampled_from(list(self.deployment.tables.reports)))
        self.deployment.write(before, data.draw(st.sampled_from(acts_on(before))))

    @precondition(lambda self: any(self.deployment.tables.reports))
    @rule(data=st.data())
    def mend_a_row(self, data: st.DataObject) -> None:
        before = data.draw(st.sampled_from(list(self.deployment.tables.reports)))
        self.deployment.write(before, data.draw(st.sampled_from(mended(before))))

    @precondition(lambda self: any(self.deployment.tables.reports))
    @rule(data=st.data())
    def delete_a_report(self, data: st.DataObject) -> None:
        self.deleted.append(data.draw(st.sampled_from(list(self.deployment.tables.reports))))
        self.deployment.write(self.deleted[-1], None)

    @precondition(lambda self: self.deleted)
    @rule(data=st.data())
    def put_back_a_report(self, data: st.DataObject) -> None:
        deleted = data.draw(st.sampled_from(self.deleted))
        self.deleted.remove(deleted)
        self.deployment.write(None, replace(deleted, version=deleted.version + 1))

    @precondition(lambda self: self.deployment.stream)
    @rule(slowly=st.booleans(), again=st.booleans())
    def count_a_change(self, slowly: bool, again: bool) -> None:
        if again:
            self.deployment.stream.insert(1, self.deployment.stream[0])
        self.deployment.count(slowly=slowly)

    @precondition(lambda self: self.deployment.queue)
    @rule(slowly=st.booleans())
    def draw_what_changed(self, slowly: bool) -> None:
        self.deployment.draw(slowly=slowly)

    @precondition(lambda self: any(self.deployment.tables.reports))
    @rule(data=st.data(), rounds=st.integers(1, 8), pieces=st.integers(0, 6))
    def mend_a_row_again_and_again(self, data: st.DataObject, rounds: int, pieces: int) -> None:
        """Each time it is counted and drawn at once, wherever a rebuild is."""
        report = data.draw(st.sampled_from(list(self.deployment.tables.reports)))
        for _ in range(rounds):
            before, report = report, data.draw(st.sampled_from(mended(report)))
            self.deployment.write(before, report)
            self.deployment.drain()
            self.work_on(pieces)

    @rule(n=st.integers(5, 9))
    def publish_the_month(self, n: int) -> None:
        area = cell_at(KRAKOW.lat, KRAKOW.lon, n)
        if self.deployment.publications.add(Publication("2026-03", {"begging": {area: n}})):
            announce(self.deployment.publications, self.deployment.queue.append, self.deployment.month)

    @precondition(lambda self: self.rebuilds and self.running is None)
    @rule(invocation=st.booleans())
    def begin_or_go_on(self, invocation: bool) -> None:
        self.mortal = Mortal(self.deployment.pointer)
        until = self.deployment.clock.now + INVOCATION if invocation else None
        shop = replace(self.deployment.workshop(pointer=self.mortal), until=until)
        self.running = rebuild(shop, f"process {self.made}")

    @precondition(lambda self: self.running)
    @rule(pieces=st.integers(1, 12))
    def work_on(self, pieces: int) -> None:
        """Unless somebody who is not known to be dead has the work."""
        try:
            for _ in range(pieces):
                if self.running and next(self.running, None) is None:
                    self.running = None
        except (AtWork, TooLarge):
            self.running = None

    @invariant()
    def no_more_is_kept_than_what_is_shown_and_what_is_made(self) -> None:
        assert len(self.deployment.filled()) <= 2

    @precondition(lambda self: self.running)
    @rule(silence=st.sampled_from([timedelta(0), SILENCE, INVOCATION]))
    def kill_it(self, silence: timedelta) -> None:
        """And let a new one find the work at once, or when nothing was heard for a while."""
        self.mortal.dead = True
        with suppress(Killed):
            assert self.running
            self.running.close()  # type: ignore[attr-defined]
        self.running = None
        self.deployment.clock.now += silence

    @precondition(lambda self: self.running)
    @rule()
    def lay_it_down(self) -> None:
        assert self.running
        self.running.close()  # type: ignore[attr-defined]
        self.running = None

    def teardown(self) -> None:
        """Whatever was going on: once it all ended, everything is right, with no rebuild to mend it."""
        while self.running is not None:
            self.work_on(100)
        if self.deployment.pointer.get().job:
            self.deployment.clock.now += SILENCE
            for _ in rebuild(self.deployment.workshop(), "whoever goes on with it"):
                continue
        self.deployment.drain()
        self.deployment.assert_right()


TestRebuilding = pytest.mark.timeout(120)(Rebuilding.TestCase)
TestRebuilding.settings = settings(max_examples=60, stateful_step_count=30)


def killed_in(step: Step, deployment: Deployment, *, until: datetime | None = None) -> None:
    """Let a process begin or go on, and die at the first sign of life in a step."""
    mortal = Mortal(deployment.pointer)
    shop = replace(deployment.workshop(pointer=mortal), until=until)
    working = rebuild(shop, "somebody")
    for progress in working:
        if progress.step is step:
            mortal.dead = True
            with suppress(Killed):
                working.close()
            return


def a_deployment(reports: int) -> Deployment:
    deployment = Deployment()
    for number in range(reports):
        deployment.write(None, a_report(f"{number:03}"))
    deployment.drain()
    return deployment


@pytest.mark.parametrize("step", [Step.LEDGER, Step.ROWS])
def test_however_often_processes_die_over_it_no_more_is_left_than_of_one(step: Step) -> None:
    deployment = a_deployment(reports=5)

    for _ in range(4):
        killed_in(step, deployment)
        deployment.clock.now += SILENCE
        assert len(deployment.filled()) == 2

    for _ in rebuild(deployment.workshop(), "whoever goes on with it"):
        continue
    assert deployment.pointer.get().live == 6
    deployment.assert_right()


@pytest.mark.parametrize("step", [Step.LEDGER, Step.ROWS])
def test_invocations_that_die_over_it_go_on_with_the_same_number(step: Step) -> None:
    deployment = a_deployment(reports=5)

    for _ in range(4):
        killed_in(step, deployment, until=deployment.clock.now + INVOCATION)
        deployment.clock.now += SILENCE
        with pytest.raises(AtWork, match="may write until"):
            killed_in(step, deployment, until=deployment.clock.now + INVOCATION)
        deployment.clock.now += INVOCATION

    last = replace(deployment.workshop(), until=deployment.clock.now + INVOCATION)
    for _ in rebuild(last, "whoever goes on with it"):
        continue
    assert deployment.pointer.get().live == 2
    deployment.assert_right()


class SmallTally(PlainTally):
    """A tally of a function with little memory."""

    def add(self, contributions: Iterable[Contribution]) -> None:
        super().add(contributions)
        raise TooLarge("More than nothing.")


def test_what_is_too_large_for_an_invocation_is_tried_once_and_left_to_the_command() -> None:
    deployment = a_deployment(reports=5)
    over = deployment.clock.now + INVOCATION
    invocation = replace(deployment.workshop(), new_tally=SmallTally, until=over)

    with pytest.raises(TooLarge, match="More than nothing"):
        list(rebuild(invocation, "an invocation"))
    with pytest.raises(TooLarge, match="rows came no further"):
        list(rebuild(invocation, "the next"))
    for _ in rebuild(deployment.workshop(), "the command"):
        continue

    assert deployment.pointer.get().live == 2
    deployment.assert_right()


class LongTally(PlainTally):
    """Two stretches, one of which takes several pieces of work."""

    ROWS = tuple((Row(CURRENT, f"{number:05}"), {SLOT: number}) for number in range(1, 12_004))

    def stretches(self) -> Iterator[Iterator[tuple[Row, Counts]]]:
        yield iter(self.ROWS[:12_000])
        yield iter(self.ROWS[12_000:])


@pytest.mark.parametrize("cursor", ["", "5000", "0:5000"])
def test_rows_are_written_once_however_often_they_are_laid_down(cursor: str) -> None:
    """A number alone is the cursor of a version that wrote them in another order: it says nothing."""
    tables, pointer, batches = InMemoryTables(), InMemoryPointer(), list[list[tuple[Row, Counts]]]()
    pointer.put(replace(Generations(newest=2), job=Job(Step.ROWS, 2, "of before", None, cursor)))

    class Recording(InMemoryBooks):
        def put_rows(self, rows: Iterable[tuple[Row, Counts]]) -> None:
            batches.append(list(rows))

    shop = replace(
        Deployment(tables, pointer).workshop(),
        new_tally=LongTally,
        books=lambda number: Recording(tables, number),
    )
    while (job := pointer.get().job) and job.step is Step.ROWS:
        written = len(batches)
        working = rebuild(shop, "one that has time for one batch")
        while len(batches) == written and next(working).step is Step.ROWS:
            continue
        working.close()

    expected = list(LongTally.ROWS)[5000 if ":" in cursor else 0 :]
    assert [row for batch in batches for row in batch] == expected
    assert len(batches) > 2


class Asked:
    """A source of one sheet for each report, which keeps where it was to go on."""

    def __init__(self, name: str, reports: Sequence[Report]) -> None:
        self.source = Source(name, self._reports)
        self.after: list[str] = []
        self._all = reports

    def _reports(self, after: str) -> Iterator[Sheet[list[Report]]]:
        self.after.append(after)
        for number in range(int(after or 0) + 1, len(self._all) + 1):
            yield Sheet([self._all[number - 1]], str(number) if number < len(self._all) else "")


@pytest.mark.parametrize(("other", "goes_on_after"), [("export", "1"), ("table", "")])
def test_work_that_was_laid_down_goes_on_in_its_source_and_begins_anew_in_another(
    other: str, goes_on_after: str
) -> None:
    deployment = a_deployment(reports=3)
    every = list(deployment.tables.reports)
    first, second = Asked("export", every), Asked(other, every)

    begun = rebuild(replace(deployment.workshop(), source=first.source), "the command")
    next(begun)
    begun.close()
    for _ in rebuild(replace(deployment.workshop(), source=second.source), "another"):
        continue

    assert (first.after, second.after) == ([""], [goes_on_after])
    deployment.assert_right()


def test_reports_that_cannot_be_counted_are_told_and_the_others_are_counted() -> None:
    deployment = Deployment()
    deployment.write(None, a_report("sound"))
    deployment.drain()
    right = deployment.tables.counter(1).counts()
    deployment.tables.reports.put(a_report("unknown", category="unheard_of"))
    deployment.tables.reports.spoilt.add("no report")

    for _ in rebuild(deployment.workshop(), "somebody"):
        continue

    assert sorted(deployment.left_out) == ["no report", "unknown"]
    assert deployment.tables.counter(2).counts() == right
