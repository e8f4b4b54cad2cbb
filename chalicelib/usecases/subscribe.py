"""Who hears the alerts of a unit: its coordinator lists, adds, changes and ends subscriptions.

The table is written first, in one transaction with the deed, then SNS: whatever breaks off between them is
seen as unfinished, and the same wish again finishes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.deed import Deed
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.errors import (
    AlreadySubscribed,
    CoordinatorNeeded,
    Refused,
    StillPending,
    SubscriptionsFull,
    UnknownSubscription,
)
from chalicelib.domain.officer import Officer, unit_in_scope
from chalicelib.domain.subscription import PER_TOPIC, State, Subscription, Wanted
from chalicelib.domain.unit import Unit
from chalicelib.ports.alerts import Subscriptions, Topics
from chalicelib.ports.calls import Clock


@dataclass(frozen=True, slots=True)
class Exchange:
    """What coordinators connect subscribers with."""

    subscriptions: Subscriptions
    topics: Topics
    units: Mapping[str, Unit]
    clock: Clock


@dataclass(frozen=True, slots=True)
class NewSubscription:
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
    return tuple(_shown(one, unit, exchange) for one in own), max(0, PER_TOPIC - len(garrison))


def subscribe(code: str, wish: NewSubscription, officer: Officer, exchange: Exchange) -> tuple[Shown, bool]:
    """Let an address hear a unit's alerts; return how it stands, and whether it is new.

    Raises `AlreadySubscribed`, `SubscriptionsFull`, or `InvalidValue` when SNS refuses the address.
    """
    unit = coordinated(code, officer, exchange.units)
    wanted = _new(wish, unit, officer, exchange)
    others = {one.id for one in exchange.subscriptions.of_garrison(unit.garrison)}
    if wanted.id not in others and len(others) >= PER_TOPIC:
        raise SubscriptionsFull
    deed = _deed(f"subscribe {wanted.carrier} {wanted.id} of {unit.code}", officer, exchange)
    standing = exchange.subscriptions.add(wanted, deed)
    if not standing.asks_for_the_same(wanted):
        raise AlreadySubscribed
    shown = _shown(standing, unit, exchange)
    if shown.state in {State.UNFINISHED, State.ENDED}:
        if standing != wanted:
            exchange.subscriptions.note(standing, deed)
        shown = _shown(_finished(shown, unit, exchange), unit, exchange)
    return shown, wanted.id not in others


def change_subscription(
    code: str, subscription_id: str, wish: tuple[Wanted, str | None], officer: Officer, exchange: Exchange
) -> Shown:
    """Give a subscription another filter and label; raise `UnknownSubscription` or `StillPending`."""
    unit = coordinated(code, officer, exchange.units)
    standing = _known(_found(subscription_id, unit, exchange), unit, exchange)
    wanted, label = wish
    if wanted != standing.wanted:
        _check_confirmed(_shown(standing, unit, exchange).state)
    changed = replace(standing, wanted=wanted, label=label)
    if changed != standing:
        deed = _deed(f"change subscription {changed.id} of {unit.code}", officer, exchange)
        exchange.subscriptions.replace(changed, deed)
    shown = _shown(changed, unit, exchange)
    if shown.state is State.UNFINISHED:
        shown = _shown(_finished(shown, unit, exchange), unit, exchange)
    return shown


def unsubscribe(code: str, subscription_id: str, officer: Officer, exchange: Exchange) -> None:
    """End a subscription; raise `UnknownSubscription` or `StillPending`.

    Here SNS comes before the table, so that nobody hears alerts whom no list names, and the deed before both.
    """
    unit = coordinated(code, officer, exchange.units)
    standing = _known(_found(subscription_id, unit, exchange), unit, exchange)
    if _shown(standing, unit, exchange).state is State.PENDING:
        raise StillPending
    deed = _deed(f"unsubscribe {standing.id} of {unit.code}", officer, exchange)
    exchange.subscriptions.note(standing, deed)
    if standing.arn:
        exchange.topics.end(standing.arn)
    exchange.subscriptions.remove(standing)


def coordinated(code: str, officer: Officer, units: Mapping[str, Unit]) -> Unit:
    """Return a unit that the officer coordinates.

    Raises `UnknownUnit`, `OutsideScope` or `CoordinatorNeeded`.
    """
    unit = unit_in_scope(code, officer, units)
    if not officer.coordinates:
        raise CoordinatorNeeded
    return unit


def _deed(what: str, officer: Officer, exchange: Exchange) -> Deed:
    """Return what is kept of a change, by the subscription's id and never by its address."""
    return Deed(officer, exchange.clock(), what)


def _new(wish: NewSubscription, unit: Unit, officer: Officer, exchange: Exchange) -> Subscription:
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


def _finished(shown: Shown, unit: Unit, exchange: Exchange) -> Subscription:
    """Let SNS hold what the table says, after the deed was kept."""
    one = shown.subscription
    if one.arn and shown.state is State.UNFINISHED:
        exchange.topics.refilter(one.arn, one.wanted, unit)
        return one
    return _connected(one, unit, exchange)


def _connected(standing: Subscription, unit: Unit, exchange: Exchange) -> Subscription:
    """Return the subscription as SNS took it; one that it refuses is forgotten.

    Whoever ended it meanwhile came first: what SNS delivers to is always in the table.
    """
    try:
        connected = standing.known_as(exchange.topics.subscribe(standing, unit))
    except Refused:
        exchange.subscriptions.remove(standing)
        raise
    try:
        exchange.subscriptions.replace(connected, None)
    except UnknownSubscription:
        exchange.subscriptions.add(connected, None)
    return connected


def _found(subscription_id: str, unit: Unit, exchange: Exchange) -> Subscription:
    for one in exchange.subscriptions.of_garrison(unit.garrison):
        if (one.id, one.unit) == (subscription_id, unit.code):
            return one
    raise UnknownSubscription


def _known(standing: Subscription, unit: Unit, exchange: Exchange) -> Subscription:
    """Return the subscription with its name in SNS; where a crash kept it from us, SNS tells it again."""
    return standing if standing.arn else _connected(standing, unit, exchange)


def _check_confirmed(state: State) -> None:
    """Refuse what SNS would refuse after the table was written."""
    if state is State.PENDING:
        raise StillPending
    if state is State.ENDED:
        raise UnknownSubscription


def _shown(standing: Subscription, unit: Unit, exchange: Exchange) -> Shown:
    known = exchange.topics.state(standing.arn, standing.wanted, unit) if standing.arn else None
    return Shown(standing, known or State.UNFINISHED)
