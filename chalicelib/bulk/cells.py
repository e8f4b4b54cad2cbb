"""Cells of many points at once, each the very cell that `domain.cell` names."""

from typing import Final

import numpy as np

from chalicelib.bulk.arrays import Bools, Cells, Floats, parts
from chalicelib.bulk.face import coordinates
from chalicelib.bulk.lattice import DIGITS, Steps, index_of
from chalicelib.domain import cell as cells

DOUBT: Final = 1e-6
"""Part of a cell's width: nearer than this to an edge the h3 library decides; the two differ by 3e-11."""


def cells_at(lat: Floats, lon: Floats, resolution: int = cells.FINEST) -> Cells:
    """Return the cells around points in degrees."""
    found = np.empty(len(lat), np.uint64)
    for part in parts(len(lat)):
        found[part] = _cells_at(lat[part], lon[part], resolution)
    return found


def parents(of: Cells, resolution: int) -> Cells:
    """Return the ancestors of cells that are all as fine as that or finer."""
    below = np.uint64((1 << 3 * (DIGITS - resolution)) - 1)
    field = np.uint64(15 << 52)
    return (of & ~field) | below | np.uint64(resolution << 52)


def _cells_at(lat: Floats, lon: Floats, resolution: int) -> Cells:
    *point, near = coordinates(lat, lon, resolution)
    a, b, sure = _rounded(*point)
    found, inside = index_of(a, b, resolution)
    for i in np.flatnonzero(~(near & sure & inside)):
        found[i] = int(cells.cell_at(float(lat[i]), float(lon[i]), resolution), 16)
    return found


def _rounded(a: Floats, b: Floats) -> tuple[Steps, Steps, Bools]:
    """Return the hexagons of the lattice around points, and whether the points are clear of the edges.

    With a third coordinate that makes all sum up to 0, a point is in the hexagon of a lattice point exactly
    if no two of its distances from there differ by more than 1.
    """
    c = -a - b
    near_a, near_b, near_c = np.rint(a), np.rint(b), np.rint(c)
    off_a, off_b, off_c = np.abs(near_a - a), np.abs(near_b - b), np.abs(near_c - c)
    worst_a = (off_a > off_b) & (off_a > off_c)
    near_a = np.where(worst_a, -near_b - near_c, near_a)
    near_b = np.where(~worst_a & (off_b > off_c), -near_a - near_c, near_b)
    away_a, away_b = a - near_a, b - near_b
    away_c = -away_a - away_b
    high = np.maximum(np.maximum(away_a, away_b), away_c)
    low = np.minimum(np.minimum(away_a, away_b), away_c)
    return near_a.astype(np.int32), near_b.astype(np.int32), high - low < 1 - DOUBT
