"""An officer on a phone adds a photo of the site; a colleague sees it at once, and removes it."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import place_report, sign_in

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FILE = "input[type=file]"


@pytest.fixture(autouse=True)
def _officers_ask_the_pool_and_the_buckets(watch: Watch) -> None:
    """Both lie at the local cloud's address."""
    watch.pool_expected = True


def a_photo(width: int = 2400, height: int = 1800) -> FilePayload:
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG", exif=exif)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def open_report(page: Page, system: System, account: str, report_id: str) -> None:
    sign_in(page, account, system)
    page.goto(f"/#/officer/report/{report_id}")
    expect(page.locator(".status-name")).to_be_visible()


def test_a_photo_from_a_phone_is_seen_by_a_colleague_who_removes_it(
    new_page: NewPage, system: System
) -> None:
    placed = place_report(system.url, {"category": "vandalism", "lat": 50.0512, "lon": 19.9467})
    officer, colleague = new_page(**PHONE), new_page()
    open_report(officer, system, "krakow", placed["id"])
    officer.get_by_role("button", name="Dodaj notatkę").tap()
    officer.get_by_label("Treść notatki").fill("Szyba rozbita")

    officer.locator(FILE).set_input_files(a_photo())

    expect(officer.locator(".photos img")).to_have_js_property("naturalHeight", 320)
    expect(officer.locator(".timeline")).to_contain_text("Dodano zdjęcie")
    officer.get_by_role("button", name="Zatwierdź").tap()
    expect(officer.locator(".timeline")).to_contain_text("Szyba rozbita")

    open_report(colleague, system, "krakow-koordynator", placed["id"])
    colleague.get_by_role("button", name=re.compile("Zdjęcie z")).click()
    view = colleague.locator(".photo-view")
    expect(view.locator("img")).to_have_js_property("naturalHeight", 2048)
    colleague.keyboard.press("Escape")
    expect(view).to_have_count(0)
    colleague.get_by_role("button", name=re.compile("Zdjęcie z")).press("Enter")
    view.get_by_role("button", name="Usuń").press("Enter")
    view.get_by_role("button", name="Usuń na pewno").press("Enter")
    expect(colleague.locator(".photos li")).to_have_count(0)
    expect(colleague.locator(".timeline")).to_contain_text("Usunięto zdjęcie")


def test_whoever_sends_a_photo_goes_on_working_meanwhile(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True  # the photo is a change too: the move is asked for once more
    placed = place_report(system.url, {"category": "vandalism", "lat": 50.0331, "lon": 19.9605})
    officer = new_page(**PHONE)
    open_report(officer, system, "krakow", placed["id"])
    officer.get_by_role("button", name="Przyjmij do weryfikacji").tap()

    officer.locator(FILE).set_input_files(a_photo())
    officer.get_by_role("button", name="Zatwierdź").tap()

    expect(officer.locator(".status-name")).to_have_text("Weryfikacja")
    expect(officer.locator(".photos img")).to_have_js_property("naturalHeight", 320)
    expect(officer.locator(".timeline")).to_contain_text("Dodano zdjęcie")


def test_a_photo_that_storage_could_not_take_is_sent_once_more(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True
    placed = place_report(system.url, {"category": "vandalism", "lat": 50.0712, "lon": 19.9193})
    officer = new_page(**PHONE)
    open_report(officer, system, "krakow", placed["id"])
    busy = {"status": 503, "headers": {"Access-Control-Allow-Origin": "*"}}
    storage = f"{system.endpoint}/{system.plan.functions['api'].environment['UPLOADS_BUCKET']}"
    officer.route(re.compile(f"^{storage}"), lambda route: route.fulfill(**busy), times=1)

    officer.locator(FILE).set_input_files(a_photo())
    officer.get_by_role("button", name="Spróbuj ponownie").tap()

    expect(officer.locator(".photos img")).to_have_js_property("naturalHeight", 320)


def test_what_is_no_picture_is_refused_in_words(new_page: NewPage, system: System) -> None:
    placed = place_report(system.url, {"category": "stray_dogs", "lat": 50.0513, "lon": 19.9469})
    officer = new_page(**PHONE)
    open_report(officer, system, "krakow", placed["id"])

    officer.locator(FILE).set_input_files(
        {"name": "IMG_0002.jpg", "mimeType": "image/jpeg", "buffer": b"a text"}
    )

    expect(officer.locator(".photos .is-refused")).to_contain_text("to nie jest zdjęcie")
    officer.get_by_role("button", name="Usuń").tap()
    expect(officer.locator(".photos li")).to_have_count(0)
