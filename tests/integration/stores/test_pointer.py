"""What every `Pointer` promises: it is what was put last, and nobody writes over what they did not read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.adapters.dynamodb.generation_store import KEPT_SECONDS, LiveGeneration
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.generation import Generations, Job, Step
from chalicelib.ports.books import Pointer
from tests.integration.stores.conftest import Stores

NOW = datetime(2026, 11, 22, 1, 2, 3, 456000, tzinfo=UTC)
JOBS = [
    None,
    Job(Step.MEND, 3, "somebody", NOW, cursor="reports:0190"),
    Job(Step.SWEEP, 3, "an invocation", NOW, until=NOW),
    Job(Step.DRAW, 2, "", None, layers=("last-12-months",), month="2026-11", since="2026", together=2),
]


@pytest.mark.parametrize("job", JOBS)
def test_the_record_is_what_was_put_last(pointer: Pointer, job: Job | None) -> None:
    put = pointer.put(Generations((2, 3), 2, 3, pointer.get().version, job, "2026-10"))

    assert put == pointer.get() == Generations((2, 3), 2, 3, put.version, job, "2026-10")


def test_nobody_writes_over_what_they_did_not_read(pointer: Pointer) -> None:
    read = pointer.get()
    stands = pointer.put(replace(read, newest=9))

    for stale in (read, replace(stands, version=stands.version + 1)):
        with pytest.raises(StaleVersion):
            pointer.put(replace(stale, newest=8))

    assert pointer.get() == stands


def test_readers_that_live_long_ask_again_every_few_seconds(real: Stores) -> None:
    moment = 0.0
    live = LiveGeneration(real.pointer, lambda: moment)
    before = live()
    real.pointer.put(replace(real.pointer.get(), counted=(77,), live=77, newest=77))

    assert live() == before
    moment = KEPT_SECONDS
    assert live() == 77
