"""The command `python -m infra.bench.peers`: whole programs from points to tiles, measured in turn."""

import argparse
import sys
from collections.abc import Sequence

from infra.bench.machine import machine
from infra.bench.peers.contest import contest


def main(arguments: Sequence[str]) -> None:
    """Print the machine, and a section for each number of points."""
    parser = argparse.ArgumentParser("python -m infra.bench.peers", description=__doc__)
    parser.add_argument("--points", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    for section in (machine(), *(contest(points, given.rounds) for points in given.points)):
        print(section.markdown())


if __name__ == "__main__":
    main(sys.argv[1:])
