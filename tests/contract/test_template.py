"""Holds the template to what the deployment promises: nothing lost, nothing open, nothing silent."""

import json
import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from samtranslator.yaml_helper import yaml_parse

from chalicelib.adapters.dynamodb.tables.alerts import AlertRow
from chalicelib.adapters.patience import CONNECT_SECONDS, READ_SECONDS
from chalicelib.adapters.photo_queue import DELAY_SECONDS
from chalicelib.api import edge
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.officer import Role
from chalicelib.domain.photo import AWAITED_FOR
from chalicelib.formats.tile_headers import CACHE
from tests.contract.reading import (
    EVENTS,
    FUNCTIONS,
    QUEUES,
    ROOT,
    TABLES,
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


@pytest.mark.parametrize("name", of_type("AWS::SNS::Topic"))
def test_a_topic_is_encrypted_with_our_key(name: str) -> None:
    assert target(of_type("AWS::SNS::Topic")[name]["KmsMasterKeyId"]) == "AlertsKey"


ALERT_TOPICS = {
    name: topic for name, topic in of_type("AWS::SNS::Topic").items() if re.fullmatch(r"Alerts\w+", name)
}


@pytest.mark.parametrize("name", ALERT_TOPICS)
def test_a_garrison_s_topic_signs_as_receivers_expect_and_says_what_it_delivered(name: str) -> None:
    topic = ALERT_TOPICS[name]

    logged = {one["Protocol"]: one for one in topic["DeliveryStatusLogging"]}

    assert topic["SignatureVersion"] == "2"
    assert logged.keys() == {"http/s", "sqs"}  # SNS has none for e-mail, and one for SMS of the account
    for one in logged.values():
        assert one["SuccessFeedbackSampleRate"] == "100"
        assert target(one["SuccessFeedbackRoleArn"]) == "DeliveryLogRole"
        assert target(one["FailureFeedbackRoleArn"]) == "DeliveryLogRole"


def test_every_garrison_s_topic_refuses_what_comes_or_goes_in_the_clear() -> None:
    policy = of_type("AWS::SNS::TopicPolicy")["AlertTopicsPolicy"]

    denied = {
        one["Action"]: one["Condition"]
        for one in statements(policy["PolicyDocument"])
        if one["Effect"] == "Deny"
    }

    assert {target(topic) for topic in policy["Topics"]} == ALERT_TOPICS.keys()
    assert denied == {
        "sns:Publish": {"Bool": {"aws:SecureTransport": False}},
        "sns:Subscribe": {"StringNotEquals": {"sns:Protocol": list(Carrier)}},
    }


def test_what_topics_delivered_is_forgotten_in_time() -> None:
    delivery = yaml_parse((ROOT / "infra/delivery.yaml").read_text(encoding="utf-8"))
    _, codes, groups = delivery["Resources"]["Fn::ForEach::Garrisons"]

    assert {f"Alerts{code}" for code in codes} == ALERT_TOPICS.keys()
    assert len(groups) == 2
    for group in groups.values():
        assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_only_our_topics_put_undelivered_alerts_aside() -> None:
    policy = of_type("AWS::SQS::QueuePolicy")["UndeliveredAlertsPolicy"]

    (statement,) = statements(policy["PolicyDocument"])

    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert statement["Condition"]["ArnLike"]["aws:SourceArn"]["Fn::Sub"].endswith("-alerts-*")


def test_the_log_of_alerts_expires_by_itself() -> None:
    expiry = TABLES["AlertLogTable"]["TimeToLiveSpecification"]

    assert expiry == {"AttributeName": "expires_at", "Enabled": True}
    assert AlertRow.get_attributes()["expires_at"].attr_type == "N"


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


@pytest.mark.parametrize("name", of_type("AWS::Serverless::LayerVersion"))
def test_a_layer_is_made_for_the_processor_of_the_functions(name: str) -> None:
    layer = TEMPLATE["Resources"][name]
    built = "BuildMethod" in layer.get("Metadata", {})

    assert TEMPLATE["Globals"]["Function"]["Architectures"] == ["arm64"]
    assert layer["Properties"]["CompatibleArchitectures"] == ["arm64"]
    assert layer["Properties"]["CompatibleRuntimes"] == [TEMPLATE["Globals"]["Function"]["Runtime"]]
    assert not built or layer["Metadata"]["BuildArchitecture"] == "arm64"


def test_only_administrators_make_accounts_and_every_sign_in_has_two_factors() -> None:
    pool = of_type("AWS::Cognito::UserPool")["UserPool"]

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 14
    assert pool["DeletionProtection"] == "ACTIVE"
    assert TEMPLATE["Resources"]["UserPool"]["DeletionPolicy"] == "Retain"


def test_an_officer_cannot_write_the_own_unit() -> None:
    """A client that names no attributes to write may write them all."""
    client = of_type("AWS::Cognito::UserPoolClient")["UserPoolClient"]

    assert client["GenerateSecret"] is False
    assert client["ReadAttributes"] == ["custom:unit"]
    assert client["WriteAttributes"] == ["locale"]


def test_a_role_is_a_group_of_the_pool() -> None:
    assert {group["GroupName"] for group in of_type("AWS::Cognito::UserPoolGroup").values()} == set(Role)


def test_operations_on_existing_reports_ask_who_is_calling_and_a_cache_never_answers() -> None:
    api = of_type("AWS::Serverless::Api")["Api"]
    authorised = {
        (event["Method"], event["Path"]) for _, kind, event in EVENTS if kind == "Api" and "Auth" in event
    }

    (authoriser,) = api["Auth"]["Authorizers"].values()

    assert target(authoriser["FunctionArn"]) == "AuthoriseFunction"
    assert authoriser["Identity"] == {"ReauthorizeEvery": 0}
    assert api["GatewayResponses"]["ACCESS_DENIED"]["StatusCode"] == 401
    assert authorised == {
        ("GET", "/v1/reports"),
        ("GET", "/v1/reports/{report_id}"),
        ("PATCH", "/v1/reports/{report_id}"),
        ("GET", "/v1/reports/{report_id}/duplicates"),
        ("GET", "/v1/reports/{report_id}/card"),
        ("POST", "/v1/units/{code}/reports"),
        ("GET", "/v1/reports/{report_id}/photos"),
        ("POST", "/v1/reports/{report_id}/photos"),
        ("DELETE", "/v1/reports/{report_id}/photos/{photo_id}"),
        ("GET", "/v1/units/{code}/officers"),
        ("PUT", "/v1/units/{code}/officers/me"),
        ("GET", "/v1/institutions"),
        ("PUT", "/v1/institutions/{code}"),
        ("DELETE", "/v1/institutions/{code}"),
        ("GET", "/v1/units/{code}/statistics"),
        ("GET", "/v1/units/{code}/alerts"),
        ("GET", "/v1/units/{code}/digest"),
        ("PUT", "/v1/units/{code}/digest"),
        ("GET", "/v1/units/{code}/subscriptions"),
        ("POST", "/v1/units/{code}/subscriptions"),
        ("PATCH", "/v1/units/{code}/subscriptions/{subscription_id}"),
        ("DELETE", "/v1/units/{code}/subscriptions/{subscription_id}"),
    }


def test_only_authorise_carries_what_verifies_tokens() -> None:
    carrying = {
        name for name, function in FUNCTIONS.items() if {"Ref": "SigninLayer"} in function.get("Layers", [])
    }

    assert carrying == {"AuthoriseFunction"}


def test_only_functions_that_draw_in_bulk_carry_arrays_and_none_of_them_answers_requests() -> None:
    def carries(name: str) -> bool:
        return {"Ref": "BulkLayer"} in FUNCTIONS[name].get("Layers", [])

    def draws(name: str) -> bool:
        code = (ROOT / FUNCTIONS[name]["CodeUri"] / "app.py").read_text(encoding="utf-8")
        return "chalicelib.bulk" in code

    assert [name for name in FUNCTIONS if carries(name)] == [name for name in FUNCTIONS if draws(name)]
    assert not [name for name, kind, _ in EVENTS if kind == "Api" and carries(name)]


def test_only_media_opens_pictures_and_reads_what_was_uploaded() -> None:
    carrying = {
        name for name, function in FUNCTIONS.items() if {"Ref": "PicturesLayer"} in function.get("Layers", [])
    }
    reading = {
        name
        for name, function in FUNCTIONS.items()
        for policy in function.get("Policies", [])
        for statement in statements(policy)
        if "s3:GetObject" in listed(statement["Action"])
        and "UploadsBucket" in json.dumps(statement["Resource"])
    }

    opening = {
        name
        for name, function in FUNCTIONS.items()
        if "retouching" in (ROOT / function["CodeUri"] / "app.py").read_text(encoding="utf-8")
    }

    assert carrying == reading == opening == {"MediaFunction"}


def test_what_was_uploaded_is_forgotten_and_nobody_but_the_bucket_tells_of_it() -> None:
    bucket = of_type("AWS::S3::Bucket")["UploadsBucket"]
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    (statement,) = statements(of_type("AWS::SQS::QueuePolicy")["MediaQueuePolicy"]["PolicyDocument"])

    assert (rule["Status"], timedelta(days=rule["ExpirationInDays"])) == ("Enabled", AWAITED_FOR)
    assert TEMPLATE["Resources"]["UploadsBucket"]["DependsOn"] == "MediaQueuePolicy"
    assert statement["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"].endswith(
        bucket["BucketName"]["Fn::Sub"]
    )


def test_a_photo_is_looked_at_again_when_the_request_that_removed_it_is_over() -> None:
    assert FUNCTIONS["ApiFunction"]["Timeout"] < DELAY_SECONDS


def test_access_logs_hold_neither_addresses_nor_places_nor_ids() -> None:
    api = of_type("AWS::Serverless::Api")["Api"]

    fields = json.loads(api["AccessLogSetting"]["Format"])

    assert not re.search(r"identity|\$context\.path|\$context\.authorizer|querystring", json.dumps(fields))
    assert api["TracingEnabled"] is False
    assert {one["LoggingLevel"] for one in api["MethodSettings"]} == {"OFF"}  # its log would hold requests


def test_parts_of_paths_at_the_same_place_share_a_name() -> None:
    """API Gateway knows one variable part at a place and refuses the whole API otherwise."""
    paths = [event["Path"].split("/") for _, kind, event in EVENTS if kind == "Api"]

    parts = {(tuple(path[:i]), path[i]) for path in paths for i in range(len(path)) if path[i][:1] == "{"}

    assert len(parts) == len({place for place, _ in parts}), sorted(parts)
    assert not any("+" in name for _, name in parts)  # Chalice routes on the resource's path


def test_the_edge_shows_the_secret_in_the_header_that_the_api_reads() -> None:
    (distribution,) = of_type("AWS::CloudFront::Distribution").values()
    origins = {origin["Id"]: origin for origin in distribution["DistributionConfig"]["Origins"]}

    (header,) = origins["api"]["OriginCustomHeaders"]

    assert header["HeaderName"].lower() == edge.SECRET
    assert not edge.SECRET.startswith(("x-edge-", "x-amz-"))  # CloudFront refuses to send these
    assert "${EdgeSecret}" in header["HeaderValue"]["Fn::Sub"]


@pytest.mark.skipif(not shutil.which("node"), reason="the edge's function is JavaScript")
def test_the_edge_lets_tiles_be_kept_as_long_as_the_bucket_and_the_api_do() -> None:
    config = TEMPLATE["Resources"]["TileHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]

    (cache,) = config["CustomHeadersConfig"]["Items"]

    assert (cache["Header"], cache["Value"]) == ("Cache-Control", CACHE)


def test_the_edge_overwrites_what_a_caller_claims_of_itself() -> None:
    code = of_type("AWS::CloudFront::Function")["ViewerFunction"]["FunctionCode"]
    claimed = {f"x-viewer-{what}": {"value": "claimed"} for what in ("address", "host", "scheme")}
    request = {"uri": "/docs", "headers": {"host": {"value": "mapa.example"}, **claimed}}
    event = {"viewer": {"ip": "192.0.2.7"}, "request": request}

    script = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    seen = json.loads(done.stdout)
    assert seen["uri"] == "/docs/index.html"
    assert {name: seen["headers"][name]["value"] for name in claimed} == {
        "x-viewer-address": "192.0.2.7",
        "x-viewer-host": "mapa.example",
        "x-viewer-scheme": "https",
    }


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
