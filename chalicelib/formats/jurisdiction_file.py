"""The file behind point → unit: a grid of boxes, and boundary lines for boxes on a border.

Layout, little-endian: magic (8 bytes) · CRC-32 of all that follows it (u32) · length of the header
(u32) · header (JSON, padded with spaces) · answers of boxes, row by row from the south-west corner
(i32 each) · border records. An answer is the number of a unit (from 1; 0 is outside), or, below
zero, minus one minus the offset of a border record.

Border record: base (u16), lines (u16); line: the two unit numbers (u16 each), points (u32), then
longitude and latitude of each point in units of 1e-6 degree (i32 each).
"""

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MAGIC = b"UNITMAP1"
PREAMBLE = struct.Struct("<8sII")
RECORD = struct.Struct("<HH")
LINE = struct.Struct("<HHI")
SCALE = 1_000_000

Header = Mapping[str, Any]
GridLine = tuple[int, int, Sequence[tuple[int, int]]]
Line = tuple[int, int, tuple[tuple[float, float], ...]]
GridBorder = tuple[int, Sequence[GridLine]]
Border = tuple[int, tuple[Line, ...]]


class DamagedFile(Exception):  # noqa: N818 - named for what it is
    """The bytes are no jurisdiction file, or not all of one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """South-west corner, size of a box (all in units of 1e-6 degree) and numbers of boxes."""

    west: int
    south: int
    width: int
    height: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class JurisdictionFile:
    """A file whose table is open and whose border records are read one at a time."""

    header: Header
    grid: Grid
    answers: Sequence[int]
    records: bytes

    def border(self, answer: int) -> Border:
        """Return base and lines, (lon, lat) in degrees, of the border record that an answer below 0 names."""
        offset = -1 - answer
        base, count = RECORD.unpack_from(self.records, offset)
        offset += RECORD.size
        lines: list[Line] = []
        for _ in range(count):
            one, other, length = LINE.unpack_from(self.records, offset)
            offset += LINE.size
            numbers = struct.unpack_from(f"<{2 * length}i", self.records, offset)
            offset += 8 * length
            degrees = [number / SCALE for number in numbers]
            lines.append((one, other, tuple(zip(degrees[::2], degrees[1::2], strict=True))))
        return base, tuple(lines)


def encode(header: Header, grid: Grid, answers: Sequence[int | GridBorder]) -> bytes:
    """Return the file of a grid; each box has the number of its unit or a border."""
    records = bytearray()
    numbers = array("i")
    for answer in answers:
        if isinstance(answer, int):
            numbers.append(answer)
        else:
            numbers.append(-1 - len(records))
            records += _record(*answer)
    text = json.dumps({**header, "grid": asdict(grid)}, ensure_ascii=False, sort_keys=True).encode()
    text += b" " * (-len(text) % 8)
    body = struct.pack("<I", len(text)) + text + _little(numbers).tobytes() + records
    return MAGIC + struct.pack("<I", zlib.crc32(body)) + body


def decode(data: bytes) -> JurisdictionFile:
    """Open a file; raise `DamagedFile` when it is another kind of file, cut short or altered."""
    if len(data) < PREAMBLE.size:
        raise DamagedFile("The file is too short to be a jurisdiction file.")
    magic, checksum, length = PREAMBLE.unpack_from(data)
    if magic != MAGIC:
        raise DamagedFile("The file is no jurisdiction file of this version.")
    if zlib.crc32(memoryview(data)[12:]) != checksum:
        raise DamagedFile("The jurisdiction file is cut short or altered: its checksum does not match.")
    start = PREAMBLE.size + length
    header = json.loads(data[PREAMBLE.size : start])
    grid = Grid(**header["grid"])
    end = start + 4 * grid.rows * grid.columns
    answers = array("i")
    answers.frombytes(data[start:end])
    return JurisdictionFile(header, grid, _little(answers), data[end:])


def _record(base: int, lines: Sequence[GridLine]) -> bytes:
    pieces = [RECORD.pack(base, len(lines))]
    for one, other, points in lines:
        numbers = [number for point in points for number in point]
        pieces += [LINE.pack(one, other, len(points)), struct.pack(f"<{len(numbers)}i", *numbers)]
    return b"".join(pieces)


def _little(numbers: "array[int]") -> "array[int]":
    """Turn an array between this machine's byte order and little-endian."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
