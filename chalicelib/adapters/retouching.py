"""Files from anywhere to pictures that hold pixels and nothing else; the only importer of Pillow."""

import io
import struct
import zlib

from PIL import Image, ImageOps

from chalicelib.domain.photo import Flaw
from chalicelib.ports.photos import Flawed, Prints

READ = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 64_000_000
"""More than a phone's camera makes by itself; four bytes each while the file is open."""

LONGEST, THUMBNAIL = 2048, 320
"""Pixels of the longer side."""

QUALITY, THUMBNAIL_QUALITY = 85, 75
PAPER = (255, 255, 255)
DEEP = ("I", "I;16")
"""Grey of 16 bits, which converting would clip to white."""

BROKEN = (
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow raises of a file that is no picture, breaks off, or lies."""


def develop(content: bytes) -> Prints:
    """See `Develop`: the content tells the type, and the size before anything is unpacked.

    The camera's orientation is applied to the pixels. Colours stay as numbers: their profile is not kept.
    """
    try:
        with Image.open(io.BytesIO(content), formats=READ) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Flawed(Flaw.TOO_LARGE)
            picture = _upright(image)
    except Image.DecompressionBombError as error:
        raise Flawed(Flaw.TOO_LARGE) from error
    except BROKEN as error:
        raise Flawed(Flaw.NOT_A_PICTURE) from error
    return Prints(_jpeg(picture, LONGEST, QUALITY), _jpeg(picture, THUMBNAIL, THUMBNAIL_QUALITY))


def _upright(image: Image.Image) -> Image.Image:
    """Return the pixels as the camera was held, no larger than they are kept, on paper where clear."""
    image.draft("RGB", (LONGEST, LONGEST))
    if image.mode in DEEP:
        image = image.point(lambda level: level / 256).convert("L")
    if image.mode != "RGB":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST, LONGEST))
    image = ImageOps.exif_transpose(image)
    picture = Image.new("RGB", image.size, PAPER)
    picture.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return picture


def _jpeg(picture: Image.Image, longest: int, quality: int) -> bytes:
    """Encode a picture that carries nothing but pixels."""
    sized = picture.copy()
    sized.thumbnail((longest, longest))
    file = io.BytesIO()
    sized.save(file, "JPEG", quality=quality, optimize=True)
    return file.getvalue()
