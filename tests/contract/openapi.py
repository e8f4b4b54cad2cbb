"""Reads the OpenAPI document as data and judges answers by it."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from chalicelib.adapters.catalogue import load_contract
from tests.gateway import Answer

CONTRACT: dict[str, Any] = json.loads(load_contract())
OPERATIONS: dict[tuple[str, str], dict[str, Any]] = {
    (method.upper(), path): operation
    for path, item in CONTRACT["paths"].items()
    for method, operation in item.items()
}
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]


def closed(part: Any) -> Any:
    """Return schemas in which an object has no fields beyond those described."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    inner = {name: closed(item) for name, item in part.items()}
    if part.get("type") == "object" and "properties" in part:
        inner.setdefault("additionalProperties", False)
    return inner


CLOSED = closed(CONTRACT["components"])


def faults(schema: Any, value: Any) -> list[str]:
    """Return what a schema of the document says against a value, fields that it does not describe too."""
    validator = Draft202012Validator({**schema, "components": CLOSED})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def judged(method: str, path: str, answer: Answer) -> list[str]:
    """Return everything in which an answer differs from what the document promises for an operation."""
    responses = OPERATIONS[method, path]["responses"]
    response = resolved(responses.get(str(answer.status), responses["default"]))
    if str(answer.status) not in responses and answer.status < 500:
        return [f"{answer.status} is not promised"]
    return [*_header_faults(response, answer), *_body_faults(response, answer)]


def _header_faults(response: dict[str, Any], answer: Answer) -> Iterator[str]:
    for name, promised in response.get("headers", {}).items():
        if name.lower() not in answer.headers:
            yield f"no header {name}"
        else:
            yield from faults(resolved(promised)["schema"], answer.headers[name.lower()])


def _body_faults(response: dict[str, Any], answer: Answer) -> list[str]:
    if "content" not in response:
        return ["an unpromised body"] if answer.body else []
    media_type = answer.headers["content-type"]
    content = response["content"].get(media_type)
    if content is None:
        return [f"{media_type} instead of {' or '.join(response['content'])}"]
    if "schema" not in content:
        return []
    return faults(content["schema"], answer.json if "json" in media_type else answer.body.decode())


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference inside the document."""
    found: Any = part
    if "$ref" in part:
        found = CONTRACT
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
    return dict(found)


def examples() -> Iterator[tuple[str, Any, Any]]:
    """Return every example of the document: where it stands, the schema beside it, its value."""
    yield from _examples("#", CONTRACT)


def _examples(place: str, part: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(part, list):
        for n, item in enumerate(part):
            yield from _examples(f"{place}/{n}", item)
    if not isinstance(part, dict):
        return
    if "schema" in part:
        yield from _beside(place, part)
    elif isinstance(part.get("examples"), list):
        yield from ((f"{place}/{n}", part, value) for n, value in enumerate(part["examples"]))
    for name, item in part.items():
        yield from _examples(f"{place}/{name}", item)


def _beside(place: str, part: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    if "example" in part:
        yield f"{place}/example", part["schema"], part["example"]
    for name, example in part.get("examples", {}).items():
        yield f"{place}/examples/{name}", part["schema"], example["value"]
