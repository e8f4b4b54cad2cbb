"""Tiles of a layer as one PMTiles 3 file, by the library of the format's authors.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from chalicelib.domain.tile import CENTER, TILED, Tile
from chalicelib.ports.pictures import TileStore
from chalicelib.usecases.picture import LAYER, PROPERTIES

AT_ONCE = 8
E7 = 10_000_000


class PmtilesPacker:
    """Packs layers; `attribution` is told to whoever shows them."""

    def __init__(self, attribution: str) -> None:
        self._attribution = attribution

    @contextmanager
    def __call__(self, layer: str, tiles: Iterable[Tile], store: TileStore) -> Iterator[tuple[Path, int]]:
        """See `usecases.archive_layers.Pack`; a tile that vanishes meanwhile is left out."""
        with tempfile.TemporaryDirectory() as folder:
            file, packed = Path(folder) / "layer.pmtiles", 0
            with write(file) as writer:
                for number, picture in _pictures(tiles, store):
                    writer.write_tile(number, picture)
                    packed += 1
                writer.finalize(_header(), self._about(layer))
            yield file, packed

    def _about(self, layer: str) -> dict[str, object]:
        return {
            "name": layer,
            "format": "pbf",
            "attribution": self._attribution,
            "vector_layers": [{"id": LAYER, "fields": PROPERTIES}],
        }


def _pictures(tiles: Iterable[Tile], store: TileStore) -> Iterator[tuple[int, bytes]]:
    """Read tiles in the order of the file, some at once."""
    ordered = sorted((zxy_to_tileid(tile.z, tile.x, tile.y), tile) for tile in tiles)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda one: store.read(one[1]), ordered)
        for (number, _), read in zip(ordered, found, strict=True):
            if read:
                yield number, read[0]


def _header() -> dict[str, object]:
    west, south, east, north = (round(degrees * E7) for degrees in TILED)
    lon, lat, zoom = CENTER
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_lon_e7": round(lon * E7),
        "center_lat_e7": round(lat * E7),
        "center_zoom": zoom,
    }
