"""From overlapping commune polygons to areas that share their edges: powiaty, units, garrisons, country."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from infra.jurisdiction.facts import WARSAW, Facts

GAP = 1000  # metres; wider gaps between the raw polygons stay open: bays and lagoons
METRES = 2180  # EPSG: PL-1992
DEGREES = 4326
FAR_WEST = 20.0

Ordinates = npt.NDArray[np.float64]
Areas = dict[str, shapely.Geometry]

_PROJECTION = pyproj.Transformer.from_crs(DEGREES, METRES, always_xy=True)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Areas in WGS 84 degrees with rounded ordinates, by code in ascending order."""

    powiaty: Areas
    units: Areas


def build_coverage(gminy: Mapping[str, shapely.Geometry], facts: Facts, decimals: int) -> Coverage:
    """Return powiaty and units without gaps or overlaps; raise `ValueError` when the facts say otherwise."""
    pieces = [(facts.powiat_of[shape], _to_metres(area)) for shape, area in gminy.items()]
    labelled = [(powiat, facts.unit_of[powiat], area) for powiat, area in pieces if powiat != WARSAW]
    city = shapely.union_all([area for powiat, area in pieces if powiat == WARSAW])
    labelled += [(WARSAW, unit, area) for unit, area in _split_warsaw(city, facts).items()]
    clean = shapely.coverage_clean([area for *_, area in labelled], gap_width=GAP, merge_strategy="min_area")
    powiaty = dissolve((powiat, area) for (powiat, *_), area in zip(labelled, clean, strict=True))
    units = dissolve((unit, area) for (_, unit, _), area in zip(labelled, clean, strict=True))
    coverage = Coverage(_to_degrees(powiaty, decimals), _to_degrees(units, decimals))
    _check(coverage, facts)
    return coverage


def dissolve(labelled: Iterable[tuple[str, shapely.Geometry]]) -> Areas:
    """Join the areas of each label; edges shared with other labels stay as they are."""
    groups: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for label, area in labelled:
        groups[label].append(area)
    return {label: shapely.coverage_union_all(groups[label]) for label in sorted(groups)}


def _split_warsaw(city: shapely.Geometry, facts: Facts) -> Areas:
    """Split Warsaw by the Vistula, and each bank by the nearest known place: an approximation."""
    river = facts.vistula
    corners = [(FAR_WEST, river[-1][1]), (FAR_WEST, river[0][1])]
    west = _to_metres(shapely.Polygon([*river, *corners]))
    areas: dict[str, list[shapely.Geometry]] = defaultdict(list)
    places = {_to_metres(shapely.Point(place)): unit for place, unit in facts.warsaw.items()}
    for bank, is_west in ((city & west, True), (city - west, False)):
        ours = [point for point in places if west.contains(point) == is_west]
        nearest = shapely.voronoi_polygons(shapely.MultiPoint(ours), extend_to=city, ordered=True)
        for point, area in zip(ours, nearest.geoms, strict=True):
            areas[places[point]].append(bank & area)
    return {unit: shapely.union_all(parts) for unit, parts in areas.items()}


def _check(coverage: Coverage, facts: Facts) -> None:
    if list(coverage.units) != sorted(unit.code for unit in facts.units):
        raise ValueError("The areas and the units do not match one to one.")
    if set(coverage.powiaty) != set(facts.powiat_of.values()):
        raise ValueError("The areas and the powiaty do not match one to one.")
    areas = list(coverage.units.values())
    if not (shapely.is_valid(areas).all() and shapely.coverage_is_valid(areas)):
        raise ValueError("The areas of the units overlap or leave slivers.")


def _to_metres(geometry: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shapely.make_valid(geometry), _project)


def _project(degrees: Ordinates) -> Ordinates:
    return np.column_stack(_PROJECTION.transform(degrees[:, 0], degrees[:, 1]))


def _to_degrees(areas: Areas, decimals: int) -> Areas:
    """Round every vertex; shared vertices stay shared."""
    scale = 10**decimals

    def unproject(metres: Ordinates) -> Ordinates:
        degrees = _PROJECTION.transform(metres[:, 0], metres[:, 1], direction="INVERSE")
        return np.rint(np.column_stack(degrees) * scale) / scale

    return {code: shapely.transform(area, unproject).normalize() for code, area in areas.items()}
