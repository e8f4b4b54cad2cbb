"""What a browser does with the addresses that officers are given, past the map and straight to storage."""

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from urllib3 import encode_multipart_formdata

Answered = tuple[int, dict[str, str], bytes]
"""Status, headers by their names in lower case, body."""


def fetch(address: str) -> Answered:
    """Get what lies at an address."""
    return _ask("GET", address)


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
