"""The command `python -m infra.bench.peers.ours POINTS TILES`: from points to tiles by the bulk path."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import deflate
import numpy as np

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.layers import Drawn, draw_layer

Row = tuple[int, int, int, bytes]


def main(points: Path, tiles: Path) -> None:
    """Count, draw, compress and write."""
    with np.load(points) as file:
        (lat, lon), properties, names = file["at"], file["properties"], file["names"].tolist()
    counts = counted(cells_at(lat, lon), properties)
    tiles.unlink(missing_ok=True)
    with sqlite3.connect(tiles) as database:
        database.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        for drawn in draw_layer(counts, names, _compress, os.cpu_count() or 1):
            database.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", _rows(drawn))
    database.close()


def _compress(picture: bytes) -> bytes:
    return bytes(deflate.gzip_compress(picture, 6))


def _rows(drawn: Drawn) -> Iterator[Row]:
    """Return rows of the MBTiles format, which counts from the south."""
    return ((z, x, (1 << z) - 1 - y, tile) for (z, x, y), tile in drawn)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
