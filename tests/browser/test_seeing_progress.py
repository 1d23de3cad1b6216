"""At a glance, One authority and Ways of looking as readers meet them: by menu, by keyboard, on a phone, on paper."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import TimeoutError
from pypdf import PdfReader

from model.caveats import caveats

MENU = ["Compare authorities", "Over time", "Ways of looking", "One authority", "Send in a return", "Returns"]
MENU += ["At a glance"]
ELSEWHERE = "About the figures"  # the one page that asks for no authority
LAPTOP, CARD = 768, 660
FIRST_CARDS = {
    "": "options",
    "ways_of_looking": "way",
    "one_authority?authority=Fife": "support",
    "one_authority?authority=Aberdeen City&family=other": "support",
}
FIFES_CARDS = ["support", "family", "experience", "spend", "held"]
WIDE = "ways_of_looking?way=Client group"
PHONE = [
    *("", "one_authority", "one_authority?authority=Fife", "ways_of_looking", WIDE),
    *("ways_of_looking?way=Spend beside people", "over_time?authority=Fife&lines=All 32, a panel each"),
]


def steady(page, shown):
    """Waits until the page that was asked for is shown whole."""
    page.wait_for_timeout(400)
    page.wait_for_function(shown)
    page.wait_for_timeout(300)


def authority(page):
    """The box in which a reader chooses an authority."""
    return page.get_by_role("combobox", name="Your authority", exact=True)


def choose(page, shown, name):
    authority(page).click()
    authority(page).fill(name)
    page.keyboard.press("Enter")
    steady(page, shown)


def by_menu(page, shown, title):
    page.locator("header").get_by_role("link", name=title).click()
    page.wait_for_function(f"() => document.querySelector('h1')?.textContent === '{title}'")
    steady(page, shown)


def stands(page, name):
    """Whether the authority stands in its box and in the address."""
    asked = re.search(r"[?&]authority=([^&]*)", page.url)
    return authority(page).input_value() == name and asked and asked[1].replace("+", " ").replace("%20", " ") == name


# The reader's authority


@pytest.mark.parametrize("title", ["At a glance", "One authority"])
def test_an_authority_chosen_on_one_page_follows_by_the_menu_through_every_page(visit, shown, title):
    page = visit(title.lower().replace(" ", "_"))
    choose(page, shown, "West Dunbartonshire")
    assert stands(page, "West Dunbartonshire")
    for other in [*MENU, ELSEWHERE, MENU[0]]:
        by_menu(page, shown, other)
        assert page.locator("[data-testid=stException]").count() == 0
        if other != ELSEWHERE:
            assert stands(page, "West Dunbartonshire"), other


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("", "Over time"),
        ("at_a_glance", ELSEWHERE),
        ("compare_authorities", "One authority"),
        ("one_authority", ELSEWHERE),
        ("ways_of_looking", "At a glance"),
    ],
)
def test_an_authority_that_came_by_the_address_follows_when_the_menu_is_the_first_thing_used(visit, shown, first, then):
    page = visit(f"{first}?authority=Moray")
    for title in [then, "Compare authorities"]:
        by_menu(page, shown, title)
        assert title == ELSEWHERE or stands(page, "Moray"), title


def test_an_authority_let_go_of_does_not_come_back(visit, shown):
    page = visit("one_authority?authority=Moray")
    by_menu(page, shown, "Compare authorities")
    choose(page, shown, "Not chosen")
    for title in ["One authority", "At a glance"]:
        by_menu(page, shown, title)
        assert authority(page).input_value() == "Not chosen" and "authority=" not in page.url


def test_the_back_button_leads_to_a_page_that_is_shown(visit, shown):
    """Each step back shows a page, and what stands in the box is what stands in the address."""
    page = visit("compare_authorities?authority=Fife")
    by_menu(page, shown, "One authority")
    for _ in range(2):
        page.go_back()
        page.wait_for_timeout(1500)
        assert page.locator("[data-testid=stException]").count() == 0, page.url
        page.wait_for_function(shown)
        assert stands(page, "Fife"), page.url
        if "compare_authorities" in page.url:
            return
    raise AssertionError("two steps back do not lead to the page before")


@pytest.mark.parametrize("asked", ["S12000047", "Fife"])
def test_after_a_link_names_the_authority_by_code_or_name_another_choice_can_be_made(visit, shown, asked):
    page = visit(f"one_authority?authority={asked}")
    page.get_by_role("radio", name="Alike in how densely people live").click()
    page.wait_for_function("() => location.search.includes('family=')")
    page.wait_for_timeout(1500)
    assert page.locator("[data-testid=stException]").count() == 0
    page.wait_for_function(shown)
    assert stands(page, "Fife")


def test_a_tile_leads_on_with_the_readers_authority(visit, shown):
    page = visit("?authority=Fife")
    page.locator(".outcomes").get_by_role("link", name="Spend beside people").click()
    page.wait_for_function("() => document.querySelector('h1')?.textContent === 'Ways of looking'")
    steady(page, shown)
    assert stands(page, "Fife")
    assert "Fife marked" in page.locator(".st-key-card_way .subtitle").inner_text()


# The tour

FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.textContent ?? "";
}"""
TARGET = "() => [...document.querySelectorAll('.tour-here')].map(each => each.className.match(/st-key-(\\w+)/)[1])"


def step(page):
    return page.get_by_role("dialog", name="Tour of this page")


def start_tour_by_keyboard(page):
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS) == "Take the one-minute tour":
            page.keyboard.press("Enter")
            return
    raise AssertionError("the tour cannot be reached by the Tab key")


def tab_to(page, words):
    for _ in range(6):
        if page.evaluate(FOCUS) == words:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{words!r} cannot be reached by the Tab key from inside the tour")


def test_the_tour_is_walked_with_the_keyboard_alone_and_outlines_what_it_speaks_of(visit):
    page = visit()
    assert page.get_by_role("button", name="Take the one-minute tour").is_visible()
    assert step(page).count() == 0
    start_tour_by_keyboard(page)
    seen = []
    for number in range(1, 5):
        assert f"{number} of 4:" in step(page).inner_text()
        (target,) = page.evaluate(TARGET)
        outlined = page.locator(f".st-key-{target}")
        assert outlined.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        assert outlined.evaluate("each => parseFloat(getComputedStyle(each).outlineWidth)") >= 3
        box = outlined.bounding_box()
        assert box["y"] < LAPTOP and box["y"] + box["height"] > 0, "what is outlined is on the screen"
        seen.append(target)
        tab_to(page, "Finish" if number == 4 else "Next")
        page.keyboard.press("Enter")
    assert seen == ["choices", "card_options", "files_options", "card_coverage"]
    assert step(page).count() == 0 and page.evaluate(TARGET) == []


def test_the_tour_goes_back_by_keyboard(visit):
    page = visit()
    start_tour_by_keyboard(page)
    page.keyboard.press("Enter")
    assert "2 of 4:" in step(page).inner_text()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS) == "Back"
    page.keyboard.press("Enter")
    assert "1 of 4:" in step(page).inner_text()
    assert page.evaluate(FOCUS) in ("Next", "Close the tour"), "the keyboard is still inside the tour"
    page.keyboard.press("Escape")
    assert step(page).count() == 0


@pytest.mark.parametrize("presses", [0, 2])
def test_escape_ends_the_tour(visit, presses):
    page = visit()
    start_tour_by_keyboard(page)
    for _ in range(presses):
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert step(page).count() == 0 and page.evaluate(TARGET) == []


@pytest.mark.parametrize("ended", ["finished", "escaped", "declined"])
def test_the_tour_is_not_offered_again_after_a_reload(visit, shown, ended):
    page = visit()
    offer = page.get_by_role("button", name="Take the one-minute tour")
    if ended == "declined":
        page.get_by_role("button", name="No, thank you").click()
    else:
        offer.click()
        for _ in range(4 if ended == "finished" else 1):
            page.keyboard.press("Enter" if ended == "finished" else "Escape")
    assert not offer.is_visible()
    page.reload()
    steady(page, shown)
    assert not offer.is_visible() and step(page).count() == 0


def test_the_tour_is_not_offered_on_other_pages(visit):
    page = visit("one_authority?authority=Fife")
    assert page.get_by_role("button", name="Take the one-minute tour").count() == 0


def test_nothing_of_the_tour_is_on_paper(visit):
    page = visit()
    offered = printed(page)
    page.get_by_role("button", name="Take the one-minute tour").click()
    walking = printed(page)
    for paper in (offered, walking):
        assert "Whatisknown,andwhatisnot" in paper
        for words in ("one-minutetour", "Closethetour", "1of4:", "Newhere?"):
            assert words not in paper, words
    page.emulate_media(media="print")
    outlined = page.locator(".tour-here").first.evaluate("each => getComputedStyle(each).outlineStyle")
    assert outlined == "none", "the outline of the tour is not printed either"


# On a laptop


@pytest.mark.parametrize("path", FIRST_CARDS)
def test_the_first_card_starts_on_a_laptops_first_screen(visit, path):
    page = visit(path)
    card = page.locator(f".st-key-card_{FIRST_CARDS[path]}").bounding_box()
    assert card["y"] + 100 < LAPTOP
    assert card["height"] <= CARD


def test_one_authoritys_first_card_lies_whole_within_a_laptops_screen(visit):
    page = visit("one_authority?authority=Fife")
    card = page.locator(".st-key-card_support")
    box = card.bounding_box()
    assert box["height"] <= CARD and box["y"] + box["height"] <= LAPTOP
    for part in (".headline", "table.figures", ".beside ol.caveats >> nth=0", ".source"):
        inside = card.locator(part).first.bounding_box()
        assert box["y"] <= inside["y"] and inside["y"] + inside["height"] <= box["y"] + box["height"] + 1, part
        assert inside["x"] + inside["width"] <= box["x"] + box["width"] + 1, part


@pytest.mark.parametrize("path", ["?authority=Fife", "one_authority?authority=Fife", "ways_of_looking?authority=Fife"])
def test_every_card_fits_one_capture_of_a_laptops_screen(visit, path):
    page = visit(path)
    for card in page.locator("[class*='st-key-card_']").all():
        assert card.bounding_box()["height"] <= CARD, card.locator(".headline").inner_text()


CUT = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
  const box = chart.querySelector('.main-svg').getBoundingClientRect();
  return [...chart.querySelectorAll('.xy text, .ytick text, .xtick text, .textpoint text, .bartext')]
    .filter(each => each.textContent.trim())
    .filter(each => {
      const own = each.getBoundingClientRect();
      return own.width && (own.left < box.left - 1 || own.right > box.right + 1);
    })
    .map(each => each.textContent);
})"""


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("path", ["", "one_authority?authority=Fife", "ways_of_looking", WIDE])
def test_no_words_of_a_chart_are_cut_off_at_the_edge_of_its_plot(visit, path, width):
    page = visit(path, width=width)
    try:
        page.wait_for_function(f"() => ({CUT})().length === 0", timeout=10_000)  # charts are fitted once they are shown
    except TimeoutError:
        assert page.evaluate(CUT) == []


# On a phone


@pytest.mark.parametrize("path", PHONE)
def test_a_phone_shows_a_page_without_scrolling_sideways(visit, path):
    page = visit(path, width=390, height=844)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("path", "plot"), [(WIDE, "plot_way"), ("ways_of_looking", "plot_way"), ("", "plot_experience")]
)
def test_on_a_phone_a_chart_of_many_columns_scrolls_inside_its_own_box(visit, path, plot):
    page = visit(path, width=390, height=844)
    window = page.locator(f".st-key-{plot}")
    inner, outer = window.evaluate("each => [each.scrollWidth, each.clientWidth]")
    assert inner > outer + 50
    assert window.evaluate("each => { each.scrollLeft = 9999; return each.scrollLeft }") >= inner - outer - 1
    drawn = window.locator(".main-svg").first.bounding_box()
    box = window.bounding_box()
    assert drawn["x"] + drawn["width"] <= box["x"] + box["width"] + 2, "the last column can be moved into sight"


# By keyboard alone


def test_the_keyboard_alone_chooses_an_authority(visit, shown):
    page = visit("one_authority")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Your authority":
            break
    else:
        raise AssertionError("the authority cannot be reached by the Tab key")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Shetl")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.headline')?.textContent.includes('Shetland Islands')")
    steady(page, shown)
    assert stands(page, "Shetland Islands")


def test_the_keyboard_alone_chooses_the_family_group(visit, shown):
    page = visit("one_authority?authority=Glasgow City")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS) == "Alike in deprivation":
            break
    else:
        raise AssertionError("the family group cannot be reached by the Tab key")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('family=')")
    steady(page, shown)
    assert "densely populated" in page.locator(".st-key-card_support .subtitle").inner_text()


# On paper


def printed(page) -> str:
    """All that the printed page says, without spaces."""
    return "".join(map(_flat, sheets(page)))


def sheets(page) -> list[str]:
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [each.extract_text() for each in pages]


def _flat(text: str) -> str:
    """A text without spaces, and without the ligatures that a printed page has for ff and fi."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_printed_every_card_of_an_authority_stands_whole_with_every_caveat(visit):
    page = visit("one_authority?authority=Fife")
    cards = {}
    for name in FIFES_CARDS:
        card = page.locator(f".st-key-card_{name}")
        cards[name] = (
            card.locator(".headline").text_content(),
            card.locator(".beside ol.caveats > li").all_text_contents(),
            card.locator(".source").text_content(),
        )
    short = {each.short for each in caveats().values()}
    assert all(set(said) <= short and said for _, said, _ in cards.values())
    papers = [_flat(each) for each in sheets(page)]
    for name, (headline, said, source) in cards.items():
        holding = [paper for paper in papers if _flat(headline) in paper]
        assert len(holding) == 1, f"{name}: its headline stands on one sheet"
        for text in [*said, source]:
            assert _flat(text) in holding[0], f"{name} is split, or lacks: {text}"


@pytest.mark.parametrize("path", ["?authority=Fife", "ways_of_looking?authority=Fife", WIDE])
def test_printed_the_cards_of_other_pages_are_not_split(visit, path):
    page = visit(path)
    wanted = []
    for card in page.locator("[class*='st-key-card_']").all():
        said = card.locator(".beside ol.caveats > li").all_text_contents()
        wanted.append([card.locator(".headline").text_content(), *said, card.locator(".source").text_content()])
    papers = [_flat(each) for each in sheets(page)]
    for words in wanted:
        (holding,) = [paper for paper in papers if _flat(words[0]) in paper]
        assert [text for text in words if _flat(text) not in holding] == []


def test_what_an_authority_could_send_is_on_paper(visit):
    paper = printed(visit("one_authority?authority=Fife"))
    assert "WhatFifecouldsendin" in paper
    assert "StaffeligibleforSDStraining" in paper
