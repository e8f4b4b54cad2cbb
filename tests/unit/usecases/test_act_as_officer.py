"""Officers at work: every role, unit and deed; what is refused leaves no trace, what is done leaves one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    CoordinatorNeeded,
    IllegalMove,
    OutsideScope,
    StaleVersion,
    UnknownMain,
    UnknownOfficer,
    UnknownReport,
    UnknownUnit,
)
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.roster import Member
from chalicelib.domain.status import Status
from chalicelib.usecases.act_as_officer import (
    Desk,
    change_as_officer,
    read_as_officer,
)
from chalicelib.usecases.list_work import WorkList, list_work
from chalicelib.usecases.wishes import Assignment, HandOver, Merging, Move, Note, Parting, Wish
from tests.builders import PLACED, a_catalogue, a_report, a_use, an_officer
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

TAKE_UP = Move(1, Status.UNDER_VERIFICATION, "Pojechał patrol")
DAY = timedelta(days=1)
NOW = PLACED + DAY
REMARK = Note(1, "Sąsiedzi potwierdzają")
MAIN = a_report("main")
MERGE = Merging(1, MAIN.id)
PASS_ON = HandOver(1, "1206", "Druga strona drogi")


@dataclass
class Office:
    """A desk over a few reports, and what its audit kept."""

    reports: InMemoryReports = field(default_factory=InMemoryReports)
    roster: InMemoryRoster = field(default_factory=InMemoryRoster)

    @property
    def deeds(self) -> list[Deed]:
        return self.reports.deeds

    @property
    def desk(self) -> Desk:
        return Desk(
            self.reports,
            load_units(),
            SetClock(NOW),
            self.deeds.append,
            DAY,
            InMemoryCounter(),
            self.roster,
            a_catalogue(),
        )


def an_office(*reports: Report) -> Office:
    office = Office()
    for n, report in enumerate(reports or (a_report(),)):
        office.reports.add(report, a_use(str(n)), None)
    return office


DEEDS: dict[str, tuple[Callable[[Officer, Desk], Any], list[str]]] = {
    "read": (lambda officer, desk: read_as_officer(a_report().id, officer, desk), ["read"]),
    "move": (
        lambda officer, desk: change_as_officer(a_report().id, TAKE_UP, officer, desk),
        ["status under_verification"],
    ),
    "hand over": (
        lambda officer, desk: change_as_officer(a_report().id, PASS_ON, officer, desk),
        ["unit 1206"],
    ),
    "note": (
        lambda officer, desk: change_as_officer(a_report().id, REMARK, officer, desk),
        ["note"],
    ),
    "merge": (
        lambda officer, desk: change_as_officer(a_report().id, MERGE, officer, desk),
        ["merge"],
    ),
    "list": (lambda officer, desk: list_work(WorkList("1261"), officer, desk), ["list"]),
}
IN_SCOPE = [
    an_officer(Role.OFFICER, "1261"),
    an_officer(Role.LOCAL_COORDINATOR, "1261"),
    an_officer(Role.GARRISON_COORDINATOR, "12"),
    an_officer(Role.NATIONAL_ADMIN, "KGP"),
]
OUT_OF_SCOPE = [
    an_officer(Role.OFFICER, "1206"),
    an_officer(Role.OFFICER, "1465-1"),
    an_officer(Role.LOCAL_COORDINATOR, "1206"),
    an_officer(Role.GARRISON_COORDINATOR, "14"),
    an_officer(Role.GARRISON_COORDINATOR, "KSP"),
]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("officer", IN_SCOPE, ids=lambda officer: officer.signature)
def test_whoever_answers_for_a_report_may_do_everything_and_it_is_audited(
    officer: Officer, deed: str
) -> None:
    office = an_office(a_report(), MAIN)
    act, kept = DEEDS[deed]

    act(officer, office.desk)

    both = {a_report().id, MAIN.id}
    assert [(deed.officer, deed.at, deed.what, deed.unit) for deed in office.deeds] == [
        (officer, NOW, what, "1261") for what in kept
    ]
    assert set(office.deeds[0].reports) == (both if deed in {"merge", "list"} else {a_report().id})


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("officer", OUT_OF_SCOPE, ids=lambda officer: officer.signature)
def test_whoever_does_not_answer_for_a_report_may_do_nothing(officer: Officer, deed: str) -> None:
    office = an_office(a_report(), MAIN)
    act, _ = DEEDS[deed]

    with pytest.raises(OutsideScope):
        act(officer, office.desk)

    assert list(office.reports) == [a_report(), MAIN]
    assert office.deeds == []


def test_a_move_says_in_the_history_who_moved_it_and_what_they_noted() -> None:
    office = an_office()

    moved = change_as_officer(a_report().id, TAKE_UP, an_officer(), office.desk)

    last = office.reports.get(moved.id).history[-1]
    assert (last.status, last.by, last.note) == (TAKE_UP.status, "officer@1261", "Pojechał patrol")


def test_a_hand_over_says_in_the_history_who_did_it_and_no_boundaries_undo_it() -> None:
    office = an_office()

    handed = change_as_officer(a_report().id, PASS_ON, an_officer(), office.desk)

    last = handed.history[-1]
    assert (last.unit, last.reason, last.by) == ("1206", "Druga strona drogi", "officer@1261")
    assert handed.routed_by == BY_HAND


def test_who_handed_a_report_over_has_it_no_more() -> None:
    office = an_office()
    change_as_officer(a_report().id, PASS_ON, an_officer(), office.desk)

    with pytest.raises(OutsideScope):
        read_as_officer(a_report().id, an_officer(), office.desk)


def test_a_unit_may_be_given_a_report_that_is_not_below_the_officer() -> None:
    far = replace(PASS_ON, unit="1465-1")

    assert change_as_officer(a_report().id, far, an_officer(), an_office().desk).unit == "1465-1"


@pytest.mark.parametrize("code", ["12", "KGP", "9999", ""])
def test_a_report_is_handed_to_a_unit_that_takes_reports(code: str) -> None:
    office = an_office()

    with pytest.raises(UnknownUnit):
        change_as_officer(a_report().id, replace(PASS_ON, unit=code), an_officer(), office.desk)

    assert office.deeds == []


@pytest.mark.parametrize("wish", [replace(wish, version=2) for wish in (TAKE_UP, PASS_ON, REMARK)])
def test_a_wish_for_another_version_than_stands_is_stale(wish: Wish) -> None:
    office = an_office()

    with pytest.raises(StaleVersion):
        change_as_officer(a_report().id, wish, an_officer(), office.desk)

    assert list(office.reports) == [a_report()]
    assert office.deeds == []


def test_a_move_that_the_table_does_not_know_changes_nothing() -> None:
    office = an_office()

    with pytest.raises(IllegalMove):
        change_as_officer(a_report().id, Move(1, Status.ELIMINATED), an_officer(), office.desk)

    assert list(office.reports) == [a_report()]
    assert office.deeds == []


ME, OTHER = an_officer(), an_officer(sub="another")
BOSS = an_officer(Role.LOCAL_COORDINATOR, sub="boss")


@pytest.mark.parametrize(
    ("has", "officer", "wish", "refusal"),
    [
        (None, ME, ME.sub, None),
        (OTHER.sub, ME, ME.sub, None),  # a colleague may be ill
        (ME.sub, ME, None, None),
        (OTHER.sub, ME, None, CoordinatorNeeded),
        (None, ME, OTHER.sub, CoordinatorNeeded),
        (None, BOSS, OTHER.sub, None),
        (OTHER.sub, BOSS, None, None),
        (ME.sub, BOSS, OTHER.sub, None),
        (None, BOSS, BOSS.sub, None),
        (None, BOSS, "stranger", UnknownOfficer),
        (None, BOSS, "far away", UnknownOfficer),
        (None, BOSS, "long gone", UnknownOfficer),
    ],
)
def test_officers_take_reports_and_coordinators_give_them_to_people_of_the_unit(
    has: str | None, officer: Officer, wish: str | None, refusal: type[Exception] | None
) -> None:
    report = a_report()
    office = an_office(report.assigned(has, PLACED, by="officer@1261") if has else report)
    office.roster.put(Member(OTHER, NOW - timedelta(days=29)))
    office.roster.put(Member(an_officer(unit="1206", sub="far away"), NOW))
    office.roster.put(Member(an_officer(sub="long gone"), NOW - timedelta(days=31)))
    version = office.reports.get(report.id).version

    if refusal:
        with pytest.raises(refusal):
            change_as_officer(report.id, Assignment(version, wish), officer, office.desk)
        assert office.reports.get(report.id).assignee == has
    else:
        changed = change_as_officer(report.id, Assignment(version, wish), officer, office.desk)
        assert office.reports.get(report.id) == changed
        assert (changed.assignee, changed.history[-1].assignee) == (wish, wish)
        assert office.deeds[-1].what == f"assignee {wish or 'nobody'}"


def test_both_reports_of_a_merging_change_or_neither() -> None:
    class Racing(InMemoryReports):
        """Somebody moves the main report right after it was read."""

        def get(self, report_id: str) -> Report:
            read = super().get(report_id)
            if read == MAIN:
                self.replace(read.moved(Status.UNDER_VERIFICATION, NOW))
            return read

    office = Office(Racing())
    for report in (a_report(), MAIN):
        office.reports.add(report, a_use(report.id), None)

    with pytest.raises(StaleVersion):
        change_as_officer(a_report().id, MERGE, an_officer(), office.desk)

    assert next(iter(office.reports)) == a_report()
    assert office.deeds == []


def test_duplicates_go_with_the_report_that_is_handed_over() -> None:
    office = an_office(a_report(), MAIN)
    change_as_officer(a_report().id, MERGE, an_officer(), office.desk)

    change_as_officer(MAIN.id, replace(PASS_ON, version=2), an_officer(), office.desk)

    assert {report.unit for report in office.reports} == {"1206"}
    assert office.deeds[-1].reports == (MAIN.id, a_report().id)


def test_what_is_not_merged_is_not_parted() -> None:
    with pytest.raises(IllegalMove):
        change_as_officer(a_report().id, Parting(1, "Inna ulica"), an_officer(), an_office().desk)


@pytest.mark.parametrize(
    ("own", "other"), [("vandalism", "drug_use"), ("begging", "vandalism"), ("speeding", "begging")]
)
def test_what_the_map_shows_is_not_merged_with_what_it_does_not(own: str, other: str) -> None:
    office = Office()
    for report in (a_report(category=own), replace(MAIN, category=other)):
        office.reports.add(report, a_use(report.id), None)

    with pytest.raises(IllegalMove):
        change_as_officer(a_report().id, MERGE, an_officer(), office.desk)


def test_a_report_is_merged_into_one_that_there_is() -> None:
    with pytest.raises(UnknownMain):
        change_as_officer(a_report().id, MERGE, an_officer(), an_office().desk)


def test_a_report_that_does_not_exist_is_unknown() -> None:
    with pytest.raises(UnknownReport):
        read_as_officer("none", an_officer(), an_office().desk)
