"""From areas to the run-time table: grid boxes wholly inside one unit, and boundary lines for the others.

A border box stores the boundary segments that meet it. East of the box a cut line is led straight
south, out of the box's latitudes, so that a ray cast eastward from any point of the box crosses the
same lines as in the full coverage, but for a constant: the box's base.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from chalicelib.formats.jurisdiction_file import SCALE, Grid, GridBorder, GridLine
from infra.jurisdiction.coverage import Areas

MARGIN = 2  # grid units (about 0.2 m): a box answers for points that rounding puts into it
OFF_GRID = 0.37  # the sample point of a box lies between grid points, so hardly ever on a boundary

GridPoint = tuple[int, int]  # longitude, latitude in units of 1e-6 degree
Box = tuple[int, int, int, int]  # west, south, east, north
Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Boundary:
    """Every boundary segment of a coverage once; `joined[i]` tells whether i goes on where i - 1 ends."""

    sides: list[tuple[int, int]]
    ends: list[tuple[GridPoint, GridPoint]]
    joined: list[bool]


def build_answers(units: Areas, step: GridPoint) -> tuple[Grid, list[int | GridBorder]]:
    """Return a grid over the units, whose ordinates are multiples of 1e-6 degree, and the answer of each box.

    `step` is the size of a box (longitude, latitude) in units of 1e-6 degree.
    """
    areas = np.array(list(units.values()))
    grid = _grid_over(areas, step)
    boxes = _boxes(grid)
    boundary = _boundary(areas)
    segments = shapely.STRtree(shapely.linestrings(np.array(boundary.ends) / SCALE))
    near: dict[int, list[int]] = {}
    for box, segment in segments.query(shapely.box(*(boxes / SCALE).T), predicate="intersects").T.tolist():
        near.setdefault(box, []).append(segment)
    inside = (boxes[:, :2] + boxes[:, 2:]) / 2 + OFF_GRID
    numbers = _numbers_at(shapely.points(inside / SCALE), areas)
    answers: list[int | GridBorder] = list(numbers)
    for box, found in near.items():
        lines = [_led_south(line, tuple(boxes[box].tolist())) for line in _chained(sorted(found), boundary)]
        answers[box] = _base(numbers[box], lines, *inside[box].tolist()), lines
    return grid, answers


def _grid_over(areas: Geometries, step: GridPoint) -> Grid:
    west, south, east, north = np.rint(shapely.total_bounds(areas) * SCALE).astype(int).tolist()
    width, height = step
    west, south = west // width * width, south // height * height
    columns, rows = math.ceil((east - west + 1) / width), math.ceil((north - south + 1) / height)
    return Grid(west, south, width, height, columns, rows)


def _boxes(grid: Grid) -> npt.NDArray[np.int64]:
    """Return west, south, east, north of every box, row by row from the south, `MARGIN` larger than it is."""
    row, column = np.divmod(np.arange(grid.rows * grid.columns), grid.columns)
    west, south = grid.west + column * grid.width, grid.south + row * grid.height
    boxes = [west - MARGIN, south - MARGIN, west + grid.width + MARGIN, south + grid.height + MARGIN]
    return np.column_stack(boxes)


def _boundary(areas: Geometries) -> Boundary:
    rings, owners = _rings(areas)
    sides: dict[frozenset[GridPoint], list[int]] = {}
    for ring, owner in zip(rings, owners, strict=True):
        for segment in pairwise(ring):
            sides.setdefault(frozenset(segment), []).append(owner)
    boundary = Boundary([], [], [])
    for ring, owner in zip(rings, owners, strict=True):
        previous = None
        for segment in pairwise(ring):
            one, other = sorted([0, *sides[frozenset(segment)]])[-2:]
            if owner == other:
                boundary.sides.append((one, other))
                boundary.ends.append(segment)
                boundary.joined.append(previous == one)
            previous = one if owner == other else None
    return boundary


def _rings(areas: Geometries) -> tuple[list[list[GridPoint]], list[int]]:
    """Return all rings and the number of the area that each belongs to."""
    parts, owner_of_part = shapely.get_parts(areas, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    ordinates = [np.rint(shapely.get_coordinates(ring) * SCALE).astype(int).tolist() for ring in rings]
    return [[(x, y) for x, y in ring] for ring in ordinates], (owner_of_part[part_of_ring] + 1).tolist()


def _numbers_at(points: Geometries, areas: Geometries) -> list[int]:
    """Return the smallest number of the areas at each point, 0 outside."""
    numbers = np.zeros(len(points), dtype=int)
    found, owners = shapely.STRtree(areas).query(points, predicate="intersects")
    for point, owner in sorted(zip(found.tolist(), owners.tolist(), strict=True), reverse=True):
        numbers[point] = owner + 1
    result: list[int] = numbers.tolist()
    return result


def _chained(found: Sequence[int], boundary: Boundary) -> Iterator[GridLine]:
    """Join consecutive segments to lines."""
    points: list[GridPoint] = []
    previous = -1
    for segment in found:
        start, end = boundary.ends[segment]
        if not (points and segment == previous + 1 and boundary.joined[segment]):
            if points:
                yield (*boundary.sides[previous], points)
            points = [start]
        points.append(end)
        previous = segment
    if points:
        yield (*boundary.sides[previous], points)


def _led_south(line: GridLine, box: Box) -> GridLine:
    """Lead ends that lie east of the box and in its latitudes straight south, past the box."""
    one, other, points = line
    _, south, east, north = box
    first, *_, last = points
    lead = [[(x, south - 1)] if x > east and south <= y <= north else [] for x, y in (first, last)]
    return one, other, [*lead[0], *points, *lead[1]]


def _base(number: int, lines: Sequence[GridLine], x: float, y: float) -> int:
    """Return what a ray from a point in the box starts with, given the number of the unit there."""
    for one, other, points in lines:
        if _crossings_east(points, x, y) % 2:
            number ^= one ^ other
    return number


def _crossings_east(points: Sequence[GridPoint], x: float, y: float) -> int:
    count = 0
    for (x1, y1), (x2, y2) in pairwise(points):
        if (y1 > y) != (y2 > y):
            count += x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
    return count
