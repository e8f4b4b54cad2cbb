"""Prints hold pixels and nothing else, whatever was planted in the file; what is no picture is refused."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from chalicelib.adapters.retouching import LONGEST, MOST_PIXELS, THUMBNAIL, develop
from chalicelib.domain.photo import Flaw
from chalicelib.ports.photos import Flawed

GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110
SECRET = b"Q7ZX-50.0614371N-dzielnicowy"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>' + SECRET + b"</rdf:RDF></x:xmpmeta>"
ONLY_PIXELS = {0xC0, 0xC4, 0xDA, 0xDB, 0xE0}
"""Start of frame, Huffman tables, start of scan, quantisation tables, and JFIF's own header."""


def planted(image: Image.Image, kind: str, orientation: int = 1) -> bytes:
    """Return a file with a place, a phone, a profile and words in every corner that its kind has."""
    exif = Image.Exif()
    exif[MODEL], exif[ORIENTATION] = SECRET.decode(), orientation
    exif.get_ifd(GPS).update(
        {1: "N", 2: (50.0, 3.0, 41.1), 3: "E", 4: (19.0, 56.0, 11.7), 29: SECRET.decode()}
    )
    file = io.BytesIO()
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", SECRET.decode())
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(file, kind, exif=exif, icc_profile=SECRET, pnginfo=words)
    elif kind == "WEBP":
        image.save(file, kind, exif=exif, icc_profile=SECRET, xmp=XMP, lossless=True)
    else:
        image.convert("RGB").save(
            file, kind, exif=exif, icc_profile=SECRET, xmp=XMP, comment=SECRET, quality=95
        )
    return file.getvalue() + SECRET


def segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk a JPEG's segments up to the scan; raise where the file does not end with its end marker."""
    assert jpeg[:2] == b"\xff\xd8"
    place = 2
    while True:
        mark, code, length = jpeg[place], jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4])
        assert mark == 0xFF
        yield code, jpeg[place + 4 : place + 2 + length]
        place += 2 + length
        if code == 0xDA:
            break
    scan = jpeg[place:]
    ends = [
        at for at in range(len(scan) - 1) if scan[at] == 0xFF and scan[at + 1] not in {0, *range(0xD0, 0xD8)}
    ]
    assert ends == [len(scan) - 2]
    assert scan.endswith(b"\xff\xd9")


def assert_only_pixels(jpeg: bytes) -> None:
    found = list(segments(jpeg))

    assert {code for code, _ in found} <= ONLY_PIXELS
    assert [body for code, body in found if code == 0xE0] == [b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"]
    assert SECRET not in jpeg
    with Image.open(io.BytesIO(jpeg)) as image:
        assert (image.format, image.mode, dict(image.getexif())) == ("JPEG", "RGB", {})


pictures = st.builds(
    lambda mode, size, seed: Image.frombytes(
        "RGBA", size, random.Random(seed).randbytes(4 * size[0] * size[1])
    ).convert(mode),
    st.sampled_from(["RGB", "RGBA", "L", "LA", "P", "1"]),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.integers(0, 2**32),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pictures, st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(1, 8))
def test_prints_carry_nothing_of_what_a_file_said_about_itself(
    image: Image.Image, kind: str, turned: int
) -> None:
    upload = planted(image.convert("RGBA") if kind == "WEBP" else image, kind, turned)
    assert SECRET in upload

    prints = develop(upload)

    assert_only_pixels(prints.picture)
    assert_only_pixels(prints.thumbnail)


def test_what_is_planted_is_really_there() -> None:
    """Else the property above would prove nothing."""
    codes = {code for code, _ in _until_scan(planted(Image.new("RGB", (8, 8)), "JPEG"))}

    assert {0xE1, 0xE2, 0xFE} <= codes


def _until_scan(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    try:
        yield from segments(jpeg)
    except AssertionError:
        return


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_the_camera_was_held(
    kind: str, orientation: int, corner: tuple[int, int]
) -> None:
    """A white corner at the top left of the sensor lies where the orientation says."""
    image = Image.new("RGB", (64, 32))
    image.paste((255, 255, 255), (0, 0, 16, 16))

    with Image.open(io.BytesIO(develop(planted(image, kind, orientation)).picture)) as upright:
        width, height = upright.size
        seen = upright.getpixel((4 + corner[0] * (width - 9), 4 + corner[1] * (height - 9)))

    assert (width > height) is (orientation < 5)
    assert isinstance(seen, tuple)
    assert min(seen) > 200


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (5000, 10), (100, 80), (1, 1)])
def test_prints_are_as_large_as_they_may_be_and_never_larger_than_the_picture(size: tuple[int, int]) -> None:
    prints = develop(planted(Image.new("RGB", size, "teal"), "JPEG"))

    for jpeg, longest in ((prints.picture, LONGEST), (prints.thumbnail, THUMBNAIL)):
        with Image.open(io.BytesIO(jpeg)) as image:
            assert max(image.size) == min(longest, *[max(size)])


def test_what_is_clear_lies_on_white_paper() -> None:
    with Image.open(
        io.BytesIO(develop(planted(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")).picture)
    ) as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_kinds_of_pictures_are_refused(kind: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, kind)

    with pytest.raises(Flawed, match=Flaw.NOT_A_PICTURE):
        develop(file.getvalue())


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Flawed, match=Flaw.NOT_A_PICTURE):
        develop(content)


def a_bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(MOST_PIXELS // 1000 + 1, 1000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_opened(size: tuple[int, int]) -> None:
    with pytest.raises(Flawed, match=Flaw.TOO_LARGE):
        develop(a_bomb(*size))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 400),
)
def test_a_damaged_file_is_a_clean_picture_or_refused(
    kind: str, damage: list[tuple[int, int]], cut: int
) -> None:
    upload = bytearray(planted(Image.linear_gradient("L").resize((40, 30)).convert("RGBA"), kind))
    for place, value in damage:
        upload[place % len(upload)] = value
    del upload[len(upload) - cut :]

    try:
        prints = develop(bytes(upload))
    except Flawed:
        return

    assert_only_pixels(prints.picture)
    assert_only_pixels(prints.thumbnail)


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    row = struct.pack("<64H", *[10_000] * 32, *[40_000] * 32)
    picture = Image.frombytes("I;16", (64, 32), row * 32)
    file = io.BytesIO()
    picture.save(file, "PNG")

    with Image.open(io.BytesIO(develop(file.getvalue()).picture)) as found:
        shades = [found.convert("L").getpixel(at) for at in ((8, 16), (56, 16))]

    assert shades == pytest.approx([10_000 / 256, 40_000 / 256], abs=3)
