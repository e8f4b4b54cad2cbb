"""The command as a developer uses it: progress, the map's address, one clear sentence, a clean end."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from infra.local.cloud import free_port

from .conftest import TEMPLATE

ROOT = Path(__file__).parents[3]


class Run:
    """`python -m infra.local run` in a process and folders of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self.temporary = port, folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "infra.local", "run", "--empty", "--port", str(port)]
        self.process = subprocess.Popen(
            [*command, "--template", str(TEMPLATE), "--state", str(folder / "state")],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "The map is at" in line:
                return
        raise AssertionError(f"the run ended early: {self.said}")

    def ended(self) -> int:
        self.said += self.process.communicate(timeout=60)[0]
        return self.process.returncode

    def descendants(self) -> set[int]:
        """Every process below the run."""
        found, known = {self.process.pid}, -1
        while len(found) != known:
            known = len(found)
            found |= {pid for pid in _processes() if _parent(pid) in found}
        return found - {self.process.pid}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: the address of a socket in it has at most 108 characters."""
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def run(folder: Path) -> Iterator[Run]:
    started = Run(folder, free_port())
    yield started
    started.process.kill()
    started.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_prints_the_address_and_leaves_nothing_behind(run: Run, number: int) -> None:
    run.wait_until_ready()
    answer = urllib.request.urlopen(f"http://127.0.0.1:{run.port}/v1/hello/Ola").read()
    processes = run.descendants()

    run.process.send_signal(number)

    assert run.ended() == 0
    assert b"hello Ola" in answer
    assert re.search(rf"\[ +\d+\.\d s\] The map is at http://127.0.0.1:{run.port}/", run.said)
    assert len(processes) >= 3
    _wait_until_gone(processes)
    assert list(run.temporary.iterdir()) == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", run.port)) != 0


def test_a_used_port_is_told_in_one_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        run = Run(folder, port)

        assert run.ended() == 1
    assert run.said == f"Port {port} is in use: end what uses it, or choose another with PORT=.\n"


def test_a_run_that_is_killed_loses_no_data(folder: Path) -> None:
    first = Run(folder, free_port())
    first.wait_until_ready()
    processes = first.descendants()
    first.process.kill()
    first.process.communicate()

    second = Run(folder, free_port())
    second.wait_until_ready()
    second.process.terminate()

    assert second.ended() == 0
    assert "with the data of the last run" in second.said
    _wait_until_gone(processes)


def test_when_the_cloud_dies_the_run_says_so_and_ends_and_the_next_begins_anew(folder: Path) -> None:
    first = Run(folder, free_port())
    first.wait_until_ready()
    (cloud,) = [pid for pid in first.descendants() if b"ministack_child" in _command(pid)]

    os.kill(cloud, signal.SIGKILL)

    assert first.ended() == 1
    assert "The local cloud ended by itself" in first.said
    second = Run(folder, free_port())
    second.wait_until_ready()
    second.process.terminate()
    assert second.ended() == 0
    assert "the last run ended without saving" in second.said


def test_an_end_while_starting_is_clean_as_well(run: Run) -> None:
    assert run.process.stdout is not None
    run.said += run.process.stdout.readline()
    time.sleep(0.3)
    processes = run.descendants()

    run.process.send_signal(signal.SIGINT)

    assert run.ended() == 0
    assert "Stopped" in run.said
    _wait_until_gone(processes)


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return -1


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _wait_until_gone(pids: set[int]) -> None:
    deadline = time.monotonic() + 30
    while alive := {pid for pid in pids if _command(pid)}:
        assert time.monotonic() < deadline, f"still running: {[_command(pid) for pid in alive]}"
        time.sleep(0.05)
