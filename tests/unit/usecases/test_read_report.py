"""Reading a report with its tracking token."""

import pytest

from chalicelib.domain.errors import UnknownReport
from chalicelib.domain.merging import merged
from chalicelib.domain.report import Report
from chalicelib.usecases.read_report import read_report
from tests.builders import PLACED, TOKEN, a_catalogue, a_report, a_use
from tests.fakes.reports import InMemoryReports


def stored(*many: Report) -> InMemoryReports:
    reports = InMemoryReports()
    for report in many:
        reports.add(report, a_use(report.id), None)
    return reports


def refused(report_id: str, token: str, reports: InMemoryReports) -> str:
    with pytest.raises(UnknownReport) as refusal:
        read_report(report_id, token, reports, a_catalogue())
    return str(refusal.value)


def test_a_report_is_shown_to_who_holds_its_token_and_nobody_learns_which_ids_exist() -> None:
    report = a_report()
    reports = stored(report)

    assert read_report(report.id, TOKEN, reports, a_catalogue()) == (report, None)
    assert refused(report.id, "another token", reports) == refused("no such id", TOKEN, reports)


def test_a_merged_report_is_shown_with_the_main_one() -> None:
    duplicate, main = merged(a_report(), a_report("main"), PLACED, by="officer@1261")

    assert read_report(duplicate.id, TOKEN, stored(duplicate, main), a_catalogue()) == (duplicate, main)


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("drug_use", "drug_use"),
        ("begging", "begging"),
        ("dangerous_entertainment", "dangerous_entertainment"),
        ("animal_cruelty", "stray_dogs"),
        ("stray_dogs", "animal_cruelty"),
    ],
)
def test_nobody_learns_by_an_own_report_of_another_that_is_not_public_when_placed(
    own: str, other: str
) -> None:
    two = a_report(category=own), a_report("main", category=other)
    duplicate, main = merged(*two, PLACED, by="officer@1261")

    assert read_report(duplicate.id, TOKEN, stored(duplicate, main), a_catalogue()) == (duplicate, None)
