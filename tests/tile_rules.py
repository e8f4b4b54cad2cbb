"""A judge of vector tiles, byte by byte: libraries forgive, and what one reads may be wrong for another.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1, whose sections the faults name.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5

# The type on the wire of each field that a message may have.
TILE = {3: LENGTH}
LAYER = {15: VARINT, 1: LENGTH, 2: LENGTH, 3: LENGTH, 4: LENGTH, 5: VARINT}
FEATURE = {1: VARINT, 2: LENGTH, 3: VARINT, 4: LENGTH}
VALUE = {1: LENGTH, 2: FIXED32, 3: FIXED64, 4: VARINT, 5: VARINT, 6: VARINT, 7: VARINT}

VERSION, NAME, FEATURES, KEYS, VALUES = 15, 1, 2, 3, 4
TAGS, TYPE, GEOMETRY = 2, 3, 4
UNKNOWN, POINT, LINE, POLYGON = range(4)
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7

Message = dict[int, list[Any]]
Corners = list[tuple[int, int]]
Command = tuple[int, Corners]


class TileError(ValueError):
    """What is wrong with a tile."""


def check(tile: bytes) -> None:
    """Raise `TileError` for what no tile of version 2 may be."""
    layers = _layers(tile)
    names = [_one(layer, NAME) for layer in layers]
    _refuse(len(set(names)) < len(names), "4.1: two layers of one name")
    for layer in layers:
        _refuse(_one(layer, VERSION) != 2, "4.1: another version")
        for value in layer.get(VALUES, []):
            _refuse(len(_read(value, VALUE)) != 1, "4.1: a value that is not of one type")
        for feature in layer.get(FEATURES, []):
            _check_feature(_read(feature, FEATURE), layer)


def waste(tile: bytes) -> set[str]:
    """Return what the specification lets pass, but a good tile goes without."""
    found = set()
    for layer in _layers(tile):
        features = [_read(feature, FEATURE) for feature in layer.get(FEATURES, [])]
        if not features:
            found.add("a layer of nothing")
        tags = [_tags(feature) for feature in features]
        for field, start in ((KEYS, 0), (VALUES, 1)):
            listed = layer.get(field, [])
            if len(set(listed)) < len(listed):
                found.add("a text that is listed twice")
            if {n for some in tags for n in some[start::2]} != set(range(len(listed))):
                found.add("a text that nothing refers to")
    return found


def rings(tile: bytes) -> Iterator[Corners]:
    """Yield the rings of all polygons of a tile that is right."""
    for layer in _layers(tile):
        for feature in (_read(one, FEATURE) for one in layer.get(FEATURES, [])):
            if _one(feature, TYPE) == POLYGON:
                for (_, start), (_, rest), _ in _triples(_commands(_one(feature, GEOMETRY))):
                    yield start + rest


def area(ring: Corners) -> int:
    """Return twice the area by the surveyor's formula; positive is clockwise where y points down."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))


def _check_feature(feature: Message, layer: Message) -> None:
    tags = _tags(feature)
    _refuse(len(tags) % 2 == 1, "4.4: a key without a value")
    for field, used in ((KEYS, tags[::2]), (VALUES, tags[1::2])):
        _refuse(max(used, default=-1) >= len(layer.get(field, [])), "4.4: a tag that refers to nothing")
    kind, geometry = _one(feature, TYPE), _one(feature, GEOMETRY)
    _refuse(kind > POLYGON, "4.3.4: a type that there is not")
    if kind == POINT:
        _refuse([c for c, _ in _commands(geometry)] != [MOVE_TO], "4.3.4.2: points are one MoveTo")
    elif kind == LINE:
        _check_lines(_commands(geometry))
    elif kind == POLYGON:
        _check_polygons(_commands(geometry))


def _check_lines(commands: list[Command]) -> None:
    _refuse(not commands or len(commands) % 2 == 1, "4.3.4.3: a line is a MoveTo and a LineTo")
    for (move, start), (line, rest) in zip(commands[::2], commands[1::2], strict=True):
        _refuse((move, len(start), line) != (MOVE_TO, 1, LINE_TO), "4.3.4.3: a line is a MoveTo and a LineTo")
        _refuse(any(a == b for a, b in pairwise(start + rest)), "4.3.4.3: a step to where it stands")


def _check_polygons(commands: list[Command]) -> None:
    shape = "4.3.4.4: a ring is a MoveTo, a LineTo of two or more and a ClosePath"
    _refuse(not commands or len(commands) % 3 != 0, shape)
    for number, ((move, start), (line, rest), (close, _)) in enumerate(_triples(commands)):
        _refuse((move, len(start), line, close) != (MOVE_TO, 1, LINE_TO, CLOSE_PATH), shape)
        ring = start + rest
        _refuse(len(ring) < 3, shape)
        _refuse(any(a == b for a, b in pairwise([*ring, ring[0]])), "4.3.3.2: a step to where it stands")
        _refuse(
            area(ring) == 0 or (number == 0 and area(ring) < 0), "4.3.4.4: the first ring is an exterior one"
        )


def _triples(commands: list[Command]) -> Iterator[tuple[Command, Command, Command]]:
    return zip(commands[::3], commands[1::3], commands[2::3], strict=True)


def _commands(geometry: bytes) -> list[Command]:
    """Read commands by section 4.3, each with the places that it comes to."""
    numbers, found, x, y = _varints(geometry), [], 0, 0
    at = 0
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        _refuse(command not in {MOVE_TO, LINE_TO, CLOSE_PATH}, "4.3.1: a command that there is not")
        _refuse(command == CLOSE_PATH and count != 1, "4.3.3.3: ClosePath counts one")
        many = 0 if command == CLOSE_PATH else 2 * count
        steps = numbers[at + 1 : at + 1 + many]
        _refuse(count == 0 or len(steps) < many, "4.3.2: fewer numbers than the command counts")
        places = []
        for right, down in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + _unzigzag(right), y + _unzigzag(down)
            places.append((x, y))
        found.append((command, places))
        at += 1 + many
    return found


def _unzigzag(n: int) -> int:
    return (n >> 1) ^ -(n & 1)


def _layers(tile: bytes) -> list[Message]:
    return [_read(layer, LAYER) for layer in _read(tile, TILE).get(3, [])]


def _tags(feature: Message) -> list[int]:
    return [n for packed in feature.get(TAGS, []) for n in _varints(packed)]


def _one(message: Message, field: int) -> Any:
    found = message.get(field, [])
    _refuse(len(found) != 1, f"4: field {field} {len(found)} times instead of once")
    return found[0]


def _read(message: bytes, fields: dict[int, int]) -> Message:
    """Read a message of Protocol Buffers that has none but these fields."""
    found: Message = {}
    at = 0
    value: int | bytes
    while at < len(message):
        head, at = _varint(message, at)
        field, kind = head >> 3, head & 7
        _refuse(fields.get(field) != kind, f"4: no field {field} of type {kind}")
        if kind == VARINT:
            value, at = _varint(message, at)
        else:
            size, at = _varint(message, at) if kind == LENGTH else ({FIXED32: 4, FIXED64: 8}[kind], at)
            _refuse(at + size > len(message), "4: cut off")
            value, at = message[at : at + size], at + size
        found.setdefault(field, []).append(value)
    return found


def _varints(packed: bytes) -> list[int]:
    found, at = [], 0
    while at < len(packed):
        n, at = _varint(packed, at)
        found.append(n)
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    n = shift = 0
    while True:
        _refuse(at >= len(message), "4: cut off")
        byte = message[at]
        n |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return n, at


def _refuse(wrong: bool, fault: str) -> None:
    if wrong:
        raise TileError(fault)
