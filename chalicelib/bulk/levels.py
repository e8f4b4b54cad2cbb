"""A zoom before its tiles are drawn: which hexagons they show, and what there is to say of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chalicelib.bulk.arrays import Cells, Whole, run_lengths, starts
from chalicelib.bulk.counts import Counts
from chalicelib.bulk.plane import Corners, corners_of
from chalicelib.bulk.tiles import tiles_showing
from chalicelib.domain.tile import RESOLUTION_AT
from chalicelib.formats import mvt
from chalicelib.usecases.picture import CELL, TOTAL


@dataclass(frozen=True, slots=True)
class Entries:
    """What cells count: the entries of a cell are `many` from `first` on; keys and numbers are places."""

    first: Whole
    many: Whole
    keys: Whole
    numbers: Whole


@dataclass(frozen=True, slots=True)
class Level:
    """A zoom with the keys and the numbers of its features, encoded and in order, and its cells.

    `totals` are places among the numbers. `tiles` (x·2^z + y) and `shown` (the place of a cell) say of
    each feature where it is and what, in order of tile and cell.
    """

    z: int
    keys: Sequence[bytes]
    cell_key: int
    total_key: int
    numbers: Sequence[bytes]
    cells: Cells
    corners: Corners
    totals: Whole
    entries: Entries
    tiles: Whole
    shown: Whole


def level(counts: Counts, names: Sequence[str], z: int) -> Level:
    """Prepare a zoom from counts of its resolution, one at least.

    `names` are those of the properties, in alphabetical order; raises `ValueError` when they are not.
    """
    if list(names) != sorted({*names} - {CELL, TOTAL}):
        raise ValueError("Names of properties come in alphabetical order, none twice, none of our own.")
    first = starts(counts.cells)
    cells, totals = counts.cells[first], np.add.reduceat(counts.n, first)
    numbers = np.flatnonzero(np.bincount(np.concatenate([counts.n, totals])))
    keys = sorted([CELL, TOTAL, *names])
    key_of = np.array([keys.index(name) for name in names])
    corners = corners_of(cells, RESOLUTION_AT[z], z)
    tiles, shown = tiles_showing(corners, z)
    return Level(
        z=z,
        keys=[mvt.key_field(key) for key in keys],
        cell_key=keys.index(CELL),
        total_key=keys.index(TOTAL),
        numbers=[mvt.value_field(number) for number in numbers.tolist()],
        cells=cells,
        corners=corners,
        totals=np.searchsorted(numbers, totals),
        entries=Entries(
            first=first,
            many=run_lengths(first, len(counts.cells)),
            keys=key_of[counts.properties],
            numbers=np.searchsorted(numbers, counts.n),
        ),
        tiles=tiles,
        shown=shown,
    )
