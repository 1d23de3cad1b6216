"""*Compare authorities* as its readers meet it: on a council laptop, a phone, in the dark, on paper, by keyboard."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from model import areas

COMPARE = "compare_authorities"
FIFE = f"{COMPARE}?authority=S12000047"
INSIDE_A_LAPTOP_WINDOW = 640


def card_text(page) -> str:
    return page.locator(".st-key-card_comparison").inner_text()


def test_one_capture_of_a_laptop_screen_holds_32_names_the_chart_its_caveats_and_its_source(visit):
    page = visit(FIFE)
    card = page.locator(".st-key-card_comparison").bounding_box()
    assert card["height"] <= INSIDE_A_LAPTOP_WINDOW
    assert card["y"] + card["height"] <= 768
    names = page.locator(".st-key-plot_comparison .ytick text").all()
    shown = {name.text_content() for name in names if _inside(name.bounding_box(), card)}
    assert shown == {authority.name for authority in areas.authorities()}
    for part in (".beside ol.caveats >> nth=0", ".source", ".headline"):
        assert _inside(page.locator(f".st-key-card_comparison {part}").first.bounding_box(), card)
    assert page.locator(".beside > ol.caveats > li").count() >= 8


def _inside(box: dict, card: dict) -> bool:
    across = card["x"] <= box["x"] and box["x"] + box["width"] <= card["x"] + card["width"] + 1
    return across and card["y"] <= box["y"] and box["y"] + box["height"] <= card["y"] + card["height"] + 1


@pytest.mark.parametrize("view", ["Chart", "Map", "Table"])
def test_no_name_or_figure_is_cut_off_at_the_edge_of_the_plot_or_card(visit, view):
    page = visit(f"{FIFE}&view={view}")
    card = page.locator(".st-key-card_comparison").bounding_box()
    for selector in (".ytick text", ".textpoint text", ".bartext", "table.figures td"):
        for found in page.locator(f".st-key-card_comparison {selector}").all():
            box = found.bounding_box()
            assert box["x"] >= card["x"] and box["x"] + box["width"] <= card["x"] + card["width"], found.text_content()


@pytest.mark.parametrize("view", ["Chart", "Map", "Table"])
@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(visit, width, view):
    page = visit(f"{FIFE}&view={view}", width=width, height=844)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert "Fife" in page.locator(".st-key-card_comparison").text_content()
    assert "Compare with care" in card_text(page)


def test_in_the_dark_the_page_is_dark_and_the_card_stays_paper(visit):
    page = visit(FIFE, color_scheme="dark")
    ground = "element => getComputedStyle(element).backgroundColor"
    assert page.locator(".st-key-card_comparison").evaluate(ground) == "rgb(255, 255, 255)"
    dark = page.locator("[data-testid=stApp]").evaluate(ground)
    assert max(map(int, re.findall(r"\d+", dark)[:3])) < 60
    ink = page.locator(".st-key-card_comparison .headline").evaluate("element => getComputedStyle(element).color")
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 60


def test_printed_the_card_stands_whole_on_one_page_and_nothing_is_lost(visit):
    page = visit(FIFE)
    caveats = page.locator(".beside ol.caveats > li").all_text_contents()
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    flat = [re.sub(r"\s+", "", each.extract_text()) for each in pages]
    first = flat[0]
    assert len(caveats) >= 20
    for text in [*caveats, *(each.name for each in areas.authorities()), "Source: Public Health Scotland"]:
        assert re.sub(r"\s+", "", text) in first, text
    assert "Wherethesefiguresarefrom" in "".join(flat)
    assert all(each.name.replace(" ", "") in "".join(flat[1:]) for each in areas.authorities())


def test_printed_the_words_beside_the_bars_are_not_clipped_at_the_right(visit):
    page = visit(FIFE)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0]
    ends = []

    def note(text, matrix, text_matrix, _font, _size):
        if "9,420" in text or "8,745" in text:
            ends.append(matrix[0] * text_matrix[4] + matrix[4])

    paper.extract_text(visitor_text=note)
    assert ends and max(ends) < float(paper.mediabox.width) * 0.9


def test_the_picture_saved_is_light_and_holds_title_caveats_and_source(visit):
    page = visit(FIFE, color_scheme="dark")
    caveats = page.locator(".beside ol.caveats > li").all_text_contents()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save picture (PNG)").click()
    picture = Image.open(waiting.value.path())
    assert picture.width == 2400 and picture.height > 1800
    assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    assert waiting.value.suggested_filename.startswith("implementation-rate_2020-21_all-authorities")
    drawn = page.evaluate("document.querySelector('.js-plotly-plot').layout.annotations.map(a => a.text).join(' ')")
    words = re.sub(r"<br>|\s+", " ", drawn).replace("&#x27;", "'").replace("&amp;", "&")
    for text in [*caveats, "26 of 32 authorities sent 2020/21 figures", "Source: Public Health Scotland"]:
        assert text in words, text


def test_the_table_can_be_taken_away_with_its_notes(visit):
    page = visit(FIFE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save table (CSV)").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "S12000047,Fife" in text and "carried_forward" in text and "C24,caveat" in text and "Licence" in text


def test_a_link_shows_the_same_view_in_a_private_window(visit):
    page = visit(COMPARE)
    _choose(page, "Metric", "Share of adult social work spend")
    _choose(page, "Year", "2018/19")
    _choose(page, "Your authority", "Moray")
    page.get_by_role("radio", name="Map").click()
    page.wait_for_function("() => location.search.includes('view=Map')")
    page.wait_for_timeout(1500)
    address, told = page.url, card_text(page)
    again = visit(address.split("/", 3)[3])
    assert card_text(again) == told
    assert "Moray marked" in told and "2018/19" in told


def test_the_year_s_box_says_the_year_that_is_drawn_where_another_measure_has_other_years(visit):
    page = visit(COMPARE)
    drawn = set()
    for metric in ("People getting any care: care rated good", "SDS implementation rate", "Population"):
        _choose(page, "Metric", metric)
        year = page.get_by_role("combobox", name="Year").input_value()
        assert year in page.locator(".st-key-card_comparison .headline").inner_text(), metric
        drawn.add(year)
    assert len(drawn) > 1


def _choose(page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1200)


def test_the_keyboard_alone_changes_the_view(visit):
    page = visit(COMPARE)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')?.includes('Year')"):
            break
    else:
        raise AssertionError("the year cannot be reached by the Tab key")
    page.keyboard.type("2017/18")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.headline')?.textContent.includes('2017/18')")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "Save picture" in page.evaluate(
            "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).textContent"
        ):
            return
    raise AssertionError("the picture cannot be saved by keyboard")


def test_every_chart_has_its_words_and_a_real_table(visit):
    for view in ("Chart", "Map"):
        page = visit(f"{FIFE}&view={view}")
        alternative = page.locator("[data-testid=stPlotlyChart]").first.get_attribute("aria-label")
        assert "26 of 32 authorities sent 2020/21 figures" in alternative
        assert "Aberdeen City" in alternative and "table" not in alternative.lower()[:5]
        table = page.locator("table.figures").first
        assert table.locator("caption").inner_text()
        assert table.locator("tbody th[scope=row]").count() == 32
        assert table.locator("thead th[scope=col]").count() == 7


def test_any_number_is_traced_on_screen_to_return_sheet_and_cell_and_to_who_sent_it_and_when(visit):
    page = visit(FIFE)
    row = page.locator("table.figures tr.mine").inner_text()
    return_id, _, cell = re.search(r"(R\d+) (Table \d+) ([A-Z]+\d+)", row).groups()
    assert cell == "D120" and "parts F120, G120" in row
    page.get_by_text("Where these figures are from").click()
    origin = page.locator("details.in-full li", has_text=f"{return_id}: sds_implementation_rate.xlsx").inner_text()
    assert "bundled with this dashboard" in origin and re.search(r"taken in \d+ \w+ 20\d\d, fingerprint \w{12}", origin)


def test_a_pointer_on_a_bar_reads_value_parts_status_and_cell(visit):
    page = visit(FIFE)
    bar = page.locator(".st-key-plot_comparison .bars .point path").first.bounding_box()
    page.mouse.move(bar["x"] + 30, bar["y"] + bar["height"] / 2)
    said = page.locator(".hoverlayer").first
    page.wait_for_function("() => document.querySelector('.hoverlayer')?.textContent.includes('Aberdeen City')")
    words = said.text_content()
    assert "36.2%" in words and "Carried forward from 2018/19" in words and re.search(r"From R\d+ Table 1 D106", words)
