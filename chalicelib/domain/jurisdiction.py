"""Which unit answers for a point: a look-up of its cell, and a ray cast where the cell lies on a border.

Every border cell knows a base and the boundary lines near it. The exclusive or of the base with the
numbers on both sides of each line crossed on the way east is the number of the unit around the point:
crossing a line turns one number into the other. Why this and not polygons: docs/adr/0003.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.cell import cell_at
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
    """Runs of cells in ascending order with the answer of each.

    An answer of 1 or more is the number of a unit in `units`, 0 is outside, and one below 0 names a
    border cell, whose lines `border` reads.
    """

    resolution: int
    units: Sequence[str]
    cells: Sequence[int]
    answers: Sequence[int]
    border: Callable[[int], Border]


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
        table = self._table
        run = bisect_right(table.cells, int(cell_at(lat, lon, table.resolution), 16)) - 1
        number = table.answers[run] if run >= 0 else OUTSIDE
        if number < 0:
            number = _unit_at((lon, lat), self._border(number))
        if number == OUTSIDE:
            raise OutsideCoverage
        return table.units[number - 1]

    def _border(self, answer: int) -> Border:
        border = self._borders.get(answer)
        if border is None:
            border = self._borders[answer] = self._table.border(answer)
        return border


def _unit_at(point: Point, border: Border) -> int:
    number, lines = border
    for one, other, points in lines:
        crossed = _crossed_eastward(points, *point)
        if crossed is None:
            return _smallest_at(point, lines)
        if crossed:
            number ^= one ^ other
    return number


def _crossed_eastward(points: Sequence[Point], x: float, y: float) -> bool | None:
    """Tell whether the way east from (x, y) crosses a line an odd number of times; None: (x, y) is on it."""
    odd = False
    x1, y1 = points[0]
    for x2, y2 in points:
        if (y1 > y) != (y2 > y):
            west = _west_of(x1, y1, x2, y2, x, y)
            if west == 0:
                return None
            odd ^= west > 0
        elif (y1 == y or y2 == y) and _touches(x1, y1, x2, y2, x, y):
            return None
        x1, y1 = x2, y2
    return odd


def _west_of(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> float:
    """Return a number above 0 where (x, y) lies west of a rising or falling edge, 0 on it, below 0 east."""
    if x < x1 and x < x2:
        return 1
    if x > x1 and x > x2:
        return -1
    side = _side(x1, y1, x2, y2, x, y)
    return side if y2 > y1 else -side


def _side(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> float:
    """Return the sign of (x, y) against the edge: above 0 on its left. Exact for all floats."""
    left = (x2 - x1) * (y - y1)
    right = (y2 - y1) * (x - x1)
    side = left - right
    if abs(side) > ROUNDING * (abs(left) + abs(right)):
        return side
    exact_left = (Fraction(x2) - Fraction(x1)) * (Fraction(y) - Fraction(y1))
    exact_right = (Fraction(y2) - Fraction(y1)) * (Fraction(x) - Fraction(x1))
    return (exact_left > exact_right) - (exact_left < exact_right)


def _touches(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> bool:
    within = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
    return within and _side(x1, y1, x2, y2, x, y) == 0


def _smallest_at(point: Point, lines: Sequence[Line]) -> int:
    """Return the smallest unit number on the lines through a point; numbers follow the order of codes."""
    return min(
        number
        for one, other, points in lines
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False)
        if _touches(x1, y1, x2, y2, *point)
        for number in (one, other)
        if number != OUTSIDE
    )
