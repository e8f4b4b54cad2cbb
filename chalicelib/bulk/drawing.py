"""Tiles of a zoom, each the very bytes that `usecases.picture` draws of the same counts."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from chalicelib.bulk.arrays import Cells, Whole, run_lengths, starts
from chalicelib.bulk.features import encoded
from chalicelib.bulk.levels import Level
from chalicelib.bulk.plane import Corners
from chalicelib.bulk.table import Table
from chalicelib.domain.tile import EXTENT
from chalicelib.formats import mvt
from chalicelib.usecases.picture import LAYER

BAND: Final = 1 << 13
"""Features that are drawn together, about: 8,192 measured best of 1,024 to 16,384."""

Address = tuple[int, int, int]
"""Zoom, column and row of a tile."""

_DIGITS: Final = 15  # of a cell's name
_HEAD: Final = np.frombuffer(mvt.value_field("0" * _DIGITS)[:-_DIGITS], np.uint8)


def bands(level: Level) -> list[slice]:
    """Cut the features of a zoom between tiles."""
    first = starts(level.tiles)
    cuts = [*first[starts(first // BAND)].tolist(), len(level.tiles)]
    return [slice(start, end) for start, end in pairwise(cuts)]


def draw(level: Level, band: slice) -> Iterator[tuple[Address, bytes]]:
    """Yield the tiles of a band."""
    part = _Band(level, band)
    body, sizes = encoded(part.first_tags(), part.more_tags(), part.entries, part.rings())
    ends = np.cumsum(sizes)[part.first + part.many - 1].tolist()
    texts = _texts(level.cells[part.shown])
    places = zip(part.columns[part.first].tolist(), part.rows[part.first].tolist(), strict=True)
    for number, (x, y) in enumerate(places):
        features = body[ends[number - 1] if number else 0 : ends[number]]
        start = part.first[number]
        values = [part.numbers.listed(number), texts[start : start + part.many[number]].tobytes()]
        keys = part.keys.listed(number)
        yield (level.z, x, y), mvt.message(LAYER, [features], [keys], values, EXTENT)


class _Band:
    """The features of some tiles; each tile of the band has a number from 0 on."""

    def __init__(self, level: Level, band: slice) -> None:
        self._level = level
        self.shown = level.shown[band]
        tiles = level.tiles[band]
        self.columns, self.rows = tiles >> level.z, tiles & (1 << level.z) - 1
        self.first = starts(tiles)
        self.many = run_lengths(self.first, len(tiles))
        self.entries = level.entries.many[self.shown]
        self._tile = np.repeat(np.arange(len(self.first)), self.many)
        self._entry_tile = np.repeat(self._tile, self.entries)
        entry = _ragged(level.entries.first[self.shown], self.entries)
        self._entry_keys, self._entry_numbers = level.entries.keys[entry], level.entries.numbers[entry]
        self.keys = Table(
            level.keys,
            len(self.first),
            [
                (self._tile, level.cell_key),
                (self._tile, level.total_key),
                (self._entry_tile, self._entry_keys),
            ],
        )
        self._totals = level.totals[self.shown]
        self.numbers = Table(
            level.numbers,
            len(self.first),
            [(self._tile, self._totals), (self._entry_tile, self._entry_numbers)],
        )

    def first_tags(self) -> Whole:
        """Return the places of key and value of the cell and of the total, a row for each feature.

        Numbers come before texts among the values of a tile.
        """
        cell = self.numbers.lengths[self._tile] + np.arange(len(self._tile)) - self.first[self._tile]
        return np.stack(
            [
                self.keys.places(self._tile, self._level.cell_key),
                cell,
                self.keys.places(self._tile, self._level.total_key),
                self.numbers.places(self._tile, self._totals),
            ],
            axis=1,
        )

    def more_tags(self) -> Whole:
        """Return the places of key and value of every other property."""
        keys = self.keys.places(self._entry_tile, self._entry_keys)
        return np.stack([keys, self.numbers.places(self._entry_tile, self._entry_numbers)], axis=1)

    def rings(self) -> Corners:
        """Return the corners of each feature in its tile."""
        origins = (np.stack([self.columns, self.rows]) * EXTENT).astype(np.int32)
        return self._level.corners[:, :, self.shown] - origins[:, None]


def _ragged(first: Whole, many: Whole) -> Whole:
    """Return the numbers that go up from each first one, so many of each."""
    return np.arange(many.sum()) + np.repeat(first - np.cumsum(many) + many, many)


def _texts(cells: Cells) -> np.typing.NDArray[np.uint8]:
    """Return the names of cells as values, a row each."""
    names = np.frombuffer(cells.astype(">u8").tobytes().hex().encode(), np.uint8).reshape(-1, 16)
    heads = np.broadcast_to(_HEAD, (len(cells), len(_HEAD)))
    return np.concatenate([heads, names[:, -_DIGITS:]], axis=1)
