"""Cells of the H3 grid: the only file at run time that knows the h3 library."""

import h3

from chalicelib.domain.errors import UnknownCell

FINEST = 9
COARSEST = 3
RESOLUTIONS = range(COARSEST, FINEST + 1)
LONGEST = 16

LatLon = tuple[float, float]


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


def boundary(cell: str) -> tuple[LatLon, ...]:
    """Return the corners, counter-clockwise on the map, as (lat, lon) in degrees."""
    return h3.cell_to_boundary(cell)


def center(cell: str) -> LatLon:
    """Return the centre as (lat, lon) in degrees."""
    return h3.cell_to_latlng(cell)


def cells_over(south: float, west: float, north: float, east: float, resolution: int) -> list[str]:
    """Return all cells of a resolution that overlap a box of degrees."""
    box = h3.LatLngPoly([(south, west), (south, east), (north, east), (north, west)])
    return h3.polygon_to_cells_experimental(box, resolution, contain="overlap")
