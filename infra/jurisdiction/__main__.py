"""Build the boundary table, the list of units and the map outlines: `python -m infra.jurisdiction`.

Without --source the polygons come from a pinned Python package (OpenStreetMap, 2017), or from the file
that was imported last. With --source they come from the state register of boundaries (PRG) as
published by GUGiK: a zip with shapefiles, GML, GeoJSON or GeoPackage. See docs/jurisdiction.md.
"""

import argparse
import sys
import time
from pathlib import Path

from chalicelib.adapters.unit_directory import UNITS, UnreadableDirectory
from infra.jurisdiction.stamp import Origin, is_current, last_origin

BUILD = Path("build")


def main() -> int:
    """Build unless everything is current; return 1 when the source cannot be had or used."""
    options = _options()
    origin = last_origin(options.build)
    if options.source:
        origin = Origin(options.source, options.units)
    elif options.force:
        origin = None
    if origin and not origin.source.is_file():
        return _refuse(f"There is no file {origin.source}.")
    if is_current(options.build, origin) and not options.force:
        print("jurisdiction: everything is current")
        return 0
    return _build(options.build, origin)


def _build(folder: Path, origin: Origin | None) -> int:
    from infra.jurisdiction import build, source  # noqa: PLC0415 - a current build need not wait for shapely
    from infra.jurisdiction.register.errors import UnusableSource  # noqa: PLC0415

    started = time.monotonic()

    def say(text: str) -> None:
        print(f"jurisdiction: {time.monotonic() - started:5.1f} s  {text}", flush=True)

    try:
        sizes = build.run(folder, say, origin)
    except (source.SourceUnavailable, UnusableSource, UnreadableDirectory) as missing:
        return _refuse(str(missing))
    for name, size in sizes.items():
        say(f"wrote {folder / name} ({size / 1000:,.0f} kB)")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.jurisdiction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--source", type=Path, help="file of the state register to import")
    parser.add_argument(
        "--units",
        type=Path,
        default=UNITS,
        help="list of units that the areas belong to (default: the built-in one)",
    )
    parser.add_argument("--build", type=Path, default=BUILD, help="folder of the outputs (default: build)")
    parser.add_argument("--force", action="store_true", help="build even if everything is current")
    return parser.parse_args()


def _refuse(text: str) -> int:
    print(f"jurisdiction: {text}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
