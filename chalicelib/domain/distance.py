"""Metres between a point and boundary lines near it, on a plane laid against the ellipsoid at the point.

The metric is local equirectangular: a degree counts as long as it is at the point itself, on GRS 80
(Moritz 2000). Within 2 km it differs by less than 0.1 % from the ellipsoid and by less than 0.2 % from
EPSG:2180.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, radians, sin, sqrt

SEMI_MAJOR = 6_378_137.0  # metres, GRS 80
ECCENTRICITY_SQUARED = 0.006_694_380_022_90

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LocalPlane:
    """The plane at a point, with metres per degree eastward and northward there."""

    lon: float
    lat: float
    east: float
    north: float

    @classmethod
    def at(cls, lat: float, lon: float) -> "LocalPlane":
        """Lay the plane at a point in degrees."""
        bend = 1 - ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
        across = SEMI_MAJOR / sqrt(bend)
        along = across * (1 - ECCENTRICITY_SQUARED) / bend
        return cls(lon, lat, across * cos(radians(lat)) * pi / 180, along * pi / 180)

    def metres_to_line(self, points: Sequence[LonLat]) -> float:
        """Return the distance from the point to the nearest place on a line."""
        flat = [((lon - self.lon) * self.east, (lat - self.lat) * self.north) for lon, lat in points]
        return min(_metres_to_edge(start, end) for start, end in pairwise(flat))

    def metres_to(self, lat: float, lon: float) -> float:
        """Return the distance from the point to another."""
        return hypot((lon - self.lon) * self.east, (lat - self.lat) * self.north)

    def metres_to_box(self, west: float, south: float, east: float, north: float) -> float:
        """Return the distance from the point to a box, 0 inside it."""
        across = max(west - self.lon, 0.0, self.lon - east) * self.east
        along = max(south - self.lat, 0.0, self.lat - north) * self.north
        return hypot(across, along)


def _metres_to_edge(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance from the origin; lines that share a nearest corner get equal numbers."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    along = -(x1 * dx + y1 * dy)
    if along <= 0:
        return hypot(x1, y1)
    square = dx * dx + dy * dy
    if along >= square:
        return hypot(x2, y2)
    return abs(x1 * dy - y1 * dx) / sqrt(square)
