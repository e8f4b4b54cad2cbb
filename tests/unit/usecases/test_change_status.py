"""Moves of stored reports, and the end of their public time."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import IllegalMove, MalformedRow, StaleVersion, UnknownReport
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import public_until
from chalicelib.usecases.change_status import change_status, end_visibility
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


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.ELIMINATED])
def test_a_report_is_hidden_when_its_public_time_is_over_and_not_before(status: Status) -> None:
    report = a_report(status=status)
    reports = stored(report)
    end = public_until(status, report.changed_at)
    assert end

    assert end_visibility(end - timedelta(milliseconds=1), reports) == 0
    assert not reports.get(report.id).hidden
    assert end_visibility(end, reports) == 1
    assert reports.get(report.id) == report.concealed()
    assert end_visibility(end, reports) == 0


@given(st.sampled_from(Status), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_only_what_is_due_is_hidden(status: Status, passed: timedelta) -> None:
    report = a_report(status=status)
    reports = stored(report)
    now = report.changed_at + passed

    end_visibility(now, reports)

    end = public_until(status, report.changed_at)
    assert reports.get(report.id).hidden == (end is not None and end <= now)


class LateIndex(InMemoryReports):
    """A store whose index is behind: it names reports that are no longer due."""

    def __init__(self, *named: Report) -> None:
        super().__init__()
        self.named = [report.id for report in named]

    def due_to_hide(self, now: datetime) -> list[str]:
        return self.named


@pytest.mark.parametrize("status", [Status.NEW, Status.CONFIRMED, Status.UNCONFIRMED])
def test_what_an_index_names_too_late_is_looked_at_again(status: Status) -> None:
    report = a_report(status=status)
    hidden = a_report("hidden", status=Status.ELIMINATED).concealed()
    reports = LateIndex(report, hidden)
    for one in (report, hidden):
        reports.add(one, a_use(), None)

    assert end_visibility(report.changed_at + timedelta(days=1), reports) == 0

    assert reports.get(report.id) == report
    assert reports.get(hidden.id) == hidden


class ChangedMeanwhile(InMemoryReports):
    """A store in which another writer is always a little faster."""

    def replace(self, report: Report) -> None:
        raise StaleVersion


def test_a_report_that_somebody_changes_meanwhile_is_left_alone() -> None:
    reports = ChangedMeanwhile()
    for n in range(2):
        reports.add(a_report(str(n), status=Status.UNCONFIRMED), a_use(), None)

    assert end_visibility(PLACED + timedelta(days=100), reports) == 0


class Spoilt(InMemoryReports):
    """A store in which one row is no report and another is gone, though the index names both."""

    def due_to_hide(self, now: datetime) -> list[str]:
        return ["spoilt", "gone", *super().due_to_hide(now)]

    def get(self, report_id: str) -> Report:
        if report_id == "spoilt":
            raise MalformedRow("The row is no report.")
        return super().get(report_id)


def test_a_row_that_is_no_report_is_reported_and_keeps_no_other_shown() -> None:
    report = a_report(status=Status.UNCONFIRMED)
    reports = Spoilt()
    reports.add(report, a_use(), None)

    with pytest.raises(MalformedRow):
        end_visibility(PLACED + timedelta(days=100), reports)

    assert reports.get(report.id).hidden


def refused(report_id: str, token: str, reports: InMemoryReports) -> str:
    with pytest.raises(UnknownReport) as refusal:
        read_report(report_id, token, reports)
    return str(refusal.value)


def test_a_report_is_shown_to_who_holds_its_token_and_nobody_learns_which_ids_exist() -> None:
    report = a_report()
    reports = stored(report)

    assert read_report(report.id, TOKEN, reports) == report
    assert refused(report.id, "another token", reports) == refused("no such id", TOKEN, reports)
