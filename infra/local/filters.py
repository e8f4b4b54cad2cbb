"""Decides whether an event matches the filter patterns of an event source mapping.

The rules are those of EventBridge patterns as Lambda's event filtering uses them:
https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Pattern = Mapping[str, Any]
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def wanted_record(record: Mapping[str, Any], patterns: Sequence[Pattern]) -> bool:
    """Whether a stream record matches any of the patterns, or there are none."""
    return not patterns or any(matches(pattern, record) for pattern in patterns)


def wanted_message(message: Mapping[str, Any], patterns: Sequence[Pattern]) -> bool:
    """Whether a queue's message matches; a pattern for a JSON body never matches another body."""
    if not patterns:
        return True
    try:
        parsed = {**message, "body": json.loads(message["body"])}
    except json.JSONDecodeError:
        parsed = dict(message)
    return any(matches(pattern, parsed) for pattern in patterns)


def matches(pattern: Pattern, value: Any) -> bool:
    """Whether the value has everything that the pattern names."""
    return all(
        any(matches(each, value) for each in rule) if key == "$or" else _field(rule, value, key)
        for key, rule in pattern.items()
    )


def _field(rule: Any, value: Any, key: str) -> bool:
    present = isinstance(value, Mapping) and key in value
    if isinstance(rule, Mapping):
        return matches(rule, value[key] if present else None)
    found = value[key] if present else None
    candidates = found if isinstance(found, list) else [found]
    return any(_one(each, present, candidate) for each in rule for candidate in candidates or [None])


def _one(rule: Any, present: bool, value: Any) -> bool:  # noqa: FBT001
    if not isinstance(rule, Mapping):
        return bool(present and value == rule and isinstance(value, bool) == isinstance(rule, bool))
    kind, wanted = next(iter(rule.items()))
    if kind == "exists":
        return bool(present == wanted)
    return bool(present and OPERATORS[kind](wanted, value))


def _anything_but(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, Mapping):
        kind, inner = next(iter(wanted.items()))
        return not OPERATORS[kind](inner, value)
    return value not in (wanted if isinstance(wanted, list) else [wanted])


def _numeric(wanted: Sequence[Any], value: Any) -> bool:
    if not isinstance(value, int | float):
        return False
    return all(COMPARE[sign](value, limit) for sign, limit in zip(wanted[::2], wanted[1::2], strict=True))


OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "prefix": lambda wanted, value: isinstance(value, str) and value.startswith(wanted),
    "suffix": lambda wanted, value: isinstance(value, str) and value.endswith(wanted),
    "equals-ignore-case": lambda wanted, value: isinstance(value, str) and value.lower() == wanted.lower(),
    "anything-but": _anything_but,
    "numeric": _numeric,
}
