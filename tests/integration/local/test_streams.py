"""The stream pump on a real stream with real functions."""

import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from infra.local.system import System

from .conftest import messages, seen


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
    system.pause_pumps()
    for number in range(9):
        put(f"{name}-{number}", *(["strict"] if number == 4 else []))
    system.resume()

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
    system.pause_pumps()
    for thing in lane:
        put(thing, *(["partial"] if thing == lane[2] else []))
    system.resume()
    _wait_until(lambda: seen(system, f"partial:{lane[1]}") > 0)
    time.sleep(0.5)
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
    time.sleep(0.5)  # so that the two behind come in batches of their own
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
    system.pause_pumps()
    time.sleep(0.3)
    put(name)
    time.sleep(0.5)
    assert seen(system, f"strict:{name}") == 0

    system.resume()
    system.drain()

    assert seen(system, f"strict:{name}") == 1


def test_a_record_is_handled_soon_after_it_was_written(
    system: System, put: Callable[..., None], name: str
) -> None:
    system.drain()
    began = time.monotonic()

    put(name)
    _wait_until(lambda: seen(system, f"strict:{name}") == 1)

    assert time.monotonic() - began < 5


def _things(name: str) -> list[str]:
    return [f"{name}-{number}" for number in range(40)]


def _lane(thing: str) -> int:
    return zlib.crc32(f'{{"id": {{"S": "{thing}"}}}}'.encode()) % 2


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass within ten seconds"
        time.sleep(0.02)
