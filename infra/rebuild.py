"""Make all counts and tiles anew while reports keep coming in, or go on with what is unfinished."""

import argparse
import os
import socket
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from chalicelib.domain.generation import SILENCE, AtWork
from chalicelib.usecases.rebuild import rebuild
from infra.deployment import Nowhere, enter, workshop

TOLD_SECONDS = 1.0


def main(arguments: list[str]) -> int:
    """Run the command: 0 when everything is made, 3 when somebody else is at work."""
    options = _options(arguments)
    try:
        enter(options.stack)
        _work(options)
    except Nowhere as reason:
        print(reason, file=sys.stderr)
        return 2
    except AtWork as reason:
        print(reason, file=sys.stderr)
        return 3
    return 0


def _work(options: argparse.Namespace) -> None:
    began = told = time.monotonic()
    shop = replace(workshop(options.settled, options.export), silence=timedelta(seconds=options.silence))
    step = None
    for progress in rebuild(shop, f"{socket.gethostname()}/{os.getpid()}", tuple(options.layer)):
        now = time.monotonic()
        if progress.step is not step or progress.note == "done" or now - told >= TOLD_SECONDS:
            told, step = now, progress.step
            print(f"{now - began:6.1f} s  {progress.step}: {progress.note}", flush=True)
    print(f"{time.monotonic() - began:6.1f} s  generation {shop.pointer.get().live} is shown", flush=True)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.rebuild", description=__doc__)
    parser.add_argument(
        "--stack", help="the stack; without it the settings in the environment, or the local run"
    )
    parser.add_argument(
        "--export", type=Path, help="count from an export of the reports table in this folder"
    )
    parser.add_argument("--layer", action="append", default=[], help="only draw this layer of what is shown")
    parser.add_argument("--settled", type=float, help="seconds that a worker may go on with what it read")
    parser.add_argument(
        "--silence",
        type=float,
        default=SILENCE.total_seconds(),
        help="seconds after which somebody who is not heard of is taken for dead (%(default)s)",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
