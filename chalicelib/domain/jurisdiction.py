"""Which unit answers for a point: a look-up of its box, and a ray cast where the box lies on a border.

Every border box knows a base and the boundary lines in it. The exclusive or of the base with the
numbers on both sides of each line crossed on the way east is the number of the unit around the point:
crossing a line turns one number into the other. Why boxes, and neither polygons nor H3: docs/adr/0003.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from chalicelib.domain.errors import OutsideCoverage

OUTSIDE = 0
ROUNDING = 4e-16  # above (3 + 16ε)ε, ε = 2⁻⁵³: Shewchuk 1997, the error bound of a 2-D orientation

Point = tuple[float, float]  # lon, lat in degrees
Line = tuple[int, int, Sequence[Point]]  # numbers of the units on its sides
Border = tuple[int, Sequence[Line]]  # base and lines


@dataclass(frozen=True, slots=True)
class Edition:
    """Where the boundaries come from, and on which terms they may be shown."""

    version: str
    source: str
    vintage: str
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Table:
    """Boxes of `width` × `height` degrees in rows from the south-west corner, with the answer of each.

    An answer of 1 or more is the number of a unit in `units`, 0 is outside, and one below 0 names a
    border box, whose lines `border` reads.
    """

    west: float
    south: float
    width: float
    height: float
    columns: int
    units: Sequence[str]
    answers: Sequence[int]
    border: Callable[[int], Border]

    def answer_at(self, lat: float, lon: float) -> int:
        """Return the answer of the box around a point; all beyond the grid is outside."""
        column = floor((lon - self.west) / self.width)
        row = floor((lat - self.south) / self.height)
        if 0 <= column < self.columns and 0 <= row < len(self.answers) // self.columns:
            return self.answers[row * self.columns + column]
        return OUTSIDE


class Jurisdiction:
    """The areas of all county-level units, in one edition."""

    def __init__(self, edition: Edition, table: Table) -> None:
        self.edition = edition
        self._table = table
        self._borders: dict[int, Border] = {}

    @property
    def version(self) -> str:
        """The edition's version: a hash of the table's content."""
        return self.edition.version

    @property
    def source(self) -> str:
        """The edition's source."""
        return self.edition.source

    @property
    def licence(self) -> str:
        """The licence of the boundaries."""
        return self.edition.licence

    @property
    def attribution(self) -> str:
        """The line to show wherever the boundaries are drawn."""
        return self.edition.attribution

    def locate(self, lat: float, lon: float) -> str:
        """Return the code of the unit that answers for a point in WGS 84 degrees.

        A point on a boundary belongs to the unit with the smallest code there. Raises `OutsideCoverage`.
        """
        number = self._table.answer_at(lat, lon)
        if number < 0:
            number = _unit_at((lon, lat), self._border(number))
        if number == OUTSIDE:
            raise OutsideCoverage
        return self._table.units[number - 1]

    def _border(self, answer: int) -> Border:
        border = self._borders.get(answer)
        if border is None:
            border = self._borders[answer] = self._table.border(answer)
        return border


def _unit_at(point: Point, border: Border) -> int:
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
