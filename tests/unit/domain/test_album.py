"""The photos of a report: what the history tells, what makes room, and what nothing else notices."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from chalicelib.domain.album import arrived, awaiting, photo_of, refused, removed
from chalicelib.domain.change import Change
from chalicelib.domain.errors import AlbumFull, InvalidValue, UnknownPhoto
from chalicelib.domain.merging import TOLD
from chalicelib.domain.notification import alerts_for
from chalicelib.domain.photo import AWAITED_FOR, MOST_PHOTOS, Flaw, Photo, Stage
from chalicelib.domain.report import Report
from chalicelib.domain.step import Act
from tests.builders import PLACED, a_catalogue, a_contribution, a_photo, a_report, a_unit
from tests.strategies import lives

LATER = PLACED + timedelta(minutes=2)


def full(*, at: timedelta = timedelta()) -> Report:
    report = a_report()
    for n in range(MOST_PHOTOS):
        report = awaiting(report, a_photo(f"photo-{n}", at=PLACED + at))
    return report


def test_a_photo_is_in_the_history_once_it_has_arrived() -> None:
    asked = awaiting(a_report(), a_photo())

    there = arrived(asked, a_photo().id, LATER)

    assert (asked.version, len(asked.history)) == (2, 1)
    assert photo_of(there, a_photo().id).stage is Stage.READY
    step = there.history[-1]
    assert (step.act, step.photo, step.by, step.at) == (Act.PHOTO_ADDED, a_photo().id, "officer@1261", LATER)


def test_a_refused_photo_says_why_and_leaves_the_history_alone() -> None:
    report = refused(awaiting(a_report(), a_photo()), a_photo().id, Flaw.NOT_A_PICTURE)

    assert report.photos[0].flaw is Flaw.NOT_A_PICTURE
    assert (report.version, len(report.history)) == (3, 1)


def test_the_history_tells_of_the_removal_of_what_it_told_of() -> None:
    asked = awaiting(a_report(), a_photo())

    unseen = removed(asked, a_photo().id, LATER, by="officer@1261")
    seen = removed(arrived(asked, a_photo().id, LATER), a_photo().id, LATER, by="local_coordinator@1261")

    assert (unseen.photos, len(unseen.history)) == ((), 1)
    assert (seen.photos, seen.history[-1].act) == ((), Act.PHOTO_REMOVED)
    assert seen.history[-1].by == "local_coordinator@1261"


def test_a_report_has_so_many_photos_at_most() -> None:
    with pytest.raises(AlbumFull):
        awaiting(full(), a_photo(at=PLACED + AWAITED_FOR - timedelta(seconds=1)))


def test_what_came_to_nothing_makes_room_after_a_day() -> None:
    waiting = full()
    some = refused(arrived(waiting, "photo-0", LATER), "photo-1", Flaw.TOO_LARGE)

    after = awaiting(some, a_photo(at=PLACED + AWAITED_FOR))

    assert [photo.id for photo in after.photos] == ["photo-0", a_photo().id]


def test_an_unknown_photo_is_neither_received_nor_removed() -> None:
    with pytest.raises(UnknownPhoto):
        arrived(a_report(), "other", LATER)
    with pytest.raises(UnknownPhoto):
        refused(a_report(), "other", Flaw.TOO_LARGE)
    with pytest.raises(UnknownPhoto):
        removed(a_report(), "other", LATER, by="officer@1261")


def test_only_a_refused_photo_has_a_flaw() -> None:
    with pytest.raises(InvalidValue):
        Photo("id", "account", "officer@1261", PLACED, Stage.REFUSED)
    with pytest.raises(InvalidValue):
        Photo("id", "account", "officer@1261", PLACED, Stage.READY, Flaw.TOO_LARGE)


@given(lives())
def test_photos_change_no_count_and_tell_neither_units_nor_reporters(life: list[Report]) -> None:
    report = life[-1]
    asked = awaiting(report, a_photo("new", at=report.changed_at))
    there = arrived(asked, "new", report.changed_at)
    versions = [report, asked, there, removed(there, "new", report.changed_at, by="officer@1261")]

    category = a_catalogue().find(report.category)

    assert category
    for before, after in pairwise(versions):
        assert a_contribution(after) == a_contribution(before)
        assert alerts_for(Change(before, after), category, a_unit) == ()
        assert (after.due_at, after.status_since, after.opened_at) == (
            before.due_at,
            before.status_since,
            before.opened_at,
        )
    assert TOLD.isdisjoint({Act.PHOTO_ADDED, Act.PHOTO_REMOVED})
