"""Reading a report with its tracking token."""

import pytest

from chalicelib.domain.errors import UnknownReport
from chalicelib.domain.merging import merged
from chalicelib.domain.report import Report
from chalicelib.usecases.read_report import read_report
from tests.builders import PLACED, TOKEN, a_report, a_use
from tests.fakes.reports import InMemoryReports


def stored(*many: Report) -> InMemoryReports:
    reports = InMemoryReports()
    for report in many:
        reports.add(report, a_use(report.id), None)
    return reports


def refused(report_id: str, token: str, reports: InMemoryReports) -> str:
    with pytest.raises(UnknownReport) as refusal:
        read_report(report_id, token, reports)
    return str(refusal.value)


def test_a_report_is_shown_to_who_holds_its_token_and_nobody_learns_which_ids_exist() -> None:
    report = a_report()
    reports = stored(report)

    assert read_report(report.id, TOKEN, reports) == (report, None)
    assert refused(report.id, "another token", reports) == refused("no such id", TOKEN, reports)


def test_a_merged_report_is_shown_with_the_main_one() -> None:
    duplicate, main = merged(a_report(), a_report("main"), PLACED, by="officer@1261")

    assert read_report(duplicate.id, TOKEN, stored(duplicate, main)) == (duplicate, main)
