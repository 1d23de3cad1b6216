"""What holds of every page: its address on a cold and a warm server, no error, nothing serious for axe, on paper."""

import io
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from intake import bundled

PAGES = {
    "": "At a glance",
    "at_a_glance": "At a glance",
    "compare_authorities": "Compare authorities",
    "over_time": "Over time",
    "ways_of_looking": "Ways of looking",
    "one_authority": "One authority",
    "send_in_a_return": "Send in a return",
    "returns": "Returns",
    "about_the_figures": "About the figures",
}
SECTIONS = ["Sources and licences", "What is held", "What is missing", "Revisions", "This dashboard"]
WAYS = ["One option only, by age", "Client group", "Support need", "Who provides support", "Spend beside people"]
VIEWS = [
    "",
    *(f"compare_authorities{view}" for view in ("", "?view=Map", "?view=Table")),
    *("over_time", "over_time?lines=All 32, a panel each&authority=Fife"),
    *("ways_of_looking", f"ways_of_looking?authority=Fife&way={WAYS[-1]}"),
    *("one_authority", "one_authority?authority=Aberdeen City&family=other"),
    *("send_in_a_return", "send_in_a_return?authority=Fife", "send_in_a_return?authority=Fife&sending=account"),
    *("returns", "returns?authority=Fife"),
    *(f"about_the_figures?section={each}" for each in ["", *SECTIONS]),
]

# Streamlit asks for its own settings below a page's path before it asks at the root; the first answer is always 404.
STREAMLITS_OWN = "Failed to load resource: the server responded with a status of 404"


def complaints(page) -> list[str]:
    return [said for said in page.complaints if not said.startswith(STREAMLITS_OWN)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_at_its_own_address_on_a_cold_and_on_a_warm_server(visit, serve, filled_home, path):
    with serve(filled_home) as fresh:
        cold = visit(path, at=fresh.url)
        warm = visit(path, at=fresh.url)
        for page in (cold, warm):
            assert page.locator("h1").inner_text() == PAGES[path]
            for title in PAGES.values():
                assert page.get_by_role("link", name=title).first.is_visible()
            assert page.locator("[data-testid=stException]").count() == 0
            assert page.get_by_role("dialog").count() == 0
            assert complaints(page) == []
        assert cold.locator("[data-testid=stMain]").inner_text() == warm.locator("[data-testid=stMain]").inner_text()
        assert "Traceback" not in fresh.said()


@pytest.fixture(scope="module", params=VIEWS)
def view(request):
    """The address of one page or view below the server's."""
    return request.param


@pytest.fixture(scope="module")
def opened(view, browser, server, shown):
    """One page or view, opened once on a laptop's screen."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce", locale="en-GB")
    page.goto(f"{server.url}/{view}")
    page.wait_for_function(shown, timeout=60_000)
    yield page
    page.close()


def serious(page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in bad]


def serious_once_it_stands(page) -> list[tuple[str, list[str]]]:
    """The same of a page just opened: what still fades in, or takes its colours a moment later, is looked at again."""
    found = serious(page)
    for _ in range(5):
        if not found:
            break
        page.wait_for_timeout(1_000)
        found = serious(page)
    return found


def test_axe_finds_nothing_serious_in_the_light(opened):
    assert serious(opened) == []


def test_on_paper_the_last_words_of_the_page_are_there(opened):
    texts = opened.locator("[data-testid=stMain] .stHtml").all_inner_texts()
    last = [text.split()[-1] for text in texts if text.strip()][-1]
    printed = "".join(each.extract_text() for each in PdfReader(io.BytesIO(opened.pdf())).pages)
    assert last in "".join(printed.split())


def test_axe_finds_nothing_serious_in_the_dark(view, visit):
    page = visit(view, color_scheme="dark")
    assert "dark" in page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme")
    assert serious_once_it_stands(page) == []


def test_a_phone_does_not_scroll_sideways(opened):
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.wait_for_timeout(400)
    assert opened.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_damaged_bundled_workbook_is_named_in_one_sentence_and_the_rest_still_opens(visit, serve, tmp_path):
    published = tmp_path / "published"
    published.mkdir()
    for name in ("sds_implementation_rate.xlsx", "people_supported.xlsx"):
        shutil.copy(bundled.FOLDER / name, published)
    whole = (bundled.FOLDER / "sds_options_trend.xlsx").read_bytes()
    (published / "sds_options_trend.xlsx").write_bytes(whole[: len(whole) // 2])
    with serve(tmp_path / "ledger", published) as started:
        page = visit("compare_authorities", at=started.url)
        said = page.locator(".standing").all_inner_texts()
        assert len(said) == 1 and "sds_options_trend.xlsx" in said[0] and "Put back a good copy" in said[0]
        assert "26 of 32 authorities sent 2020/21 figures" in page.locator(".headline").inner_text()
        assert page.locator("[data-testid=stException]").count() == 0
        assert "Traceback" not in started.said()


def test_a_first_start_takes_the_figures_in_with_progress_and_shows_the_page(visit, serve, tmp_path):
    with serve(tmp_path / "ledger") as started:
        page = visit(at=started.url)
        assert "26 of 32" in page.locator(".st-key-card_implementation .headline").inner_text()
        assert page.locator("[data-testid=stProgress]").count() == 0
