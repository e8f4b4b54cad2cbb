"""Telling the unit: once for a placed report, never for one that names what does not exist."""

import pytest

from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.notification import Alert
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.usecases.notify_unit import notify_unit
from tests.builders import PLACED, a_catalogue, a_change, a_report, a_unit, moved

UNITS = {"1261": a_unit("1261")}
CATALOGUE = a_catalogue()


def told_of(change: Change) -> list[Alert]:
    sent: list[Alert] = []
    told = notify_unit(change, CATALOGUE, UNITS, sent.append)
    assert told == len(sent)
    return sent


def test_the_unit_is_told_of_a_placed_report() -> None:
    (alert,) = told_of(a_change())

    assert alert.unit == UNITS["1261"]
    assert alert.category == CATALOGUE.find("speeding")


def test_nobody_is_told_of_a_move_or_a_deletion() -> None:
    report = a_report()

    assert told_of(Change(report, moved(report, Status.UNDER_VERIFICATION))) == []
    assert told_of(Change(report, None)) == []


def test_withheld_categories_reach_the_unit_all_the_same() -> None:
    (alert,) = told_of(a_change(after=a_report(category="drug_use")))

    assert alert.category.withheld


def test_when_a_report_leaves_a_unit_that_is_no_more_the_county_level_unit_is_told_too() -> None:
    before = a_report(unit="1206-K03")
    after = before.handed_over("1261", "Nowe granice", PLACED, routed_by="2027-01")
    units = UNITS | {"1206": a_unit("1206")}
    sent: list[Alert] = []

    notify_unit(Change(before, after), CATALOGUE, units, sent.append)

    assert [alert.unit.code for alert in sent] == ["1261", "1206"]


@pytest.mark.parametrize("report", [a_report(category="unheard_of"), a_report(unit="9999")])
def test_a_report_that_names_what_does_not_exist_is_malformed(report: Report) -> None:
    with pytest.raises(MalformedRow):
        told_of(Change(None, report))
