"""A reader never sees a figure that has been replaced, and the bundled workbooks are taken in once."""

import json

import pytest
import streamlit as st

from ledger import Finding, Ledger, Sent
from model.observations import Key, Observation
from ui import figures

COMPARE = "pages/compare_authorities.py"
FIFE = Key("phs_implementation", "S12000047", "", "2020/21", "implementation_rate", "")


def rate(value):
    return [Observation(FIFE, value, sheet="Table 1", cell="D9", as_typed=str(value))]


def bar(shown):
    data = json.loads(shown.chart.spec)["data"][0]
    return dict(zip(data["y"], data["x"], strict=True))["Fife"]


@pytest.fixture
def home(published, tmp_path):
    """A ledger that holds one rate for Fife."""
    published()
    ledger = Ledger(tmp_path / "home")
    ledger.record(Sent(b"first", "first.xlsx", "national", "somebody"), rate(71.5))
    return ledger


def test_a_figure_replaced_while_the_page_is_open_is_shown_at_the_next_run(home, opened):
    shown = opened(COMPARE)
    assert bar(shown) == 71.5
    home.record(Sent(b"second", "second.xlsx", "national", "somebody"), rate(64.2))
    shown.app.run()
    assert shown.is_well() and bar(shown) == 64.2
    assert "64.2%" in shown.words and "71.5%" not in shown.words


def test_the_last_line_of_a_page_says_which_version_it_shows(home, opened):
    before = opened(COMPARE).words
    assert f'data-version="{home.version()}"' in before
    home.record(Sent(b"second", "second.xlsx", "national", "somebody"), rate(64.2))
    assert f'data-version="{home.version()}"' in opened(COMPARE).words


@pytest.mark.usefixtures("home")
def test_a_page_names_the_file_a_figure_came_from_and_who_sent_it(opened):
    words = opened(COMPARE).words
    assert "R1: first.xlsx, somebody, taken in" in words and "R1 Table 1 D9" in words


def test_bundled_workbooks_are_read_once_for_a_server_and_again_when_a_file_changes(published):
    folder = published("national_context.xlsx", damaged=["population.xlsx"])
    seen = []
    assert figures.waiting()
    figures.take_in_bundled(lambda done, of, file: seen.append((done, of, file)))
    assert seen == [(0, 2, "national_context.xlsx"), (1, 2, "population.xlsx")]
    assert [each.file_name for each in figures.refusals()] == ["population.xlsx"]
    assert not figures.waiting()
    figures.take_in_bundled(lambda *_: pytest.fail("nothing is to be read"))
    (folder / "population.xlsx").unlink()
    assert figures.waiting()
    figures.take_in_bundled(lambda *_: None)
    assert figures.refusals() == []


def test_another_home_is_another_ledger(published, monkeypatch, tmp_path):
    published("national_context.xlsx")
    figures.take_in_bundled(lambda *_: None)
    assert [each.file_name for each in figures.returns()] == ["national_context.xlsx"]
    monkeypatch.setenv("SDS_HOME", str(tmp_path / "elsewhere"))
    figures.look_again()  # as every page does first
    assert figures.returns() == []


def test_without_a_home_named_the_ledger_lives_in_data_local(monkeypatch):
    monkeypatch.delenv("SDS_HOME", raising=False)
    assert figures.home().parts[-2:] == ("data", "local")


def test_the_revisions_table_lists_the_newest_file_first_with_its_state(home):
    home.record(Sent(b"second", "second.xlsx", "national", "somebody"), rate(64.2), replaces="R1")
    rows = figures.returns_table().rows
    assert [(row[0], row[1], row[5]) for row in rows] == [
        ("R2", "second.xlsx", "current"),
        ("R1", "first.xlsx", "replaced by a newer file"),
    ]


def test_what_was_found_in_a_return_is_shown_to_nobody_but_its_sender(tmp_path, monkeypatch):
    monkeypatch.setenv("SDS_HOME", str(tmp_path / "home"))
    st.cache_resource.clear()
    figures.look_again()
    sent = Sent(b"a return", "fife.xlsx", "S12000047", "Officer")
    asked = Finding("", "R04", "ask", "Data", "C2", "This changes 3 to 4. Replace it?", "yes")
    figures.ledger().record(sent, [], [asked])
    figures.look_again()
    assert figures.findings_table().rows == ()


# An own view, held and never compared


@pytest.fixture
def own_views(home):
    """The same ledger with two authorities' own views of a Standard, and where they say an option is available."""
    sent = [
        Observation(Key("returns", area, "", "2025/26", metric, split), value, sheet="Data", cell="C2")
        for area, value in (("S12000047", 1), ("S12000041", 0))
        for metric, split in (("standard_view", "standard=1"), ("option_available", "option=1"))
    ]
    home.record(Sent(b"own", "own.xlsx", "national", "somebody"), sent)
    return home


@pytest.mark.parametrize("page", [COMPARE, "pages/over_time.py"])
def test_a_metric_never_set_side_by_side_is_in_no_choice_and_no_address_reaches_it(own_views, opened, page):
    assert "standard_view" in own_views.metrics_held()
    shown = opened(page, metric="standard_view")
    box = shown.app.selectbox(key="metric")
    assert shown.is_well() and box.value != "standard_view"
    named = [each for each in box.options if "Standard" in each]
    assert (named, "Where each SDS option is available" in box.options) == ([], True)


@pytest.mark.usefixtures("own_views")
def test_what_is_said_in_words_is_compared_in_words(opened):
    shown = opened(COMPARE, metric="option_available")
    assert shown.is_well()
    assert "everywhere" in shown.words and "nowhere" in shown.words
    assert "The authority's own definition" in shown.words.replace("&#x27;", "'")
