"""Officers add, see and remove photos: every deed audited, no version named, no file left behind."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.album import arrived, photo_of
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import AlbumFull, CoordinatorNeeded, OutsideScope, StaleVersion, UnknownPhoto
from chalicelib.domain.officer import Role
from chalicelib.domain.photo import MOST_PHOTOS, ContentType, PhotoKey, Stage
from chalicelib.domain.report import Report
from chalicelib.domain.step import Act
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.keep_photos import ATTEMPTS, Album, add_photo, look_at_photos, remove_photo
from tests.builders import a_catalogue, a_report, a_use, an_officer
from tests.fakes.calls import SetClock, numbered
from tests.fakes.counts import InMemoryCounter
from tests.fakes.photos import InMemoryPhotos
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

ID, UNITS = a_report().id, load_units()
OFFICER, COLLEAGUE = an_officer(), an_officer(sub="colleague")
COORDINATOR = an_officer(Role.LOCAL_COORDINATOR, sub="coordinator")


class HurriedReports(InMemoryReports):
    """Somebody else changes the report before each of the first `times` changes."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        if self.times:
            self.times -= 1
            stands = self.get(ID)
            self.put(stands.noted("Zajęte", stands.changed_at, by="officer@1261"))
        super().replace(*reports, deed=deed)


@dataclass
class Room:
    """A desk with an album beside it, and one report."""

    reports: InMemoryReports = field(default_factory=InMemoryReports)
    rechecked: list[PhotoKey] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reports.add(a_report(), a_use(), None)
        day = timedelta(days=1)
        self.desk = Desk(
            self.reports,
            UNITS,
            SetClock(),
            self.reports.keep,
            day,
            InMemoryCounter(),
            InMemoryRoster(),
            a_catalogue(),
        )
        self.album = Album(InMemoryPhotos(), self.rechecked.append, numbered("photo-"))

    def add(self) -> str:
        return add_photo(ID, ContentType.JPEG, OFFICER, self.desk, self.album)[0].id

    @property
    def report(self) -> Report:
        return self.reports.get(ID)


def test_an_officer_is_shown_where_to_send_the_file_of_a_photo_that_the_report_awaits() -> None:
    room = Room()

    photo, form = add_photo(ID, ContentType.WEBP, OFFICER, room.desk, room.album)

    assert room.report.photos == (photo,)
    assert (photo.stage, photo.account, photo.by) == (Stage.AWAITED, OFFICER.sub, "officer@1261")
    assert form.fields == {"key": f"{ID}/{photo.id}", "Content-Type": "image/webp"}
    assert [(deed.what, deed.reports) for deed in room.reports.deeds] == [(f"photo {photo.id}", (ID,))]


def test_looking_at_photos_is_audited() -> None:
    room = Room()

    look_at_photos(ID, OFFICER, room.desk)

    assert [(deed.officer, deed.what) for deed in room.reports.deeds] == [(OFFICER, "photos")]


def test_a_removed_photo_is_gone_at_once_and_its_files_are_looked_after() -> None:
    room = Room()
    photo_id = room.add()
    room.reports.replace(arrived(room.report, photo_id, room.report.changed_at))

    remove_photo(ID, photo_id, OFFICER, room.desk, room.album)

    assert room.report.photos == ()
    assert room.report.history[-1].act is Act.PHOTO_REMOVED
    assert room.rechecked == [PhotoKey(ID, photo_id)]
    assert room.reports.deeds[-1].what == f"photo {photo_id} removed"


def test_another_s_photo_is_a_coordinator_s_to_remove() -> None:
    room = Room()
    photo_id = room.add()

    with pytest.raises(CoordinatorNeeded):
        remove_photo(ID, photo_id, COLLEAGUE, room.desk, room.album)
    assert photo_of(room.report, photo_id)
    assert room.rechecked == []

    remove_photo(ID, photo_id, COORDINATOR, room.desk, room.album)
    assert room.report.photos == ()


def test_removing_what_there_is_not_removes_nothing() -> None:
    room = Room()

    with pytest.raises(UnknownPhoto):
        remove_photo(ID, "other", COORDINATOR, room.desk, room.album)

    assert (room.rechecked, room.reports.deeds) == ([], [])


def test_nobody_outside_the_unit_adds_sees_or_removes() -> None:
    room, stranger = Room(), an_officer(Role.LOCAL_COORDINATOR, "1206")
    photo_id = room.add()
    kept = list(room.reports.deeds)

    for act in (
        lambda: add_photo(ID, ContentType.JPEG, stranger, room.desk, room.album),
        lambda: look_at_photos(ID, stranger, room.desk),
        lambda: remove_photo(ID, photo_id, stranger, room.desk, room.album),
    ):
        with pytest.raises(OutsideScope):
            act()

    assert room.reports.deeds == kept


def test_a_full_album_takes_no_more() -> None:
    room = Room()
    for _ in range(MOST_PHOTOS):
        room.add()

    with pytest.raises(AlbumFull):
        room.add()


def test_photos_are_added_and_removed_whatever_else_is_done_to_the_report() -> None:
    room = Room(HurriedReports(times=ATTEMPTS - 1))

    photo_id = room.add()
    room.reports.times = ATTEMPTS - 1  # type: ignore[attr-defined]
    remove_photo(ID, photo_id, OFFICER, room.desk, room.album)

    assert room.report.photos == ()
    assert len(room.report.history) == 1 + 2 * (ATTEMPTS - 1)
    assert len(room.reports.deeds) == 2


def test_a_report_that_never_stands_still_is_given_up() -> None:
    room = Room(HurriedReports(times=ATTEMPTS))

    with pytest.raises(StaleVersion):
        room.add()

    assert room.reports.deeds == []
