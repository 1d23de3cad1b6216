"""The card: caveats open beside the chart, every word escaped, and nothing of the saved picture on the screen."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from exhibits import comparison, picture
from exhibits.comparison import Asked
from exhibits.exhibit import Origin
from model import areas, caveats
from model.observations import Key, Observation
from ui import show

HOUSE = (Path(show.__file__).parent / "house.css").read_text(encoding="utf-8")
ORIGIN = Origin("R6", "rate.xlsx", "somebody", "2026-11-22T03:16:22+00:00", "0123456789ab" + "0" * 52)
HOSTILE = '<script>alert("1")</script>'


@pytest.fixture
def exhibit():
    key = Key("phs_implementation", "S12000047", "", "2020/21", "implementation_rate", "")
    fife = Observation(key, 98.4, return_id="R6")
    asked = Asked("implementation_rate", "phs_implementation", "2020/21", "", areas.codes())
    return comparison.build(asked, [fife], {}, [ORIGIN])


def with_caveats(exhibit, many):
    more = [each for each in caveats.caveats().values() if each not in exhibit.caveats]
    return replace(exhibit, caveats=(*exhibit.caveats, *more)[: max(many, len(exhibit.caveats))])


def beside(exhibit):
    return show._drawn.__wrapped__(exhibit, "test").beside


def standing_open(html):
    return len(re.findall("<li>", html.partition("<details>")[0].partition('<ul class="marks">')[0]))


@pytest.mark.parametrize("many", [9, 15, 30, 60])
def test_eight_caveats_at_least_stand_open_and_the_rest_is_named(exhibit, many):
    shown = with_caveats(exhibit, many)
    html = beside(shown)
    open_ = standing_open(html)
    assert open_ >= min(8, len(shown.caveats))
    more = len(shown.caveats) - open_
    if more:
        noun = "note applies" if more == 1 else "notes apply"
        assert f"<summary>{more} more {noun} to this chart</summary>" in html
    for caveat in shown.caveats:
        assert caveat.short in unescape(html)


def test_numbers_run_on_from_the_open_caveats_to_the_folded_ones(exhibit):
    html = beside(with_caveats(exhibit, 60))
    lists = re.findall(r'<ol class="caveats" start="(\d+)">(.*?)</ol>', html)
    ends = [int(start) + items.count("<li>") for start, items in lists]
    assert [int(start) for start, _ in lists] == [1, *ends[:-1]] and ends[-1] == 61


def test_every_caveat_stands_in_full_one_click_away_with_who_says_so(exhibit):
    in_full = unescape(show._drawn.__wrapped__(exhibit, "test").in_full)
    assert f"The {len(exhibit.caveats)} notes in full, and who says so" in in_full
    for caveat in exhibit.caveats:
        assert caveat.full in in_full and f"{caveat.citation} ({caveat.id})" in in_full


def test_the_files_behind_the_figures_are_named_with_their_fingerprint(exhibit):
    in_full = show._drawn.__wrapped__(exhibit, "test").in_full
    assert "R6: rate.xlsx, somebody, taken in 22 November 2026, fingerprint 0123456789ab" in in_full


@pytest.mark.parametrize("field", ["headline", "subtitle", "alt"])
def test_no_words_of_an_exhibit_run_on_the_page(exhibit, field):
    made = show._drawn.__wrapped__(replace(exhibit, **{field: HOSTILE}), "test")
    assert "<script" not in "".join((made.top, made.beside, made.bottom, made.in_full, made.table))


def test_no_words_of_a_caveat_or_a_file_run_on_the_page(exhibit):
    hostile = replace(exhibit.caveats[0], id="X1", short=HOSTILE, full=HOSTILE, said_by=HOSTILE, source="house")
    files = (replace(ORIGIN, file_name=HOSTILE, sent_by=HOSTILE),)
    shown = replace(exhibit, caveats=(*exhibit.caveats, hostile), origins=files)
    made = show._drawn.__wrapped__(shown, "test")
    assert "<script" not in made.beside + made.in_full
    assert made.in_full.count("&lt;script&gt;") == 4


def test_the_key_to_the_marks_stands_beside_the_chart(exhibit):
    for mark in exhibit.marks:
        assert f'<span class="mark {mark.look}"' in beside(exhibit) and mark.words in unescape(beside(exhibit))


# What the style must agree with


def looks():
    """Every look a mark is given anywhere in the exhibits."""
    written = [path.read_text(encoding="utf-8") for path in Path(comparison.__file__).parent.glob("*.py")]
    return sorted({look for text in written for look in re.findall(r'Mark\("(\w+)"', text)})


def test_marks_have_looks():
    assert {"solid", "hatched", "dotted", "outlined", "worded", "hollow"} <= set(looks())


@pytest.mark.parametrize("look", looks())
def test_every_mark_has_its_look_in_the_style(look):
    assert f".mark.{look}" in HOUSE


def test_the_plots_window_hides_exactly_the_words_above_the_plot(exhibit):
    """The plot is moved up by the height of the words that a saved picture has above it."""
    assert '[data-testid="stPlotlyChart"] { margin-top: calc(-1 * var(--title)); }' in HOUSE
    window = show._drawn.__wrapped__(exhibit, "test").window
    own = exhibit.chart.layout["margin"]["t"]
    above = picture.figure(exhibit)["layout"]["margin"]["t"] - own
    assert f"--title: {above}px; --plot-height: {exhibit.chart.height}px;" in window


def test_the_card_stays_light_in_every_theme():
    card = re.search(r'\[class\*="st-key-card_"\] \{([^}]*)\}', HOUSE)[1]
    assert "color: #0b0c0c" in card and "background: #fff" in card
