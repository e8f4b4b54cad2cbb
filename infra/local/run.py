"""Runs the whole system on this machine until Ctrl-C, and says what it is doing."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from infra.local.accounts import ACCOUNTS
from infra.local.cloud import CloudError
from infra.local.functions import MissingLayerFileError, environment
from infra.local.server import PortInUseError
from infra.local.system import Seed, System

ROOT = Path(__file__).parent.parent.parent
EXPECTED = (PortInUseError, CloudError, MissingLayerFileError)


def main(arguments: list[str], seed: Seed | None) -> int:
    """Run the command line; 0 after an asked-for end, 1 after a failure told in one sentence."""
    options = _options(arguments)
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)
    say = _clocked()
    try:
        _run(options, None if options.empty else seed, say)
    except EXPECTED as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped")
    return 0


def _run(options: argparse.Namespace, seed: Seed | None, say: Callable[[str], None]) -> None:
    web = {"": ROOT / "web" / "dist", "boundaries/": ROOT / "build" / "boundaries"}
    with System(options.template, options.state, port=options.port, seed=seed, web=web, say=say) as system:
        say(f"The map is at {system.url}/, alerts at /local/alerts, letters at /local/letters; Ctrl-C ends")
        if system.plan.user_pool:
            names = ", ".join(f"{account.name} ({account.role} of {account.unit})" for account in ACCOUNTS)
            say(f"Officers sign in at {system.endpoint}, client {system.plan.user_pool.client_id}: {names}")
            say(f"Password of them all until Ctrl-C: {system.password}")
        with _told(system, options.state / "deployment.json"):
            while system.alive:
                time.sleep(0.2)
        raise CloudError(f"The local cloud ended by itself; see {options.state / 'ministack.log'}.")


@contextmanager
def _told(system: System, file: Path) -> Iterator[None]:
    """Say in a file how the system is reached, as long as it lasts: for commands such as `make rebuild`."""
    settings: dict[str, str] = {}
    for function in system.plan.functions.values():
        settings |= environment(function, system.endpoint)
    file.write_text(json.dumps(settings))
    try:
        yield
    finally:
        file.unlink()


def _end(_number: int, _frame: FrameType | None) -> None:
    """End once, in good order: a second Ctrl-C must not break into the saving."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _clocked() -> Callable[[str], None]:
    began = time.monotonic()
    return lambda text: print(f"[{time.monotonic() - began:5.1f} s] {text}", flush=True)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    run = parser.add_subparsers(required=True).add_parser("run", help="run until Ctrl-C")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--template", type=Path, default=ROOT / "template.yaml")
    run.add_argument("--state", type=Path, default=ROOT / ".local", help="where data are kept between runs")
    run.add_argument("--empty", action="store_true", help="begin without made-up reports")
    return parser.parse_args(arguments)
