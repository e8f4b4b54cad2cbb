"""Tiles read by programs of others: each finds the hexagons, corners and counts that were drawn."""

import json
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from chalicelib.bulk.cells import cells_at
from chalicelib.bulk.counts import counted
from chalicelib.bulk.drawing import Address, bands, draw
from chalicelib.bulk.levels import level
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.tile import EXTENT, RESOLUTION_AT, corners, tiles_at
from tests.builders import KRAKOW

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))
NAMES = ["illegal_dump.new", "speeding.confirmed", "speeding.new"]
HALF_EQUATOR = 20037508.342789244  # metres of EPSG:3857

Features = dict[str, tuple[dict[str, Any], frozenset[tuple[int, int]]]]
"""By cell: properties, and corners in units of the zoom's plane, which are all there is to a convex shape."""

Reader = Callable[[Address, bytes, Path], Features]

READ_ON_NODE = """
import {readFileSync} from 'node:fs';
import {PbfReader} from 'pbf';
import {VectorTile, classifyRings} from '@mapbox/vector-tile';
const {cells} = new VectorTile(new PbfReader(readFileSync(0))).layers;
const features = Array.from({length: cells.length}, (_, place) => cells.feature(place));
console.log(JSON.stringify(features.map(one => [one.properties, classifyRings(one.loadGeometry())])));
"""


def by_vector_tile(at: Address, tile: bytes, _: Path) -> Features:
    """Read by @mapbox/vector-tile, as MapLibre does; it finds one outer ring only if that is wound right."""
    if NODE is None:
        pytest.skip("Node comes with the set-up of the web client, which was not made")
    command = [NODE, "--input-type=module", "--eval", READ_ON_NODE]
    done = subprocess.run(command, cwd=ROOT / "web", input=tile, capture_output=True, check=True, timeout=60)
    found = {}
    for properties, ((ring,),) in json.loads(done.stdout):
        points = [(at[1] * EXTENT + point["x"], at[2] * EXTENT + point["y"]) for point in ring]
        assert points[0] == points[-1]
        found[properties["cell"]] = (properties, frozenset(points))
    return found


def by_tippecanoe(at: Address, tile: bytes, folder: Path) -> Features:
    """Read by tippecanoe-decode, which speaks GeoJSON in degrees."""
    file = folder / "tile.mvt"
    file.write_bytes(tile)
    command = [str(Path(sys.executable).parent / "tippecanoe-decode"), str(file), *map(str, at)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    (layer,) = json.loads(done.stdout)["features"]
    found = {}
    for feature in layer["features"]:
        (ring,) = feature["geometry"]["coordinates"]
        found[feature["properties"]["cell"]] = (feature["properties"], _corners(map(_mercator, ring), at[0]))
    return found


def by_gdal(at: Address, tile: bytes, folder: Path) -> Features:
    """Read by GDAL, which speaks metres; a property that a feature lacks is NaN."""
    file = folder / "tile.mvt"
    file.write_bytes(tile)
    z, x, y = at
    about, _, shapes, columns = pyogrio.raw.read(file, layer="cells", X=x, Y=y, Z=z, CLIP="NO")
    found = {}
    for shape, *row in zip(shapely.from_wkb(shapes), *columns, strict=True):
        named = dict(zip(about["fields"].tolist(), row, strict=True))
        properties = {key: value for key, value in named.items() if value == value and key != "mvt_id"}
        found[named["cell"]] = (properties, _corners(shape.exterior.coords, z))
    return found


def _mercator(point: tuple[float, float]) -> tuple[float, float]:
    lon, lat = point
    north = math.asinh(math.tan(math.radians(lat)))
    return lon / 180 * HALF_EQUATOR, north / math.pi * HALF_EQUATOR


def _corners(metres: Any, z: int) -> frozenset[tuple[int, int]]:
    half = (EXTENT << z) / 2
    return frozenset(
        (round(half + x / HALF_EQUATOR * half), round(half - y / HALF_EQUATOR * half)) for x, y in metres
    )


@pytest.mark.parametrize("read", [by_vector_tile, by_tippecanoe, by_gdal])
def test_a_reader_of_somebody_else_finds_what_was_drawn(read: Reader, tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    lat, lon = random.normal(KRAKOW.lat, 0.1, 300), random.normal(KRAKOW.lon, 0.1, 300)
    every = counted(cells_at(lat, lon), random.integers(0, len(NAMES), 300))

    for z, resolution in RESOLUTION_AT.items():
        counts = every[resolution]
        whole = level(counts, NAMES, z)
        at, tile = max(draw(whole, bands(whole)[0]), key=lambda drawn: len(drawn[1]))

        found = read(at, tile, tmp_path)

        expected: dict[str, dict[str, Any]] = {}
        for cell, name, n in zip(counts.cells, counts.properties, counts.n, strict=True):
            properties = expected.setdefault(f"{cell:x}", {"cell": f"{cell:x}", "total": 0})
            properties["total"] += n
            properties[NAMES[name]] = n
        here = [cell for cell in expected if at in {(z, t.x, t.y) for t in tiles_at(cell, CURRENT, z)}]
        assert found == {cell: (expected[cell], frozenset(corners(cell, z))) for cell in here}
