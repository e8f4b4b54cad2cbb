"""What officers do on the console, and what of it residents see."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import (
    fill_in,
    give_password,
    go_on,
    number_in,
    open_map,
    place_report,
    sign_in,
    write_report,
)

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def _officers_ask_the_pool(watch: Watch) -> None:
    watch.pool_expected = True


def test_a_report_goes_from_a_resident_to_confirmed_and_back_to_the_resident(
    new_page: NewPage, system: System
) -> None:
    resident, officer = new_page(), new_page(**PHONE)
    write_report(resident, "wypalanie", "50.0411 19.8702")
    go_on(resident)
    tracking = resident.locator(".tracking input").input_value()

    sign_in(officer, "krakow", system)
    show_only(officer, "Nowe")
    officer.locator(f".line[data-id='{tracking.split('/')[-2]}'] a").click()
    for move, status in (
        ("Przyjmij do weryfikacji", "Weryfikacja"),
        ("Potwierdź zagrożenie", "Potwierdzone"),
    ):
        officer.get_by_role("button", name=move).tap()
        officer.get_by_role("button", name="Zatwierdź").tap()
        expect(officer.locator(".status-name")).to_have_text(status)

    resident.goto(tracking)
    expect(resident.locator(".status-name")).to_have_text("Potwierdzone")
    expect(resident.locator(".timeline li")).to_have_count(3)
    system.drain()
    anybody = new_page()  # the resident's own page may show a tile of before for a while
    open_map(anybody, "#/?z=12.5&lat=50.0411&lon=19.8702&category=grass_burning&status=confirmed")
    assert number_in(anybody.locator(".big-number")) >= 1


def test_what_was_told_in_person_is_placed_in_the_name_of_the_unit(new_page: NewPage, system: System) -> None:
    page = new_page(**PHONE)
    sign_in(page, "krakow", system)

    page.get_by_role("button", name="Wpisz zgłoszenie usłyszane").tap()
    expect(page.locator(".clerk-note")).to_contain_text("1261")
    fill_in(page, "akty wandalizmu", "50.0231 19.9502")
    go_on(page)
    tracking = page.locator(".tracking input").input_value()

    page.goto(tracking)
    expect(page.locator(".status-name")).to_have_text("Nowe")
    system.drain()
    open_map(page, "#/?z=12.5&lat=50.0231&lon=19.9502&category=vandalism&layer=contact")
    assert number_in(page.locator(".big-number")) >= 1


def test_who_was_slower_learns_how_the_report_stands_and_keeps_the_own_words(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True
    placed = place_report(system.url, {"category": "illegal_dump", "lat": 50.0755, "lon": 19.9012})
    quick, slow = new_page(), new_page()
    for page in (quick, slow):
        sign_in(page, "krakow", system)
        page.goto(f"/#/officer/report/{placed['id']}")
        expect(page.locator(".status-name")).to_have_text("Nowe")
    slow.get_by_role("button", name="Dodaj notatkę").click()
    slow.get_by_label("Treść notatki").fill("Worki za garażem")
    take_up(quick)

    slow.get_by_role("button", name="Zatwierdź").click()

    expect(slow.locator(".refusal")).to_contain_text("Ktoś był szybszy")
    expect(slow.locator(".status-name")).to_have_text("Weryfikacja")
    expect(slow.get_by_label("Treść notatki")).to_have_value("Worki za garażem")
    slow.get_by_role("button", name="Zatwierdź").click()
    expect(slow.locator(".timeline")).to_contain_text("Worki za garażem")


def test_a_reason_is_asked_for_beside_its_field(new_page: NewPage, system: System) -> None:
    placed = place_report(system.url, {"category": "stray_dogs", "lat": 50.0655, "lon": 19.8812})
    page = new_page()
    sign_in(page, "krakow", system)
    page.goto(f"/#/officer/report/{placed['id']}")
    take_up(page)

    page.get_by_role("button", name="Nie potwierdzam").click()
    page.get_by_role("button", name="Zatwierdź").click()

    expect(page.locator(".act-form .fault")).to_contain_text("Napisz, dlaczego")
    expect(page.locator(".act-form textarea")).to_be_focused()
    page.locator(".act-form textarea").fill("Na miejscu nie było psów")
    page.get_by_role("button", name="Zatwierdź").click()
    expect(page.locator(".status-name")).to_have_text("Niepotwierdzone")
    expect(page.locator(".timeline")).to_contain_text("Na miejscu nie było psów")


def test_several_reports_are_taken_up_by_keys_alone_and_each_result_is_said(
    new_page: NewPage, system: System
) -> None:
    for lat in (50.0911, 50.0991):
        place_report(system.url, {"category": "begging", "lat": lat, "lon": 19.9512})
    page = new_page()
    sign_in(page, "krakow", system)
    show_only(page, "Nowe")
    expect(page.locator(".line", has_text="Żebractwo").nth(1)).to_be_visible()

    for key in "jxjx":
        page.keyboard.press(key)
    expect(page.locator(".bulk-count")).to_have_text("Zaznaczono 2")
    page.locator(".bulk-bar .is-primary").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".results .is-done")).to_have_count(2)


def test_a_list_refreshes_itself_without_losing_its_place(new_page: NewPage, system: System) -> None:
    page = new_page()
    sign_in(page, "krakow", system)
    page.keyboard.press("j")
    chosen = page.locator(".line:focus-within")
    before = chosen.get_attribute("data-id")
    placed = place_report(system.url, {"category": "quads_in_forest", "lat": 50.0433, "lon": 19.8912})

    page.get_by_role("button", name="Odśwież listę").evaluate("button => button.click()")

    expect(page.locator(f".line[data-id='{placed['id']}']")).to_be_visible()
    expect(page.locator(".line:focus-within")).to_have_attribute("data-id", str(before))


def test_a_session_outlives_a_reload_and_ends_with_the_sign_out(new_page: NewPage, system: System) -> None:
    page = new_page()
    sign_in(page, "krakow", system)
    page.reload()
    expect(page.locator(".desk-name")).to_have_text("krakow")

    page.get_by_role("button", name="Wyloguj").click()

    expect(page.get_by_label("Nazwa użytkownika")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Nazwa użytkownika")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_report_of_another_unit_is_not_shown(new_page: NewPage, system: System, watch: Watch) -> None:
    watch.refusals_expected = True
    placed = place_report(system.url, {"category": "stray_dogs", "lat": 52.4064, "lon": 16.9252})
    page = new_page()

    page.goto(f"/#/officer/report/{placed['id']}")
    give_password(page, "krakow", system.password)

    expect(page.get_by_text("To zgłoszenie należy do innej jednostki")).to_be_visible()


def test_a_wrong_password_and_a_wrong_code_are_refused_and_the_right_ones_are_not(
    new_page: NewPage, system: System, watch: Watch
) -> None:
    watch.refusals_expected = True
    secret = an_account(system, "druga-sluzba", "Tymczasowe-1234")
    page = new_page()
    page.goto("/#/officer")

    give_password(page, "druga-sluzba", "zle-haslo")
    expect(page.locator(".fault")).to_contain_text("się nie zgadza")
    give_password(page, "druga-sluzba", "Tymczasowe-1234")
    code = page.get_by_label("Kod z aplikacji")
    code.fill("000000")
    page.get_by_role("button", name="Potwierdź").click()
    expect(page.locator(".fault")).to_contain_text("Kod się nie zgadza")
    code.fill(code_of(secret))
    page.get_by_role("button", name="Potwierdź").click()

    expect(page.locator(".desk-name")).to_have_text("druga-sluzba")


def test_who_comes_first_chooses_a_password(new_page: NewPage, system: System) -> None:
    cognito, pool = system.client("cognito-idp"), pool_id(system)
    name = f"nowy-{time.time_ns()}"
    unit = [{"Name": "custom:unit", "Value": "1261"}]
    cognito.admin_create_user(
        UserPoolId=pool, Username=name, UserAttributes=unit, TemporaryPassword="Tymczasowe-1234"
    )
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName="officer")
    page = new_page()
    page.goto("/#/officer")

    give_password(page, name, "Tymczasowe-1234")
    page.get_by_label("Nowe hasło").fill("Wlasne-haslo-5678")
    page.get_by_role("button", name="Potwierdź").click()

    expect(page.locator(".desk-name")).to_have_text(name)


def test_a_confirmed_threat_is_taken_on_and_forwarded_and_the_resident_sees_it(
    new_page: NewPage, system: System
) -> None:
    placed = place_report(system.url, {"category": "road_infrastructure", "lat": 50.0588, "lon": 19.9303})
    page, resident = new_page(**PHONE), new_page()
    sign_in(page, "krakow", system)
    page.goto(f"/#/officer/report/{placed['id']}")

    page.get_by_role("button", name="Przydziel").tap()
    page.get_by_role("button", name="Zatwierdź").tap()
    expect(page.locator(".facts").get_by_text("ja", exact=True)).to_be_visible()
    take_up(page)
    page.get_by_role("button", name="Potwierdź zagrożenie").tap()
    page.get_by_role("button", name="Zatwierdź").tap()
    page.get_by_role("button", name="Przekaż poza Policję").tap()
    expect(page.get_by_label("Instytucja")).to_be_visible()
    page.get_by_label(re.compile("^O co prosisz")).fill("Proszę o naprawę nawierzchni")
    page.get_by_role("button", name="Zatwierdź").tap()

    expect(page.locator(".status-name")).to_have_text("Potwierdzone (przekazane poza Policję)")
    resident.goto(f"/#/track/{placed['id']}/{placed['tracking_token']}")
    expect(resident.locator(".status-name")).to_have_text("Potwierdzone (przekazane poza Policję)")


def test_lines_and_marks_on_the_map_stand_for_each_other(new_page: NewPage, system: System) -> None:
    page = new_page()
    sign_in(page, "krakow-koordynator", system)
    expect(page.locator(".mark")).to_have_count(page.locator(".line").count())

    page.keyboard.press("j")

    expect(page.locator(".mark.is-active")).to_have_count(1)
    page.locator(".mark.is-active").click()
    expect(page.locator(".report-head")).to_be_visible()


def show_only(page: Page, status: str) -> None:
    page.locator(".chip", has_text=status).first.click()
    expect(page).to_have_url(re.compile("status=new"))


def take_up(page: Page) -> None:
    page.get_by_role("button", name="Przyjmij do weryfikacji").click()
    page.get_by_role("button", name="Zatwierdź").click()
    expect(page.locator(".status-name")).to_have_text("Weryfikacja")


def an_account(system: System, name: str, password: str) -> str:
    """Make an officer's account whose authenticator shows the codes of the returned secret."""
    cognito, pool = system.client("cognito-idp"), pool_id(system)
    user: dict[str, Any] = {"UserPoolId": pool, "Username": name}
    if name not in [one["Username"] for one in cognito.list_users(UserPoolId=pool)["Users"]]:
        unit = [{"Name": "custom:unit", "Value": "1261"}]
        cognito.admin_create_user(**user, UserAttributes=unit, TemporaryPassword=password)
        cognito.admin_add_user_to_group(**user, GroupName="officer")
    cognito.admin_set_user_mfa_preference(**user, SoftwareTokenMfaSettings={"Enabled": False})
    cognito.admin_set_user_password(**user, Password=password, Permanent=True)
    begun = cognito.initiate_auth(
        ClientId=system.plan.user_pool.client_id if system.plan.user_pool else "",
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": password},
    )
    token = begun["AuthenticationResult"]["AccessToken"]
    secret = str(cognito.associate_software_token(AccessToken=token)["SecretCode"])
    cognito.verify_software_token(AccessToken=token, UserCode=code_of(secret))
    return secret


def pool_id(system: System) -> str:
    assert system.plan.user_pool
    return system.plan.user_pool.id


def code_of(secret: str, seconds_ago: int = 0) -> str:
    """Return the code that an authenticator shows, or showed a while ago (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() - seconds_ago) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
