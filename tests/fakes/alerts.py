"""Stores of alerting in memory, beside those of `tests.fakes`; one suite holds them and the real ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from chalicelib.domain.alert_log import Entry, Outcome
from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import Window
from chalicelib.domain.errors import StillPending, UnknownSubscription
from chalicelib.domain.notification import Alert
from chalicelib.domain.place import Place
from chalicelib.domain.subscription import Policy, State, Subscription, Wanted
from chalicelib.domain.unit import Unit
from chalicelib.ports.alerts import LogPage


class InMemorySubscriptions:
    """A `Subscriptions`; `deeds` is the audit, whose list may be another store's too."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: dict[str, Subscription] = {}
        self.deeds: list[Deed] = []

    def of_garrison(self, garrison: str) -> list[Subscription]:
        """See `Subscriptions.of_garrison`."""
        return [one for one in self._rows.values() if one.garrison == garrison]

    def add(self, wanted: Subscription, deed: Deed | None) -> Subscription:
        """See `Subscriptions.add`."""
        with self._lock:
            if wanted.id not in self._rows:
                self._put(wanted, deed)
            return self._rows[wanted.id]

    def replace(self, subscription: Subscription, deed: Deed | None) -> None:
        """See `Subscriptions.replace`."""
        with self._lock:
            if subscription.id not in self._rows:
                raise UnknownSubscription
            self._put(subscription, deed)

    def note(self, subscription: Subscription, deed: Deed) -> None:
        """See `Subscriptions.note`."""
        with self._lock:
            if subscription.id not in self._rows:
                raise UnknownSubscription
            self.deeds.append(deed)

    def remove(self, subscription: Subscription) -> None:
        """See `Subscriptions.remove`."""
        with self._lock:
            self._rows.pop(subscription.id, None)

    def _put(self, subscription: Subscription, deed: Deed | None) -> None:
        self._rows[subscription.id] = subscription
        self.deeds += [deed] if deed else []


@dataclass
class InMemoryTopics:
    """A `Topics` on which nobody confirms until a test says so; what acts there raises `refusal`."""

    policies: dict[str, Policy] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    refusal: Exception | None = None
    meanwhile: Callable[[], None] = lambda: None
    """What somebody else does just before SNS answers to a subscribing."""

    def confirm_all(self) -> None:
        """Let the owners of all addresses confirm."""
        self.states = dict.fromkeys(self.states, State.CONFIRMED)

    def subscribe(self, subscription: Subscription, unit: Unit) -> str:
        """See `Topics.subscribe`."""
        self._refuse()
        self.meanwhile()
        arn = f"arn:{subscription.garrison}:{subscription.id}"
        if arn not in self.states:
            self.states[arn], self.policies[arn] = State.PENDING, subscription.wanted.policy(unit)
        return arn

    def state(self, arn: str, wanted: Wanted, unit: Unit) -> State:
        """See `Topics.state`."""
        stands = self.states.get(arn, State.ENDED)
        differs = stands is State.CONFIRMED and self.policies[arn] != wanted.policy(unit)
        return State.UNFINISHED if differs else stands

    def refilter(self, arn: str, wanted: Wanted, unit: Unit) -> None:
        """See `Topics.refilter`."""
        self._refuse()
        self._check(arn)
        if arn not in self.states:
            raise UnknownSubscription
        self.policies[arn] = wanted.policy(unit)

    def end(self, arn: str) -> None:
        """See `Topics.end`."""
        self._refuse()
        self._check(arn)
        self.states.pop(arn, None)
        self.policies.pop(arn, None)

    def _refuse(self) -> None:
        if self.refusal:
            raise self.refusal

    def _check(self, arn: str) -> None:
        if self.states.get(arn) is State.PENDING:
            raise StillPending


class InMemoryAlertLog:
    """An `AlertLog`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.lines: dict[tuple[str, datetime, str], Entry] = {}

    def open(self, alert: Alert, due: datetime | None, now: datetime) -> bool:
        """See `AlertLog.open`."""
        with self._lock:
            standing = self.lines.get(_place(alert))
            if standing is None:
                self.lines[_place(alert)] = _entry(alert, due)
                return due is None
            if standing.outcome in {Outcome.TOLD, Outcome.WAITING}:
                return False
            self._change(standing, attempts=1)
            return True

    def told(self, alert: Alert, message_id: str, now: datetime) -> None:
        """See `AlertLog.told`."""
        standing = self.lines[_place(alert)]
        self._change(standing, outcome=Outcome.TOLD, message_id=message_id, told_at=now)

    def failed(self, alert: Alert, reason: str) -> None:
        """See `AlertLog.failed`."""
        self._change(self.lines[_place(alert)], outcome=Outcome.FAILED, failure=reason)

    def page_of_unit(self, unit: str, after: Place | None, size: int) -> LogPage:
        """See `AlertLog.page_of_unit`."""
        own = sorted(
            (one for one in self.lines.values() if one.unit == unit),
            key=lambda one: (one.at, one.id),
            reverse=True,
        )
        if after:
            own = [one for one in own if (one.at, one.id) < (after.moment, after.id)]
        last = own[size - 1] if len(own) >= size else None
        return LogPage(tuple(own[:size]), Place(last.at, last.id) if last else None)

    def waiting(self, until: datetime) -> list[Entry]:
        """See `AlertLog.waiting`."""
        waiting = [one for one in self.lines.values() if one.outcome is Outcome.WAITING]
        return [one for one in waiting if one.due and one.due <= until]

    def told_together(self, entries: Sequence[Entry], digest: str, message_id: str, now: datetime) -> None:
        """See `AlertLog.told_together`."""
        for one in entries:
            self._change(
                one,
                outcome=Outcome.TOLD,
                message_id=message_id,
                told_at=now,
                digest=digest,
                attempts=1,
            )

    def failed_together(self, entries: Sequence[Entry], reason: str) -> None:
        """See `AlertLog.failed_together`."""
        for one in entries:
            self._change(one, failure=reason, attempts=1)

    def _change(self, entry: Entry, *, attempts: int = 0, **changes: Any) -> None:
        """Change the line that stands, and count further attempts."""
        standing = self.lines[entry.unit, entry.at, entry.id]
        changed = replace(standing, attempts=standing.attempts + attempts, **changes)
        self.lines[entry.unit, entry.at, entry.id] = changed


def _place(alert: Alert) -> tuple[str, datetime, str]:
    return alert.unit.code, alert.at, alert.id


def _entry(alert: Alert, due: datetime | None) -> Entry:
    return Entry(
        id=alert.id,
        unit=alert.unit.code,
        at=alert.at,
        event=alert.event,
        report_id=alert.report_id,
        category=alert.category.slug,
        priority=alert.category.priority,
        cell=alert.cell,
        outcome=Outcome.WAITING if due else Outcome.SENDING,
        attempts=0 if due else 1,
        due=due,
    )


class InMemoryWindows:
    """A `Windows`; `deeds` is the audit, whose list may be another store's too."""

    def __init__(self, windows: Mapping[str, Window] | None = None) -> None:
        self._windows = dict(windows or {})
        self.deeds: list[Deed] = []

    def of(self, unit: str) -> Window:
        """See `Windows.of`."""
        return self._windows.get(unit, Window.INSTANT)

    def set(self, unit: str, window: Window, deed: Deed) -> None:
        """See `Windows.set`."""
        self._windows[unit] = window
        self.deeds.append(deed)
