"""What all `Books` promise: everything is read in sheets, from any cursor; older generations are cleared."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

import pytest

from chalicelib.domain.aggregation import Row, total
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.report import Details, Location, Report
from chalicelib.domain.status import Status
from chalicelib.ports.books import Books, Sheet
from chalicelib.ports.counts import Counted
from tests.builders import a_contribution, a_report
from tests.fakes.books import A_SHEET, InMemoryTables
from tests.integration.stores.conftest import Stores

New = Callable[[], str]
Of = Callable[[int], Books]
T = TypeVar("T")


class Given:
    """Books of any generation, with a way to store reports."""

    def __init__(self, books: Of, put: Callable[[Iterable[Report]], None], sheet: int) -> None:
        self.books, self.put, self.sheet = books, put, sheet


@pytest.fixture(params=["in memory", "real"])
def stored(request: pytest.FixtureRequest) -> Given:
    """The real tables hold other tests' reports and counts too."""
    if request.param == "in memory":
        tables = InMemoryTables()

        def put(reports: Iterable[Report]) -> None:
            for report in reports:
                tables.reports.put(report)

        return Given(tables.books, put, A_SHEET)
    real: Stores = request.getfixturevalue("real")
    return Given(real.books.of_generation, real.books.put_reports, 0)


def whole(sheets: Iterable[Sheet[T]]) -> list[T]:
    return [sheet.items for sheet in sheets]


def test_reports_are_read_whole_and_by_version(stored: Given, new: New) -> None:
    many = [a_report(new()) for _ in range(7)]
    stored.put(many)

    reports = {one.id: one for items in whole(stored.books(1).reports()) for one in items}
    versions = {one: n for items in whole(stored.books(1).versions()) for one, n in items.items()}

    assert [reports[one.id] for one in many] == many
    assert [versions[one.id] for one in many] == [1] * 7


def test_reading_goes_on_behind_a_cursor(stored: Given, new: New) -> None:
    details = Details(description="ą" * 500)
    number = 2 * A_SHEET + 1 if stored.sheet else 2500  # a page of DynamoDB has a megabyte
    stored.put(a_report(new(), details=details) for _ in range(number))
    books = stored.books(1)
    everything = [one.id for items in whole(books.reports()) for one in items]

    first = next(iter(books.reports()))
    rest = [one.id for items in whole(books.reports(first.cursor)) for one in items]

    assert first.cursor
    assert [one.id for one in first.items] + rest == everything
    assert [sheet.cursor for sheet in books.reports()][-1] == ""
    versions = {one for items in whole(books.versions(first.cursor)) for one in items}
    assert versions & set(everything) == set(rest)  # other tests leave rows that are no reports


def test_what_is_gone_is_told(stored: Given, new: New) -> None:
    there, gone = [a_report(new()) for _ in range(150)], [new() for _ in range(150)]
    stored.put(there)

    assert stored.books(1).gone([*(one.id for one in there), *gone]) == set(gone)
    assert stored.books(1).gone([]) == set()


def test_the_ledger_of_each_generation_is_its_own(stored: Given, new: New) -> None:
    one, nothing = Counted(3, a_contribution()), Counted(4, None)
    ids = [new() for _ in range(120)]
    lines = dict.fromkeys(ids, one) | {new(): nothing}
    stored.books(101).put_lines(lines.items())
    stored.books(102).put_lines([(ids[0], nothing)])

    found = {one: line for items in whole(stored.books(101).lines()) for one, line in items.items()}

    assert found == lines
    assert stored.books(101).lines_of([*lines, new()]) == lines
    assert stored.books(102).lines_of(ids) == {ids[0]: nothing}


def test_rows_of_each_generation_are_its_own(stored: Given, place: Location) -> None:
    told_by_month = a_report(category="begging", status=Status.CONFIRMED)
    counts = total([a_contribution(a_report(at=place)), a_contribution(told_by_month)])
    stored.books(103).put_rows(counts.items())
    slot, n = next(iter(counts[Row(CURRENT, a_report(at=place).cell)].items()))
    stored.books(104).put_rows([(Row(CURRENT, a_report(at=place).cell), {slot: n + 1})])

    assert dict(stored.books(103).rows()) == counts
    assert stored.books(103).rows_of([*counts, Row("2001-01", "nowhere")][:-1]) == counts
    assert stored.books(103).rows_of([Row("2001-01", a_report().cell)]) == {}
    assert [dict(found) for _, found in stored.books(104).rows()] == [{slot: n + 1}]


def test_older_generations_are_cleared_and_newer_ones_are_not(stored: Given, new: New) -> None:
    counts, line = total([a_contribution()]), Counted(1, a_contribution())
    for generation in (105, 106, 107):
        stored.books(generation).put_rows(counts.items())
        stored.books(generation).put_lines([(new(), line)])

    cleared = sum(whole(stored.books(106).clear_older()))

    assert cleared >= len(counts) + 1
    assert list(stored.books(105).rows()) == []
    assert [one for items in whole(stored.books(105).lines()) for one in items] == []
    for generation in (106, 107):
        assert dict(stored.books(generation).rows()) == counts
        assert len([one for items in whole(stored.books(generation).lines()) for one in items]) == 1


def test_clearing_goes_on_behind_a_cursor_and_keeps_what_it_is_told_to(stored: Given, new: New) -> None:
    counts, line = total([a_contribution()]), Counted(1, a_contribution())
    for generation in (108, 109):
        stored.books(generation).put_rows(counts.items())
        stored.books(generation).put_lines([(new(), line)])
    pieces, cursor = 0, ""

    while cursor or not pieces:
        cursor = next(iter(stored.books(110).clear_older([108], cursor))).cursor
        pieces += 1

    assert pieces >= 2
    assert list(stored.books(109).rows()) == []
    assert [one for items in whole(stored.books(109).lines()) for one in items] == []
    assert dict(stored.books(108).rows()) == counts
    assert len([one for items in whole(stored.books(108).lines()) for one in items]) == 1


def test_a_row_that_is_no_report_is_named_and_the_others_are_read(real: Stores, new: New) -> None:
    poison, report = new(), a_report(new())
    client = real.client("dynamodb")
    client.put_item(TableName=real.setting("REPORTS_TABLE"), Item={"id": {"S": poison}, "lat": {"N": "52"}})
    real.books.put_reports([report])

    sheets = list(real.books.reports())

    assert poison in {one for sheet in sheets for one in sheet.spoilt}
    assert report in [one for sheet in sheets for one in sheet.items]
    assert poison in {one for sheet in real.books.versions() for one in sheet.spoilt}
    client.delete_item(TableName=real.setting("REPORTS_TABLE"), Key={"id": {"S": poison}})


def test_the_record_of_the_generations_is_no_row(real: Stores) -> None:
    real.pointer.put(real.pointer.get())

    assert list(islice(real.books.of_generation(999).rows(), 1)) == []
    list(real.books.clear_older())
    assert real.pointer.get().version > 0
