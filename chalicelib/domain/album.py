"""The photos of a report: adding, receiving, refusing and removing one."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import AlbumFull, UnknownPhoto
from chalicelib.domain.photo import MOST_PHOTOS, Flaw, Photo, Stage
from chalicelib.domain.report import Report
from chalicelib.domain.step import Act, Step


def photo_of(report: Report, photo_id: str) -> Photo:
    """Return a photo of a report; raise `UnknownPhoto`."""
    for photo in report.photos:
        if photo.id == photo_id:
            return photo
    raise UnknownPhoto


def awaiting(report: Report, photo: Photo) -> Report:
    """Return the report waiting for one more photo; raise `AlbumFull` or `HistoryFull`.

    What came to nothing makes room. The history tells of a photo when it has arrived.
    """
    report.check_room(Act.PHOTO_ADDED)
    standing = tuple(one for one in report.photos if not one.came_to_nothing(photo.asked_at))
    if len(standing) >= MOST_PHOTOS:
        raise AlbumFull(MOST_PHOTOS)
    return replace(report, version=report.version + 1, photos=(*standing, photo))


def arrived(report: Report, photo_id: str, at: datetime) -> Report:
    """Return the report with an awaited photo ready to be seen; raise `UnknownPhoto`."""
    photo = photo_of(report, photo_id)
    step = Step(report.status, at, Act.PHOTO_ADDED, photo.by, photo=photo_id)
    return report.after(step, photos=_with(report, replace(photo, stage=Stage.READY)))


def refused(report: Report, photo_id: str, flaw: Flaw) -> Report:
    """Return the report with an awaited photo refused; raise `UnknownPhoto`."""
    photo = replace(photo_of(report, photo_id), stage=Stage.REFUSED, flaw=flaw)
    return replace(report, version=report.version + 1, photos=_with(report, photo))


def removed(report: Report, photo_id: str, at: datetime, *, by: str) -> Report:
    """Return the report without a photo; raise `UnknownPhoto`.

    The history, which told of a photo that was seen, tells of its removal too.
    """
    photo = photo_of(report, photo_id)
    others = tuple(one for one in report.photos if one.id != photo_id)
    if photo.stage is not Stage.READY:
        return replace(report, version=report.version + 1, photos=others)
    return report.after(Step(report.status, at, Act.PHOTO_REMOVED, by, photo=photo_id), photos=others)


def _with(report: Report, changed: Photo) -> tuple[Photo, ...]:
    return tuple(changed if one.id == changed.id else one for one in report.photos)
