"""Mapbox Vector Tiles 2.1, as much of them as a layer of polygons with one ring each needs.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"

MOVE_TO_ONE = 1 << 3 | 1
LINE_TO = 2
CLOSE_PATH = 1 << 3 | 7
POLYGON = 3

Point = tuple[int, int]
Value = str | int


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed ring: where it starts, and all other corners relative to there.

    The relative part does not depend on the tile, so a caller keeps it for the next one.
    """

    start: Point
    rest: bytes


@dataclass(frozen=True, slots=True)
class Feature:
    """A polygon with its properties; numbers are whole, and none is below zero."""

    ring: Ring
    properties: Mapping[str, Value]


def ring(corners: Sequence[Point]) -> Ring:
    """Encode a ring of 3 corners or more, clockwise on a screen, the last not repeating the first."""
    steps = pairwise(corners)
    numbers = [n for (ax, ay), (bx, by) in steps for n in (_zigzag(bx - ax), _zigzag(by - ay))]
    count = len(corners) - 1
    return Ring(corners[0], b"".join(map(varint, [count << 3 | LINE_TO, *numbers, CLOSE_PATH])))


def tile(layer: str, features: Sequence[Feature], origin: Point, extent: int) -> bytes:
    """Encode a tile of one layer, whose north-west corner lies at `origin` in the rings' plane.

    Keys go in alphabetical order, values as numbers from the least, then texts in alphabetical order: equal
    features are equal bytes.
    """
    keys = sorted({key for one in features for key in one.properties})
    values = {value for one in features for value in one.properties.values()}
    numbers = sorted(value for value in values if isinstance(value, int))
    ordered: list[Value] = [*numbers, *sorted(value for value in values if isinstance(value, str))]
    key_places = {key: varint(place) for place, key in enumerate(keys)}
    value_places = {value: varint(place) for place, value in enumerate(ordered)}
    body = [_feature(one, origin, key_places, value_places) for one in features]
    return message(layer, body, map(key_field, keys), map(value_field, ordered), extent)


def message(
    layer: str, features: Iterable[bytes], keys: Iterable[bytes], values: Iterable[bytes], extent: int
) -> bytes:
    """Return a tile of encoded features, keys and values."""
    parts = [_text(1, layer), *features, *keys, *values, _number(5, extent), _number(15, 2)]
    return _bytes(3, b"".join(parts))


def key_field(key: str) -> bytes:
    """Encode one of the keys that features refer to."""
    return _text(3, key)


@lru_cache(maxsize=65536)
def value_field(value: Value) -> bytes:
    """Encode one of the values that features refer to; the names of cells come again with every redraw."""
    return _bytes(4, _text(1, value) if isinstance(value, str) else _number(5, value))


def _feature(one: Feature, origin: Point, keys: Mapping[str, bytes], values: Mapping[Value, bytes]) -> bytes:
    tags = b"".join([keys[key] + values[value] for key, value in one.properties.items()])
    x, y = one.ring.start
    geometry = START + varint(_zigzag(x - origin[0])) + varint(_zigzag(y - origin[1])) + one.ring.rest
    content = TAGS + varint(len(tags)) + tags + GEOMETRY + varint(len(geometry)) + geometry
    return FEATURE + varint(len(content)) + content


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, content: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(content)) + content


def _number(field: int, n: int) -> bytes:
    return varint(field << 3) + varint(n)


def _zigzag(n: int) -> int:
    return n << 1 if n >= 0 else ~(n << 1)


def varint(n: int) -> bytes:
    """Encode a number, seven bits to a byte, the lowest first; raise `ValueError` for one below zero."""
    if 0 <= n < 0x4000:
        return SHORT[n]
    if n < 0:
        raise ValueError(f"A tile holds no number below zero, such as {n}.")
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


SHORT = [bytes([n]) for n in range(0x80)] + [bytes([n & 0x7F | 0x80, n >> 7]) for n in range(0x80, 0x4000)]
"""Varints of one and of two bytes, which nearly all are."""

FEATURE = varint(2 << 3 | 2)
TAGS = varint(2 << 3 | 2)
GEOMETRY = _number(3, POLYGON) + varint(4 << 3 | 2)
START = varint(MOVE_TO_ONE)
