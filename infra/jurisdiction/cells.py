"""From areas to the run-time table: H3 cells wholly inside one unit, and boundary lines for the others.

A border cell stores the boundary segments that meet a box around it. Beyond the box's eastern side a
cut line is led straight south, out of the box's latitudes, so that a ray cast eastward from any point
of the cell crosses the same lines as in the full coverage, but for a constant: the cell's base.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import h3
import numpy as np
import numpy.typing as npt
import shapely

from chalicelib.formats.jurisdiction_file import SCALE, GridBorder, GridLine
from infra.jurisdiction.coverage import Areas

WIDER = 1.002  # cells are tested 0.2 % (about 2 m at resolution 7) larger than they are
MARGIN = 20  # grid units (about 2 m) around the box of a border cell
STEP = 0.001  # degrees between samples of the boundary, well below the size of a cell

GridPoint = tuple[int, int]  # longitude, latitude in units of 1e-6 degree
Box = tuple[int, int, int, int]  # west, south, east, north
Run = tuple[int, int | GridBorder]


@dataclass(frozen=True, slots=True)
class Boundary:
    """Every boundary segment of a coverage once; `joined[i]` tells whether i goes on where i - 1 ends."""

    sides: list[tuple[int, int]]
    ends: list[tuple[GridPoint, GridPoint]]
    joined: list[bool]


def build_runs(units: Areas, resolution: int) -> list[Run]:
    """Return runs of cells and their answers, in ascending order, for units on a grid of 1e-6 degree."""
    areas = np.array(list(units.values()))
    boundary = _boundary(areas)
    segments = shapely.linestrings(np.array(boundary.ends) / SCALE)
    cells = _cells_over(areas, segments, resolution)
    hexagons = np.array([_hexagon(cell) for cell in cells])
    lines = shapely.STRtree(segments)
    on_border = np.unique(lines.query(hexagons, predicate="intersects")[0])
    numbers = _numbers_at(shapely.centroid(hexagons), areas)
    answers: list[int | GridBorder] = list(numbers)
    boxes = np.rint(shapely.bounds(hexagons[on_border]) * SCALE).astype(int) + [-MARGIN, -MARGIN, MARGIN, MARGIN]
    near: list[list[int]] = [[] for _ in on_border]
    for cell, segment in lines.query(shapely.box(*(boxes / SCALE).T), predicate="intersects").T:
        near[cell].append(int(segment))
    for cell, box, found in zip(on_border, boxes.tolist(), near, strict=True):
        center = shapely.centroid(hexagons[cell])
        answers[cell] = _border(tuple(box), sorted(found), boundary, center, numbers[cell])
    return list(_runs(cells, answers, resolution))


def _boundary(areas: npt.NDArray[np.object_]) -> Boundary:
    rings, owners = _rings(areas)
    sides: dict[frozenset[GridPoint], list[int]] = {}
    for ring, owner in zip(rings, owners, strict=True):
        for segment in zip(ring, ring[1:], strict=False):
            sides.setdefault(frozenset(segment), []).append(owner)
    boundary = Boundary([], [], [])
    for ring, owner in zip(rings, owners, strict=True):
        previous = None
        for segment in zip(ring, ring[1:], strict=False):
            one, other = sorted([0, *sides[frozenset(segment)]])[-2:]
            if owner == other:
                boundary.sides.append((one, other))
                boundary.ends.append(segment)
                boundary.joined.append(previous == one)
            previous = one if owner == other else None
    return boundary


def _rings(areas: npt.NDArray[np.object_]) -> tuple[list[list[GridPoint]], list[int]]:
    parts, owner_of_part = shapely.get_parts(areas, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    grid = [[(x, y) for x, y in np.rint(shapely.get_coordinates(ring) * SCALE).astype(int).tolist()] for ring in rings]
    return grid, (owner_of_part[part_of_ring] + 1).tolist()


def _cells_over(
    areas: npt.NDArray[np.object_], segments: npt.NDArray[np.object_], resolution: int
) -> list[str]:
    """Return all cells that an area meets: by their centres, and around samples of every boundary."""
    samples = shapely.get_coordinates(shapely.segmentize(segments, STEP))
    border = {h3.latlng_to_cell(lat, lon, resolution) for lon, lat in samples.tolist()}
    found = {near for cell in border for near in h3.grid_disk(cell, 1)}
    for area in areas:
        found.update(h3.geo_to_cells(area, resolution))
    return sorted(found)


def _hexagon(cell: str) -> shapely.Geometry:
    corners = np.array(h3.cell_to_boundary(cell))[:, ::-1]
    center = corners.mean(axis=0)
    return shapely.Polygon(center + (corners - center) * WIDER)


def _numbers_at(points: npt.NDArray[np.object_], areas: npt.NDArray[np.object_]) -> list[int]:
    """Return the smallest number of the areas at each point, 0 outside."""
    numbers = np.zeros(len(points), dtype=int)
    found, owners = shapely.STRtree(areas).query(points, predicate="intersects")
    for point, owner in sorted(zip(found.tolist(), owners.tolist(), strict=True), reverse=True):
        numbers[point] = owner + 1
    result: list[int] = numbers.tolist()
    return result


def _border(
    box: Box, found: Sequence[int], boundary: Boundary, center: shapely.Geometry, number: int
) -> GridBorder:
    lines = [_led_south(line, box) for line in _chained(found, boundary)]
    base = number
    for one, other, points in lines:
        if _crossings_east(points, center.x * SCALE, center.y * SCALE) % 2:
            base ^= one ^ other
    return base, lines


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


def _crossings_east(points: Sequence[GridPoint], x: float, y: float) -> int:
    count = 0
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if (y1 > y) != (y2 > y):
            count += x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
    return count


def _runs(cells: Sequence[str], answers: Sequence[int | GridBorder], resolution: int) -> Iterator[Run]:
    """Merge neighbours in index order with the same unit; what lies between table cells is outside."""
    previous, last = None, 0
    for cell, answer in zip(cells, answers, strict=True):
        index = int(cell, 16)
        if previous is not None and _ordinal(index, resolution) != _ordinal(previous, resolution) + 1:
            if last != 0:
                yield previous + 1, 0
            last = 0
        if answer != last:
            yield index, answer
        previous, last = index, answer if isinstance(answer, int) else -1
    if previous is not None and last != 0:
        yield previous + 1, 0


def _ordinal(index: int, resolution: int) -> int:
    """Number the cells of a resolution in index order: base cell, then one digit of 0–6 per resolution."""
    digits = index >> 3 * (15 - resolution)
    base_cell = (index >> 45) & 0x7F
    return base_cell * 7**resolution + int(f"{digits & ((1 << 3 * resolution) - 1):o}", 7)
