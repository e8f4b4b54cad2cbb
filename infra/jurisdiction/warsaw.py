"""Warsaw's seven units where there are no official polygons: an approximation, marked as one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import shapely

from infra.jurisdiction.coverage import Areas
from infra.jurisdiction.projection import to_metres

WARSAW = "1465"  # TERYT
FAR_WEST = 20.0

LonLat = tuple[float, float]


def split_warsaw(city: shapely.Geometry, known: Mapping[LonLat, str], river: Sequence[LonLat]) -> Areas:
    """Split the city, in metres, by the Vistula, and each bank by the nearest known place.

    `known` maps a place to its unit, `river` runs from north to south.
    """
    corners = [(FAR_WEST, river[-1][1]), (FAR_WEST, river[0][1])]
    west = to_metres(shapely.Polygon([*river, *corners]))
    areas: dict[str, list[shapely.Geometry]] = defaultdict(list)
    places = {to_metres(shapely.Point(place)): unit for place, unit in known.items()}
    for bank, is_west in ((city & west, True), (city - west, False)):
        ours = [point for point in places if west.contains(point) == is_west]
        nearest = shapely.voronoi_polygons(shapely.MultiPoint(ours), extend_to=city, ordered=True)
        for point, area in zip(ours, nearest.geoms, strict=True):
            areas[places[point]].append(bank & area)
    return {unit: shapely.union_all(parts) for unit, parts in areas.items()}
