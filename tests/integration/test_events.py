"""The events in `events/`, one kind for each function, are what the functions take."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.local.system import System
from tests.integration.people import soon

EVENTS = Path(__file__).parent.parent.parent / "events"


def event(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))


def test_every_function_has_an_example(system: System) -> None:
    assert {file.stem.split("_")[0] for file in EVENTS.glob("*.json")} == system.plan.functions.keys()


@pytest.mark.parametrize("file", sorted(EVENTS.glob("*.json")), ids=lambda file: str(file.stem))
def test_every_example_event_is_taken_by_its_function(system: System, file: Path) -> None:
    function = file.stem.split("_")[0]

    answer = system.invoke(function, event(file.stem))

    assert answer.get("batchItemFailures", []) == []
    assert answer.get("statusCode", 201) == 201


def test_the_poison_record_ends_in_its_queue_with_its_reason(system: System) -> None:
    poison = event("aggregate_poison_record")

    system.invoke("aggregate", poison)

    sqs = system.client("sqs")
    url = system.plan.functions["aggregate"].environment["FAILURES_QUEUE_URL"]
    kept: list[Any] = []

    def is_kept() -> bool:
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
        kept.extend(json.loads(message["Body"]) for message in got.get("Messages", []))
        return poison["Records"][0] in [one["record"] for one in kept]

    soon(is_kept)
    reasons = {one["reason"] for one in kept if one["record"] == poison["Records"][0]}
    assert all("lacks unit" in reason for reason in reasons)
