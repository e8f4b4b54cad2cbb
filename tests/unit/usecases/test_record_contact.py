"""What officers were told in person: a report of the plane of contact, of their own area, with its deed."""

from datetime import timedelta

import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.aggregation import Slot
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import InvalidInput, KeyReused, OutsideScope, QuotaExceeded, UnknownUnit
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status
from chalicelib.domain.submission import Submission
from chalicelib.domain.token import opens
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.record_contact import QUOTA, record_contact
from chalicelib.usecases.submit_report import Accepted, Intake, submit_report
from tests.builders import (
    PLACED,
    THIS_MONTH,
    WARSAW,
    a_catalogue,
    a_change,
    a_submission,
    an_officer,
)
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.intake import an_intake
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

UNITS = load_units()
KEY = "a-long-key"


class Station:
    """A unit's desk and the intake behind it, over one store."""

    def __init__(self) -> None:
        self.reports = InMemoryReports()
        self.intake: Intake = an_intake(self.reports)
        self.desk = Desk(
            reports=self.reports,
            units=UNITS,
            clock=SetClock(),
            audit=self.reports.keep,
            due_soon=timedelta(days=1),
            counter=InMemoryCounter(),
            roster=InMemoryRoster(),
            catalogue=a_catalogue(),
        )

    def record(
        self,
        told: Submission | None = None,
        unit: str = "1261",
        officer: Officer | None = None,
        key: str | None = None,
    ) -> Accepted:
        who = officer or an_officer()
        return record_contact(told or a_submission(), unit, who, key, intake=self.intake, desk=self.desk)


def test_it_becomes_a_report_of_its_own_plane_together_with_the_deed() -> None:
    station = Station()

    accepted = station.record()

    report = station.reports.get(accepted.report.id)
    assert report == accepted.report
    assert (report.plane, report.status, report.unit) == (Plane.CONTACT, Status.NEW, "1261")
    assert report.history[0].by == an_officer().signature
    assert opens(accepted.token, report.token_hash)
    assert station.reports.deeds == [Deed(an_officer(), PLACED, "record", "1261", (report.id,))]


def test_it_is_counted_on_its_own_layer_and_not_on_that_of_residents() -> None:
    station, counter = Station(), InMemoryCounter()
    report = station.record().report

    aggregate_cells(a_change(after=report), a_catalogue(), [counter], lambda _: None, THIS_MONTH)

    slot = Slot(report.category, report.status, Plane.CONTACT)
    assert counter.of_cell("current", report.cell) == {slot: 1}


@pytest.mark.parametrize(
    ("role", "own", "unit"),
    [
        (Role.OFFICER, "1261", "1261"),
        (Role.GARRISON_COORDINATOR, "12", "12"),
        (Role.GARRISON_COORDINATOR, "12", "1261"),
        (Role.NATIONAL_ADMIN, "KGP", "1261"),
    ],
)
def test_a_unit_or_one_above_it_may_have_been_told(role: Role, own: str, unit: str) -> None:
    assert Station().record(unit=unit, officer=an_officer(role, own)).report.unit == "1261"


def test_a_place_of_another_unit_is_refused_and_the_unit_named() -> None:
    station = Station()

    with pytest.raises(InvalidInput) as refusal:
        station.record(a_submission(at=WARSAW))

    assert [fault.field for fault in refusal.value.faults] == ["unit"]
    assert "1465-1" in refusal.value.faults[0].message
    assert list(station.reports) == []
    assert station.reports.deeds == []


@pytest.mark.parametrize(("unit", "refusal"), [("1206", OutsideScope), ("9999", UnknownUnit)])
def test_nobody_records_for_a_unit_that_is_not_the_own(unit: str, refusal: type[Exception]) -> None:
    station = Station()

    with pytest.raises(refusal):
        station.record(unit=unit)

    assert list(station.reports) == []


def test_a_repeat_of_the_key_is_one_report_and_one_deed() -> None:
    station = Station()

    answers = [station.record(key=KEY) for _ in range(3)]

    assert answers == [answers[0]] * 3
    assert len(list(station.reports)) == len(station.reports.deeds) == 1
    with pytest.raises(KeyReused):
        station.record(a_submission(category="vandalism"), key=KEY)


def test_the_key_of_a_resident_is_not_that_of_an_officer_though_the_words_are_the_same() -> None:
    station = Station()
    submit_report(a_submission(), "192.0.2.1", KEY, station.intake)

    with pytest.raises(KeyReused):
        station.record(key=KEY)
    station.record(key="another-key")
    with pytest.raises(KeyReused):
        station.record(key="another-key", officer=an_officer(sub="colleague"))
    with pytest.raises(KeyReused):
        submit_report(a_submission(), "192.0.2.1", "another-key", station.intake)


def test_an_account_has_a_quota_of_its_own_whatever_residents_use() -> None:
    station = Station()
    submit_report(a_submission(), "192.0.2.1", None, station.intake)
    for _ in range(QUOTA.per_place):
        station.record()

    with pytest.raises(QuotaExceeded):
        station.record()
    station.record(officer=an_officer(sub="colleague"))

    assert len(list(station.reports)) == QUOTA.per_place + 2
