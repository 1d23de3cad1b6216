"""A saved picture holds the headline, every caveat and the source inside it, in lines that fit (law 1)."""

import re
from dataclasses import replace
from html import unescape

import plotly.graph_objects as go
import pytest

from exhibits import look, picture
from model import caveats

RATES = """
    Aberdeen City | 85.5  | 940 of 1100  | carried forward from 2018/19
    Angus         |       |              | not supplied
    Fife          | 98.4  | 1310 of 1331 |
    Moray         | 71.25 | 570 of 800   | estimated
"""
# How wide each letter is in Arial, in thousandths of its size: space to tilde.
WIDTHS = dict(
    zip(
        map(chr, range(32, 127)),
        map(
            int,
            """
            278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278
            556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556
            1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
            667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556
            333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556
            556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
            """.split(),
        ),
        strict=True,
    )
)
BOLD = 1.08  # bold type is some 8 % wider


@pytest.fixture(params=["chart", "map"])
def exhibit(compare, request):
    return compare(RATES, view=request.param, mine="S12000047", order="value")


def drawn_words(exhibit):
    """The three blocks of words that only a saved picture shows: headline, subtitle, notes."""
    return picture.figure(exhibit)["layout"]["annotations"][-3:]


def plain(text):
    return unescape(re.sub(r"</?b>", "", text))


def said(exhibit):
    return " ".join(plain(re.sub(r"(</b>)?<br>(<b>)?", " ", each["text"])) for each in drawn_words(exhibit))


def width(line, size):
    bold = BOLD if line.startswith("<b>") else 1
    return sum(WIDTHS.get(letter, 556) for letter in plain(line)) / 1000 * size * bold


def tall(block):
    """How tall some lines stand, at Plotly's 1.3 of the type."""
    return 1.3 * block["font"]["size"] * (block["text"].count("<br>") + 1)


def test_the_picture_says_all_that_the_card_says(exhibit):
    words = said(exhibit)
    assert exhibit.headline in words and exhibit.subtitle in words and exhibit.source_line in words
    for number, caveat in enumerate(exhibit.caveats, 1):
        assert f"{number}. {caveat.short}" in words
    for heading, _ in exhibit.notes:
        assert heading in words
    for mark in exhibit.marks:
        assert mark.words in words


def test_every_line_fits_the_width_of_the_picture(exhibit):
    room = picture.WIDTH - 2 * 16
    for block in drawn_words(exhibit):
        for line in block["text"].split("<br>"):
            assert width(line, block["font"]["size"]) <= room, line


def test_the_longest_headline_fits_the_width_of_the_picture(compare):
    everything = """
        Aberdeen City       | 1 || carried forward from 2018/19
        Aberdeenshire       | 1 || carried forward from 2018/19
        Angus               | 1 || carried forward from 2018/19
        Argyll and Bute     | 0 || 0 may mean not recorded
        Falkirk             | 0 || 0 may mean not recorded
        Fife                | 0 || 0 may mean not recorded
        City of Edinburgh   | 1 || estimated
        Clackmannanshire    | 1 || estimated
        Dundee City         | 1 || estimated
    """
    exhibit = compare(everything, "sds_people", breakdown="option=1")
    assert len(exhibit.headline) > 120
    headline, *_ = drawn_words(exhibit)
    for line in headline["text"].split("<br>"):
        assert width(line, headline["font"]["size"]) <= picture.WIDTH - 2 * 16, line


@pytest.mark.parametrize("source", sorted({caveat.source for caveat in caveats.caveats().values()}))
def test_every_caveat_fits_the_width_of_the_picture(source):
    for caveat in caveats.caveats().values():
        if caveat.source == source:
            assert all(width(line, 13) <= picture.WIDTH - 2 * 16 for line in picture._wrapped(f"22. {caveat.short}"))


def test_each_further_caveat_makes_the_picture_taller(exhibit):
    more = tuple(each for each in caveats.caveats().values() if each not in exhibit.caveats)
    heights = [picture.height(replace(exhibit, caveats=(*exhibit.caveats, *more[:n]))) for n in (0, 1, 2, 10)]
    assert heights == sorted(set(heights))


def test_title_plot_and_notes_each_have_their_room(exhibit):
    layout = picture.figure(exhibit)["layout"]
    assert layout["height"] == picture.height(exhibit)
    own = exhibit.chart.layout["margin"]
    above, below = layout["margin"]["t"] - own["t"], layout["margin"]["b"] - own["b"]
    assert above + exhibit.chart.height + below == layout["height"]
    headline, subtitle, notes = map(tall, drawn_words(exhibit))
    assert above >= headline + subtitle and below >= notes


def test_a_long_subtitle_leaves_the_plot_free(exhibit):
    long = replace(exhibit, headline="Six authorities. " * 12, subtitle="People recorded with an option. " * 25)
    layout = picture.figure(long)["layout"]
    headline, subtitle, _ = drawn_words(long)
    assert layout["margin"]["t"] - exhibit.chart.layout["margin"]["t"] >= tall(headline) + tall(subtitle)
    assert headline["yshift"] - subtitle["yshift"] >= tall(headline)


def test_words_stand_outside_the_plot(exhibit):
    headline, subtitle, notes = drawn_words(exhibit)
    assert headline["y"] == subtitle["y"] == 1 and headline["yshift"] > subtitle["yshift"] > 0
    assert notes["y"] == 0 and notes["yshift"] < 0


def test_the_ground_is_light_whatever_the_theme(exhibit):
    layout = picture.figure(exhibit)["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "#ffffff"
    assert all(look.contrast(each["font"]["color"], "#ffffff") >= 4.5 for each in drawn_words(exhibit))


def test_plotly_takes_the_figure(exhibit):
    figure = go.Figure(picture.figure(exhibit))
    assert figure.layout.height == picture.height(exhibit)


def test_the_saved_picture_is_a_png_as_tall_as_the_whole_figure(exhibit):
    options = picture.save_options(exhibit)
    assert (options["format"], options["width"], options["height"]) == ("png", 1200, picture.height(exhibit))
    assert options["filename"] == exhibit.file_stem


@pytest.mark.parametrize("field", ["headline", "subtitle"])
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("under 5 < 6", "under 5 &lt; 6"),
        ("<a href='http://x'>click</a>", "&lt;a href="),
        ("A & B", "A &amp; B"),
    ],
)
def test_words_are_never_read_as_tags(exhibit, field, typed, written):
    hostile = replace(exhibit, **{field: typed})
    assert written in " ".join(each["text"] for each in drawn_words(hostile))


@pytest.mark.parametrize("field", ["headline", "subtitle"])
def test_a_quotation_mark_reads_as_one(exhibit, field):
    """Plotly knows no `&quot;` and would write it out."""
    hostile = replace(exhibit, **{field: 'People in "any option"'})
    assert 'People in "any option"' in " ".join(each["text"] for each in drawn_words(hostile))


def test_the_figure_saved_is_not_the_figure_kept(exhibit):
    """Drawing the words does not change the exhibit, so that a second picture has them once."""
    first, second = picture.figure(exhibit), picture.figure(exhibit)
    assert first == second
    assert len(exhibit.chart.layout.get("annotations", ())) == len(first["layout"]["annotations"]) - 3
