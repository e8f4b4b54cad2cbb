"""Holds the alarms to the template: whatever can break has one, and a person hears of it."""

from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from tests.contract.reading import EVENTS, FUNCTIONS, QUEUES, ROOT, TABLES, TEMPLATE, of_type

ALARMS: dict[str, Any] = yaml_parse((ROOT / "infra/alarms.yaml").read_text(encoding="utf-8"))


def test_alarms_watch_every_failures_queue() -> None:
    last = {name for name, queue in QUEUES.items() if "RedrivePolicy" not in queue}

    assert last == set(loop("FailuresQueues"))
    assert all(alarm_input(name) == {"Fn::GetAtt": [name, "QueueName"]} for name in last)


@pytest.mark.parametrize(("watched", "collection"), [(FUNCTIONS, "Functions"), (TABLES, "Tables")])
def test_alarms_watch_every_function_and_table(watched: dict[str, Any], collection: str) -> None:
    assert watched.keys() == set(loop(collection))
    assert all(alarm_input(name) == {"Ref": name} for name in watched)


def test_alarms_watch_every_reader_of_the_stream_and_every_garrison() -> None:
    readers = {name for name, kind, _ in EVENTS if kind == "DynamoDB"}
    topics = [topic["TopicName"]["Fn::Sub"] for topic in of_type("AWS::SNS::Topic").values()]

    codes = {topic.rpartition("-")[2] for topic in topics if "-alerts-" in topic}

    assert readers == set(loop("StreamReaders"))
    assert codes == set(loop("Garrisons"))


def test_every_alarm_reaches_the_operator() -> None:
    alarms = [found for found in nested(ALARMS["Resources"]) if found.get("Type") == "AWS::CloudWatch::Alarm"]

    assert alarms
    for alarm in alarms:
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "OperatorTopic"}]
    assert alarm_input("OperatorTopic") == {"Ref": "OperatorTopic"}


def test_alarms_on_metrics_of_our_own_watch_what_their_function_tells() -> None:
    alarms = [found for found in nested(ALARMS["Resources"]) if found.get("Namespace") == "ThreatMap"]

    assert alarms
    for alarm in alarms:
        (service,) = alarm["Dimensions"]
        function = (ROOT / "functions" / service["Value"] / "app.py").read_text(encoding="utf-8")
        assert f'add_metric("{alarm["MetricName"]}"' in function


def test_the_alarms_get_every_name_that_they_ask_for() -> None:
    assert ALARMS["Parameters"].keys() == TEMPLATE["Resources"]["Alarms"]["Properties"]["Parameters"].keys()


def loop(name: str) -> list[str]:
    """Return what a loop of the alarms goes over."""
    return list(ALARMS["Resources"][f"Fn::ForEach::{name}"][1])


def alarm_input(name: str) -> Any:
    return TEMPLATE["Resources"]["Alarms"]["Properties"]["Parameters"][name]


def nested(value: Any) -> list[dict[str, Any]]:
    """Return every mapping in a part of a template."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(found for one in inner for found in nested(one))]
