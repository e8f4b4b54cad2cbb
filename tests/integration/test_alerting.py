"""Alerting on real parts: a coordinator subscribes an address, and it hears what it asked for, no more."""

import json
from typing import Any

from infra.local.system import System
from tests.integration.people import (
    GARRISON_COORDINATOR,
    KRAKOW_OFFICER,
    LOCAL_COORDINATOR,
    WARSAW_OFFICER,
    act,
    place,
    soon,
)

ADDRESS = "127.0.0.10"  # the quota of other tests is theirs
ALL = "/v1/units/1261/subscriptions"


def a_queue(system: System, name: str) -> tuple[str, str]:
    """Return the URL and the ARN of a queue of its own."""
    sqs = system.client("sqs")
    url = str(sqs.create_queue(QueueName=f"alerting-{name}")["QueueUrl"])
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    return url, str(attributes["QueueArn"])


def heard(system: System, url: str) -> list[Any]:
    """Take what a queue holds, out of the envelopes of SNS."""
    sqs, alerts = system.client("sqs"), []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            alerts.append(json.loads(json.loads(message["Body"])["Message"]))
    return alerts


def test_an_address_hears_what_its_coordinator_asked_for_until_the_subscription_ends(system: System) -> None:
    url, arn = a_queue(system, "filtered")
    wish = {"carrier": "sqs", "endpoint": arn, "categories": ["illegal_racing"], "events": ["opened"]}

    status, subscription = act(system, LOCAL_COORDINATOR, "POST", ALL, wish)
    place(system, "quads_in_forest", address=ADDRESS)
    wanted = place(system, "illegal_racing", address=ADDRESS)
    (alert,) = soon(lambda: heard(system, url))
    system.drain()
    rest = heard(system, url)
    one = f"{ALL}/{subscription['id']}"
    changed = act(system, LOCAL_COORDINATOR, "PATCH", one, {"categories": ["poaching"]})
    ended = act(system, LOCAL_COORDINATOR, "DELETE", one)
    place(system, "poaching", address=ADDRESS)
    system.drain()

    assert (status, subscription["state"]) == (201, "confirmed")
    assert (alert["report_id"], rest) == (wanted["id"], [])
    assert (changed[0], changed[1]["categories"]) == (200, ["poaching"])
    assert ended == (204, None)
    assert heard(system, url) == []
    assert act(system, LOCAL_COORDINATOR, "GET", ALL)[1]["subscriptions"] == []


def test_a_garrison_hears_of_the_units_below_it(system: System) -> None:
    url, arn = a_queue(system, "garrison")

    act(
        system,
        GARRISON_COORDINATOR,
        "POST",
        "/v1/units/12/subscriptions",
        {"carrier": "sqs", "endpoint": arn},
    )
    report = place(system, "begging", address=ADDRESS)

    assert soon(lambda: [one for one in heard(system, url) if one["report_id"] == report["id"]])


def test_nobody_subscribes_to_a_unit_without_being_its_coordinator(system: System) -> None:
    wish = {"carrier": "sms", "endpoint": "+48600100200"}

    assert act(system, KRAKOW_OFFICER, "POST", ALL, wish)[0] == 403
    assert act(system, WARSAW_OFFICER, "POST", ALL, wish)[0] == 403
    assert act(system, LOCAL_COORDINATOR, "POST", "/v1/units/12/subscriptions", wish)[0] == 403
    assert act(system, WARSAW_OFFICER, "GET", ALL)[0] == 403
