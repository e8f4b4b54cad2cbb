"""Placing a report and following it, with every way it can go wrong."""

import re
from urllib.error import HTTPError

from playwright.sync_api import Page, Request, expect

from tests.e2e.conftest import Watch
from tests.e2e.steps import choose_category, go_on, open_map, place_report, type_coordinates, write_report

REPORTS = "**/v1/reports"


def test_a_report_is_placed_and_followed_and_its_key_is_in_no_address(browser_page: Page) -> None:
    page, asked = browser_page, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    open_map(page)

    page.get_by_role("link", name="Zgłoś zagrożenie").first.click()
    expect(page.locator(".emergency-box")).to_contain_text("112")
    choose_category(page, "dzikie")
    page.get_by_role("combobox", name="Znajdź miejscowość").fill("radom")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"z=12\.50"))
    page.get_by_role("button", name="Ustaw w środku mapy").click()
    expect(page.locator(".step-where .unit-name")).to_contain_text("Radom")
    go_on(page)
    page.get_by_label(re.compile("^Opis")).fill("Opony przy drodze leśnej")
    page.get_by_text("Wieczorem").click()
    go_on(page)
    expect(page.locator(".review")).to_contain_text("Opony przy drodze leśnej")
    go_on(page)

    expect(page.locator("h1")).to_have_text("Dziękujemy, zgłoszenie przyjęte")
    expect(page.locator(".unit-name")).to_contain_text("Radom")
    link = page.locator(".tracking input").input_value()
    page.get_by_role("link", name="Otwórz stronę zgłoszenia").click()
    expect(page.locator(".status-name")).to_have_text("Nowe")
    expect(page.locator(".timeline li")).to_have_count(1)
    assert page.url == link
    token = link.rsplit("/", 1)[1]
    assert not [url for url in asked if token in url]


def test_a_tracking_link_can_be_pasted(browser_page: Page, live_url: str) -> None:
    report = {"category": "stray_dogs", "lat": 50.06, "lon": 19.94}
    receipt = place_report(live_url, report)
    browser_page.goto("/#/track")

    browser_page.get_by_label("Link do śledzenia").fill("niczego tu nie ma")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator(".fault")).to_be_visible()
    link = f"{live_url}/#/track/{receipt['id']}/{receipt['tracking_token']}"
    browser_page.get_by_label("Link do śledzenia").fill(link)
    browser_page.keyboard.press("Enter")

    expect(browser_page.locator(".report-kind")).to_contain_text("psy")


def test_a_wrong_tracking_link_tells_nothing(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True

    browser_page.goto("/#/track/0192f0c0-0000-7000-8000-000000000000/wrong")

    expect(browser_page.get_by_text("Nie znaleźliśmy takiego zgłoszenia")).to_be_visible()


def test_a_place_abroad_is_refused_before_sending(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True
    browser_page.goto("/#/report/what")
    choose_category(browser_page, "zebractwo")

    type_coordinates(browser_page, "48,8566 2,3522")

    expect(browser_page.locator(".step-where > .fault")).to_contain_text("poza Polską")
    go_on(browser_page)
    expect(browser_page.locator(".step-where")).to_be_visible()


def test_a_demanded_description_is_asked_for_beside_its_field(browser_page: Page) -> None:
    browser_page.goto("/#/report/what")
    choose_category(browser_page, "rozrywk")
    type_coordinates(browser_page, "51.1079 17.0385")
    go_on(browser_page)

    go_on(browser_page)

    field = browser_page.get_by_label(re.compile("^Opis"))
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("x" * 501)
    expect(browser_page.locator(".counter")).to_contain_text("najwyżej 500")
    go_on(browser_page)
    expect(browser_page.locator(".step-details")).to_be_visible()
    field.fill("Brak wyjść ewakuacyjnych")
    go_on(browser_page)
    expect(browser_page.locator(".step-review")).to_be_visible()


def test_a_lost_answer_is_retried_with_the_same_key(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True
    keys: list[str] = []
    browser_page.on("request", lambda request: keys.extend(key_of(request)))
    write_report(browser_page, "wypalanie", "53.1325 23.1688")
    browser_page.route(REPORTS, lambda route: route.abort(), times=1)
    go_on(browser_page)
    expect(browser_page.locator(".refusal")).to_contain_text("nie zapisze się dwa razy")

    browser_page.get_by_role("button", name="Spróbuj ponownie").click()

    expect(browser_page.locator("h1")).to_have_text("Dziękujemy, zgłoszenie przyjęte")
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_spent_quota_is_explained_kindly(browser_page: Page, live_url: str, watch: Watch) -> None:
    watch.refusals_expected = True
    spend_quota(live_url, {"category": "vandalism", "lat": 53.01, "lon": 18.6})
    write_report(browser_page, "wandalizm", "53.01 18.6")

    go_on(browser_page)

    expect(browser_page.locator(".refusal")).to_contain_text("Na dziś wystarczy")
    expect(browser_page.locator(".refusal .call")).to_contain_text("112")


def test_a_report_can_be_placed_by_keyboard_alone(browser_page: Page) -> None:
    page = browser_page
    open_map(page)

    page.get_by_role("link", name="Zgłoś zagrożenie").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    tab_to(page, "input[type=search]")
    page.keyboard.type("parkowanie")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".step-where")).to_be_visible()
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, ".typed input")
    page.keyboard.type("54,3520 18,6466")
    page.keyboard.press("Enter")
    expect(page.locator(".step-where .unit-name")).to_contain_text("Gdańsk")
    tab_to(page, ".form-foot button")
    page.keyboard.press("Enter")
    expect(page.locator(".step-details")).to_be_visible()
    tab_to(page, ".form-foot button")
    page.keyboard.press("Enter")
    expect(page.locator(".step-review")).to_be_visible()
    tab_to(page, ".form-foot button")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Dziękujemy, zgłoszenie przyjęte")


def test_a_report_is_placed_on_a_phone(phone: Page) -> None:
    open_map(phone, "#/?z=11.5&lat=51.2465&lon=22.5684")
    phone.locator(".explore .is-primary").tap()
    choose_category(phone, "spozywanie")

    phone.locator(".maplibregl-canvas").tap(position={"x": 195, "y": 160})

    expect(phone.locator(".step-where .unit-name")).to_contain_text("Lubl")
    expect(phone.locator(".marker")).to_be_visible()
    go_on(phone)
    go_on(phone)
    go_on(phone)
    expect(phone.locator("h1")).to_have_text("Dziękujemy, zgłoszenie przyjęte")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}.")


def key_of(request: Request) -> list[str]:
    return [request.headers["idempotency-key"]] if request.method == "POST" else []


def spend_quota(live_url: str, report: dict[str, object]) -> None:
    """Place reports at one place until no more are taken from there."""
    for _ in range(10):
        try:
            place_report(live_url, report)
        except HTTPError as refusal:
            if refusal.code == 429:
                return
            raise
    raise AssertionError("The quota is never spent.")
