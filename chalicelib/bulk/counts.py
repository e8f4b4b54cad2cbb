"""Counts of the cells of a resolution by property, made of the finest cell of each report."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from chalicelib.bulk.arrays import Cells, Whole, run_lengths, starts
from chalicelib.bulk.cells import parents
from chalicelib.domain import cell

_ROOM: Final = (1 << 18) - 1
"""Bits of an index that are for cells finer than any we count: while we sort, they hold the property."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Three columns in order of cell, then of property: no pair stands twice, none counts nothing.

    A property is a place among names that whoever has the counts knows.
    """

    cells: Cells
    properties: Whole
    n: Whole


def counted(finest: Cells, properties: Whole) -> dict[int, Counts]:
    """Count one for each cell of the finest resolution and property, there and in the cell's ancestors.

    Returns counts by resolution. Properties are below 2^18.
    """
    keys = np.sort(finest.view(np.int64) & ~_ROOM | properties)
    first = starts(keys)
    return _with_ancestors(keys[first], run_lengths(first, len(keys)))


def summed(finest: Cells, properties: Whole, n: Whole) -> dict[int, Counts]:
    """Count `n` for each cell and property, as `counted` counts one."""
    return _with_ancestors(*_merged(finest.view(np.int64) & ~_ROOM | properties, n))


def _with_ancestors(keys: Whole, n: Whole) -> dict[int, Counts]:
    found = {}
    for resolution in reversed(cell.RESOLUTIONS):
        found[resolution] = Counts((keys | _ROOM).view(np.uint64), keys & _ROOM, n)
        if resolution > cell.COARSEST:
            keys, n = _merged(_lifted(keys, resolution - 1), n)
    return found


def _lifted(keys: Whole, resolution: int) -> Whole:
    return parents(keys.view(np.uint64), resolution).view(np.int64) & ~_ROOM | keys & _ROOM


def _merged(keys: Whole, n: Whole) -> tuple[Whole, Whole]:
    order = np.argsort(keys)
    keys, n = keys[order], n[order]
    first = starts(keys)
    return keys[first], np.add.reduceat(n, first) if len(first) else n
