"""A schedule's event, its retries and what becomes of an event that no retry helped."""

import queue
from dataclasses import replace
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


def test_events_come_by_themselves_one_period_after_another_until_the_stop(system: System) -> None:
    (schedule,) = system.plan.schedules
    invoked: queue.Queue[str] = queue.Queue()
    gate = Gate()

    def noting(name: str, _event: Any) -> Any:
        invoked.put(name)
        return Outcome("request")

    engine = Engine(
        system.client, noting, Checkpoints(system.client), Failures(system.plan, system.client), gate
    )
    pump = SchedulePump(replace(schedule, seconds=0.05), engine, "eu-central-1")

    pump.start()
    came = [invoked.get(timeout=30) for _ in range(3)]
    gate.stop()
    pump.join(timeout=30)

    assert came == [schedule.function] * 3
    assert not pump.is_alive()
