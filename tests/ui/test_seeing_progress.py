"""At a glance, One authority and Ways of looking: what each shows, of whom, and what it says where nothing is held."""

import csv
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from exhibits import ways
from model import DATA, areas, metrics, returns
from model.metrics import OUTCOMES
from model.ways import ways as ways_declared

GLANCE, ONE, WAYS = "pages/at_a_glance.py", "pages/one_authority.py", "pages/ways_of_looking.py"
PAGES = [GLANCE, ONE, WAYS]
ROOT = Path(__file__).resolve().parents[2]
EVERY_PAGE = sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))
ASK_NO_AUTHORITY = ["pages/about_the_figures.py"]
FIFE, MORAY, ABERDEEN, SHETLAND, GLASGOW = "S12000047", "S12000020", "S12000033", "S12000027", "S12000049"

WHO_COULD_CLOSE = "<caption>What is missing, and who could close it"
NOT_A_FIGURE = r"\b20\d\d/\d\d\b|\b20\d\d\b|\bSW\d[a-e]?\b"  # a year, or the name of an indicator


def plain(html):
    """The words of a piece of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", html))).strip()


def tiles(shown):
    return re.findall("<article>.*?</article>", shown.words, re.S)


def piece(shown, says):
    """The one piece of a page that has these words."""
    (found,) = [each for each in shown.html if says in each]
    return found


def rows(table):
    """The words of each row of a table, its head left out."""
    return [
        tuple(plain(cell) for cell in re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row))
        for row in re.findall("<tr[^>]*>(.*?)</tr>", table)
    ][1:]


def gaps():
    with (DATA / "gaps.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Alone and through the front door


@pytest.mark.parametrize("authority", ["", "Fife"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_alone_and_through_the_front_door(page, path, authority):
    address = {"authority": authority} if authority else {}
    alone, door = page(path, **address), page("dashboard.py", **address)
    door.app.switch_page(path).run()
    assert alone.is_well() and door.is_well()
    assert alone.words == door.words and alone.cards == door.cards


# At a glance


def test_all_four_outcomes_say_what_is_held_and_what_is_not(page):
    found = tiles(page(GLANCE))
    assert len(found) == len(OUTCOMES) == 4
    for tile, (number, name) in zip(found, OUTCOMES.items(), strict=True):
        assert f"<h3>{number}. {name}</h3>" in tile
        held, missing = re.search("<h4>Held</h4><ul>(.*)</ul><h4>Not held</h4><ul>(.*)</ul>", tile).groups()
        assert plain(held) and plain(missing)


def test_outcomes_of_which_nothing_is_held_say_so_and_others_say_until_when(page):
    for number, tile in enumerate(tiles(page(GLANCE)), 1):
        entries = re.findall("<li>(.*?)</li>", tile.partition("<h4>Not held</h4>")[0])
        if number in (2, 4):
            assert entries == ["No figures"]
        else:
            assert entries and all(re.search(r", to 20\d\d/\d\d$", each) for each in entries)


def test_the_outcomes_are_said_to_be_the_strategys_and_the_mapping_ours(page):
    said = plain(page(GLANCE).words)
    assert "four strategic outcomes of the Scottish Government’s SDS strategy" in said
    assert "Which figures speak to which aim is our own mapping." in said


@pytest.mark.parametrize("authority", ["", "Fife"])
def test_no_number_of_a_metric_stands_outside_a_card(page, authority):
    """Law 1: a figure never leaves without its caveats, so tiles hold words and years alone."""
    shown = page(GLANCE, authority=authority)
    said = plain(re.sub(r"<h3>\d\. ", "<h3>", piece(shown, '<section class="outcomes"')))
    assert re.findall(r"\d+", re.sub(NOT_A_FIGURE, "", said)) == [], said


def test_the_cards_stand_in_their_order(page):
    shown = page(GLANCE)
    assert shown.cards == ["options", "implementation", "experience", "coverage"]
    assert len(shown.headlines) == 4 and all(shown.headlines)
    card = "\n".join(shown.html)
    assert card.count('role="note"><h3>') == 4 and card.count('<p class="source">Source: ') == 4


def test_the_cards_show_the_newest_year_and_which_scotland(page):
    shown = page(GLANCE)
    options, implementation, experience, coverage = shown.headlines
    assert options.startswith("Scotland, 2020/21: people are counted once for every option")
    assert "Scotland (estimated)" in "\n".join(shown.html)
    assert implementation == "26 of 32 authorities sent 2020/21 figures. Six show an earlier year"
    assert experience.startswith("What people getting any care said, 2013/14 to 2019/20")
    assert coverage.startswith("Where figures are missing. No authority's figures are held on ")
    assert "staff trained in SDS or people whose outcomes were met" in coverage


def test_every_gap_names_who_could_close_it(page):
    listed = rows(piece(page(GLANCE), WHO_COULD_CLOSE))
    assert set(listed) == {(each["what"], each["kind"], each["who_could_close"]) for each in gaps()}
    assert all(who for _, _, who in listed)


@pytest.mark.parametrize("authority", ["", "Na h-Eileanan Siar"])
def test_every_way_on_from_a_tile_leads_to_what_it_names(page, authority):
    shown = page(GLANCE, authority=authority)
    links = [urlsplit(unescape(each)) for each in re.findall('href="(.*?)"', "".join(tiles(shown)))]
    assert len(links) >= 4
    for link in links:
        asked = {key: values[0] for key, values in parse_qs(link.query).items()}
        assert asked.get("authority", "") == authority
        found = page(f"pages/{link.path}.py", **asked)
        assert found.is_well()
        known = {"What is missing": "gaps", "Spend beside people": ways.BESIDE, "Who provides support": "provider_type"}
        for key in asked.keys() & {"section", "way"}:
            assert found.chosen[key] == known[asked[key]]


# One authority


def test_without_an_authority_the_page_says_what_to_do(page):
    shown = page(ONE)
    (said,) = shown.standing
    assert shown.is_well() and shown.cards == [] and "Choose your authority above." in said


@pytest.mark.parametrize("code", areas.codes())
def test_every_authority_can_be_looked_at(page, code):
    shown = page(ONE, authority=code)
    assert shown.is_well() and shown.cards == ["support", "family", "experience", "spend", "held"]
    support, _, experience, spend, held = shown.headlines
    assert all(areas.name(code) in each for each in (support, experience, spend, held))


def test_a_figure_carried_forward_is_said_to_be_an_earlier_years(page):
    shown = page(ONE, authority="Aberdeen City")
    said = shown.headlines[0]
    assert "in 2018/19; the earlier figure is repeated for 2020/21" in said
    assert "able to choose" not in said, "a share of a repeated figure is not read out"
    support = next(
        each for each in shown.html if "How people are supported, Aberdeen City" in each and "<table" in each
    )
    assert support.count("Carried forward from 2018/19") == 11
    assert support.count("not offered: the 2019/20 figure is an earlier year") == 11
    assert "without Aberdeen City, Aberdeenshire and Orkney Islands" in support
    assert "The 2018/19 figure is repeated: Aberdeen City sent no return" in plain(shown.words)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Shetland Islands", "115 people in Shetland Islands were recorded with an SDS option in 2020/21"),
        ("Glasgow City", "4,130 people in Glasgow City were recorded with an SDS option in 2020/21"),
    ],
)
def test_the_first_card_says_in_a_sentence_what_is_known_and_what_it_does_not_say(page, name, says):
    said = page(ONE, authority=name).headlines[0]
    assert said.startswith(says) and "able to choose" in said
    assert said.endswith("That is what was recorded, not whether anyone had a real choice")


def test_a_change_between_small_counts_is_not_offered(page):
    """Shetland Islands counted 5 people under Option 2: a change from or to that would be mostly rounding."""
    shown = page(ONE, authority="Shetland Islands")
    support = piece(shown, "<caption>How people are supported")
    changes = [row[7] for row in rows(support) if row[0].startswith("Option 2")]
    assert len(changes) == 2 and all(each.startswith("not offered: ") for each in changes)


@pytest.mark.parametrize(("family", "kind"), [("people", "people"), ("other", "other")])
@pytest.mark.parametrize("code", [ABERDEEN, SHETLAND, GLASGOW])
def test_the_address_chooses_the_family_group(page, code, family, kind):
    shown = page(ONE, authority=code, family=family)
    assert shown.is_well() and shown.chosen["family"] == kind
    group = areas.family_groups()[areas.family_of(code, kind)]
    named = plain("\n".join(shown.html))
    assert f"{group.name}, {areas.name(code)} marked." in named
    support = piece(shown, "<caption>How people are supported")
    assert all(areas.name(member) in support for member in group.members)


def test_the_family_group_is_understood_by_its_words_too(page):
    shown = page(ONE, authority="Glasgow City", family="Alike in how densely people live")
    assert shown.chosen["family"] == "other" and "most densely populated" in shown.words


def test_what_an_authority_could_send_is_listed(page):
    shown = page(ONE, authority="Glasgow City")
    listed = piece(shown, "<caption>What Glasgow City could send in")
    assert "Sent by Glasgow City" in listed
    asked = [(metrics.metric(id_), sheet) for sheet in returns.sheets() for id_ in sheet.metrics]
    assert len(asked) >= 12
    assert rows(listed) == [
        (metric.name, metric.question, sheet.sheet, "optional" if sheet.optional else "not yet")
        for metric, sheet in asked
    ]


# Ways of looking

LARGEST = ["client_group", "support_need", "provider_type"]  # from the workbook that most tests do without
NAMED = {id_: each.name for id_, each in ways_declared().items()} | {ways.BESIDE: "Spend beside people"}


def test_the_page_opens_on_options_by_age_of_scotland(page):
    shown = page(WAYS)
    assert shown.is_well() and shown.chosen["way"] == "options_by_age" and "whose" not in shown.chosen
    assert shown.headlines == ["Scotland, 2020/21: options by age"]
    assert "Scotland (all areas submitted)" in shown.words or "Scotland (all areas submitted)" in "".join(shown.html)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["code", "words"])
@pytest.mark.parametrize("way", NAMED)
def test_each_way_is_understood_from_its_address(full_page, way, asked):
    shown = full_page(WAYS, way=way if asked == "code" else NAMED[way])
    assert shown.is_well() and shown.chosen["way"] == way and shown.standing == []
    assert shown.cards == ["way"] and len(shown.app.get("plotly_chart")) == 1
    (headline,) = shown.headlines
    assert way == ways.BESIDE or NAMED[way].lower() in headline.lower()


@pytest.mark.parametrize("way", LARGEST)
@pytest.mark.parametrize("asked", ["code", "words"])
def test_a_way_of_which_no_figures_are_held_says_what_would_fill_it(page, way, asked):
    shown = page(WAYS, way=way if asked == "code" else NAMED[way])
    (said,) = shown.standing
    assert shown.is_well() and shown.chosen["way"] == way
    assert "They come with the workbooks of published figures." in said


@pytest.mark.parametrize("asked", ["mine", "Fife"])
def test_ones_own_figures_are_shown_and_named(page, asked):
    shown = page(WAYS, authority="Fife", whose=asked)
    assert shown.is_well() and shown.chosen["whose"] == "mine"
    assert shown.headlines == ["Fife, 2020/21: options by age"]


@pytest.mark.parametrize("asked", ["scotland", "Scotland"])
def test_scotlands_figures_are_shown_in_their_place(page, asked):
    shown = page(WAYS, authority="Fife", whose=asked)
    assert shown.is_well() and shown.chosen["whose"] == "scotland"
    assert shown.headlines == ["Scotland, 2020/21: options by age"]
    assert shown.chosen["authority"] == FIFE


def test_own_figures_and_scotlands_carry_their_own_caveats(page):
    own, scotland = page(WAYS, authority="Fife"), page(WAYS, authority="Fife", whose="scotland")
    only_scotland = "Leaves out areas that sent nothing, and they change from year to year"
    assert only_scotland in "".join(scotland.html) and only_scotland not in "".join(own.html)


def test_an_authority_that_sent_nothing_is_named_and_nothing_is_drawn_for_it(page):
    """Aberdeen City's records are in none of the submitted figures for 2020/21: the page says so (law 6)."""
    shown = page(WAYS, authority="Aberdeen City", period="2020/21")
    assert shown.is_well()
    said = " ".join([*shown.standing, *shown.headlines])
    assert "Aberdeen City has no 2020/21 figures" in said or "No figures of this kind are held" in said


@pytest.mark.parametrize(("key", "asked", "chosen"), [("period", "2018/19", "2018/19"), ("shown_as", "People", None)])
def test_year_and_measure_are_understood_from_the_address(page, key, asked, chosen):
    shown = page(WAYS, way="options_by_age", **{key: asked})
    assert shown.is_well() and shown.chosen[key] == (chosen or "sds_people")


@pytest.mark.parametrize("way", ["options_by_age", "one_option_by_age", ways.BESIDE])
def test_every_year_that_is_offered_for_scotland_has_figures(page, way):
    """Years of another data set are not those of this way of looking."""
    shown = page(WAYS, way=way)
    empty = []
    for year in shown.app.selectbox(key="period").options:
        shown.app.selectbox(key="period").select(year).run()
        assert shown.is_well()
        if not shown.cards:
            empty.append(year)
    assert empty == []


def test_spend_stands_beside_people_on_scales_of_their_own(page):
    shown = page(WAYS, way=ways.BESIDE, authority="Fife")
    assert shown.is_well() and "whose" not in shown.chosen
    assert shown.headlines == ["2020/21: spend through SDS and people with SDS are two measures, each on its own scale"]
    assert "Share of adult spend (SW2)" in shown.words and "People per 1,000 people" in shown.words
    assert all(f'<th scope="row">{areas.name(code)}</th>' in shown.words for code in areas.codes())
    assert "Fife marked." in "".join(shown.html) and '<tr class=mine><th scope="row">Fife' in shown.words
    assert "Spend and people answer different questions" in "".join(shown.html)


@pytest.mark.slow
def test_one_reader_goes_through_every_way_measure_and_year(full_page):
    shown = full_page(WAYS, authority="Fife")
    for way in shown.app.selectbox(key="way").options:
        assert shown.choose("way", way).is_well(), way
        for measure in shown.app.selectbox(key="shown_as").options if "shown_as" in shown.chosen else [""]:
            if measure:
                box = shown.app.selectbox(key="shown_as")
                box.select_index(box.options.index(measure)).run()
            for year in shown.app.selectbox(key="period").options:
                shown.app.selectbox(key="period").select(year).run()
                assert shown.is_well(), (way, measure, year)
                assert year in " ".join(shown.headlines) or shown.standing != [], (way, measure, year)


# The reader's own authority


@pytest.mark.parametrize("path", [each for each in EVERY_PAGE if each not in ASK_NO_AUTHORITY])
def test_the_readers_authority_is_kept_for_the_session(page, path):
    shown = page(path)
    assert shown.chosen["authority"] == "" and shown.app.session_state["mine"] == ""
    shown.app.query_params["authority"] = "Fife"  # as a browser does
    shown.choose("authority", "Fife")
    assert shown.is_well() and shown.app.session_state["mine"] == FIFE


@pytest.mark.parametrize("path", [each for each in EVERY_PAGE if each not in ASK_NO_AUTHORITY])
def test_the_authority_of_a_link_comes_before_the_one_chosen_earlier(page, path):
    shown = page(path, chosen_earlier=FIFE, authority="Moray")
    assert shown.is_well() and shown.chosen["authority"] == shown.app.session_state["mine"] == MORAY


@pytest.mark.parametrize("path", [each for each in EVERY_PAGE if each not in ASK_NO_AUTHORITY])
def test_the_authority_chosen_earlier_stands_in_the_address_of_the_next_page(page, path):
    shown = page(path, chosen_earlier=FIFE)
    assert shown.is_well() and shown.chosen["authority"] == FIFE
    assert shown.app.query_params["authority"] in ("Fife", ["Fife"])


def test_an_authority_let_go_of_stays_let_go_of(page):
    door = page("dashboard.py", authority="Fife")
    door.app.query_params.clear()
    door.choose("authority", "Not chosen")
    door.app.switch_page(ONE).run()
    assert door.is_well() and door.chosen["authority"] == "" and door.cards == []


def test_a_page_whose_address_has_lost_the_authority_is_still_shown(page):
    """The browser's Back button goes to an address as it was before the authority was put into it."""
    shown = page(ONE, authority="Fife")
    shown.app.query_params.clear()
    shown.app.run()
    assert shown.is_well()


# Nothing held


@pytest.mark.parametrize("authority", ["", "Fife"])
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("held", [(), ("national_context.xlsx",)], ids=["nothing", "figures for Scotland only"])
def test_where_nothing_is_held_a_sentence_says_what_would_fill_the_page(published, opened, path, authority, held):
    published(*held)
    shown = opened(path, authority=authority)
    assert shown.is_well() and shown.cards == []
    said = " ".join(shown.standing)
    if path == ONE and not authority:
        assert "Choose your authority above" in said
    else:
        assert "workbooks of published figures" in said


def test_where_nothing_is_held_no_outcome_claims_a_figure(published, opened):
    published()
    for tile in tiles(opened(GLANCE)):
        assert "<h4>Held</h4><ul><li>No figures</li></ul>" in tile


def test_where_nothing_is_held_an_authority_still_reads_what_it_could_send(published, opened):
    published()
    assert "What Fife could send in" in opened(ONE, authority="Fife").words


@pytest.mark.parametrize(
    ("workbook", "cards"),
    [
        ("sds_options_trend.xlsx", ["options", "coverage"]),
        ("sds_implementation_rate.xlsx", ["implementation", "coverage"]),
        ("lgbf_social_care.xlsx", ["experience", "coverage"]),
    ],
)
def test_with_one_workbook_its_cards_alone_are_shown(published, opened, workbook, cards):
    published(workbook)
    shown = opened(GLANCE)
    assert shown.is_well() and shown.cards == cards


def test_spend_beside_people_asks_for_both(published, opened):
    published("lgbf_social_care.xlsx")
    shown = opened(WAYS, way=ways.BESIDE)
    assert shown.is_well() and shown.cards == [] and "workbooks of published figures" in shown.standing[0]
