"""A real server and a real browser: Chrome, Chromium or Edge as found, else Playwright's own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAMES = "google-chrome google-chrome-stable chromium chromium-browser chrome msedge microsoft-edge".split()
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
SHOWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('#run-done')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'));
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, and one worker drives them all."""
    for item in items:
        if HERE in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def _found() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None) or next(filter(os.path.exists, PLACES), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = _found()
        if not found:
            subprocess.run(
                [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False
            )
        try:
            launched = playwright.chromium.launch(executable_path=found, args=FLAGS)
        except Error:
            pytest.fail("These tests need Chrome, Chromium or Edge. None was found, and none could be installed.")
        yield launched
        launched.close()


class Server:
    """A dashboard of its own on a free port, with a ledger of its own; at another `address`, a shared one."""

    def __init__(self, home: Path, published: Path | None = None, address: str = "") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.published, self.address = home, published, address

    def __enter__(self) -> "Server":
        settings = {"SDS_HOME": str(self.home)} | ({"SDS_PUBLISHED": str(self.published)} if self.published else {})
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        options = ["--server.port", str(self.port), "--server.headless", "true", "--server.fileWatcherType", "none"]
        options += ["--server.address", self.address] if self.address else []
        self.log = (self.home.parent / f"{self.home.name}.log").open("w+")
        self.process = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=os.environ | settings, stdout=self.log, stderr=self.log
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the dashboard did not start: {self.said()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.log.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def said(self) -> str:
        self.log.flush()
        return Path(self.log.name).read_text()


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with every bundled workbook in it, taken in by the command line."""
    home = tmp_path_factory.mktemp("browser") / "ledger"
    subprocess.run(
        [sys.executable, "sds.py", "returns", "--home", str(home)], cwd=ROOT, check=True, capture_output=True
    )
    return home


@pytest.fixture(scope="session")
def serve() -> type[Server]:
    """Starts a dashboard of its own: `with serve(home, published) as started`."""
    return Server


@pytest.fixture(scope="session")
def server(filled_home: Path) -> Iterator[Server]:
    with Server(filled_home) as started:
        yield started


@pytest.fixture(scope="session")
def shown() -> str:
    """The condition, for the browser, that a page is shown whole."""
    return SHOWN


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens an address of the dashboard in a fresh private window, and waits until it is shown."""
    contexts = []

    def go(path: str = "", width: int = 1366, height: int = 768, at: str | None = None, **more: object) -> Page:
        settings = {"reduced_motion": "reduce", "locale": "en-GB", "accept_downloads": True, **more}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{at or server.url}/{path}")
        page.wait_for_function(SHOWN)
        page.wait_for_timeout(300)
        return page

    yield go
    for context in contexts:
        context.close()
