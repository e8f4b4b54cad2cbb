"""The seeded system and a browser in front of it, for the journeys that people make."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from infra.local.system import System
from infra.seed.first_run import first_data
from tests.e2e.steps import place_report

ROOT = Path(__file__).parent.parent.parent
WEB = {"": ROOT / "web" / "dist", "boundaries/": ROOT / "build" / "boundaries"}
REPORTS = 1500
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


USUAL: dict[str, Any] = {
    "viewport": {"width": 960, "height": 640},
    "locale": "pl-PL",
    # The map jumps instead of gliding: without a graphics card every frame of a glide takes long.
    "reduced_motion": "reduce",
}

PATIENCE_MS = 30_000  # on a busy machine a page without a graphics card draws for seconds
RERUNS = 2
# A journey that is made again places its report again: at one place once in each attempt.
QUOTAS = {"QuotaPerPlace": str(1 + RERUNS), "QuotaTotal": "200"}

TO_BE_DONE = {"category": "illegal_parking", "lat": 50.0089, "lon": 19.9189}
NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make failed journeys again: a starved browser is no fault of the page."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=RERUNS))


@dataclass
class Watch:
    """What a page did that nobody may see: requests to elsewhere, and errors.

    Officers sign in at the user pool; no other page asks there.
    """

    origin: str
    pool: str
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    refusals_expected: bool = False
    pool_expected: bool = False

    def follow(self, page: Page) -> None:
        page.on("request", lambda request: self._note_request(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note_console)

    def _note_request(self, url: str) -> None:
        allowed = (self.origin, "data:", "blob:", *([self.pool] if self.pool_expected else []))
        if not url.startswith(allowed):
            self.elsewhere.append(url)

    def _note_console(self, message: ConsoleMessage) -> None:
        refused = message.text.startswith("Failed to load resource")
        if message.type == "error" and not (refused and self.refusals_expected):
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """A whole system with some thousand reports and the built web client; no schedule changes them.

    The seed leads to this moment: on some days nothing of it is left to do in Kraków.
    """
    assert (WEB[""] / "index.html").exists(), "The web client is not built: run `make setup`."
    template, seed = ROOT / "template.yaml", first_data(REPORTS)
    with System(template, seed=seed, web=WEB, parameters=QUOTAS, scheduled=False) as running:
        place_report(running.url, TO_BE_DONE)
        yield running


@pytest.fixture(scope="session")
def live_url(system: System) -> str:
    return system.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("No Chromium is installed, and REQUIRE_BROWSER is set.")
        pytest.skip("No Chromium is installed; set REQUIRE_BROWSER=1 to fail instead.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def watch(system: System) -> Iterator[Watch]:
    """Every journey ends with: nothing was asked of another host, and nothing went wrong unseen."""
    watching = Watch(system.url, system.endpoint)
    yield watching
    assert watching.elsewhere == []
    assert watching.errors == []


@pytest.fixture
def new_page(browser: Browser, live_url: str, watch: Watch) -> Iterator[NewPage]:
    """Opens pages in contexts of their own; options are those of a Playwright context."""
    contexts = []

    def new(**options: Any) -> Page:
        context = browser.new_context(base_url=live_url, **(USUAL | options))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        return page

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def browser_page(new_page: NewPage) -> Page:
    """A wide page in Polish."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    return new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
