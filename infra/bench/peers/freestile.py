"""The command `python -m infra.bench.peers.freestile TABLE SHAPES TILES`: from points to tiles by freestiler.

freestiler counts in DuckDB with two extensions. The spatial one comes as a package. That for H3 cannot be
had from a package index, so its three functions are answered here: cells by our own arrays, shapes and
names from a list made beforehand. That takes less time than h3 itself would.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import freestiler
import numpy as np
import pyarrow as pa
from duckdb.func import ARROW
from duckdb_extensions import import_extension
from pyarrow import parquet

from chalicelib.bulk.cells import cells_at
from chalicelib.domain.tile import RESOLUTION_AT

Column = Any


class Database:
    """A connection of DuckDB that has both extensions already."""

    def __init__(self, shapes: Path) -> None:
        self._connection = duckdb.connect()
        import_extension("spatial", con=self._connection)
        known = parquet.read_table(shapes)
        self._cells = known["cell"].to_numpy()
        self._provide("h3_latlng_to_cell", _cells, ["DOUBLE", "DOUBLE", "INTEGER"], "UBIGINT")
        for name, column in (("h3_cell_to_boundary_wkt", "shape"), ("h3_h3_to_string", "name")):
            self._provide(name, self._looked_up(known[column].combine_chunks()), ["UBIGINT"], "VARCHAR")

    def execute(self, statement: str) -> Any:
        """Execute a statement."""
        if statement.startswith(("INSTALL", "LOAD h3")):
            return self
        return self._connection.execute(statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _provide(self, name: str, function: Callable[..., Column], takes: list[Any], gives: str) -> None:
        self._connection.create_function(name, function, takes, gives, type=ARROW)

    def _looked_up(self, values: Column) -> Callable[[Column], Column]:
        return lambda cells: values.take(pa.array(np.searchsorted(self._cells, cells.to_numpy())))


def _cells(lat: Column, lon: Column, resolution: Column) -> Column:
    return pa.array(cells_at(lat.to_numpy(), lon.to_numpy(), resolution[0].as_py()))


def main(table: Path, shapes: Path, tiles: Path) -> None:
    """Build an archive of hexagons that count each category."""
    database = Database(shapes)
    duckdb.connect = lambda *_: database  # type: ignore[assignment] # it opens its own
    freestiler.freestile_h3(
        f"SELECT ST_Point(lon, lat) AS geom, category FROM '{table}'",  # noqa: S608 - our own path
        tiles,
        category="category",
        min_zoom=min(RESOLUTION_AT),
        max_zoom=max(RESOLUTION_AT),
        h3_resolutions=dict(RESOLUTION_AT),
        include_points=False,
        source_crs="EPSG:4326",
        quiet=True,
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
