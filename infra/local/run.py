"""Runs the whole system on this machine until Ctrl-C, and says what it is doing."""

import argparse
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from infra.local.cloud import CloudError
from infra.local.functions import MissingLayerFile
from infra.local.system import PortInUse, Seed, System

ROOT = Path(__file__).parent.parent.parent
EXPECTED = (PortInUse, CloudError, MissingLayerFile)


def main(arguments: list[str], seed: Seed | None) -> int:
    """Run the command line; 0 after an asked-for end, 1 after a failure told in one sentence."""
    options = _options(arguments)
    stop, began = threading.Event(), time.monotonic()

    def asked_to_stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)  # a second time ends at once
        stop.set()

    def say(text: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {text}", flush=True)

    signal.signal(signal.SIGINT, asked_to_stop)
    signal.signal(signal.SIGTERM, asked_to_stop)
    web = {"": ROOT / "web" / "dist", "boundaries/": ROOT / "build" / "boundaries"}
    try:
        with System(
            options.template, options.state, port=options.port, seed=seed, web=web, say=say
        ) as system:
            say(f"The map is at {system.url}/  (alerts: {system.url}/local/alerts; end with Ctrl-C)")
            while system.alive and not stop.wait(0.2):
                pass
            if not system.alive:
                print(f"The local cloud ended by itself; see {options.state}/ministack.log.", file=sys.stderr)
                return 1
            say("Stopping and saving")
    except EXPECTED as error:
        print(error, file=sys.stderr)
        return 1
    say("Stopped")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    run = parser.add_subparsers(required=True).add_parser("run", help="run until Ctrl-C")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--template", type=Path, default=ROOT / "template.yaml")
    run.add_argument("--state", type=Path, default=ROOT / ".local", help="where data are kept between runs")
    return parser.parse_args(arguments)
