"""The command `python -m infra.bench`: measures, prints the report and writes it to build/bench/report.md."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from infra.bench.accuracy import accuracy
from infra.bench.alone import alone
from infra.bench.apart import apart, say
from infra.bench.burst import burst
from infra.bench.cloud import ROOT
from infra.bench.freshness import Stage, freshness
from infra.bench.journey import journeys
from infra.bench.lists import lists
from infra.bench.machine import machine
from infra.bench.parts import parts
from infra.bench.peers.contest import contest
from infra.bench.section import Section
from infra.bench.startup import startup

REPORT = ROOT / "build" / "bench" / "report.md"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    sizes: tuple[int, ...]
    anew_from: int
    listed: tuple[int, ...]
    journeys: int
    alone: int
    loads: int
    stages: tuple[Stage, ...]
    burst: int
    seeded: int
    points: int


FULL = Scale(
    sizes=(1_000, 10_000, 24_000, 100_000),
    anew_from=24_000,
    listed=(1_000, 10_000, 100_000),
    journeys=20,
    alone=1000,
    loads=5,
    stages=((60, 1.0), (180, 3.0)),
    burst=1_000,
    seeded=10_000,
    points=1_000_000,
)
QUICK = Scale(
    sizes=(500, 5_000),
    anew_from=5_000,
    listed=(500, 5_000),
    journeys=20,
    alone=200,
    loads=2,
    stages=((50, 1.0),),
    burst=200,
    seeded=1_000,
    points=50_000,
)


def main(arguments: list[str]) -> None:
    """Measure everything, one thing after another, or only what depends on the number of reports stored."""
    parser = argparse.ArgumentParser("python -m infra.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes instead of about fifteen")
    parser.add_argument(
        "--stored", type=int, nargs="+", help="only one report's way and the counting, with so many stored"
    )
    options = parser.parse_args(arguments)
    began = time.monotonic()
    scale = QUICK if options.quick else FULL
    sections = [machine()]
    if options.stored:
        sections += journeys(options.stored, scale.journeys, anew_from=0)
    else:
        sections += _all(scale)
    minutes = (time.monotonic() - began) / 60
    text = "# Benchmarks\n\n" + "\n".join(section.markdown() for section in sections)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    say(f"Written to {REPORT.relative_to(ROOT)} after {minutes:.1f} minutes, load {os.getloadavg()[0]:.1f}")


def _all(scale: Scale) -> Iterator[Section]:
    say("Small parts")
    yield from apart(parts)
    say("From points to tiles")
    yield apart(contest, scale.points, rounds=1)
    say("What protection costs")
    yield accuracy(scale.points)
    say("The API alone")
    yield apart(alone, scale.alone)
    say("Loading functions")
    yield from startup(scale.loads)
    yield from journeys(scale.sizes, scale.journeys, scale.anew_from)
    yield lists(scale.listed, scale.journeys)
    say("From POST to alert and map")
    yield freshness(scale.stages, scale.seeded)
    say("Many reports at once")
    yield burst(scale.burst, scale.seeded)


if __name__ == "__main__":
    main(sys.argv[1:])
