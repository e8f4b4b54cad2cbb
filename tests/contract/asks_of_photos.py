"""Asks that drive the photos of a report into every answer that the document promises."""

from collections.abc import Callable
from typing import Any

from chalicelib.domain.album import arrived, awaiting, refused
from chalicelib.domain.officer import Officer
from chalicelib.domain.photo import MOST_PHOTOS, Flaw, Photo
from tests.builders import a_photo, a_report, a_use, an_officer
from tests.gateway import Answer, Gateway

Ask = Callable[[Gateway], Answer]
PHOTOS, PHOTO = "/v1/reports/{report_id}/photos", "/v1/reports/{report_id}/photos/{photo_id}"
ID, UNKNOWN = a_report().id, "00000000-0000-4000-8000-0000000000ff"
JPEG = {"content_type": "image/jpeg"}
MINE, COLLEAGUES = a_photo(), a_photo("0190f6b2-0000-4000-8000-0000000000f1", account="colleague")
REFUSED = a_photo("0190f6b2-0000-4000-8000-0000000000f2")
OFFICER = an_officer()


def a_gateway(officer: Officer | None, *photos: Photo) -> Gateway:
    """Return the API over a report with some photos: the first ready, the last refused."""
    report = a_report()
    for photo in photos:
        report = awaiting(report, photo)
    if photos:
        report = arrived(report, photos[0].id, photos[0].asked_at)
    if REFUSED in photos:
        report = refused(report, REFUSED.id, Flaw.NOT_A_PICTURE)
    gateway = Gateway(officer=officer)
    gateway.reports.add(report, a_use(), None)
    return gateway


def listing(officer: Officer | None = OFFICER, report_id: str = ID) -> Ask:
    path = PHOTOS.replace("{report_id}", report_id)
    return lambda _: a_gateway(officer, MINE, COLLEAGUES, REFUSED).get(path)


def adding(body: Any = JPEG, officer: Officer | None = OFFICER, report_id: str = ID) -> Ask:
    path = PHOTOS.replace("{report_id}", report_id)
    return lambda _: a_gateway(officer, MINE).post(body, path=path)


def adding_one_too_many(_: Gateway) -> Answer:
    photos = [a_photo(f"0190f6b2-0000-4000-8000-0000000001{n:02}") for n in range(MOST_PHOTOS)]
    return a_gateway(OFFICER, *photos).post(JPEG, path=f"/v1/reports/{ID}/photos")


def in_plain_text(_: Gateway) -> Answer:
    return a_gateway(OFFICER).send("POST", f"/v1/reports/{ID}/photos", b"{}", {"Content-Type": "text/plain"})


def removing(photo_id: str, officer: Officer | None = OFFICER) -> Ask:
    path = f"/v1/reports/{ID}/photos/{photo_id}"
    return lambda _: a_gateway(officer, MINE, COLLEAGUES).send("DELETE", path)


ASKED: list[tuple[str, str, int, Ask]] = [
    ("GET", PHOTOS, 200, listing()),
    ("GET", PHOTOS, 401, listing(None)),
    ("GET", PHOTOS, 403, listing(an_officer(unit="1206"))),
    ("GET", PHOTOS, 404, listing(report_id=UNKNOWN)),
    ("GET", PHOTOS, 404, listing(report_id="1")),
    ("POST", PHOTOS, 201, adding()),
    ("POST", PHOTOS, 400, adding(b"{")),
    ("POST", PHOTOS, 401, adding(officer=None)),
    ("POST", PHOTOS, 403, adding(officer=an_officer(unit="1206"))),
    ("POST", PHOTOS, 404, adding(report_id=UNKNOWN)),
    ("POST", PHOTOS, 409, adding_one_too_many),
    ("POST", PHOTOS, 413, adding(b" " * 70_000)),
    ("POST", PHOTOS, 415, in_plain_text),
    ("POST", PHOTOS, 422, adding({"content_type": "image/svg+xml"})),
    ("POST", PHOTOS, 422, adding({})),
    ("DELETE", PHOTO, 204, removing(MINE.id)),
    ("DELETE", PHOTO, 401, removing(MINE.id, None)),
    ("DELETE", PHOTO, 403, removing(COLLEAGUES.id)),
    ("DELETE", PHOTO, 403, removing(MINE.id, an_officer(unit="1206"))),
    ("DELETE", PHOTO, 404, removing(UNKNOWN)),
    ("DELETE", PHOTO, 404, removing("1")),
]
