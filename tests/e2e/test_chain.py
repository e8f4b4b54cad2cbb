"""One threat from end to end in the browser: reported, told, confirmed, passed on, removed, seen by all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib.domain.answer import Answer
from infra.local.system import System
from tests.e2e.conftest import NewPage, Watch
from tests.e2e.steps import (
    MAP_READY,
    choose_answer,
    give_password,
    go_on,
    link_of_letter,
    number_in,
    write_report,
)
from tests.integration.people import LOCAL_COORDINATOR, act, soon

LAT, LON = 50.0187, 19.8893
PLEA = "Proszę o uzupełnienie ubytku przy krawężniku"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SUBSCRIPTIONS = "/v1/units/1261/subscriptions"
ELIMINATED = "Potwierdzone (wyeliminowane)"


@dataclass
class Duty:
    """The queue by which the duty officers of a unit hear of road damage."""

    system: System
    url: str

    def hears(self, event: str, report_id: str) -> Any:
        """Return the alert of an event of a report, as soon as it is there; others are passed over."""
        return soon(lambda: next((one for one in self._taken() if _is(one, event, report_id)), None))

    def _taken(self) -> Iterator[Any]:
        sqs = self.system.client("sqs")
        for message in sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages", []):
            sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
            yield json.loads(json.loads(message["Body"])["Message"])


@pytest.fixture
def duty(system: System) -> Iterator[Duty]:
    """A queue that the unit's coordinator subscribed, for as long as the journey lasts."""
    sqs = system.client("sqs")
    url = str(sqs.create_queue(QueueName="duty-officers-of-1261")["QueueUrl"])
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    wish = {"carrier": "sqs", "endpoint": arn, "categories": ["road_infrastructure"]}
    # On a starved machine an answer may come too late; the same wish again changes nothing.
    subscription = soon(lambda: _if_confirmed(act(system, LOCAL_COORDINATOR, "POST", SUBSCRIPTIONS, wish)))
    yield Duty(system, url)
    act(system, LOCAL_COORDINATOR, "DELETE", f"{SUBSCRIPTIONS}/{subscription['id']}")
    sqs.delete_queue(QueueUrl=url)


def test_a_threat_goes_all_the_way_from_a_resident_to_its_end_on_the_public_map(
    new_page: NewPage, system: System, watch: Watch, duty: Duty
) -> None:
    watch.pool_expected = True
    eliminated_before = eliminated_around(new_page())

    tracking = reported_by(resident := new_page())
    alert = duty.hears("opened", report_id=tracking.split("/")[-2])
    officer = opened_on_the_phone(new_page(**PHONE), alert["link"], system)
    for move, status in (
        ("Przyjmij do weryfikacji", "Weryfikacja"),
        ("Potwierdź zagrożenie", "Potwierdzone"),
    ):
        moved(officer, move, status)
    forwarded(officer)

    answered_on_its_page(new_page(), link_of_letter(system.url, PLEA))

    duty.hears("answered", report_id=alert["report_id"])
    resident.goto(tracking)
    expect(resident.locator(".status-name")).to_have_text(ELIMINATED)
    expect(resident.locator(".timeline")).to_contain_text("Zarząd Dróg Miasta Krakowa")
    assert PLEA not in resident.content()
    system.drain()
    anybody = new_page()
    assert eliminated_around(anybody) == eliminated_before + 1
    anybody.goto(f"/#/cell/{alert['cell']}")
    expect(anybody.locator(".cell .bars").first).to_contain_text(ELIMINATED)


def eliminated_around(page: Page) -> int:
    """Return how many eliminated threats of the kind the map shows around the place."""
    page.goto(f"/#/?z=12.5&lat={LAT}&lon={LON}&category=road_infrastructure&status=eliminated")
    expect(page.locator(MAP_READY).or_(page.get_by_text("Brak zgłoszeń w widoku"))).to_be_visible()
    found = page.locator(".big-number")
    return number_in(found) if found.count() else 0


def reported_by(resident: Page) -> str:
    """Place the report and return the link to follow it."""
    write_report(resident, "infrastruktura drogowa", f"{LAT} {LON}")
    go_on(resident)
    return resident.locator(".tracking input").input_value()


def opened_on_the_phone(page: Page, link: str, system: System) -> Page:
    """Follow the link of the alert: sign in, and the report is there."""
    page.goto(link)
    give_password(page, "krakow", system.password)
    expect(page.locator(".status-name")).to_have_text("Nowe")
    expect(page.locator(".report-kind")).to_contain_text("infrastruktura drogowa")
    return page


def moved(page: Page, move: str, status: str) -> None:
    page.get_by_role("button", name=move).tap()
    page.get_by_role("button", name="Zatwierdź").tap()
    expect(page.locator(".status-name")).to_have_text(status)


def forwarded(page: Page) -> None:
    page.get_by_role("button", name="Przekaż poza Policję").tap()
    page.get_by_label("Instytucja").select_option(label="Zarząd Dróg Miasta Krakowa (Zarządca drogi)")
    page.locator(".act-form textarea").fill(PLEA)
    page.get_by_role("button", name="Zatwierdź").tap()
    expect(page.locator(".status-name")).to_have_text("Potwierdzone (przekazane poza Policję)")


def answered_on_its_page(page: Page, link: str) -> None:
    page.goto(f"/{link}")
    expect(page.locator("blockquote")).to_have_text(PLEA)
    choose_answer(page, Answer.ELIMINATED)
    page.locator(".reply button[type=submit]").click()
    expect(page.locator(".reply")).to_contain_text("Dziękujemy za odpowiedź")


def _if_confirmed(answer: tuple[int, Any]) -> Any:
    return answer[1] if answer[1].get("state") == "confirmed" else None


def _is(alert: Any, event: str, report_id: str) -> bool:
    return (alert["event"], alert["report_id"]) == (event, report_id)
