"""Corners of many cells in whole units of a zoom's plane, each the very corner that `domain.tile` finds."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from chalicelib.bulk.arrays import Bools, Cells, Floats, parts
from chalicelib.bulk.face import directions
from chalicelib.bulk.lattice import point_of
from chalicelib.domain import tile

Corners = NDArray[np.int32]
"""By axis (x, y), corner and cell: so that each step of the work runs along memory."""

# Corners around a lattice point in thirds of a step, from the east clockwise on the map, as H3 has them.
_A: Final = np.array([2, 1, -1, -2, -1, 1]) / 3
_B: Final = np.array([-1, -2, -1, 1, 2, 1]) / 3

DOUBT: Final = 1e-6
"""Units; nearer than this to the middle between two, `domain.tile` decides: the two differ by 5e-9."""


def corners_of(cells: Cells, resolution: int, z: int) -> Corners:
    """Return the corners of cells of a resolution; raise `ValueError` for a cell that is no hexagon."""
    corners = np.empty((2, 6, len(cells)), np.int32)
    for part in parts(len(cells)):
        world, known = _world(cells[part], resolution)
        places = world * (tile.EXTENT << z)
        whole = np.rint(places)
        corners[:, :, part] = whole
        sure = known & (np.abs(places - whole) < 0.5 - DOUBT).all(axis=(0, 1))
        for i in part.start + np.flatnonzero(~sure):
            corners[:, :, i] = _one(int(cells[i]), z)
    return corners


def _world(cells: Cells, resolution: int) -> tuple[Floats, Bools]:
    """Return corners by spherical Mercator, as parts of the world's width, and whether to trust them."""
    a, b, known = point_of(cells, resolution)
    (x, y, up), near = directions((a + _A[:, None]).ravel(), (b + _B[:, None]).ravel(), resolution)
    flat = x * x + y * y
    east = np.arctan2(y, x)
    north = np.log((up + np.sqrt(flat + up * up)) / np.sqrt(flat))
    world = np.stack([np.pi + east, np.pi - north]) / (2 * np.pi)
    return world.reshape(2, 6, -1), known & near.reshape(6, -1).all(axis=0)


def _one(cell: int, z: int) -> Corners:
    corners = tile.corners(f"{cell:x}", z)
    if len(corners) != 6:
        raise ValueError(f"{cell:x} is no hexagon at zoom {z}.")
    return np.array(corners, np.int32).T
