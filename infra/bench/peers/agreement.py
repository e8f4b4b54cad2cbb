"""Compares two files of tiles: in a sample of them, the same hexagons, counts and corners."""

import gzip
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from random import Random

import mapbox_vector_tile
from shapely import Polygon, box

from chalicelib.domain.tile import EXTENT

Address = tuple[int, int, int]
Ring = list[tuple[int, int]]
Features = dict[str, tuple[dict[str, object], Ring]]

ROUNDING = 1
"""Units between two programs' corners: they project in different arithmetic."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The tiles of a file, gzipped."""

    stored: dict[Address, bytes]

    @classmethod
    def read(cls, file: Path) -> "Tiles":
        """Read a file in the MBTiles format."""
        with sqlite3.connect(file) as database:
            rows = database.execute(
                "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"
            ).fetchall()
        database.close()
        return cls({(z, x, y): body for z, x, y, body in rows})

    @property
    def size(self) -> int:
        """Bytes of all tiles."""
        return sum(map(len, self.stored.values()))

    @property
    def largest(self) -> int:
        """Bytes of the largest tile."""
        return max(map(len, self.stored.values()))

    def features(self, at: Address) -> Features:
        """Return the hexagons of a tile by cell."""
        if at not in self.stored:
            return {}
        layers = mapbox_vector_tile.decode(
            gzip.decompress(self.stored[at]), default_options={"y_coord_down": True}
        )
        (layer,) = layers.values()
        return {
            one["properties"]["cell"]: (one["properties"], _ring(one["geometry"]["coordinates"][0]))
            for one in layer["features"]
        }


def disagreements(one: Tiles, other: Tiles, sample: int) -> list[str]:
    """Return what differs, in words; tiles that are in one file only belong to every sample."""
    found = []
    common = sorted(one.stored.keys() & other.stored.keys())
    for at in [
        *(one.stored.keys() ^ other.stored.keys()),
        *Random(1).sample(common, min(sample, len(common))),
    ]:
        ours, theirs = one.features(at), other.features(at)
        lone = {cell: (ours.get(cell) or theirs[cell])[1] for cell in ours.keys() ^ theirs.keys()}
        found += [f"{at}: {cell} is in one tile only" for cell, ring in lone.items() if not _grazes(ring)]
        found += [
            f"{at}: {cell}" for cell in ours.keys() & theirs.keys() if not _alike(ours[cell], theirs[cell])
        ]
    return found


def _alike(one: tuple[dict[str, object], Ring], other: tuple[dict[str, object], Ring]) -> bool:
    (properties, ring), (other_properties, other_ring) = one, other
    return properties == other_properties and any(
        all(
            abs(a - c) <= ROUNDING and abs(b - d) <= ROUNDING
            for (a, b), (c, d) in zip(ring, turned, strict=True)
        )
        for turned in (other_ring[start:] + other_ring[:start] for start in range(len(other_ring)))
        if len(turned) == len(ring)
    )


def _grazes(ring: Ring) -> bool:
    """Say whether a hexagon shares no more of the tile than rounding may give or take."""
    return bool(Polygon(ring).intersection(box(0, 0, EXTENT, EXTENT)).buffer(-ROUNDING).is_empty)


def _ring(coordinates: list[list[int]]) -> Ring:
    """Return the corners, the first not repeated."""
    return [(x, y) for x, y in coordinates[:-1]]
