"""Mapbox Vector Tiles 2.1, as much of them as a layer of polygons with one ring each needs.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"

MOVE_TO_ONE = 1 << 3 | 1
LINE_TO = 2
CLOSE_PATH = 1 << 3 | 7
POLYGON = 3

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed ring: where it starts, and all other corners relative to there.

    The relative part does not depend on the tile, so a caller keeps it for the next one.
    """

    start: Point
    rest: bytes


@dataclass(frozen=True, slots=True)
class Feature:
    """A polygon with its properties; numbers are whole and not negative."""

    ring: Ring
    properties: Mapping[str, str | int]


def ring(corners: Sequence[Point]) -> Ring:
    """Encode a ring of 3 corners or more, clockwise on a screen, the last not repeating the first."""
    steps = pairwise(corners)
    numbers = [n for (ax, ay), (bx, by) in steps for n in (_zigzag(bx - ax), _zigzag(by - ay))]
    count = len(corners) - 1
    return Ring(corners[0], b"".join(map(_varint, [count << 3 | LINE_TO, *numbers, CLOSE_PATH])))


def tile(layer: str, features: Iterable[Feature], origin: Point, extent: int) -> bytes:
    """Encode a tile of one layer, whose north-west corner lies at `origin` in the rings' plane."""
    keys: dict[str, int] = {}
    values: dict[str | int, int] = {}
    body = [_text(1, layer)]
    body += [_bytes(2, _feature(one, origin, keys, values)) for one in features]
    body += [_text(3, key) for key in keys]
    body += [_bytes(4, _value(value)) for value in values]
    body += [_number(5, extent), _number(15, 2)]
    return _bytes(3, b"".join(body))


def _feature(one: Feature, origin: Point, keys: dict[str, int], values: dict[str | int, int]) -> bytes:
    tags = bytearray()
    for key, value in one.properties.items():
        tags += _varint(keys.setdefault(key, len(keys)))
        tags += _varint(values.setdefault(value, len(values)))
    x, y = one.ring.start
    start = _varint(_zigzag(x - origin[0])) + _varint(_zigzag(y - origin[1]))
    geometry = _varint(MOVE_TO_ONE) + start + one.ring.rest
    return _bytes(2, bytes(tags)) + _number(3, POLYGON) + _bytes(4, geometry)


def _value(value: str | int) -> bytes:
    return _text(1, value) if isinstance(value, str) else _number(5, value)


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _number(field: int, n: int) -> bytes:
    return _varint(field << 3) + _varint(n)


def _zigzag(n: int) -> int:
    return n << 1 if n >= 0 else ~(n << 1)


def _varint(n: int) -> bytes:
    if n < 0x80:
        return ONE_BYTE[n]
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


ONE_BYTE = [bytes([n]) for n in range(0x80)]
