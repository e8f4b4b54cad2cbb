"""Spreads work over processes: threads wait for one another. Pipes, for Lambda has no shared memory."""

import multiprocessing
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

J = TypeVar("J")
R = TypeVar("R")


class SpreadError(RuntimeError):
    """A process ended before its work did; its own words are on standard error."""


def spread(work: Callable[[J], R], jobs: Sequence[J], processes: int) -> Generator[R, None, None]:
    """Yield what the work makes of each job, as it comes; the jobs and all they refer to are not copied.

    Raises `SpreadError` when a job does, and ends all processes however it ends itself.
    """
    context = multiprocessing.get_context("fork")
    children: dict[Any, BaseProcess] = {}
    for number in range(processes):
        reader, writer = context.Pipe(duplex=False)
        child: BaseProcess = context.Process(
            target=_serve, args=(work, jobs[number::processes], writer), daemon=True
        )
        child.start()
        writer.close()
        children[reader] = child
    try:
        yield from _results(children)
    finally:
        for child in children.values():
            child.terminate()
            child.join()


def _results(children: dict[Any, BaseProcess]) -> Iterator[R]:
    reading = list(children)
    while reading:
        ready: list[Any] = wait(reading)
        for reader in ready:
            try:
                yield reader.recv()
            except EOFError:
                reading.remove(reader)
                children[reader].join()
                if children[reader].exitcode:
                    raise SpreadError(f"exit code {children[reader].exitcode}") from None


def _serve(work: Callable[[J], R], jobs: Sequence[J], writer: Connection) -> None:
    for job in jobs:
        writer.send(work(job))
    writer.close()
