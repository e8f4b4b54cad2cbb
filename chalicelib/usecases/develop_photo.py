"""Settle what becomes of a photo's file: prints for an awaited one, nothing for one that nobody wants."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.album import arrived, photo_of, refused
from chalicelib.domain.errors import Busy, StaleVersion, UnknownPhoto, UnknownReport
from chalicelib.domain.photo import Flaw, Photo, PhotoKey, Stage
from chalicelib.domain.report import Report
from chalicelib.ports.calls import Clock
from chalicelib.ports.photos import Develop, Flawed, PhotoFiles
from chalicelib.ports.reports import Reports

ATTEMPTS = 5


class Settled(StrEnum):
    """What was done about a photo."""

    DEVELOPED = "developed"
    REFUSED = "refused"
    FORGOTTEN = "forgotten"  # the report has no such photo: its files are gone too
    LEFT = "left"  # its prints are there already, or its file is not there yet


@dataclass(frozen=True, slots=True)
class Studio:
    """What photos are developed with."""

    reports: Reports
    files: PhotoFiles
    develop: Develop
    clock: Clock


def develop_photo(key: PhotoKey, studio: Studio) -> Settled:
    """Settle a photo; raise `Busy` for what may succeed later. Once more does no harm.

    What was uploaded goes in the end, whatever it was: nobody but this ever reads it.
    """
    _, photo = _found(key, studio)
    if photo is None or photo.stage is not Stage.AWAITED:
        return _tidied(key, photo, studio)
    try:
        upload = studio.files.uploaded(key)
        if upload is None:
            return Settled.LEFT
        studio.files.keep(key, studio.develop(upload))
    except Flawed as finding:
        return _recorded(key, finding.flaw, studio)
    return _recorded(key, None, studio)


def _recorded(key: PhotoKey, flaw: Flaw | None, studio: Studio) -> Settled:
    """Tell the report what came of the photo, unless that was told or the photo is gone by now."""
    for _ in range(ATTEMPTS):
        report, photo = _found(key, studio)
        if report is None or photo is None or photo.stage is not Stage.AWAITED:
            return _tidied(key, photo, studio)
        try:
            if flaw:
                studio.reports.replace(refused(report, key.photo_id, flaw))
            else:
                studio.reports.replace(arrived(report, key.photo_id, studio.clock()))
        except StaleVersion:
            continue
        studio.files.forget_upload(key)
        return Settled.REFUSED if flaw else Settled.DEVELOPED
    raise Busy("The report changes too fast.")


def _tidied(key: PhotoKey, photo: Photo | None, studio: Studio) -> Settled:
    """Delete what nobody wants of a photo that is not awaited, or that there is not."""
    if photo is None:
        studio.files.forget(key)
        return Settled.FORGOTTEN
    studio.files.forget_upload(key)
    return Settled.LEFT


def _found(key: PhotoKey, studio: Studio) -> tuple[Report | None, Photo | None]:
    """Return the report as it stands, and the photo if the report has it."""
    try:
        report = studio.reports.get(key.report_id)
        return report, photo_of(report, key.photo_id)
    except (UnknownReport, UnknownPhoto):
        return None, None
