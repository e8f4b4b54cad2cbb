"""Reading the map: hexagons, filters, one cell, the list, languages, phones."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import expect_colours, number_in, open_map, reports_in_view

MAP = ".maplibregl-canvas"
WARSAW = "#/?z=9.5&lat=52.23&lon=21.01"


def test_the_map_opens_with_hexagons_in_every_colour_of_its_legend(browser_page: Page) -> None:
    open_map(browser_page)

    assert reports_in_view(browser_page) > 100
    expect_colours(browser_page, pixels=200)
    expect(browser_page.locator(".credits")).to_contain_text("© OpenStreetMap contributors, geoBoundaries")
    expect(browser_page.locator(".credits")).to_contain_text("GeoNames")
    expect(browser_page.locator(".emergency")).to_contain_text("112")


def test_a_filter_counts_fewer_reports_and_stays_in_the_address(browser_page: Page) -> None:
    open_map(browser_page)
    before = reports_in_view(browser_page)
    row = browser_page.locator(".row", has_text="Nieprawidłowe parkowanie")
    expected = number_in(row.locator(".row-count"))

    row.click()

    expect(browser_page).to_have_url(re.compile("category=illegal_parking"))
    assert reports_in_view(browser_page) == expected < before
    browser_page.reload()
    expect(browser_page.locator(".row", has_text="Nieprawidłowe parkowanie").locator("input")).to_be_checked()
    expect(browser_page.locator(".big-number")).to_be_visible()
    assert reports_in_view(browser_page) == expected


def test_a_status_filter_and_its_end(browser_page: Page) -> None:
    open_map(browser_page)
    before = reports_in_view(browser_page)
    row = browser_page.locator(".row:has([value=confirmed])")
    expected = number_in(row.locator(".row-count"))

    row.click()

    expect(browser_page).to_have_url(re.compile("status=confirmed"))
    assert 0 < reports_in_view(browser_page) == expected < before
    browser_page.get_by_role("button", name="Wyczyść filtry").click()
    assert reports_in_view(browser_page) == before


def test_the_map_of_a_year_counts_what_is_over_too_and_stays_in_the_address(browser_page: Page) -> None:
    open_map(browser_page)
    now = reports_in_view(browser_page)

    browser_page.get_by_label("Co pokazuje mapa").select_option("Ostatnie 12 miesięcy")

    expect(browser_page).to_have_url(re.compile("layer=last-12-months"))
    expect(browser_page.locator(".big-number")).not_to_have_text(f"{now:,}".replace(",", "\u00a0"))
    year = reports_in_view(browser_page)
    assert year > 1.5 * now
    browser_page.reload()
    expect(browser_page.get_by_label("Co pokazuje mapa")).to_have_value("last-12-months")
    expect(browser_page.locator(".big-number")).to_be_visible()
    assert reports_in_view(browser_page) == year


def test_a_kind_is_found_by_typing(browser_page: Page) -> None:
    open_map(browser_page)

    browser_page.get_by_role("searchbox", name="Szukaj rodzaju").fill("predk")

    shown = browser_page.locator(".filter .group .row:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Przekraczanie dozwolonej prędkości")


def test_a_cell_of_the_list_tells_the_same_number_as_the_map(browser_page: Page) -> None:
    open_map(browser_page)
    browser_page.get_by_role("link", name="Jako lista").click()
    first = browser_page.locator(".list-item").first
    expected = number_in(first.locator(".row-count"))

    first.click()

    expect(browser_page.locator("h1")).to_have_text("Pole na mapie")
    expect(browser_page.locator(".cell .big-number")).to_be_visible()
    assert number_in(browser_page.locator(".cell .big-number")) == expected
    by_status = browser_page.locator(".bars .row-count").all()
    assert sum(map(number_in, by_status)) == expected
    expect(browser_page.locator(".unit-name")).to_be_visible()


def test_a_town_is_found_and_the_cell_under_the_crosshair_opens_by_keyboard(browser_page: Page) -> None:
    open_map(browser_page)
    search = browser_page.get_by_role("combobox", name="Znajdź miejscowość")
    search.fill("krakow")
    expect(browser_page.get_by_role("option")).not_to_have_count(0)
    search.press("Enter")
    expect(browser_page).to_have_url(re.compile(r"z=10\.00"))
    expect(browser_page.locator(MAP)).to_be_visible()

    browser_page.locator(MAP).focus()
    for _ in range(4):
        browser_page.keyboard.press("Minus")
    expect(browser_page).to_have_url(re.compile(r"z=6\.00"))
    expect(browser_page.locator(".legend-note")).to_contain_text("253")
    browser_page.keyboard.press("Enter")

    expect(browser_page.locator(".cell .lead")).to_contain_text("Kraków")


def test_a_tap_on_a_hexagon_opens_it_and_back_closes_it(browser_page: Page) -> None:
    open_map(browser_page, "#/?z=6.2&lat=52.23&lon=21.01")

    browser_page.locator(MAP).click()

    expect(browser_page.locator(".cell .big-number")).to_be_visible()
    browser_page.go_back()
    expect(browser_page.locator("h1")).to_have_text("Zgłoszenia w widoku")


def test_sensitive_kinds_are_explained_where_kinds_are_chosen(browser_page: Page) -> None:
    open_map(browser_page, WARSAW)

    expect(browser_page.get_by_text("Potwierdzone publikujemy miesiącami")).to_be_visible()
    expect(browser_page.get_by_text("Nigdy nie pokazujemy na mapie")).to_be_visible()


def test_the_language_changes_at_once_and_is_remembered(browser_page: Page) -> None:
    open_map(browser_page)
    expect(browser_page.locator("html")).to_have_attribute("lang", "pl")

    for code, title in (("en", "Reports in view"), ("uk", "Повідомлення на екрані")):
        browser_page.locator(".language select").select_option(code)
        expect(browser_page.locator("h1")).to_have_text(title)
        expect(browser_page.locator("html")).to_have_attribute("lang", code)

    browser_page.goto("/docs/")
    browser_page.goto("/")
    expect(browser_page.locator("h1")).to_have_text("Повідомлення на екрані")


def test_the_browser_decides_on_the_first_language(new_page: NewPage) -> None:
    page = new_page(locale="en-GB")

    open_map(page)

    expect(page.locator("h1")).to_have_text("Reports in view")


def test_on_a_phone_the_sheet_opens_and_nothing_runs_out_of_the_screen(phone: Page) -> None:
    open_map(phone)
    sheet = phone.locator(".panel")
    assert box(sheet)["height"] < 200
    # Its few large hexagons may leave a class of the legend to none of them, or to one beneath the sheet.
    expect_colours(phone, pixels=100, least=3)

    phone.locator(".handle").click()

    phone.wait_for_function("document.querySelector('.panel').offsetHeight > 600")
    expect(phone.locator(".row").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    small = phone.locator(".panel :is(a, button, label.row):visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []


def test_a_cell_that_does_not_exist_is_said_to_be_missing(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True

    browser_page.goto("/#/cell/nonsense")

    expect(browser_page.get_by_text("Nie ma takiego pola")).to_be_visible()


def test_without_a_connection_the_cell_says_so_and_comes_back(browser_page: Page, watch: Watch) -> None:
    watch.refusals_expected = True
    open_map(browser_page)
    browser_page.get_by_role("link", name="Jako lista").click()
    browser_page.route("**/v1/cells/**", lambda route: route.abort())
    browser_page.locator(".list-item").first.click()
    expect(browser_page.get_by_text("Brak połączenia z internetem")).to_be_visible()

    browser_page.unroute_all()
    browser_page.locator(".cell").get_by_role("button", name="Spróbuj ponownie").click()

    expect(browser_page.locator(".cell .big-number")).to_be_visible()


def test_the_contract_is_readable(browser_page: Page) -> None:
    browser_page.goto("/docs/")

    expect(browser_page.get_by_text("/v1/reports", exact=True).first).to_be_visible()
    expect(browser_page.locator(".opblock")).not_to_have_count(0)


def box(place: Locator) -> Any:
    return place.bounding_box()
