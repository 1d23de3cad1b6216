"""Chrome or Chromium, and when a page in it is shown whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = "google-chrome google-chrome-stable chromium chromium-browser chrome msedge microsoft-edge".split()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
LAPTOP = {"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce", "locale": "en-GB"}
SHOWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('#run-done')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && document.querySelector('[data-testid="stPlotlyChart"] .main-svg');
}"""


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser without a window: the one that is installed, else Playwright's own."""
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, address: str) -> Page:
    """Opens a page in a fresh private window, with nothing kept from before, and waits until it is shown whole."""
    page = browser.new_context(**LAPTOP).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"http://{address}")
    page.wait_for_function(SHOWN, polling=20)
    return page
