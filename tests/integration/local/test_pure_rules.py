"""The rules without effects: answers of functions, filters, intrinsic functions."""

from typing import Any

import pytest

from infra.local.answers import failed_items
from infra.local.filters import matches, wanted_message, wanted_record
from infra.local.intrinsics import Resolver, UnknownReferenceError

ITEMS = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (None, set()),
        ({}, set()),
        ({"batchItemFailures": []}, set()),
        ({"batchItemFailures": None}, set()),
        ({"batchItemFailures": [{"itemIdentifier": "b"}]}, {"b"}),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, {"a", "b", "c"}),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, {"a", "b", "c"}),
        ({"batchItemFailures": [{"wrong": "b"}]}, {"a", "b", "c"}),
        ({"batchItemFailures": [{"itemIdentifier": "unknown"}]}, {"a", "b", "c"}),
        ({"batchItemFailures": "b"}, {"a", "b", "c"}),
        ({"failures": []}, {"a", "b", "c"}),
        ("fine", {"a", "b", "c"}),
    ],
)
def test_an_answer_tells_what_is_tried_again(answer: Any, failed: set[str]) -> None:
    assert failed_items(answer, ITEMS, partial=True) == failed


def test_without_partial_answers_every_answer_is_a_success() -> None:
    assert failed_items({"batchItemFailures": [{"itemIdentifier": "b"}]}, ITEMS, partial=False) == set()


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ({"a": ["x"]}, {"a": "x"}, {"a": "y"}),
        ({"a": {"b": [1]}}, {"a": {"b": 1}}, {"a": 1}),
        ({"a": [{"prefix": "ab"}]}, {"a": "abc"}, {"a": "bc"}),
        ({"a": [{"suffix": "c"}]}, {"a": "abc"}, {"a": "ab"}),
        ({"a": [{"equals-ignore-case": "X"}]}, {"a": "x"}, {"a": "y"}),
        ({"a": [{"anything-but": ["x"]}]}, {"a": "y"}, {"a": "x"}),
        ({"a": [{"anything-but": {"prefix": "x"}}]}, {"a": "y"}, {"a": "xy"}),
        ({"a": [{"numeric": [">", 1, "<=", 5]}]}, {"a": 5}, {"a": 1}),
        ({"a": [{"exists": True}]}, {"a": None}, {}),
        ({"a": [{"exists": False}]}, {}, {"a": 1}),
        ({"a": [None]}, {"a": None}, {}),
        ({"$or": [{"a": [1]}, {"b": [1]}]}, {"b": 1}, {"c": 1}),
        ({"a": ["x", "y"], "b": [1]}, {"a": "y", "b": 1}, {"a": "y", "b": 2}),
    ],
)
def test_a_pattern_matches_what_it_describes(pattern: Any, matching: Any, other: Any) -> None:
    assert matches(pattern, matching)
    assert not matches(pattern, other)


def test_any_of_several_patterns_is_enough_and_none_want_everything() -> None:
    assert wanted_record({"a": 2}, [{"a": [1]}, {"a": [2]}])
    assert wanted_record({"a": 3}, [])


def test_a_pattern_for_a_json_body_does_not_match_plain_text() -> None:
    pattern = [{"body": {"kind": ["tile"]}}]

    assert wanted_message({"body": '{"kind": "tile"}'}, pattern)
    assert not wanted_message({"body": "tile"}, pattern)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ({"Ref": "Size"}, "5"),
        ({"Ref": "Queue"}, "queue-ref"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, "queue-Arn"),
        ({"Fn::Sub": "${Size}-${Queue.Arn}-${!kept}"}, "5-queue-Arn-${kept}"),
        ({"Fn::Sub": ["${own}/${Queue}", {"own": {"Ref": "Size"}}]}, "5/queue-ref"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Size"}]]}, "a-5"),
        ({"Fn::Select": ["1", ["a", "b"]]}, "b"),
        ({"Fn::Split": [",", "a,b"]}, ["a", "b"]),
        ({"Fn::If": ["IsLarge", "large", "small"]}, "small"),
        ({"Fn::FindInMap": ["Sizes", "5", "name"]}, "five"),
        ({"a": {"Fn::If": ["IsLarge", 1, {"Ref": "AWS::NoValue"}]}, "b": 2}, {"b": 2}),
        ([{"Ref": "AWS::NoValue"}, 1], [1]),
    ],
)
def test_an_intrinsic_function_is_resolved(raw: Any, value: Any) -> None:
    assert _resolver().value(raw) == value


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownReferenceError, match="does not know 'Nobody'"):
        _resolver().value({"Ref": "Nobody"})


def _resolver() -> Resolver:
    template = {
        "Conditions": {"IsLarge": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Size"}, "5"]}]}},
        "Mappings": {"Sizes": {"5": {"name": "five"}}},
    }
    attributes = {("Queue", None): "queue-ref", ("Queue", "Arn"): "queue-Arn"}
    return Resolver(template, {"Size": "5"}, lambda name, attribute: attributes[name, attribute])
