"""Reads the template as data, so that tests speak of resources and not of YAML."""

from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
TEMPLATE: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """Return the properties of all resources of a type, by logical id."""
    return {
        name: resource.get("Properties", {})
        for name, resource in TEMPLATE["Resources"].items()
        if resource["Type"] == kind
    }


FUNCTIONS = of_type("AWS::Serverless::Function")
TABLES = of_type("AWS::DynamoDB::Table")
QUEUES = of_type("AWS::SQS::Queue")
EVENTS = [
    (name, event["Type"], event["Properties"])
    for name, function in FUNCTIONS.items()
    for event in function.get("Events", {}).values()
]


def target(reference: dict[str, Any]) -> str:
    """Return the logical id behind a Ref or a GetAtt."""
    (found,) = reference.values()
    return str(found[0] if isinstance(found, list) else found)


def statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    return list(document["Statement"])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def on_failure(properties: dict[str, Any]) -> str:
    return target(properties["DestinationConfig"]["OnFailure"]["Destination"])
