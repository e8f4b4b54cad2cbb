"""Millions of made-up reports where people are: the seed's towns, roads and known spots, drawn by arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from chalicelib.domain.tile import BOUNDS
from infra.seed.places import KM_PER_DEGREE, Place, places_of_poland, roads_between
from infra.seed.profiles import PROFILES, Profile, Setting
from infra.seed.scatter import FAVOUR, ON_A_ROAD_IN_TOWN, SPOT_KM, SPREAD, VERGE_KM, WATERS

Floats = NDArray[np.float64]
Coordinates = NDArray[np.float64]
"""Latitudes and longitudes in degrees, one row each."""

CATEGORIES = sorted(PROFILES)


@dataclass(frozen=True, slots=True)
class Points:
    """Where reports lie, and the place of each one's category in `CATEGORIES`."""

    at: Coordinates
    categories: NDArray[np.int64]


def made_up(number: int, seed: int) -> Points:
    """Return so many points within the country's bounds, in random order."""
    random = np.random.default_rng(seed)
    ground = _Ground.of_poland()
    shares = np.array([PROFILES[name].share for name in CATEGORIES])
    chosen = np.sort(random.choice(len(CATEGORIES), number, p=shares / shares.sum()))
    drawn = [
        ground.draw(random, PROFILES[name], many)
        for name, many in zip(
            CATEGORIES, np.bincount(chosen, minlength=len(CATEGORIES)).tolist(), strict=True
        )
    ]
    order = random.permutation(number)
    return Points(np.concatenate(drawn, axis=1)[:, order], chosen[order])


@dataclass(frozen=True, slots=True)
class _Ground:
    places: Coordinates
    radius: Floats
    people: Floats
    roads: NDArray[np.float64]
    traffic: Floats

    @classmethod
    def of_poland(cls) -> "_Ground":
        places = places_of_poland()
        roads = roads_between(places)
        people = np.array([place.population for place in places], np.float64)
        traffic = np.array([(a.population * b.population) ** 0.35 for a, b in roads])
        return cls(
            _at(places),
            np.array([place.radius_km for place in places]),
            people / people.sum(),
            np.stack([_at([a for a, _ in roads]), _at([b for _, b in roads])]),
            traffic / traffic.sum(),
        )

    def draw(self, random: Generator, profile: Profile, number: int) -> Coordinates:
        """Return fresh places, and for the profile's part of them places near those."""
        again = int(number * profile.recurring) if number > 1 else 0
        fresh = _within(lambda many: self._fresh(random, profile.setting, many), number - again)
        spots = (fresh.shape[1] * random.random(again) ** FAVOUR).astype(np.int64)
        return np.concatenate([fresh, _moved(random, fresh[:, spots], SPOT_KM)], axis=1)

    def _fresh(self, random: Generator, setting: Setting, number: int) -> Coordinates:
        if setting is Setting.WATER:
            water = np.array(WATERS).T[:, random.integers(len(WATERS), size=number)]
            return _moved(random, water[:2], water[2] / 2)
        if setting is Setting.ROAD:
            in_town = random.binomial(number, ON_A_ROAD_IN_TOWN)
            return np.concatenate(
                [
                    self._in_town(random, SPREAD[Setting.TOWN], in_town),
                    self._on_road(random, number - in_town),
                ],
                axis=1,
            )
        return self._in_town(random, SPREAD[setting], number)

    def _in_town(self, random: Generator, spread: float, number: int) -> Coordinates:
        place = random.choice(len(self.people), number, p=self.people)
        return _moved(random, self.places[:, place], spread * self.radius[place])

    def _on_road(self, random: Generator, number: int) -> Coordinates:
        start, end = self.roads[:, :, random.choice(len(self.traffic), number, p=self.traffic)]
        return _moved(random, start + random.random(number) * (end - start), VERGE_KM)


def _within(draw: Callable[[int], Coordinates], number: int) -> Coordinates:
    """Draw until so many lie within the country's bounds."""
    west, south, east, north = BOUNDS
    found = draw(0)
    while found.shape[1] < number:
        lat, lon = more = draw(number)
        inside = (south <= lat) & (lat <= north) & (west <= lon) & (lon <= east)
        found = np.concatenate([found, more[:, inside]], axis=1)
    return found[:, :number]


def _moved(random: Generator, at: Coordinates, sigma_km: Floats | float) -> Coordinates:
    """Move points by normally distributed kilometres."""
    north, east = random.normal(size=at.shape) * sigma_km / KM_PER_DEGREE
    return np.stack([at[0] + north, at[1] + east / np.cos(np.radians(at[0]))])


def _at(places: Sequence[Place]) -> Coordinates:
    return np.array([(place.lat, place.lon) for place in places]).T
