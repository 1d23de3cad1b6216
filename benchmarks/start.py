"""From `streamlit run` to a page shown in Chromium: the very first time, published figures included, and later."""

import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks.browser import browsing, visit
from benchmarks.results import Line
from benchmarks.server import DASHBOARD, serving
from benchmarks.workshop import Workshop

FIRST, LATER = 10, 3
ROUNDS = 3


def measure(workshop: Workshop) -> list[Line]:
    """Each first start has an empty folder; the later start comes after it, in the folder it filled."""
    first, later = [], []
    with browsing() as browser:
        for number in range(ROUNDS):
            home = workshop.folder / f"start{number}"
            first.append(_seconds(browser, home))
            later.append(_seconds(browser, home))
    return [_line("First start, to a page shown", first, FIRST), _line("Later start, to a page shown", later, LATER)]


def _seconds(browser: Browser, home: Path) -> float:
    began = time.perf_counter()
    with serving(DASHBOARD, SDS_HOME=home) as address:
        page = visit(browser, address)
        taken = time.perf_counter() - began
        page.context.close()
    return taken


def _line(what: str, taken: list[float], budget: float) -> Line:
    spread = f"{min(taken):.1f} to {max(taken):.1f} s"
    return Line(what, spread, "", median(taken), budget, " s")
