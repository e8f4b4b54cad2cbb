"""Every view passes the automatic part of WCAG 2.2 AA, in light and in dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import choose_category, go_on, open_map, sign_in, type_coordinates

AXE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = {
    "list": ".list-item",
    "about": ".about",
    "track": ".panel form",
    "track/unknown/token": ".track .state-title",
}
"""What is to be seen on each, once it is there."""

RUN = """() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_passes(new_page: NewPage, watch: Watch, scheme: str) -> None:
    watch.refusals_expected = True
    page = new_page(color_scheme=scheme)
    open_map(page)
    faults = {"map": faults_of(page)}

    for view, shown in VIEWS.items():
        page.goto(f"/#/{view}")
        expect(page.locator(shown).first).to_be_visible()
        faults[view] = faults_of(page)
    page.goto("/#/report/what")
    faults["what"] = faults_of(page)
    choose_category(page, "rozrywk")
    type_coordinates(page, "51.1079 17.0385")
    expect(page.locator(".step-where .unit-name")).to_be_visible()
    faults["where"] = faults_of(page)
    go_on(page)
    go_on(page)
    faults["details"] = faults_of(page)
    page.locator("textarea").fill("Brak wyjść ewakuacyjnych")
    go_on(page)
    expect(page.locator(".step-review")).to_be_visible()
    faults["review"] = faults_of(page)

    assert faults == {view: [] for view in faults}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_of_officers_passes(new_page: NewPage, watch: Watch, system: System, scheme: str) -> None:
    watch.pool_expected = True
    page = new_page(color_scheme=scheme)
    page.goto("/#/officer")
    expect(page.get_by_label("Nazwa użytkownika")).to_be_visible()
    faults = {"sign-in": faults_of(page)}

    sign_in(page, "krakow", system)
    page.locator(".line-box input").first.check()
    faults["list"] = faults_of(page)
    page.locator(".line a").first.click()
    expect(page.locator(".timeline")).to_be_visible()
    faults["report"] = faults_of(page)
    for act in ("Dodaj notatkę", "Przekaż innej jednostce"):
        page.get_by_role("button", name=act).click()
        faults[act] = faults_of(page)
        page.get_by_role("button", name="Anuluj").click()

    assert faults == {view: [] for view in faults}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_of_coordinators_passes(
    new_page: NewPage, watch: Watch, system: System, scheme: str
) -> None:
    watch.pool_expected = True
    page = new_page(color_scheme=scheme)
    sign_in(page, "krakow-koordynator", system)
    page.locator("summary", has_text="Kolejność").click()
    page.locator("summary", has_text="Kategorie").click()
    faults = {"filters": faults_of(page)}

    page.get_by_role("link", name="Statystyki").click()
    expect(page.locator(".chart").first).to_be_visible()
    page.locator(".chart summary").first.click()
    faults["statistics"] = faults_of(page)
    page.get_by_role("link", name="Powiadomienia").click()
    page.get_by_role("button", name="Dodaj adres").click()
    faults["subscriptions"] = faults_of(page)
    page.get_by_role("link", name="Dziennik").click()
    expect(page.locator(".alerts")).to_be_attached()
    faults["log"] = faults_of(page)

    assert faults == {view: [] for view in faults}


def faults_of(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN)["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]
