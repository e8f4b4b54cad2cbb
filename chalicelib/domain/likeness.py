"""Which open reports may tell of the same threat: of the same kind, near it, and not long before or after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.distance import LocalPlane
from chalicelib.domain.report import Report
from chalicelib.domain.work_list import Line

NEAR_METRES = 170.0
"""Shorter than any edge of a cell in Poland (175 m): the cells around a report's own miss no likely one."""

NOT_LONG = timedelta(days=60)
MOST = 10


@dataclass(frozen=True, slots=True)
class Likely:
    """A report that may be a duplicate, how far from the other it is, and how long before or after it."""

    line: Line
    metres: float
    apart: timedelta


def likely_duplicates(report: Report, lines: Iterable[Line]) -> tuple[Likely, ...]:
    """Return the likeliest of some open reports of the same kind, the likeliest first."""
    plane = LocalPlane.at(report.location.lat, report.location.lon)
    candidates = (
        Likely(
            line,
            plane.metres_to(line.location.lat, line.location.lon),
            abs(line.created_at - report.created_at),
        )
        for line in lines
        if line.id != report.id and line.unit == report.unit
    )
    found = [one for one in candidates if one.metres <= NEAR_METRES and one.apart <= NOT_LONG]
    return tuple(sorted(found, key=_distance)[:MOST])


def _distance(one: Likely) -> float:
    """Weigh metres and days so that the limits of both count alike."""
    return one.metres / NEAR_METRES + one.apart / NOT_LONG
