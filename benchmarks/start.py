"""From `streamlit run` to a page shown in Chromium: the very first time, published figures included, and later."""

import time
from statistics import median

from playwright.sync_api import Browser

from benchmarks.browser import browsing, visit
from benchmarks.results import Line
from benchmarks.server import BARE_PAGE, DASHBOARD, serving
from benchmarks.workshop import Workshop

FIRST, LATER = 10, 3
ROUNDS = 2


def measure(workshop: Workshop) -> list[Line]:
    """Each first start has an empty folder; the later start has what that one left; the bare page starts beside."""
    first, later, bare = [], [], []
    page = workshop.page
    with browsing() as browser:
        for number in range(ROUNDS):
            home = workshop.folder / f"start{number}"
            first.append(_seconds(browser, DASHBOARD, SDS_HOME=home))
            later.append(_seconds(browser, DASHBOARD, SDS_HOME=home))
            bare.append(_seconds(browser, BARE_PAGE, BARE_PAGE=page))
    beside = f"{median(bare):.1f} s bare page"
    return [
        Line("First start, to a page shown", _spread(first), beside, median(first), FIRST, " s"),
        Line("Later start, to a page shown", _spread(later), beside, median(later), LATER, " s"),
    ]


def _seconds(browser: Browser, script: str, **settings: object) -> float:
    began = time.perf_counter()
    with serving(script, **settings) as address:
        page = visit(browser, address)
        taken = time.perf_counter() - began
        page.context.close()
    return taken


def _spread(taken: list[float]) -> str:
    return f"{min(taken):.1f} to {max(taken):.1f} s"
