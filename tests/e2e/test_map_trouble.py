"""A map that could not be loaded: nobody takes it for an empty one, and everybody can ask again."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watch
from tests.e2e.steps import MAP_READY, expect_colours, open_map, reports_in_view
from tests.e2e.test_accessibility import faults_of

MAP = ".maplibregl-canvas"
NOTE = ".map-note"
LAYERS = re.compile(r"/v1/tiles/[\w-]+\.json$")
TILES = re.compile(r"/v1/tiles/.*\.mvt$")


def test_a_map_that_could_not_be_loaded_is_not_an_empty_one(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True
    page = browser_page
    page.route(LAYERS, lambda route: route.fulfill(status=503))

    page.goto("/#/")

    expect(page.locator(NOTE)).to_contain_text("Nie udało się wczytać mapy")
    expect(page.locator(".sums")).to_contain_text("Nie udało się wczytać mapy")
    expect(page.locator(".legend")).to_be_hidden()
    assert faults_of(page) == []
    page.unroute_all()
    page.locator(NOTE).get_by_role("button", name="Spróbuj ponownie").click()
    expect(page.locator(MAP_READY)).to_be_visible()
    expect(page.locator(NOTE)).to_have_count(0)
    assert reports_in_view(page) > 100
    expect_colours(page, pixels=200)


def test_the_map_of_now_is_never_shown_for_another_time(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True
    page = browser_page
    open_map(page, "#/?z=6.2&lat=52.23&lon=21.01")
    page.route(LAYERS, lambda route: route.fulfill(status=429))

    page.get_by_label("Co pokazuje mapa").select_option("Ostatnie 12 miesięcy")

    expect(page.locator(NOTE)).to_be_visible()
    expect(page.locator(".big-number")).to_have_count(0)
    page.locator(MAP).click()
    expect(page.locator("h1")).to_have_text("Zgłoszenia w widoku")
    page.unroute_all()
    page.locator(NOTE).get_by_role("button", name="Spróbuj ponownie").click()
    expect(page.locator(MAP_READY)).to_be_visible()
    page.locator(MAP).click()
    expect(page.locator("h1")).to_have_text("Pole na mapie")


def test_whoever_moves_the_map_asks_again_for_tiles_that_failed(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True
    page = browser_page
    page.route(TILES, lambda route: route.fulfill(status=503))
    page.goto("/#/list")
    expect(page.locator(".list")).to_contain_text("Nie udało się wczytać mapy")

    page.unroute_all()
    page.get_by_role("button", name="Przybliż").click()

    expect(page.locator(".list-item").first).to_be_visible()
    expect(page.locator(NOTE)).to_have_count(0)


def test_a_location_that_the_browser_keeps_to_itself_is_told_on_the_map(browser_page: Page) -> None:
    page = browser_page
    open_map(page)

    page.get_by_role("button", name="Moje położenie").click()

    expect(page.locator(NOTE)).to_contain_text("Przeglądarka nie udostępniła położenia")
    page.locator(NOTE).get_by_role("button", name="Zamknij").click()
    expect(page.locator(NOTE)).to_have_count(0)
