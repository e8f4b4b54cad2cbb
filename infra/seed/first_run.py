"""Hands the seed to the local system as the first data of a new cloud."""

import subprocess
import sys
from pathlib import Path

from infra.local.functions import environment
from infra.local.system import Seed, System
from infra.seed.loading import NUMBER, SEED

ROOT = Path(__file__).parent.parent.parent
FUNCTIONS = ("api", "aggregate", "tiles")
"""Whose settings together name everything that is filled."""

FORM = 2
"""Raised whenever rows or tiles take another form, so that kept data of the old one are made anew."""


def first_data(number: int = NUMBER, seed: int = SEED) -> Seed:
    """Return the seed of so many reports."""
    return Seed(f"{FORM}/{seed}/{number}", lambda system: fill(system, number, seed))


def fill(system: System, number: int, seed: int = SEED) -> None:
    """Run the loader in a process of its own, which gets the cloud's address as functions do."""
    command = [sys.executable, "-m", "infra.seed", "--number", str(number), "--seed", str(seed)]
    with subprocess.Popen(
        command, cwd=ROOT, env=settings(system), stdout=subprocess.PIPE, text=True
    ) as loader:
        try:
            for line in loader.stdout or ():
                system.say(line.rstrip())
        except BaseException:
            loader.kill()
            raise
    if loader.returncode:
        raise RuntimeError("The seed was not loaded.")


def settings(system: System) -> dict[str, str]:
    """Return the environment that names the system's tables and bucket."""
    found: dict[str, str] = {}
    for name in FUNCTIONS:
        found |= environment(system.plan.functions[name], system.endpoint)
    return found
