"""Where made-up reports lie: in towns, at their edges, along roads, by the water, at spots known before."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from random import Random

from chalicelib.domain.errors import OutsideCoverage
from chalicelib.domain.report import Location
from infra.seed.places import Place, Road, moved_km
from infra.seed.profiles import Profile, Setting

ON_A_ROAD_IN_TOWN = 0.55
"""Part of what happens on roads that happens in built-up areas."""

# How far, in radii of a place, threats of a setting spread around it (one standard deviation).
SPREAD = {Setting.CENTRE: 0.35, Setting.TOWN: 0.6, Setting.EDGE: 1.3, Setting.COUNTRY: 2.6}

SPOT_KM = 0.03
VERGE_KM = 0.02
FAVOUR = 1.6
"""Above 1, how much a few spots are preferred to the many."""

# Waters where many people bathe: latitude, longitude, kilometres of shore.
WATERS = (
    (52.4480, 21.0410, 4.0),  # Zegrze
    (53.8020, 21.5720, 3.0),  # Mikołajki
    (54.0290, 21.7600, 3.0),  # Giżycko
    (50.3710, 22.4620, 2.0),  # Solina
    (49.7130, 19.2010, 2.0),  # Żywiec
    (52.3860, 17.9350, 3.0),  # Powidz
    (53.7690, 17.5060, 3.0),  # Charzykowy
    (54.4440, 18.5600, 1.5),  # Sopot
    (54.1780, 15.5620, 2.0),  # Kołobrzeg
    (53.9110, 14.2560, 2.0),  # Świnoujście
    (51.4490, 19.9260, 3.0),  # Sulejów
    (50.4530, 17.2510, 2.0),  # Nysa
    (52.2380, 21.0330, 2.0),  # Warszawa, the Vistula
    (50.0410, 19.9110, 0.6),  # Kraków, Zakrzówek
)

Point = tuple[float, float]
Locate = Callable[[float, float], str]


class Scatter:
    """Draws places; where it drew before it may draw again, so that some spots stand out."""

    def __init__(
        self, random: Random, places: Sequence[Place], roads: Sequence[Road], locate: Locate
    ) -> None:
        self._random = random
        self._places = places
        self._by_people = list(accumulate(place.population for place in places))
        self._roads = roads
        self._by_traffic = list(accumulate((a.population * b.population) ** 0.35 for a, b in roads))
        self._locate = locate
        self._spots: dict[str, list[Point]] = {}

    def draw(self, category: str, profile: Profile) -> tuple[Location, str]:
        """Return a place in Poland and the unit that answers for it."""
        spots = self._spots.setdefault(category, [])
        again = bool(spots) and self._random.random() < profile.recurring
        while True:
            point = self._around(self._favourite(spots), SPOT_KM) if again else self._fresh(profile.setting)
            try:
                unit = self._locate(*point)
            except OutsideCoverage:
                continue
            if not again:
                spots.append(point)
            return Location(*point), unit

    def _favourite(self, spots: Sequence[Point]) -> Point:
        """Choose a spot; the earlier it was found, the oftener."""
        return spots[int(len(spots) * self._random.random() ** FAVOUR)]

    def _fresh(self, setting: Setting) -> Point:
        if setting is Setting.WATER:
            lat, lon, shore = self._random.choice(WATERS)
            return self._around((lat, lon), shore / 2)
        if setting is Setting.ROAD:
            return self._on_road()
        return self._near_town(SPREAD[setting])

    def _on_road(self) -> Point:
        if self._random.random() < ON_A_ROAD_IN_TOWN:
            return self._near_town(SPREAD[Setting.TOWN])
        a, b = self._random.choices(self._roads, cum_weights=self._by_traffic)[0]
        part = self._random.random()
        point = (a.lat + part * (b.lat - a.lat), a.lon + part * (b.lon - a.lon))
        return self._around(point, VERGE_KM)

    def _near_town(self, spread: float) -> Point:
        place = self._random.choices(self._places, cum_weights=self._by_people)[0]
        return self._around((place.lat, place.lon), spread * place.radius_km)

    def _around(self, point: Point, sigma_km: float) -> Point:
        north, east = self._random.gauss(0, sigma_km), self._random.gauss(0, sigma_km)
        return moved_km(*point, north, east)
