"""An institution answers on its page, and whoever reported sees it."""

import http.client
import itertools
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from chalicelib.domain.answer import Answer
from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import choose_answer, link_of_letter, sign_in
from tests.e2e.test_accessibility import faults_of

KRAKOW = (50.0466, 19.9128)
Letter = Callable[[str], tuple[str, str]]
PLACES = itertools.count()
REPAIRED = datetime.now(UTC).date() + timedelta(days=30)
MONTHS = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"


def call(url: str, method: str, path: str, body: Any = None, token: str = "") -> Any:
    """Ask the API from an origin of its own, so that the quota of other tests is theirs."""
    connection = http.client.HTTPConnection(
        str(urlsplit(url).netloc), timeout=15, source_address=("127.0.0.11", 0)
    )
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    content = json.load(answer)
    connection.close()
    assert answer.status < 300, content
    return content


@pytest.fixture(scope="module")
def officer(system: System) -> str:
    """The id token of an officer of Kraków."""
    assert system.plan.user_pool
    signed = system.client("cognito-idp").initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=system.plan.user_pool.client_id,
        AuthParameters={"USERNAME": "krakow", "PASSWORD": system.password},
    )
    return str(signed["AuthenticationResult"]["IdToken"])


@pytest.fixture
def letter(system: System, officer: str) -> Letter:
    """Forwards a new report; gives the links of the letter and of the reporter."""

    def send(note: str) -> tuple[str, str]:
        url = system.url
        place = {"lat": KRAKOW[0] + next(PLACES) / 100, "lon": KRAKOW[1]}
        report = call(url, "POST", "/v1/reports", {"category": "road_infrastructure", **place})
        path = f"/v1/reports/{report['id']}"
        call(url, "PATCH", path, {"version": 1, "status": "under_verification"}, officer)
        call(url, "PATCH", path, {"version": 2, "status": "confirmed"}, officer)
        wish = {"version": 3, "status": "forwarded", "institution": "zdm-krakow", "note": note}
        call(url, "PATCH", path, wish, officer)
        return link_of_letter(url, note), f"#/track/{report['id']}/{report['tracking_token']}"

    return send


def test_an_institution_promises_a_repair_and_the_reporter_and_the_unit_see_the_day(
    new_page: NewPage, system: System, watch: Watch, letter: Letter
) -> None:
    watch.pool_expected = True
    link, tracking = letter("Zapadnięta studzienka")
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto(f"/{link}")

    expect(phone.locator("h1")).to_have_text("Zagrożenie do usunięcia")
    expect(phone.locator("blockquote")).to_have_text("Zapadnięta studzienka")
    expect(phone.locator(".marker")).to_be_visible()
    choose_answer(phone, Answer.REPAIR_DATE)
    phone.locator("input[type=date]").fill(REPAIRED.isoformat())
    phone.locator(".reply button[type=submit]").click()

    expect(phone.locator(".said")).to_contain_text(in_words(REPAIRED))
    expect(phone).to_have_url(re.compile(re.escape(link)))
    small = phone.locator(".reply :is(button, label.option):visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    reporter = new_page()
    reporter.goto(f"/{tracking}")
    expect(reporter.locator(".timeline")).to_contain_text("Zarządca drogi: Zarząd Dróg Miasta Krakowa")
    expect(reporter.locator(".timeline")).to_contain_text(f"Termin naprawy: {in_words(REPAIRED)}")
    assert "studzienka" not in reporter.content()
    officer = new_page()
    sign_in(officer, "krakow", system)
    officer.goto(f"/#/officer/report/{tracking.split('/')[2]}")
    expect(officer.locator(".timeline")).to_contain_text("instytucja zdm-krakow")
    expect(officer.locator(".timeline")).to_contain_text(f"Termin naprawy: {in_words(REPAIRED)}")


def test_a_refusal_asks_for_its_reason_and_closes_the_link(
    new_page: NewPage, watch: Watch, letter: Letter
) -> None:
    watch.refusals_expected = True
    link, tracking = letter("Krzywy znak")
    page = new_page(locale="en-GB")
    page.goto(f"/{link}")
    expect(page.locator("h1")).to_have_text("A threat to remove")

    page.locator(".reply button[type=submit]").click()
    expect(page.locator(".reply .fault")).to_contain_text("Choose one")
    choose_answer(page, Answer.REFUSED)
    page.locator(".reply button[type=submit]").click()
    expect(page.locator(".reply .fault")).to_contain_text("Say why")
    page.locator("textarea").fill("The road is the county's.")
    page.locator(".reply button[type=submit]").click()

    expect(page.locator(".reply")).to_contain_text("Thank you for the answer")
    page.reload()
    expect(page.locator(".reply")).to_contain_text("This matter is closed")
    reporter = new_page(locale="uk-UA")
    reporter.goto(f"/{tracking}")
    expect(reporter.locator(".timeline")).to_contain_text("Установа відмовила")


def test_an_answer_that_comes_too_late_is_told_so_and_keeps_its_words(
    new_page: NewPage, watch: Watch, letter: Letter
) -> None:
    watch.refusals_expected = True
    link, _ = letter("Wyrwana barierka")
    page = new_page()
    page.goto(f"/{link}")
    choose_answer(page, Answer.ACCEPTED)
    page.locator("textarea").fill("Ekipa jutro rano")
    page.route(
        "**/v1/answers",
        lambda route: route.fulfill(status=410, json={"title": "Closed", "detail": "Closed."}),
    )

    page.locator(".reply button[type=submit]").click()

    expect(page.locator(".reply")).to_contain_text("Ta sprawa jest zamknięta")
    expect(page.locator(".reply")).not_to_contain_text("Coś poszło nie tak")
    expect(page.locator("textarea")).to_have_value("Ekipa jutro rano")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_passes_the_automatic_part_of_wcag(
    new_page: NewPage, watch: Watch, letter: Letter, scheme: str
) -> None:
    watch.refusals_expected = True
    link, _ = letter(f"Dziura ({scheme})")
    page = new_page(color_scheme=scheme)
    page.goto(f"/{link}")
    choose_answer(page, Answer.REPAIR_DATE)
    asked = faults_of(page)

    page.goto("/#/answer/nothing")
    expect(page.locator(".reply")).to_contain_text("niczego nie otwiera")

    assert (asked, faults_of(page)) == ([], [])


def test_the_token_leaves_the_page_in_one_header_only(new_page: NewPage, letter: Letter) -> None:
    link, _ = letter("Ciemne przejście")
    token = link.rpartition("/")[2]
    page = new_page()
    seen: list[tuple[str, dict[str, str]]] = []
    page.on("request", lambda request: seen.append((request.url, request.headers)))

    page.goto(f"/{link}")
    expect(page.locator(".answers")).to_be_visible()

    assert [url for url, _ in seen if token in url.partition("#")[0]] == []
    carried = {name for _, headers in seen for name, value in headers.items() if token in value}
    assert carried == {"authorization"}
