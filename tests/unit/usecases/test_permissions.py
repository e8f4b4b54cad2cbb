"""Role by unit by act: every cell of docs/permissions.md is tried, in the officer's scope and outside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.album import awaiting
from chalicelib.domain.errors import CoordinatorNeeded, OutsideScope
from chalicelib.domain.merging import merged
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.photo import ContentType
from chalicelib.domain.report import Report
from chalicelib.domain.roster import Member
from chalicelib.domain.status import Status
from chalicelib.usecases.act_as_officer import Desk, change_as_officer, read_as_officer
from chalicelib.usecases.find_duplicates import find_duplicates
from chalicelib.usecases.forward_report import Forward, Outbox, forward_as_officer
from chalicelib.usecases.keep_photos import Album, add_photo, look_at_photos, remove_photo
from chalicelib.usecases.keep_roster import members_for
from chalicelib.usecases.list_work import WorkList, list_work
from chalicelib.usecases.record_contact import record_contact
from chalicelib.usecases.unit_statistics import Period, unit_statistics
from chalicelib.usecases.wishes import Assignment, HandOver, Merging, Move, Note, Parting, Wish
from tests.builders import (
    LINK_SECRET,
    PATIENCE,
    PLACED,
    a_catalogue,
    a_photo,
    a_report,
    a_submission,
    a_use,
    an_institution,
    an_officer,
)
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.forwarding import InMemoryForwardings, InMemoryInstitutions
from tests.fakes.intake import an_intake
from tests.fakes.photos import InMemoryPhotos
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

DOCS = (Path(__file__).parents[3] / "docs/permissions.md").read_text(encoding="utf-8")
UNITS = load_units()
NOW = PLACED + timedelta(days=1)
COLLEAGUE = an_officer(sub="colleague")
MAIN = a_report("main")

Act = Callable[[Officer, Desk], object]


def wishing(wish: Wish) -> Act:
    """Return an act that wishes it of the report as it stands."""

    def act(officer: Officer, desk: Desk) -> object:
        version = desk.reports.get(a_report().id).version
        return change_as_officer(a_report().id, replace(wish, version=version), officer, desk)

    return act


def as_own(officer: Officer, desk: Desk) -> object:
    return wishing(Assignment(0, officer.sub))(officer, desk)


def forwarding(officer: Officer, desk: Desk) -> object:
    """Forward the report to an institution that takes it."""
    institutions = InMemoryInstitutions()
    institutions.put(an_institution(), None)
    store = InMemoryForwardings(desk.reports)  # type: ignore[arg-type]
    outbox = Outbox(store, institutions, PATIENCE, LINK_SECRET, lambda: "f0rwarding")
    version = desk.reports.get(a_report().id).version
    return forward_as_officer(
        a_report().id, Forward(version, "zdm-krakow", "Studzienka"), officer, desk, outbox
    )


def recording(officer: Officer, desk: Desk) -> object:
    return record_contact(a_submission(), "1261", officer, None, intake=an_intake(desk.reports), desk=desk)


ALBUM = Album(InMemoryPhotos(), lambda _: None, lambda: a_photo().id)


def removing(officer: Officer, desk: Desk) -> None:
    remove_photo(a_report().id, a_photo().id, officer, desk, ALBUM)


OF_COLLEAGUE = a_report().assigned(COLLEAGUE.sub, PLACED, by="officer@1261")
ACTS: dict[str, tuple[Report, Act]] = {
    "read": (a_report(), lambda officer, desk: read_as_officer(a_report().id, officer, desk)),
    "list": (a_report(), lambda officer, desk: list_work(WorkList("1261"), officer, desk)),
    "note": (a_report(), wishing(Note(0, "Patrol o 22"))),
    "take up": (a_report(), wishing(Move(0, Status.UNDER_VERIFICATION))),
    "confirm": (a_report(status=Status.UNDER_VERIFICATION), wishing(Move(0, Status.CONFIRMED))),
    "open again": (
        a_report(status=Status.UNCONFIRMED),
        wishing(Move(0, Status.UNDER_VERIFICATION, "Nagranie")),
    ),
    "hand over": (a_report(), wishing(HandOver(0, "1206", "Inna droga"))),
    "assign to oneself": (a_report(), as_own),
    "assign to another": (a_report(), wishing(Assignment(0, COLLEAGUE.sub))),
    "take from another": (OF_COLLEAGUE, wishing(Assignment(0, None))),
    "forward": (a_report(status=Status.CONFIRMED), forwarding),
    "merge": (a_report(), wishing(Merging(0, MAIN.id))),
    "part": (merged(a_report(), MAIN, PLACED, by="officer@1261")[0], wishing(Parting(0, "Inna ulica"))),
    "find duplicates": (a_report(), lambda officer, desk: find_duplicates(a_report().id, officer, desk)),
    "print the card": (a_report(), lambda officer, desk: read_as_officer(a_report().id, officer, desk)),
    "add a photo": (
        a_report(),
        lambda officer, desk: add_photo(a_report().id, ContentType.JPEG, officer, desk, ALBUM),
    ),
    "look at photos": (a_report(), lambda officer, desk: look_at_photos(a_report().id, officer, desk)),
    "remove an own photo": (awaiting(a_report(), a_photo(account=an_officer().sub)), removing),
    "remove another's photo": (awaiting(a_report(), a_photo(account=COLLEAGUE.sub)), removing),
    "see statistics": (
        a_report(),
        lambda officer, desk: unit_statistics("1261", Period("2026-03", "2026-03"), officer, desk),
    ),
    "see the roster": (a_report(), lambda officer, desk: members_for("1261", officer, desk)),
    "place what was said in direct contact": (a_report(), recording),
}
ABOVE = {
    Role.OFFICER: "1261",
    Role.LOCAL_COORDINATOR: "1261",
    Role.GARRISON_COORDINATOR: "12",
    Role.NATIONAL_ADMIN: "KGP",
}
BESIDE = {Role.OFFICER: "1206", Role.LOCAL_COORDINATOR: "1206", Role.GARRISON_COORDINATOR: "14"}


def promised() -> dict[tuple[str, Role], bool]:
    """Read the table: may a role do an act?"""
    lines = [line[1:-1].split("|") for line in DOCS.splitlines() if line.startswith("|")]
    head, *rows = [[cell.strip(" `") for cell in line] for line in lines if len(line) == 1 + len(Role)]
    roles = [Role(name) for name in head[1:]]
    return {
        (row[0], role): cell == "yes" for row in rows[1:] for role, cell in zip(roles, row[1:], strict=True)
    }


PROMISED = promised()


def a_desk(report: Report) -> tuple[Desk, InMemoryReports]:
    store, roster = InMemoryReports(), InMemoryRoster()
    main = merged(a_report(), MAIN, PLACED, by="officer@1261")[1] if report.duplicate_of else MAIN
    for one in (report, main):
        store.add(one, a_use(one.id), None)
    roster.put(Member(COLLEAGUE, PLACED))
    day = timedelta(days=1)
    return Desk(store, UNITS, SetClock(NOW), store.keep, day, InMemoryCounter(), roster, a_catalogue()), store


def test_the_table_has_a_row_for_every_act_and_a_column_for_every_role() -> None:
    assert PROMISED.keys() == {(act, role) for act in ACTS for role in Role}


@pytest.mark.parametrize(("act", "role"), PROMISED)
def test_a_role_may_do_in_its_scope_what_the_table_says(act: str, role: Role) -> None:
    report, do = ACTS[act]
    desk, store = a_desk(report)
    officer = an_officer(role, ABOVE[role])

    if PROMISED[act, role]:
        do(officer, desk)
    else:
        with pytest.raises(CoordinatorNeeded):
            do(officer, desk)
        assert store.get(report.id) == report
        assert store.deeds == []


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", BESIDE)
def test_outside_its_scope_a_role_may_do_nothing(act: str, role: Role) -> None:
    report, do = ACTS[act]
    desk, store = a_desk(report)

    with pytest.raises(OutsideScope):
        do(an_officer(role, BESIDE[role]), desk)

    assert store.get(report.id) == report
    assert store.deeds == []
