"""Reads template.yaml as the cloud would: SAM transformed, conditions applied, every value resolved."""

import copy
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from infra.local.addresses import ACCOUNT, REGION, Addresses
from infra.local.intrinsics import Resolver

STACK = "threat-map"
logging.getLogger("samtranslator").setLevel(logging.ERROR)  # it warns of metrics of its own
CODE = "s3://local/"  # the transform takes code from S3 only; behind the prefix stands the local path


class Stack:
    """The resources of a template by type, with properties resolved to local names and addresses."""

    def __init__(
        self, path: Path, endpoint: str, host: str, parameters: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        template = transformed(path)
        self.root = path.absolute().parent
        self.resources: Mapping[str, Mapping[str, Any]] = template["Resources"]
        self.addresses = Addresses(STACK, endpoint, host, self.resources, self._properties)
        self._resolver = Resolver(template, _parameters(template, parameters), self.addresses.attribute)
        self.resources = {
            logical_id: resource
            for logical_id, resource in template["Resources"].items()
            if "Condition" not in resource or self._resolver.condition(resource["Condition"])
        }

    def of_type(self, resource_type: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each resource of a type as (logical id, resolved properties)."""
        for logical_id, resource in self.resources.items():
            if resource["Type"] == resource_type:
                yield logical_id, self._properties(logical_id)

    def by_arn(self, resource_type: str, arn: str) -> tuple[str, dict[str, Any]]:
        """The one resource of a type with this ARN."""
        for logical_id, properties in self.of_type(resource_type):
            if self.addresses.attribute(logical_id, "Arn") == arn:
                return logical_id, properties
        raise LookupError(f"The template has no {resource_type} with the ARN {arn}.")

    def _properties(self, logical_id: str) -> dict[str, Any]:
        properties: dict[str, Any] = self._resolver.value(self.resources[logical_id].get("Properties", {}))
        return properties


def transformed(path: Path) -> dict[str, Any]:
    """The template after the SAM transform, without asking any server."""
    template = copy.deepcopy(yaml_parse(path.read_text()))
    for resource in template["Resources"].values():
        for key in ("CodeUri", "ContentUri"):
            if isinstance(resource.get("Properties", {}).get(key), str):
                resource["Properties"][key] = CODE + resource["Properties"][key]
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    document: dict[str, Any] = translator.translate(template, {}, get_managed_policy_map=dict)
    return document


def _parameters(template: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    declared = template.get("Parameters", {})
    if unknown := set(given) - set(declared):
        raise LookupError(f"The template has no parameters {', '.join(sorted(unknown))}.")
    values = {name: parameter["Default"] for name, parameter in declared.items() if "Default" in parameter}
    values |= given
    if missing := set(declared) - set(values):
        raise LookupError(f"The local run knows no value for the parameters {', '.join(sorted(missing))}.")
    return {
        "AWS::AccountId": ACCOUNT,
        "AWS::Partition": "aws",
        "AWS::Region": REGION,
        "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{STACK}/local",
        "AWS::StackName": STACK,
        "AWS::URLSuffix": "amazonaws.com",
        **{name: str(value) for name, value in values.items()},
    }
