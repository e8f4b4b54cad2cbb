"""Holds the topics of the template: encrypted, signed, and honest about what they delivered."""

import re

import pytest
from samtranslator.yaml_helper import yaml_parse

from chalicelib.adapters.dynamodb.tables.alerts import AlertRow
from chalicelib.domain.endpoint import Carrier
from tests.contract.reading import (
    ROOT,
    TABLES,
    of_type,
    statements,
    target,
)


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
