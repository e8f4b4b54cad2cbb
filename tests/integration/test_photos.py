"""Photos of a site on real parts: from an officer's phone to colleagues of the unit, and to nobody else."""

import io
import json
import uuid

from PIL import Image

from chalicelib.domain.photo import Flaw, PhotoKey
from infra.local.system import System
from tests.integration.people import (
    KRAKOW_OFFICER,
    LOCAL_COORDINATOR,
    WARSAW_OFFICER,
    act,
    ask,
    id_token,
    place,
    soon,
    tracked,
)
from tests.integration.photos import PHONE, a_photo_from_a_phone, fetch, photos_at, send_photo
from tests.integration.test_officers import audited

BY_THE_RIVER = (50.0472, 19.9108)
"""A place in Kraków where no other test reports anything."""


def kept(system: System, report_id: str) -> list[str]:
    """Return the names of all files of a report's photos."""
    settings = system.plan.functions["media"].environment
    found = [
        system.client("s3").list_objects_v2(Bucket=settings[bucket], Prefix=report_id).get("Contents", [])
        for bucket in ("UPLOADS_BUCKET", "PHOTOS_BUCKET")
    ]
    return [one["Key"] for listed in found for one in listed]


def test_a_photo_goes_from_the_phone_to_the_unit_as_pixels_alone(system: System) -> None:
    report = place(system, "vandalism", BY_THE_RIVER)
    path = f"/v1/reports/{report['id']}"
    upload = a_photo_from_a_phone()
    assert PHONE.encode() in upload

    sent = send_photo(system, report["id"], upload)
    (photo,) = soon(lambda: photos_at(system, report["id"], "ready"))

    assert (photo["id"], photo["by"], photo["removable"]) == (sent["id"], "officer@1261", True)
    _, headers, picture = fetch(photo["picture"])
    assert headers["content-type"] == "image/jpeg"
    with (
        Image.open(io.BytesIO(picture)) as image,
        Image.open(io.BytesIO(fetch(photo["thumbnail"])[2])) as small,
    ):
        assert (image.size, max(small.size)) == ((2048, 1365), 320)
        assert (dict(image.getexif()), PHONE.encode() in picture) == ({}, False)
    assert sorted(kept(system, report["id"])) == [
        f"{report['id']}/{photo['id']}.jpg",
        f"{report['id']}/{photo['id']}.small.jpg",
    ]
    _, full = act(system, LOCAL_COORDINATOR, "GET", path)
    assert [step["act"] for step in full["history"]] == ["moved", "photo_added"]
    assert full["photos"][0]["id"] == photo["id"]
    assert {f"photo {photo['id']}", "photos", "read"} <= {
        line["what"] for line in audited(system, report["id"])
    }


def test_nobody_else_learns_of_a_photo(system: System) -> None:
    report = place(system, "stray_dogs", BY_THE_RIVER)
    path = f"/v1/reports/{report['id']}/photos"
    photo = send_photo(system, report["id"], a_photo_from_a_phone())
    soon(lambda: photos_at(system, report["id"], "ready"))
    system.drain()

    new = {"content_type": "image/jpeg"}
    for asked in (("GET", path), ("POST", path, new), ("DELETE", f"{path}/{photo['id']}")):
        assert act(system, WARSAW_OFFICER, *asked)[0] == 403
    assert ask(system, "GET", path)[0] == 401
    assert ask(system, "GET", path, **{"X-Tracking-Token": report["tracking_token"]})[0] == 401
    assert "photo" not in json.dumps(tracked(system, report))
    assert photo["id"] not in json.dumps(ask(system, "GET", "/local/alerts")[1])
    assert fetch(f"{system.url}/{report['id']}/{photo['id']}.jpg")[0] in {403, 404}


def test_a_file_that_is_no_picture_is_refused_for_the_officer_to_see(system: System) -> None:
    report = place(system, "drug_use", BY_THE_RIVER)

    send_photo(system, report["id"], b"\xff\xd8\xff\xe0 a text that calls itself a picture")
    (photo,) = soon(lambda: photos_at(system, report["id"], "refused"))

    assert (photo["flaw"], photo["picture"]) == (Flaw.NOT_A_PICTURE, None)
    _, full = act(system, KRAKOW_OFFICER, "GET", f"/v1/reports/{report['id']}")
    assert [step["act"] for step in full["history"]] == ["moved"]
    soon(lambda: kept(system, report["id"]) == [])


def test_a_removed_photo_loses_its_files(system: System) -> None:
    report = place(system, "begging", BY_THE_RIVER)
    photo = send_photo(system, report["id"], a_photo_from_a_phone())
    soon(lambda: photos_at(system, report["id"], "ready"))

    status, _ = act(system, LOCAL_COORDINATOR, "DELETE", f"/v1/reports/{report['id']}/photos/{photo['id']}")

    assert status == 204
    assert photos_at(system, report["id"], "ready") == []
    soon(lambda: kept(system, report["id"]) == [])


def test_a_file_that_nobody_asked_for_is_thrown_away_unread(system: System) -> None:
    key = PhotoKey(str(uuid.uuid4()), str(uuid.uuid4()))
    bucket = system.plan.functions["media"].environment["UPLOADS_BUCKET"]

    system.client("s3").put_object(Bucket=bucket, Key=f"{key.report_id}/{key.photo_id}", Body=b"whatever")

    soon(lambda: kept(system, key.report_id) == [])


def test_a_card_shows_the_photos_without_any_address(system: System) -> None:
    report = place(system, "illegal_parking", BY_THE_RIVER)
    send_photo(system, report["id"], a_photo_from_a_phone())
    soon(lambda: photos_at(system, report["id"], "ready"))

    _, _, page = fetch(
        f"{system.url}/v1/reports/{report['id']}/card",
        Authorization=f"Bearer {id_token(system, KRAKOW_OFFICER)}",
    )

    assert page.count(b'<img src="data:image/jpeg;base64,') == 1
    assert b"http" not in page.partition(b"<body>")[2]
