"""Holds docs/api.md and docs/settings.md to code and template: every route, error and setting has its row."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.api import problems
from chalicelib.api.problems import STATUS_OF
from chalicelib.domain import errors
from tests.contract.openapi import OPERATIONS, SCHEMAS, faults
from tests.contract.reading import FUNCTIONS, ROOT, TEMPLATE

READ_BY_POWERTOOLS = {"POWERTOOLS_LOG_LEVEL", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"}
NO_ANSWERS = {errors.Refused, errors.MalformedRow, errors.Undeliverable, errors.Unsent}
"""The common base, and a fault of ours: 500, whose reason is for the log only."""

API = (ROOT / "docs/api.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")


def rows(text: str, columns: int) -> list[list[str]]:
    """Return the cells of every row in the tables of so many columns."""
    lines = [line[1:-1].split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in lines if len(cells) == columns]


def test_every_error_has_a_status() -> None:
    declared = {
        found
        for module in (errors, problems)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Exception) and found.__module__ == module.__name__
    }

    assert declared - NO_ANSWERS == STATUS_OF.keys()


def test_every_error_has_its_row_in_the_docs() -> None:
    written = {(int(row[0]), row[1], row[2].strip("`")) for row in rows(API, 4) if row[0].isdigit()}

    assert written == {(status, title, error.__name__) for error, (status, title) in STATUS_OF.items()}


def test_every_operation_has_its_row_in_the_docs() -> None:
    written = {tuple(row[0].strip("`").split(" ")) for row in rows(API, 3) if row[0].startswith("`")}

    assert written == OPERATIONS.keys()


def test_the_problem_in_the_docs_has_the_shape_of_all() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", API, flags=re.DOTALL)

    assert faults(SCHEMAS["Problem"], json.loads(shown)) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_reads_exactly_the_environment_that_the_template_sets(name: str) -> None:
    assert read_by(name) | READ_BY_POWERTOOLS == environment(name).keys()


def test_every_setting_has_its_row_in_the_docs_with_the_functions_that_read_it() -> None:
    written = {
        row[0].strip("`"): set(row[1].split(", ")) for row in rows(SETTINGS, 5) if row[0].startswith("`")
    }

    services = {name: str(environment(name)["POWERTOOLS_SERVICE_NAME"]) for name in FUNCTIONS}
    readers: dict[str, set[str]] = {}
    for name, service in services.items():
        for setting in environment(name):
            readers.setdefault(setting, set()).add(service)
    everyone = set(services.values())
    assert written == {
        setting: {"all"} if services_ == everyone else services_ for setting, services_ in readers.items()
    }


def test_a_default_in_the_docs_is_the_parameter_s() -> None:
    written = {
        parameter: default
        for row in rows(SETTINGS, 5)
        for parameter, default in re.findall(r"^parameter `(\w+)`, (\w+)$", row[2])
    }

    assert written
    assert written == {name: str(TEMPLATE["Parameters"][name]["Default"]) for name in written}
    assert written.keys() == {
        value["Ref"]
        for name in FUNCTIONS
        for value in environment(name).values()
        if isinstance(value, dict) and value.get("Ref") in TEMPLATE["Parameters"]
    }


def environment(name: str) -> dict[str, Any]:
    """Return all variables that the template sets for a function."""
    common = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    return {**common, **FUNCTIONS[name]["Environment"]["Variables"]}


def read_by(name: str) -> set[str]:
    """Return the names in every `os.environ["NAME"]` of a function."""
    source = (ROOT / Path(FUNCTIONS[name]["CodeUri"]) / "app.py").read_text(encoding="utf-8")
    looked_up = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Subscript)]
    return {
        str(node.slice.value)
        for node in looked_up
        if ast.unparse(node.value) == "os.environ" and isinstance(node.slice, ast.Constant)
    }
