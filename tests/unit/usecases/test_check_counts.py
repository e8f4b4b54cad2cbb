"""The check tells every difference and no other, though reports change while it reads."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from chalicelib.domain.aggregation import Row
from chalicelib.domain.change import Change
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.ports.counts import NOT_COUNTED, Counted
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.check_counts import LOOKS, Difference, Retired, Review, check
from tests.builders import THIS_MONTH, WARSAW, a_catalogue, a_contribution, a_report, moved
from tests.fakes.books import InMemoryTables, PlainTally
from tests.fakes.counts import InMemoryCounter

CATALOGUE = a_catalogue()
REPORTS = [a_report(f"{n:03}") for n in range(5)] + [
    a_report("005", at=WARSAW, category="begging", status=Status.CONFIRMED),
    a_report("006", category="drug_use"),
]
CELL = REPORTS[0].cell


def stored(*reports: Report) -> tuple[InMemoryTables, InMemoryCounter]:
    """Return tables that hold reports, counted right."""
    tables = InMemoryTables()
    for report in reports:
        tables.reports.put(report)
        aggregate_cells(Change(None, report), CATALOGUE, [tables.counter(1)], lambda _: None, THIS_MONTH)
    return tables, tables.counter(1)


def review_of(tables: InMemoryTables, meanwhile: Callable[[], None] = lambda: None) -> Review:
    return Review(
        books=tables.books(1),
        reports=tables.reports,
        catalogue=CATALOGUE,
        new_tally=PlainTally,
        pause=lambda _: meanwhile(),
        is_counted=lambda: True,
        say=lambda _: None,
    )


def differences(tables: InMemoryTables, meanwhile: Callable[[], None] = lambda: None) -> list[Difference]:
    return list(check(review_of(tables, meanwhile)))


def places(found: list[Difference]) -> list[str]:
    return [one.where for one in found]


def test_right_counts_have_no_differences() -> None:
    tables, _ = stored(*REPORTS)

    assert differences(tables) == []
    assert differences(InMemoryTables()) == []


def test_a_row_that_counts_too_much_is_told_with_both_numbers() -> None:
    tables, counter = stored(*REPORTS)
    slot = a_contribution(REPORTS[0]).slot
    counter.rows[Row(CURRENT, CELL)][slot] += 1

    assert differences(tables) == [Difference(f"row current {CELL}", {slot: 6}, {slot: 5})]


def test_rows_that_are_missing_and_rows_that_nobody_fills_are_told() -> None:
    tables, counter = stored(*REPORTS)
    row = counter.rows.pop(Row("2026-03", CELL))
    counter.rows[Row("2025-03", CELL)] = row

    assert sorted(places(differences(tables))) == [f"row 2025-03 {CELL}", f"row 2026-03 {CELL}"]


def test_a_report_that_was_never_counted_is_told() -> None:
    tables, _ = stored(*REPORTS)
    tables.reports.put(a_report("lost"))

    (found,) = differences(tables)

    assert (found.where, found.found) == ("ledger lost", NOT_COUNTED)


def test_a_move_that_was_never_counted_is_told() -> None:
    tables, _ = stored(*REPORTS)
    tables.reports.put(moved(REPORTS[3], Status.UNDER_VERIFICATION))

    assert places(differences(tables)) == ["ledger 003"]


def test_a_report_that_is_gone_and_still_counted_is_told() -> None:
    tables, _ = stored(*REPORTS)
    tables.reports.delete("002")

    (found,) = differences(tables)

    assert (found.where, found.wanted) == ("ledger 002", Counted(1, None))


def test_reports_that_cannot_be_counted_are_told_though_nobody_knows_what_they_should_count() -> None:
    tables, _ = stored(*REPORTS)
    tables.reports.spoilt |= {"002", "no report"}
    tables.reports.put(a_report("unknown", category="unheard_of"))

    found = differences(tables)

    assert places(found) == ["report 002", "report no report", "report unknown"]
    assert not any(one.certain for one in found)


@pytest.mark.parametrize("wrong", ["line", "row"])
def test_a_check_during_which_its_generation_is_retired_tells_nothing_untrue(wrong: str) -> None:
    tables, counter = stored(*REPORTS)
    retired = threading.Event()
    if wrong == "line":
        tables.reports.put(a_report("lost"))
    else:
        counter.rows[Row(CURRENT, CELL)][a_contribution(REPORTS[0]).slot] += 1

    def rebuilt() -> None:
        retired.set()
        counter.ledger.clear()

    review = replace(review_of(tables, rebuilt), is_counted=lambda: not retired.is_set())
    found: list[Difference] = []
    with pytest.raises(Retired):
        found.extend(check(review))

    assert found == []


def late(tables: InMemoryTables, looks: int) -> Callable[[], None]:
    """Return what happens between looks: changes are counted after so many of them."""
    before, after = REPORTS[3], moved(REPORTS[3], Status.UNDER_VERIFICATION)
    tables.reports.put(after)
    tables.reports.delete("001")
    tables.reports.put(a_report("new"))
    changes = [Change(before, after), Change(REPORTS[1], None), Change(None, a_report("new"))]

    def meanwhile() -> Iterator[None]:
        for _ in range(looks - 1):
            yield
        for change in changes:
            aggregate_cells(change, CATALOGUE, [tables.counter(1)], lambda _: None, THIS_MONTH)
        while True:
            yield

    steps = meanwhile()
    return lambda: next(steps)


def test_what_the_stream_brings_while_the_check_looks_again_is_no_difference() -> None:
    tables, _ = stored(*REPORTS)

    assert differences(tables, late(tables, LOOKS - 1)) == []


def test_what_the_stream_does_not_bring_in_time_is_a_difference() -> None:
    tables, _ = stored(*REPORTS)

    assert places(differences(tables, late(tables, LOOKS + 1))) == ["ledger 001", "ledger 003", "ledger new"]


def test_a_wrong_row_is_told_though_others_move_all_the_time() -> None:
    tables, counter = stored(*REPORTS)
    warsaw = a_report("busy", at=WARSAW)
    tables.reports.put(warsaw)
    aggregate_cells(Change(None, warsaw), CATALOGUE, [counter], lambda _: None, THIS_MONTH)
    slot = a_contribution(REPORTS[0]).slot
    counter.rows[Row(CURRENT, CELL)][slot] += 1

    def busy() -> None:
        before = tables.reports.get("busy")
        after = before.noted("Sprawdzone", before.changed_at, by="officer@1261")
        tables.reports.put(after)
        aggregate_cells(Change(before, after), CATALOGUE, [counter], lambda _: None, THIS_MONTH)

    assert places(differences(tables, busy)) == [f"row current {CELL}"]


class Restless(InMemoryTables):
    """Tables in which a row moves between any two readings of it."""

    def books(self, generation: int):  # type: ignore[no-untyped-def]
        books, counter = super().books(generation), self.counter(generation)
        read = books.rows_of

        def moving(rows):  # type: ignore[no-untyped-def]
            slot = a_contribution(REPORTS[0]).slot
            counter.rows[Row(CURRENT, CELL)][slot] += 1
            return read(rows)

        books.rows_of = moving  # type: ignore[method-assign]
        return books


def test_a_row_that_never_stands_still_is_not_called_right() -> None:
    tables, counter = stored(*REPORTS)
    restless = Restless()
    restless.reports, restless.generations = tables.reports, tables.generations
    counter.rows[Row(CURRENT, CELL)][a_contribution(REPORTS[0]).slot] += 1

    (found,) = differences(restless)

    assert (found.where, found.certain) == (f"row current {CELL}", False)
