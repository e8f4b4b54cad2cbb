"""Fewer corners for areas that are only drawn; neighbours keep sharing their edges."""

from collections.abc import Callable

import shapely

from infra.jurisdiction.coverage import Areas, on_grid
from infra.jurisdiction.projection import to_degrees, to_metres

FINEST = 25.0  # metres, the first tolerance tried


def at_most(corners: int, areas: Areas, decimals: int) -> Areas:
    """Return areas in degrees with at most so many corners together, untouched if they have no more."""
    if _corners(areas) <= corners:
        return areas
    return simplified(areas, decimals, lambda drawn: _corners(drawn) <= corners)


def simplified(areas: Areas, decimals: int, fits: Callable[[Areas], bool]) -> Areas:
    """Return rounded areas in degrees that fit, with the smallest tolerance that does, doubled from 25 m."""
    drawn, tolerance = on_grid(areas, decimals), FINEST
    metres = None
    while not fits(drawn):
        metres = metres or [to_metres(area) for area in areas.values()]
        coarse = to_degrees(shapely.coverage_simplify(metres, tolerance))
        drawn = on_grid(dict(zip(areas, coarse, strict=True)), decimals)
        tolerance *= 2
    return drawn


def _corners(areas: Areas) -> int:
    return int(shapely.get_num_coordinates(list(areas.values())).sum())
