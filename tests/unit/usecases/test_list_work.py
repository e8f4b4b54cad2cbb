"""Work lists: every report once and in order, sifted, of one unit or of many, each page bounded."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.deadline import Lateness
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import OutsideScope, UnknownUnit
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Details, Report
from chalicelib.domain.status import Status
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.domain.work_list import NOBODY, Look, Order, Sieve, Stretch, Tray
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.list_work import LOOKED_AT, READ_FOR_WORDS, Page, WorkList, list_work
from tests.builders import (
    PLACED,
    THIS_MONTH,
    a_catalogue,
    a_change,
    a_report,
    a_use,
    an_officer,
    moved,
    promised,
)
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryCounter
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
COMMISSARIAT = Unit("1261-K02", "Komisariat II", UnitType.KP, "1261", (), above=("12",))
UNITS = {**load_units(), COMMISSARIAT.code: COMMISSARIAT}
CHIEF = an_officer(Role.GARRISON_COORDINATOR, "12")
UNLIMITED = Quota(10_000, 10_000)
SOMEBODY = "5ub00000-0000-4000-8000-000000000002"


class Watched(InMemoryReports):
    """A store that notes how much is asked of it."""

    def __init__(self, reports: Collection[Report]) -> None:
        super().__init__()
        self.rows = self.queries = self.read = 0
        for report in reports:
            self.add(report, a_use(quota=UNLIMITED), None)

    def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
        self.queries += 1
        self.rows += size
        return super().look(tray, stretch, size)

    def read_many(self, report_ids: Any) -> list[Report]:
        self.read += len(report_ids)
        return super().read_many(report_ids)


def a_desk(*reports: Report, passed: timedelta = DAY) -> tuple[Desk, Watched]:
    store = Watched(reports)
    return Desk(
        store,
        UNITS,
        SetClock(PLACED + passed),
        store.keep,
        DAY,
        InMemoryCounter(),
        InMemoryRoster(),
        a_catalogue(),
    ), store


def all_pages(wanted: WorkList, desk: Desk, officer: Officer = CHIEF) -> list[Page]:
    pages = [list_work(wanted, officer, desk)]
    while pages[-1].next:
        assert len(pages) < 500
        pages.append(list_work(replace(wanted, after=pages[-1].next), officer, desk))
    return pages


def ids(wanted: WorkList, *reports: Report, passed: timedelta = DAY) -> list[str]:
    desk, _ = a_desk(*reports, passed=passed)
    return [line.id for page in all_pages(wanted, desk) for line in page.lines]


def many(number: int, **made: Any) -> list[Report]:
    """Return reports placed a minute apart; the first one is "00"."""
    return [a_report(f"{n:02}", placed=PLACED + n * timedelta(minutes=1), **made) for n in range(number)]


placings = st.lists(
    st.tuples(
        st.integers(0, 6),  # few moments, so that many reports share one
        st.sampled_from(list(Status)),
        st.sampled_from(["1261", "1261-K02", "1206"]),
        st.booleans(),
    ),
    max_size=25,
)


@given(
    placings,
    st.sampled_from(Order),
    st.sampled_from(["1261", "12"]),
    st.sets(st.sampled_from(list(Status)), min_size=1),
    st.integers(1, 7),
)
def test_pages_hold_every_wanted_report_once_and_in_order(
    placed: list[tuple[int, Status, str, bool]], order: Order, unit: str, statuses: set[Status], size: int
) -> None:
    reports = [
        a_report(
            f"{n:02}",
            placed=PLACED + minutes * timedelta(minutes=1),
            status=status,
            unit=own,
            deadlines=promised(PLACED + minutes * timedelta(minutes=1)) if due else None,
        )
        for n, (minutes, status, own, due) in enumerate(placed)
    ]

    seen = ids(WorkList(unit, order, frozenset(statuses), size=size), *reports)

    wanted = [
        report
        for report in reports
        if report.status in statuses
        and unit in UNITS[report.unit].lineage
        and (order is not Order.DEADLINE or report.due_at)
    ]
    if order is Order.DEADLINE:
        wanted.sort(key=lambda report: (report.due_at or PLACED, report.id))
    else:
        wanted.sort(key=lambda report: (report.created_at, report.id), reverse=order is Order.NEWEST)
    assert seen == [report.id for report in wanted]


@pytest.mark.parametrize(
    ("sieve", "wanted"),
    [
        (Sieve(categories=frozenset({"vandalism"})), ["dumped"]),
        (Sieve(assignee=SOMEBODY), ["taken"]),
        (Sieve(assignee=NOBODY), ["dumped", "late", "near", "old"]),
        (Sieve(near_border=True), ["near"]),
        (Sieve(near_border=False), ["dumped", "late", "old", "taken"]),
        (Sieve(older_than=5 * DAY), ["old"]),
        (Sieve(newer_than=5 * DAY), ["dumped", "late", "near", "taken"]),
        (Sieve(lateness=frozenset({Lateness.LATE})), ["late"]),
        (Sieve(lateness=frozenset({Lateness.LATE, Lateness.THRICE_LATE})), ["late", "old"]),
        (Sieve(categories=frozenset({"speeding"}), near_border=True), ["near"]),
    ],
)
@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_a_list_holds_what_is_asked_for(order: Order, sieve: Sieve, wanted: list[str]) -> None:
    now = timedelta(days=4)
    reports = [
        a_report("dumped", category="vandalism", placed=PLACED + 3 * DAY),
        a_report("near", placed=PLACED + 3 * DAY),
        a_report("taken", placed=PLACED + 3 * DAY).assigned(SOMEBODY, PLACED + now, by="officer@1261"),
        a_report("late", deadlines=promised()),
        a_report("old", placed=PLACED - 30 * DAY, deadlines=promised(PLACED - 30 * DAY)),
    ]
    reports[1] = replace(reports[1], near_border=True)

    assert sorted(ids(WorkList("1261", order, sieve=sieve), *reports, passed=now)) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({Lateness.ON_TIME}, ["just placed"]),
        ({Lateness.DUE_SOON}, ["due soon"]),
        ({Lateness.LATE}, ["late"]),
        ({Lateness.THRICE_LATE}, ["very late"]),
        ({Lateness.LATE, Lateness.DUE_SOON}, ["late", "due soon"]),
        ({Lateness.THRICE_LATE, Lateness.ON_TIME}, ["very late", "just placed"]),
        (set(Lateness), ["very late", "late", "due soon", "just placed"]),
    ],
)
def test_by_deadline_the_most_urgent_comes_first_and_classes_are_parts_of_the_list(
    asked: set[Lateness], wanted: list[str]
) -> None:
    ages = {"just placed": HOUR, "due soon": 2 * DAY + HOUR, "late": 4 * DAY, "very late": 10 * DAY}
    now = timedelta(days=20)
    reports = [
        a_report(name, placed=PLACED + now - age, deadlines=promised(PLACED + now - age))
        for name, age in ages.items()
    ]
    closed = a_report("closed", status=Status.CONFIRMED, deadlines=promised())

    listed = WorkList("1261", Order.DEADLINE, sieve=Sieve(lateness=frozenset(asked)))

    assert ids(listed, *reports, closed, passed=now) == wanted


def test_a_report_under_verification_is_listed_by_the_deadline_of_verifying() -> None:
    reports = [
        moved(a_report("read", deadlines=promised()), Status.UNDER_VERIFICATION),
        a_report("unread", placed=PLACED + DAY, deadlines=promised(PLACED + DAY)),
    ]

    assert ids(WorkList("1261", Order.DEADLINE), *reports) == ["unread", "read"]


def test_an_accounts_reports_are_found_among_the_units_that_the_officer_lists() -> None:
    here, elsewhere = (
        a_report(unit, unit=unit).assigned(SOMEBODY, PLACED, by="officer@1261") for unit in ("1261", "1206")
    )
    mine = Sieve(assignee=SOMEBODY)

    assert ids(WorkList("1261", sieve=mine), here, elsewhere) == ["1261"]
    assert sorted(ids(WorkList("12", sieve=mine), here, elsewhere)) == ["1206", "1261"]


def test_what_a_dissolved_commissariat_had_is_in_the_list_of_its_garrison() -> None:
    left_over = a_report("left over", unit="1261-Kffffff")

    assert ids(WorkList("12"), left_over) == ["left over"]
    assert ids(WorkList("12"), a_report(unit="no unit at all")) == []


def test_words_are_looked_for_in_descriptions_and_in_what_officers_wrote() -> None:
    reports = [
        a_report("told", details=Details("Przy SZKOLE nr 5")),
        a_report("noted").noted("Rozmowa w szkole", PLACED, by="officer@1261"),
        a_report("moved", status=Status.NEW).handed_over(
            "1261-K02", "Szkole bliżej", PLACED, routed_by="hand"
        ),
        a_report("silent"),
        a_report("other", details=Details("Przy kościele")),
    ]

    assert sorted(ids(WorkList("1261", words="szkole"), *reports)) == ["moved", "noted", "told"]


@pytest.mark.parametrize("stored", [10, 1000])
@pytest.mark.parametrize(
    "wanted",
    [
        WorkList("12"),
        WorkList("1261", statuses=frozenset({Status.NEW})),
        WorkList("12", Order.DEADLINE),
        WorkList("1261", sieve=Sieve(categories=frozenset({"vandalism"}))),
        WorkList("1261", sieve=Sieve(lateness=frozenset({Lateness.LATE}))),
        WorkList("12", words="nigdzie"),
    ],
)
def test_a_page_costs_no_more_however_many_reports_there_are(wanted: WorkList, stored: int) -> None:
    desk, store = a_desk(*many(stored, deadlines=promised()))

    list_work(wanted, CHIEF, desk)

    assert store.queries <= len(Status) * 2
    assert store.rows <= LOOKED_AT
    assert store.read <= READ_FOR_WORDS


def test_a_page_may_be_empty_though_more_follow() -> None:
    reports = [
        a_report("wanted", category="vandalism"),
        *(a_report(f"{n:04}", placed=PLACED + HOUR) for n in range(LOOKED_AT + 1)),
    ]
    desk, _ = a_desk(*reports)
    wanted = WorkList(
        "1261", statuses=frozenset({Status.NEW}), sieve=Sieve(categories=frozenset({"vandalism"}))
    )

    first, *others = all_pages(wanted, desk)

    assert first.lines == ()
    assert [line.id for page in others for line in page.lines] == ["wanted"]


def test_a_report_that_moves_between_two_looks_is_listed_once_as_it_stands() -> None:
    class Moving(Watched):
        """A report is taken up right after the tray of new ones was looked at."""

        def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
            found = super().look(tray, stretch, size)
            if tray.status is Status.NEW and found.lines:
                self.replace(moved(self.get(found.lines[0].id), Status.UNDER_VERIFICATION))
            return found

    store = Moving([a_report()])
    desk = Desk(store, UNITS, SetClock(), store.keep, DAY, InMemoryCounter(), InMemoryRoster(), a_catalogue())

    page = list_work(WorkList("1261"), CHIEF, desk)

    assert [(line.version, line.status) for line in page.lines] == [(2, Status.UNDER_VERIFICATION)]


def test_who_asks_for_counts_gets_those_of_all_reports_of_the_unit_and_of_those_below_it() -> None:
    reports = [
        *many(3),
        a_report("confirmed", status=Status.CONFIRMED),
        a_report("below", unit="1261-K02"),
        a_report("elsewhere", unit="1206"),
        a_report("withheld", category="drug_use", status=Status.JOKE_OR_MISTAKE),
    ]
    desk, _ = a_desk(*reports)
    for report in reports:
        aggregate_cells(a_change(after=report), a_catalogue(), [desk.counter], lambda _: None, THIS_MONTH)

    sifted = list_work(WorkList("1261", sieve=Sieve(near_border=True), counted=True), CHIEF, desk)
    uncounted = list_work(WorkList("1261"), CHIEF, desk)

    assert sifted.lines == ()
    assert sifted.counts == {Status.NEW: 4, Status.CONFIRMED: 1, Status.JOKE_OR_MISTAKE: 1}
    assert uncounted.counts is None


def test_the_audit_knows_whose_places_a_page_showed_and_what_for() -> None:
    desk, store = a_desk(*many(3))

    page = list_work(WorkList("1261", size=2, reason="Odprawa"), CHIEF, desk)

    shown = tuple(line.id for line in page.lines)
    assert store.deeds == [Deed(CHIEF, PLACED + DAY, "list", "1261", shown, "Odprawa")]


def test_a_page_that_shows_nothing_leaves_no_trace() -> None:
    desk, store = a_desk()

    assert list_work(WorkList("1261"), CHIEF, desk).lines == ()
    assert store.deeds == []


def test_nobody_lists_what_is_not_theirs() -> None:
    desk, store = a_desk(a_report())

    with pytest.raises(OutsideScope):
        list_work(WorkList("12"), an_officer(), desk)
    with pytest.raises(UnknownUnit):
        list_work(WorkList("9999"), CHIEF, desk)
    assert (store.queries, store.deeds) == (0, [])
