"""Which tiles of a zoom show which cells: those that `domain.tile.tiles_at` names, for all cells at once."""

from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from chalicelib.bulk.arrays import Bools, Whole
from chalicelib.bulk.plane import Corners
from chalicelib.domain.tile import EXTENT

_SQUARE_X: Final = np.array([[0], [EXTENT], [EXTENT], [0]])
_SQUARE_Y: Final = np.array([[0], [0], [EXTENT], [EXTENT]])


def tiles_showing(corners: Corners, z: int) -> tuple[Whole, Whole]:
    """Return tiles, as x·2^z + y, and the places of the cells that they show; by tile, then by cell."""
    least, most = corners.min(axis=1) // EXTENT, (corners.max(axis=1) - 1) // EXTENT
    reach = most - least
    far_x, far_y = reach.max(axis=1, initial=0)
    pairs = []
    for right, down in product(range(far_x + 1), range(far_y + 1)):
        cells = np.flatnonzero((reach[0] >= right) & (reach[1] >= down))
        x, y = least[0, cells] + right, least[1, cells] + down
        at_a_corner = np.flatnonzero(reach[:, cells].all(axis=0))
        shown = np.ones(len(cells), np.bool_)
        shown[at_a_corner] = _overlap(corners[:, :, cells[at_a_corner]], x[at_a_corner], y[at_a_corner])
        pairs.append((x.astype(np.int64) << z | y)[shown] << 32 | cells[shown])
    ordered = np.sort(np.concatenate(pairs))
    return ordered >> 32, ordered & (1 << 32) - 1


def _overlap(rings: Corners, x: NDArray[np.int32], y: NDArray[np.int32]) -> Bools:
    """Say which rings share ground with the tiles at x, y: where no line along an edge parts the two."""
    ring_x, ring_y = rings[0].astype(np.int64) - x * EXTENT, rings[1].astype(np.int64) - y * EXTENT
    across, along = (
        (np.roll(ring_y, -1, axis=0) - ring_y)[:, None],
        (ring_x - np.roll(ring_x, -1, axis=0))[:, None],
    )
    ours = across * ring_x + along * ring_y
    theirs = across * _SQUARE_X + along * _SQUARE_Y
    parted = (ours.max(axis=1) <= theirs.min(axis=1)) | (theirs.max(axis=1) <= ours.min(axis=1))
    shared: Bools = ~parted.any(axis=0)
    return shared
