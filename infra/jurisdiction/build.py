"""The build in order: have the boundaries, cut them into boxes, draw outlines, write files."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from chalicelib.formats.jurisdiction_file import encode
from infra.jurisdiction import boxes, coverage, outlines, package, unit_outlines, units_list
from infra.jurisdiction.boundaries import Boundaries, Say
from infra.jurisdiction.outputs import MAPS, TABLE, UNIT_OUTLINES, UNITS
from infra.jurisdiction.stamp import STAMP, Origin, stamp

STEP = (20_000, 12_500)  # width and height of a box in 1e-6 degree, about 1.4 km each: docs/adr/0003


def run(build: Path, say: Say, origin: Origin | None = None) -> Mapping[str, int]:
    """Write every output and return sizes in bytes by path.

    Without an origin the polygons come from the package. Raises `SourceUnavailable` or `UnusableSource`.
    """
    boundaries = _boundaries(say, origin)
    coverage.check(boundaries.answering)
    say(f"putting {len(boundaries.answering)} units on the grid")
    table = _table(boundaries)
    say("drawing the outlines")
    outputs = {
        TABLE: table,
        UNITS: units_list.listed(boundaries.units.values()).encode(),
        UNIT_OUTLINES: unit_outlines.archive(boundaries),
        **{MAPS / f"{name}.geojson": text.encode() for name, text in outlines.maps(boundaries).items()},
    }
    sizes = {str(name): len(content) for name, content in outputs.items()}
    for name, content in (*outputs.items(), (STAMP, stamp(sizes, origin))):
        _write(build / name, content)
    return sizes


def _boundaries(say: Say, origin: Origin | None) -> Boundaries:
    if origin is None:
        return package.boundaries(say)
    from infra.jurisdiction.register import recipe  # noqa: PLC0415 - only an import needs GDAL

    return recipe.boundaries(origin.source, origin.units, say)


def _table(boundaries: Boundaries) -> bytes:
    """Return the run-time file; its version is a hash of everything else in it."""
    grid, answers = boxes.build_answers(boundaries.answering, STEP)
    header = {**boundaries.edition, "version": "", "units": list(boundaries.answering)}
    version = hashlib.sha256(encode(header, grid, answers)).hexdigest()[:12]
    return encode({**header, "version": version}, grid, answers)


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
