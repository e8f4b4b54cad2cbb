"""Rebuilds of the running system: nothing is lost, doubled or missing, whatever goes on meanwhile."""

import gzip
import importlib.util
import itertools
import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest

from chalicelib.adapters.s3 import key_of
from chalicelib.domain.generation import Step
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.month import month_of
from chalicelib.domain.tile import Tile
from chalicelib.usecases.rebuild import Workshop
from infra.deployment import workshop
from infra.local.functions import environment
from infra.local.system import System
from tests.integration.rebuilding import Load, assert_tiles_are_right, differences, place

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = ROOT / "template.yaml"
SETTLED = "3"
LONG_SETTLED = "10"  # while one rebuild lingers, a busy machine comes to kill it or to begin another
PARAMETERS = {"SettledSeconds": SETTLED, "QuotaPerPlace": "1000000", "QuotaTotal": "1000000"}
DRAIN_SECONDS = 60
LOOKS = 32
"""Pieces of work in an invocation that is short of time: enough for eight layers, drawn as a whole."""


@pytest.fixture(scope="module")
def live() -> Iterator[System]:
    """A system of its own, because whose generations change."""
    with System(TEMPLATE, parameters=PARAMETERS, scheduled=False) as system:
        yield system


@pytest.fixture
def shop(live: System, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """What a rebuild of the system works with, as the command finds it in its environment."""
    for name, value in environment(live.plan.functions["rebuild"], live.endpoint).items():
        monkeypatch.setenv(name, value)
    boto3.setup_default_session()
    return workshop()


@pytest.fixture
def queue(live: System) -> str:
    """A queue that only the test reads, and empties."""
    url: str = live.client("sqs").create_queue(QueueName=f"rebuild-{uuid.uuid4().hex}")["QueueUrl"]
    return url


@pytest.fixture
def function(shop: Workshop, queue: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The function, which hands its work over to the test; it reads its settings when it is loaded."""
    assert shop
    monkeypatch.setenv("REBUILD_QUEUE_URL", queue)
    spec = importlib.util.spec_from_file_location("rebuild_app", ROOT / "functions" / "rebuild" / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Invocation:
    """Lambda's context of an invocation whose time runs short after some looks at the clock."""

    looks: int
    aws_request_id: str
    function_name: str = "rebuild"
    memory_limit_in_mb: str = "3008"  # a text, as Lambda has it
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:000000000000:function:rebuild"

    def get_remaining_time_in_millis(self) -> int:
        self.looks -= 1
        return 800_000 if self.looks > 0 else 59_999


def put_stale_tile(live: System, layer: str) -> Tile:
    tile = Tile(layer, 7, 70, 43)
    s3, bucket = live.client("s3"), live.plan.functions["rebuild"].environment["TILES_BUCKET"]
    s3.put_object(Bucket=bucket, Key=key_of(tile), Body=b"stale")
    return tile


def messages(live: System, queue: str) -> list[dict[str, Any]]:
    """Take what is in the queue, as Lambda hands it to a function."""
    found = live.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    for one in found:
        live.client("sqs").delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
    return [{"body": one["Body"]} for one in found]


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "infra.rebuild", "--settled", "0.5", *options]  # nothing is under way


def run(words: list[str]) -> str:
    done = subprocess.run(words, cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True)
    return done.stdout


def recount_check(*options: str) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-m", "infra.recount", "--check", *options]
    return subprocess.run(words, cwd=ROOT, env=os.environ, check=False, capture_output=True, text=True)


def test_a_rebuild_under_load_ends_with_right_counts_and_tiles_and_no_tile_was_ever_missing(
    live: System, shop: Workshop
) -> None:
    for number in range(30):
        place(live, number)
    live.drain(DRAIN_SECONDS)
    before = shop.pointer.get()

    with Load(live, shop) as load:
        answer = live.invoke("rebuild", {"do": "rebuild"})
    live.drain(DRAIN_SECONDS)

    assert load.troubles == []
    assert answer == {"batchItemFailures": [], "finished": True, "live": before.live + 1}
    after = shop.pointer.get()
    assert (after.counted, after.live, after.job) == ((before.live + 1,), before.live + 1, None)
    assert differences(shop) == []
    assert list(shop.books(before.live).rows()) == []
    assert_tiles_are_right(shop)


@pytest.mark.parametrize("step", [Step.LEDGER, Step.ROWS, Step.MEND, Step.DRAW, Step.CLEAR])
def test_a_rebuild_that_is_killed_is_gone_on_with(live: System, shop: Workshop, step: Step) -> None:
    place(live, int.from_bytes(step.value.encode()[:3]))
    generation = shop.pointer.get().live

    lingers = command("--settled", LONG_SETTLED)
    with subprocess.Popen(lingers, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) as killed:
        for line in killed.stdout or ():
            if f"{step}: " in line:
                os.kill(killed.pid, signal.SIGKILL)
    assert shop.pointer.get().job
    run(command("--silence", "0"))
    live.drain(DRAIN_SECONDS)

    assert shop.pointer.get().live > generation
    assert shop.pointer.get().job is None
    assert differences(shop) == []
    assert_tiles_are_right(shop)


def test_a_rebuild_whose_time_runs_short_again_and_again_hands_over_to_itself_and_loses_nothing(
    live: System, shop: Workshop, function: ModuleType, queue: str
) -> None:
    for year, month in itertools.product(range(2016, 2020), range(1, 13)):
        put_stale_tile(live, f"{year}-{month:02}")  # as many more layers to go through
    place(live, 700)
    before = shop.pointer.get().live

    answers, reached = [function.handler({"do": "rebuild"}, Invocation(LOOKS, "0"))], []
    while waiting := messages(live, queue):
        job = shop.pointer.get().job
        assert job is not None
        assert (len(waiting), job.heard_at) == (1, None)
        reached.append((job.target, list(Step).index(job.step), job.cursor))
        assert reached == sorted(set(reached))  # it never began anew, and each invocation came further
        place(live, 700 + len(reached))  # reports keep coming in while nobody is at work
        answers.append(function.handler({"Records": waiting}, Invocation(LOOKS, str(len(reached)))))
    live.drain(DRAIN_SECONDS)

    assert len(reached) >= 2
    assert [answer["finished"] for answer in answers] == [False] * len(reached) + [True]
    assert (shop.pointer.get().live, shop.pointer.get().job) == (before + 1, None)
    assert differences(shop) == []
    assert_tiles_are_right(shop)


def test_two_rebuilds_at_once_are_refused_and_the_first_goes_on(live: System, shop: Workshop) -> None:
    generation = shop.pointer.get().live

    lingers = command("--settled", LONG_SETTLED)
    with subprocess.Popen(lingers, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) as first:
        next(iter(first.stdout or ()))
        second = subprocess.run(
            command(), cwd=ROOT, env=os.environ, check=False, capture_output=True, text=True
        )
        answer = live.invoke("rebuild", {"do": "rebuild"})
        for _ in first.stdout or ():
            continue

    assert first.returncode == 0
    assert (second.returncode, "at work" in second.stderr) == (3, True)
    assert "at work" in answer["refused"]
    assert shop.pointer.get().live == generation + 1


def test_a_check_tells_what_is_wrong_and_a_rebuild_mends_it(live: System, shop: Workshop) -> None:
    stale = put_stale_tile(live, "2019-01")
    books = shop.books(shop.pointer.get().live)
    row, counts = next(iter(books.rows()))
    books.put_rows([(row, {next(iter(counts)): 999})])

    before = recount_check()
    run(command())
    after = recount_check()

    assert (before.returncode, after.returncode) == (1, 0)
    assert f"row {row.layer} {row.place}: " in before.stdout
    assert (before.stdout.count("is stored"), after.stdout.count("is stored")) == (1, 0)
    assert shop.store.read(stale) is None
    assert differences(shop) == []
    assert_tiles_are_right(shop)


def put_cell(live: System, report_id: str, cell: str, version: int) -> None:
    live.client("dynamodb").update_item(
        TableName=live.plan.functions["rebuild"].environment["REPORTS_TABLE"],
        Key={"id": {"S": report_id}},
        UpdateExpression="SET cell = :cell, version = :version",
        ExpressionAttributeValues={":cell": {"S": cell}, ":version": {"N": str(version)}},
    )


def test_a_report_that_cannot_be_counted_is_told_by_checks_and_rebuilds_until_it_is_mended(
    live: System, shop: Workshop
) -> None:
    placed = place(live, 800)
    put_cell(live, placed["id"], "mistyped", 2)
    live.drain(DRAIN_SECONDS)

    spoilt = recount_check()
    said, answer = run(command()), live.invoke("rebuild", {"do": "rebuild"})
    put_cell(live, placed["id"], placed["cell"], 3)
    live.drain(DRAIN_SECONDS)
    mended = recount_check()

    assert (spoilt.returncode, mended.returncode) == (3, 0)
    assert f"report {placed['id']}: " in spoilt.stdout
    assert f"left out, for they cannot be counted: {placed['id']}" in said
    assert answer["finished"] is True
    assert placed["id"] in (live.logs / "rebuild.log").read_text(encoding="utf-8")
    assert_tiles_are_right(shop)


def test_a_check_of_a_generation_that_a_rebuild_retired_says_so_and_tells_no_differences(
    live: System, shop: Workshop
) -> None:
    place(live, 801)
    generation = shop.pointer.get().live
    run(command())

    found = recount_check("--generation", str(generation))

    assert (found.returncode, found.stdout) == (3, "")
    assert "run the check again" in found.stderr


def test_a_rebuild_from_an_export_counts_what_changed_since(
    live: System, shop: Workshop, tmp_path: Path
) -> None:
    place(live, 900)
    table = live.plan.functions["rebuild"].environment["REPORTS_TABLE"]
    items = live.client("dynamodb").get_paginator("scan").paginate(TableName=table)
    lines = [json.dumps({"Item": item}) for page in items for item in page["Items"]]
    (tmp_path / "data.json.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    place(live, 901)
    live.drain(DRAIN_SECONDS)
    generation = shop.pointer.get().live

    run(command("--export", str(tmp_path)))

    assert shop.pointer.get().live == generation + 1
    assert differences(shop) == []
    assert_tiles_are_right(shop)


def test_when_a_month_has_begun_the_roll_up_is_drawn_once(live: System, shop: Workshop) -> None:
    shop.pointer.put(replace(shop.pointer.get(), rolled="2020-01"))
    tags = {layer: dict(shop.store.listed(layer)) for layer in (ROLLING, "current")}

    first, second = live.invoke("rebuild", {}), live.invoke("rebuild", {})

    assert first["finished"] is True
    assert second == {"batchItemFailures": []}
    assert shop.pointer.get().rolled == month_of(datetime.now(UTC))
    assert not set(shop.store.listed(ROLLING).values()) & set(tags[ROLLING].values())
    assert shop.store.listed("current") == tags["current"]
