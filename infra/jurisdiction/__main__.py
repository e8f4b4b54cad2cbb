"""Build the boundary table and the map outlines: `python -m infra.jurisdiction`."""

import argparse
import sys
import time
from pathlib import Path

from infra.jurisdiction.stamp import is_current

BUILD = Path("build")


def main() -> int:
    """Build unless everything is current; return 1 when the source cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m infra.jurisdiction", description=__doc__)
    parser.add_argument("--build", type=Path, default=BUILD, help="folder of the outputs (default: build)")
    parser.add_argument("--force", action="store_true", help="build even if everything is current")
    options = parser.parse_args()
    if is_current(options.build) and not options.force:
        print("jurisdiction: everything is current")
        return 0

    from infra.jurisdiction import build, source  # noqa: PLC0415 - a current build need not wait for shapely

    started = time.monotonic()

    def say(text: str) -> None:
        print(f"jurisdiction: {time.monotonic() - started:5.1f} s  {text}", flush=True)

    try:
        sizes = build.run(options.build, say)
    except source.SourceUnavailable as missing:
        print(f"jurisdiction: {missing}", file=sys.stderr)
        return 1
    for name, size in sizes.items():
        say(f"wrote {options.build / name} ({size / 1000:,.0f} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
