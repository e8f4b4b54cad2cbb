"""What every `Forwardings` promises: together with the report or not at all, and found when it is due."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chalicelib.domain.answer import Answer
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import StaleVersion, TooManyTries, UnknownLink
from chalicelib.domain.forwarding import Forwarding, answered
from chalicelib.domain.report import Report
from chalicelib.domain.statement import Saying
from chalicelib.domain.status import Status
from chalicelib.ports.calls import Spend
from chalicelib.ports.forwarding import Forwardings
from chalicelib.ports.reports import Reports
from tests.builders import PATIENCE, PLACED, a_forwarding, a_report, a_use, an_officer

New = Callable[[], str]
Houses = tuple[Reports, Forwardings]
SAYINGS = [
    Saying(Answer.ACCEPTED, "Jedziemy"),
    Saying(Answer.REPAIR_DATE, repair_by=date(2026, 4, 10)),
    Saying(Answer.ELIMINATED),
]


def forwarded(new: New, reports: Reports) -> tuple[Report, Forwarding]:
    """Return a confirmed report that is stored after its forwarding, which is not stored yet."""
    report = a_report(new(), status=Status.CONFIRMED)
    reports.add(report, a_use(new()), None)
    return a_forwarding(report, name=new())


def test_a_forwarding_and_its_report_are_read_as_they_were_written(
    forwarding_stores: Houses, new: New
) -> None:
    reports, forwardings = forwarding_stores
    report, forwarding = forwarded(new, reports)

    forwardings.replace(forwarding, report, Deed(an_officer(), PLACED, new(), "1261", (report.id,)))

    assert (reports.get(report.id), forwardings.get(forwarding.key)) == (report, forwarding)
    for saying in SAYINGS:
        at = report.changed_at + timedelta(hours=1)
        report = answered(report, forwarding, saying, at)
        forwarding = forwarding.answered(saying, at, PATIENCE)
        forwardings.replace(forwarding, report)
        assert (reports.get(report.id), forwardings.get(forwarding.key)) == (report, forwarding)


def test_a_forwarding_that_was_let_sleep_is_due_again_when_it_is_written_again(
    forwarding_stores: Houses, new: New
) -> None:
    reports, forwardings = forwarding_stores
    report, forwarding = forwarded(new, reports)
    forwardings.replace(forwarding, report)

    for _ in range(2):
        forwardings.let_sleep(forwarding.key)
        assert forwarding.key not in forwardings.due(forwarding.due_at)
    again = forwarding.reminded_at(PLACED, PATIENCE)
    forwardings.replace(again, None)

    assert forwarding.key in forwardings.due(again.due_at)


def test_an_unknown_key_has_no_forwarding(forwarding_stores: Houses, new: New) -> None:
    with pytest.raises(UnknownLink):
        forwarding_stores[1].get(new())


def test_where_the_report_changed_neither_is_stored(forwarding_stores: Houses, new: New) -> None:
    reports, forwardings = forwarding_stores
    report, forwarding = forwarded(new, reports)
    stood = reports.get(report.id)
    noted = stood.noted("Wcześniej", stood.changed_at, by="officer@1261")
    reports.replace(noted)

    with pytest.raises(StaleVersion):
        forwardings.replace(forwarding, report)

    assert reports.get(report.id) == noted
    with pytest.raises(UnknownLink):
        forwardings.get(forwarding.key)


def test_where_the_forwarding_changed_neither_is_stored(forwarding_stores: Houses, new: New) -> None:
    reports, forwardings = forwarding_stores
    report, forwarding = forwarded(new, reports)
    forwardings.replace(forwarding, report)
    reminded = forwarding.reminded_at(forwarding.due_at, PATIENCE)
    forwardings.replace(reminded, None)
    at = report.changed_at
    late = forwarding.answered(SAYINGS[0], at, PATIENCE)

    with pytest.raises(StaleVersion):
        forwardings.replace(late, answered(report, forwarding, SAYINGS[0], at))
    with pytest.raises(StaleVersion):
        forwardings.replace(forwarding, None)

    assert (reports.get(report.id), forwardings.get(forwarding.key)) == (report, reminded)


def test_a_forwarding_is_due_from_its_moment_until_it_is_closed(forwarding_stores: Houses, new: New) -> None:
    reports, forwardings = forwarding_stores
    report, forwarding = forwarded(new, reports)
    forwardings.replace(forwarding, report)

    def due(after: timedelta) -> bool:
        return forwarding.key in forwardings.due(forwarding.due_at + after)

    early, then = due(timedelta(milliseconds=-1)), due(timedelta(0))
    forwardings.replace(forwarding.ended(), None)

    assert (early, then, due(timedelta(days=99))) == (False, True, False)


def test_tries_are_counted_by_thing_and_day(tries: Spend, new: New) -> None:
    mine, yours = new(), new()
    for _ in range(2):
        tries(mine, 2, PLACED)

    with pytest.raises(TooManyTries):
        tries(mine, 2, PLACED)
    tries(yours, 2, PLACED)
    tries(mine, 2, PLACED + timedelta(days=1))
