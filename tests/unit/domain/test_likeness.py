"""Which reports may be duplicates: of the unit, near in place and time, the likeliest first."""

import math
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.cell import around, cell_at
from chalicelib.domain.likeness import MOST, NEAR_METRES, NOT_LONG, likely_duplicates
from chalicelib.domain.report import Location
from chalicelib.domain.work_list import Line
from tests.builders import KRAKOW, PLACED, a_report
from tests.strategies import locations

METRE = 1 / 111_200  # of latitude, in degrees


def a_line(name: str, *, metres: float = 0, days: float = 0, unit: str = "1261") -> Line:
    report = a_report(name, at=Location(KRAKOW.lat + metres * METRE, KRAKOW.lon))
    return Line(
        id=name,
        category=report.category,
        status=report.status,
        created_at=PLACED + timedelta(days=days),
        cell=report.cell,
        location=report.location,
        unit=unit,
        version=1,
    )


def likely(*lines: Line) -> list[str]:
    return [one.line.id for one in likely_duplicates(a_report(), lines)]


def test_what_is_near_and_not_long_ago_may_be_a_duplicate() -> None:
    assert likely(a_line("near", metres=150, days=-10)) == ["near"]
    assert likely(a_line("far", metres=NEAR_METRES + 5), a_line("long ago", days=-61)) == []
    assert likely(a_line("of others", unit="1206"), replace(a_line("itself"), id=a_report().id)) == []


def test_the_likeliest_comes_first_and_no_more_than_a_few_come() -> None:
    assert likely(a_line("farther", metres=120), a_line("same"), a_line("later", days=5)) == [
        "same",
        "later",
        "farther",
    ]
    assert len(likely(*(a_line(str(n)) for n in range(MOST + 5)))) == MOST


def test_metres_and_days_are_told() -> None:
    (one,) = likely_duplicates(a_report(), [a_line("near", metres=150, days=-10)])

    assert abs(one.metres - 150) < 1
    assert one.apart == timedelta(days=10)
    assert one.apart <= NOT_LONG


@given(locations, st.floats(0, 360))
def test_no_likely_report_lies_outside_the_cells_that_are_looked_at(at: Location, bearing: float) -> None:
    north = NEAR_METRES * METRE * math.cos(math.radians(bearing))
    east = NEAR_METRES * METRE * math.sin(math.radians(bearing)) / math.cos(math.radians(at.lat))

    assert cell_at(at.lat + north, at.lon + east) in around(cell_at(at.lat, at.lon))
