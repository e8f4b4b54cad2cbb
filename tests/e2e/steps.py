"""What people do on the page, in words that the journeys share."""

import base64
import json
import re
import time
import urllib.request

from playwright.sync_api import Locator, Page, expect

from chalicelib.domain.answer import Answer
from infra.local.system import System

MAP_READY = ".ramp"
DIGITS = re.compile(r"\D")
LINK = re.compile(r"#/answer/[A-Za-z0-9_-]{43}")
LETTER_SECONDS = 60
PAINTED_SECONDS = 60


def open_map(page: Page, fragment: str = "#/") -> None:
    page.goto(f"/{fragment}")
    expect(page.locator(MAP_READY)).to_be_visible()


def reports_in_view(page: Page) -> int:
    return number_in(page.locator(".big-number"))


def number_in(place: Locator) -> int:
    return int(DIGITS.sub("", place.inner_text()))


def choose_category(page: Page, name: str) -> None:
    """Find a kind in the first step, which may still be opening: the map's own panel has a search too."""
    expect(page.locator(".step-what")).to_be_visible()
    page.get_by_role("searchbox").fill(name)
    page.locator(".option:visible").first.click()
    expect(page.locator(".step-where")).to_be_visible()


def type_coordinates(page: Page, text: str) -> None:
    page.locator(".typed summary").click()
    page.locator(".typed input").fill(text)
    page.locator(".typed button").click()


def go_on(page: Page) -> None:
    page.locator(".form-foot button[type=submit]").click()


def write_report(page: Page, category: str, coordinates: str) -> None:
    """Open the form and fill it up to its last step."""
    page.goto("/#/report/what")
    fill_in(page, category, coordinates)


def fill_in(page: Page, category: str, coordinates: str) -> None:
    """Fill the open form up to its last step."""
    choose_category(page, category)
    type_coordinates(page, coordinates)
    expect(page.locator(".step-where .unit-name")).to_be_visible()
    go_on(page)
    go_on(page)
    expect(page.locator(".step-review")).to_be_visible()


LEGEND_COLOURS = """
[...document.querySelectorAll(".legend .swatch")].map((one) =>
  getComputedStyle(one).backgroundColor.match(/[0-9]+/g).map(Number))
"""
COUNT_COLOURS = """async ([picture, ramp]) => {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const near = (at, colour) => colour.every((value, axis) => Math.abs(data[at + axis] - value) < 22);
  const counts = ramp.map(() => 0);
  for (let at = 0; at < data.length; at += 4) {
    const index = ramp.findIndex((colour) => near(at, colour));
    if (index >= 0) counts[index] += 1;
  }
  return counts;
}"""


def expect_colours(page: Page, pixels: int, least: int | None = None) -> None:
    """Wait until the map shows so many pixels of all colours of its legend, or of `least` of them.

    The legend tells of the classes as soon as they are cut, the map draws them a while later.
    """
    expect(page.locator(".legend .swatch").first).to_be_visible()
    until = time.monotonic() + PAINTED_SECONDS
    while True:
        counts = _painted(page)
        if sum(count > pixels for count in counts) >= (least or len(counts)):
            return
        assert time.monotonic() < until, f"Pixels of each colour: {counts}"


def _painted(page: Page) -> list[int]:
    """Return how many pixels of the map are of each colour that the legend shows.

    The legend is drawn anew when the map has counted what is in view: only a picture counts before and
    after which it showed the same.
    """
    while True:
        ramp = page.evaluate(LEGEND_COLOURS)
        picture = base64.b64encode(page.locator(".stage").screenshot()).decode()
        if ramp == page.evaluate(LEGEND_COLOURS):
            counts: list[int] = page.evaluate(COUNT_COLOURS, [picture, ramp])
            return counts


def place_report(live_url: str, report: dict[str, object]) -> dict[str, str]:
    """Place a report as a resident does and return the receipt."""
    request = urllib.request.Request(
        f"{live_url}/v1/reports", json.dumps(report).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        receipt: dict[str, str] = json.load(answer)
        return receipt


def sign_in(page: Page, name: str, system: System) -> None:
    page.goto("/#/officer")
    give_password(page, name, system.password)
    expect(page.locator(".desk-name")).to_have_text(name)
    expect(page.locator(".line").first).to_be_visible()


def give_password(page: Page, name: str, password: str) -> None:
    page.get_by_label("Nazwa użytkownika").fill(name)
    page.get_by_label("Hasło", exact=True).fill(password)
    page.get_by_role("button", name="Zaloguj").click()


def link_of_letter(live_url: str, note: str) -> str:
    """Return the link of the letter that asks for something, as soon as it was sent."""
    until = time.monotonic() + LETTER_SECONDS
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{live_url}/local/letters", timeout=30) as answer:
            letters = json.load(answer)["letters"]
        for found in (LINK.search(letter["text"]) for letter in letters if note in letter["text"]):
            assert found
            return found[0]
        time.sleep(0.1)
    raise AssertionError("No letter was sent.")


def choose_answer(page: Page, answer: Answer) -> None:
    page.locator(f".answers .option:has([value={answer}])").click()
