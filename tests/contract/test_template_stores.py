"""Holds tables, queues and buckets of the template: encrypted, closed, and kept or forgotten as said."""

import json

import pytest

from tests.contract.reading import (
    FUNCTIONS,
    QUEUES,
    TABLES,
    TEMPLATE,
    listed,
    of_type,
    statements,
)


def test_deeds_are_added_by_the_api_and_nobody_changes_or_removes_any() -> None:
    roles = {name: role.get("Policies", []) for name, role in of_type("AWS::IAM::Role").items()}
    documents = [
        (name, policy.get("PolicyDocument", policy))
        for name, policies in (*((n, f.get("Policies", [])) for n, f in FUNCTIONS.items()), *roles.items())
        for policy in policies
    ]
    allowed = {
        (name, action)
        for name, document in documents
        for statement in statements(document)
        if "AuditTable" in json.dumps(statement["Resource"])
        for action in listed(statement["Action"])
    }

    (denied,) = statements(TABLES["AuditTable"]["ResourcePolicy"]["PolicyDocument"])

    assert allowed == {("ApiFunction", "dynamodb:PutItem")}
    assert (denied["Effect"], denied["Principal"]) == ("Deny", "*")
    assert {f"dynamodb:{act}" for act in ("DeleteItem", "UpdateItem", "BatchWriteItem")} <= {
        *denied["Action"]
    }
    assert TABLES["AuditTable"]["DeletionProtectionEnabled"] is True


PASSING = {"GuardsTable", "RosterTable"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_encrypted_and_can_be_restored(name: str) -> None:
    table = TABLES[name]
    restorable = table.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled", False)

    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert restorable is (name not in PASSING)  # whose rows must not outlive their time in backups


@pytest.mark.parametrize("name", sorted(TABLES.keys() - PASSING))
def test_a_store_of_truth_outlives_the_stack(name: str) -> None:
    resource = TEMPLATE["Resources"][name]

    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")


@pytest.mark.parametrize("name", sorted(PASSING))
def test_what_is_kept_for_a_while_expires_by_itself(name: str) -> None:
    expiry = TABLES[name]["TimeToLiveSpecification"]

    assert expiry == {"AttributeName": "expires_at", "Enabled": True}


def test_a_closed_forwarding_is_forgotten_by_itself() -> None:
    expiry = TABLES["ForwardingsTable"]["TimeToLiveSpecification"]

    assert expiry == {"AttributeName": "forget_at", "Enabled": True}


def test_whoever_writes_letters_reads_no_report() -> None:
    """What a function may not read it cannot pass on."""
    said = json.dumps([FUNCTIONS["LettersFunction"]["Policies"], FUNCTIONS["LettersFunction"]["Environment"]])

    assert "ReportsTable" not in said


def test_the_streams_tell_what_a_report_or_a_forwarding_was_and_is() -> None:
    for name in ("ReportsTable", "ForwardingsTable"):
        assert TABLES[name]["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_is_encrypted(name: str) -> None:
    assert QUEUES[name]["SqsManagedSseEnabled"] is True


@pytest.mark.parametrize("name", of_type("AWS::S3::Bucket"))
def test_a_bucket_is_encrypted_closed_and_speaks_tls_only(name: str) -> None:
    bucket = of_type("AWS::S3::Bucket")[name]
    policy = of_type("AWS::S3::BucketPolicy")[f"{name}Policy"]

    (tls,) = (s for s in statements(policy["PolicyDocument"]) if s["Effect"] == "Deny")

    assert bucket["BucketEncryption"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert tls["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    assert {json.dumps(one) for one in tls["Resource"]} == {
        json.dumps({"Fn::GetAtt": [name, "Arn"]}),
        json.dumps({"Fn::Sub": f"${{{name}.Arn}}/*"}),
    }
