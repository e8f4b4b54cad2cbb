"""Draw the units as a PNG by asking the built table for every pixel: `python -m infra.jurisdiction.picture`.

Each garrison has a hue and each of its units a shade; a line is drawn where the answer changes.
"""

import argparse
import colorsys
import struct
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from chalicelib.adapters.unit_directory import load_jurisdiction, load_units, units_beside
from chalicelib.domain.errors import OutsideCoverage
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.unit import Unit
from infra.jurisdiction.outputs import TABLE

FRAME = (14.0, 48.95, 24.25, 54.9)  # west, south, east, north
WIDTH, HEIGHT = 900, 855  # one pixel is about as wide as high in the middle of Poland
BACKGROUND, LINE, GARRISON_LINE = (255, 255, 255), (120, 120, 130), (20, 20, 40)
SHADES = 5
GOLDEN = 0.618  # turns of the colour wheel that keep neighbours in a list apart

Colour = tuple[int, int, int]
Rows = Sequence[Sequence[str]]


def main() -> int:
    """Write the picture."""
    parser = argparse.ArgumentParser(prog="python -m infra.jurisdiction.picture", description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build"), help="folder of the built files")
    parser.add_argument("--to", type=Path, default=Path("docs/images/units.png"), help="file to write")
    options = parser.parse_args()
    table = options.build / TABLE
    units = load_units(units_beside(table))
    rows = _answers(load_jurisdiction(table, tolerance=0))
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_bytes(_png(_painted(rows, units)))
    print(f"wrote {options.to} ({options.to.stat().st_size / 1000:,.0f} kB)")
    return 0


def _answers(jurisdiction: Jurisdiction) -> Rows:
    """Return the code of the unit under each pixel, from north to south; "" is outside."""
    west, south, east, north = FRAME

    def answer(x: int, y: int) -> str:
        lat = north - (y + 0.5) / HEIGHT * (north - south)
        try:
            return jurisdiction.locate(lat, west + (x + 0.5) / WIDTH * (east - west))
        except OutsideCoverage:
            return ""

    return [[answer(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]


def _painted(rows: Rows, units: Mapping[str, Unit]) -> list[list[Colour]]:
    colours = _colours(units)
    garrisons = {code: unit.garrison for code, unit in units.items()} | {"": ""}

    def pixel(x: int, y: int) -> Colour:
        code, others = rows[y][x], {rows[y][min(x + 1, WIDTH - 1)], rows[min(y + 1, HEIGHT - 1)][x]}
        if any(garrisons[other] != garrisons[code] for other in others):
            return GARRISON_LINE
        return colours[code] if others == {code} else LINE

    return [[pixel(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]


def _colours(units: Mapping[str, Unit]) -> dict[str, Colour]:
    garrisons = sorted({unit.garrison for unit in units.values()})
    colours = {"": BACKGROUND}
    for number, (code, unit) in enumerate(units.items()):
        hue = garrisons.index(unit.garrison) * GOLDEN % 1
        light = 0.62 + 0.28 * (number % SHADES) / (SHADES - 1)
        red, green, blue = colorsys.hls_to_rgb(hue, light, 0.55)
        colours[code] = round(red * 255), round(green * 255), round(blue * 255)
    return colours


def _png(rows: Sequence[Sequence[Colour]]) -> bytes:
    """Encode a picture of at most 256 colours: PNG specification, third edition, sections 5 and 11."""
    palette = sorted({colour for row in rows for colour in row})
    index = {colour: number for number, colour in enumerate(palette)}
    if len(palette) > 256:
        raise ValueError(f"{len(palette)} colours are too many for a palette.")
    lines = b"".join(b"\0" + bytes(index[colour] for colour in row) for row in rows)
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", header),
        (b"PLTE", bytes(part for colour in palette for part in colour)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


if __name__ == "__main__":
    sys.exit(main())
