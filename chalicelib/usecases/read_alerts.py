"""What coordinators see of alerting: what a unit was told, and how often it hears of what is not urgent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import Window, next_digest
from chalicelib.domain.officer import Officer
from chalicelib.domain.place import Place
from chalicelib.domain.unit import Unit
from chalicelib.ports.alerts import AlertLog, LogPage, Windows
from chalicelib.ports.calls import Clock
from chalicelib.usecases.subscribe import coordinated

PAGE = 50


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What is known of what units were told."""

    log: AlertLog
    windows: Windows
    units: Mapping[str, Unit]
    clock: Clock


def alerts_of(code: str, after: Place | None, officer: Officer, bulletin: Bulletin) -> LogPage:
    """Return a page of what a unit was told, newest first.

    Raises `UnknownUnit`, `OutsideScope` or `CoordinatorNeeded`, as all of this file do.
    """
    unit = coordinated(code, officer, bulletin.units)
    return bulletin.log.page_of_unit(unit.code, after, PAGE)


def window_of(code: str, officer: Officer, bulletin: Bulletin) -> tuple[Window, datetime | None]:
    """Return a unit's window, and when the present one ends."""
    unit = coordinated(code, officer, bulletin.units)
    window = bulletin.windows.of(unit.code)
    return window, next_digest(window, bulletin.clock())


def set_window(
    code: str, window: Window, officer: Officer, bulletin: Bulletin
) -> tuple[Window, datetime | None]:
    """Give a unit another window; what waits already is told when its own ends."""
    unit = coordinated(code, officer, bulletin.units)
    if bulletin.windows.of(unit.code) is not window:
        deed = Deed(officer, bulletin.clock(), f"digest {window} of {unit.code}")
        bulletin.windows.set(unit.code, window, deed)
    return window, next_digest(window, bulletin.clock())
