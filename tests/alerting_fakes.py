"""Stores of alerting in memory, beside those of `tests.fakes`; one suite holds them and the real ones."""

from dataclasses import dataclass, field
from threading import Lock

from chalicelib.domain.errors import StillPending, UnknownSubscription
from chalicelib.domain.subscription import Policy, State, Subscription, Wanted
from chalicelib.domain.unit import Unit


class InMemorySubscriptions:
    """A `Subscriptions`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: dict[str, Subscription] = {}

    def of_garrison(self, garrison: str) -> list[Subscription]:
        """See `Subscriptions.of_garrison`."""
        return [one for one in self._rows.values() if one.garrison == garrison]

    def add(self, wanted: Subscription) -> Subscription:
        """See `Subscriptions.add`."""
        with self._lock:
            return self._rows.setdefault(wanted.id, wanted)

    def replace(self, subscription: Subscription) -> None:
        """See `Subscriptions.replace`."""
        with self._lock:
            if subscription.id not in self._rows:
                raise UnknownSubscription
            self._rows[subscription.id] = subscription

    def remove(self, subscription: Subscription) -> None:
        """See `Subscriptions.remove`."""
        with self._lock:
            self._rows.pop(subscription.id, None)


@dataclass
class InMemoryTopics:
    """A `Topics` on which nobody confirms until a test says so; subscribing raises `refusal`."""

    policies: dict[str, Policy] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    refusal: Exception | None = None

    def confirm_all(self) -> None:
        """Let the owners of all addresses confirm."""
        self.states = dict.fromkeys(self.states, State.CONFIRMED)

    def subscribe(self, subscription: Subscription, unit: Unit) -> str:
        """See `Topics.subscribe`."""
        if self.refusal:
            raise self.refusal
        arn = f"arn:{subscription.garrison}:{subscription.id}"
        if arn not in self.states:
            self.states[arn], self.policies[arn] = State.PENDING, subscription.wanted.policy(unit)
        return arn

    def state(self, arn: str) -> State:
        """See `Topics.state`."""
        return self.states.get(arn, State.ENDED)

    def refilter(self, arn: str, wanted: Wanted, unit: Unit) -> None:
        """See `Topics.refilter`."""
        self._check(arn)
        if arn not in self.states:
            raise UnknownSubscription
        self.policies[arn] = wanted.policy(unit)

    def end(self, arn: str) -> None:
        """See `Topics.end`."""
        self._check(arn)
        self.states.pop(arn, None)
        self.policies.pop(arn, None)

    def _check(self, arn: str) -> None:
        if self.state(arn) is State.PENDING:
            raise StillPending
