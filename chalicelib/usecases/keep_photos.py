"""What officers do with the photos of a report: add one, look at them, remove one; each deed is audited."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.album import awaiting, photo_of, removed
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import CoordinatorNeeded, StaleVersion
from chalicelib.domain.officer import Officer
from chalicelib.domain.photo import ContentType, Photo, PhotoKey
from chalicelib.domain.report import Report
from chalicelib.ports.calls import NewId
from chalicelib.ports.photos import PhotoDoors, Recheck, UploadForm
from chalicelib.usecases.act_as_officer import Desk, in_scope

ATTEMPTS = 5
"""Adding and removing go together with whatever else is done to a report, so nobody names its version."""


@dataclass(frozen=True, slots=True)
class Album:
    """What keeping photos needs beside an officer's desk."""

    doors: PhotoDoors
    recheck: Recheck
    new_id: NewId


def add_photo(
    report_id: str, content_type: ContentType, officer: Officer, desk: Desk, album: Album
) -> tuple[Photo, UploadForm]:
    """Return the photo that the report waits for now, and the form that takes its file.

    Raises `UnknownReport`, `OutsideScope`, `AlbumFull`, `HistoryFull`, `StaleVersion` or `Busy`.
    """
    photo = Photo(album.new_id(), officer.sub, officer.signature, desk.clock())
    _change(report_id, officer, desk, f"photo {photo.id}", lambda report: awaiting(report, photo))
    return photo, album.doors.way_in(PhotoKey(report_id, photo.id), content_type)


def look_at_photos(report_id: str, officer: Officer, desk: Desk) -> Report:
    """Return a report whose photos the officer sees; raise `UnknownReport` or `OutsideScope`."""
    report = in_scope(report_id, officer, desk)
    desk.audit(Deed(officer, desk.clock(), "photos", report.unit, (report.id,)))
    return report


def remove_photo(report_id: str, photo_id: str, officer: Officer, desk: Desk, album: Album) -> None:
    """Remove a photo; its files follow within a minute, whatever becomes of this request.

    Raises `UnknownReport`, `OutsideScope`, `UnknownPhoto`, `StaleVersion`, `Busy`, or `CoordinatorNeeded`
    for a photo that somebody else added.
    """

    def without(report: Report) -> Report:
        if not may_remove(photo_of(report, photo_id), officer):
            raise CoordinatorNeeded
        return removed(report, photo_id, desk.clock(), by=officer.signature)

    without(in_scope(report_id, officer, desk))
    album.recheck(PhotoKey(report_id, photo_id))
    _change(report_id, officer, desk, f"photo {photo_id} removed", without)


def may_remove(photo: Photo, officer: Officer) -> bool:
    """Say whether a photo of a report in scope is the officer's to remove."""
    return officer.coordinates or photo.account == officer.sub


def _change(
    report_id: str, officer: Officer, desk: Desk, what: str, change: Callable[[Report], Report]
) -> None:
    """Store a change with its deed, over whichever version stands by then."""
    for attempt in range(ATTEMPTS):
        report = in_scope(report_id, officer, desk)
        deed = Deed(officer, desk.clock(), what, report.unit, (report.id,))
        try:
            return desk.reports.replace(change(report), deed=deed)
        except StaleVersion:
            if attempt == ATTEMPTS - 1:
                raise
    return None
