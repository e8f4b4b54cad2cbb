"""Subscriptions at SNS: filters on attributes, a queue for what an address never takes, errors as ours."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import Busy, InvalidValue, StillPending, SubscriptionsFull, UnknownSubscription
from chalicelib.domain.subscription import State, Subscription, Wanted
from chalicelib.domain.unit import Unit

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

GONE = frozenset({"NotFound", "NotFoundException"})
INVALID = frozenset({"InvalidParameter", "InvalidParameterException"})
FULL = frozenset({"FilterPolicyLimitExceeded", "SubscriptionLimitExceeded"})


class SnsTopics:
    """The real `Topics`. `undelivered` is the ARN of the queue that keeps what an address never took."""

    def __init__(self, client: "SNSClient", topic_prefix: str, undelivered: str) -> None:
        self._client = client
        self._topic_prefix = topic_prefix
        self._undelivered = undelivered

    def subscribe(self, subscription: Subscription, unit: Unit) -> str:
        """See `Topics.subscribe`; SNS itself asks whoever owns the address to confirm."""
        attributes = {
            "FilterPolicy": json.dumps(subscription.wanted.policy(unit)),
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": self._undelivered}),
        }
        with _explained():
            answer = self._client.subscribe(
                TopicArn=self._topic_prefix + subscription.garrison,
                Protocol=subscription.carrier.value,
                Endpoint=subscription.endpoint,
                Attributes=attributes,
                ReturnSubscriptionArn=True,
            )
        return answer["SubscriptionArn"]

    def state(self, arn: str, wanted: Wanted, unit: Unit) -> State:
        """See `Topics.state`."""
        try:
            with _explained():
                found = self._client.get_subscription_attributes(SubscriptionArn=arn)
        except UnknownSubscription:
            return State.ENDED
        attributes = found["Attributes"]
        if attributes.get("PendingConfirmation") == "true":
            return State.PENDING
        hears = json.loads(attributes.get("FilterPolicy", "{}"))
        return State.CONFIRMED if hears == wanted.policy(unit) else State.UNFINISHED

    def refilter(self, arn: str, wanted: Wanted, unit: Unit) -> None:
        """See `Topics.refilter`."""
        policy = json.dumps(wanted.policy(unit))
        with _unless_pending():
            self._client.set_subscription_attributes(
                SubscriptionArn=arn, AttributeName="FilterPolicy", AttributeValue=policy
            )

    def end(self, arn: str) -> None:
        """See `Topics.end`."""
        with suppress(UnknownSubscription), _unless_pending():
            self._client.unsubscribe(SubscriptionArn=arn)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what SNS says into our errors; whatever may pass by itself is `Busy`."""
    try:
        yield
    except ClientError as error:
        code = str(error.response["Error"]["Code"])
        if code in GONE:
            raise UnknownSubscription from error
        if code in FULL:
            raise SubscriptionsFull from error
        if code in INVALID:
            raise InvalidValue("SNS does not take this address.") from error
        raise Busy("SNS does not take subscriptions now.") from error
    except BotoCoreError as error:
        raise Busy("SNS does not answer.") from error


@contextmanager
def _unless_pending() -> Iterator[None]:
    """Say of a subscription that SNS refuses to touch that nobody has confirmed it: the only reason known."""
    try:
        with _explained():
            yield
    except InvalidValue as error:
        raise StillPending from error
