"""Runs whole programs one after another, in turn, and measures each."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

Command = Sequence[str | Path]


@dataclass(slots=True)
class Runs:
    """Seconds of wall clock and seconds of all processors of each run."""

    wall: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Return the medians as they are printed, and the range of the wall clock."""
        return [
            f"{median(self.wall):.2f} ({min(self.wall):.2f}–{max(self.wall):.2f})",
            f"{median(self.processors):.1f}",
        ]


def in_turn(commands: Mapping[str, Command], rounds: int) -> dict[str, Runs]:
    """Run every command once in each round, so that a busy machine slows all."""
    runs = {name: Runs() for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            _run(command, runs[name])
    return runs


def _run(command: Command, runs: Runs) -> None:
    """Run one command; raise `CalledProcessError` when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    runs.wall.append(time.perf_counter() - began)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    runs.processors.append(usage.ru_utime + usage.ru_stime)
