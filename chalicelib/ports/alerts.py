"""What units hear, and what they were told, as use cases need it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.alert_log import Entry
from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import Window
from chalicelib.domain.notification import Alert
from chalicelib.domain.place import Place
from chalicelib.domain.subscription import State, Subscription, Wanted
from chalicelib.domain.unit import Unit


class Subscriptions(Protocol):
    """The table of subscriptions: what coordinators asked for. Whatever writes a deed may raise `Busy`."""

    def of_garrison(self, garrison: str) -> Sequence[Subscription]:
        """Return all subscriptions of a garrison, at most 200, read consistently."""

    def add(self, wanted: Subscription, deed: Deed | None) -> Subscription:
        """Write a subscription with its deed, both or none; return the one that stands.

        Where its address has one already, that stands, and no deed is kept.
        """

    def replace(self, subscription: Subscription, deed: Deed | None) -> None:
        """Write over the subscription of the address, and a deed: both or none.

        Raises `UnknownSubscription` when there is none.
        """

    def note(self, subscription: Subscription, deed: Deed) -> None:
        """Keep a deed about a subscription that is in the table; raise `UnknownSubscription`."""

    def remove(self, subscription: Subscription) -> None:
        """Forget a subscription; one that is not there stays so."""


class Topics(Protocol):
    """The topics of the garrisons, whose subscriptions deliver. Each call may raise `Busy`."""

    def subscribe(self, subscription: Subscription, unit: Unit) -> str:
        """Let the address hear what it wants of the unit; return the name of the subscription.

        A repeat returns the same name. Raises `InvalidValue` for an address that is refused, and
        `SubscriptionsFull`.
        """

    def state(self, arn: str, wanted: Wanted, unit: Unit) -> State:
        """Return how a subscription stands; one that hears something else than wanted is unfinished."""

    def refilter(self, arn: str, wanted: Wanted, unit: Unit) -> None:
        """Let a subscription hear something else; raise `StillPending` or `UnknownSubscription`."""

    def end(self, arn: str) -> None:
        """End a subscription, if it is there; raise `StillPending`."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A part of a unit's log, newest first, and where the next one begins; None behind the last."""

    entries: tuple[Entry, ...]
    next: Place | None


class AlertLog(Protocol):
    """What was told to units: one line for each alert, whatever is repeated."""

    def open(self, alert: Alert, due: datetime | None, now: datetime) -> bool:
        """Write the line of an alert, or count one more attempt; say whether it is to be sent now.

        It is not when it was told before, or waits for the digest at `due`; a line that stands keeps
        its own.
        """

    def told(self, alert: Alert, message_id: str, now: datetime) -> None:
        """Keep that an alert was told."""

    def failed(self, alert: Alert, reason: str) -> None:
        """Keep why an attempt failed."""

    def page_of_unit(self, unit: str, after: Place | None, size: int) -> LogPage:
        """Return the next lines of a unit, newest first; may miss those of the last second."""

    def waiting(self, until: datetime) -> Iterable[Entry]:
        """Return the alerts that wait for a digest due then or before; none that was told."""

    def told_together(self, entries: Sequence[Entry], digest: str, message_id: str, now: datetime) -> None:
        """Keep that at most 99 waiting alerts were told by a digest, all or none.

        Raises `StaleVersion` when one of them does not wait any more, or `Busy`.
        """

    def failed_together(self, entries: Sequence[Entry], reason: str) -> None:
        """Keep why a digest of at most 99 waiting alerts failed; they go on waiting.

        Raises `StaleVersion` when one of them does not, or `Busy`.
        """


class Windows(Protocol):
    """How often units hear of what is not urgent."""

    def of(self, unit: str) -> Window:
        """Return a unit's window; instant unless somebody set another."""

    def set(self, unit: str, window: Window, deed: Deed) -> None:
        """Give a unit another window and keep the deed, both or none; raise `Busy`."""
