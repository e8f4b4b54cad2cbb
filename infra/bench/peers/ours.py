"""The command `python -m infra.bench.peers.ours POINTS TILES`: from points to tiles by the bulk path."""

import os
import sqlite3
import sys
from pathlib import Path

import deflate
import numpy as np

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.drawing import Address, bands, draw
from chalicelib.bulk.levels import Level, level
from chalicelib.bulk.spreading import spread
from chalicelib.domain.tile import RESOLUTION_AT

Row = tuple[int, int, int, bytes]


def main(points: Path, tiles: Path) -> None:
    """Count, draw, compress and write."""
    with np.load(points) as file:
        (lat, lon), categories, names = file["at"], file["categories"], file["names"].tolist()
    counts = counted(cells_at(lat, lon), categories)
    levels = [level(counts[resolution], names, z) for z, resolution in RESOLUTION_AT.items()]
    jobs = [(one, band) for one in levels for band in bands(one)]
    tiles.unlink(missing_ok=True)
    with sqlite3.connect(tiles) as database:
        database.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        for rows in spread(_rows, jobs, os.cpu_count() or 1):
            database.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    database.close()


def _rows(job: tuple[Level, slice]) -> list[Row]:
    """Return rows of the MBTiles format, which counts from the south."""
    return [_row(at, bytes(deflate.gzip_compress(body, 6))) for at, body in draw(*job)]


def _row(at: Address, body: bytes) -> Row:
    z, x, y = at
    return z, x, (1 << z) - 1 - y, body


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
