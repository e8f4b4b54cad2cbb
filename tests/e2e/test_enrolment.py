"""The setting-up of an authenticator: the local pool never asks for it, so one that does stands before it."""

import base64
import json
import re
import secrets
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import give_password
from tests.e2e.test_officer import PHONE, code_of

Answer = tuple[int, object]
Operation = Callable[[Any], Answer]

JSON = {"Content-Type": "application/x-amz-json-1.1", "Access-Control-Allow-Origin": "*"}


class AskingPool:
    """Answers as Cognito does to an account without a second factor; the tokens are the real pool's."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.secret = base64.b32encode(secrets.token_bytes(20)).decode()
        self._password = ""
        self._operations: dict[str, Operation] = {
            "InitiateAuth": self._begin,
            "AssociateSoftwareToken": self._give_key,
            "VerifySoftwareToken": self._verify,
            "RespondToAuthChallenge": self._let_in,
        }

    def answer(self, route: Route) -> None:
        operation = (route.request.headers.get("x-amz-target") or "").rpartition(".")[2]
        act = self._operations.get(operation)
        if act is None:
            route.continue_()
            return
        status, body = act(json.loads(route.request.post_data or "{}"))
        route.fulfill(status=status, headers=JSON, body=json.dumps(body))

    def _begin(self, asked: dict[str, Any]) -> Answer:
        self._password = asked["AuthParameters"]["PASSWORD"]
        user = asked["AuthParameters"]["USERNAME"]
        return 200, {
            "ChallengeName": "MFA_SETUP",
            "ChallengeParameters": {"USER_ID_FOR_SRP": user},
            "Session": "session-of-the-challenge",
        }

    def _give_key(self, asked: dict[str, Any]) -> Answer:
        assert asked["Session"] == "session-of-the-challenge"
        return 200, {"SecretCode": self.secret, "Session": "session-of-the-key"}

    def _verify(self, asked: dict[str, Any]) -> Answer:
        assert asked["Session"] == "session-of-the-key"
        if asked["UserCode"] not in {code_of(self.secret), code_of(self.secret, 30)}:
            return 400, {"__type": "EnableSoftwareTokenMFAException", "message": "no"}
        return 200, {"Status": "SUCCESS", "Session": "session-of-the-proof"}

    def _let_in(self, asked: dict[str, Any]) -> Answer:
        assert (asked["ChallengeName"], asked["Session"]) == ("MFA_SETUP", "session-of-the-proof")
        found = self._system.client("cognito-idp").initiate_auth(
            ClientId=asked["ClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={
                "USERNAME": asked["ChallengeResponses"]["USERNAME"],
                "PASSWORD": self._password,
            },
        )
        return 200, {"AuthenticationResult": found["AuthenticationResult"]}


def test_who_has_no_second_factor_yet_sets_one_up_by_the_key_that_the_page_shows(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.pool_expected = watch.refusals_expected = True
    page, pool = new_page(**PHONE), AskingPool(system)
    page.route(re.compile(re.escape(system.endpoint)), pool.answer)
    page.goto("/#/officer")

    give_password(page, "krakow", system.password)
    expect(page.get_by_role("img", name="Kod QR")).to_be_visible()
    key = page.locator(".key-letters").inner_text().replace(" ", "")
    assert key == pool.secret
    link = page.get_by_role("link", name="Otwórz w aplikacji").get_attribute("href") or ""
    assert link.startswith("otpauth://totp/")
    assert f"secret={key}" in link
    confirm(page, a_wrong_code(key))
    expect(page.locator(".fault")).to_contain_text("Kod się nie zgadza")
    confirm(page, code_of(key))

    expect(page.locator(".desk-name")).to_have_text("krakow")


def confirm(page: Page, code: str) -> None:
    page.get_by_label("Kod, który pokazuje aplikacja").fill(code)
    page.get_by_role("button", name="Potwierdź").tap()


def a_wrong_code(secret: str) -> str:
    right = {code_of(secret, seconds_ago) for seconds_ago in (-30, 0, 30)}
    return next(code for code in ("000000", "000001", "000002", "000003") if code not in right)
