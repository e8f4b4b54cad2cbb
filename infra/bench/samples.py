"""Times of repeated work: wall clock and processor, summed up as median and 99th percentile."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Samples:
    """Seconds of each repetition; processor time is that of all threads of this process."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def measure(self, work: Callable[[], T]) -> T:
        """Do the work once, and keep how long it took."""
        cpu, wall = time.process_time(), time.perf_counter()
        result = work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)
        return result


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that so many percent of the values do not exceed."""
    if len(values) < 2:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def milliseconds(values: Sequence[float]) -> str:
    """Return median and 99th percentile as they are printed."""
    return f"{median(values) * 1e3:.2f} ({percentile(values, 99) * 1e3:.1f})"


def microseconds_each(work: Callable[[], object], times: int, rounds: int = 7) -> float:
    """Return the median over rounds of the mean processor time of one of many repetitions."""
    means = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            work()
        means.append((time.process_time() - began) / times)
    return median(means) * 1e6
