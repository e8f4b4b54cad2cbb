"""Holds template, routes, OpenAPI document and code to one another: they say the same."""

import re
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from chalicelib.api.forwardings_wire import ANSWER, SAID
from chalicelib.api.institutions_wire import ENTRY
from chalicelib.api.officers_wire import (
    ASSIGNMENT,
    FORWARD,
    HAND_OVER,
    LARGEST_VERSION,
    MERGING,
    MOVE,
    NOTE,
)
from chalicelib.api.reports_wire import FIELDS
from chalicelib.api.wire import BODY_LIMIT
from chalicelib.domain import cell as cells
from chalicelib.domain.alert_log import Outcome
from chalicelib.domain.answer import Answer
from chalicelib.domain.category import Priority
from chalicelib.domain.digest import Window
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.forwarding import MOST_STATEMENTS
from chalicelib.domain.institution import CODE, EMAIL, LONGEST_CODE, LONGEST_EMAIL, Kind
from chalicelib.domain.layer import CURRENT, DATED, PLANES, ROLLING
from chalicelib.domain.notification import Event
from chalicelib.domain.publication import LEAST
from chalicelib.domain.report import PartOfDay, Weekday
from chalicelib.domain.status import Status
from chalicelib.domain.step import TEXT_LIMIT, Act
from chalicelib.domain.subscription import State
from chalicelib.domain.tile import RESOLUTION_AT
from chalicelib.domain.token import TOKEN_BYTES
from chalicelib.domain.unit import UnitType
from chalicelib.usecases.list_work import SIZE
from tests.contract.openapi import CONTRACT, OPERATIONS, SCHEMAS, examples, faults
from tests.contract.reading import EVENTS
from tests.gateway import REFERENCE, UNITS, Gateway

NEW_REPORT = SCHEMAS["NewReport"]["properties"]
TILE = OPERATIONS["GET", "/v1/tiles/{layer}/{z}/{x}/{tile}"]


def test_template_routes_and_document_name_the_same_operations() -> None:
    deployed = {(event["Method"], event["Path"]) for _, kind, event in EVENTS if kind == "Api"}
    routed = {(method, path) for path, methods in Gateway().app.routes.items() for method in methods}

    assert deployed == routed == OPERATIONS.keys()


def test_the_document_is_valid_openapi_3_1() -> None:
    assert list(OpenAPIV31SpecValidator(CONTRACT).iter_errors()) == []


def test_an_operation_describes_every_variable_of_its_path_and_has_a_name_of_its_own() -> None:
    for (_, path), operation in OPERATIONS.items():
        described = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
        assert described == set(re.findall(r"{(\w+)}", path))

    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


def test_nothing_in_the_document_lies_unused() -> None:
    text = repr(CONTRACT)

    for kind, parts in CONTRACT["components"].items():
        for name in parts:
            used = f"'{name}': []" if kind == "securitySchemes" else f"#/components/{kind}/{name}'"
            assert used in text, name


@pytest.mark.parametrize(("place", "schema", "value"), [pytest.param(*one, id=one[0]) for one in examples()])
def test_an_example_is_what_its_schema_describes(place: str, schema: Any, value: Any) -> None:
    assert faults(schema, value) == [], place


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        (SCHEMAS["StatusSlug"], Status),
        (SCHEMAS["Act"], Act),
        (SCHEMAS["UnitType"], UnitType),
        (SCHEMAS["EventSlug"], Event),
        (SCHEMAS["NewDigestWindow"]["properties"]["window"], Window),
        (SCHEMAS["LoggedAlert"]["properties"]["outcome"], Outcome),
        (SCHEMAS["NewSubscription"]["properties"]["carrier"], Carrier),
        (SCHEMAS["NewSubscription"]["properties"]["priorities"]["items"], Priority),
        (SCHEMAS["Subscription"]["properties"]["state"], State),
        (SCHEMAS["InstitutionKind"], Kind),
        (SCHEMAS["Answered"], Answer),
        (NEW_REPORT["weekdays"]["items"], Weekday),
    ],
)
def test_a_choice_has_the_members_of_its_enum(schema: dict[str, Any], kind: type[StrEnum]) -> None:
    assert sorted(schema["enum"]) == sorted(kind)


def test_a_choice_that_may_be_left_out_allows_null() -> None:
    assert NEW_REPORT["part_of_day"]["enum"] == [*PartOfDay, None]


def test_slugs_of_categories_and_statuses_are_those_of_the_catalogue() -> None:
    assert SCHEMAS["CategorySlug"]["enum"] == [category.slug for category in REFERENCE.catalogue]
    assert SCHEMAS["StatusSlug"]["enum"] == list(REFERENCE.statuses) == list(Status)
    assert SCHEMAS["PublicStatusSlug"]["enum"] == [s for s in Status if s is not Status.JOKE_OR_MISTAKE]


def test_every_unit_has_a_code_that_the_document_describes() -> None:
    assert [code for code in UNITS if faults(SCHEMAS["UnitCode"], code)] == []


def test_limits_are_those_of_the_code() -> None:
    z = next(one["schema"] for one in TILE["parameters"] if one["name"] == "z")
    x = next(one["schema"] for one in TILE["parameters"] if one["name"] == "x")
    resolution = SCHEMAS["CellCounts"]["properties"]["resolution"]

    assert NEW_REPORT["description"]["maxLength"] == TEXT_LIMIT
    assert (z["minimum"], z["maximum"]) == (min(RESOLUTION_AT), max(RESOLUTION_AT))
    assert x["maximum"] == 2 ** max(RESOLUTION_AT) - 1
    assert (resolution["minimum"], resolution["maximum"]) == (cells.COARSEST, cells.FINEST)
    assert SCHEMAS["Layer"]["pattern"] == f"^({'|'.join((CURRENT, ROLLING, *PLANES))}|{DATED.pattern})$"
    assert SCHEMAS["Publication"]["properties"]["least"]["const"] == LEAST
    assert (
        f"{{{TOKEN_BYTES * 4 // 3}}}" in SCHEMAS["AcceptedReport"]["properties"]["tracking_token"]["pattern"]
    )


def test_sentences_state_the_numbers_of_the_code() -> None:
    zooms = ", ".join(f"{z}:{resolution}" for z, resolution in RESOLUTION_AT.items())

    assert f"Resolution of the cells at each zoom: {zooms}." in TILE["description"]
    assert f"{BODY_LIMIT:,} bytes" in CONTRACT["components"]["responses"]["BodyTooLarge"]["description"]


def test_a_change_has_the_fields_and_limits_that_the_code_reads_and_no_others() -> None:
    wishes = {
        "StatusMove": MOVE,
        "HandOver": HAND_OVER,
        "Note": NOTE,
        "Merging": MERGING,
        "Assignment": ASSIGNMENT,
        "Forward": FORWARD,
    }
    for schema, fields in wishes.items():
        assert tuple(SCHEMAS[schema]["properties"]) == fields
        assert SCHEMAS[schema]["additionalProperties"] is False

    assert SCHEMAS["Version"]["maximum"] == LARGEST_VERSION
    assert SCHEMAS["StatusMove"]["properties"]["note"]["maxLength"] == TEXT_LIMIT
    assert SCHEMAS["HandOver"]["properties"]["reason"]["maxLength"] == TEXT_LIMIT
    listing = OPERATIONS["GET", "/v1/reports"]["description"]
    assert f"{SIZE} at most on each page" in listing


def test_an_institution_has_the_fields_and_forms_that_the_code_reads_and_no_others() -> None:
    code, email = SCHEMAS["InstitutionCode"], SCHEMAS["InstitutionEmail"]

    assert tuple(SCHEMAS["NewInstitution"]["properties"]) == ENTRY
    assert SCHEMAS["NewInstitution"]["additionalProperties"] is False
    assert (code["pattern"], code["maxLength"]) == (f"^{CODE.pattern}$", LONGEST_CODE)
    assert (email["pattern"], email["maxLength"]) == (f"^{EMAIL.pattern}$", LONGEST_EMAIL)


def test_an_institution_s_answer_has_the_fields_that_the_code_reads_and_no_others() -> None:
    assert tuple(SCHEMAS["NewAnswer"]["properties"]) == ANSWER
    assert SCHEMAS["NewAnswer"]["additionalProperties"] is False
    assert SCHEMAS["Said"]["enum"] == list(SAID)
    assert SCHEMAS["Forwarding"]["properties"]["statements"]["maxItems"] == MOST_STATEMENTS
    assert f"{MOST_STATEMENTS} answers are the most" in OPERATIONS["POST", "/v1/answers"]["description"]


def test_a_new_report_has_the_fields_that_the_code_reads_and_no_others() -> None:
    assert tuple(NEW_REPORT) == FIELDS
    assert SCHEMAS["NewReport"]["additionalProperties"] is False


def test_the_example_of_a_report_is_accepted_and_answered_as_the_example_says() -> None:
    operation = OPERATIONS["POST", "/v1/reports"]
    request = operation["requestBody"]["content"]["application/json"]["examples"]["full"]["value"]
    promised = operation["responses"]["201"]["content"]["application/json"]["example"]

    answer = Gateway().post(request).json

    own = ("id", "tracking_token", "created_at", "border_metres")
    assert {k: v for k, v in answer.items() if k not in own} == {
        k: v for k, v in promised.items() if k not in own
    }


values: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just("x" * 501) | st.just([])
)
likely = {
    "category": st.sampled_from(["speeding", "begging"]),
    "lat": st.floats(49.0, 54.9),
    "lon": st.floats(14.1, 24.1),
    "description": st.text(st.characters(), min_size=1, max_size=5),
    "occurred_at": st.sampled_from(
        ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123456+01:00", "2026-01-01"]
    ),
    "part_of_day": st.sampled_from([*PartOfDay, "noon"]),
    "weekdays": st.lists(st.sampled_from([*Weekday, "someday"]), max_size=3),
}
bodies = st.builds(
    lambda body, surprise: {**body, **surprise},
    st.fixed_dictionaries(
        {name: likely[name] for name in FIELDS[:3]}, optional={name: likely[name] for name in FIELDS[3:]}
    ),
    st.dictionaries(st.sampled_from([*FIELDS, "unknown"]), values, max_size=1),
)


@given(bodies)
def test_the_document_and_the_code_agree_on_what_a_report_is(body: dict[str, Any]) -> None:
    wrong = faults(SCHEMAS["NewReport"], body)

    answer = Gateway().post(body)

    blank = isinstance(body.get("description"), str) and not body["description"].strip()
    surrogates = any(0xD800 <= ord(char) < 0xE000 for char in str(body.get("description")))
    outside = any(fault["field"] in {"lat", "lon"} for fault in answer.json.get("errors", []))
    if wrong:
        assert answer.status in {400, 422}, wrong
    elif not (blank or surrogates or outside):
        assert answer.status == 201, answer.json
