"""The work list over HTTP: who gets which, what may be asked, and cursors that nobody can bend."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.cursor import cursor
from chalicelib.api.work_list_wire import work_list
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import InvalidInput
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.origin import Quota
from chalicelib.domain.place import Place
from chalicelib.domain.report import Details, Report
from chalicelib.domain.status import Status
from chalicelib.domain.work_list import Order, Sieve
from tests.builders import PLACED, a_report, a_use, an_officer, promised
from tests.gateway import Gateway

CHIEF = an_officer(Role.GARRISON_COORDINATOR, "12")
ADMIN = an_officer(Role.NATIONAL_ADMIN, "KGP")


def an_id(last: str) -> str:
    return f"00000000-0000-4000-8000-{last:0>12}"


def signed_in(*reports: Report, officer: Officer | None = None) -> Gateway:
    gateway = Gateway(officer=officer or an_officer())
    for report in reports:
        gateway.reports.add(report, a_use(quota=Quota(1000, 1000)), None)
    return gateway


def listed(gateway: Gateway, query: str = "") -> list[str]:
    """Return the last characters of the ids on the first page."""
    return [line["id"][-1] for line in gateway.get(f"/v1/reports{query}").json["reports"]]


def knows(slug: str) -> bool:
    return slug == "speeding"


def test_a_list_shows_the_own_unit_newest_first_and_the_audit_knows() -> None:
    gateway = signed_in(
        a_report(an_id("a"), details=Details("Przy bramie"), deadlines=promised()),
        a_report(an_id("b"), placed=PLACED + timedelta(hours=1)),
        a_report(an_id("c"), unit="1206"),
    )

    answer = gateway.get("/v1/reports?reason=Odprawa")

    assert answer.json["unit"]["code"] == "1261"
    assert [line["id"][-1] for line in answer.json["reports"]] == ["b", "a"]
    assert answer.json["next"] is None
    assert "bramie" not in answer.body.decode()
    shown = (an_id("b"), an_id("a"))
    assert gateway.deeds == [Deed(an_officer(), PLACED, "list", "1261", shown, "Odprawa")]


def test_a_line_says_where_it_is_and_by_when_it_is_to_be_done() -> None:
    gateway = signed_in(a_report(an_id("a"), deadlines=promised()))
    gateway.clock.now = PLACED + timedelta(days=4)

    (line,) = gateway.get("/v1/reports").json["reports"]

    assert line == {
        "id": an_id("a"),
        "category": "speeding",
        "status": "new",
        "created_at": "2026-03-14T09:26:53Z",
        "due_at": "2026-03-17T09:26:53Z",
        "lateness": "late",
        "cell": a_report().cell,
        "location": {"lat": 50.0614, "lon": 19.9366},
        "near_border": False,
        "unit": "1261",
        "assignee": None,
        "duplicate_of": None,
        "version": 1,
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["d", "c", "b", "a"]),
        ("?sort=oldest", ["a", "b", "c", "d"]),
        ("?sort=deadline", ["b", "a"]),
        ("?status=confirmed,unconfirmed", ["d", "c"]),
        ("?category=vandalism", ["b"]),
        ("?deadline=late,thrice_late", ["b", "a"]),
        ("?deadline=on_time", []),
        ("?assignee=me", ["a"]),
        ("?assignee=nobody", ["d", "c", "b"]),
        ("?near_border=true", []),
        ("?older_than=4", ["c", "b", "a"]),
        ("?newer_than=4", ["d"]),
        ("?text=bram", ["b"]),
        ("?sort=deadline&category=speeding&assignee=me&text=PASY", ["a"]),
    ],
)
def test_a_list_holds_what_was_asked_for(query: str, found: list[str]) -> None:
    taken = a_report(an_id("a"), details=Details("Pasy"), deadlines=promised())
    gateway = signed_in(
        taken.assigned(an_officer().sub, PLACED, by="officer@1261"),
        a_report(
            an_id("b"),
            placed=PLACED + timedelta(minutes=1),
            category="vandalism",
            details=Details("Przy bramie"),
            deadlines=promised(PLACED - timedelta(minutes=1)),
        ),
        a_report(an_id("c"), placed=PLACED + timedelta(minutes=2), status=Status.CONFIRMED),
        a_report(an_id("d"), placed=PLACED + timedelta(days=3), status=Status.UNCONFIRMED),
    )
    gateway.clock.now = PLACED + timedelta(days=5)

    assert listed(gateway, query) == found


def test_pages_follow_one_another_until_every_report_was_seen_once() -> None:
    ids = [an_id(str(n)) for n in range(120)]
    gateway = signed_in(*(a_report(i, placed=PLACED + timedelta(seconds=n)) for n, i in enumerate(ids)))

    page = gateway.get("/v1/reports").json
    seen = [line["id"] for line in page["reports"]]
    while page["next"]:
        page = gateway.get(f"/v1/reports?cursor={page['next']}").json
        seen += [line["id"] for line in page["reports"]]

    assert seen == ids[::-1]


@pytest.mark.parametrize(
    ("officer", "query", "found"),
    [
        (an_officer(), "", ["a"]),
        (an_officer(), "?unit=1206", 403),
        (an_officer(), "?unit=12", 403),
        (CHIEF, "", ["b", "a"]),
        (CHIEF, "?unit=1206", ["b"]),
        (CHIEF, "?unit=1465-1", 403),
        (CHIEF, "?unit=KSP", 403),
        (ADMIN, "", 422),
        (ADMIN, "?unit=KGP", 422),
        (ADMIN, "?unit=KSP", ["c"]),
        (ADMIN, "?unit=12", ["b", "a"]),
    ],
    ids=lambda one: one.signature if isinstance(one, Officer) else str(one),
)
def test_everybody_lists_the_own_unit_and_those_below(
    officer: Officer, query: str, found: list[str] | int
) -> None:
    gateway = signed_in(
        a_report(an_id("a")),
        a_report(an_id("b"), unit="1206"),
        a_report(an_id("c"), unit="1465-1"),
        officer=officer,
    )

    if isinstance(found, int):
        assert gateway.get(f"/v1/reports{query}").status == found
        assert gateway.deeds == []
    else:
        assert listed(gateway, query) == found


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("status=done", ["status"]),
        ("status=", ["status"]),
        ("sort=random", ["sort"]),
        ("category=speeding,unknown", ["category"]),
        ("deadline=soon", ["deadline"]),
        ("near_border=yes", ["near_border"]),
        ("assignee=", ["assignee"]),
        (f"assignee={'x' * 129}", ["assignee"]),
        ("older_than=-1", ["older_than"]),
        ("newer_than=1.5", ["newer_than"]),
        ("newer_than=9999", ["newer_than"]),
        ("text=ab", ["text"]),
        ("text=%00abc", ["text"]),
        ("reason=", ["reason"]),
        ("counts=1", ["counts"]),
        ("cursor=x", ["cursor"]),
        ("cursor=bm90IGEgcGxhY2U=", ["cursor"]),
        ("cursor=ż", ["cursor"]),
        ("unit=9999", ["unit"]),
        ("statuses=new", ["statuses"]),
        ("status=done&sort=random&cursor=x", ["sort", "status", "cursor"]),
    ],
)
def test_a_faulty_query_names_every_fault(query: str, fields: list[str]) -> None:
    gateway = signed_in(a_report())

    answer = gateway.get(f"/v1/reports?{query}")

    assert answer.status == 422
    assert [fault["field"] for fault in answer.json["errors"]] == fields
    assert gateway.deeds == []


def test_who_asks_for_nothing_sifts_nothing() -> None:
    assert work_list({"status": "new", "sort": "oldest"}, an_officer(), knows).sieve == Sieve()


moments = st.datetimes(min_value=PLACED.replace(tzinfo=None)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
)


@given(moments, st.uuids(), st.sampled_from(Order))
def test_a_cursor_leads_back_to_its_place(moment: datetime, report_id: Any, order: Order) -> None:
    place = Place(moment, str(report_id))
    query = {"sort": order.value, "cursor": str(cursor(place, order))}

    assert work_list(query, an_officer(), knows).after == place


@given(st.permutations(list(Order)))
def test_a_cursor_of_a_list_in_another_order_is_refused(orders: Iterable[Order]) -> None:
    one, other, _ = orders
    query = {"sort": one.value, "cursor": str(cursor(Place(PLACED, an_id("a")), other))}

    with pytest.raises(InvalidInput):
        work_list(query, an_officer(), knows)


@given(st.text(min_size=1))
def test_a_cursor_of_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        work_list({"cursor": text}, an_officer(), knows)
