"""Compare three ways to find the unit of a point, side by side: `python -m infra.jurisdiction.bench`.

Each way is opened and asked in a process of its own, so that load time and memory are its own.
Times are those of the processor, which a busy machine does not stretch much.
"""

import argparse
import gc
import importlib.metadata
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.jurisdiction.outputs import MAPS, TABLE

LOOKUP = Callable[[float, float], str | None]
SEED = 20_260
FRAME = (14.07, 49.0, 24.15, 54.84)  # west, south, east, north of Poland
SLOW = 100  # the plain loop is asked this many times less often
WAYS = {
    "grid of boxes (ours)": "_ours",
    "shapely STRtree + prepared polygons": "_tree",
    "plain loop over polygons": "_loop",
}


def main() -> int:
    """Print one line per way, in a run where all got the same points; return 1 if their answers differ."""
    parser = argparse.ArgumentParser(prog="python -m infra.jurisdiction.bench", description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build"), help="folder of the built files")
    parser.add_argument("--points", type=int, default=100_000, help="random points within Poland")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(_measured(options.way, options.build, options.points)))
        return 0
    print(_circumstances())
    print(f"{'way':38}{'lookups/s':>12}{'µs each':>10}{'load':>10}{'memory':>10}{'artifact':>11}")
    results = [_in_a_process(way, options.build, options.points) for way in WAYS]
    for way, result in zip(WAYS, results, strict=True):
        print(_line(way, result))
    asked = min(len(result["answers"]) for result in results)
    same = all(result["answers"][:asked] == results[0]["answers"][:asked] for result in results)
    print(f"answers to {asked:,} points that all three were asked: {'the same' if same else 'DIFFERENT'}")
    return 0 if same else 1


def _in_a_process(way: str, folder: Path, points: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "infra.jurisdiction.bench", "--way", way]
    command += ["--build", str(folder), "--points", str(points)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _measured(way: str, folder: Path, points: int) -> dict[str, Any]:
    """Open one way and ask it; the first pass is cold, the second is what counts."""
    asked = _points(points // SLOW if way == list(WAYS)[2] else points)
    before, started = _memory(), time.process_time()
    lookup, artifact = globals()[WAYS[way]](folder)
    loaded = time.process_time() - started
    for lat, lon in asked:
        lookup(lat, lon)
    started = time.process_time()
    answers = [lookup(lat, lon) for lat, lon in asked]
    each = (time.process_time() - started) / len(asked)
    memory = _memory() - before
    return {"each": each, "load": loaded, "memory": memory, "artifact": artifact, "answers": answers}


def _ours(folder: Path) -> tuple[LOOKUP, int]:
    from chalicelib.adapters.unit_directory import load_jurisdiction  # noqa: PLC0415 - its import is part of loading
    from chalicelib.domain.errors import OutsideCoverage  # noqa: PLC0415

    table = load_jurisdiction(folder / TABLE, tolerance=0)

    def lookup(lat: float, lon: float) -> str | None:
        try:
            return table.locate(lat, lon)
        except OutsideCoverage:
            return None

    return lookup, (folder / TABLE).stat().st_size


def _tree(folder: Path) -> tuple[LOOKUP, int]:
    import shapely  # noqa: PLC0415

    codes, areas, size = _polygons(folder)
    shapely.prepare(areas)
    tree = shapely.STRtree(areas)

    def lookup(lat: float, lon: float) -> str | None:
        found = tree.query(shapely.Point(lon, lat), predicate="intersects")
        return codes[min(found)] if len(found) else None

    return lookup, size


def _loop(folder: Path) -> tuple[LOOKUP, int]:
    import shapely  # noqa: PLC0415

    codes, areas, size = _polygons(folder)

    def lookup(lat: float, lon: float) -> str | None:
        point = shapely.Point(lon, lat)
        return next((code for code, area in zip(codes, areas, strict=True) if area.intersects(point)), None)

    return lookup, size


def _polygons(folder: Path) -> tuple[list[str], list[Any], int]:
    """Return codes, polygons and the size of their file; the polygons are those the table was built from."""
    import shapely  # noqa: PLC0415

    path = folder / MAPS / "units.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    areas = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    return [feature["properties"]["code"] for feature in features], areas, path.stat().st_size


def _points(count: int) -> list[tuple[float, float]]:
    """Return the same random points, latitude first, however many are asked for."""
    import random  # noqa: PLC0415

    chance = random.Random(SEED)
    west, south, east, north = FRAME
    return [(chance.uniform(south, north), chance.uniform(west, east)) for _ in range(count)]


def _memory() -> int:
    """Return the memory of this process in bytes; where the system does not tell, the most it ever had."""
    gc.collect()
    if Path("/proc/self/statm").exists():
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _line(way: str, result: dict[str, Any]) -> str:
    each, load, memory = result["each"], result["load"] * 1e3, result["memory"] / 1e6
    size = result["artifact"] / 1e6
    return f"{way:38}{1 / each:>12,.0f}{each * 1e6:>10.2f}{load:>7.1f} ms{memory:>7.1f} MB{size:>8.2f} MB"


def _circumstances() -> str:
    names = ("shapely", "numpy")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return f"{_processor()}; {platform.system()}; Python {platform.python_version()}; {versions}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return platform.processor() or platform.machine()
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{len(models)} × {models[0]}" if models else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
