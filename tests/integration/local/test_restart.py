"""What is kept between runs: everything, however the run ended, as long as it still fits."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from infra.local.system import Seed, System

from .conftest import TEMPLATE, messages, put_thing, queue_url, seen


def test_a_restart_loses_nothing_and_works_off_what_was_left(tmp_path: Path) -> None:
    with System(TEMPLATE, tmp_path) as first:
        put_thing(first, "early")
        first.drain()
        first.pause_pumps()
        put_thing(first, "late")
        first.client("s3").put_object(Bucket="threat-map-files", Key="kept", Body=b"kept")
        first.client("sqs").send_message(QueueUrl=queue_url(first, "TickFailures"), MessageBody="kept")
        secret = _secret(first)

    with System(TEMPLATE, tmp_path) as second:
        second.drain()

        assert [seen(second, f"{function}:late") for function in ("strict", "partial")] == [1, 1]
        assert seen(second, "strict:early") == 1  # the checkpoint was kept, too
        assert second.client("s3").get_object(Bucket="threat-map-files", Key="kept")["Body"].read() == b"kept"
        assert messages(second, "TickFailures") == ["kept"]
        assert _secret(second) == secret


def test_changed_tables_begin_anew(tmp_path: Path) -> None:
    state, changed = tmp_path / "state", tmp_path / "copy" / TEMPLATE.name
    shutil.copytree(TEMPLATE.parent, changed.parent)
    with System(TEMPLATE, state) as first:
        put_thing(first, "old")
    changed.write_text(TEMPLATE.read_text().replace("AttributeName: n,", "AttributeName: number,"))
    said: list[str] = []

    with System(changed, state, say=said.append) as second:
        count = second.client("dynamodb").scan(TableName="threat-map-things", Select="COUNT")["Count"]

    assert count == 0
    assert "the template's tables, queues or buckets changed" in said[0]


def test_a_seed_is_filled_in_once_per_version(tmp_path: Path) -> None:
    filled: list[str] = []

    def seed(version: str) -> Seed:
        return Seed(version, lambda system: filled.append(f"{version} {len(system.plan.tables)}"))

    for version in ("1", "1", "2"):
        with System(TEMPLATE, tmp_path, seed=seed(version)):
            pass

    assert filled == ["1 2", "2 2"]


def test_a_seed_that_was_interrupted_is_filled_in_again(tmp_path: Path) -> None:
    def interrupted(_system: System) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), System(TEMPLATE, tmp_path, seed=Seed("1", interrupted)):
        pass
    said: list[str] = []

    with System(TEMPLATE, tmp_path, seed=Seed("1", lambda _system: None), say=said.append):
        pass

    assert "ended before its data were complete" in said[0]
    assert "Filling in the seed 1" in said


def _secret(system: System) -> Any:
    return system.client("secretsmanager").get_secret_value(SecretId="threat-map-Key")["SecretString"]
