"""Fewer corners for areas that are only drawn; neighbours keep sharing their edges."""

from collections.abc import Callable

import shapely

from infra.jurisdiction.coverage import Areas, on_grid
from infra.jurisdiction.projection import to_degrees, to_metres

FINEST = 25.0  # metres, the first tolerance


def at_most(corners: int, areas: Areas, decimals: int) -> Areas:
    """Return areas in degrees with at most so many corners together, untouched if they have no more."""
    if _corners(areas) <= corners:
        return areas
    return simplified(areas, decimals, lambda drawn: _corners(drawn) <= corners)


def simplified(areas: Areas, decimals: int, fits: Callable[[Areas], bool]) -> Areas:
    """Return simpler, rounded areas in degrees; the tolerance starts at 25 m and doubles until they fit."""
    metres = [to_metres(area) for area in areas.values()]
    tolerance = FINEST
    while True:
        metres = list(shapely.coverage_simplify(metres, tolerance))
        drawn = on_grid(dict(zip(areas, map(to_degrees, metres), strict=True)), decimals)
        if fits(drawn):
            return drawn
        tolerance *= 2


def _corners(areas: Areas) -> int:
    return int(shapely.get_num_coordinates(list(areas.values())).sum())
