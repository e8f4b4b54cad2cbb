"""The build in order: take the polygons, cover Poland, cut it into cells, draw outlines, write files."""

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from chalicelib.formats.jurisdiction_file import encode
from infra.jurisdiction import boxes, coverage, outlines, source
from infra.jurisdiction.facts import load_facts
from infra.jurisdiction.stamp import STAMP, stamp

TABLE = Path("layers", "jurisdiction", "jurisdiction", "units.bin")
OUTLINES = Path("boundaries")

STEP = (20_000, 12_500)  # width and height of a box in 1e-6 degree, about 1.4 km each: docs/adr/0003
EDITION = {
    "source": "geoBoundaries POL ADM3 from OpenStreetMap; Warsaw's seven units by the nearest known place",
    "vintage": "2017",
    "licence": (
        "Contains information from OpenStreetMap and geoBoundaries, made available here under the "
        "Open Database License (ODbL) 1.0: https://opendatacommons.org/licenses/odbl/1-0/"
    ),
    "attribution": outlines.BOUNDARIES_BY,
}

Say = Callable[[str], None]


def run(build: Path, say: Say) -> Mapping[str, int]:
    """Write every output and return sizes in bytes by path; raise `SourceUnavailable` without the package."""
    facts = load_facts()
    say("downloading the commune polygons (67 MB)")
    gminy = source.read_gminy()
    say(f"covering Poland with {len(gminy):,} gminy")
    cover = coverage.build_coverage(gminy, facts, outlines.DECIMALS)
    say(f"putting {len(cover.powiaty)} powiaty in {len(cover.units)} units on the grid")
    table = _table(cover.units)
    say("drawing the outlines")
    outputs = {
        TABLE: table,
        OUTLINES / "country.geojson": outlines.country(cover.units).encode(),
        OUTLINES / "garrisons.geojson": outlines.garrisons(cover.units, facts).encode(),
        OUTLINES / "units.geojson": outlines.county_units(cover.units, facts).encode(),
        OUTLINES / "places.geojson": outlines.places(cover).encode(),
    }
    sizes = {str(name): len(content) for name, content in outputs.items()}
    for name, content in (*outputs.items(), (STAMP, stamp(sizes))):
        _write(build / name, content)
    return sizes


def _table(units: coverage.Areas) -> bytes:
    """Return the run-time file; its version is a hash of everything else in it."""
    grid, answers = boxes.build_answers(units, STEP)
    header = {**EDITION, "version": "", "units": list(units)}
    version = hashlib.sha256(encode(header, grid, answers)).hexdigest()[:12]
    return encode({**header, "version": version}, grid, answers)


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
