"""The local gateway asks who calls before it passes a request on, and believes nobody but the authoriser."""

from pathlib import Path
from typing import Any

import pytest

from infra.local.functions import Outcome
from infra.local.gateway import Gateway
from infra.local.message import Answer, Request
from infra.local.template import load_plan

PLAN = load_plan(Path(__file__).parents[3] / "template.yaml", "http://endpoint", "host")


class Functions:
    """An authoriser that says what it was told to say, and an API; both keep what they are asked."""

    def __init__(self, effect: str = "Allow", **context: Any) -> None:
        statement = {"Effect": effect, "Action": "execute-api:Invoke", "Resource": "*"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        said = {"principalId": "somebody", "policyDocument": policy, "context": context}
        self.authorised = Outcome("1", payload=said)
        self.asked: list[tuple[str, Any]] = []

    def invoke(self, name: str, event: Any) -> Outcome:
        self.asked.append((name, event))
        if name == "authorise":
            return self.authorised
        return Outcome("1", payload={"statusCode": 200, "headers": {}, "body": "{}"})


def ask(functions: Functions, path: str = "/v1/reports/1", method: str = "GET") -> Answer:
    headers = {"Authorization": "Bearer token", "Host": "host"}
    request = Request(method, path, "a=1", headers, b"{}", "192.0.2.1")
    return Gateway(PLAN, functions.invoke).handle(request)


def test_what_the_authoriser_says_of_the_caller_reaches_the_function_as_text() -> None:
    functions = Functions(role="officer", level=2)

    assert ask(functions).status == 200

    (_, asked), (name, event) = functions.asked
    assert asked["type"] == "REQUEST"
    assert asked["methodArn"].endswith("/live/GET/v1/reports/1")
    assert asked["headers"]["Authorization"] == "Bearer token"
    assert "body" not in asked
    assert name == "api"
    authorizer = event["requestContext"]["authorizer"]
    assert authorizer == {"principalId": "somebody", "role": "officer", "level": "2"}


def test_a_denied_request_gets_the_template_s_answer_and_reaches_no_function() -> None:
    functions = Functions("Deny")

    answer = ask(functions, method="PATCH")

    assert answer.status == 401
    assert answer.header("Content-Type") == "application/problem+json"
    assert answer.header("WWW-Authenticate") == "Bearer"
    assert [name for name, _ in functions.asked] == ["authorise"]


@pytest.mark.parametrize("outcome", [Outcome("1", error={"errorMessage": "broken"}), Outcome("1")])
def test_an_authoriser_that_fails_lets_nobody_in(outcome: Outcome) -> None:
    functions = Functions()
    functions.authorised = outcome

    assert ask(functions).status == 500
    assert [name for name, _ in functions.asked] == ["authorise"]


def test_a_public_operation_asks_no_authoriser() -> None:
    functions = Functions()

    ask(functions, "/v1/health")

    assert [name for name, _ in functions.asked] == ["api"]
