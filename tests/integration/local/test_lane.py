"""The rules of retries, splitting and giving up, on a lane with everything around it in memory."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from infra.local.engine import Engine
from infra.local.failures import GivenUp
from infra.local.functions import Outcome
from infra.local.gate import Gate
from infra.local.lane import Lane
from infra.local.plan import Retry, StreamMapping

MAPPING = StreamMapping(
    id="Mapping",
    function="function",
    batch_size=100,
    window=0.0,
    filters=(),
    partial=False,
    table="table",
    latest=False,
    lanes=1,
    retry=Retry(attempts=2),
)


class Stage:
    """A lane with its engine in memory: what the function saw, where the lane stands, what was given up."""

    def __init__(self, mapping: StreamMapping, function: Callable[[list[str]], Any]) -> None:
        self.batches: list[list[str]] = []
        self.positions: list[str] = []
        self.given_up: list[GivenUp] = []
        self.gate = Gate()
        self._function = function
        here = cast("Any", self)
        engine = Engine(_no_client, self._invoke, checkpoints=here, failures=here, gate=self.gate)
        self.lane = Lane(0, "", mapping, "arn", engine)

    def work(self, records: Sequence[dict[str, Any]]) -> None:
        for record in records:
            self.lane.put(record)
        self.lane.start()
        deadline = time.monotonic() + 10
        while self.lane.busy:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        self.gate.stop()
        self.lane.join()

    def save(self, _mapping: str, _lane: int, _lanes: int, sequence: str) -> None:
        self.positions.append(sequence)

    def report_batch(self, _mapping: StreamMapping, _arn: str, given_up: GivenUp) -> None:
        self.given_up.append(given_up)

    def _invoke(self, _name: str, event: Any) -> Outcome:
        batch = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
        self.batches.append(batch)
        try:
            return Outcome("request", payload=self._function(batch))
        except ValueError as error:
            return Outcome("request", error={"errorMessage": str(error)})


def test_a_batch_that_raises_is_tried_whole_until_the_limit_and_then_given_up() -> None:
    stage = Stage(MAPPING, _fails_on("2"))

    stage.work(_records("1", "2", "3"))

    assert stage.batches == [["1", "2", "3"]] * 3
    assert _given_up(stage) == [["1", "2", "3"]]
    assert (stage.given_up[0].condition, stage.given_up[0].attempts) == ("RetryAttemptsExhausted", 3)
    assert stage.positions == ["3"]


def test_a_function_that_recovers_gets_the_same_batch_again() -> None:
    calls = iter([ValueError("not yet"), None])

    def function(_batch: list[str]) -> None:
        if isinstance(error := next(calls), ValueError):
            raise error

    stage = Stage(MAPPING, function)

    stage.work(_records("1", "2"))

    assert stage.batches == [["1", "2"], ["1", "2"]]
    assert stage.given_up == []


def test_bisection_keeps_the_order_and_gives_up_one_record_only() -> None:
    stage = Stage(replace(MAPPING, retry=Retry(attempts=0, bisect=True)), _fails_on("3"))

    stage.work(_records("1", "2", "3", "4", "5"))

    assert _given_up(stage) == [["3"]]
    assert [batch for batch in stage.batches if "3" not in batch] == [["1", "2"], ["4", "5"]]
    assert stage.positions == ["2", "3", "5"]


def test_a_partial_answer_moves_the_checkpoint_to_the_first_failure_and_counts_retries_anew() -> None:
    partial = replace(MAPPING, partial=True, retry=Retry(attempts=0))

    stage = Stage(
        partial, lambda batch: {"batchItemFailures": [{"itemIdentifier": each} for each in batch[1:]]}
    )
    stage.work(_records("1", "2", "3"))

    assert stage.batches == [["1", "2", "3"], ["2", "3"], ["3"]]
    assert stage.positions == ["1", "2", "3"]
    assert stage.given_up == []


def test_the_lowest_reported_record_counts_in_whatever_order_they_are_reported() -> None:
    answers = iter([{"batchItemFailures": [{"itemIdentifier": "3"}, {"itemIdentifier": "2"}]}, None])
    stage = Stage(replace(MAPPING, partial=True), lambda _batch: next(answers))

    stage.work(_records("1", "2", "3"))

    assert stage.batches == [["1", "2", "3"], ["2", "3"]]


def test_records_older_than_the_limit_are_given_up_without_an_invocation() -> None:
    stage = Stage(replace(MAPPING, retry=Retry(age=60)), lambda _batch: None)
    old, young = _records("1", "2")
    old["dynamodb"]["ApproximateCreationDateTime"] = time.time() - 61

    stage.work([old, young])

    assert stage.batches == [["2"]]
    assert _given_up(stage) == [["1"]]
    assert stage.given_up[0].condition == "RecordAgeExceeded"


def test_a_batch_is_no_larger_than_the_batch_size() -> None:
    stage = Stage(replace(MAPPING, batch_size=2), lambda _batch: None)

    stage.work(_records("1", "2", "3", "4", "5"))

    assert stage.batches == [["1", "2"], ["3", "4"], ["5"]]


def test_a_window_gathers_records_that_come_one_by_one() -> None:
    stage = Stage(replace(MAPPING, window=2.0), lambda _batch: None)
    first, second = _records("1", "2")
    stage.lane.put(first)
    stage.lane.start()
    time.sleep(0.1)

    stage.lane.put(second)
    deadline = time.monotonic() + 10
    while stage.lane.busy and time.monotonic() < deadline:
        time.sleep(0.01)
    stage.gate.stop()

    assert stage.batches == [["1", "2"]]


def test_a_record_read_again_is_not_worked_again() -> None:
    stage = Stage(MAPPING, lambda _batch: None)
    (record,) = _records("1")
    stage.lane.put(record)

    stage.work([record])

    assert stage.batches == [["1"]]


def _records(*sequences: str) -> list[dict[str, Any]]:
    return [
        {"dynamodb": {"SequenceNumber": each, "ApproximateCreationDateTime": time.time()}}
        for each in sequences
    ]


def _fails_on(poison: str) -> Callable[[list[str]], None]:
    def function(batch: list[str]) -> None:
        if poison in batch:
            raise ValueError("poison")

    return function


def _given_up(stage: Stage) -> list[list[str]]:
    return [[record["dynamodb"]["SequenceNumber"] for record in each.records] for each in stage.given_up]


def _no_client(_service: str) -> Any:
    raise AssertionError("a lane needs no client")
