"""Officers over HTTP: who may ask, what they see and change, and what they learn when they may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy
from chalicelib.domain.officer import Role
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Details, PartOfDay, Report, Weekday
from chalicelib.domain.status import Status
from tests.builders import PLACED, TOKEN, a_report, a_use, an_officer
from tests.fakes.reports import InMemoryReports
from tests.gateway import Answer, Gateway

Ask = Callable[[], Answer]
PATH = f"/v1/reports/{a_report().id}"
TAKE_UP = {"version": 1, "status": "under_verification", "note": "Jedzie patrol"}
PASS_ON = {"version": 1, "unit": "1206", "reason": "Druga strona drogi"}
PRIVATE = Details(
    "Przy bramie", datetime(2026, 3, 13, 21, 40, tzinfo=UTC), PartOfDay.NIGHT, (Weekday.FRIDAY,)
)


def a_gateway(*reports: Report, officer: Any = None) -> Gateway:
    gateway = Gateway(officer=officer)
    for report in reports or (a_report(details=PRIVATE),):
        gateway.reports.add(report, a_use(quota=Quota(1000, 1000)), None)
    return gateway


def signed_in(*reports: Report) -> Gateway:
    return a_gateway(*reports, officer=an_officer())


def test_an_officer_who_has_a_report_sees_all_of_it_and_that_is_audited() -> None:
    gateway = signed_in()

    seen = gateway.get(PATH).json

    assert seen["location"] == {"lat": 50.0614, "lon": 19.9366}
    assert (seen["description"], seen["occurred_at"]) == ("Przy bramie", "2026-03-13T21:40:00Z")
    assert (seen["part_of_day"], seen["weekdays"], seen["version"]) == ("night", ["friday"], 1)
    assert gateway.deeds == [Deed(an_officer(), PLACED, "read", "1261", (a_report().id,))]


def test_of_a_unit_that_is_no_more_residents_follow_a_report_and_its_garrison_hands_it_over() -> None:
    orphan = a_report(unit="1299")
    token = {"Authorization": f"Bearer {TOKEN}"}

    followed = a_gateway(orphan).get(PATH, headers=token)
    local = a_gateway(orphan, officer=an_officer()).get(PATH)
    garrison = a_gateway(orphan, officer=an_officer(Role.GARRISON_COORDINATOR, "12"))
    listed = garrison.get("/v1/reports?unit=12").json["reports"]
    given = garrison.patch(PATH, PASS_ON)

    assert (followed.status, followed.json["unit"]["code"]) == (200, "12")
    assert local.status == 403
    assert [line["id"] for line in listed] == [orphan.id]
    assert (given.status, given.json["unit"]) == (200, "1206")


def test_the_purpose_of_a_reading_is_kept_when_it_is_given() -> None:
    gateway = signed_in()

    gateway.get(f"{PATH}?reason=Skarga%20z%2012%20maja")

    assert [deed.reason for deed in gateway.deeds] == ["Skarga z 12 maja"]


def test_what_cannot_be_audited_is_not_shown() -> None:
    class Unaudited(InMemoryReports):
        def keep(self, deed: Deed) -> None:
            raise Busy("The audit does not answer.")

    gateway = Gateway(reports=Unaudited(), officer=an_officer())
    gateway.reports.add(a_report(details=PRIVATE), a_use(), None)

    answer = gateway.get(PATH)

    assert answer.status == 503
    assert "50.06" not in answer.body.decode()


def test_whoever_holds_the_token_sees_no_more_than_before() -> None:
    gateway = signed_in()
    gateway.patch(PATH, TAKE_UP)
    gateway.patch(PATH, {**PASS_ON, "version": 2})
    gateway.officer = None

    seen = gateway.get(PATH, {"X-Tracking-Token": TOKEN}).json

    assert seen.keys() == {
        "id", "category", "status", "created_at", "updated_at", "cell", "unit", "history", "duplicate_of",
    }  # fmt: skip
    assert all(step.keys() == {"status", "at"} for step in seen["history"])
    assert seen["unit"]["code"] == "1206"


def test_a_move_is_answered_with_the_new_state_and_shows_in_the_history_who_made_it() -> None:
    gateway = signed_in()

    answer = gateway.patch(PATH, TAKE_UP)

    assert answer.status == 200
    assert (answer.json["version"], answer.json["status"]) == (2, "under_verification")
    assert answer.json["allowed"] == ["confirmed", "joke_or_mistake", "unconfirmed"]
    last = gateway.get(PATH).json["history"][-1]
    assert (last["by"], last["note"]) == ("officer@1261", "Jedzie patrol")


def test_a_hand_over_is_answered_with_the_new_unit() -> None:
    gateway = signed_in()

    answer = gateway.patch(PATH, PASS_ON)

    assert (answer.status, answer.json["unit"], answer.json["version"]) == (200, "1206", 2)
    assert gateway.get(PATH).status == 403


def test_who_comes_second_learns_how_the_report_stands_now() -> None:
    gateway = signed_in()
    gateway.patch(PATH, TAKE_UP)

    answer = gateway.patch(PATH, PASS_ON)

    assert (answer.status, answer.json["title"]) == (409, "Changed meanwhile")
    assert (answer.json["current"]["version"], answer.json["current"]["status"]) == (2, "under_verification")


def test_a_race_that_only_the_store_sees_is_answered_alike() -> None:
    class Racing(InMemoryReports):
        """Somebody else moves the report right after it was read."""

        def get(self, report_id: str) -> Report:
            read = super().get(report_id)
            if read.version == 1:
                self.replace(read.moved(Status.UNDER_VERIFICATION, PLACED))
            return read

    gateway = Gateway(reports=Racing(), officer=an_officer())
    gateway.reports.add(a_report(), a_use(), None)

    answer = gateway.patch(PATH, PASS_ON)

    assert answer.status == 409
    assert answer.json["current"]["version"] == 2
    assert gateway.deeds == []


def test_an_illegal_move_learns_which_are_legal() -> None:
    answer = signed_in().patch(PATH, {"version": 1, "status": "eliminated"})

    assert (answer.status, answer.json["title"]) == (409, "Move not allowed")
    assert "under_verification" in answer.json["detail"]
    assert answer.json["current"]["allowed"] == ["under_verification"]


def test_a_closed_report_is_not_handed_over() -> None:
    answer = signed_in(a_report(status=Status.UNCONFIRMED)).patch(PATH, {**PASS_ON, "version": 3})

    assert (answer.status, answer.json["current"]["allowed"]) == (409, [])


def test_a_move_without_its_reason_is_a_fault_of_the_note() -> None:
    gateway = signed_in(a_report(status=Status.UNDER_VERIFICATION))

    answer = gateway.patch(PATH, {"version": 2, "status": "unconfirmed"})

    assert (answer.status, [fault["field"] for fault in answer.json["errors"]]) == (422, ["note"])
    assert gateway.get(PATH).json["needs_note"] == ["joke_or_mistake", "unconfirmed"]


def test_a_coordinator_opens_a_closed_report_again_and_an_officer_does_not() -> None:
    gateway = signed_in(a_report(status=Status.UNCONFIRMED))
    wish = {"version": 3, "status": "under_verification", "note": "Nagranie z kamery"}

    refused = gateway.patch(PATH, wish)
    gateway.officer = an_officer(Role.LOCAL_COORDINATOR)
    offered = gateway.get(PATH).json
    opened = gateway.patch(PATH, wish)

    assert (refused.status, refused.json["title"]) == (403, "Coordinator needed")
    assert (offered["allowed"], offered["needs_note"]) == (["under_verification"], ["under_verification"])
    assert (opened.status, opened.json["status"]) == (200, "under_verification")


def test_a_note_stays_among_the_police() -> None:
    gateway = signed_in()

    answer = gateway.patch(PATH, {"version": 1, "note": "Sąsiedzi mówią, że co piątek"})

    assert (answer.status, answer.json["version"], answer.json["status"]) == (200, 2, "new")
    last = gateway.get(PATH).json["history"][-1]
    assert (last["act"], last["note"], last["by"]) == (
        "noted",
        "Sąsiedzi mówią, że co piątek",
        "officer@1261",
    )
    gateway.officer = None
    seen = gateway.get(PATH, {"X-Tracking-Token": TOKEN}).json
    assert [step["status"] for step in seen["history"]] == ["new"]
    assert seen["updated_at"] == seen["created_at"]


OTHER = a_report("00000000-0000-4000-8000-00000000000a", token="another-token")
MERGE = {"version": 1, "duplicate_of": OTHER.id, "note": "To samo auto"}


def test_whoever_follows_a_merged_report_is_told_what_becomes_of_the_main_one() -> None:
    gateway = signed_in(a_report(), OTHER)
    merged = gateway.patch(PATH, MERGE)
    main = f"/v1/reports/{OTHER.id}"
    gateway.clock.now += timedelta(days=1)

    moved = gateway.patch(main, {"version": 2, "status": "under_verification"})

    assert (merged.status, merged.json["duplicate_of"], merged.json["allowed"]) == (200, OTHER.id, [])
    assert (moved.status, gateway.get(main).json["duplicates"]) == (200, [a_report().id])
    assert gateway.get(PATH).json["status"] == "new"
    gateway.officer = None
    seen = gateway.get(PATH, {"X-Tracking-Token": TOKEN}).json
    assert (seen["status"], seen["duplicate_of"]) == ("under_verification", OTHER.id)
    assert [step["status"] for step in seen["history"]] == ["new", "new", "under_verification"]
    assert seen["updated_at"] == moved.json["updated_at"]
    assert "auto" not in str(seen)
    assert gateway.get(main, {"X-Tracking-Token": TOKEN}).status == 404


def test_a_merging_changes_nothing_that_the_follower_of_a_withheld_report_sees() -> None:
    own, other = (replace(report, category="drug_use") for report in (a_report(), OTHER))
    gateway = signed_in(own, other)
    token = {"X-Tracking-Token": TOKEN}
    gateway.officer = None
    before = gateway.get(PATH, token).json

    gateway.officer = an_officer()
    assert gateway.patch(PATH, MERGE).status == 200
    gateway.clock.now += timedelta(days=1)
    gateway.patch(f"/v1/reports/{OTHER.id}", {"version": 2, "status": "under_verification"})

    assert gateway.get(PATH).json["duplicate_of"] == OTHER.id
    gateway.officer = None
    assert gateway.get(PATH, token).json == before


def test_parting_gives_the_follower_the_own_report_back() -> None:
    gateway = signed_in(a_report(), OTHER)
    gateway.patch(PATH, MERGE)
    gateway.patch(f"/v1/reports/{OTHER.id}", {"version": 2, "status": "under_verification"})

    parted = gateway.patch(PATH, {"version": 2, "duplicate_of": None, "note": "Inna ulica"})

    assert (parted.status, parted.json["duplicate_of"]) == (200, None)
    gateway.officer = None
    seen = gateway.get(PATH, {"X-Tracking-Token": TOKEN}).json
    assert (seen["status"], seen["duplicate_of"], len(seen["history"])) == ("new", None, 1)


def test_a_report_is_merged_into_one_that_there_is_and_that_is_the_officer_s() -> None:
    elsewhere = a_report("00000000-0000-4000-8000-00000000000b", unit="1206")
    gateway = signed_in(a_report(), elsewhere)

    unknown = gateway.patch(PATH, MERGE)
    foreign = gateway.patch(PATH, {**MERGE, "duplicate_of": elsewhere.id})

    assert (unknown.status, unknown.json["title"]) == (422, "No such report to merge into")
    assert (foreign.status, foreign.json["title"]) == (403, "Outside your scope")
    assert [report.version for report in gateway.reports] == [1, 1]


def test_an_officer_signs_on_and_is_then_given_work_by_a_coordinator() -> None:
    gateway = signed_in()

    member = gateway.send("PUT", "/v1/units/1261/officers/me", b"").json
    gateway.officer = an_officer(Role.LOCAL_COORDINATOR, sub="another")
    listed = gateway.get("/v1/units/1261/officers").json
    given = gateway.patch(PATH, {"version": 1, "assignee": member["id"], "note": "Twój rewir"})

    assert member == {
        "id": an_officer().sub,
        "name": "krakow-017",
        "role": "officer",
        "unit": "1261",
        "signed_on_at": "2026-03-14T09:26:53Z",
    }
    assert listed == {"officers": [member]}
    assert (given.status, given.json["assignee"]) == (200, member["id"])
    step = gateway.get(PATH).json["history"][-1]
    assert (step["act"], step["assignee"], step["by"]) == ("assigned", member["id"], "local_coordinator@1261")


def test_nobody_is_given_work_who_has_not_signed_on() -> None:
    gateway = a_gateway(officer=an_officer(Role.LOCAL_COORDINATOR))

    answer = gateway.patch(PATH, {"version": 1, "assignee": "stranger"})

    assert (answer.status, answer.json["title"]) == (422, "No such officer")


def test_an_officer_signs_on_in_the_own_unit_alone() -> None:
    assert signed_in().send("PUT", "/v1/units/1206/officers/me", b"").status == 403


@pytest.mark.parametrize("method", ["read", "move", "hand over", "list"])
def test_outside_the_scope_every_answer_is_403_and_nothing_changes(method: str) -> None:
    gateway = a_gateway(officer=an_officer(unit="1465-1"))
    asks: dict[str, Ask] = {
        "read": lambda: gateway.get(PATH),
        "move": lambda: gateway.patch(PATH, TAKE_UP),
        "hand over": lambda: gateway.patch(PATH, PASS_ON),
        "list": lambda: gateway.get("/v1/reports?unit=1261"),
    }

    answer = asks[method]()

    assert (answer.status, answer.json["title"]) == (403, "Outside your scope")
    assert "50.06" not in answer.body.decode()
    assert [report.version for report in gateway.reports] == [1]
    assert gateway.deeds == []


@pytest.mark.parametrize("headers", [{}, {"Authorization": f"Bearer {TOKEN}"}, {"X-Tracking-Token": TOKEN}])
def test_a_resident_neither_changes_nor_lists_reports(headers: dict[str, str]) -> None:
    gateway = a_gateway()

    changed = gateway.send("PATCH", PATH, b"{}", {"Content-Type": "application/json", **headers})
    listed = gateway.get("/v1/reports", headers)

    for answer in (changed, listed):
        assert (answer.status, answer.json["title"]) == (401, "Sign-in needed")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"version", "status"}),
        ({"version": 1}, {"status"}),
        ({**TAKE_UP, "unit": "1206"}, {"unit"}),
        ({**TAKE_UP, "version": "1"}, {"version"}),
        ({**TAKE_UP, "version": True}, {"version"}),
        ({**TAKE_UP, "version": 0}, {"version"}),
        ({**TAKE_UP, "version": 10**40}, {"version"}),
        ({**TAKE_UP, "status": "done"}, {"status"}),
        ({**TAKE_UP, "note": " "}, {"note"}),
        ({**TAKE_UP, "note": "x" * 501}, {"note"}),
        ({"unit": "1206"}, {"version", "reason"}),
        ({**PASS_ON, "reason": ""}, {"reason"}),
        ({**PASS_ON, "unit": 1206}, {"unit"}),
        ({**PASS_ON, "unit": "12"}, {"unit"}),
        ({**PASS_ON, "note": "y"}, {"note"}),
        ({"note": "y"}, {"version"}),
        ({"version": 1, "duplicate_of": "1"}, {"duplicate_of"}),
        ({"version": 1, "duplicate_of": None}, {"note"}),
        ({"version": 1, "assignee": "a b"}, {"assignee"}),
        ({"assignee": None, "unit": "1206"}, {"version", "reason", "assignee"}),
        ({"version": 1, "note": None}, {"note"}),
        ({**PASS_ON, "by": "national_admin@KGP"}, {"by"}),
    ],
)
def test_a_faulty_wish_names_every_fault_and_changes_nothing(body: Any, fields: set[str]) -> None:
    gateway = signed_in()

    answer = gateway.patch(PATH, body)

    assert answer.status == 422
    assert {fault["field"] for fault in answer.json["errors"]} == fields
    assert [report.version for report in gateway.reports] == [1]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


wish_fields = st.sampled_from(["version", "status", "unit", "reason", "note", "duplicate_of", "assignee"])


@given(st.dictionaries(wish_fields, json_values))
def test_a_wish_with_anything_in_its_fields_is_refused_as_a_fault_or_a_conflict(body: Any) -> None:
    answer = signed_in().patch(PATH, body)

    assert answer.status in (400, 409, 422)


def test_an_id_of_another_form_is_unknown() -> None:
    assert signed_in().patch("/v1/reports/1", TAKE_UP).status == 404
    assert signed_in().get("/v1/reports/1").status == 404
