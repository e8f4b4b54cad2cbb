"""Who sees what a unit was told, and who decides how often it hears of things."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chalicelib.domain.digest import Window
from chalicelib.domain.errors import CoordinatorNeeded, OutsideScope, UnknownUnit
from chalicelib.domain.officer import Officer, Role
from chalicelib.usecases.read_alerts import Bulletin, alerts_of, set_window, window_of
from tests.builders import PLACED, a_report, an_alert, an_officer
from tests.fakes.alerts import InMemoryAlertLog, InMemoryWindows
from tests.fakes.calls import SetClock
from tests.gateway import UNITS

Act = Callable[[], object]
COORDINATOR = an_officer(Role.LOCAL_COORDINATOR)
MAY: dict[tuple[Role, str], dict[str, type[Exception] | None]] = {
    (Role.OFFICER, "1261"): {"1261": CoordinatorNeeded, "1206": OutsideScope},
    (Role.LOCAL_COORDINATOR, "1261"): {"1261": None, "1206": OutsideScope, "12": OutsideScope},
    (Role.GARRISON_COORDINATOR, "12"): {"1261": None, "12": None, "1465-1": OutsideScope},
    (Role.NATIONAL_ADMIN, "KGP"): {"1261": None, "KSP": None, "9999": UnknownUnit},
}


def a_bulletin(windows: InMemoryWindows | None = None) -> Bulletin:
    return Bulletin(InMemoryAlertLog(), windows or InMemoryWindows(), UNITS, SetClock())


@pytest.mark.parametrize(
    ("who", "code", "refusal"),
    [(who, code, refusal) for who, row in MAY.items() for code, refusal in row.items()],
)
@pytest.mark.parametrize("act", ["log", "window", "set"])
def test_who_may_see_and_decide(
    who: tuple[Role, str], code: str, refusal: type[Exception] | None, act: str
) -> None:
    officer, bulletin = Officer("somebody", *who), a_bulletin()
    acts: dict[str, Act] = {
        "log": lambda: alerts_of(code, None, officer, bulletin),
        "window": lambda: window_of(code, officer, bulletin),
        "set": lambda: set_window(code, Window.DAILY, officer, bulletin),
    }

    if refusal is None:
        acts[act]()
    else:
        with pytest.raises(refusal):
            acts[act]()
        assert bulletin.windows.of(code) is Window.INSTANT


def test_the_log_of_a_unit_holds_no_other_unit_s_lines() -> None:
    bulletin = a_bulletin()
    bulletin.log.open(an_alert(a_report(unit="1206")), None, PLACED)
    bulletin.log.open(an_alert(a_report(unit="1261")), None, PLACED)

    page = alerts_of("1261", None, COORDINATOR, bulletin)

    assert [entry.unit for entry in page.entries] == ["1261"]


def test_a_window_is_set_once_and_its_setting_is_audited() -> None:
    windows = InMemoryWindows()
    bulletin = a_bulletin(windows)

    before = window_of("1261", COORDINATOR, bulletin)
    changes = [set_window("1261", Window.DAILY, COORDINATOR, bulletin) for _ in range(2)]

    assert before == (Window.INSTANT, None)
    assert changes == [(Window.DAILY, datetime(2026, 3, 15, 6, tzinfo=UTC))] * 2
    assert [deed.what for deed in windows.deeds] == ["digest daily of 1261"]
