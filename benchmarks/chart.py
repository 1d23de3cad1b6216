"""From choosing a year to the chart redrawn, as a reader in Chromium sees it: the dashboard beside the bare page."""

from itertools import islice

from playwright.sync_api import Page

from benchmarks import results
from benchmarks.browser import SHOWN, browsing, visit
from benchmarks.results import Line
from benchmarks.server import BARE_PAGE, COMPARE, DASHBOARD, serving
from benchmarks.workshop import Workshop

ROUNDS = 4
QUIET = 150

# From the click on an option to the first frame in which the bars differ from those before it.
WATCH = """() => {
  const bars = () => document.querySelector('.barlayer')?.innerHTML;
  window.redrawn = null;
  document.addEventListener('click', event => {
    if (!event.target.closest('[role=option]')) return;
    const began = performance.now(), before = bars();
    const look = () => {
      if (bars() && bars() !== before) window.redrawn = performance.now() - began;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, {capture: true, once: true});
}"""


def measure(workshop: Workshop) -> list[Line]:
    """Every year is chosen in turn in both pages; the first time round is not counted."""
    with (
        serving(DASHBOARD, SDS_HOME=workshop.home) as ours,
        serving(BARE_PAGE, BARE_PAGE=workshop.page) as bare,
        browsing() as browser,
    ):
        pages = [visit(browser, f"{ours}/{COMPARE}"), visit(browser, bare)]
        years = _years(pages[0])
        taken = [[_redrawn(page, year) for page in pages] for _ in range(ROUNDS) for year in [*years[1:], years[0]]]
    counted = islice(taken, len(years), None)
    return [results.against("Choice to redrawn chart, Chromium", *zip(*counted, strict=True), "bare page")]


def _open(page: Page) -> None:
    page.bring_to_front()
    page.locator(".st-key-period input, .st-key-Year input").click()
    page.get_by_role("option").first.wait_for()


def _years(page: Page) -> list[str]:
    _open(page)
    years = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return years


def _redrawn(page: Page, year: str) -> float:
    """Seconds from choosing a year to the frame that shows its bars."""
    _open(page)
    page.evaluate(WATCH)
    page.get_by_role("option", name=year, exact=True).click()
    page.wait_for_function("() => window.redrawn")
    page.wait_for_function(SHOWN)
    page.wait_for_timeout(QUIET)
    return page.evaluate("window.redrawn") / 1000
