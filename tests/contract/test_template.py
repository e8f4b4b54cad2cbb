"""Holds the functions of the template to what they promise: nothing lost, nothing open, nothing silent."""

import re

import pytest

from chalicelib.adapters.patience import CONNECT_SECONDS, READ_SECONDS
from tests.contract.reading import (
    EVENTS,
    FUNCTIONS,
    QUEUES,
    ROOT,
    TEMPLATE,
    listed,
    of_type,
    on_failure,
    statements,
    target,
)

WITHOUT_RESOURCES = {"ManageSubscriptions": "IAM knows no subscription as a resource"}


MARGIN_SECONDS = 5
"""What a request that is under way may take, or what the API keeps of the generation that it read."""


STARRED_RESOURCES = {
    "AccountDecidesByIam": "a key's policy speaks of its own key only",
    "OwnAccountByIam": "a topic's policy speaks of its own topic only",
    "PublishOverTls": "a topic's policy speaks of its own topic only",
    "OnlyCarriersOfOurs": "a topic's policy speaks of its own topic only",
    "AlarmsReachTheOperator": "a key's policy speaks of its own key only",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_logs_to_a_group_of_its_own_that_forgets(name: str) -> None:
    group = target(FUNCTIONS[name]["LoggingConfig"]["LogGroup"])

    assert group == name.replace("Function", "Logs")
    assert of_type("AWS::Logs::LogGroup")[group]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_lies_in_the_folder_of_its_name(name: str) -> None:
    function = FUNCTIONS[name]
    service = function["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]

    assert name == f"{service.title()}Function"
    assert function["CodeUri"] == f"functions/{service}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_gets_every_setting_that_it_reads_and_no_other(name: str) -> None:
    function = FUNCTIONS[name]
    code = (ROOT / function["CodeUri"] / "app.py").read_text(encoding="utf-8")

    read = set(re.findall(r'os\.environ\["(\w+)"\]', code))

    assert read == function["Environment"]["Variables"].keys() - {"POWERTOOLS_SERVICE_NAME"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_named_things_to_named_resources_only(name: str) -> None:
    for policy in FUNCTIONS[name].get("Policies", []):
        for statement in statements(policy):
            assert all("*" not in action for action in listed(statement["Action"])), statement
            assert ("*" in listed(statement["Resource"])) is (statement["Sid"] in WITHOUT_RESOURCES), (
                statement
            )


def test_a_starred_resource_is_known_with_its_reason() -> None:
    documents = [
        properties[key]
        for resource in TEMPLATE["Resources"].values()
        if (properties := resource.get("Properties", {}))
        for key in ("KeyPolicy", "PolicyDocument")
        if key in properties
    ]

    starred = {
        statement["Sid"]
        for document in documents
        for statement in statements(document)
        if "*" in listed(statement["Resource"])
    }

    assert starred == STARRED_RESOURCES.keys()


def test_public_principals_are_only_ever_denied() -> None:
    kinds = ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
    policies = [policy for kind in kinds for policy in of_type(kind).values()]

    public = [s for p in policies for s in statements(p["PolicyDocument"]) if s["Principal"] == "*"]

    assert public
    assert {statement["Effect"] for statement in public} == {"Deny"}


def test_readers_of_streams_lose_nothing() -> None:
    streams = {name: event for name, kind, event in EVENTS if kind == "DynamoDB"}

    tables = {name: target(event["Stream"]) for name, event in streams.items()}
    assert tables == {  # two readers are a stream's limit
        "NotifyFunction": "ReportsTable",
        "AggregateFunction": "ReportsTable",
        "LettersFunction": "ForwardingsTable",
    }
    for name, event in streams.items():
        assert event["StartingPosition"] == "TRIM_HORIZON"
        assert event["BisectBatchOnFunctionError"] is True
        assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert event["MaximumRetryAttempts"] == -1  # the age ends it, whatever pace Lambda keeps
        assert 0 < event["MaximumRecordAgeInSeconds"] < 86_400 / 2  # the stream itself forgets after a day
        assert on_failure(event) == name.replace("Function", "Failures")


def test_a_queue_that_feeds_a_function_waits_long_enough_and_gives_up_somewhere() -> None:
    fed = [(name, event) for name, kind, event in EVENTS if kind == "SQS"]

    assert fed
    for name, event in fed:
        queue = QUEUES[target(event["Queue"])]
        window = event["MaximumBatchingWindowInSeconds"]
        assert queue["VisibilityTimeout"] >= 6 * FUNCTIONS[name]["Timeout"] + window
        assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5
        assert target(queue["RedrivePolicy"]["deadLetterTargetArn"]) in QUEUES
        assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_schedule_that_fails_leaves_a_trace_on_both_sides_of_the_function() -> None:
    scheduled = [(name, event) for name, kind, event in EVENTS if kind == "Schedule"]

    assert scheduled
    for name, event in scheduled:
        failures = name.replace("Function", "Failures")
        assert target(event["DeadLetterConfig"]["Arn"]) == failures
        assert on_failure(FUNCTIONS[name]["EventInvokeConfig"]) == failures


def test_every_event_is_of_a_kind_whose_failures_are_held_to_a_promise() -> None:
    assert {kind for _, kind, _ in EVENTS} == {"Api", "DynamoDB", "SQS", "Schedule"}


@pytest.mark.parametrize("name", of_type("AWS::Serverless::LayerVersion"))
def test_a_layer_is_made_for_the_processor_of_the_functions(name: str) -> None:
    layer = TEMPLATE["Resources"][name]
    built = "BuildMethod" in layer.get("Metadata", {})

    assert TEMPLATE["Globals"]["Function"]["Architectures"] == ["arm64"]
    assert layer["Properties"]["CompatibleArchitectures"] == ["arm64"]
    assert layer["Properties"]["CompatibleRuntimes"] == [TEMPLATE["Globals"]["Function"]["Runtime"]]
    assert not built or layer["Metadata"]["BuildArchitecture"] == "arm64"


def test_only_functions_that_draw_in_bulk_carry_arrays_and_none_of_them_answers_requests() -> None:
    def carries(name: str) -> bool:
        return {"Ref": "BulkLayer"} in FUNCTIONS[name].get("Layers", [])

    def draws(name: str) -> bool:
        code = (ROOT / FUNCTIONS[name]["CodeUri"] / "app.py").read_text(encoding="utf-8")
        return "chalicelib.bulk" in code

    assert [name for name in FUNCTIONS if carries(name)] == [name for name in FUNCTIONS if draws(name)]
    assert not [name for name, kind, _ in EVENTS if kind == "Api" and carries(name)]


def test_every_client_gives_up_a_stalled_connection_before_its_function_ends() -> None:
    for name, function in FUNCTIONS.items():
        source = (ROOT / function["CodeUri"] / "app.py").read_text(encoding="utf-8")

        patient = re.findall(r"config=(?:PATIENCE|SIGNING)\)", source)
        assert source.count("boto3.client(") == len(patient), name
        assert function["Timeout"] >= CONNECT_SECONDS + READ_SECONDS or name == "AuthoriseFunction", name


def test_a_rebuild_waits_longer_than_anybody_works_by_what_it_changed() -> None:
    """Who counts and who draws ends before its next step; who only reads has two waits to end in."""
    settled = TEMPLATE["Parameters"]["SettledSeconds"]["Default"]
    readers = {
        name: function["Timeout"]
        for name, function in FUNCTIONS.items()
        if "CELL_COUNTS_TABLE" in function["Environment"]["Variables"] and name != "RebuildFunction"
    }

    assert readers.keys() >= {"AggregateFunction", "TilesFunction", "ApiFunction"}
    for name, timeout in readers.items():
        waits = 1 if name in {"AggregateFunction", "TilesFunction"} else 2
        assert timeout + MARGIN_SECONDS <= waits * settled, name
