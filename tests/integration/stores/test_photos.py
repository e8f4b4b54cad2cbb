"""Files of photos: kept over what stands, forgotten for good, and sent and seen by signed addresses only."""

import uuid
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.adapters.s3_photos import upload_key
from chalicelib.domain.photo import LARGEST_UPLOAD, OPENED_FOR, ContentType, Flaw, PhotoKey
from chalicelib.ports.photos import Flawed, PhotoDoors, PhotoFiles, Prints
from tests.integration.photos import fetch, post_file
from tests.integration.stores.conftest import Stores

PRINTS = Prints(b"clean picture", b"small picture")
Photos = tuple[PhotoFiles, PhotoDoors, Callable[[PhotoKey, bytes], None]]


@pytest.fixture
def key() -> PhotoKey:
    """Return a photo that no other test has."""
    return PhotoKey(str(uuid.uuid4()), str(uuid.uuid4()))


def test_an_upload_is_read_until_it_is_forgotten(photos: Photos, key: PhotoKey) -> None:
    files, _, upload = photos
    assert files.uploaded(key) is None

    upload(key, b"as it came")

    assert files.uploaded(key) == b"as it came"
    files.forget_upload(key)
    files.forget_upload(key)
    assert files.uploaded(key) is None


def test_an_upload_that_is_too_large_is_not_even_read(photos: Photos, key: PhotoKey) -> None:
    files, _, upload = photos
    upload(key, b" " * (LARGEST_UPLOAD + 1))

    with pytest.raises(Flawed, match=Flaw.TOO_LARGE):
        files.uploaded(key)


def test_prints_are_kept_over_what_stands_and_forgotten_with_the_upload(
    photos: Photos, key: PhotoKey
) -> None:
    files, doors, upload = photos
    upload(key, b"as it came")
    assert doors.thumbnail(key) is None

    files.keep(key, Prints(b"first", b"small first"))
    files.keep(key, PRINTS)

    assert doors.thumbnail(key) == PRINTS.thumbnail
    files.forget(key)
    files.forget(key)
    assert doors.thumbnail(key) is None
    assert files.uploaded(key) is None


def test_each_photo_has_ways_of_its_own(photos: Photos, key: PhotoKey) -> None:
    _, doors, _ = photos
    other = PhotoKey(key.report_id, str(uuid.uuid4()))

    addresses = [doors.ways_out(one) for one in (key, other)]

    assert len({address for one in addresses for address in (one.picture, one.thumbnail)}) == 4
    assert key.photo_id in addresses[0].picture
    assert doors.way_in(key, ContentType.PNG).fields["key"] == upload_key(key)


def test_an_address_shows_the_clean_picture_for_minutes(real: Stores, key: PhotoKey) -> None:
    real.photo_files.keep(key, PRINTS)

    shown = real.photo_doors.ways_out(key)

    for address, content in ((shown.picture, PRINTS.picture), (shown.thumbnail, PRINTS.thumbnail)):
        url = urlsplit(address)
        assert int(parse_qs(url.query)["X-Amz-Expires"][0]) == OPENED_FOR.total_seconds()
        status, headers, body = fetch(address)
        assert (status, body) == (200, content)
        assert headers["content-type"] == "image/jpeg"
        assert headers["cache-control"].startswith("private")


def test_a_form_takes_a_file_and_a_page_of_any_origin_may_send_it(real: Stores, key: PhotoKey) -> None:
    form = real.photo_doors.way_in(key, ContentType.JPEG)

    status, headers, _ = post_file(form.url, form.fields, b"as it came")

    assert status == 204
    assert headers["access-control-allow-origin"] == "*"
    assert real.photo_files.uploaded(key) == b"as it came"


@pytest.mark.parametrize(
    ("changed", "content"),
    [
        ({"Content-Type": "text/html"}, b"<script>"),
        ({"key": "somebody/else"}, b"as it came"),
        ({}, b""),
        ({}, b" " * (LARGEST_UPLOAD + 1)),
    ],
)
def test_a_form_takes_nothing_but_what_it_was_made_for(
    real: Stores, key: PhotoKey, changed: dict[str, str], content: bytes
) -> None:
    form = real.photo_doors.way_in(key, ContentType.JPEG)

    status, _, _ = post_file(form.url, {**form.fields, **changed}, content)

    assert 400 <= status < 500
    assert real.photo_files.uploaded(key) is None
