"""Addresses as AWS is asked by them; what S3 does with them is tried in tests/integration/stores."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from chalicelib.adapters.s3_photos import SIGNING, S3PhotoDoors
from chalicelib.domain.photo import LARGEST_UPLOAD, OPENED_FOR, ContentType, PhotoKey

UPLOADS, PHOTOS = "map-uploads-1-eu-central-1", "map-photos-1-eu-central-1"
KEY = PhotoKey("report", "photo")


def the_doors(region: str = "eu-central-1") -> S3PhotoDoors:
    client = boto3.Session("id", "key", region_name=region).client("s3", config=SIGNING)
    return S3PhotoDoors(client, UPLOADS, PHOTOS)


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1"])
def test_addresses_name_the_bucket_s_own_host_in_its_region(region: str) -> None:
    doors = the_doors(region)

    form, shown = doors.way_in(KEY, ContentType.JPEG), doors.ways_out(KEY)

    assert form.url == f"https://{UPLOADS}.s3.{region}.amazonaws.com/"
    host = f"https://{PHOTOS}.s3.{region}.amazonaws.com"
    assert shown.picture.startswith(f"{host}/report/photo.jpg?")
    assert shown.thumbnail.startswith(f"{host}/report/photo.small.jpg?")


def test_an_address_opens_for_minutes() -> None:
    query = parse_qs(urlsplit(the_doors().ways_out(KEY).picture).query)

    assert query["X-Amz-Expires"] == [str(int(OPENED_FOR.total_seconds()))]


def test_a_form_holds_an_upload_to_its_key_its_type_and_its_size() -> None:
    fields = the_doors().way_in(KEY, ContentType.WEBP).fields

    policy = json.loads(base64.b64decode(fields["policy"]))

    assert fields.items() >= {"key": "report/photo", "Content-Type": "image/webp"}.items()
    for condition in (
        {"bucket": UPLOADS},
        {"key": "report/photo"},
        {"Content-Type": "image/webp"},
        ["content-length-range", 1, LARGEST_UPLOAD],
    ):
        assert condition in policy["conditions"]
