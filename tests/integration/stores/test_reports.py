"""What every `Reports` promises: all or nothing, once for each key, within the quota, never over a change."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.deadline import Call
from chalicelib.domain.errors import QuotaExceeded, StaleVersion, UnknownReport
from chalicelib.domain.merging import merged
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Details, PartOfDay, Report, Weekday
from chalicelib.domain.statistics import case_of
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import public_until
from chalicelib.ports.reports import Repeated, Reports
from tests.builders import PLACED, a_report, a_use, an_answer, promised
from tests.integration.stores.conftest import fresh_unit
from tests.strategies import lives

New = Callable[[], str]
EVERYTHING = Details(
    description="Pod sklepem „U Zenka” — co piątek,\npo 22:00 🍺",
    occurred_at=datetime(2026, 3, 13, 22, 30, 0, 125000, tzinfo=UTC),
    part_of_day=PartOfDay.NIGHT,
    weekdays=(Weekday.FRIDAY, Weekday.SATURDAY),
)


def test_a_report_is_read_as_it_was_written(reports: Reports, new: New) -> None:
    report = a_report(new(), details=EVERYTHING)

    reports.add(report, a_use(new()), None)

    assert reports.get(report.id) == report


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives())
def test_every_version_of_any_report_is_read_as_it_was_written(
    reports: Reports, new: New, life: list[Report]
) -> None:
    name = new()
    first, *later = (replace(version, id=name) for version in life)
    reports.add(first, a_use(new()), None)

    assert reports.get(name) == first
    for version in later:
        reports.replace(version)
        assert reports.get(name) == version


def test_an_unknown_id_has_no_report(reports: Reports, new: New) -> None:
    with pytest.raises(UnknownReport):
        reports.get(new())


def test_a_repeated_key_brings_back_the_first_answer_and_writes_nothing(reports: Reports, new: New) -> None:
    first, second = a_report(new()), a_report(new())
    key, origin = new(), new()
    answer = an_answer(key, report=first)
    reports.add(first, a_use(origin, quota=Quota(1, 1)), answer)

    for body in ("body", "another body"):
        with pytest.raises(Repeated) as repeat:
            reports.add(second, a_use(new()), an_answer(key, body=body, report=second))
        assert repeat.value.first == answer

    with pytest.raises(Repeated):  # though the quota is used up as well
        reports.add(second, a_use(origin, quota=Quota(1, 1)), an_answer(key, report=second))
    with pytest.raises(UnknownReport):
        reports.get(second.id)


@pytest.mark.parametrize(("hours", "repeats"), [(23, True), (25, False)])
def test_a_key_is_kept_for_a_day(reports: Reports, new: New, hours: int, repeats: bool) -> None:
    key = new()
    first = a_report(new())
    second = a_report(new(), placed=PLACED + timedelta(hours=hours))
    reports.add(first, a_use(new()), an_answer(key, report=first))

    if repeats:
        with pytest.raises(Repeated):
            reports.add(second, a_use(new()), an_answer(key, report=second))
    else:
        reports.add(second, a_use(new()), an_answer(key, report=second))
        assert reports.get(second.id) == second


def test_a_quota_in_one_place_leaves_other_places_and_other_origins_alone(reports: Reports, new: New) -> None:
    origin, quota = new(), Quota(2, 10)
    for _ in range(2):
        reports.add(a_report(new()), a_use(origin, place="here", quota=quota), None)
    refused = a_report(new())

    with pytest.raises(QuotaExceeded, match="place"):
        reports.add(refused, a_use(origin, place="here", quota=quota), None)
    reports.add(a_report(new()), a_use(origin, place="there", quota=quota), None)
    reports.add(a_report(new()), a_use(new(), place="here", quota=quota), None)

    with pytest.raises(UnknownReport):
        reports.get(refused.id)


def test_a_quota_in_all_is_used_up_by_any_place_until_the_next_day(reports: Reports, new: New) -> None:
    origin, quota = new(), Quota(1, 2)
    for where in ("here", "there"):
        reports.add(a_report(new()), a_use(origin, place=where, quota=quota), None)
    tomorrow = a_report(new(), placed=PLACED + timedelta(days=1))

    with pytest.raises(QuotaExceeded, match="network"):
        reports.add(a_report(new()), a_use(origin, place="elsewhere", quota=quota), None)
    reports.add(tomorrow, a_use(origin, place="here", quota=quota), None)

    assert reports.get(tomorrow.id) == tomorrow


def test_a_use_without_a_place_counts_in_all_alone(reports: Reports, new: New) -> None:
    origin, quota = new(), Quota(1, 2)
    for _ in range(2):
        reports.add(a_report(new()), a_use(origin, place=None, quota=quota), None)

    with pytest.raises(QuotaExceeded, match="network"):
        reports.add(a_report(new()), a_use(origin, place=None, quota=quota), None)


def test_a_refused_report_uses_nothing_up(reports: Reports, new: New) -> None:
    origin, key = new(), new()
    full = new()
    reports.add(a_report(new()), a_use(full, quota=Quota(1, 1)), None)
    refused, accepted = a_report(new()), a_report(new())

    with pytest.raises(QuotaExceeded):
        reports.add(
            refused, a_use(full, place="elsewhere", quota=Quota(1, 1)), an_answer(key, report=refused)
        )
    reports.add(accepted, a_use(origin, quota=Quota(1, 1)), an_answer(key, report=accepted))

    assert reports.get(accepted.id) == accepted


def test_only_the_next_version_replaces_a_report(reports: Reports, new: New) -> None:
    first = a_report(new())
    second = first.moved(Status.UNDER_VERIFICATION, PLACED)
    third = second.moved(Status.CONFIRMED, PLACED)
    reports.add(first, a_use(new()), None)

    for wrong in (first, third):
        with pytest.raises(StaleVersion):
            reports.replace(wrong)
    reports.replace(second)
    with pytest.raises(StaleVersion):
        reports.replace(second)

    assert reports.get(first.id) == second


def test_what_was_never_added_is_not_replaced(reports: Reports, new: New) -> None:
    report = a_report(new(), status=Status.UNDER_VERIFICATION)

    with pytest.raises(StaleVersion):
        reports.replace(report)
    with pytest.raises(UnknownReport):
        reports.get(report.id)


def due(reports: Reports, now: datetime, among: Iterable[Report]) -> set[str]:
    ids = {report.id for report in among}
    return ids & set(reports.due_to_wake(now))


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.ELIMINATED])
def test_a_report_is_due_from_the_end_of_its_public_time_until_it_is_hidden(
    reports: Reports, new: New, status: Status
) -> None:
    report = a_report(new(), status=status)
    reports.add(report, a_use(new()), None)
    end = public_until(status, report.changed_at)
    assert end

    assert due(reports, end - timedelta(milliseconds=1), [report]) == set()
    for late in (timedelta(0), timedelta(hours=3), timedelta(days=1), timedelta(days=3000)):
        assert due(reports, end + late, [report]) == {report.id}
    reports.replace(report.concealed())
    assert due(reports, end + timedelta(days=1), [report]) == set()


def test_a_report_is_due_from_each_call_about_its_deadline_until_the_call_was_made(
    reports: Reports, new: New
) -> None:
    report = a_report(new(), deadlines=promised())
    reports.add(report, a_use(new()), None)

    for call in Call:
        moment = promised().call_at(call, promised().read_by)
        assert due(reports, moment - timedelta(milliseconds=1), [report]) == set()
        assert due(reports, moment, [report]) == {report.id}
        reports.replace(reports.get(report.id).called_for(call))
    assert due(reports, PLACED + timedelta(days=3000), [report]) == set()


def test_a_report_that_was_let_sleep_is_due_again_when_it_is_written_again(
    reports: Reports, new: New
) -> None:
    report = a_report(new(), deadlines=promised())
    reports.add(report, a_use(new()), None)
    late = PLACED + timedelta(days=100)

    for _ in range(2):
        reports.let_sleep(report.id)
        assert due(reports, late, [report]) == set()
    assert reports.get(report.id) == report
    reports.replace(report.moved(Status.UNDER_VERIFICATION, PLACED))

    assert due(reports, late, [report]) == {report.id}


def test_what_has_no_end_is_never_due(reports: Reports, new: New) -> None:
    ends = {Status.UNCONFIRMED, Status.ELIMINATED}
    others = [a_report(new(), status=status) for status in Status if status not in ends]
    for report in others:
        reports.add(report, a_use(new()), None)

    assert due(reports, PLACED + timedelta(days=39), others) == set()


def test_reports_in_a_status_are_found_whoever_has_them(reports: Reports, new: New) -> None:
    first, second, closed = (
        a_report(new(), unit=fresh_unit(), status=status)
        for status in (Status.CONFIRMED, Status.FORWARDED, Status.ELIMINATED)
    )
    for report in (first, second, closed):
        reports.add(report, a_use(new()), None)

    found = list(reports.in_statuses({Status.CONFIRMED, Status.FORWARDED}))

    assert {first.id, second.id} <= set(found)
    assert closed.id not in found
    assert len(set(found)) == len(found)


def test_open_reports_are_found_by_kind_and_cell_the_newest_first(reports: Reports, new: New) -> None:
    category = new()
    open_ones = [
        a_report(new(), category=category, placed=PLACED + timedelta(hours=n), status=status)
        for n, status in enumerate([Status.NEW, Status.CONFIRMED, Status.FORWARDED])
    ]
    closed = a_report(new(), category=category, status=Status.ELIMINATED)
    other_kind = a_report(new(), category=new())
    for report in (*open_ones, closed, other_kind):
        reports.add(report, a_use(new()), None)
    main, duplicate = open_ones[1], open_ones[0]

    found = [line.id for line in reports.open_in(category, [main.cell], 5)]
    newest = [line.id for line in reports.open_in(category, [main.cell], 1)]
    reports.replace(*merged(duplicate, main, PLACED + timedelta(days=1), by="officer@1261"))

    assert found == [report.id for report in reversed(open_ones)]
    assert newest == found[:1]
    assert [line.id for line in reports.open_in(category, [main.cell], 5)] == found[:2]
    assert list(reports.open_in(category, ["891f5329193ffff"], 5)) == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives(), st.booleans())
def test_statistics_see_every_report_of_a_garrison_as_the_domain_does(
    reports: Reports, new: New, life: list[Report], is_merged: bool
) -> None:
    unit = fresh_unit()
    last = replace(life[-1], id=new(), unit=unit)
    if is_merged:
        last = replace(last, forwarding=None, duplicates=(), duplicate_of=new())
    reports.add(last, a_use(new()), None)

    moment = last.created_at
    found = [reports.cases("12", moment, moment + timedelta(days=1)), reports.cases("12", moment, moment)]

    assert [[case for case in cases if case.unit == unit] for cases in found] == [[case_of(last)], []]
