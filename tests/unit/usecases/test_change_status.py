"""Moves of stored reports, and reading them with a token."""

from datetime import timedelta

import pytest

from chalicelib.domain.errors import IllegalMove, StaleVersion, UnknownReport
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.usecases.change_status import change_status
from chalicelib.usecases.read_report import read_report
from tests.builders import PLACED, TOKEN, a_report, a_use
from tests.fakes import InMemoryReports


def stored(*many: Report) -> InMemoryReports:
    reports = InMemoryReports()
    for report in many:
        reports.add(report, a_use(), None)
    return reports


def test_a_move_is_stored() -> None:
    report = a_report()
    reports = stored(report)

    moved = change_status(report, Status.UNDER_VERIFICATION, PLACED + timedelta(days=1), reports)

    assert reports.get(report.id) == moved
    assert (moved.status, moved.version) == (Status.UNDER_VERIFICATION, 2)


def test_a_move_of_what_somebody_changed_meanwhile_is_refused() -> None:
    report = a_report(status=Status.CONFIRMED)
    reports = stored(report)
    change_status(report, Status.FORWARDED, PLACED + timedelta(days=1), reports, note="Do zarządcy")

    with pytest.raises(StaleVersion):
        change_status(report, Status.ELIMINATED, PLACED + timedelta(days=1), reports)

    assert reports.get(report.id).status is Status.FORWARDED


def test_an_illegal_move_stores_nothing() -> None:
    report = a_report()
    reports = stored(report)

    with pytest.raises(IllegalMove):
        change_status(report, Status.ELIMINATED, PLACED, reports)

    assert reports.get(report.id) == report


def refused(report_id: str, token: str, reports: InMemoryReports) -> str:
    with pytest.raises(UnknownReport) as refusal:
        read_report(report_id, token, reports)
    return str(refusal.value)


def test_a_report_is_shown_to_who_holds_its_token_and_nobody_learns_which_ids_exist() -> None:
    report = a_report()
    reports = stored(report)

    assert read_report(report.id, TOKEN, reports) == (report, None)
    assert refused(report.id, "another token", reports) == refused("no such id", TOKEN, reports)
