"""What every `Reports` promises of a work list: newest first, each report once, pages of one price."""

from collections.abc import Callable
from datetime import timedelta

from chalicelib.domain.status import Status
from chalicelib.ports import Page, Place, Reports
from tests.builders import PLACED, a_report, a_use
from tests.integration.stores.conftest import Stores

New = Callable[[], str]
OPEN = {Status.NEW}
SIZE = 3


def filled(reports: Reports, new: New, statuses: list[Status]) -> tuple[str, list[str]]:
    """Return a unit of its own and the ids of its reports, a minute and a status each, oldest first."""
    unit, ids = new(), []
    for n, status in enumerate(statuses):
        report = a_report(new(), unit=unit, placed=PLACED + timedelta(minutes=n), status=status)
        reports.add(report, a_use(new()), None)
        ids.append(report.id)
    return unit, ids


def pages(reports: Reports, unit: str, statuses: set[Status]) -> list[Page]:
    """Return all pages of a list."""
    found = [reports.page_of_unit(unit, statuses, None, SIZE)]
    while found[-1].next and len(found) < 20:
        found.append(reports.page_of_unit(unit, statuses, found[-1].next, SIZE))
    return found


def test_pages_hold_every_report_once_from_the_newest_to_the_oldest(reports: Reports, new: New) -> None:
    unit, ids = filled(reports, new, [Status.NEW] * 7)

    seen = [line.id for page in pages(reports, unit, OPEN) for line in page.reports]

    assert seen == ids[::-1]


def test_a_page_looks_at_no_more_than_its_size_whatever_is_wanted(reports: Reports, new: New) -> None:
    unit, ids = filled(reports, new, [Status.NEW, *[Status.UNCONFIRMED] * 5])

    found = pages(reports, unit, OPEN)

    assert found[0].reports == ()
    assert found[0].next
    assert [line.id for page in found for line in page.reports] == ids[:1]


def test_a_line_is_what_the_report_says(reports: Reports, new: New) -> None:
    unit, (report_id,) = filled(reports, new, [Status.CONFIRMED])

    (line,) = reports.page_of_unit(unit, set(Status), None, SIZE).reports

    report = reports.get(report_id)
    assert (line.id, line.category, line.status) == (report.id, report.category, report.status)
    assert (line.created_at, line.cell) == (report.created_at, report.cell)
    assert (line.unit, line.version) == (unit, report.version)


def test_a_place_that_no_report_stands_at_is_a_beginning_like_any_other(reports: Reports, new: New) -> None:
    unit, ids = filled(reports, new, [Status.NEW] * 3)
    between = Place(PLACED + timedelta(minutes=1, seconds=30), new())

    page = reports.page_of_unit(unit, OPEN, between, SIZE)

    assert [line.id for line in page.reports] == ids[1::-1]


def test_a_unit_without_reports_has_an_empty_list(reports: Reports, new: New) -> None:
    assert reports.page_of_unit(new(), OPEN, None, SIZE) == Page((), None)


def test_a_page_is_one_request_whatever_the_unit_has_and_whatever_is_wanted(real: Stores, new: New) -> None:
    unit, _ = filled(real.reports, new, [Status.NEW, *[Status.UNCONFIRMED] * 8])

    for wanted in (OPEN, set(Status)):
        real.relay.noted()
        real.reports.page_of_unit(unit, wanted, None, SIZE)
        ((operation, body),) = real.relay.noted()
        assert (operation, body["Limit"], body["IndexName"]) == ("Query", SIZE, "by_unit")
