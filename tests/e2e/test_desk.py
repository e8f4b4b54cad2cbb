"""What coordinators and officers do on the pages about their unit, and with many reports at once."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import place_report, sign_in
from tests.e2e.test_officer import PHONE


@pytest.fixture(autouse=True)
def _officers_ask_the_pool(watch: Watch) -> None:
    watch.pool_expected = True


def test_a_unit_is_seen_beside_its_garrison_and_every_chart_has_its_table(
    new_page: NewPage, system: System
) -> None:
    page = new_page(**PHONE)
    sign_in(page, "krakow", system)

    page.get_by_role("link", name="Statystyki").tap()

    expect(page.locator(".is-summary tbody tr")).to_have_count(7)
    expect(page.locator(".chart svg")).to_have_count(5)
    received = page.locator(".chart").first
    received.locator("summary").tap()
    expect(received.locator("tbody tr")).to_have_count(14)
    months = [int(text) for text in received.locator("tbody td").all_inner_texts()[:12]]
    whole = page.locator(".is-summary tbody tr").first.locator("td").first
    assert sum(months) == int(whole.inner_text()) > 0


def test_another_period_is_kept_in_the_address_and_saved_as_a_table(
    new_page: NewPage, system: System
) -> None:
    page = new_page()
    sign_in(page, "krakow", system)
    page.get_by_role("link", name="Statystyki").click()
    page.get_by_role("button", name="3 miesiące").click()
    expect(page.get_by_role("button", name="3 miesiące")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"unit=1261&from=\d{4}-\d\d&to=\d{4}-\d\d"))

    with page.expect_download() as download:
        page.get_by_role("button", name="Zapisz jako CSV").click()

    assert re.fullmatch(r"1261_\d{4}-\d\d_\d{4}-\d\d\.csv", download.value.suggested_filename)
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("of,month,received")
    assert len(lines) == 1 + 3 + 2


def test_a_coordinator_adds_changes_and_ends_a_subscription(new_page: NewPage, system: System) -> None:
    page, address = new_page(**PHONE), f"sluzba-{time.time_ns()}@policja.example"
    sign_in(page, "krakow-koordynator", system)
    page.get_by_role("link", name="Powiadomienia").tap()

    page.get_by_role("button", name="Dodaj adres").tap()
    page.get_by_label("Adres e-mail").fill(address)
    page.get_by_label("Opis (czyj to adres)").fill("Dyżurny")
    page.get_by_label("pilne").check()
    page.get_by_role("button", name="Dodaj", exact=True).tap()
    card = page.locator(".subscription", has_text=address)
    expect(card).to_contain_text("pilne")

    card.get_by_role("button", name="Zmień filtr").tap()
    card.get_by_label("Odpowiedź instytucji").check()
    card.get_by_role("button", name="Zatwierdź").tap()
    expect(card.locator(".facts")).to_contain_text("Odpowiedź instytucji")

    card.get_by_role("button", name="Zakończ").tap()
    card.get_by_role("button", name="Zatwierdź").tap()
    expect(card).to_have_count(0)


def test_what_is_wrong_with_a_subscription_is_said_beside_its_field(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True
    page = new_page()
    sign_in(page, "krakow-koordynator", system)
    page.goto("/#/officer/subscriptions")
    page.get_by_role("button", name="Dodaj adres").click()
    page.get_by_label("Czym powiadamiać").select_option("sms")
    page.get_by_label("Numer telefonu").fill("600 100 200")
    page.get_by_label("Opis (czyj to adres)").fill("x" * 81)

    page.get_by_role("button", name="Dodaj", exact=True).click()

    expect(page.get_by_text("Podaj numer jak +48600100200")).to_be_visible()
    expect(page.get_by_text("Opis może mieć najwyżej 80 znaków")).to_be_visible()


def test_a_digest_is_chosen_once_and_stands_after_a_reload(new_page: NewPage, system: System) -> None:
    page = new_page()
    sign_in(page, "malopolska", system)
    page.goto("/#/officer/subscriptions?unit=1206")

    page.get_by_label("zbiorczo co godzinę").check()
    expect(page.get_by_text("Najbliższe zestawienie")).to_be_visible()
    page.reload()

    expect(page.get_by_label("zbiorczo co godzinę")).to_be_checked()
    page.get_by_label("od razu").check()
    expect(page.get_by_text("Najbliższe zestawienie")).to_be_hidden()


def test_the_log_tells_what_a_unit_was_told(new_page: NewPage, system: System) -> None:
    placed = place_report(system.url, {"category": "stray_dogs", "lat": 50.0122, "lon": 19.9622})
    system.drain()
    page = new_page(**PHONE)
    sign_in(page, "krakow-koordynator", system)

    page.get_by_role("link", name="Dziennik").tap()

    alert = page.locator(".alert", has_text=f"zgłoszenie {placed['id'][:8]}")
    expect(alert).to_contain_text("Nowe zgłoszenie")
    expect(alert.locator(".state-badge")).to_contain_text("Wysłano")
    alert.get_by_role("link").tap()
    expect(page.locator(".report-head")).to_be_visible()


def test_the_pages_of_coordinators_are_neither_offered_nor_shown_to_officers(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True
    page = new_page()
    sign_in(page, "krakow", system)
    expect(page.get_by_role("link", name="Statystyki")).to_be_visible()
    expect(page.get_by_role("link", name="Dziennik")).to_have_count(0)

    page.goto("/#/officer/alerts")

    expect(page.get_by_text("Ta strona nie jest dla Ciebie")).to_be_visible()


def test_the_card_opens_ready_to_print_in_its_own_dress(new_page: NewPage, system: System) -> None:
    placed = place_report(
        system.url,
        {"category": "illegal_dump", "lat": 50.0244, "lon": 19.9744, "description": "<b>Opony</b>"},
    )
    page = new_page()
    page.context.add_init_script("window.print = () => { window.printed = true; }")
    sign_in(page, "krakow", system)
    page.goto(f"/#/officer/report/{placed['id']}")

    with page.expect_popup() as popup:
        page.get_by_role("button", name="Drukuj kartę weryfikacji").click()

    card = popup.value
    expect(card.get_by_role("heading", level=1)).to_have_text("Karta weryfikacji zagrożenia")
    expect(card.get_by_text("<b>Opony</b>")).to_be_visible()
    card.wait_for_function("window.printed")
    assert card.evaluate("getComputedStyle(document.querySelector('.line')).borderBottomStyle") == "dotted"


def test_a_list_is_narrowed_by_category_border_age_and_words(new_page: NewPage, system: System) -> None:
    word = f"Zguba{time.time_ns()}"
    placed = place_report(
        system.url,
        {"category": "public_drinking", "lat": 50.0366, "lon": 19.9866, "description": f"Tu leży {word}."},
    )
    page = new_page()
    sign_in(page, "krakow", system)
    page.locator("summary", has_text="Kolejność").click()

    page.get_by_label("Nie starsze niż").select_option("1")
    page.get_by_label("Granica jednostki").select_option("false")
    page.locator("summary", has_text="Kategorie").click()
    page.locator(".further").get_by_label("Spożywanie alkoholu").check()
    page.get_by_label("Słowa w opisie").fill(word.lower())
    page.get_by_role("button", name="Szukaj").click()

    expect(page.locator(".line")).to_have_count(1)
    expect(line(page, placed["id"])).to_be_visible()
    expect(page).to_have_url(re.compile("category=public_drinking&near_border=false&newer_than=1"))
    assert word.lower() not in page.url
    expect(page.locator("summary", has_text="4 ustawione")).to_be_visible()
    page.get_by_role("button", name="Wyczyść filtry").click()
    expect(page.locator(".line").nth(1)).to_be_visible()


def test_several_reports_are_given_to_a_colleague_and_each_result_is_said(
    new_page: NewPage, system: System
) -> None:
    colleague = new_page()
    sign_in(colleague, "krakow", system)
    ids = [
        place_report(system.url, {"category": "grass_burning", "lat": lat, "lon": 19.8511})["id"]
        for lat in (50.0311, 50.0399)
    ]
    page = new_page()
    sign_in(page, "krakow-koordynator", system)
    tick(page, ids)

    page.get_by_role("button", name="Przydziel komuś").click()
    page.get_by_label("Komu").select_option(label="krakow, Funkcjonariusz")
    page.get_by_role("button", name="Przydziel", exact=True).click()
    expect(page.locator(".results .is-done")).to_have_count(2)

    expect(line(page, ids[0])).to_contain_text("przydzielone")
    tick(page, ids[:1])
    page.get_by_role("button", name="Przydziel mnie").click()
    expect(page.locator(".results .is-done")).to_have_count(1)
    expect(line(page, ids[0])).to_contain_text("prowadzę ja")
    tick(page, ids[:1])
    page.get_by_role("button", name="Przydziel mnie").click()
    expect(page.locator(".results .is-left")).to_contain_text("już prowadzi")


def line(page: Page, report_id: str) -> Locator:
    return page.locator(f".line[data-id='{report_id}']")


def tick(page: Page, ids: list[str]) -> None:
    for report_id in ids:
        line(page, report_id).locator("input").check()
    expect(page.locator(".bulk-count")).to_have_text(f"Zaznaczono {len(ids)}")
