"""Two subscribers of all topics, so that alerts can be seen: an HTTP endpoint and a queue with a filter."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from infra.local.message import Answer, Request
from infra.local.plan import Subscription
from infra.local.resources import subscribe

PATH = "/local/alerts"
QUEUE = "local-urgent-alerts"
POLICY = {"priority": ["urgent"]}
KEPT = 100
CONFIRMATION_SECONDS = 60.0


class Subscribers:
    """Hears alerts over HTTP and through a queue for urgent ones, and shows the latest as JSON."""

    def __init__(self, client: Callable[[str], Any], topics: Sequence[str], url: str) -> None:
        self._sns, self._sqs, self._topics, self._url = client("sns"), client("sqs"), topics, url
        self._heard: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._queue_url = ""
        self._lock = threading.Lock()

    def subscribe(self) -> None:
        """Subscribe to every topic; subscriptions of earlier runs under another address are ended."""
        for old in self._subscriptions():
            if old["Endpoint"] != self._endpoint:
                self._sns.unsubscribe(SubscriptionArn=old["SubscriptionArn"])
        self._queue_url = self._sqs.create_queue(QueueName=QUEUE)["QueueUrl"]
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._queue_url, AttributeNames=["QueueArn"])
        queue_arn = attributes["Attributes"]["QueueArn"]
        policy = {"FilterPolicy": json.dumps(POLICY), "RawMessageDelivery": "true"}
        for topic in self._topics:
            subscribe(self._sns, Subscription(topic, "http", self._endpoint, {}))
            subscribe(self._sns, Subscription(topic, "sqs", queue_arn, policy))
        self._wait_for_confirmations()

    def handle(self, request: Request) -> Answer:
        """Take what SNS posts; show what came to anybody else."""
        if request.method != "POST":
            return self._shown()
        message = json.loads(request.body)
        if message.get("Type") == "SubscriptionConfirmation":
            self._sns.confirm_subscription(TopicArn=message["TopicArn"], Token=message["Token"])
        else:
            self._hear("http", message)
        return Answer(200, [("Content-Type", "text/plain")], b"")

    @property
    def _endpoint(self) -> str:
        return f"{self._url}{PATH}"

    def _subscriptions(self) -> list[dict[str, str]]:
        pages = self._sns.get_paginator("list_subscriptions").paginate()
        return [each for page in pages for each in page["Subscriptions"] if each["Protocol"] == "http"]

    def _wait_for_confirmations(self) -> None:
        """Until an endpoint has confirmed, SNS sends it nothing."""
        deadline = time.monotonic() + CONFIRMATION_SECONDS
        while any(each["SubscriptionArn"] == "PendingConfirmation" for each in self._subscriptions()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"SNS did not reach {self._endpoint} to have the subscription confirmed.")
            time.sleep(0.05)

    def _shown(self) -> Answer:
        with self._lock:
            self._read_queue()
            latest = list(reversed(self._heard))
        text = json.dumps({"alerts": latest}, ensure_ascii=False, indent=1)
        return Answer(
            200, [("Content-Type", "application/json"), ("Cache-Control", "no-store")], text.encode()
        )

    def _read_queue(self) -> None:
        while got := self._sqs.receive_message(QueueUrl=self._queue_url, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in got:
                self._hear("sqs", {"Message": message["Body"]})
                self._sqs.delete_message(QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])

    def _hear(self, protocol: str, message: dict[str, Any]) -> None:
        attributes = {name: each["Value"] for name, each in message.get("MessageAttributes", {}).items()}
        self._heard.append(
            {
                "over": protocol,
                "heard_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "topic": message.get("TopicArn"),
                "subject": message.get("Subject"),
                "attributes": attributes,
                "message": _parsed(message.get("Message", "")),
            }
        )


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
