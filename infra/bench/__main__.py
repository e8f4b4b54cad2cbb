"""The command `python -m infra.bench`: measures, prints the report and writes it to build/bench/report.md."""

import argparse
import sys
import time
from dataclasses import dataclass

from infra.bench.accuracy import accuracy
from infra.bench.alone import alone
from infra.bench.apart import apart, say
from infra.bench.cloud import ROOT
from infra.bench.freshness import Stage, freshness
from infra.bench.journey import journeys
from infra.bench.lists import lists
from infra.bench.machine import machine
from infra.bench.parts import parts
from infra.bench.peers.contest import contest
from infra.bench.startup import startup

REPORT = ROOT / "build" / "bench" / "report.md"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    sizes: tuple[int, ...]
    journeys: int
    alone: int
    loads: int
    stages: tuple[Stage, ...]
    seeded: int
    points: int


FULL = Scale(
    sizes=(1_000, 10_000, 100_000),
    journeys=50,
    alone=1000,
    loads=5,
    stages=((150, 1.0), (350, 3.0)),
    seeded=10_000,
    points=1_000_000,
)
QUICK = Scale(
    sizes=(500, 5_000), journeys=20, alone=200, loads=2, stages=((50, 1.0),), seeded=1_000, points=50_000
)


def main(arguments: list[str]) -> None:
    """Measure everything, one thing after another."""
    parser = argparse.ArgumentParser("python -m infra.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute or two instead of about ten")
    scale = QUICK if parser.parse_args(arguments).quick else FULL
    began = time.monotonic()
    sections = [machine()]
    say("Small parts")
    sections += apart(parts)
    say("From points to tiles")
    sections.append(apart(contest, scale.points, rounds=1))
    say("What protection costs")
    sections.append(accuracy(scale.points))
    say("The API alone")
    sections.append(apart(alone, scale.alone))
    say("Loading functions")
    sections += startup(scale.loads)
    sections += journeys(scale.sizes, scale.journeys)
    sections.append(lists(scale.sizes, scale.journeys))
    say("From POST to alert and map")
    sections.append(freshness(scale.stages, scale.seeded))
    minutes = (time.monotonic() - began) / 60
    text = "# Benchmarks\n\n" + "\n".join(section.markdown() for section in sections)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    say(f"Written to {REPORT.relative_to(ROOT)} after {minutes:.1f} minutes")


if __name__ == "__main__":
    main(sys.argv[1:])
