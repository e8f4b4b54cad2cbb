"""Beyond the areas the nearest unit answers, and near a border its neighbour is known, as EPSG:2180 measures.

The reference lays the lines, straight in degrees, into the plane in pieces of 0.002 degree: a long
line that is straight in one of the two is up to 3 m beside the one that is straight in the other.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.errors import OutsideCoverage
from chalicelib.domain.jurisdiction import NEAR, TOLERANCE, Jurisdiction
from infra.jurisdiction.projection import to_metres
from tests.integration.built_boundaries import TABLE, built, unit_areas

MANY = 8_000
CLOSE = 0.01  # share by which local metres and EPSG:2180 may differ
STEP = 0.002  # degrees
ROUND = 0.05  # metres

Points = npt.NDArray[np.float64]  # (n, 2): lon, lat


@pytest.fixture(scope="module")
def jurisdiction() -> Jurisdiction:
    built()
    return load_jurisdiction(TABLE)


@cache
def in_metres() -> list[shapely.Geometry]:
    return [to_metres(shapely.segmentize(area, STEP)) for area in unit_areas().values()]


def distances(points: Points, reach: float) -> list[dict[str, float]]:
    """Return the units within reach of each point with their distances in EPSG:2180."""
    codes, areas = list(unit_areas()), np.array(in_metres())
    places = to_metres(shapely.points(points))
    near: list[dict[str, float]] = [{} for _ in points]
    found, owners = shapely.STRtree(areas).query(places, predicate="dwithin", distance=reach)
    metres = shapely.distance(places[found], areas[owners])
    for point, owner, away in zip(found.tolist(), owners.tolist(), metres.tolist(), strict=True):
        near[point][codes[owner]] = away
    return near


def around(lines: list[shapely.Geometry], spread: float, seed: int) -> Points:
    """Return points scattered about lines, by so many degrees at most and more often by few."""
    chance = np.random.default_rng(seed)
    length = shapely.length(lines)
    chosen = chance.choice(np.array(lines), MANY, p=length / length.sum())
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(chosen, chance.uniform(0, 1, MANY), normalized=True)
    )
    scattered: Points = points + spread * chance.normal(size=(MANY, 2)) * 10 ** -chance.uniform(
        0, 3, (MANY, 1)
    )
    return scattered


def test_a_point_outside_goes_to_the_nearest_unit_up_to_two_kilometres(jurisdiction: Jurisdiction) -> None:
    country = shapely.coverage_union_all(list(unit_areas().values()))
    points = around(list(shapely.get_rings(shapely.get_parts(country))), 0.02, seed=1)
    points = points[~shapely.contains_xy(country, points)]
    wrong: list[object] = []

    for (lon, lat), near in zip(points.tolist(), distances(points, 2 * TOLERANCE), strict=True):
        least = min(near.values(), default=np.inf)
        try:
            metres = near.get(jurisdiction.locate(lat, lon), np.inf)
        except OutsideCoverage:
            if least < TOLERANCE * (1 - CLOSE):
                wrong.append((lat, lon, "refused", least))
        else:
            if metres > min(least * (1 + CLOSE) + ROUND, TOLERANCE * (1 + CLOSE)):
                wrong.append((lat, lon, metres, least))

    assert len(points) > MANY / 4
    assert wrong == []


def test_the_neighbour_is_the_nearest_other_unit_and_its_distance_right(jurisdiction: Jurisdiction) -> None:
    rings = shapely.get_rings(shapely.get_parts(list(unit_areas().values())))
    country = shapely.coverage_union_all(list(unit_areas().values()))
    points = around(list(rings), 0.006, seed=2)
    points = points[shapely.contains_xy(country, points)]
    wrong: list[object] = []

    for (lon, lat), near in zip(points.tolist(), distances(points, 2 * NEAR), strict=True):
        near.pop(jurisdiction.locate(lat, lon), None)
        least = min(near.values(), default=np.inf)
        neighbour = jurisdiction.neighbour(lat, lon)
        if neighbour is None:
            fits = least > NEAR * (1 - CLOSE)
        else:
            fits = neighbour.metres == pytest.approx(least, rel=CLOSE, abs=ROUND)
            fits &= near[neighbour.code] == pytest.approx(least, rel=CLOSE, abs=ROUND)
        if not fits:
            wrong.append((lat, lon, neighbour, near))

    assert wrong == []


@pytest.mark.parametrize(
    ("place", "lat", "lon", "unit"),
    [
        ("the pier of Sopot", 54.4485, 18.5790, "2264"),
        ("a kilometre off Hel", 54.5955, 18.8150, "2211"),
        ("the middle of Śniardwy", 53.7500, 21.7300, "2816"),
    ],
)
def test_water_off_the_shore_has_the_unit_of_the_shore(
    jurisdiction: Jurisdiction, place: str, lat: float, lon: float, unit: str
) -> None:
    assert jurisdiction.locate(lat, lon) == unit, place
