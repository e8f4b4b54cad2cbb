"""Which side of boundary lines a point lies on, decided without any rounding error.

A ray cast eastward: crossing a line turns one unit's number into the other's.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

OUTSIDE = 0
ROUNDING = 4e-16  # above (3 + 16ε)ε, ε = 2⁻⁵³: Shewchuk 1997, the error bound of a 2-D orientation

Point = tuple[float, float]  # lon, lat in degrees
Line = tuple[int, int, Sequence[Point]]  # numbers of the units on its sides
Border = tuple[int, Sequence[Line]]  # base and lines


def unit_at(point: Point, border: Border) -> int:
    """Return the number of the unit at a point of a border box; on a boundary, the smallest one there."""
    number, lines = border
    for one, other, points in lines:
        crossed = _crossed_eastward(points, point)
        if crossed is None:
            return _smallest_at(point, lines)
        if crossed:
            number ^= one ^ other
    return number


def _crossed_eastward(points: Sequence[Point], point: Point) -> bool | None:
    """Tell whether the way east from a point crosses a line an odd number of times; None: it lies on it."""
    y = point[1]
    odd = False
    start = points[0]
    was_above = start[1] > y
    for end in points:
        is_above = end[1] > y
        if is_above != was_above:
            west = _west_of(start, end, point)
            if west == 0:
                return None
            odd ^= west > 0
        elif end[1] == y and _touches(start, end, point):
            return None
        start, was_above = end, is_above
    return odd


def _west_of(start: Point, end: Point, point: Point) -> float:
    """Return a number above 0 for a point west of a rising or falling edge, 0 on it, below 0 east of it."""
    x = point[0]
    if x < start[0] and x < end[0]:
        return 1
    if x > start[0] and x > end[0]:
        return -1
    side = _side(start, end, point)
    return side if end[1] > start[1] else -side


def _side(start: Point, end: Point, point: Point) -> float:
    """Return a number above 0 for a point left of an edge, 0 in line with it, below 0 right of it; exact."""
    (x1, y1), (x2, y2), (x, y) = start, end, point
    left = (x2 - x1) * (y - y1)
    right = (y2 - y1) * (x - x1)
    side = left - right
    if abs(side) > ROUNDING * (abs(left) + abs(right)):
        return side
    exact_left = (Fraction(x2) - Fraction(x1)) * (Fraction(y) - Fraction(y1))
    exact_right = (Fraction(y2) - Fraction(y1)) * (Fraction(x) - Fraction(x1))
    return (exact_left > exact_right) - (exact_left < exact_right)


def _touches(start: Point, end: Point, point: Point) -> bool:
    (x1, y1), (x2, y2), (x, y) = start, end, point
    within = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
    return within and _side(start, end, point) == 0


def _smallest_at(point: Point, lines: Sequence[Line]) -> int:
    """Return the smallest unit number on the lines through a point; numbers follow the order of codes."""
    return min(
        number
        for one, other, points in lines
        for start, end in pairwise(points)
        if _touches(start, end, point)
        for number in (one, other)
        if number != OUTSIDE
    )
