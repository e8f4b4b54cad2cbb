"""Tell which indexes a deployment lacks: CloudFormation adds or removes one of a table in each update."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import boto3
from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).parent.parent / "template.yaml"
Indexes = Mapping[str, Mapping[str, Any]]
"""Indexes of a table by name, as CloudFormation and DynamoDB both describe them."""


class Need(StrEnum):
    """What an index needs so that the table is as the template has it."""

    ADD = "add"
    REMOVE = "remove"
    REMAKE = "remove and add, or give it another name"
    WAIT = "wait until it is active"


@dataclass(frozen=True, slots=True)
class Difference:
    """An index that is not as the template has it."""

    table: str
    index: str
    need: Need

    def __str__(self) -> str:
        return f"{self.table}: {self.index}: {self.need}"


def differences(table: str, wanted: Indexes, standing: Indexes) -> Iterator[Difference]:
    """Compare the indexes of a table with those of the template; names, keys and projections count."""
    for index in sorted(wanted.keys() | standing.keys()):
        if index not in standing:
            yield Difference(table, index, Need.ADD)
        elif index not in wanted:
            yield Difference(table, index, Need.REMOVE)
        elif _shape(wanted[index]) != _shape(standing[index]):
            yield Difference(table, index, Need.REMAKE)
        elif standing[index].get("IndexStatus", "ACTIVE") != "ACTIVE":
            yield Difference(table, index, Need.WAIT)


def of_deployment(stack: str, dynamodb: Any, template: Path = TEMPLATE) -> Iterator[Difference]:
    """Compare all tables of a deployed stack; one that is not there yet needs nothing."""
    for name, wanted in _tables(template, stack).items():
        try:
            table = dynamodb.describe_table(TableName=name)["Table"]
        except dynamodb.exceptions.ResourceNotFoundException:
            continue
        yield from differences(name, wanted, _by_name(table.get("GlobalSecondaryIndexes", [])))


def _tables(template: Path, stack: str) -> dict[str, Indexes]:
    resources = yaml_parse(template.read_text(encoding="utf-8"))["Resources"].values()
    tables = [one["Properties"] for one in resources if one["Type"] == "AWS::DynamoDB::Table"]
    return {
        one["TableName"]["Fn::Sub"].replace("${AWS::StackName}", stack): _by_name(
            one.get("GlobalSecondaryIndexes", [])
        )
        for one in tables
    }


def _by_name(indexes: list[dict[str, Any]]) -> Indexes:
    return {one["IndexName"]: one for one in indexes}


def _shape(index: Mapping[str, Any]) -> tuple[Any, ...]:
    keys = [(part["AttributeName"], part["KeyType"]) for part in index["KeySchema"]]
    projection = index["Projection"]
    return keys, projection["ProjectionType"], sorted(projection.get("NonKeyAttributes", []))


def main(arguments: list[str]) -> int:
    """Print what differs; the exit code is 1 when anything does."""
    parser = argparse.ArgumentParser(prog="python -m infra.indexes", description=__doc__)
    parser.add_argument("--stack", required=True, help="name of the deployed stack")
    found = list(of_deployment(parser.parse_args(arguments).stack, boto3.client("dynamodb")))
    for one in found:
        print(one)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
