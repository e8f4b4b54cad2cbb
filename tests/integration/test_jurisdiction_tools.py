"""The benchmark compares like with like, and the picture shows what the table answers."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from infra.jurisdiction import picture
from tests.integration.built_boundaries import BUILD, built


@pytest.fixture(autouse=True)
def _everything_is_built() -> None:
    built()


def command(name: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"infra.jurisdiction.{name}", *arguments],
        cwd=BUILD.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_benchmark_asks_all_ways_and_they_agree() -> None:
    said = command("bench", "--points", "20000")

    assert said.endswith("answers to 200 points that all three were asked: the same\n")
    assert len(said.splitlines()) == 6


def test_the_picture_is_small_and_shows_land_and_sea(tmp_path: Path) -> None:
    command("picture", "--to", str(tmp_path / "units.png"))

    content = (tmp_path / "units.png").read_bytes()
    assert len(content) < 300_000
    assert pixel(content, 52.2, 21.0) != pixel(content, 50.06, 19.94) != picture.BACKGROUND
    assert pixel(content, 54.85, 16.0) == pixel(content, 49.0, 15.0) == picture.BACKGROUND


def pixel(png: bytes, lat: float, lon: float) -> tuple[int, ...]:
    """Return the colour at a place of a picture with a palette and unfiltered rows."""
    west, south, east, north = picture.FRAME
    x = int((lon - west) / (east - west) * picture.WIDTH)
    y = int((north - lat) / (north - south) * picture.HEIGHT)
    palette, rows = chunk(png, b"PLTE"), zlib.decompress(chunk(png, b"IDAT"))
    number = rows[y * (picture.WIDTH + 1) + 1 + x]
    return tuple(palette[3 * number : 3 * number + 3])


def chunk(png: bytes, kind: bytes) -> bytes:
    start = png.index(kind)
    length = int.from_bytes(png[start - 4 : start], "big")
    return png[start + 4 : start + 4 + length]
