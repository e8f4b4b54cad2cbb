"""What officers send to add a photo, and what they are told of photos."""

from chalicelib.api.answers import Json
from chalicelib.api.wire import REPORT_ID, Reader, json_object, one_of
from chalicelib.domain.errors import InvalidInput, UnknownPhoto
from chalicelib.domain.officer import Officer
from chalicelib.domain.photo import LARGEST_UPLOAD, OPENED_FOR, ContentType, Photo, PhotoKey, Stage
from chalicelib.domain.report import Report
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.ports.photos import PhotoDoors, UploadForm
from chalicelib.usecases.keep_photos import may_remove

NEW_PHOTO = ("content_type",)


def wanted_type(body: bytes, content_type: str) -> ContentType:
    """Read what kind of file is to be sent.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    reader = Reader(json_object(body, content_type), NEW_PHOTO)
    wanted = reader.read("content_type", lambda value: one_of(ContentType, value), required=True)
    if reader.faults or wanted is None:
        raise InvalidInput(tuple(reader.faults))
    return wanted


def known_photo(photo_id: str) -> str:
    """Return a text that can be a photo's id; raise `UnknownPhoto` for any other."""
    if not REPORT_ID.fullmatch(photo_id):
        raise UnknownPhoto
    return photo_id


def photos_body(report: Report, officer: Officer, doors: PhotoDoors) -> list[Json]:
    """Describe all photos of a report, with addresses of those that can be seen."""
    return [photo_body(report.id, photo, officer, doors) for photo in report.photos]


def photo_body(report_id: str, photo: Photo, officer: Officer, doors: PhotoDoors) -> Json:
    """Describe a photo of a report that the officer has."""
    seen = doors.ways_out(PhotoKey(report_id, photo.id)) if photo.stage is Stage.READY else None
    return {
        "id": photo.id,
        "stage": photo.stage,
        "flaw": photo.flaw,
        "asked_at": rfc3339(photo.asked_at),
        "by": photo.by,
        "removable": may_remove(photo, officer),
        "picture": seen.picture if seen else None,
        "thumbnail": seen.thumbnail if seen else None,
    }


def upload_body(photo: Photo, form: UploadForm) -> Json:
    """Say where the file is to be posted, with which fields, how large it may be, and until when."""
    return {
        "url": form.url,
        "fields": dict(form.fields),
        "most_bytes": LARGEST_UPLOAD,
        "opens_until": rfc3339(photo.asked_at + OPENED_FOR),
    }
