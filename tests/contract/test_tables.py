"""Holds the PynamoDB models to the tables of the template: keys, indexes, projections, attributes."""

from collections.abc import Iterable
from typing import Any

import pytest
from pynamodb.models import Model

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.count_rows import KEYS, SlotCodes
from chalicelib.adapters.dynamodb.tables.alerts import AlertRow, DigestWindowRow, SubscriptionRow
from chalicelib.adapters.dynamodb.tables.counts import CellCountRow, CountedReportRow
from chalicelib.adapters.dynamodb.tables.forwardings import ForwardingRow
from chalicelib.adapters.dynamodb.tables.guards import GuardRow
from chalicelib.adapters.dynamodb.tables.institutions import InstitutionRow
from chalicelib.adapters.dynamodb.tables.officers import AuditRow, MemberRow
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.domain.aggregation import Slot
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status
from tests.contract.reading import TABLES

MODELS: dict[str, type[Model]] = {
    "ReportsTable": ReportRow,
    "GuardsTable": GuardRow,
    "ForwardingsTable": ForwardingRow,
    "InstitutionsTable": InstitutionRow,
    "CellCountsTable": CellCountRow,
    "CountedReportsTable": CountedReportRow,
    "AuditTable": AuditRow,
    "AlertLogTable": AlertRow,
    "DigestWindowsTable": DigestWindowRow,
    "RosterTable": MemberRow,
    "SubscriptionsTable": SubscriptionRow,
}


def test_every_table_has_a_model() -> None:
    assert MODELS.keys() == TABLES.keys()


@pytest.mark.parametrize("name", MODELS)
def test_a_model_has_the_keys_of_its_table(name: str) -> None:
    schema = MODELS[name]._get_schema()

    assert keys(schema["key_schema"]) == keys(TABLES[name]["KeySchema"])
    assert types(schema["attribute_definitions"]) == types(TABLES[name]["AttributeDefinitions"])


@pytest.mark.parametrize("name", MODELS)
def test_a_model_has_the_indexes_of_its_table(name: str) -> None:
    modelled = {
        index["index_name"]: (keys(index["key_schema"]), projected(index["projection"]))
        for index in MODELS[name]._get_schema()["global_secondary_indexes"]
    }
    deployed = {
        index["IndexName"]: (keys(index["KeySchema"]), projected(index["Projection"]))
        for index in TABLES[name].get("GlobalSecondaryIndexes", [])
    }

    assert modelled == deployed


@pytest.mark.parametrize("name", MODELS)
def test_an_index_carries_attributes_that_the_model_has(name: str) -> None:
    for index in TABLES[name].get("GlobalSecondaryIndexes", []):
        assert set(index["Projection"].get("NonKeyAttributes", [])) <= MODELS[name].get_attributes().keys()


def test_guards_expire_by_an_attribute_of_their_model() -> None:
    expiry = TABLES["GuardsTable"]["TimeToLiveSpecification"]["AttributeName"]

    assert GuardRow.get_attributes()[expiry].attr_type == "N"


def test_a_row_of_counts_has_a_code_for_every_slot_beside_its_named_attributes() -> None:
    codes = SlotCodes(load_reference().catalogue)
    slots = [
        Slot(category.slug, status, plane)
        for category in load_reference().catalogue
        for status in Status
        for plane in Plane
    ]

    names = {codes.code(slot) for slot in slots}

    assert set(CellCountRow.get_attributes()) == KEYS
    assert len(names | KEYS) == len(slots) + len(KEYS)
    assert {len(name) for name in names} == {4}


def keys(schema: Iterable[Any]) -> dict[str, str]:
    return {part["KeyType"]: part["AttributeName"] for part in schema}


def types(definitions: Iterable[Any]) -> dict[str, str]:
    return {one["AttributeName"]: one["AttributeType"] for one in definitions}


def projected(projection: dict[str, Any]) -> tuple[str, frozenset[str]]:
    return projection["ProjectionType"], frozenset(projection.get("NonKeyAttributes", ()))
