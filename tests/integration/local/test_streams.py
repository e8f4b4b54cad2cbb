"""The stream pump on a real stream with real functions."""

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from infra.local.system import System

from .conftest import messages, seen

PATIENCE_SECONDS = 30


@pytest.fixture
def cure(system: System) -> Iterator[Callable[[], None]]:
    """Lets the function `partial` be done with the records that it fails, at the latest after the test."""
    item = {"id": {"S": "cured"}, "n": {"N": "0"}}
    table = {"TableName": "threat-map-SeenTable"}

    def cure() -> None:
        system.client("dynamodb").put_item(**table, Item=item)

    yield cure
    cure()
    system.drain()
    system.client("dynamodb").delete_item(**table, Key=item)


def test_each_function_of_a_stream_sees_every_record_once(
    system: System, put: Callable[..., None], name: str
) -> None:
    for number in range(25):
        put(f"{name}-{number}")

    system.drain()

    for function in ("strict", "partial"):
        assert [seen(system, f"{function}:{name}-{number}") for number in range(25)] == [1] * 25


def test_bisection_finds_the_poison_record_and_reports_it_alone(
    system: System, put: Callable[..., None], name: str
) -> None:
    messages(system, "StreamFailures")
    with _paused(system):
        for number in range(9):
            put(f"{name}-{number}", *(["strict"] if number == 4 else []))

    system.drain()

    assert [seen(system, f"strict:{name}-{number}") > 0 for number in range(9)] == [
        number != 4 for number in range(9)
    ]
    (report,) = messages(system, "StreamFailures")
    assert report["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert report["requestContext"]["approximateInvokeCount"] == 2  # MaximumRetryAttempts is 1
    assert report["requestContext"]["functionArn"].endswith(":function:threat-map-Strict:$LATEST")
    batch = report["DDBStreamBatchInfo"]
    assert batch["batchSize"] == 1
    assert batch["startSequenceNumber"] == batch["endSequenceNumber"]
    assert report["responseContext"]["functionError"] == "Unhandled"


def test_a_reported_record_is_tried_again_and_those_before_it_are_not(
    system: System, put: Callable[..., None], cure: Callable[[], None], name: str
) -> None:
    lane = [thing for thing in _things(name) if _lane(thing) == 0][:4]
    with _paused(system):
        for thing in lane:
            put(thing, *(["partial"] if thing == lane[2] else []))
    _wait_until(lambda: seen(system, f"failed:{lane[2]}") > 1)
    assert [seen(system, f"partial:{thing}") for thing in lane[:3]] == [1, 1, 0]

    cure()
    system.drain()

    assert [seen(system, f"partial:{thing}") for thing in lane[:3]] == [1, 1, 1]
    assert seen(system, f"partial:{lane[3]}") >= 1


def test_a_failing_record_holds_back_neither_the_other_lane_nor_the_other_function(
    system: System, put: Callable[..., None], cure: Callable[[], None], name: str
) -> None:
    stuck, behind = [thing for thing in _things(name) if _lane(thing) == 0][:2]
    beside = next(thing for thing in _things(name) if _lane(thing) == 1)
    put(stuck, "partial")
    _wait_until(lambda: seen(system, f"failed:{stuck}") > 0)  # the two behind come in batches of their own
    put(behind)
    put(beside)

    _wait_until(lambda: seen(system, f"partial:{beside}") == 1 and seen(system, f"strict:{behind}") == 1)

    assert seen(system, f"partial:{behind}") == 0
    cure()
    system.drain()
    assert seen(system, f"partial:{behind}") == 1


def test_what_the_filter_does_not_want_never_reaches_the_function(
    system: System, put: Callable[..., None], name: str
) -> None:
    put(f"skip-{name}", "strict")
    put(name)

    system.drain()

    assert seen(system, f"strict:{name}") == 1
    assert seen(system, f"partial:skip-{name}") == 1
    assert messages(system, "StreamFailures") == []


def test_nothing_is_handled_while_the_pumps_are_paused(
    system: System, put: Callable[..., None], name: str
) -> None:
    with _paused(system):
        time.sleep(0.3)
        put(name)
        time.sleep(0.5)
        assert seen(system, f"strict:{name}") == 0

    system.drain()

    assert seen(system, f"strict:{name}") == 1


def test_a_record_is_handled_soon_after_it_was_written(
    system: System, put: Callable[..., None], name: str
) -> None:
    system.drain()

    put(name)

    _wait_until(lambda: seen(system, f"strict:{name}") == 1)


@contextmanager
def _paused(system: System) -> Iterator[None]:
    system.pause_pumps()
    try:
        yield
    finally:
        system.resume()


def _things(name: str) -> list[str]:
    return [f"{name}-{number}" for number in range(40)]


def _lane(thing: str) -> int:
    return zlib.crc32(f'{{"id": {{"S": "{thing}"}}}}'.encode()) % 2


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"it did not come to pass within {PATIENCE_SECONDS} seconds"
        time.sleep(0.02)
