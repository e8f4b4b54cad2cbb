"""Cells of the H3 grid: the only file at run time that knows the h3 library."""

import math

import h3

from chalicelib.domain.errors import UnknownCell

FINEST = 9
COARSEST = 3
RESOLUTIONS = range(COARSEST, FINEST + 1)
LONGEST = 16

BLOCK_STEPS = 3
"""A block holds the 343 cells three resolutions below it,"""

COARSEST_BLOCK = 2
"""or fewer of the coarsest: no block is larger, some 300 km across, however large a country is."""

OVERHANG = 0.25
"""How far cells reach beyond their block, in edges of the block: 0.17 at most in Poland, measured."""

KM_IN_DEGREE = 111.2

LatLon = tuple[float, float]

Box = tuple[float, float, float, float]
"""South, west, north and east in degrees."""


def cell_at(lat: float, lon: float, resolution: int = FINEST) -> str:
    """Return the H3 index, in lower-case hexadecimal, of the cell around a point in degrees."""
    return h3.latlng_to_cell(lat, lon, resolution)


def parent(cell: str, resolution: int) -> str:
    """Return the ancestor of a cell; a cell is its own ancestor at its own resolution."""
    return h3.cell_to_parent(cell, resolution)


def resolution_of(cell: str) -> int:
    """Return the resolution of a valid cell."""
    return h3.get_resolution(cell)


def counted_cell(text: str) -> str:
    """Return the cell that a text names; raise `UnknownCell` unless the map counts such cells."""
    if not (len(text) <= LONGEST and text.isascii() and text.isalnum() and h3.is_valid_cell(text)):
        raise UnknownCell
    if resolution_of(text) not in RESOLUTIONS:
        raise UnknownCell
    return h3.int_to_str(h3.str_to_int(text))


def finest_cell(text: str) -> str:
    """Return the one name of a cell of the finest resolution; raise `UnknownCell` for any other text."""
    if counted_cell(text) != text or resolution_of(text) != FINEST:
        raise UnknownCell
    return text


def around(cell: str) -> list[str]:
    """Return a cell and the six next to it."""
    return h3.grid_disk(cell, 1)


def boundary(cell: str) -> tuple[LatLon, ...]:
    """Return the corners, counter-clockwise on the map, as (lat, lon) in degrees."""
    return h3.cell_to_boundary(cell)


def center(cell: str) -> LatLon:
    """Return the centre as (lat, lon) in degrees."""
    return h3.cell_to_latlng(cell)


def block_of(cell: str) -> str:
    """Return the ancestor below which the counts of a cell are kept."""
    return parent(cell, block_resolution(resolution_of(cell)))


def block_resolution(resolution: int) -> int:
    """Return the resolution of the blocks of cells of a resolution."""
    return max(resolution - BLOCK_STEPS, COARSEST_BLOCK)


def ancestors_over(box: Box, resolution: int) -> list[str]:
    """Return the ancestors, of a resolution, of every finer cell that overlaps a box, and some more."""
    south, west, north, east = widened(box, OVERHANG, resolution)
    corners = [(south, west), (south, east), (north, east), (north, west)]
    return h3.polygon_to_cells_experimental(h3.LatLngPoly(corners), resolution, contain="overlap")


def widened(box: Box, edges: float, resolution: int) -> Box:
    """Return a box that reaches some edges of cells of a resolution further, to all sides."""
    south, west, north, east = box
    high = edges * h3.average_hexagon_edge_length(resolution, unit="km") / KM_IN_DEGREE
    wide = high / math.cos(math.radians(max(abs(south), abs(north))))
    return south - high, west - wide, north + high, east + wide
