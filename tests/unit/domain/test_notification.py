"""Who is told of what: placed reports, once, without anything private."""

import pytest
from hypothesis import given

from chalicelib.domain import cell as cells
from chalicelib.domain.change import Change
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.notification import alert_for
from chalicelib.domain.report import Report
from chalicelib.domain.unit import Unit, UnitType
from tests.builders import a_category, a_report, a_unit, changes_of
from tests.strategies import lives


@given(lives())
def test_of_a_whole_life_only_the_placing_is_told(life: list[Report]) -> None:
    alerts = [alert_for(change, a_category(), a_unit()) for change in changes_of(life)]

    assert [alert is not None for alert in alerts] == [True] + [False] * (len(life) - 1)
    assert alert_for(Change(life[-1], None), a_category(), a_unit()) is None


@given(lives())
def test_a_repeated_change_gives_the_same_alert(life: list[Report]) -> None:
    placed = Change(None, life[0])

    first, again = (alert_for(placed, a_category(), a_unit()) for _ in range(2))

    assert first == again
    assert first
    assert first.id == f"{life[0].id}.1"
    assert first.center == cells.center(life[0].cell)


def test_an_alert_goes_to_the_garrison_of_the_unit() -> None:
    garrison = Unit("KSP", "Komenda Stołeczna Policji", UnitType.KSP, None, ())

    of_unit = alert_for(Change(None, a_report()), a_category(), a_unit("1465-1", parent="KSP"))
    of_garrison = alert_for(Change(None, a_report()), a_category(), garrison)

    assert of_unit
    assert of_unit.garrison == "KSP"
    assert of_garrison
    assert of_garrison.garrison == "KSP"


def test_a_change_has_a_report_before_or_after() -> None:
    with pytest.raises(InvalidValue):
        Change(None, None)


def test_a_deletion_counts_as_one_more_version() -> None:
    report = a_report()

    deletion = Change(report, None)

    assert deletion.version == report.version + 1
    assert deletion.report_id == report.id
    assert deletion.category == report.category
