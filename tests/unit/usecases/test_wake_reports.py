"""What the schedule does to stored reports: each thing once, whatever is late, spoilt or in between."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.deadline import Call
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy, MalformedRow, StaleVersion
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import public_until
from chalicelib.usecases.wake_reports import HIDDEN, MOST_BUSY, wake_reports
from tests.builders import PLACED, a_report, a_use, moved, promised
from tests.fakes.reports import InMemoryReports

READ_BY = promised().read_by
LONG_AFTER = PLACED + timedelta(days=100)


def stored(*many: Report) -> InMemoryReports:
    reports = InMemoryReports()
    for report in many:
        reports.add(report, a_use(), None)
    return reports


def woken(now: datetime, reports: InMemoryReports) -> dict[str, int]:
    """Return what one run did; no row is spoilt."""

    def none(report_id: str, reason: str) -> None:
        raise AssertionError((report_id, reason))

    return dict(wake_reports(now, reports, none))


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.ELIMINATED])
def test_a_report_is_hidden_when_its_public_time_is_over_and_not_before(status: Status) -> None:
    report = a_report(status=status)
    reports = stored(report)
    end = public_until(status, report.changed_at)
    assert end

    assert woken(end - timedelta(milliseconds=1), reports) == {}
    assert not reports.get(report.id).hidden
    assert woken(end, reports) == {HIDDEN: 1}
    assert reports.get(report.id) == report.concealed()
    assert woken(end, reports) == {}


@given(st.sampled_from(Status), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_only_what_is_due_is_hidden(status: Status, passed: timedelta) -> None:
    report = a_report(status=status, deadlines=promised())
    reports = stored(report)
    now = report.changed_at + passed

    woken(now, reports)

    end = public_until(status, report.changed_at)
    assert reports.get(report.id).hidden == (end is not None and end <= now)


def test_a_neglected_report_is_called_for_three_times_and_never_again() -> None:
    reports = stored(a_report(deadlines=promised()))

    calls = {}
    for hour in range(24 * 30):
        for name in woken(PLACED + timedelta(hours=hour), reports):
            assert name not in calls
            calls[name] = hour

    assert calls == {"reminder": 2 * 24, "escalated_local": 3 * 24, "escalated_garrison": 5 * 24}


def test_a_report_that_is_taken_up_and_verified_in_time_is_never_called_for() -> None:
    report = a_report(deadlines=promised())
    reports = stored(report)

    reports.replace(moved(report, Status.UNDER_VERIFICATION))
    assert woken(READ_BY, reports) == {}
    reports.replace(moved(reports.get(report.id), Status.CONFIRMED))

    assert woken(LONG_AFTER, reports) == {}


def test_the_deadline_of_verifying_has_calls_of_its_own() -> None:
    report = a_report(deadlines=promised())
    reports = stored(report)
    woken(READ_BY - timedelta(hours=1), reports)
    reports.replace(moved(reports.get(report.id), Status.UNDER_VERIFICATION))

    assert woken(promised().verify_by - timedelta(hours=1), reports) == {"reminder": 1}


def test_a_unit_that_takes_over_is_called_anew() -> None:
    report = a_report(deadlines=promised())
    reports = stored(report)
    woken(READ_BY, reports)
    called = reports.get(report.id)
    reports.replace(called.handed_over("1206", "Druga strona drogi", READ_BY, routed_by="hand"))

    assert woken(READ_BY, reports) == {"escalated_local": 1}


def test_after_a_standstill_nobody_is_reminded_of_what_is_late_and_both_coordinators_hear_of_it() -> None:
    reports = stored(a_report(deadlines=promised()))

    assert woken(LONG_AFTER, reports) == {"escalated_local": 1}
    assert woken(LONG_AFTER, reports) == {"escalated_garrison": 1}
    assert woken(LONG_AFTER, reports) == {}


def test_a_clock_that_jumps_back_calls_nobody_twice() -> None:
    reports = stored(a_report(deadlines=promised()))

    woken(READ_BY, reports)

    assert woken(READ_BY - timedelta(hours=3), reports) == {}
    assert woken(READ_BY, reports) == {}


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=20)), max_size=12))
def test_whenever_the_schedule_runs_each_call_is_made_once_at_most_and_in_order(
    runs: list[timedelta],
) -> None:
    reports = stored(a_report(deadlines=promised()))

    made = [name for passed in runs for name in woken(PLACED + passed, reports)]

    assert made == sorted(set(made), key=[call.value for call in Call].index)


class LateIndex(InMemoryReports):
    """A store whose index is behind: it names reports that are no longer due."""

    def __init__(self, *named: Report) -> None:
        super().__init__()
        self.named = [report.id for report in named]

    def due_to_wake(self, now: datetime) -> list[str]:
        return self.named


@pytest.mark.parametrize("status", [Status.NEW, Status.CONFIRMED, Status.UNCONFIRMED])
def test_what_an_index_names_too_late_is_looked_at_again(status: Status) -> None:
    report = a_report(status=status, deadlines=promised())
    hidden = a_report("hidden", status=Status.ELIMINATED).concealed()
    reports = LateIndex(report, hidden)
    for one in (report, hidden):
        reports.add(one, a_use(), None)

    assert woken(report.changed_at + timedelta(days=1), reports) == {}

    assert reports.get(report.id) == report
    assert reports.get(hidden.id) == hidden


class ChangedMeanwhile(InMemoryReports):
    """A store in which another writer is always a little faster."""

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        raise StaleVersion


def test_a_report_that_somebody_changes_meanwhile_is_left_alone() -> None:
    reports = ChangedMeanwhile()
    for n in range(2):
        reports.add(a_report(str(n), status=Status.UNCONFIRMED), a_use(), None)

    assert woken(LONG_AFTER, reports) == {}


class Held(InMemoryReports):
    """A store that cannot write some rows now."""

    def __init__(self, *held: str) -> None:
        super().__init__()
        self.held = set(held)
        self.refused: list[str] = []

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        found = self.held & {report.id for report in reports}
        if found:
            self.refused += found
            raise Busy("Another request holds the same row.")
        super().replace(*reports, deed=deed)


def test_a_row_that_cannot_be_written_now_keeps_no_other_waiting_and_is_told_at_the_end() -> None:
    reports = Held("0", "2")
    for n in range(4):
        reports.add(a_report(str(n), status=Status.UNCONFIRMED), a_use(str(n)), None)

    with pytest.raises(Busy, match="2 reports"):
        woken(LONG_AFTER, reports)
    hidden = [report.id for report in reports if report.hidden]
    reports.held.clear()

    assert hidden == ["1", "3"]
    assert woken(LONG_AFTER, reports) == {HIDDEN: 2}


def test_a_table_that_takes_no_writes_is_left_alone_soon() -> None:
    names = [str(n) for n in range(3 * MOST_BUSY)]
    reports = Held(*names)
    for name in names:
        reports.add(a_report(name, status=Status.UNCONFIRMED), a_use(name), None)

    with pytest.raises(Busy):
        woken(LONG_AFTER, reports)

    assert len(reports.refused) == MOST_BUSY


class Spoilt(InMemoryReports):
    """A store in which one row is no report and another is gone, though the index names both."""

    def due_to_wake(self, now: datetime) -> list[str]:
        return [*({"spoilt"} - self._asleep), "gone", *super().due_to_wake(now)]

    def get(self, report_id: str) -> Report:
        if report_id == "spoilt":
            raise MalformedRow("The row is no report.")
        return super().get(report_id)


def test_a_row_that_is_no_report_is_set_aside_once_and_keeps_no_other_waiting() -> None:
    report = a_report(status=Status.UNCONFIRMED)
    reports = Spoilt()
    reports.add(report, a_use(), None)
    aside: list[tuple[str, str]] = []

    for _ in range(3):
        wake_reports(LONG_AFTER, reports, lambda report_id, reason: aside.append((report_id, reason)))

    assert aside == [("spoilt", "The row is no report.")]
    assert reports.get(report.id).hidden


def test_a_row_that_could_not_be_set_aside_is_found_again() -> None:
    reports = Spoilt()

    def failing(report_id: str, reason: str) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        wake_reports(LONG_AFTER, reports, failing)

    assert "spoilt" in reports.due_to_wake(LONG_AFTER)
