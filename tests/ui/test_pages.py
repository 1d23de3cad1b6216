"""Every page opens alone and through the front door, understands its address, and says trouble in a sentence."""

import ast
import json
import re
from pathlib import Path

import pytest

from exhibits import comparison
from model import areas, breakdowns, metrics
from ui import choose

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))
COMPARE, ABOUT = "pages/compare_authorities.py", "pages/about_the_figures.py"
OVER_TIME = "pages/over_time.py"
GLANCE, ONE, WAYS = "pages/at_a_glance.py", "pages/one_authority.py", "pages/ways_of_looking.py"
SEND, RETURNS = "pages/send_in_a_return.py", "pages/returns.py"
HEADLINE = "26 of 32 authorities sent 2020/21 figures. Six show an earlier year"


# Every page


@pytest.mark.parametrize("path", PAGES)
def test_a_pages_own_first_line_is_page_start(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    own = [node for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    assert ast.get_docstring(tree)
    first = own[1]
    assert isinstance(first, ast.Expr) and ast.unparse(first).startswith("page.start(")
    assert ast.unparse(own[-1]) == "page.finish()"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_defines_nothing_it_only_composes(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    more = ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Lambda
    assert not [node for node in ast.walk(tree) if isinstance(node, more)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_alone(page, path):
    shown = page(path)
    assert shown.is_well()
    assert re.search("<h1[^>]*>[A-Z]", shown.words)


def test_the_front_door_opens_on_at_a_glance(page):
    shown = page("dashboard.py")
    assert shown.is_well() and '<h1 class="unseen">At a glance</h1>' in shown.words


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_through_the_front_door(page, path):
    shown = page("dashboard.py")
    shown.app.switch_page(path).run()
    assert shown.is_well()


def test_the_front_door_lists_every_page():
    door = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    assert [path for path in PAGES if f'"{path}"' not in door] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_run_again_shows_the_same(page, path):
    shown = page(path)
    before = shown.words
    shown.app.run()
    assert shown.is_well() and shown.words == before


# Comparing authorities


def test_the_card_says_headline_caveats_source_and_text_alternative(page):
    shown = page(COMPARE)
    card = "\n".join(shown.html)
    assert f'<h2 class="headline">{HEADLINE}</h2>' in card
    assert 'class="beside" role="note"' in card and "Do not compare across this" in card
    assert '<p class="source">Source: Public Health Scotland' in card
    assert shown.chart.alt.startswith(f"Bar chart. {HEADLINE}. SDS implementation rate.")


def test_all_32_names_are_on_the_chart_and_in_the_table(page):
    shown = page(COMPARE)
    names = [areas.name(code) for code in areas.codes()]
    assert json.loads(shown.chart.spec)["data"][0]["y"] == names
    assert all(f'<th scope="row">{name}</th>' in shown.words for name in names)


def test_the_save_button_makes_a_picture_with_its_words(page):
    shown = page(COMPARE)
    config = json.loads(shown.chart.config)
    assert config["toImageButtonOptions"]["format"] == "png"
    said = " ".join(each["text"] for each in json.loads(shown.chart.spec)["layout"]["annotations"])
    assert HEADLINE in said and "Held since" in said


def test_nothing_is_drawn_in_a_theme_of_its_own(page):
    layout = json.loads(page(COMPARE).chart.spec)["layout"]
    assert layout["paper_bgcolor"] == "#ffffff"


# The address


@pytest.mark.parametrize("asked", ["S12000047", "Fife"])
@pytest.mark.parametrize("path", [COMPARE, OVER_TIME, GLANCE, ONE, WAYS, SEND, RETURNS])
def test_the_address_knows_an_authority_by_code_and_by_name(page, path, asked):
    shown = page(path, authority=asked)
    assert shown.is_well() and shown.chosen["authority"] == "S12000047"


def test_the_readers_authority_is_marked(page):
    shown = page(COMPARE, authority="Fife")
    assert "<b>Fife</b>" in json.loads(shown.chart.spec)["data"][0]["y"]
    assert "Fife marked." in shown.words


@pytest.mark.parametrize(
    ("key", "asked", "chosen"),
    [
        ("metric", "sw2_spend_share", "sw2_spend_share"),
        ("metric", "Population", "population"),
        ("period", "2018/19", "2018/19"),
        ("show", "people-3", "people-3"),
        ("show", "All 32 authorities", "all"),
        ("order", "value", "value"),
        ("order", "By family group", "family"),
        ("view", "Map", "map"),
        ("view", "map", "map"),
        ("view", "table", "table"),
    ],
)
def test_every_choice_is_understood_from_the_address(page, key, asked, chosen):
    shown = page(COMPARE, **{key: asked})
    assert shown.is_well() and shown.chosen[key] == chosen


def test_choices_of_a_split_figure_are_understood_from_the_address(page):
    asked = {"series": "phs_options_submitted", "option": "4", "age": "65-74", "period": "2018/19"}
    shown = page(COMPARE, metric="sds_people", **asked)
    assert shown.is_well() and asked.items() <= shown.chosen.items()
    assert "(Option 4: more than one option, Aged 65 to 74)" in shown.words


@pytest.mark.parametrize("asked", [["Fife", "Moray"], ["S12000047", "S12000020"]])
def test_chosen_authorities_are_understood_from_the_address(page, asked):
    shown = page(COMPARE, show="chosen", chosen=asked)
    assert shown.is_well() and json.loads(shown.chart.spec)["data"][0]["y"] == ["Fife", "Moray"]


KEYS = ["authority", "metric", "series", "period", "option", "age", "show", "order", "view", "chosen", "nonsense"]


@pytest.mark.parametrize("value", ["bogus", "", "<script>alert(1)</script>", "../../etc/passwd"])
def test_unknown_words_in_the_address_are_ignored(page, value):
    shown = page(COMPARE, **dict.fromkeys(KEYS, value))
    assert shown.is_well() and HEADLINE in shown.words
    assert value == "" or value not in shown.words


@pytest.mark.parametrize("key", KEYS)
def test_an_unknown_word_for_one_choice_leaves_the_others_as_they_were(page, key):
    shown = page(COMPARE, **{"authority": "Fife", "order": "value", key: "bogus"})
    assert shown.is_well() and HEADLINE in shown.words
    for other, chosen in {"authority": "S12000047", "order": "value"}.items():
        assert other == key or shown.chosen[other] == chosen


OTHERS = [(ABOUT, "section"), (OVER_TIME, "lines"), (OVER_TIME, "others"), (GLANCE, "authority"), (ONE, "authority")]
OTHERS += [(ONE, "family"), *((WAYS, key) for key in ("authority", "way", "shown_as", "whose", "period"))]
OTHERS += [(SEND, "authority"), (SEND, "sending"), (RETURNS, "authority"), (RETURNS, "return"), (RETURNS, "figure")]


@pytest.mark.parametrize(("path", "key"), OTHERS)
@pytest.mark.parametrize("value", ["bogus", ""])
def test_an_unknown_word_in_the_address_of_other_pages_is_ignored(page, path, key, value):
    assert page(path, **{key: value}).is_well()


@pytest.mark.parametrize(("view", "drawn"), [("Chart", 1), ("Map", 1), ("Table", 0)])
def test_chart_map_and_table_show_the_same_headline_and_table(page, view, drawn):
    shown = page(COMPARE, view=view)
    assert shown.is_well() and HEADLINE in shown.words
    assert len(shown.app.get("plotly_chart")) == drawn
    assert shown.words.count("<caption>") == 1
    assert [each.label for each in shown.app.get("download_button")] == ["Save table (CSV)"]


# Every choice can be made


@pytest.mark.slow
@pytest.mark.parametrize("view", ["Chart", "Map", "Table"])
def test_every_metric_can_be_compared_one_after_another(full_page, view):
    """One reader goes through all metrics, and to the oldest year of each; nothing breaks on the way."""
    shown = full_page(COMPARE, view=view)
    for metric in shown.app.selectbox(key="metric").options:
        shown.choose("metric", metric)
        assert shown.is_well(), metric
        assert f'<p class="subtitle">{metric}' in "\n".join(shown.html).replace("&#x27;", "'")
        shown.choose("period", shown.app.selectbox(key="period").options[-1])
        assert shown.is_well(), metric


@pytest.mark.slow
def test_every_series_option_and_age_can_be_chosen(full_page):
    shown = full_page(COMPARE)
    for metric in shown.app.selectbox(key="metric").options:
        shown.choose("metric", metric)
        for key in [key for key in shown.chosen if key in ("series", *breakdowns.dimensions())]:
            for option in shown.app.selectbox(key=key).options if key in shown.chosen else ():
                shown.choose(key, option)
                assert shown.is_well(), (metric, key, option)


@pytest.mark.slow
@pytest.mark.parametrize("order", comparison.ORDERS.values())
def test_every_order_and_group_can_be_shown(full_page, order):
    shown = full_page(COMPARE, order=order, authority="S12000013")
    for group in shown.app.selectbox(key="show").options[:-1]:
        assert shown.choose("show", group).is_well()
    assert ("H39" in shown.words) == (order == "By value")


@pytest.mark.slow
def test_options_of_a_choice_are_told_apart_by_their_words(full_page):
    """The address holds words, so no two options may have the same."""
    shown = full_page(COMPARE)
    for metric in shown.app.selectbox(key="metric").options:
        for widget in shown.choose("metric", metric).app.selectbox:
            assert len(set(widget.options)) == len(widget.options), (metric, widget.key)


def test_a_year_the_reader_did_not_choose_does_not_follow_to_another_metric(page):
    """A survey ends in 2017/18; whoever goes on to a metric with newer figures sees its newest."""
    shown = page(COMPARE)
    shown.choose("metric", metrics.metric("sw4a_care_rated_good").name)
    assert shown.chosen["period"] == "2017/18"
    assert shown.choose("metric", metrics.metric("implementation_rate").name).chosen["period"] == "2020/21"


@pytest.mark.parametrize("metric", [each for each in metrics.metrics() if each.startswith("sw4")])
def test_a_survey_opens_on_its_newest_round_with_a_value(page, metric):
    """The file has rows for 2020/21 as well, in which no survey was held; SW4a was dropped after 2017/18."""
    shown = page(COMPARE, metric=metric)
    assert shown.is_well()
    assert shown.chosen["period"] == ("2017/18" if metric == "sw4a_care_rated_good" else "2019/20")


def test_choosing_nobody_says_what_to_do(page):
    shown = page(COMPARE, show="chosen")
    assert "Choose at least one authority to see its figures here." in shown.words
    assert [each.message for each in shown.app.exception] == []


def test_choosing_nobody_still_ends_the_page(page):
    """The last line says which version of the figures is shown; whoever waits for it waits on every page."""
    assert page(COMPARE, show="chosen").is_well()


@pytest.mark.parametrize("view", ["chart", "table"])
def test_an_authority_of_which_nothing_is_held_is_named_and_said(page, view):
    """Aberdeen City sent no records of single options for 2020/21: a reader from there is told so (law 6)."""
    shown = page(COMPARE, metric="sds_people_one_option", show="chosen", authority="S12000033", view=view)
    assert shown.is_well()
    assert "Aberdeen City" in shown.words and "no figure" in shown.words.lower()


# Over time


@pytest.mark.slow
@pytest.mark.parametrize("lines", choose.LINES.values())
def test_every_metric_can_be_seen_over_time(full_page, lines):
    failed = []
    for metric in full_page(OVER_TIME).app.selectbox(key="metric").options:
        shown = full_page(OVER_TIME, metric=metric, lines=lines)
        if shown.app.exception or not shown.app.get("plotly_chart"):
            failed.append(metric)
    assert failed == []


@pytest.mark.parametrize("series", ["phs_options", "phs_options_submitted", "scs_options"])
def test_every_data_set_of_a_metric_can_be_seen_over_time(page, series):
    assert page(OVER_TIME, metric="sds_people_rate", series=series, authority="Fife").is_well()


@pytest.mark.parametrize("series", ["lgbf_population", "nrs_population", "mysociety_population"])
def test_every_population_can_be_seen_over_time(page, series):
    assert page(OVER_TIME, metric="population", series=series).is_well()


# About the figures


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("What each metric means", "Caveats on these figures"),
        ("Sources and licences", "Public Health Scotland"),
        ("What is held", "authorities have figures of their own for every year"),
        ("What is missing", "An evidence gap: nobody has the knowledge."),
        ("Revisions", "sds_implementation_rate.xlsx"),
        ("This dashboard", "Accessibility statement"),
    ],
)
def test_every_section_of_about_the_figures_opens(page, section, says):
    shown = page(ABOUT, section=section)
    assert shown.is_well() and says in shown.words


def test_every_section_can_be_reached():
    assert len(choose.SECTIONS) == 6


@pytest.mark.parametrize("code", choose.SECTIONS)
def test_a_section_is_understood_by_its_code_too(page, code):
    assert page(ABOUT, section=code).chosen["section"] == code


@pytest.mark.slow
def test_every_metric_has_its_entry(full_page):
    shown = full_page(ABOUT)
    for metric in shown.app.selectbox(key="metric").options:
        assert shown.choose("metric", metric).is_well()
        assert f"<h2>{metric}</h2>" in shown.words.replace("&#x27;", "'")
        assert "<dt>Protecting people</dt>" in shown.words and "<h3>Caveats on these figures</h3>" in shown.words


@pytest.mark.slow
def test_every_data_set_can_be_looked_at(full_page):
    shown = full_page(ABOUT, section="What is held")
    for series in shown.app.selectbox(key="series").options:
        assert shown.choose("series", series).is_well(), series
        assert shown.chart.alt.startswith("Grid of authorities by year.")


# Trouble is said in one sentence


def test_a_refused_workbook_is_named_and_the_rest_is_shown(published, opened):
    published("sds_implementation_rate.xlsx", "people_supported.xlsx", damaged=["population.xlsx"])
    shown = opened(COMPARE)
    (said,) = shown.standing
    assert "population.xlsx: We could not open this file: it looks damaged or cut short." in said
    assert shown.is_well() and HEADLINE in shown.words


@pytest.mark.parametrize("lost", ["sds_options_trend.xlsx", "sds_implementation_rate.xlsx"])
def test_every_section_opens_whichever_workbook_is_refused(published, opened, lost):
    published(*({"sds_options_trend.xlsx", "sds_implementation_rate.xlsx"} - {lost}), damaged=[lost])
    for section in choose.SECTIONS.values():
        shown = opened(ABOUT, section=section)
        assert shown.is_well(), section
        assert lost in shown.standing[0]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("held", [(), ("national_context.xlsx",)], ids=["nothing", "figures for Scotland only"])
def test_with_no_figures_of_authorities_every_page_says_what_would_fill_it(published, opened, path, held):
    published(*held)
    shown = opened(path)
    assert shown.is_well()
    if path != ABOUT:
        assert "figures" in " ".join(shown.standing)


@pytest.mark.parametrize("path", PAGES)
def test_a_ledger_that_cannot_be_opened_is_said_in_a_sentence(opened, monkeypatch, tmp_path, path):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("in the way")
    monkeypatch.setenv("SDS_HOME", str(in_the_way))
    shown = opened(path)
    (said,) = [each.value for each in shown.app.error]
    assert said == (
        f"We cannot open the ledger in {in_the_way}: file exists. Check that the folder can be written to, or name "
        "another with SDS_HOME. Nothing has been lost."
    )
    assert [each.message for each in shown.app.exception] == []
