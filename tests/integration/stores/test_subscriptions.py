"""What every store of subscriptions and all topics promise, in memory and real."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from chalicelib.domain.category import Priority
from chalicelib.domain.deed import Deed
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.errors import UnknownSubscription
from chalicelib.domain.notification import Event
from chalicelib.domain.subscription import State, Subscription, Wanted
from chalicelib.ports.alerts import Subscriptions, Topics
from infra.local.resources import clients
from tests.builders import PLACED, a_subscription, a_unit, an_officer
from tests.fakes.alerts import InMemoryTopics
from tests.integration.stores.conftest import Stores

UNIT = a_unit()
PICKED = Wanted(
    below=False, categories=("speeding", "begging"), priorities=(Priority.URGENT,), events=(Event.OPENED,)
)
New = Callable[[], str]


def of_its_own(new: New) -> Subscription:
    """Return a subscription in a garrison that no other test has."""
    return a_subscription(garrison=new(), endpoint=f"{new()}@police.example")


def a_deed(new: New) -> Deed:
    return Deed(an_officer(), PLACED, new())


def a_queue(new: New) -> Subscription:
    """Return a queue's subscription, which nobody has to confirm."""
    arn = f"arn:aws:sqs:eu-central-1:000000000000:{new()}"
    return replace(a_subscription(), carrier=Carrier.SQS, endpoint=arn)


def confirmed(topics: Topics) -> None:
    if isinstance(topics, InMemoryTopics):
        topics.confirm_all()


@pytest.mark.parametrize("wanted", [Wanted(), PICKED])
def test_what_was_written_is_read_as_it_was(subscriptions: Subscriptions, new: New, wanted: Wanted) -> None:
    one = replace(of_its_own(new), wanted=wanted, label="Dyżurny", arn="arn:of:sns")

    subscriptions.add(one, a_deed(new))

    assert list(subscriptions.of_garrison(one.garrison)) == [one]


def test_an_address_is_written_once_and_whoever_comes_later_gets_what_stands(
    subscriptions: Subscriptions, new: New
) -> None:
    one = of_its_own(new)
    rivals = [replace(one, unit=unit) for unit in ("1261", "1206", "1201", "1203")]

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda rival: subscriptions.add(rival, a_deed(new)), rivals))

    assert set(answers) == {answers[0]}
    assert list(subscriptions.of_garrison(one.garrison)) == [answers[0]]


def test_only_what_stands_is_replaced_and_what_is_gone_stays_gone(
    subscriptions: Subscriptions, new: New
) -> None:
    one = subscriptions.add(of_its_own(new), None)

    subscriptions.replace(one.known_as("arn:of:sns"), None)
    (changed,) = subscriptions.of_garrison(one.garrison)
    subscriptions.remove(one)
    subscriptions.remove(one)

    assert changed.arn == "arn:of:sns"
    assert list(subscriptions.of_garrison(one.garrison)) == []
    with pytest.raises(UnknownSubscription):
        subscriptions.replace(one, a_deed(new))
    with pytest.raises(UnknownSubscription):
        subscriptions.note(one, a_deed(new))


def test_a_topic_has_an_address_once_until_it_is_ended(topics: Topics, new: New) -> None:
    queue = a_queue(new)

    arn = topics.subscribe(queue, UNIT)
    again = topics.subscribe(queue, UNIT)
    confirmed(topics)
    stood = topics.state(arn, Wanted(), UNIT)
    different = topics.state(arn, PICKED, UNIT)
    topics.end(arn)
    topics.end(arn)

    assert again == arn
    assert (stood, different) == (State.CONFIRMED, State.UNFINISHED)
    assert topics.state(arn, Wanted(), UNIT) is State.ENDED


def test_a_filter_is_changed_where_there_is_a_subscription(topics: Topics, new: New) -> None:
    arn = topics.subscribe(a_queue(new), UNIT)
    confirmed(topics)

    topics.refilter(arn, PICKED, UNIT)
    changed = topics.state(arn, PICKED, UNIT)
    topics.end(arn)

    assert changed is State.CONFIRMED
    with pytest.raises(UnknownSubscription):
        topics.refilter(arn, PICKED, UNIT)


def test_sns_holds_the_filter_and_where_to_put_what_is_never_taken(real: Stores, new: New) -> None:
    arn = real.topics.subscribe(a_queue(new), UNIT)
    before = _attributes(real, arn)

    real.topics.refilter(arn, PICKED, UNIT)

    assert json.loads(before["FilterPolicy"]) == Wanted().policy(UNIT)
    assert json.loads(_attributes(real, arn)["FilterPolicy"]) == PICKED.policy(UNIT)
    assert json.loads(before["RedrivePolicy"]) == {
        "deadLetterTargetArn": real.setting("UNDELIVERED_ALERTS_ARN")
    }


def test_an_endpoint_waits_under_its_own_name_until_its_owner_confirms(real: Stores, new: New) -> None:
    address = f"https://{new()}.invalid/hook"
    endpoint = replace(a_subscription(), carrier=Carrier.HTTPS, endpoint=address)

    arn = real.topics.subscribe(endpoint, UNIT)

    assert real.topics.state(arn, Wanted(), UNIT) is State.PENDING
    assert real.topics.subscribe(endpoint, UNIT) == arn


def _attributes(real: Stores, arn: str) -> dict[str, str]:
    found = clients(real.endpoint)("sns").get_subscription_attributes(SubscriptionArn=arn)
    return dict(found["Attributes"])
