"""What is counted together with what publications tell of cells."""

from collections.abc import Mapping, Sequence

import numpy as np

from chalicelib.bulk.arrays import Cells, Whole
from chalicelib.bulk.counts import Counts
from chalicelib.domain.cell import resolution_of

Told = Mapping[str, Mapping[str, int]]
Columns = tuple[Cells, Whole, Whole]


def joined(
    names: Sequence[str], counts: Mapping[int, Counts], told: Told
) -> tuple[list[str], Mapping[int, Counts]]:
    """Return counts together with what is published; no name stands for both."""
    if not told:
        return list(names), counts
    every = sorted({*names, *(name for numbers in told.values() for name in numbers)})
    places = {name: place for place, name in enumerate(every)}
    moved = np.array([places[name] for name in names], np.int64)
    columns = {resolution: [(one.cells, moved[one.properties], one.n)] for resolution, one in counts.items()}
    for resolution, published in _by_resolution(told, places).items():
        columns.setdefault(resolution, []).append(published)
    return every, {resolution: _in_order(some) for resolution, some in columns.items()}


def _by_resolution(told: Told, places: Mapping[str, int]) -> dict[int, Columns]:
    entries: dict[int, list[tuple[int, int, int]]] = {}
    for cell, numbers in told.items():
        of_resolution = entries.setdefault(resolution_of(cell), [])
        of_resolution += ((int(cell, 16), places[name], n) for name, n in numbers.items() if n)
    return {
        resolution: (
            np.array([cell for cell, _, _ in some], np.uint64),
            np.array([place for _, place, _ in some], np.int64),
            np.array([n for _, _, n in some], np.int64),
        )
        for resolution, some in entries.items()
        if some
    }


def _in_order(columns: Sequence[Columns]) -> Counts:
    cells, properties, n = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((properties, cells))
    return Counts(cells[order], properties[order], n[order])
