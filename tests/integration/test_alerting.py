"""Alerting on real parts: a coordinator subscribes an address, and it hears what it asked for, no more."""

import json
from datetime import UTC, datetime, timedelta
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
NEAR_KRAKOW = (50.0833, 19.7500)  # in the powiat around the city
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


def test_what_is_not_urgent_waits_for_one_message_and_is_told_once(system: System) -> None:
    url, arn = a_queue(system, "digest")
    wish = {"carrier": "sqs", "endpoint": arn, "categories": ["stray_dogs"]}
    act(system, GARRISON_COORDINATOR, "POST", "/v1/units/1206/subscriptions", wish)
    act(system, GARRISON_COORDINATOR, "PUT", "/v1/units/1206/digest", {"window": "daily"})

    reports = [place(system, slug, NEAR_KRAKOW, ADDRESS) for slug in ("stray_dogs", "vandalism")]
    waiting = soon(lambda: waiting_lines(system, "1206", 2))
    end_the_window(system, "1206")
    told = [system.invoke("digest", {}) for _ in range(2)]

    (digest,) = heard(system, url)
    ids = {report["id"] for report in reports}
    lines = [line for line in logged(system, "1206") if line["report_id"] in ids]
    assert [line["outcome"] for line in waiting] == ["waiting", "waiting"]
    assert told == [{"told": 1, "failed": 0}, {"told": 0, "failed": 0}]
    assert digest["event"] == "digest"
    assert digest["counts"] == {"stray_dogs": 1, "vandalism": 1}
    assert {one["report_id"] for one in digest["alerts"]} == ids
    assert [(line["outcome"], line["digest"]) for line in lines] == [("told", digest["alert_id"])] * 2


def test_the_log_tells_coordinators_and_nobody_else_what_was_told(system: System) -> None:
    report = place(system, "illegal_logging", address=ADDRESS)

    (line,) = soon(
        lambda: [one for one in logged(system, "1261") if one["report_id"] == report["id"] and one["told_at"]]
    )

    assert (line["outcome"], line["attempts"], line["event"]) == ("told", 1, "opened")
    assert line["message_id"]
    assert "bramie" not in json.dumps(line)
    assert not {"lat", "lon", "cell", "location"} & line.keys()
    for name in (KRAKOW_OFFICER, WARSAW_OFFICER):
        assert act(system, name, "GET", "/v1/units/1261/alerts")[0] == 403


def logged(system: System, unit: str) -> list[Any]:
    return list(act(system, GARRISON_COORDINATOR, "GET", f"/v1/units/{unit}/alerts")[1]["alerts"])


def waiting_lines(system: System, unit: str, count: int) -> list[Any]:
    """Return the lines of a unit once so many wait."""
    lines = [one for one in logged(system, unit) if one["outcome"] == "waiting"]
    return lines if len(lines) == count else []


def end_the_window(system: System, unit: str) -> None:
    """Let what waits for tomorrow have waited since yesterday."""
    dynamodb = system.client("dynamodb")
    table = system.plan.functions["digest"].environment["ALERT_LOG_TABLE"]
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT06:00:00.000Z")
    rows = dynamodb.query(
        TableName=table,
        KeyConditionExpression="#unit = :unit",
        ExpressionAttributeNames={"#unit": "unit"},
        ExpressionAttributeValues={":unit": {"S": unit}},
    )["Items"]
    for row in rows:
        dynamodb.update_item(
            TableName=table,
            Key={name: row[name] for name in ("unit", "entry")},
            UpdateExpression="SET due = :due",
            ExpressionAttributeValues={":due": {"S": yesterday}},
        )
