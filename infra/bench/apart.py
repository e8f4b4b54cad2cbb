"""Runs a measurement in a process of its own, so that none leaves its modules or settings to the next."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what the work returns; its standard output, where functions write metrics, goes nowhere."""
    with ProcessPoolExecutor(1, get_context("spawn"), _hush) as pool:
        return pool.submit(work, *args, **kwargs).result()


def say(line: str) -> None:
    """Tell whoever waits how far it is."""
    print(line, file=sys.stderr, flush=True)


def _hush() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
