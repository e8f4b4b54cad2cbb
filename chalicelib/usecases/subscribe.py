"""Who hears the alerts of a unit: its coordinator lists, adds, changes and ends subscriptions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.deed import Deed
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.errors import (
    AlreadySubscribed,
    CoordinatorNeeded,
    Refused,
    SubscriptionsFull,
    UnknownSubscription,
)
from chalicelib.domain.officer import Officer, unit_in_scope
from chalicelib.domain.subscription import PER_TOPIC, State, Subscription, Wanted
from chalicelib.domain.unit import Unit
from chalicelib.ports.alerts import Subscriptions, Topics
from chalicelib.ports.calls import Audit, Clock


@dataclass(frozen=True, slots=True)
class Exchange:
    """What coordinators connect subscribers with."""

    subscriptions: Subscriptions
    topics: Topics
    units: Mapping[str, Unit]
    clock: Clock
    audit: Audit


@dataclass(frozen=True, slots=True)
class Wish:
    """The wish that an address hears alerts."""

    carrier: Carrier
    endpoint: str
    wanted: Wanted
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A subscription and how it stands with SNS now."""

    subscription: Subscription
    state: State


def subscriptions_of(code: str, officer: Officer, exchange: Exchange) -> tuple[tuple[Shown, ...], int]:
    """Return a unit's own subscriptions, oldest first, and how many more its garrison may have."""
    unit = coordinated(code, officer, exchange.units)
    garrison = exchange.subscriptions.of_garrison(unit.garrison)
    own = sorted((one for one in garrison if one.unit == unit.code), key=lambda one: (one.created_at, one.id))
    return tuple(_shown(one, exchange) for one in own), max(0, PER_TOPIC - len(garrison))


def subscribe(code: str, wish: Wish, officer: Officer, exchange: Exchange) -> tuple[Shown, bool]:
    """Let an address hear a unit's alerts; return how it stands, and whether it is new.

    The row comes first, so that nobody hears alerts whom no list names; the same wish again finishes
    what broke off. Raises `AlreadySubscribed`, `SubscriptionsFull`, or `InvalidValue` when SNS refuses
    the address.
    """
    unit = coordinated(code, officer, exchange.units)
    wanted = _new(wish, unit, officer, exchange)
    others = {one.id for one in exchange.subscriptions.of_garrison(unit.garrison)}
    if wanted.id not in others and len(others) >= PER_TOPIC:
        raise SubscriptionsFull
    standing = exchange.subscriptions.add(wanted)
    if not standing.asks_for_the_same(wanted):
        raise AlreadySubscribed
    if _state(standing, exchange) in {State.UNFINISHED, State.ENDED}:
        _note(f"subscribe {standing.carrier} {standing.id} of {unit.code}", officer, exchange)
        standing = _connected(standing, unit, exchange)
    return _shown(standing, exchange), wanted.id not in others


def change_subscription(
    code: str, subscription_id: str, wish: tuple[Wanted, str | None], officer: Officer, exchange: Exchange
) -> Shown:
    """Give a subscription another filter and label; raise `UnknownSubscription` or `StillPending`."""
    unit = coordinated(code, officer, exchange.units)
    standing = _found(subscription_id, unit, exchange)
    wanted, label = wish
    changed = replace(standing, wanted=wanted, label=label)
    _note(f"change subscription {standing.id} of {unit.code}", officer, exchange)
    if wanted != standing.wanted:
        exchange.topics.refilter(_arn(standing, unit, exchange), wanted, unit)
    exchange.subscriptions.replace(changed)
    return _shown(changed, exchange)


def unsubscribe(code: str, subscription_id: str, officer: Officer, exchange: Exchange) -> None:
    """End a subscription; raise `UnknownSubscription` or `StillPending`."""
    unit = coordinated(code, officer, exchange.units)
    standing = _found(subscription_id, unit, exchange)
    _note(f"unsubscribe {standing.id} of {unit.code}", officer, exchange)
    exchange.topics.end(_arn(standing, unit, exchange))
    exchange.subscriptions.remove(standing)


def coordinated(code: str, officer: Officer, units: Mapping[str, Unit]) -> Unit:
    """Return a unit that the officer coordinates.

    Raises `UnknownUnit`, `OutsideScope` or `CoordinatorNeeded`.
    """
    unit = unit_in_scope(code, officer, units)
    if not officer.coordinates:
        raise CoordinatorNeeded
    return unit


def _note(what: str, officer: Officer, exchange: Exchange) -> None:
    """Keep what is about to be done, by the subscription's id and never by its address."""
    exchange.audit(Deed(officer, exchange.clock(), what))


def _new(wish: Wish, unit: Unit, officer: Officer, exchange: Exchange) -> Subscription:
    return Subscription(
        garrison=unit.garrison,
        unit=unit.code,
        carrier=wish.carrier,
        endpoint=wish.endpoint,
        wanted=wish.wanted,
        label=wish.label,
        created_at=exchange.clock(),
        created_by=officer.signature,
    )


def _connected(standing: Subscription, unit: Unit, exchange: Exchange) -> Subscription:
    """Return the subscription as SNS took it; one that it refuses is forgotten."""
    try:
        connected = standing.known_as(exchange.topics.subscribe(standing, unit))
    except Refused:
        exchange.subscriptions.remove(standing)
        raise
    exchange.subscriptions.replace(connected)
    return connected


def _found(subscription_id: str, unit: Unit, exchange: Exchange) -> Subscription:
    for one in exchange.subscriptions.of_garrison(unit.garrison):
        if (one.id, one.unit) == (subscription_id, unit.code):
            return one
    raise UnknownSubscription


def _arn(standing: Subscription, unit: Unit, exchange: Exchange) -> str:
    """Return the name in SNS; where a crash kept it from us, SNS tells it again."""
    return standing.arn or exchange.topics.subscribe(standing, unit)


def _shown(standing: Subscription, exchange: Exchange) -> Shown:
    return Shown(standing, _state(standing, exchange))


def _state(standing: Subscription, exchange: Exchange) -> State:
    return exchange.topics.state(standing.arn) if standing.arn else State.UNFINISHED
