"""The command `python -m infra.bench.peers.ours POINTS TILES`: from points to tiles by the bulk path."""

import sqlite3
import sys
from pathlib import Path

import deflate
import numpy as np

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.levels import level
from chalicelib.domain.tile import RESOLUTION_AT


def main(points: Path, tiles: Path) -> None:
    """Count, draw, compress and write."""
    with np.load(points) as file:
        (lat, lon), categories, names = file["at"], file["categories"], file["names"].tolist()
    counts = counted(cells_at(lat, lon), categories)
    levels = [level(counts[resolution], names, z) for z, resolution in RESOLUTION_AT.items()]
    drawn = (tile for one in levels for band in bands(one) for tile in draw(one, band))
    tiles.unlink(missing_ok=True)
    with sqlite3.connect(tiles) as database:
        database.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        database.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            ((z, x, (1 << z) - 1 - y, deflate.gzip_compress(body, 6)) for (z, x, y), body in drawn),
        )
    database.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
