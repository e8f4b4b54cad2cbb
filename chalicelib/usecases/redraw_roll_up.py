"""Draw the roll-up tile by tile when a month begins: a few at a time, however many reports there are."""

from collections.abc import Iterator
from itertools import islice

from chalicelib.domain.layer import ROLLING, months
from chalicelib.domain.tile import Tile
from chalicelib.usecases.draw_tiles import Easel, draw_tiles

DRAWN_TOGETHER = 16

Address = tuple[int, int, int]
"""Zoom, column and row of a tile."""


def redraw_roll_up(easel: Easel, after: str = "") -> Iterator[tuple[str, str]]:
    """Draw every tile of the roll-up behind a cursor as live workers do; yield cursors, and how far it is.

    What the roll-up shows stands on it already, or on the layer of one of its years. Raises `Busy` when
    others keep drawing the same tiles.
    """
    years = {month[:4] for month in months(ROLLING, easel.this_month)}
    every = {_address(tile) for layer in (ROLLING, *years) for tile in easel.store.listed(layer)}
    left = iter(sorted(one for one in every if not after or one > _read(after)))
    drawn = 0
    while batch := list(islice(left, DRAWN_TOGETHER)):
        draw_tiles((Tile(ROLLING, *one) for one in batch), easel)
        drawn += len(batch)
        yield "/".join(map(str, batch[-1])), f"{drawn} tiles of {ROLLING}"


def _address(tile: Tile) -> Address:
    return tile.z, tile.x, tile.y


def _read(cursor: str) -> Address:
    z, x, y = map(int, cursor.split("/"))
    return z, x, y
