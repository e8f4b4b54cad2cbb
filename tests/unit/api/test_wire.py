"""Which bytes are a JSON object to us."""

import json

import pytest

from chalicelib.api.problems import TooLarge, Unreadable, WrongMediaType
from chalicelib.api.wire import BODY_LIMIT, json_object

TYPE = "application/json"
SHORTEST = {"category": "speeding", "lat": 50.0614, "lon": 19.9366}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"7",
        b'"text"',
        b"[]",
        b'{"lat": NaN}',
        b'{"lat": Infinity}',
        b'{"lat": -Infinity}',
        b"{'lat': 50}",
        b'{"lat": 50,}',
        b'{"lat": 050}',
        b'\xef\xbb\xbf{"lat": 50}',
        '{"category": "żółć"}'.encode("iso8859-2"),
        '{"category": "speeding"}'.encode("utf-16"),
        '{"category": "speeding"}'.encode("utf-32"),
        b'{"category": "\xff"}',
        b'{"category": "\xed\xa0\x80"}',
        b"[" * BODY_LIMIT,
        b'{"lat": 1' + b"0" * 5000 + b"}",
        b'{"lat": 50, "lat": 51}',
        b'{"weekdays": [{"a": 1, "a": 1}]}',
    ],
)
def test_a_body_that_is_no_unambiguous_json_object_in_utf_8_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        json_object(body, TYPE)


def test_the_limit_of_a_body_is_exact() -> None:
    full = json.dumps(SHORTEST).encode().ljust(BODY_LIMIT)

    assert json_object(full, TYPE) == SHORTEST
    with pytest.raises(TooLarge):
        json_object(full + b" ", TYPE)


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON", "application/json; charset=utf-8"]
)
def test_json_is_known_by_its_media_type(content_type: str) -> None:
    assert json_object(b"{}", content_type) == {}


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/problem+json", "text/json", "json"],
)
def test_another_media_type_is_refused_before_the_body_is_read(content_type: str) -> None:
    with pytest.raises(WrongMediaType):
        json_object(b"x" * (BODY_LIMIT + 1), content_type)
