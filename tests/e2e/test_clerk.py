"""An officer enters what somebody told: in the unit's name, whatever comes between."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import choose_category, fill_in, give_password, go_on, sign_in

REFUSED = {"type": "about:blank", "title": "Sign-in needed", "status": 401, "detail": "Sign in."}
POOL = {"Content-Type": "application/x-amz-json-1.1", "Access-Control-Allow-Origin": "*"}


@pytest.fixture(autouse=True)
def _officers_ask_the_pool(watch: Watch) -> None:
    watch.pool_expected = True


def test_a_session_that_ends_while_sending_loses_nothing(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True
    page = new_page()
    sign_in(page, "krakow", system)
    begin(page)
    fill_in(page, "niszczenie ziel", "50.0277 19.9433")
    end_session(page, system)

    go_on(page)
    expect(page.locator(".refusal")).to_contain_text("Sesja się skończyła")
    page.unroute_all()
    page.locator(".refusal").get_by_role("link", name="Zaloguj").click()
    give_password(page, "krakow", system.password)

    expect(page.locator(".step-review .clerk-note")).to_contain_text("1261")
    go_on(page)
    expect(page.locator("h1")).to_have_text("Dziękujemy, zgłoszenie przyjęte")


def test_what_an_officer_began_is_never_a_residents_report(new_page: NewPage, system: System) -> None:
    page = new_page()
    sign_in(page, "krakow", system)
    begin(page)
    choose_category(page, "akty wandalizmu")

    page.goto("/#/officer/list")
    expect(page.locator(".line").first).to_be_visible()
    page.goto("/#/report/where")
    expect(page.locator(".step-where .clerk-note")).to_contain_text("1261")

    page.goto("/#/officer/list")
    page.get_by_role("button", name="Wyloguj").click()
    expect(page.get_by_label("Nazwa użytkownika")).to_be_visible()
    page.goto("/#/report/where")
    expect(page.locator(".step-what")).to_be_visible()
    expect(page.locator(".clerk-note")).to_have_count(0)


def begin(page: Page) -> None:
    page.get_by_role("button", name="Wpisz zgłoszenie usłyszane").click()
    expect(page.locator(".clerk-note")).to_contain_text("1261")


def end_session(page: Page, system: System) -> None:
    """Let the service take the token for spent, and the pool not know the session any more."""

    def refuse(route: Route) -> None:
        if route.request.method == "POST" and "x-amz-target" in route.request.headers:
            route.fulfill(status=400, headers=POOL, body=json.dumps({"__type": "NotAuthorizedException"}))
        else:
            route.continue_()

    page.route(re.compile(re.escape(system.endpoint)), refuse)
    page.route("**/v1/units/1261/reports", lambda route: route.fulfill(status=401, json=REFUSED))
