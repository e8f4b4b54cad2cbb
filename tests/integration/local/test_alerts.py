"""The local subscribers hear what SNS delivers."""

import json
import time
from collections.abc import Callable
from typing import Any

from infra.local.system import System

PATIENCE_SECONDS = 30


def test_the_endpoint_hears_every_alert_and_the_queue_only_urgent_ones(
    system: System, ask: Callable[..., Any], name: str
) -> None:
    topic = system.plan.topics[0].arn
    for priority in ("urgent", "normal"):
        system.client("sns").publish(
            TopicArn=topic,
            Message=json.dumps({"name": name, "priority": priority}),
            MessageAttributes={"priority": {"DataType": "String", "StringValue": priority}},
        )

    heard = _heard(ask, name, 3)

    assert sorted(heard) == [("http", "normal"), ("http", "urgent"), ("sqs", "urgent")]


def _heard(ask: Callable[..., Any], name: str, count: int) -> list[tuple[str, str]]:
    """What came of a name, once that many came or nobody waits any longer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        alerts = json.loads(ask("GET", "/local/alerts")[2])["alerts"]
        heard = [
            (alert["over"], alert["message"]["priority"])
            for alert in alerts
            if alert["message"].get("name") == name
        ]
        if len(heard) >= count or time.monotonic() > deadline:
            return heard
        time.sleep(0.05)
