"""Map tiles: which zoom shows which resolution, which tiles show a cell, where its corners fall."""

import math
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from chalicelib.domain import cell as cells
from chalicelib.domain.errors import UnknownLayer
from chalicelib.domain.layer import is_layer

EXTENT = 4096
"""Units along a side of a tile, the usual extent of Mapbox Vector Tiles."""

RESOLUTION_AT = MappingProxyType({4: 3, 5: 3, 6: 4, 7: 5, 8: 5, 9: 6, 10: 7, 11: 8, 12: 9})
"""Resolution of the hexagons at each zoom of 256-pixel tiles; larger ones would weigh too much (ADR 27)."""

BOUNDS = (14.07, 49.0, 24.15, 54.84)
"""West, south, east and north of Poland in degrees."""

ANSWERED = cells.widened((BOUNDS[1], BOUNDS[0], BOUNDS[3], BOUNDS[2]), 0.5, cells.COARSEST)
"""Where reports may lie: units answer for places up to 25 km beyond the coverage."""

REACH = cells.widened(ANSWERED, 2, cells.COARSEST)
"""All that cells with such places may cover: the coarsest are some 140 km wide."""

TILED = round(REACH[1], 2), round(REACH[0], 2), round(REACH[3], 2), round(REACH[2], 2)
"""West, south, east and north of where tiles may stand, in degrees."""

CENTER = (19.2, 52.0, 6)
"""Longitude, latitude and zoom of a first view."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of a layer by the XYZ scheme; raises `UnknownLayer` where none can be."""

    layer: str
    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        side = 1 << self.z if self.z in RESOLUTION_AT else 0
        if not is_layer(self.layer) or not (0 <= self.x < side and 0 <= self.y < side):
            raise UnknownLayer

    @property
    def resolution(self) -> int:
        """The resolution of the hexagons it shows."""
        return RESOLUTION_AT[self.z]

    @property
    def origin(self) -> Point:
        """Its north-west corner, in units of its zoom."""
        return self.x * EXTENT, self.y * EXTENT

    def blocks(self) -> tuple[str, ...]:
        """Return the blocks of all counted cells that it may show; `shows` decides of each cell."""
        return _blocks(self.z, self.x, self.y)

    def shows(self, cell: str) -> bool:
        """Say whether a cell of its resolution covers any of its ground."""
        left, top = self.origin
        west, north, east, south = _bounds(cell, self.z)
        if east <= left or south <= top or left + EXTENT <= west or top + EXTENT <= north:
            return False
        if (left <= west and east <= left + EXTENT) or (top <= north and south <= top + EXTENT):
            return True
        return _overlaps(corners(cell, self.z), self.origin)


def tiles_showing(cell: str, layer: str) -> set[Tile]:
    """Return the tiles of every zoom that show a cell or an ancestor of it, as their zoom has it."""
    finest = cells.resolution_of(cell)
    shown = {z: cells.parent(cell, r) for z, r in RESOLUTION_AT.items() if r <= finest}
    return {tile for z, place in shown.items() for tile in tiles_at(place, layer, z)}


def tiles_at(cell: str, layer: str, z: int) -> list[Tile]:
    """Return the tiles of one zoom that show a cell of its resolution."""
    west, north, east, south = _bounds(cell, z)
    near = [
        Tile(layer, z, x, y)
        for x in range(west // EXTENT, east // EXTENT + 1)
        for y in range(north // EXTENT, south // EXTENT + 1)
    ]
    return [tile for tile in near if tile.shows(cell)]


@lru_cache(maxsize=4096)
def _blocks(z: int, x: int, y: int) -> tuple[str, ...]:
    resolution = RESOLUTION_AT[z]
    north, west = _degrees(x, y, z)
    south, east = _degrees(x + 1, y + 1, z)
    least, first, most, last = REACH
    south, west, north, east = max(south, least), max(west, first), min(north, most), min(east, last)
    if south >= north or west >= east:
        return ()
    coarse = cells.block_resolution(resolution)
    found = cells.ancestors_over((south, west, north, east), coarse)
    return tuple(block for block in found if coarse > cells.COARSEST_BLOCK or block in _largest_blocks())


@lru_cache(maxsize=1)
def _largest_blocks() -> frozenset[str]:
    """Return the largest blocks that may count anything; of smaller ones a tile reads few beyond them."""
    return frozenset(cells.ancestors_over(ANSWERED, cells.COARSEST_BLOCK))


@lru_cache(maxsize=65536)
def corners(cell: str, z: int) -> tuple[Point, ...]:
    """Return a cell's corners in whole units of a zoom's plane, clockwise as seen on the map."""
    points = [_plane(lat, lon, z) for lat, lon in reversed(cells.boundary(cell))]
    return tuple(point for i, point in enumerate(points) if point != points[i - 1])


@lru_cache(maxsize=65536)
def _bounds(cell: str, z: int) -> tuple[int, int, int, int]:
    """Return a cell's least x and y and greatest x and y."""
    xs, ys = zip(*corners(cell, z), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _overlaps(ring: tuple[Point, ...], origin: Point) -> bool:
    """Say whether a convex ring and a tile whose bounds meet share ground: no slanted line parts them."""
    left, top = origin
    square = [(left, top), (left + EXTENT, top), (left + EXTENT, top + EXTENT), (left, top + EXTENT)]
    edges = ((ring[i - 1], ring[i]) for i in range(len(ring)))
    return not any(_parted(ring, square, (by - ay, ax - bx)) for (ax, ay), (bx, by) in edges)


def _parted(ring: tuple[Point, ...], square: list[Point], normal: Point) -> bool:
    nx, ny = normal
    ours = [x * nx + y * ny for x, y in ring]
    theirs = [x * nx + y * ny for x, y in square]
    return max(ours) <= min(theirs) or max(theirs) <= min(ours)


def _plane(lat: float, lon: float, z: int) -> Point:
    """Project by spherical Mercator (EPSG:3857), x to the east and y to the south."""
    units = EXTENT << z
    x = (lon + 180) / 360
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return round(x * units), round(y * units)


def _degrees(x: float, y: float, z: int) -> tuple[float, float]:
    side = 1 << z
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))
    return lat, x / side * 360 - 180
