"""Between degrees (WGS 84, the same as ETRS89 here) and the metres of EPSG:2180 to mend areas in."""

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

METRES = 2180  # EPSG: PL-1992
DEGREES = 4326

Ordinates = npt.NDArray[np.float64]

_PROJECTION = pyproj.Transformer.from_crs(DEGREES, METRES, always_xy=True)


def to_metres(geometry: shapely.Geometry) -> shapely.Geometry:
    """Project a geometry or an array of them from degrees."""
    return shapely.transform(geometry, _project)


def to_degrees(geometry: shapely.Geometry) -> shapely.Geometry:
    """Project a geometry or an array of them back."""
    return shapely.transform(geometry, _unproject)


def _project(degrees: Ordinates) -> Ordinates:
    return np.column_stack(_PROJECTION.transform(degrees[:, 0], degrees[:, 1]))


def _unproject(metres: Ordinates) -> Ordinates:
    return np.column_stack(_PROJECTION.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))
