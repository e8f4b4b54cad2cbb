"""Which unit answers for a point: a look-up of its box, and a ray cast where the box lies on a border.

Every border box knows a base and the boundary lines in it. The exclusive or of the base with the
numbers on both sides of each line crossed on the way east is the number of the unit around the point:
crossing a line turns one number into the other. Why boxes, and neither polygons nor H3: docs/adr/0003.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from chalicelib.domain.crossing import OUTSIDE, Border, Point, unit_at
from chalicelib.domain.distance import LocalPlane
from chalicelib.domain.errors import OutsideCoverage

TOLERANCE = 2_000.0  # metres beyond the coverage that still have a unit: docs/adr/0003
NEAR = 300.0  # metres from a neighbour within which an officer may want to know of it
LEAD = 2.5e-6  # degrees; a line of a box meets it or passes within 2e-6, what lies farther east leads south


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

    def borders_within(self, plane: LocalPlane, metres: float) -> Iterator[tuple[float, int, float]]:
        """Yield the border boxes around a point, the nearest first: distance, answer and eastern edge."""
        row, rows = self._span(plane.lat - self.south, metres / plane.north, self.height)
        column, columns = self._span(plane.lon - self.west, metres / plane.east, self.width)
        found = []
        for y in range(max(row, 0), min(rows, len(self.answers) // self.columns)):
            for x in range(max(column, 0), min(columns, self.columns)):
                answer = self.answers[y * self.columns + x]
                if answer < 0:
                    west, south = self.west + x * self.width, self.south + y * self.height
                    away = plane.metres_to_box(west, south, west + self.width, south + self.height)
                    found.append((away, answer, west + self.width))
        yield from sorted(found)

    @staticmethod
    def _span(offset: float, reach: float, size: float) -> tuple[int, int]:
        """Return the first box of a row or column within reach, and the one behind the last."""
        return floor((offset - reach - LEAD) / size), floor((offset + reach + LEAD) / size) + 1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest other unit, and how many metres farther off its ground is than the unit's own."""

    code: str
    metres: float


class Jurisdiction:
    """The areas of all units that answer for places, in one edition.

    `tolerance` is how many metres beyond the areas the nearest one still answers: at sea, on lakes and
    where the boundaries are inexact. The metric is that of `LocalPlane`.
    """

    def __init__(self, edition: Edition, table: Table, tolerance: float = TOLERANCE) -> None:
        self.edition = edition
        self.tolerance = tolerance
        self._table = table
        self._borders: dict[int, Border] = {}

    @property
    def version(self) -> str:
        """The edition's version: a hash of the table's content."""
        return self.edition.version

    def locate(self, lat: float, lon: float) -> str:
        """Return the code of the unit that answers for a point in WGS 84 degrees.

        A point on a boundary, or equally far from several units, belongs to the smallest code there.
        Raises `OutsideCoverage` for a point farther than the tolerance from all units.
        """
        number = self._number_at(lat, lon)
        if number == OUTSIDE and self.tolerance:
            _, number = self._nearest(LocalPlane.at(lat, lon), self.tolerance)
        if number == OUTSIDE:
            raise OutsideCoverage
        return self._table.units[number - 1]

    def neighbour(self, lat: float, lon: float, within: float = NEAR) -> Neighbour | None:
        """Return the next unit if its ground lies at most so many metres beyond the unit's own.

        Inside a unit that is the distance to its border with the nearest other unit. A border with
        nobody behind it, the state's or the coast, does not count. Raises `OutsideCoverage`.
        """
        plane, own = LocalPlane.at(lat, lon), 0.0
        number = self._number_at(lat, lon)
        if number == OUTSIDE:
            own, number = self._nearest(plane, self.tolerance)
        if number == OUTSIDE:
            raise OutsideCoverage
        metres, other = self._nearest(plane, own + within, but=number)
        return None if other == OUTSIDE else Neighbour(self._table.units[other - 1], metres - own)

    def _number_at(self, lat: float, lon: float) -> int:
        number = self._table.answer_at(lat, lon)
        return unit_at((lon, lat), self._border(number)) if number < 0 else number

    def _nearest(self, plane: LocalPlane, within: float, but: int = OUTSIDE) -> tuple[float, int]:
        """Return distance and number of the nearest unit but one, found by the borders around a point."""
        best = (within, OUTSIDE)
        for away, answer, east in self._table.borders_within(plane, within):
            if away > best[0]:
                break
            for one, other, points in self._border(answer)[1]:
                number = min({one, other} - {OUTSIDE, but}, default=OUTSIDE)
                if number == OUTSIDE:
                    continue
                metres = plane.metres_to_line(_without_leads(points, east))
                if metres < best[0] or (metres == best[0] and not 0 < best[1] < number):
                    best = metres, number
        return best

    def _border(self, answer: int) -> Border:
        border = self._borders.get(answer)
        if border is None:
            border = self._borders[answer] = self._table.border(answer)
        return border


def _without_leads(points: Sequence[Point], east: float) -> Sequence[Point]:
    """Drop ends of a line that no boundary runs along: those that lead south beyond the box."""
    beyond = east + LEAD
    first = 1 if points[0][0] > beyond and points[1][0] > beyond else 0
    last = -1 if points[-1][0] > beyond and points[-2][0] > beyond else None
    return points[first:last]
