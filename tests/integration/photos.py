"""What a phone and a browser do with photos, past the map and straight to storage."""

import http.client
import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from urllib3 import encode_multipart_formdata

from infra.local.system import System
from tests.integration.people import KRAKOW_OFFICER, act

PHONE, GPS = "telefon-R2HJ-50.0472N", 0x8825
Answered = tuple[int, dict[str, str], bytes]
"""Status, headers by their names in lower case, body."""


def a_photo_from_a_phone() -> bytes:
    exif, file = Image.Exif(), io.BytesIO()
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 2.0, 49.9), 29: PHONE})
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(
        file, "JPEG", exif=exif, comment=PHONE
    )
    return file.getvalue()


def send_photo(system: System, report_id: str, content: bytes, account: str = KRAKOW_OFFICER) -> Any:
    """Add a photo as the console does; return it as it was answered."""
    path = f"/v1/reports/{report_id}/photos"
    status, told = act(system, account, "POST", path, {"content_type": "image/jpeg"})
    assert status == 201, told
    status, _, body = post_file(told["upload"]["url"], told["upload"]["fields"], content)
    assert status == 204, body
    return told["photo"]


def photos_at(system: System, report_id: str, stage: str, account: str = KRAKOW_OFFICER) -> list[Any]:
    """Return the photos of a report that came to a stage."""
    _, body = act(system, account, "GET", f"/v1/reports/{report_id}/photos")
    return [photo for photo in body["photos"] if photo["stage"] == stage]


def fetch(address: str, **headers: str) -> Answered:
    """Get what lies at an address."""
    return _ask("GET", address, headers=headers)


def post_file(
    url: str, fields: Mapping[str, str], content: bytes, *, origin: str = "https://map.example"
) -> Answered:
    """Send a file by a form, its fields first, from a page of an origin."""
    parts: dict[str, str | tuple[str, bytes]] = {**fields, "file": ("IMG_0001.JPG", content)}
    body, content_type = encode_multipart_formdata(parts)
    return _ask("POST", url, body, {"Content-Type": content_type, "Origin": origin})


def _ask(
    method: str, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answered:
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.netloc, timeout=60)
    connection.request(method, f"{url.path}?{url.query}".rstrip("?"), body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content
