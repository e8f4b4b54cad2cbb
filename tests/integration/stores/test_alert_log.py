"""What every log of alerts promises, in memory and real: one line for each alert, whatever is repeated."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.dynamodb.busy import ATTEMPTS
from chalicelib.domain.alert_log import Entry, Outcome
from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import LARGEST, Window
from chalicelib.domain.errors import Busy, StaleVersion
from chalicelib.domain.notification import Alert
from chalicelib.domain.place import Place
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.ports.alerts import AlertLog, Windows
from tests.builders import PLACED, a_report, an_alert, an_officer
from tests.integration.stores.conftest import Stores, fresh_unit
from tests.integration.stores.relay import conflict

SECOND = timedelta(seconds=1)
LATER = PLACED + timedelta(hours=1)


def alerts_to(unit: str, count: int = 1) -> list[Alert]:
    """Return alerts to a unit, a second apart."""
    to = Unit(unit, "KP Krzeszowice", UnitType.KP, "1206", (), above=("12",))
    placed = [a_report(str(uuid.uuid4()), placed=PLACED + n * SECOND) for n in range(count)]
    return [replace(an_alert(report), unit=to) for report in placed]


def lines_of(log: AlertLog, unit: str) -> tuple[Entry, ...]:
    return log.page_of_unit(unit, None, LARGEST).entries


def waiting_of(log: AlertLog, unit: str) -> list[Entry]:
    return sorted((one for one in log.waiting(LATER) if one.unit == unit), key=lambda one: one.at)


def test_an_alert_is_sent_once_and_its_line_tells_all_of_it(alert_log: AlertLog) -> None:
    (alert,) = alerts_to(fresh_unit())

    opened = alert_log.open(alert, None, PLACED)
    alert_log.told(alert, "message", LATER)
    again = alert_log.open(alert, None, LATER)

    assert (opened, again) == (True, False)
    assert lines_of(alert_log, alert.unit.code) == (
        Entry(
            id=alert.id,
            unit=alert.unit.code,
            at=alert.at,
            event="opened",
            report_id=alert.report_id,
            category="speeding",
            priority="normal",
            cell=alert.cell,
            outcome=Outcome.TOLD,
            attempts=1,
            told_at=LATER,
            message_id="message",
        ),
    )


def test_an_alert_that_failed_or_broke_off_is_sent_again_and_its_attempts_are_counted(
    alert_log: AlertLog,
) -> None:
    (alert,) = alerts_to(fresh_unit())

    opened = [alert_log.open(alert, None, PLACED), alert_log.open(alert, None, PLACED)]
    alert_log.failed(alert, "SNS does not answer.")
    opened.append(alert_log.open(alert, None, PLACED))

    (line,) = lines_of(alert_log, alert.unit.code)
    assert opened == [True, True, True]
    assert (line.outcome, line.attempts, line.failure) == (Outcome.FAILED, 3, "SNS does not answer.")


def test_a_line_is_one_however_many_write_it_at_once(alert_log: AlertLog) -> None:
    (alert,) = alerts_to(fresh_unit())

    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda _: alert_log.open(alert, None, PLACED), range(4)))

    (line,) = lines_of(alert_log, alert.unit.code)
    assert line.attempts == 4


def test_what_waits_is_found_from_its_moment_on_until_it_is_told(alert_log: AlertLog) -> None:
    unit = fresh_unit()
    early, late = alerts_to(unit, 2)

    opened = [alert_log.open(early, LATER, PLACED), alert_log.open(late, LATER + SECOND, PLACED)]
    found = waiting_of(alert_log, unit)
    alert_log.failed_together(found, "SNS refuses.")
    alert_log.told_together(found, "digest", "message", LATER)
    repeated = alert_log.open(early, LATER, LATER)

    assert (opened, repeated) == ([False, False], False)
    assert [(one.id, one.due) for one in found] == [(early.id, LATER)]
    assert waiting_of(alert_log, unit) == []
    newest, told = lines_of(alert_log, unit)
    assert newest.outcome is Outcome.WAITING
    assert (told.outcome, told.digest, told.message_id, told.told_at) == (
        Outcome.TOLD,
        "digest",
        "message",
        LATER,
    )
    assert (told.attempts, told.failure) == (2, "SNS refuses.")


def test_a_whole_digest_is_marked_at_once(alert_log: AlertLog) -> None:
    unit = fresh_unit()
    for alert in alerts_to(unit, LARGEST):
        alert_log.open(alert, LATER, PLACED)

    alert_log.told_together(waiting_of(alert_log, unit), "digest", "message", LATER)

    assert {line.outcome for line in lines_of(alert_log, unit)} == {Outcome.TOLD}
    assert len(lines_of(alert_log, unit)) == LARGEST


def test_pages_follow_one_another_newest_first_until_every_line_was_seen(alert_log: AlertLog) -> None:
    unit = fresh_unit()
    alerts = alerts_to(unit, 7)
    for alert in alerts:
        alert_log.open(alert, None, PLACED)

    seen, after = [], None
    for _ in range(4):
        page = alert_log.page_of_unit(unit, after, 3)
        seen += [line.id for line in page.entries]
        after = page.next
        if after is None:
            break

    assert seen == [alert.id for alert in reversed(alerts)]
    assert after is None


def test_a_page_begins_behind_any_place(alert_log: AlertLog) -> None:
    unit = fresh_unit()
    alert_log.open(alerts_to(unit)[0], None, PLACED)

    page = alert_log.page_of_unit(unit, Place(PLACED - SECOND, f"{uuid.uuid4()}.1.opened"), 3)

    assert (page.entries, page.next) == ((), None)


def test_an_alert_that_was_told_meanwhile_is_not_marked_by_a_second_digest(real: Stores) -> None:
    unit = fresh_unit()
    for alert in alerts_to(unit, 2):
        real.alert_log.open(alert, LATER, PLACED)
    found = waiting_of(real.alert_log, unit)
    real.alert_log.told_together(found[:1], "first", "message", LATER)

    with pytest.raises(StaleVersion):
        real.alert_log.told_together(found, "second", "message", LATER)

    assert {line.digest for line in lines_of(real.alert_log, unit)} == {"first", None}


def test_marking_waits_for_another_write_on_the_same_lines(real: Stores) -> None:
    unit = fresh_unit()
    real.alert_log.open(alerts_to(unit)[0], LATER, PLACED)
    found = waiting_of(real.alert_log, unit)

    real.relay.refuse_next(*[conflict("TransactionConflict")] * ATTEMPTS)
    with pytest.raises(Busy):
        real.alert_log.told_together(found, "digest", "message", LATER)
    real.relay.refuse_next(*[conflict("TransactionConflict")] * (ATTEMPTS - 1))
    real.alert_log.told_together(found, "digest", "message", LATER)

    assert {line.digest for line in lines_of(real.alert_log, unit)} == {"digest"}


def test_a_unit_hears_at_once_unless_somebody_decided_otherwise(windows: Windows) -> None:
    unit = fresh_unit()

    before = windows.of(unit)
    for window in (Window.DAILY, Window.HOURLY):
        windows.set(unit, window, Deed(an_officer(), PLACED, f"digest {window} of {unit}"))

    assert (before, windows.of(unit)) == (Window.INSTANT, Window.HOURLY)
