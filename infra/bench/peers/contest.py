"""Builds the tiles of the same made-up reports by every program, checks ours, and reports the times."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from infra.bench.peers.agreement import Tiles, disagreements
from infra.bench.peers.files import Files
from infra.bench.peers.points import made_up
from infra.bench.peers.running import Command, Runs, in_turn
from infra.bench.section import Section

OURS, BY_STATUS = "ours", "ours by status too"
TIPPECANOE, FREESTILER = "tippecanoe", "freestiler"
INSTALLED = [OURS, BY_STATUS, TIPPECANOE, *([FREESTILER] if find_spec(FREESTILER) else [])]
SEED = 7
SAMPLE = 300

# All features, whole and unsimplified, in every tile they touch, as ours; the rest is its quickest way.
TIPPECANOE_OPTIONS = (
    *("--quiet", "--force", "--layer=cells", "--minimum-zoom=4", "--maximum-zoom=12", "--buffer=0"),
    *("--no-feature-limit", "--no-tile-size-limit", "--no-clipping", "--no-line-simplification"),
    *("--no-tiny-polygon-reduction", "--no-tile-stats", "--read-parallel"),
)

TEXT = """Whole programs from points to gzipped tiles of hexagons with counts by category, z4 to z12, run in
turn; seconds are medians (and ranges) of {rounds} rounds on {points:,} points. freestiler goes the same way;
tippecanoe only tiles: the hexagons that it reads were counted before, by the h3 library and DuckDB. Ours are
the same tiles as tippecanoe's, with the same hexagons, counts and corners in {sample} of them. By status
too, as the map's layers count, we go alone."""
LARGEST = " Our largest tile has {by_category:.1f} kB, by status too {by_status:.1f} kB."


def contest(points: int, rounds: int) -> Section:
    """Run all programs; raise `RuntimeError` when our tiles are not tippecanoe's."""
    with TemporaryDirectory() as folder:
        files = Files(Path(folder))
        runs = build(files, points, INSTALLED, rounds)
        ours, theirs = Tiles.read(files.tiles(OURS)), Tiles.read(files.tiles(TIPPECANOE))
        by_status = Tiles.read(files.tiles(BY_STATUS))
        sizes = {OURS: ours.size, BY_STATUS: by_status.size, TIPPECANOE: theirs.size}
        if FREESTILER in runs:
            sizes[FREESTILER] = files.tiles(FREESTILER).stat().st_size
    wrong = disagreements(ours, theirs, SAMPLE)
    if wrong:
        raise RuntimeError(f"{len(wrong)} differences, such as {wrong[0]}")
    text = TEXT.format(rounds=rounds, points=points, sample=SAMPLE).replace("\n", " ")
    largest = LARGEST.format(by_category=ours.largest / 1e3, by_status=by_status.largest / 1e3)
    return Section("From points to tiles", text + largest, _rows(runs, sizes))


def build(files: Files, points: int, programs: Sequence[str], rounds: int) -> dict[str, Runs]:
    """Make up points, and let the programs build tiles in turn."""
    files.write(made_up(points, SEED))
    commands = _commands(files)
    return in_turn({name: commands[name] for name in programs}, rounds)


def _commands(files: Files) -> dict[str, Command]:
    tippecanoe = Path(sys.executable).parent / TIPPECANOE
    module: list[str | Path] = [sys.executable, "-m"]
    return {
        OURS: [*module, "infra.bench.peers.ours", files.arrays, files.tiles(OURS)],
        BY_STATUS: [*module, "infra.bench.peers.ours", files.arrays_by_status, files.tiles(BY_STATUS)],
        TIPPECANOE: [tippecanoe, *TIPPECANOE_OPTIONS, f"--output={files.tiles(TIPPECANOE)}", files.hexagons],
        FREESTILER: [
            *module,
            "infra.bench.peers.freestile",
            files.table,
            files.shapes,
            files.tiles(FREESTILER),
        ],
    }


def _rows(runs: dict[str, Runs], sizes: dict[str, int]) -> list[list[str]]:
    head = ["program", "seconds", "seconds of processors", "MB of tiles", "times ours"]
    rows = []
    for name, measured in runs.items():
        times = median(theirs / ours for theirs, ours in zip(measured.wall, runs[OURS].wall, strict=True))
        label = name if name in {OURS, BY_STATUS} else f"{name} {version(name)}"
        rows.append([label, *measured.cells(), f"{sizes[name] / 1e6:.2f}", f"{times:.1f}"])
    return [head, *rows]
