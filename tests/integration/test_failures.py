"""Poison, dead dependencies and half-done work: nothing is lost, nothing is counted twice."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from infra.local.system import System

TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"
RETRIED_SECONDS = 90
T = TypeVar("T")


@pytest.fixture(scope="module")
def own_system() -> Iterator[System]:
    """A system of its own, since these tests take parts of it away."""
    with System(TEMPLATE, scheduled=False) as system:
        redraw = system.plan.functions["aggregate"].environment["REDRAW_QUEUE_URL"]
        soon_again = {"VisibilityTimeout": "10"}  # longer than a redraw takes on a busy machine
        system.client("sqs").set_queue_attributes(QueueUrl=redraw, Attributes=soon_again)
        time.sleep(1.5)  # a long poll that began before still hides messages for the old time
        yield system


def place(system: System, category: str, lat: float, lon: float) -> Any:
    body = json.dumps({"category": category, "lat": lat, "lon": lon}).encode()
    request = urllib.request.Request(f"{system.url}/v1/reports", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def counts(system: System, cell: str) -> Any:
    with urllib.request.urlopen(f"{system.url}/v1/cells/{cell}", timeout=30) as answer:
        return json.loads(answer.read())["counts"]


def eventually(look: Callable[[], T]) -> T:
    """Return the first answer that is not empty."""
    until = time.monotonic() + RETRIED_SECONDS
    while not (found := look()):
        assert time.monotonic() < until, f"It did not hold within {RETRIED_SECONDS} seconds."
        time.sleep(0.1)
    return found


def log_of(system: System, function: str) -> str:
    return (system.logs / f"{function}.log").read_text(encoding="utf-8")


def set_aside(system: System, function: str) -> list[Any]:
    """Return what a function set aside and nobody took a moment ago."""
    url = system.plan.functions[function].environment["FAILURES_QUEUE_URL"]
    found = system.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in found.get("Messages", [])]


def test_a_poison_row_is_set_aside_with_its_reason_and_the_shard_goes_on(own_system: System) -> None:
    reports = own_system.plan.functions["api"].environment["REPORTS_TABLE"]
    poison = {"id": {"S": "poison"}, "category": {"S": "vandalism"}, "lat": {"N": "52"}}

    own_system.client("dynamodb").put_item(TableName=reports, Item=poison)
    after = place(own_system, "vandalism", 52.4064, 16.9252)

    eventually(lambda: counts(own_system, after["cell"]) == {"vandalism": {"new": 1}})
    for function in ("notify", "aggregate"):
        (kept,) = eventually(partial(set_aside, own_system, function))
        assert kept["record"]["dynamodb"]["NewImage"] == poison
        assert "lacks" in kept["reason"]


def test_a_mistyped_cell_keeps_no_report_waiting_and_is_counted_once_it_is_mended(own_system: System) -> None:
    table = own_system.plan.functions["api"].environment["REPORTS_TABLE"]
    dynamodb = own_system.client("dynamodb")
    placed = place(own_system, "vandalism", 54.3520, 18.6466)

    def put(cell: str, version: int) -> None:
        dynamodb.update_item(
            TableName=table,
            Key={"id": {"S": placed["id"]}},
            UpdateExpression="SET cell = :cell, version = :version",
            ExpressionAttributeValues={":cell": {"S": cell}, ":version": {"N": str(version)}},
        )

    put(placed["cell"][:-1], 2)
    after = place(own_system, "vandalism", 54.1943, 16.1722)
    eventually(lambda: counts(own_system, after["cell"]) == {"vandalism": {"new": 1}})
    assert counts(own_system, placed["cell"]) == {"vandalism": {"new": 1}}
    put(after["cell"], 3)

    eventually(lambda: counts(own_system, after["cell"]) == {"vandalism": {"new": 2}})
    assert counts(own_system, placed["cell"]) == {}


def test_a_subscriber_that_is_down_keeps_neither_the_report_nor_other_subscribers_waiting(
    own_system: System,
) -> None:
    sns, sqs = own_system.client("sns"), own_system.client("sqs")
    topic = next(topic.arn for topic in own_system.plan.topics if topic.arn.endswith("-alerts-30"))
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint="http://127.0.0.1:9/nobody-listens")
    alive = sqs.create_queue(QueueName="alive")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=alive, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})

    report = place(own_system, "stray_dogs", 52.4064, 16.9252)

    def told() -> bool:
        messages = sqs.receive_message(QueueUrl=alive, MaxNumberOfMessages=10).get("Messages", [])
        return any(json.loads(message["Body"])["report_id"] == report["id"] for message in messages)

    eventually(told)


def test_changes_wait_while_the_counts_table_is_away_and_are_then_counted_once(own_system: System) -> None:
    dynamodb = own_system.client("dynamodb")
    name = own_system.plan.functions["aggregate"].environment["CELL_COUNTS_TABLE"]
    table = next(each for each in own_system.plan.tables if each.name == name)

    dynamodb.delete_table(TableName=name)
    report = place(own_system, "illegal_dump", 50.2649, 19.0238)
    eventually(lambda: "ResourceNotFoundException" in log_of(own_system, "aggregate"))
    dynamodb.create_table(**table.definition)

    eventually(lambda: counts(own_system, report["cell"]) == {"illegal_dump": {"new": 1}})
    own_system.drain()
    assert counts(own_system, report["cell"]) == {"illegal_dump": {"new": 1}}


def test_tiles_that_could_not_be_put_are_drawn_when_the_bucket_is_back(own_system: System) -> None:
    s3 = own_system.client("s3")
    bucket = own_system.plan.functions["tiles"].environment["TILES_BUCKET"]
    own_system.drain()
    while kept := s3.list_objects_v2(Bucket=bucket).get("Contents"):
        for one in kept:
            s3.delete_object(Bucket=bucket, Key=one["Key"])

    s3.delete_bucket(Bucket=bucket)
    place(own_system, "illegal_parking", 53.7784, 20.4801)
    eventually(lambda: "NoSuchBucket" in log_of(own_system, "tiles"))
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})

    def zooms() -> set[str]:
        objects = s3.list_objects_v2(Bucket=bucket, Prefix="v1/tiles/current/").get("Contents", [])
        return {kept["Key"].split("/")[3] for kept in objects}

    eventually(lambda: zooms() == {str(z) for z in range(4, 13)})


def test_an_alert_to_a_topic_that_is_gone_is_set_aside_and_others_go_out(own_system: System) -> None:
    sns = own_system.client("sns")
    gone = next(topic.arn for topic in own_system.plan.topics if topic.arn.endswith("-alerts-04"))

    sns.delete_topic(TopicArn=gone)
    report = place(own_system, "vandalism", 53.1235, 18.0084)

    def is_set_aside() -> bool:
        return any(
            one["record"]["dynamodb"]["Keys"]["id"]["S"] == report["id"] and "garrison 04" in one["reason"]
            for one in set_aside(own_system, "notify")
        )

    eventually(is_set_aside)
