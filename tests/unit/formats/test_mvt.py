"""Vector tiles, read back by a reader of somebody else's and by the letter of the specification."""

import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapbox_vector_tile.Mapbox import vector_tile_pb2
from shapely import MultiPoint, Polygon

from chalicelib.formats import mvt
from tests.tile_rules import area, check, rings, waste

EXTENT = 4096
Corners = list[tuple[int, int]]
numbers = st.integers(-(2**20), 2**20)


@st.composite
def convex_rings(draw: st.DrawFn) -> Corners:
    """Return corners of a convex polygon, clockwise on a screen, the first not repeated."""
    centre = draw(st.tuples(numbers, numbers))
    offsets = st.tuples(st.integers(-500, 500), st.integers(-500, 500))
    points = draw(st.lists(offsets, min_size=3, max_size=8))
    hull = MultiPoint([(centre[0] + x, centre[1] + y) for x, y in points]).convex_hull
    if not isinstance(hull, Polygon):
        hull = Polygon([(centre[0], centre[1]), (centre[0] + 1, centre[1]), (centre[0], centre[1] + 1)])
    ring = [(int(x), int(y)) for x, y in hull.exterior.coords[:-1]]
    return ring if area(ring) > 0 else ring[::-1]


properties = st.dictionaries(st.text(min_size=1), st.text() | st.integers(0, 2**63 - 1), max_size=5)
shapes = st.lists(st.tuples(convex_rings(), properties), max_size=5)
origins = st.tuples(st.integers(0, 2**24), st.integers(0, 2**24))


def encoded(shapes: list[tuple[Corners, dict[str, str | int]]], origin: tuple[int, int] = (0, 0)) -> bytes:
    features = [mvt.Feature(mvt.ring(ring), tags) for ring, tags in shapes]
    return mvt.tile("cells", features, origin, EXTENT)


@given(shapes, origins)
def test_an_independent_reader_finds_what_was_written(
    shapes: list[tuple[Corners, dict[str, str | int]]], origin: tuple[int, int]
) -> None:
    layer = mapbox_vector_tile.decode(encoded(shapes, origin), default_options={"y_coord_down": True})[
        "cells"
    ]

    assert layer["extent"] == EXTENT
    assert layer["version"] == 2
    assert [feature["properties"] for feature in layer["features"]] == [tags for _, tags in shapes]
    for feature, (ring, _) in zip(layer["features"], shapes, strict=True):
        there = [(x - origin[0], y - origin[1]) for x, y in ring]
        assert feature["geometry"]["type"] == "Polygon"
        assert Polygon(feature["geometry"]["coordinates"][0]).equals(Polygon(there))


@given(shapes, origins)
def test_every_tile_keeps_the_letter_of_the_specification(
    shapes: list[tuple[Corners, dict[str, str | int]]], origin: tuple[int, int]
) -> None:
    written = encoded(shapes, origin)

    check(written)

    assert waste(written) <= {"a layer of nothing"}
    assert all(area(ring) > 0 for ring in rings(written))


@given(shapes)
def test_keys_and_values_stand_in_order(shapes: list[tuple[Corners, dict[str, str | int]]]) -> None:
    message = vector_tile_pb2.tile()
    message.ParseFromString(encoded(shapes))

    layer = message.layers[0]
    values = [
        (value.HasField("string_value"), value.uint_value, value.string_value) for value in layer.values
    ]
    assert list(layer.keys) == sorted(layer.keys)
    assert values == sorted(values)


@given(shapes, origins)
def test_the_bytes_are_those_that_the_protobuf_library_writes(
    shapes: list[tuple[Corners, dict[str, str | int]]], origin: tuple[int, int]
) -> None:
    written = encoded([(ring, {**tags, "n": 1}) for ring, tags in shapes], origin)
    message = vector_tile_pb2.tile()
    message.ParseFromString(written)

    assert message.SerializeToString() == written


def test_a_cell_west_and_north_of_the_tile_has_negative_corners() -> None:
    ring = [(4000, 4000), (4200, 4000), (4200, 4200), (4000, 4200)]

    layer = mapbox_vector_tile.decode(
        encoded([(ring, {"n": 1})], (4096, 4096)), default_options={"y_coord_down": True}
    )["cells"]

    assert set(map(tuple, layer["features"][0]["geometry"]["coordinates"][0])) == {
        (-96, -96), (104, -96), (104, 104), (-96, 104),
    }  # fmt: skip


def test_the_relative_part_of_a_ring_serves_every_tile() -> None:
    ring = mvt.ring([(10, 10), (20, 10), (20, 20)])

    assert mvt.ring([(4106, 8202), (4116, 8202), (4116, 8212)]).rest == ring.rest


@pytest.mark.parametrize("number", [-1, -0x4000, -(2**40)])
def test_a_number_below_zero_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        encoded([([(0, 0), (4, 0), (0, 4)], {"speeding.new": number})])
