"""What each program reads: points as arrays and as a table; hexagons for the one that makes none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import h3
import numpy as np
from numpy.typing import NDArray

from chalicelib.bulk.cells import cells_at
from chalicelib.domain.tile import RESOLUTION_AT
from infra.bench.peers import statuses
from infra.bench.peers.points import CATEGORIES, Points

SEED = 11

Hexagon = tuple[str, int, dict[str, int]]
"""A cell, its total, and its counts by category."""

COUNT = """
    WITH counts AS (
        SELECT ancestor, category, count(*) AS n FROM reports JOIN lineage USING (cell) GROUP BY ALL
    )
    SELECT ancestor, sum(n)::BIGINT, map_from_entries(list((category, n) ORDER BY category))
    FROM counts GROUP BY ancestor ORDER BY ancestor
"""


@dataclass(frozen=True, slots=True)
class Files:
    """A folder with the same reports in each program's own form."""

    folder: Path

    @property
    def arrays(self) -> Path:
        """Points for ours, by category."""
        return self.folder / "points.npz"

    @property
    def arrays_by_status(self) -> Path:
        """Points for ours, by category and status."""
        return self.folder / "points-by-status.npz"

    @property
    def table(self) -> Path:
        """Points for freestiler."""
        return self.folder / "points.parquet"

    @property
    def shapes(self) -> Path:
        """Cells with their names and outlines, which freestiler looks up."""
        return self.folder / "shapes.parquet"

    @property
    def hexagons(self) -> Path:
        """Lines of GeoJSON for tippecanoe: hexagons with their counts and zooms."""
        return self.folder / "hexagons.geojson"

    def tiles(self, program: str) -> Path:
        """What a program makes."""
        return self.folder / f"{program}.{'pmtiles' if program == 'freestiler' else 'mbtiles'}"

    def write(self, points: Points) -> None:
        """Write what programs read."""
        self.folder.mkdir(parents=True, exist_ok=True)
        np.savez(self.arrays, at=points.at, properties=points.categories, names=np.array(CATEGORIES))
        by_status = statuses.properties(points, SEED)
        np.savez(self.arrays_by_status, at=points.at, properties=by_status, names=np.array(statuses.NAMES))
        lat, lon = points.at
        _write(self.table, {"lat": lat, "lon": lon, "category": np.array(CATEGORIES)[points.categories]})
        _write(self.shapes, _shapes(points))
        with self.hexagons.open("w", encoding="utf-8") as file:
            for resolution, hexagon in hexagons(points):
                file.write(json.dumps(_feature(resolution, hexagon), separators=(",", ":")) + "\n")


def hexagons(points: Points) -> Iterator[tuple[int, Hexagon]]:
    """Count by tools that are not ours: the h3 library for the cells, DuckDB for the counts."""
    cells = np.array([h3.latlng_to_cell(lat, lon, 9) for lat, lon in points.at.T.tolist()])
    distinct = np.unique(cells)
    database = duckdb.connect()
    database.register("reports", {"cell": cells, "category": np.array(CATEGORIES)[points.categories]})
    for resolution in sorted(set(RESOLUTION_AT.values())):
        ancestors = np.array([h3.cell_to_parent(cell, resolution) for cell in distinct.tolist()])
        database.register("lineage", {"cell": distinct, "ancestor": ancestors})
        yield from ((resolution, row) for row in database.execute(COUNT).fetchall())


def _write(file: Path, columns: dict[str, NDArray[Any]]) -> None:
    duckdb.connect().register("columns", columns).execute(f"COPY columns TO '{file}'")


def _shapes(points: Points) -> dict[str, NDArray[Any]]:
    """Return every cell that a point lies in, at each resolution."""
    lat, lon = points.at
    cells = np.unique(np.concatenate([cells_at(lat, lon, r) for r in set(RESOLUTION_AT.values())]))
    names = [f"{cell:x}" for cell in cells.tolist()]
    return {"cell": cells, "name": np.array(names), "shape": np.array([_outline(name) for name in names])}


def _outline(cell: str) -> str:
    corners = [f"{lon:.7f} {lat:.7f}" for lat, lon in h3.cell_to_boundary(cell)]
    return f"POLYGON (({', '.join([*corners, corners[0]])}))"


def _feature(resolution: int, hexagon: Hexagon) -> dict[str, object]:
    cell, total, counts = hexagon
    zooms = [z for z, shown in RESOLUTION_AT.items() if shown == resolution]
    ring = [(round(lon, 7), round(lat, 7)) for lat, lon in h3.cell_to_boundary(cell)]
    return {
        "type": "Feature",
        "tippecanoe": {"minzoom": min(zooms), "maxzoom": max(zooms)},
        "properties": {"cell": cell, "total": total, **counts},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }
