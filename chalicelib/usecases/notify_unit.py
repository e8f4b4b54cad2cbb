"""Tell units of a change that concerns them: once, at once or in a digest, and keep what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.domain.category import Catalogue
from chalicelib.domain.change import Change
from chalicelib.domain.digest import Window, next_digest
from chalicelib.domain.errors import MalformedRow, Undeliverable, Unsent
from chalicelib.domain.notification import Alert, alerts_for
from chalicelib.domain.unit import Unit, unit_that_has
from chalicelib.ports.alerts import AlertLog, Windows
from chalicelib.ports.calls import Clock

SendAlert = Callable[[Alert], str]
"""Sends an alert and returns the id of the message; raises `Undeliverable` or `Unsent`."""


@dataclass(frozen=True, slots=True)
class Messenger:
    """What alerts are told with."""

    send: SendAlert
    log: AlertLog
    windows: Windows
    clock: Clock


def notify_unit(change: Change, catalogue: Catalogue, units: Mapping[str, Unit], messenger: Messenger) -> int:
    """Tell the alerts that a change asks for, each whatever becomes of the others; return how many were sent.

    Raises `MalformedRow` when the report names a category or a unit that does not exist, and at the end
    `Unsent` for an alert that may go out later, or else `Undeliverable` for one that no retry delivers.
    """
    category = catalogue.find(change.category)
    if category is None:
        raise MalformedRow(f"The report names the category {change.category}.")

    def unit_of(code: str) -> Unit:
        try:
            return unit_that_has(code, units)
        except KeyError as error:
            raise MalformedRow(f"The report names the unit {code}.") from error

    sent = 0
    refusals: list[Exception] = []
    for alert in alerts_for(change, category, unit_of):
        try:
            sent += _tell(alert, messenger)
        except (Undeliverable, Unsent) as reason:
            refusals.append(reason)
    if refusals:
        # A record that is set aside does not come again: as long as a retry may help, that is what is told.
        raise min(refusals, key=lambda reason: isinstance(reason, Undeliverable))
    return sent


def _tell(alert: Alert, messenger: Messenger) -> bool:
    """Send an alert unless it was told or may wait; say whether it was sent.

    Its line is in the log before it goes out: a crash in between tells it again with the same id, and
    none is told that the log does not know.
    """
    now = messenger.clock()
    window = messenger.windows.of(alert.unit.code) if alert.may_wait else Window.INSTANT
    if not messenger.log.open(alert, next_digest(window, now), now):
        return False
    try:
        message_id = messenger.send(alert)
    except (Undeliverable, Unsent) as reason:
        messenger.log.failed(alert, str(reason))
        raise
    messenger.log.told(alert, message_id, messenger.clock())
    return True
