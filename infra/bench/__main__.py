"""The command `python -m infra.bench`: measures, prints the report and writes it to build/bench/report.md."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from infra.bench.accuracy import accuracy
from infra.bench.alone import alone
from infra.bench.apart import apart, say
from infra.bench.burst import burst
from infra.bench.cloud import ROOT
from infra.bench.everything import everything
from infra.bench.freshness import Stage, freshness
from infra.bench.journey import journeys
from infra.bench.lists import lists
from infra.bench.machine import machine
from infra.bench.parts import parts
from infra.bench.peers.contest import contest
from infra.bench.redraws import redraws
from infra.bench.section import Section
from infra.bench.startup import startup

REPORT = ROOT / "build" / "bench" / "report.md"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    sizes: tuple[int, ...]
    anew: tuple[int, ...]
    listed: tuple[int, ...]
    journeys: int
    workers: tuple[int, ...]
    alone: int
    loads: int
    stages: tuple[Stage, ...]
    burst: int
    seeded: int
    points: int


FULL = Scale(
    sizes=(1_000, 10_000, 24_000, 100_000),
    anew=(24_000,),
    listed=(1_000, 10_000, 100_000),
    journeys=20,
    workers=(1, 2, 4, 10, 20, 30, 50),
    alone=1000,
    loads=5,
    stages=((60, 1.0), (180, 3.0)),
    burst=1_000,
    seeded=10_000,
    points=1_000_000,
)
QUICK = Scale(
    sizes=(500, 5_000),
    anew=(5_000,),
    listed=(500, 5_000),
    journeys=20,
    workers=(4, 10),
    alone=200,
    loads=2,
    stages=((50, 1.0),),
    burst=200,
    seeded=1_000,
    points=50_000,
)


def main(arguments: list[str]) -> None:
    """Measure one part after another, and write down each as soon as it is known."""
    parser = argparse.ArgumentParser("python -m infra.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes instead of about half an hour")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="only these parts")
    parser.add_argument(
        "--stored", type=int, nargs="+", help="other numbers of reports stored: `growth`, `anew`"
    )
    parser.add_argument("--passing", type=int, help="how many reports take the way in `growth` then")
    options = parser.parse_args(arguments)
    scale = QUICK if options.quick else FULL
    if options.stored:
        sizes = tuple(options.stored)
        scale = replace(scale, sizes=sizes, anew=sizes, journeys=options.passing or scale.journeys)
    began = time.monotonic()
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("# Benchmarks\n", encoding="utf-8")
    _tell(machine())
    for name in options.only:
        say(f"{name}: {PARTS[name].__doc__}")
        for section in PARTS[name](scale):
            _tell(section)
    minutes = (time.monotonic() - began) / 60
    say(f"Written to {REPORT.relative_to(ROOT)} after {minutes:.1f} minutes, load {os.getloadavg()[0]:.1f}")


def _tell(section: Section) -> None:
    text = f"\n{section.markdown()}"
    print(text, flush=True)
    with REPORT.open("a", encoding="utf-8") as report:
        report.write(text)


def _parts(_scale: Scale) -> Iterable[Section]:
    """Encoder, cells, units."""
    return apart(parts)


def _peers(scale: Scale) -> Iterable[Section]:
    """From points to tiles, beside other programs."""
    return [apart(contest, scale.points, rounds=1)]


def _accuracy(scale: Scale) -> Iterable[Section]:
    """What protection costs."""
    return [accuracy(scale.points)]


def _loading(scale: Scale) -> Iterable[Section]:
    """The API alone, and loading functions."""
    return [apart(alone, scale.alone), *startup(scale.loads)]


def _growth(scale: Scale) -> Iterable[Section]:
    """One report's way, with more and more reports stored."""
    return journeys(scale.sizes, scale.journeys)


def _anew(scale: Scale) -> Iterable[Section]:
    """Counting everything anew."""
    return [everything(scale.anew)]


def _lists(scale: Scale) -> Iterable[Section]:
    """Work lists, with more and more reports stored."""
    return [lists(scale.listed, scale.journeys)]


def _freshness(scale: Scale) -> Iterable[Section]:
    """From POST to alert and map."""
    return [freshness(scale.stages, scale.seeded)]


def _burst(scale: Scale) -> Iterable[Section]:
    """Many reports at once."""
    return [burst(scale.burst, scale.seeded)]


def _redraws(scale: Scale) -> Iterable[Section]:
    """What workers of a full redraw queue draw, in a time that is reckoned."""
    return [redraws(scale.workers)]


PARTS: dict[str, Callable[[Scale], Iterable[Section]]] = {
    "parts": _parts,
    "peers": _peers,
    "accuracy": _accuracy,
    "loading": _loading,
    "growth": _growth,
    "anew": _anew,
    "lists": _lists,
    "freshness": _freshness,
    "burst": _burst,
    "redraws": _redraws,
}


if __name__ == "__main__":
    main(sys.argv[1:])
