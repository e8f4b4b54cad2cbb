"""Two square units side by side, A (20–21.5° E) and B (21.5–23° E), with a third, C, north of both.

52 ┌─────────────────┐
   │        C        │
51 ├────────┬────────┤
   │   A    │   B    │
50 └────────┴────────┘
   20     21.5      23
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.crossing import Border
from chalicelib.domain.errors import OutsideCoverage
from chalicelib.domain.jurisdiction import Edition, Jurisdiction, Neighbour, Table

A, B, C = 1, 2, 3
AROUND = {
    (A, B): [(21.5, 50.0), (21.5, 51.0)],
    (A, C): [(20.0, 51.0), (21.5, 51.0)],
    (B, C): [(21.5, 51.0), (23.0, 51.0)],
    (0, A): [(20.0, 51.0), (20.0, 50.0), (21.5, 50.0)],
    (0, B): [(21.5, 50.0), (23.0, 50.0), (23.0, 51.0)],
    (0, C): [(23.0, 51.0), (23.0, 52.0), (20.0, 52.0), (20.0, 51.0)],
}
EVERYTHING: Border = (0, [(one, other, points) for (one, other), points in AROUND.items()])
EDITION = Edition("v", "source", "2017", "licence", "attribution")


def jurisdiction(tolerance: float = 0) -> Jurisdiction:
    """One border box of 5 × 4 degrees around all units, and one box wholly inside A next to it."""
    table = Table(19.0, 49.0, 5.0, 4.0, 2, ("A", "B", "C"), [-1, A], lambda _: EVERYTHING)
    return Jurisdiction(EDITION, table, tolerance)


@pytest.mark.parametrize(
    ("lat", "lon", "unit"),
    [(50.5, 20.7, "A"), (50.5, 22.0, "B"), (51.5, 21.5, "C"), (51.0000001, 20.1, "C"), (50.0, 25.0, "A")],
)
def test_a_point_belongs_to_the_unit_around_it(lat: float, lon: float, unit: str) -> None:
    assert jurisdiction().locate(lat, lon) == unit


@pytest.mark.parametrize(
    ("lat", "lon", "unit"),
    [
        (50.5, 21.5, "A"),
        (51.0, 22.5, "B"),
        (51.0, 21.5, "A"),
        (52.0, 21.5, "C"),
        (50.0, 20.0, "A"),
        (51.0, 23.0, "B"),
        (52.0, 23.0, "C"),
        (50.0, 21.5, "A"),
    ],
)
def test_a_point_on_a_boundary_belongs_to_the_smallest_code_there(lat: float, lon: float, unit: str) -> None:
    assert jurisdiction().locate(lat, lon) == unit


@pytest.mark.parametrize(
    ("lat", "lon"), [(49.9999999, 21.0), (50.5, 19.5), (52.1, 21.5), (48.0, 21.0), (60.0, 21.0), (50.5, 90.0)]
)
def test_a_point_in_no_unit_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(OutsideCoverage, match="outside Poland"):
        jurisdiction().locate(lat, lon)


@pytest.mark.parametrize(
    ("place", "lat", "lon", "unit"),
    [
        ("1.1 km south of A", 49.99, 21.0, "A"),
        ("1.1 km south of the corner of A and B", 49.99, 21.5, "A"),
        ("1.1 km south of B, a metre from being nearer to A", 49.99, 21.50002, "B"),
        ("1.4 km east of B", 50.5, 23.02, "B"),
        ("1.4 km from the corner of B and C, level with it", 51.0, 23.02, "B"),
        ("1.4 km from the corner of B and C, on C's side", 51.00001, 23.02, "C"),
        ("beyond the corner of C", 52.01, 23.01, "C"),
    ],
)
def test_a_point_within_the_tolerance_belongs_to_the_nearest_unit(
    place: str, lat: float, lon: float, unit: str
) -> None:
    assert jurisdiction(tolerance=2_000).locate(lat, lon) == unit, place


@pytest.mark.parametrize(("tolerance", "answered"), [(1_110, False), (1_114, True)])
def test_the_tolerance_is_in_metres(tolerance: float, *, answered: bool) -> None:
    a_hundredth_of_a_degree_south = (49.99, 21.0)  # 1,112.3 m on GRS 80

    try:
        found = jurisdiction(tolerance).locate(*a_hundredth_of_a_degree_south)
    except OutsideCoverage:
        found = ""

    assert found == ("A" if answered else "")


@pytest.mark.parametrize(
    ("lat", "lon", "neighbour"),
    [
        (50.5, 21.499, Neighbour("B", 70.95)),
        (50.5, 21.501, Neighbour("A", 70.95)),
        (50.5, 21.5, Neighbour("B", 0)),
    ],
)
def test_a_point_close_to_another_unit_has_a_neighbour(lat: float, lon: float, neighbour: Neighbour) -> None:
    found = jurisdiction().neighbour(lat, lon)

    assert found
    assert (found.code, round(found.metres, 2)) == (neighbour.code, neighbour.metres)


@pytest.mark.parametrize(("lat", "lon"), [(50.5, 20.7), (50.5, 20.0001), (50.5, 24.5)])
def test_a_point_far_from_other_units_has_no_neighbour_even_at_the_border_of_the_state(
    lat: float, lon: float
) -> None:
    assert jurisdiction().neighbour(lat, lon) is None


def test_outside_a_neighbour_is_measured_beyond_the_nearest_unit() -> None:
    found = jurisdiction(tolerance=2_000).neighbour(49.99, 21.5)

    assert found == Neighbour("B", 0)


def test_a_point_beyond_the_tolerance_has_no_neighbour_but_an_error() -> None:
    with pytest.raises(OutsideCoverage):
        jurisdiction(tolerance=2_000).neighbour(49.9, 21.5)


def test_a_lead_beyond_the_box_is_no_border() -> None:
    line = (0, A, [(20.5, 50.0), (21.5, 50.5), (21.5, 48.9)])
    table = Table(20.0, 49.0, 1.0, 2.0, 1, ("A",), [-1], lambda _: (0, [line]))

    with pytest.raises(OutsideCoverage):
        Jurisdiction(EDITION, table, 2_000).locate(49.5, 21.501)


@given(lat=st.floats(50, 52, exclude_max=True), lon=st.floats(20, 23, exclude_max=True))
def test_every_float_in_the_units_has_one_answer(lat: float, lon: float) -> None:
    expected = ("A" if lon <= 21.5 else "B") if lat <= 51 else "C"

    assert jurisdiction().locate(lat, lon) == expected


@given(st.floats(0, 1), st.floats(-1e-15, 1e-15))
def test_a_point_a_rounding_error_away_from_a_slanted_line_is_decided_exactly(
    along: float, off: float
) -> None:
    start, end = (20.1, 50.3), (20.7, 50.9)
    lon = start[0] + along * (end[0] - start[0])
    lat = start[1] + along * (end[1] - start[1]) + off
    west_of_it = _exactly_left(start, end, (lon, lat))
    table = Table(20.0, 50.0, 1.0, 1.0, 1, ("A", "B"), [-1], lambda _: (B, [(A, B, [start, end])]))

    if start[1] < lat < end[1]:
        assert Jurisdiction(EDITION, table).locate(lat, lon) == ("A" if west_of_it else "B")


def test_a_border_box_is_read_once_and_only_when_asked_for() -> None:
    read: list[int] = []

    def border(answer: int) -> Border:
        read.append(answer)
        return EVERYTHING

    places = Jurisdiction(EDITION, Table(19.0, 49.0, 5.0, 4.0, 1, ("A", "B", "C"), [-7], border))
    before = list(read)
    places.locate(50.5, 20.7)
    places.locate(50.5, 22.0)

    assert (before, read) == ([], [-7])


def test_the_edition_is_named() -> None:
    ours = jurisdiction()

    assert (ours.version, ours.edition) == ("v", EDITION)


def _exactly_left(start: tuple[float, float], end: tuple[float, float], point: tuple[float, float]) -> bool:
    """Tell in whole numbers, with every float scaled by 2^60, whether a point is left of or on a line."""
    (x1, y1), (x2, y2), (x, y) = (
        tuple(int(part * 2**60) for part in corner) for corner in (start, end, point)
    )
    return (x2 - x1) * (y - y1) >= (y2 - y1) * (x - x1)
