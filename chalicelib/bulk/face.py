"""The face of H3's icosahedron that all of Poland lies on, as a plane and back.

H3 projects each face from the centre of the sphere, so that the plane's lattices of hexagons are linear in
space. One base cell covers the country, and a cap around its middle lies on this face alone.
Source of the numbers: uber/h3, `faceijk.c` (`faceCenterGeo`, `faceAxesAzRadsCII`) and `constants.h`.
"""

from typing import Final

import numpy as np

from chalicelib.bulk.arrays import Bools, Floats

_CENTER_LAT: Final = 0.491715428198773866
_CENTER_LON: Final = 0.401988202911306943
_AXIS_AZIMUTH: Final = 6.130269123335111400
_TWIST: Final = 0.333473172251832115336  # of odd resolutions, clockwise
_UNIT: Final = 0.38196601125010500003  # between cells of resolution 0, in the plane

_SAFE: Final = np.cos(np.radians(8.5))
"""The cap's radius: Poland reaches out 7.2°, the face 9.6°, and a cell of resolution 3 measures 0.6°."""


def coordinates(lat: Floats, lon: Floats, resolution: int) -> tuple[Floats, Floats, Bools]:
    """Return points in degrees as a + b·ζ on a resolution's lattice, and whether they lie in the cap.

    A point outside becomes 0.
    """
    space = _on_sphere(np.radians(lat), np.radians(lon))
    a, b, height = _TO_LATTICE[resolution] @ space
    near = _MIDDLE @ space > _SAFE
    scale = near / np.where(near, height, 1)
    return a * scale, b * scale, near


def directions(a: Floats, b: Floats, resolution: int) -> tuple[Floats, Bools]:
    """Return vectors to places on a lattice, by axis and of any length, and whether these lie in the cap."""
    steps = _STEPS[resolution]
    space = _CENTER[:, None] + steps[0][:, None] * a + steps[1][:, None] * b
    return space, _MIDDLE @ space > _SAFE * np.sqrt((space * space).sum(axis=0))


def _on_sphere(lat: Floats, lon: Floats) -> Floats:
    flat = np.cos(lat)
    return np.stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])


def _steps(resolution: int) -> Floats:
    """Return a step along the lattice's first axis in space, and one along the second, 60° to the left."""
    angles = np.array([0, np.pi / 3]) - _AXIS_AZIMUTH + (_TWIST if resolution % 2 else 0)
    around = np.stack([np.cos(angles), -np.sin(angles)], axis=1)
    steps: Floats = around @ np.stack([_NORTH, _EAST]) * (_UNIT / np.sqrt(7.0) ** resolution)
    return steps


_CENTER, _NORTH = _on_sphere(
    np.array([_CENTER_LAT, _CENTER_LAT + np.pi / 2]), np.array([_CENTER_LON, _CENTER_LON])
).T
_EAST: Final = np.cross(_NORTH, _CENTER)
_STEPS: Final = [_steps(resolution) for resolution in range(16)]
_TO_LATTICE: Final = [np.linalg.inv(np.stack([*steps, _CENTER], axis=1)) for steps in _STEPS]
_MIDDLE: Final = (_CENTER + _STEPS[0][0]) / np.linalg.norm(_CENTER + _STEPS[0][0])
