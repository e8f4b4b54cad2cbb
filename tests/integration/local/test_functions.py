"""Functions in processes of their own: settings, time limits, endings."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from infra.local.functions import Functions, MissingLayerFileError, environment
from infra.local.system import InvocationError, System


def test_a_function_finds_its_own_settings_and_nobody_elses(system: System) -> None:
    answer = system.invoke("ticker", {})

    found = answer["environment"]
    assert found["NAME"] == "ticker"
    assert found["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert "GREETING" not in found
    assert os.environ.get("NAME") != "ticker"


def test_a_setting_below_opt_names_the_file_in_the_layer(system: System) -> None:
    strict = system.plan.functions["strict"]

    found = environment(strict, "http://endpoint")["FILE"]

    assert Path(found).read_text() == "a word\n"


def test_a_setting_below_opt_that_no_layer_holds_is_refused(system: System) -> None:
    strict = replace(system.plan.functions["strict"], environment={"FILE": "/opt/data/nothing.txt"})

    with pytest.raises(MissingLayerFileError, match=r"No layer holds /opt/data/nothing\.txt"):
        environment(strict, "http://endpoint")


def test_the_context_tells_the_request_and_the_time_left(system: System) -> None:
    answer = system.invoke("ticker", {})

    assert len(answer["request_id"]) == 36
    assert 5000 < answer["remaining"] <= 10000


def test_an_exception_is_a_failed_invocation(system: System) -> None:
    with pytest.raises(InvocationError, match="no tick"):
        system.invoke("ticker", {"do": "fail"})


def test_a_process_that_ends_is_replaced(system: System) -> None:
    with pytest.raises(InvocationError, match="ExitError"):
        system.invoke("ticker", {"do": "exit"})

    assert system.invoke("ticker", {})["event"] == {}


def test_a_function_that_takes_too_long_is_ended(system: System) -> None:
    impatient = Functions(
        {"ticker": replace(system.plan.functions["ticker"], timeout=0.5)}, "http://127.0.0.1:1", None
    )

    outcome = impatient.invoke("ticker", {"do": "sleep", "seconds": 5})
    impatient.stop()

    assert outcome.timed_out
    assert outcome.error is not None
    assert "Task timed out after 0.50 seconds" in outcome.error["errorMessage"]


def test_a_function_that_cannot_be_loaded_fails_its_invocations(system: System, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import no_such_module\n")
    broken = Functions(
        {"broken": replace(system.plan.functions["ticker"], folder=tmp_path)}, "http://127.0.0.1:1", None
    )

    outcome = broken.invoke("broken", {})
    broken.stop()

    assert outcome.error is not None
    assert outcome.error["errorType"] == "ModuleNotFoundError"


def test_events_that_come_together_are_handled_side_by_side(system: System) -> None:
    with ThreadPoolExecutor(3) as pool:
        slow = [pool.submit(system.invoke, "ticker", {"do": "sleep", "seconds": 3}) for _ in range(3)]

    assert len({answer.result()["process"] for answer in slow}) == 3


def test_what_a_function_prints_is_kept_in_its_log(system: System) -> None:
    system.invoke("ticker", {})

    assert "tick" in (system.logs / "ticker.log").read_text()
