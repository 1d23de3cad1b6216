"""Sending in a return as an officer meets it: template, mending, questions, confirming, undoing; and what may harm."""

import io
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from intake import judging, taking
from ledger import Ledger
from loaders.answers import Answers
from model import areas
from model.returns import SERIES
from tests.awkward.test_send_in import DRAWN
from tests.awkward.workbooks import book

SEND, COMPARE, ONE, RETURNS = "send_in_a_return", "compare_authorities", "one_authority", "returns"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = "Measure|2024/25\nOption 1|{}\nOption 2|126\nOption 3|1204\nAny SDS option|1700"
ASKS = "Measure|2024/25\nOption 1|545\nOption 2|126\nOption 3|-\nAny SDS option|1700"
FALKIRK = DRAWN.format("2026-04-01")
TEMPLATE = {"B6": 9445, "B7": 565, "B8": 220, "B9": 8970, "B10": 300}
TEMPLATE |= {"B11": 390, "B12": 110, "B13": 8645, "B14": 300}


@pytest.fixture(scope="module")
def desk(serve, filled_home, tmp_path_factory):
    """A dashboard that may be sent figures: the published ones are held, and a return of Angus."""
    home = tmp_path_factory.mktemp("desk") / "ledger"
    shutil.copytree(filled_home, home)
    send(home, "Angus", "angus.xlsx", OPTIONS.format(611))
    with serve(home) as started:
        yield started


def send(home, authority, name, drawing):
    """Takes a file in as the command line does, beside the server; the number of the return."""
    ledger, content = Ledger(home), book(drawing)
    owner = next(code for code in areas.codes() if areas.name(code) == authority)
    judged = judging.judge(content, name, owner, ledger, Answers({}))
    assert judged.verdict == judging.ACCEPT
    return taking.take_in(ledger, content, judged, "A. Colleague", Answers({}))


@pytest.fixture
def go(visit, desk):
    """Opens an address of the desk's dashboard."""

    def go(path, **more):
        page = visit(path, at=desk.url, **more)
        page.set_default_timeout(15_000)
        return page

    return go


def ready(page, shown, words):
    """The page once these words are on it and it is shown whole."""
    page.locator("[data-testid=stMain]").get_by_text(words).filter(visible=True).first.wait_for()
    page.wait_for_function(shown)
    page.wait_for_timeout(200)
    return page


def drop(page, shown, words, **files):
    """Drops files, given by their names without the ending, and waits for what is then said."""
    dropped = [{"name": f"{name}.xlsx", "mimeType": XLSX, "buffer": content} for name, content in files.items()]
    page.locator("input[type=file]").set_input_files(dropped)
    return ready(page, shown, words)


def press(page, shown, button, words):
    page.get_by_role("button", name=button).click()
    return ready(page, shown, words)


def confirm(page, shown, by="A. Officer"):
    page.get_by_label("Your name, kept with the return").fill(by)
    return press(page, shown, "Take these figures in", "Taken in as")


def answer_all(page, shown):
    """Gives the first answer to every question, until none is left."""
    while page.get_by_role("button", name="Use these answers").count():
        for group in page.get_by_role("radiogroup", name="Answer to question").all():
            group.locator("label").first.click()
        page.get_by_role("button", name="Use these answers").click()
        page.wait_for_timeout(400)
        page.wait_for_function(shown)


def saved(page, button):
    """What a button saves: its name and its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def changed(content, sheet, cells):
    """A workbook with other cells, as somebody would type and save it."""
    workbook = load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        workbook[sheet][cell].value, workbook[sheet][cell].number_format = value, "General"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def choose(page, box, words):
    page.get_by_role("combobox", name=box, exact=True).click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def main(page):
    return page.locator("[data-testid=stMain]").inner_text()


def row(page, authority):
    """What the table says of an authority."""
    return page.locator("tr", has_text=authority).first.inner_text()


def compared(authority, period="2024/25", option="1"):
    """The address at which figures sent in are compared."""
    asked = {"authority": authority, "metric": "sds_people", "series": SERIES, "period": period, "option": option}
    return f"{COMPARE}?{'&'.join(f'{key}={value}' for key, value in asked.items())}&view=Table"


# As a new user does it


def test_a_template_is_filled_sent_seen_undone_and_put_back(go, shown):
    page = go(SEND)
    choose(page, "Your authority", "Fife")
    ready(page, shown, "Nothing is saved until")
    name, template = saved(page, "Download the template for Fife")
    drop(
        page,
        shown,
        "Take these figures in",
        **{name.removesuffix(".xlsx"): changed(template, "People by option", TEMPLATE)},
    )
    assert "9 new, 0 changed, 0 the same." in main(page) and "Nothing has been saved yet." in main(page)
    confirm(page, shown)
    at = page.get_by_role("link", name="See them under Compare authorities").get_attribute("href") + "&view=Table"
    assert "9,445" in row(go(at), "Fife")
    press(page, shown, "Undo", "is withdrawn")
    assert "9,445" not in main(go(at))
    back = go(f"{RETURNS}?authority=Fife")
    choose(back, "Look at one return", name)
    ready(back, shown, "What happened to it")
    back.get_by_label("Your name").first.fill("A. Officer")
    back.get_by_label("Why").first.fill("It was right after all")
    press(back, shown, "Put it back", "Undo this return")
    assert "It was right after all" in main(back)
    assert "9,445" in row(go(at), "Fife")


def test_an_awkward_file_is_repaired_through_its_marked_copy(go, shown):
    page = go(f"{SEND}?authority=Falkirk")
    drop(page, shown, "Please mend, then send again", falkirk=book({"Return": FALKIRK}))
    assert "cell D6" in page.locator(".mend").inner_text()
    assert page.get_by_role("button", name="Take these figures in").count() == 0
    name, copy = saved(page, "Download your file with these marked in place")
    assert name == "falkirk (to mend).xlsx"
    mended = changed(copy, "Return", {"D6": 290})
    drop(page, shown, "falkirk (to mend).xlsx, for Falkirk", **{name.removesuffix(".xlsx"): mended})
    assert page.locator(".mend").count() == 0
    answer_all(page, shown)
    confirm(page, shown)
    assert "290" in go(compared("Falkirk", option="2")).locator("tr", has_text="Falkirk").first.inner_text()


def test_two_files_go_in_one_at_a_time_and_an_answer_stays_with_its_file(go, shown):
    page = go(f"{SEND}?authority=Moray")
    drop(page, shown, "one at a time", asks=book(ASKS.replace("2024/25", "2022/23")), good=book(OPTIONS.format(433)))
    assert page.get_by_role("heading", name="good.xlsx, for Moray").is_visible(), "what can go in is shown first"
    page.get_by_text("asks.xlsx: questions").click()
    ready(page, shown, "What we need to know")
    page.get_by_role("radiogroup", name="Answer to question 1").get_by_text("Not available").click()
    press(page, shown, "Use these answers", "asks.xlsx: can go in")
    assert page.get_by_role("heading", name="asks.xlsx, for Moray").is_visible()
    confirm(page, shown)
    ready(page, shown, "good.xlsx, for Moray")
    page.get_by_label("Your name, kept with the return").fill("A. Officer")
    press(page, shown, "Take these figures in", "“good.xlsx”, sent in by")
    assert page.locator(".done").count() == 2


def test_the_same_file_again_is_told_and_brings_nothing_twice(go, shown, desk):
    page = go(f"{SEND}?authority=Angus")
    drop(page, shown, "You sent this same file on", again=book(OPTIONS.format(611)))
    assert page.get_by_role("button", name="Take these figures in").count() == 0
    assert [each.state for each in Ledger(desk.home).returns() if each.file_name == "angus.xlsx"] == ["current"]
    assert "again.xlsx" not in {each.file_name for each in Ledger(desk.home).returns()}


# By keyboard alone

FOCUS = """() => {
  const at = document.activeElement;
  if (at.matches('main, body')) return '';
  return at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent;
}"""
RINGED = """() => {
  for (let each = document.activeElement, up = 0; each && up < 4; each = each.parentElement, up++) {
    const look = getComputedStyle(each);
    if (look.outlineStyle === 'solid' && parseFloat(look.outlineWidth) >= 2) return true;
  }
  return false;
}"""


def tab_to(page, words):
    """Goes by Tab to what bears these words; a ring shows that it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in (page.evaluate(FOCUS) or ""):
            page.wait_for_timeout(50)
            assert page.evaluate(RINGED), f"{words!r} has the focus and no ring"
            return
    raise AssertionError(f"{words!r} cannot be reached by the Tab key")


def test_the_keyboard_alone_sends_in_a_file_and_takes_it_back(go, shown):
    page = go(SEND)
    tab_to(page, "Your authority")
    page.keyboard.type("Stirl")
    page.keyboard.press("Enter")
    ready(page, shown, "Spreadsheets for Stirling")
    tab_to(page, "Upload")
    drop(page, shown, "What we need to know", stirling=book(ASKS))
    tab_to(page, "None: the number is 0")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Use these answers")
    page.keyboard.press("Enter")
    ready(page, shown, "4 new")
    assert "not available" in page.locator("table.figures").first.inner_text(), "the arrow goes on to the next answer"
    tab_to(page, "Your name, kept with the return")
    page.keyboard.type("K. Board")
    tab_to(page, "Take these figures in")
    page.keyboard.press("Enter")
    ready(page, shown, "sent in by K. Board")
    tab_to(page, "Undo")
    page.keyboard.press("Space")
    ready(page, shown, "is withdrawn")


# Every open browser


def test_what_one_confirms_or_undoes_every_other_open_page_shows_at_its_next_run(go, shown):
    other, mine = go(compared("Dundee City")), go(f"{SEND}?authority=Dundee City")
    assert "610" in row(other, "Angus") and "775" not in main(other)
    drop(mine, shown, "Take these figures in", dundee=book(OPTIONS.format(775)))
    confirm(mine, shown)
    view(other, shown, "Chart")
    view(other, shown, "Table")
    assert "775" in row(other, "Dundee City")
    press(mine, shown, "Undo", "is withdrawn")
    view(other, shown, "Chart")
    assert "775" not in main(other)
    view(other, shown, "Table")
    assert "775" not in main(other) and "610" in row(other, "Angus")


def view(page, shown, name):
    page.get_by_role("radio", name=name).click()
    page.wait_for_timeout(500)
    page.wait_for_function(shown)


# What may do harm

TAGS = "<img src=x onerror=harmed=1><script>harmed=1</script><b>bold</b>"
SIGNS = "[press](javascript:window.harmed=1) **loud** $x$ :red[red]"
TURNED = "\u202egnp"
MADE = ":is(script, iframe, img[src=x], a[href^=javascript], .katex, b)"


def text_of(page):
    """What the page says, where nothing has run and nothing is made of what was sent."""
    assert page.evaluate("window.harmed") is None
    assert page.locator(f"[data-testid=stMain] {MADE}").count() == 0
    assert page.locator("[data-testid=stMain] strong", has_text="loud").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
    return main(page)


def test_words_from_outside_are_shown_as_words_everywhere(go, shown):
    name = f"..\\..\\{SIGNS} {TURNED}"
    page = go(f"{SEND}?authority=Argyll and Bute")
    bad = book(f"{OPTIONS.format(f'{TAGS} {SIGNS} {TURNED}')}\n'=1+1|{TAGS}")
    drop(page, shown, "Nothing has been saved yet", **{name: bad, f"more {name}": book(OPTIONS.format(555))})
    page.locator(".st-key-file label", has_text=f"{SIGNS} gnp.xlsx: to mend").first.click()
    ready(page, shown, "Please mend")
    assert f"It says “{TAGS[:50]}" in text_of(page) and "gnp" in text_of(page)
    page = go(f"{SEND}?authority=Argyll and Bute")
    good = book(f'{TAGS} {SIGNS}|\n\'=HYPERLINK("http://x")|\n{OPTIONS.format(444)}')
    drop(page, shown, "What we need to know", **{name: good})
    answer_all(page, shown)
    assert page.get_by_role("heading", name=f"{SIGNS} gnp.xlsx, for Argyll and Bute").is_visible()
    page.get_by_label("If you like: how do you record").fill(f"We count on 31 March. {TAGS} {SIGNS}")
    confirm(page, shown, by=f"{TAGS} {TURNED}")
    assert f"{TAGS} gnp. Every page" in text_of(page)
    number = page.locator(".done strong").inner_text().split()[-1].strip(":")
    back = go(f"{RETURNS}?authority=Argyll and Bute&return={number}")
    assert f"{SIGNS} gnp.xlsx, for Argyll and Bute" in text_of(back) and TAGS in text_of(back)
    saved_as, content = saved(back, "Download the file as it was sent")
    assert content == good and ".." not in saved_as
    for path in (f"{ONE}?authority=Argyll and Bute", compared("Argyll and Bute")):
        seen = go(path)
        assert f"We count on 31 March. {TAGS} {SIGNS}" in " ".join(
            seen.locator("[data-testid=stMain]").all_text_contents()
        )
        text_of(seen)


# For everyone


@pytest.fixture(scope="module", params=["mend", "questions", "change", "words", "one return"])
def opened(request, browser, desk, shown):
    """The page at one step, opened once on a laptop's screen."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce", locale="en-GB")
    page.set_default_timeout(15_000)
    step = request.param
    sent = next(each.id for each in Ledger(desk.home).returns() if each.file_name == "angus.xlsx")
    one = {
        "words": f"{SEND}?authority=Highland&sending=account",
        "one return": f"{RETURNS}?authority=Angus&return={sent}",
    }
    page.goto(f"{desk.url}/{one.get(step, f'{SEND}?authority=Highland')}")
    page.wait_for_function(shown, timeout=60_000)
    files = {"mend": book({"Return": FALKIRK.replace("Falkirk", "Highland")}), "questions": book(ASKS)}
    files["change"] = book(OPTIONS.format(545))
    if step in files:
        drop(
            page,
            shown,
            "Nothing has been saved yet",
            **{"a_return_with_a_long_name_of_the_highland_council_2026": files[step]},
        )
    yield page
    page.close()


def serious(page):
    found = Axe().run(page).response["violations"]
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in bad]


TARGETS = 'a[href], button, summary, label:has(input), textarea, [role="combobox"]'
SMALL = f"""() => [...document.querySelectorAll('[data-testid="stMain"] :is({TARGETS})')]"""
SMALL += """
  .filter(each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map(each => [each.getBoundingClientRect(), each])
  .filter(([box]) => box.width && box.height && (box.width < 24 || box.height < 24))
  .map(([box, each]) => `${Math.round(box.width)} x ${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`)"""


def test_axe_finds_nothing_serious_in_light_or_dark(opened):
    opened.emulate_media(color_scheme="light")
    opened.wait_for_timeout(600)
    assert serious(opened) == []
    opened.emulate_media(color_scheme="dark")
    opened.wait_for_function("() => getComputedStyle(document.querySelector('.stApp')).colorScheme.includes('dark')")
    opened.wait_for_timeout(600)
    assert serious(opened) == []


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_does_not_scroll_sideways_and_every_target_can_be_hit(opened, width):
    opened.set_viewport_size({"width": width, "height": 844})
    opened.wait_for_timeout(500)
    assert opened.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate(SMALL) == []


def test_headings_go_down_one_step_at_a_time(opened):
    levels = [
        int(each[1])
        for each in opened.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(each => each.tagName)")
    ]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_first_question_is_seen_on_a_laptop_without_scrolling(opened):
    opened.set_viewport_size({"width": 1366, "height": 768})
    opened.wait_for_timeout(400)
    first = opened.locator(".mend, .asked, table.figures, [data-testid=stTextInput]").first.bounding_box()
    assert first["y"] + 40 < 640, "a laptop's screen has some 640 of its 768 pixels for the page"


# Where it is shared

WAYS = re.compile("Take|Upload|Undo|Put|Purge|Download the file|Share")


def test_a_shared_dashboard_takes_nothing_undoes_nothing_and_hands_out_no_file(visit, serve, filled_home, tmp_path):
    home = tmp_path / "ledger"
    shutil.copytree(filled_home, home)
    number = send(home, "Angus", "angus.xlsx", OPTIONS.format(611))
    with serve(home, address="0.0.0.0") as shared:
        page = visit(f"{SEND}?authority=Angus", at=shared.url)
        assert "This dashboard is shared, so it only shows. To send figures in" in main(page)
        back = visit(f"{RETURNS}?authority=Angus&return={number}", at=shared.url)
        assert "What happened to it" in main(back)
        for each in (page, back):
            assert each.locator("[data-testid=stMain] :is(input[type=file], form, [data-testid=stForm])").count() == 0
            assert each.locator("[data-testid=stMain]").get_by_role("button", name=WAYS).count() == 0
