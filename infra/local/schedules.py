"""Invokes the scheduled functions as EventBridge does: asynchronously, with retries."""

import logging
import threading
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from infra.local.engine import Engine
from infra.local.plan import Schedule

RETRY_SECONDS = 5.0  # Lambda waits one minute, then two
log = logging.getLogger(__name__)


class SchedulePump(threading.Thread):
    """One schedule; its first event comes one period after the start."""

    def __init__(self, schedule: Schedule, engine: Engine, region: str) -> None:
        super().__init__(name=schedule.id, daemon=True)
        self._schedule, self._engine, self._gate, self._region = schedule, engine, engine.gate, region

    def run(self) -> None:
        """Invoke the function every period until the stop."""
        due = time.monotonic() + self._schedule.seconds
        while self._gate.pass_through():
            self._gate.sleep(max(0.0, due - time.monotonic()))
            if self._gate.pass_through():
                self.fire()
            due += self._schedule.seconds

    def fire(self) -> None:
        """Invoke the function once, with the retries of an asynchronous invocation."""
        event = self._schedule.payload if self._schedule.payload is not None else self._event()
        retry = self._schedule.retry
        for attempt in range(1, retry.attempts + 2):
            self._gate.count()
            outcome = self._engine.invoke(self._schedule.function, event)
            if outcome.error is None or self._gate.stopped:
                return
            if attempt <= retry.attempts:
                self._gate.sleep(RETRY_SECONDS)
        log.warning("%s: gave up the event: %s", self._schedule.id, outcome.error)
        self._engine.failures.report_event(self._schedule, event, outcome)

    def idle_since(self, _moment: float) -> bool:
        """A schedule never has work waiting."""
        return True

    def _event(self) -> dict[str, Any]:
        return {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": self._region,
            "resources": [self._schedule.id],
            "detail": {},
        }
