"""A schedule's event, its retries and what becomes of an event that no retry helped."""

from typing import Any

from infra.local.checkpoints import Checkpoints
from infra.local.engine import Engine
from infra.local.failures import Failures
from infra.local.functions import Outcome
from infra.local.gate import Gate
from infra.local.schedules import SchedulePump
from infra.local.system import System

from .conftest import messages


def test_an_event_that_fails_goes_to_the_on_failure_queue_with_its_content(system: System) -> None:
    (schedule,) = system.plan.schedules
    events: list[Any] = []

    def failing(name: str, event: Any) -> Any:
        events.append(event)
        return Outcome("request", error={"errorMessage": "no tick"})

    engine = Engine(
        system.client, failing, Checkpoints(system.client), Failures(system.plan, system.client), Gate()
    )

    SchedulePump(schedule, engine, "eu-central-1").fire()

    (report,) = messages(system, "TickFailures")
    assert schedule.seconds == 300
    assert [event["detail-type"] for event in events] == ["Scheduled Event"]  # MaximumRetryAttempts is 0
    assert report["requestPayload"] == events[0]
    assert report["requestContext"]["condition"] == "RetriesExhausted"
    assert report["responsePayload"]["errorMessage"] == "no tick"
