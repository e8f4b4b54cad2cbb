"""Subscribing: by coordinators in their scope, once for an address, and whole again after any break."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.domain.category import Priority
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.errors import (
    AlreadySubscribed,
    Busy,
    CoordinatorNeeded,
    InvalidValue,
    OutsideScope,
    StillPending,
    SubscriptionsFull,
    UnknownSubscription,
    UnknownUnit,
)
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.subscription import PER_TOPIC, State, Wanted
from chalicelib.usecases.subscribe import (
    Exchange,
    NewSubscription,
    change_subscription,
    subscribe,
    subscriptions_of,
    unsubscribe,
)
from tests.builders import a_subscription, an_officer
from tests.fakes.alerts import InMemorySubscriptions, InMemoryTopics
from tests.fakes.calls import SetClock
from tests.gateway import UNITS

COORDINATOR = an_officer(Role.LOCAL_COORDINATOR)
DESK = NewSubscription(Carrier.EMAIL, "duty@police.example", Wanted(), "Dyżurny")
URGENT = Wanted(priorities=(Priority.URGENT,))


def an_exchange(table: InMemorySubscriptions | None = None) -> tuple[Exchange, InMemoryTopics]:
    topics = InMemoryTopics()
    return Exchange(table or InMemorySubscriptions(), topics, UNITS, SetClock()), topics


def test_a_subscription_waits_for_whoever_owns_the_address() -> None:
    exchange, topics = an_exchange()

    shown, new = subscribe("1261", DESK, COORDINATOR, exchange)
    before = subscriptions_of("1261", COORDINATOR, exchange)
    topics.confirm_all()
    (listed,), left = subscriptions_of("1261", COORDINATOR, exchange)

    assert new
    assert before == ((shown,), PER_TOPIC - 1)
    assert (shown.state, listed.state) == (State.PENDING, State.CONFIRMED)
    assert listed.subscription.created_by == "local_coordinator@1261"
    assert left == PER_TOPIC - 1


def test_the_same_wish_again_changes_nothing() -> None:
    exchange, topics = an_exchange()
    first, _ = subscribe("1261", DESK, COORDINATOR, exchange)

    again, new = subscribe("1261", DESK, COORDINATOR, exchange)

    assert (again, new) == (first, False)
    assert len(topics.states) == 1


@pytest.mark.parametrize(("code", "wish"), [("1206", DESK), ("1261", replace(DESK, wanted=URGENT))])
def test_an_address_hears_a_garrison_by_one_subscription(code: str, wish: NewSubscription) -> None:
    exchange, topics = an_exchange()
    subscribe("1261", DESK, COORDINATOR, exchange)

    with pytest.raises(AlreadySubscribed):
        subscribe(code, wish, an_officer(Role.GARRISON_COORDINATOR, "12"), exchange)

    assert [policy["unit_path"][0] for policy in topics.policies.values()] == ["12/1261"]


def test_a_wish_that_broke_off_is_seen_and_finished_by_the_same_wish() -> None:
    exchange, topics = an_exchange()
    topics.refusal = Busy("SNS does not answer.")
    with pytest.raises(Busy):
        subscribe("1261", DESK, COORDINATOR, exchange)
    (seen,), _ = subscriptions_of("1261", COORDINATOR, exchange)

    topics.refusal = None
    finished, new = subscribe("1261", DESK, COORDINATOR, exchange)

    assert seen.state is State.UNFINISHED
    assert (finished.state, new) == (State.PENDING, False)


def test_what_sns_took_before_a_crash_can_be_ended() -> None:
    exchange, topics = an_exchange()
    lost = a_subscription()
    exchange.subscriptions.add(lost, None)
    topics.subscribe(lost, UNITS["1261"])
    topics.confirm_all()

    unsubscribe("1261", lost.id, COORDINATOR, exchange)

    assert topics.states == {}
    assert exchange.subscriptions.of_garrison("12") == []


def test_what_nobody_has_confirmed_is_asked_for_once_more_at_most_and_ends_when_sns_forgets_it() -> None:
    exchange, topics = an_exchange()
    asked: list[str] = []
    topics.meanwhile = lambda: asked.append("confirm")
    lost = a_subscription()
    exchange.subscriptions.add(lost, None)

    for _ in range(3):
        with pytest.raises(StillPending):
            unsubscribe("1261", lost.id, COORDINATOR, exchange)
    change_subscription("1261", lost.id, (lost.wanted, "Nocna zmiana"), COORDINATOR, exchange)
    topics.states.clear()
    unsubscribe("1261", lost.id, COORDINATOR, exchange)

    assert asked == ["confirm"]
    assert exchange.subscriptions.of_garrison("12") == []


def test_an_address_that_sns_refuses_leaves_nothing_behind() -> None:
    exchange, topics = an_exchange()
    topics.refusal = InvalidValue("SNS does not take this address.")

    with pytest.raises(InvalidValue):
        subscribe("1261", DESK, COORDINATOR, exchange)

    assert exchange.subscriptions.of_garrison("12") == []


def test_a_subscription_that_its_owner_ended_begins_anew_with_the_same_wish() -> None:
    exchange, topics = an_exchange()
    subscribe("1261", DESK, COORDINATOR, exchange)
    topics.states.clear()
    (ended,), _ = subscriptions_of("1261", COORDINATOR, exchange)

    again, new = subscribe("1261", DESK, COORDINATOR, exchange)

    assert ended.state is State.ENDED
    assert (again.state, new) == (State.PENDING, False)


def test_a_garrison_has_as_many_subscriptions_as_its_topic_takes_and_may_still_repeat_one() -> None:
    exchange, _ = an_exchange()
    for n in range(PER_TOPIC):
        exchange.subscriptions.add(a_subscription(endpoint=f"duty{n}@police.example", unit="1206"), None)

    with pytest.raises(SubscriptionsFull):
        subscribe("1261", DESK, COORDINATOR, exchange)
    boss = an_officer(Role.GARRISON_COORDINATOR, "12")
    repeated, new = subscribe("1206", replace(DESK, endpoint="duty7@police.example"), boss, exchange)

    assert not new
    assert repeated.state is State.PENDING
    assert subscriptions_of("1261", COORDINATOR, exchange) == ((), 0)


def test_a_change_reaches_sns_and_the_list_once_the_owner_has_confirmed() -> None:
    exchange, topics = an_exchange()
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    wish = (URGENT, "Tylko pilne")

    with pytest.raises(StillPending):
        change_subscription("1261", shown.subscription.id, wish, COORDINATOR, exchange)
    topics.confirm_all()
    change_subscription("1261", shown.subscription.id, wish, COORDINATOR, exchange)

    (listed,), _ = subscriptions_of("1261", COORDINATOR, exchange)
    assert (listed.subscription.wanted, listed.subscription.label) == (URGENT, "Tylko pilne")
    assert [policy["priority"] for policy in topics.policies.values()] == [["urgent"]]


def test_a_new_label_alone_needs_nobody_to_confirm() -> None:
    exchange, _ = an_exchange()
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)

    changed = change_subscription("1261", shown.subscription.id, (Wanted(), None), COORDINATOR, exchange)

    assert changed.subscription.label is None


def test_an_ended_subscription_is_gone_and_a_pending_one_is_not_ended() -> None:
    exchange, topics = an_exchange()
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)

    with pytest.raises(StillPending):
        unsubscribe("1261", shown.subscription.id, COORDINATOR, exchange)
    topics.confirm_all()
    unsubscribe("1261", shown.subscription.id, COORDINATOR, exchange)

    assert topics.states == {}
    with pytest.raises(UnknownSubscription):
        unsubscribe("1261", shown.subscription.id, COORDINATOR, exchange)


def test_a_subscription_is_found_under_its_own_unit_only() -> None:
    exchange, topics = an_exchange()
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    topics.confirm_all()

    with pytest.raises(UnknownSubscription):
        unsubscribe("1206", shown.subscription.id, an_officer(Role.NATIONAL_ADMIN, "KGP"), exchange)

    assert subscriptions_of("1206", an_officer(Role.NATIONAL_ADMIN, "KGP"), exchange)[0] == ()


Act = Callable[[], object]
MAY: dict[tuple[Role, str], dict[str, type[Exception] | None]] = {
    (Role.OFFICER, "1261"): {"1261": CoordinatorNeeded, "1206": OutsideScope, "12": OutsideScope},
    (Role.LOCAL_COORDINATOR, "1261"): {"1261": None, "1206": OutsideScope, "12": OutsideScope},
    (Role.GARRISON_COORDINATOR, "12"): {"1261": None, "12": None, "1465-1": OutsideScope},
    (Role.NATIONAL_ADMIN, "KGP"): {"1261": None, "KSP": None, "9999": UnknownUnit},
}


@pytest.mark.parametrize(
    ("who", "code", "refusal"),
    [(who, code, refusal) for who, row in MAY.items() for code, refusal in row.items()],
)
@pytest.mark.parametrize("act", ["list", "subscribe", "change", "end"])
def test_who_may_decide_who_is_told(
    who: tuple[Role, str], code: str, refusal: type[Exception] | None, act: str
) -> None:
    exchange, topics = an_exchange()
    boss = an_officer(Role.NATIONAL_ADMIN, "KGP")
    standing = subscribe(code, DESK, boss, exchange)[0].subscription.id if code in UNITS else "0" * 24
    topics.confirm_all()
    officer = Officer("somebody", *who)
    acts: dict[str, Act] = {
        "list": lambda: subscriptions_of(code, officer, exchange),
        "subscribe": lambda: subscribe(code, replace(DESK, endpoint="new@police.example"), officer, exchange),
        "change": lambda: change_subscription(code, standing, (URGENT, None), officer, exchange),
        "end": lambda: unsubscribe(code, standing, officer, exchange),
    }

    if refusal is None:
        acts[act]()
    else:
        with pytest.raises(refusal):
            acts[act]()


def test_every_change_is_audited_without_the_address() -> None:
    table = InMemorySubscriptions()
    exchange, topics = an_exchange(table)

    for _ in range(2):
        shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    topics.confirm_all()
    for _ in range(2):
        change_subscription("1261", shown.subscription.id, (URGENT, None), COORDINATOR, exchange)
    unsubscribe("1261", shown.subscription.id, COORDINATOR, exchange)

    number = shown.subscription.id
    assert [deed.what for deed in table.deeds] == [
        f"subscribe email {number} of 1261",
        f"change subscription {number} of 1261",
        f"unsubscribe {number} of 1261",
    ]
    assert "police" not in repr(table.deeds)


def test_a_change_that_broke_off_before_sns_is_seen_and_finished_by_the_same_change() -> None:
    table = InMemorySubscriptions()
    exchange, topics = an_exchange(table)
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    topics.confirm_all()
    change = (shown.subscription.id, (URGENT, "Pilne"))
    topics.refusal = Busy("SNS does not answer.")
    with pytest.raises(Busy):
        change_subscription("1261", *change, COORDINATOR, exchange)
    (seen,), _ = subscriptions_of("1261", COORDINATOR, exchange)

    topics.refusal = None
    finished = change_subscription("1261", *change, COORDINATOR, exchange)

    assert (seen.subscription.wanted, seen.state) == (URGENT, State.UNFINISHED)
    assert finished.state is State.CONFIRMED
    assert [policy["priority"] for policy in topics.policies.values()] == [["urgent"]]
    assert len(table.deeds) == 2


def test_a_change_that_broke_off_is_finished_by_the_same_wish_too() -> None:
    exchange, topics = an_exchange()
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    topics.confirm_all()
    exchange.subscriptions.replace(replace(shown.subscription, wanted=URGENT), None)

    finished, new = subscribe("1261", replace(DESK, wanted=URGENT), COORDINATOR, exchange)

    assert (finished.state, new) == (State.CONFIRMED, False)
    assert [policy["priority"] for policy in topics.policies.values()] == [["urgent"]]


def test_an_ending_that_broke_off_at_sns_is_finished_by_the_same_ending() -> None:
    table = InMemorySubscriptions()
    exchange, topics = an_exchange(table)
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    topics.confirm_all()
    topics.refusal = Busy("SNS does not answer.")
    with pytest.raises(Busy):
        unsubscribe("1261", shown.subscription.id, COORDINATOR, exchange)
    (seen,), _ = subscriptions_of("1261", COORDINATOR, exchange)

    topics.refusal = None
    unsubscribe("1261", shown.subscription.id, COORDINATOR, exchange)

    assert seen.state is State.CONFIRMED
    assert (topics.states, table.of_garrison("12")) == ({}, [])


def test_what_is_refused_is_no_deed() -> None:
    table = InMemorySubscriptions()
    exchange, _ = an_exchange(table)
    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)
    boss = an_officer(Role.GARRISON_COORDINATOR, "12")
    acts: list[tuple[Act, type[Exception]]] = [
        (lambda: subscribe("1206", DESK, boss, exchange), AlreadySubscribed),
        (
            lambda: change_subscription("1261", shown.subscription.id, (URGENT, None), boss, exchange),
            StillPending,
        ),
        (lambda: unsubscribe("1261", shown.subscription.id, boss, exchange), StillPending),
    ]

    for act, refusal in acts:
        with pytest.raises(refusal):
            act()

    assert [deed.officer for deed in table.deeds] == [COORDINATOR]


def test_what_sns_delivers_to_is_listed_though_somebody_ended_it_meanwhile() -> None:
    table = InMemorySubscriptions()
    exchange, topics = an_exchange(table)
    topics.meanwhile = lambda: table.remove(table.of_garrison("12")[0])

    shown, _ = subscribe("1261", DESK, COORDINATOR, exchange)

    assert table.of_garrison("12") == [shown.subscription]
    assert shown.subscription.arn in topics.states
