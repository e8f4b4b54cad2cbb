"""What becomes of an upload, whatever comes twice, late, in between or not at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.domain.album import arrived, awaiting, removed
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy
from chalicelib.domain.photo import LARGEST_UPLOAD, Flaw, PhotoKey, Stage
from chalicelib.domain.report import Report
from chalicelib.domain.step import Act
from chalicelib.ports.photos import Flawed, Prints
from chalicelib.usecases.develop_photo import ATTEMPTS, Settled, Studio, develop_photo
from tests.builders import PLACED, a_photo, a_report, a_use
from tests.fakes.calls import SetClock
from tests.fakes.photos import InMemoryPhotos
from tests.fakes.reports import InMemoryReports

REPORT = awaiting(a_report(), a_photo())
KEY = PhotoKey(REPORT.id, a_photo().id)
PRINTS = Prints(b"clean", b"small")


def develop(content: bytes) -> Prints:
    if content == b"no picture":
        raise Flawed(Flaw.NOT_A_PICTURE)
    return PRINTS


class Interrupted(InMemoryReports):
    """Lets something happen to the report before it is stored."""

    def __init__(self, happening: Callable[["Interrupted"], None]) -> None:
        super().__init__()
        self._happening = happening

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        self._happening(self)
        super().replace(*reports, deed=deed)


def a_studio(
    upload: bytes | None = b"a picture", reports: InMemoryReports | None = None
) -> tuple[Studio, InMemoryReports, InMemoryPhotos]:
    store, files = reports or InMemoryReports(), InMemoryPhotos()
    store.add(REPORT, a_use(), None)
    if upload is not None:
        files.uploads[KEY] = upload
    return Studio(store, files, develop, SetClock()), store, files


def test_an_upload_becomes_prints_and_the_report_tells_of_it() -> None:
    studio, reports, files = a_studio()

    assert develop_photo(KEY, studio) is Settled.DEVELOPED

    report = reports.get(REPORT.id)
    assert (report.photos[0].stage, report.history[-1].act) == (Stage.READY, Act.PHOTO_ADDED)
    assert (files.prints, files.uploads) == ({KEY: PRINTS}, {})
    assert reports.deeds == []  # the officer's asking was the deed


@pytest.mark.parametrize(
    ("upload", "flaw"),
    [(b"no picture", Flaw.NOT_A_PICTURE), (b" " * (LARGEST_UPLOAD + 1), Flaw.TOO_LARGE)],
)
def test_a_bad_file_is_refused_with_its_flaw_and_not_kept(upload: bytes, flaw: Flaw) -> None:
    studio, reports, files = a_studio(upload)

    assert develop_photo(KEY, studio) is Settled.REFUSED

    photo = reports.get(REPORT.id).photos[0]
    assert (photo.stage, photo.flaw) == (Stage.REFUSED, flaw)
    assert (files.prints, files.uploads) == ({}, {})


def test_the_same_event_again_changes_nothing() -> None:
    studio, reports, _ = a_studio()
    develop_photo(KEY, studio)
    once = reports.get(REPORT.id)

    assert develop_photo(KEY, studio) is Settled.LEFT

    assert reports.get(REPORT.id) == once


def test_a_second_file_for_the_same_photo_is_thrown_away() -> None:
    studio, _, files = a_studio()
    develop_photo(KEY, studio)
    files.uploads[KEY] = b"another"

    assert develop_photo(KEY, studio) is Settled.LEFT

    assert (files.prints, files.uploads) == ({KEY: PRINTS}, {})


def test_a_file_that_is_not_there_is_waited_for() -> None:
    studio, reports, _ = a_studio(upload=None)

    assert develop_photo(KEY, studio) is Settled.LEFT

    assert reports.get(REPORT.id) == REPORT


@pytest.mark.parametrize("key", [replace(KEY, report_id="other"), replace(KEY, photo_id="other")])
def test_files_of_a_photo_or_report_that_is_gone_are_deleted(key: PhotoKey) -> None:
    studio, _, files = a_studio()
    files.uploads[key], files.prints[key] = b"a picture", PRINTS

    assert develop_photo(key, studio) is Settled.FORGOTTEN

    assert key not in files.uploads
    assert key not in files.prints


def test_a_report_that_is_deleted_meanwhile_loses_its_photos() -> None:
    studio, _, files = a_studio(reports=Interrupted(lambda reports: reports.delete(REPORT.id)))

    assert develop_photo(KEY, studio) is Settled.FORGOTTEN

    assert (files.prints, files.uploads) == ({}, {})


def test_a_photo_that_is_removed_meanwhile_leaves_nothing() -> None:
    def remove(reports: Interrupted) -> None:
        reports.put(removed(REPORT, KEY.photo_id, PLACED, by="officer@1261"))

    studio, _, files = a_studio(reports=Interrupted(remove))

    assert develop_photo(KEY, studio) is Settled.FORGOTTEN

    assert (files.prints, files.uploads) == ({}, {})


def test_of_two_deliveries_at_once_one_is_told() -> None:
    studio, reports, files = a_studio(
        reports=Interrupted(lambda store: store.put(arrived(REPORT, KEY.photo_id, PLACED)))
    )

    assert develop_photo(KEY, studio) is Settled.LEFT

    assert len(reports.get(REPORT.id).history) == 2
    assert (files.prints, files.uploads) == ({KEY: PRINTS}, {})


def test_officers_who_act_meanwhile_are_not_in_the_way() -> None:
    notes = iter(range(ATTEMPTS - 1))

    def note(reports: Interrupted) -> None:
        if next(notes, None) is not None:
            stands = reports.get(REPORT.id)
            reports.put(stands.noted("Patrol", stands.changed_at, by="officer@1261"))

    studio, reports, _ = a_studio(reports=Interrupted(note))

    assert develop_photo(KEY, studio) is Settled.DEVELOPED

    assert len(reports.get(REPORT.id).history) == ATTEMPTS + 1


def test_a_report_that_never_stands_still_is_tried_again_later_with_the_same_file() -> None:
    def note(reports: Interrupted) -> None:
        stands = reports.get(REPORT.id)
        reports.put(stands.noted("Patrol", stands.changed_at, by="officer@1261"))

    studio, _, files = a_studio(reports=Interrupted(note))

    with pytest.raises(Busy):
        develop_photo(KEY, studio)

    assert files.uploads == {KEY: b"a picture"}
