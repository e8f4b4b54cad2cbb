"""Telling the unit: once for each alert whatever is repeated, at once or later, and logged with its fate."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from chalicelib.domain.alert_log import Entry, Outcome
from chalicelib.domain.change import Change
from chalicelib.domain.digest import Window
from chalicelib.domain.errors import MalformedRow, Undeliverable, Unsent
from chalicelib.domain.notification import Alert, Event, Pace
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.usecases.notify_unit import Messenger, notify_unit
from tests.builders import PLACED, a_catalogue, a_change, a_report, a_unit, moved
from tests.fakes.alerts import InMemoryAlertLog, InMemoryWindows
from tests.fakes.calls import SetClock

UNITS = {"1261": a_unit("1261"), "1206": a_unit("1206")}
CATALOGUE = a_catalogue()


class Carrier:
    """Sends alerts, or raises what a test hung out: for all, or for those to a unit."""

    def __init__(self) -> None:
        self.sent: list[Alert] = []
        self.trouble: Exception | None = None
        self.troubles: dict[str, Exception] = {}

    def __call__(self, alert: Alert) -> str:
        trouble = self.trouble or self.troubles.get(alert.unit.code)
        if trouble:
            raise trouble
        self.sent.append(alert)
        return f"message-{len(self.sent)}"


class Dying(InMemoryAlertLog):
    """A log whose function dies once before it can write that an alert was told."""

    died = False

    def told(self, alert: Alert, message_id: str, now: datetime) -> None:
        if not self.died:
            self.died = True
            raise SystemExit
        super().told(alert, message_id, now)


@dataclass
class Office:
    """What alerts are told with, in memory."""

    carrier: Carrier = field(default_factory=Carrier)
    log: InMemoryAlertLog = field(default_factory=InMemoryAlertLog)
    windows: InMemoryWindows = field(default_factory=InMemoryWindows)
    clock: SetClock = field(default_factory=SetClock)

    def tell(self, change: Change) -> int:
        messenger = Messenger(self.carrier, self.log, self.windows, self.clock)
        return notify_unit(change, CATALOGUE, UNITS, messenger)

    @property
    def lines(self) -> list[Entry]:
        return list(self.log.lines.values())


def told_of(change: Change) -> list[Alert]:
    office = Office()
    told = office.tell(change)
    assert told == len(office.carrier.sent)
    return office.carrier.sent


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
    office = Office()

    office.tell(Change(before, after))

    assert [alert.unit.code for alert in office.carrier.sent] == ["1261", "1206"]


def test_of_a_report_of_a_county_level_unit_that_is_no_more_the_garrison_is_told() -> None:
    garrison = Unit("12", "KWP w Krakowie", UnitType.KWP, None, ())
    office = Office()
    messenger = Messenger(office.carrier, office.log, office.windows, office.clock)

    notify_unit(Change(None, a_report(unit="1299")), CATALOGUE, {"12": garrison}, messenger)

    assert [(alert.unit, alert.garrison) for alert in office.carrier.sent] == [(garrison, "12")]


@pytest.mark.parametrize("report", [a_report(category="unheard_of"), a_report(unit="9999")])
def test_a_report_that_names_what_does_not_exist_is_malformed(report: Report) -> None:
    with pytest.raises(MalformedRow):
        told_of(Change(None, report))


def test_the_log_says_what_was_told_and_when() -> None:
    office = Office()

    office.tell(a_change())

    (line,) = office.lines
    assert (line.unit, line.report_id, line.event) == ("1261", a_report().id, "opened")
    assert (line.outcome, line.attempts) == (Outcome.TOLD, 1)
    assert (line.message_id, line.told_at) == ("message-1", PLACED)


def test_a_record_that_comes_again_tells_nobody_again() -> None:
    office = Office()

    assert [office.tell(a_change()) for _ in range(3)] == [1, 0, 0]

    assert len(office.carrier.sent) == len(office.lines) == 1


def test_an_alert_that_could_not_go_out_is_tried_again_and_its_line_says_so() -> None:
    office = Office()
    office.carrier.trouble = Unsent("SNS does not answer.")
    with pytest.raises(Unsent):
        office.tell(a_change())
    (failed,) = office.lines

    office.carrier.trouble = None
    office.tell(a_change())

    (told,) = office.lines
    assert (failed.outcome, failed.failure) == (Outcome.FAILED, "SNS does not answer.")
    assert (told.outcome, told.attempts) == (Outcome.TOLD, 2)


def test_an_alert_that_no_retry_delivers_is_logged_with_the_reason() -> None:
    office = Office()
    office.carrier.trouble = Undeliverable("SNS refuses the alert to garrison 12: NotFound.")

    with pytest.raises(Undeliverable):
        office.tell(a_change())

    (line,) = office.lines
    assert (line.outcome, line.failure) == (Outcome.FAILED, "SNS refuses the alert to garrison 12: NotFound.")


HANDED = Change(a_report(), a_report().handed_over("1206", "Druga strona drogi", PLACED, routed_by="hand"))
NEVER, LATER = Undeliverable("SNS refuses: NotFound."), Unsent("SNS does not answer.")


@pytest.mark.parametrize("silent", ["1261", "1206"])
@pytest.mark.parametrize("trouble", [NEVER, LATER])
def test_of_two_units_the_other_is_told_once_whichever_cannot_be(silent: str, trouble: Exception) -> None:
    office = Office()
    office.carrier.troubles = {silent: trouble}

    for _ in range(3):
        with pytest.raises(type(trouble)):
            office.tell(HANDED)

    (told,) = office.carrier.sent
    assert {told.unit.code, silent} == {"1261", "1206"}
    assert {line.unit: line.outcome for line in office.lines} == {
        told.unit.code: Outcome.TOLD,
        silent: Outcome.FAILED,
    }


@pytest.mark.parametrize(("first", "second"), [(NEVER, LATER), (LATER, NEVER)])
def test_nothing_is_set_aside_as_long_as_one_of_two_alerts_may_go_out_later(
    first: Exception, second: Exception
) -> None:
    office = Office()
    office.carrier.troubles = {"1206": first, "1261": second}

    with pytest.raises(Unsent):
        office.tell(HANDED)


def test_a_function_that_dies_after_sending_sends_the_same_alert_again() -> None:
    office = Office(log=Dying())
    with pytest.raises(SystemExit):
        office.tell(a_change())

    office.tell(a_change())

    first, again = office.carrier.sent
    (line,) = office.lines
    assert first.id == again.id
    assert (line.outcome, line.attempts) == (Outcome.TOLD, 2)


def test_a_busy_unit_hears_of_what_is_not_urgent_later_whatever_is_repeated() -> None:
    office = Office(windows=InMemoryWindows({"1261": Window.HOURLY}))

    told = [office.tell(a_change()) for _ in range(2)]

    (line,) = office.lines
    assert (told, office.carrier.sent) == ([0, 0], [])
    assert (line.outcome, line.attempts) == (Outcome.WAITING, 0)
    assert line.due == datetime(2026, 3, 14, 10, tzinfo=UTC)


def test_a_busy_unit_hears_of_what_is_urgent_and_of_deadlines_at_once() -> None:
    office = Office(windows=InMemoryWindows({"1261": Window.DAILY}))

    assert office.tell(a_change(after=a_report(category="illegal_racing"))) == 1
    assert {event for event in Event if event.pace is Pace.AT_ONCE} >= {
        Event.REMINDER,
        Event.ESCALATED_LOCAL,
        Event.ESCALATED_GARRISON,
    }


def test_what_was_told_in_a_digest_is_not_told_again_by_a_late_record() -> None:
    office = Office(windows=InMemoryWindows({"1261": Window.HOURLY}))
    office.tell(a_change())
    office.log.told_together(office.lines, "digest", "message", PLACED)

    assert office.tell(a_change()) == 0

    assert [line.outcome for line in office.lines] == [Outcome.TOLD]
