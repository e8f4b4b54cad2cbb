"""The audit: nothing changes without its deed, nothing is overwritten, everything is found again by time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from chalicelib.adapters.dynamodb.audit_trail import AuditTrail
from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import Window
from chalicelib.domain.errors import (
    Busy,
    QuotaExceeded,
    StaleVersion,
    UnknownInstitution,
    UnknownSubscription,
)
from chalicelib.domain.officer import Role
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.ports.alerts import Subscriptions, Windows
from chalicelib.ports.forwarding import Institutions
from chalicelib.ports.reports import Repeated, Reports
from tests.builders import PLACED, a_report, a_subscription, a_use, an_answer, an_institution, an_officer
from tests.fakes.alerts import InMemorySubscriptions, InMemoryWindows
from tests.fakes.forwarding import InMemoryInstitutions
from tests.fakes.reports import InMemoryReports
from tests.integration.stores.conftest import Stores

New = Callable[[], str]
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture(params=["in memory", "real"])
def audited(request: pytest.FixtureRequest) -> tuple[Reports, Callable[[], list[Deed]]]:
    """A store of reports, and what the audit beside it holds."""
    if request.param == "in memory":
        store = InMemoryReports()
        return store, lambda: store.deeds
    real: Stores = request.getfixturevalue("real")
    return real.reports, lambda: list(real.audit.between(PLACED - DAY, PLACED + 9 * DAY))


def a_deed(report: Report, at: datetime = PLACED, what: str = "status under_verification") -> Deed:
    return Deed(an_officer(), at, what, report.unit, (report.id,))


def test_a_change_and_its_deed_are_stored_together(
    audited: tuple[Reports, Callable[[], list[Deed]]], new: New
) -> None:
    reports, kept = audited
    report = a_report(new())
    reports.add(report, a_use(new()), None)
    moved = report.moved(Status.UNDER_VERIFICATION, PLACED)

    reports.replace(moved, deed=a_deed(report))

    assert reports.get(report.id) == moved
    assert a_deed(report) in kept()


def test_a_report_of_an_officer_and_its_deed_are_stored_together(
    audited: tuple[Reports, Callable[[], list[Deed]]], new: New
) -> None:
    reports, kept = audited
    first, second = a_report(new()), a_report(new())
    origin, key = new(), new()

    reports.add(first, a_use(origin, quota=Quota(1, 1)), an_answer(key), a_deed(first, what="record"))
    with pytest.raises(QuotaExceeded):
        reports.add(second, a_use(origin, quota=Quota(1, 1)), None, a_deed(second, what="record"))
    with pytest.raises(Repeated):
        reports.add(second, a_use(new()), an_answer(key), a_deed(second, what="record"))

    assert a_deed(first, what="record") in kept()
    assert second.id not in {name for deed in kept() for name in deed.reports}


def test_a_change_that_came_too_late_leaves_no_deed(
    audited: tuple[Reports, Callable[[], list[Deed]]], new: New
) -> None:
    reports, kept = audited
    report = a_report(new())
    reports.add(report, a_use(new()), None)
    reports.replace(report.moved(Status.UNDER_VERIFICATION, PLACED))

    with pytest.raises(StaleVersion):
        reports.replace(report.noted("Za późno", PLACED, by="officer@1261"), deed=a_deed(report, what="note"))

    assert report.id not in {name for deed in kept() for name in deed.reports}


def test_of_several_reports_all_are_stored_or_none(reports: Reports, new: New) -> None:
    first, second = a_report(new()), a_report(new())
    for report in (first, second):
        reports.add(report, a_use(new()), None)
    moved = [report.moved(Status.UNDER_VERIFICATION, PLACED) for report in (first, second)]
    reports.replace(moved[1])

    with pytest.raises(StaleVersion):
        reports.replace(*moved, deed=a_deed(first))

    assert (reports.get(first.id), reports.get(second.id)) == (first, moved[1])


@dataclass
class Kept:
    """Stores of what coordinators decide, and what the audit beside them holds."""

    institutions: Institutions
    subscriptions: Subscriptions
    windows: Windows
    deeds: Callable[[], list[Deed]]


@pytest.fixture(params=["in memory", "real"])
def kept(request: pytest.FixtureRequest) -> Kept:
    if request.param == "real":
        real: Stores = request.getfixturevalue("real")
        between = partial(real.audit.between, PLACED - DAY, PLACED + DAY)
        return Kept(real.institutions, real.subscriptions, real.windows, lambda: list(between()))
    stores = InMemoryInstitutions(), InMemorySubscriptions(), InMemoryWindows()
    return Kept(*stores, lambda: [deed for store in stores for deed in store.deeds])


def test_an_institution_and_its_deed_are_stored_together_or_not_at_all(kept: Kept, new: New) -> None:
    first, late = Deed(an_officer(), PLACED, new()), Deed(an_officer(), PLACED, new())
    one = an_institution(f"i{new()}")

    kept.institutions.put(one, None, first)
    with pytest.raises(StaleVersion):
        kept.institutions.put(replace(one, retired=True), None, late)

    assert kept.institutions.get(one.code) == one
    assert first in kept.deeds()
    assert late not in kept.deeds()


def test_a_subscription_and_its_deed_are_stored_together_or_not_at_all(kept: Kept, new: New) -> None:
    added, changed, noted, late = (Deed(an_officer(), PLACED, new()) for _ in range(4))
    one = a_subscription(garrison=new())

    kept.subscriptions.add(one, added)
    assert kept.subscriptions.add(replace(one, label="Inny"), late) == one
    kept.subscriptions.replace(replace(one, label="Dyżur"), changed)
    kept.subscriptions.note(one, noted)
    kept.subscriptions.remove(one)
    for write in (kept.subscriptions.replace, kept.subscriptions.note):
        with pytest.raises(UnknownSubscription):
            write(one, late)

    found = kept.deeds()
    assert [deed in found for deed in (added, changed, noted, late)] == [True, True, True, False]
    assert list(kept.subscriptions.of_garrison(one.garrison)) == []


def test_a_window_and_its_deed_are_stored_together(kept: Kept, new: New) -> None:
    unit, deed = new(), Deed(an_officer(), PLACED, new())

    kept.windows.set(unit, Window.DAILY, deed)

    assert kept.windows.of(unit) is Window.DAILY
    assert deed in kept.deeds()


def test_where_the_deed_cannot_be_kept_nothing_changes(real: Stores, new: New) -> None:
    """Only the real audit refuses: the same officer, thing and microsecond once more."""
    one, twice = an_institution(f"i{new()}"), Deed(an_officer(), PLACED, new())
    real.audit.keep(twice)
    writes: list[Callable[[], object]] = [
        lambda: real.institutions.put(one, None, twice),
        lambda: real.windows.set(one.code, Window.DAILY, twice),
        lambda: real.subscriptions.add(a_subscription(garrison=one.code), twice),
    ]

    for write in writes:
        with pytest.raises(Busy):
            write()

    with pytest.raises(UnknownInstitution):
        real.institutions.get(one.code)
    assert real.windows.of(one.code) is Window.INSTANT
    assert list(real.subscriptions.of_garrison(one.code)) == []


@pytest.fixture
def trail(real: Stores) -> AuditTrail:
    return real.audit


def test_a_deed_is_read_back_as_it_was_kept(trail: AuditTrail, new: New) -> None:
    chief = an_officer(Role.NATIONAL_ADMIN, "KGP")
    at = PLACED + 20 * DAY + MICROSECOND
    deed = Deed(chief, at, "list", "1261", (new(), new()), "Skarga z 12 maja")

    trail.keep(deed)

    assert list(trail.between(at, at + MICROSECOND)) == [deed]


def test_deeds_are_found_by_time_over_days_from_the_oldest_on(trail: AuditTrail, new: New) -> None:
    start = PLACED + 30 * DAY
    deeds = [a_deed(a_report(new()), start + n * DAY / 2) for n in range(5)]
    for deed in reversed(deeds):
        trail.keep(deed)

    assert list(trail.between(start, start + 3 * DAY)) == deeds
    assert list(trail.between(deeds[1].at, deeds[3].at)) == deeds[1:3]
    assert list(trail.between(start - DAY, start)) == []


def test_no_deed_is_written_over_another(trail: AuditTrail, new: New) -> None:
    deed = replace(a_deed(a_report(new()), PLACED + 50 * DAY), reason="Zlecenie dyżurnego")
    trail.keep(deed)

    with pytest.raises(Busy):
        trail.keep(replace(deed, reason="Coś innego"))

    assert list(trail.between(deed.at, deed.at + MICROSECOND)) == [deed]
