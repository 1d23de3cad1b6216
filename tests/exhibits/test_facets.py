"""Rows by columns of small bars: what is absent keeps its place, and columns share a scale only within a metric."""

import re

import pytest

from exhibits import facets, look
from exhibits.facets import Column, Facets
from model import areas

FIFE, MORAY, ANGUS = (0, 1, 2)
NAMES = ("Fife", "Moray", "Angus")


@pytest.fixture
def column(figures):
    """A column of drawn figures, one row each of NAMES; a row without a line has nothing held."""

    def drawn(drawing="", heading="Rate", metric="implementation_rate", colour=look.BLUE, **asked):
        held = {areas.name(each.key.area): each for each in figures(drawing, metric, **asked)} if drawing else {}
        return Column(heading, metric, tuple(held.get(name) for name in NAMES), colour)

    return drawn


def shown(*columns, mine=None):
    return Facets("Authority", NAMES, columns, mine)


def bars(chart):
    return [trace for trace in chart.data if trace["type"] == "bar"]


def said(chart):
    """The words after each bar, tags and padding left out, column by column."""
    return [[re.sub("<.*?>", "", each).strip() for each in t["text"]] for t in chart.data if t["type"] == "scatter"]


MIXED = """
    Fife  | 98.4 | 1310 of 1331 |
    Moray | 85.5 | | carried forward from 2018/19
"""


def test_every_row_and_column_has_its_place_whether_or_not_a_figure_is_held(column):
    chart = facets.chart(shown(column(MIXED), column(heading="Nothing")))
    assert [list(bar["y"]) for bar in bars(chart)] == [[0, 1, 2]] * 2
    assert [list(bar["x"]) for bar in bars(chart)] == [[98.4, 85.5, None], [None] * 3]
    assert chart.layout["yaxis"]["ticktext"] == list(NAMES)
    assert [each["text"] for each in chart.layout["annotations"]] == ["<b>Rate</b>", "<b>Nothing</b>"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Fife ||| not supplied", "not supplied"),
        ("Fife ||| not available", "not available"),
        ("Moray | 5", "no figure held"),
        ("Fife | 0 || 0 may mean not recorded", "0 may mean not recorded"),
    ],
)
def test_what_is_not_drawn_says_why_in_its_row_and_is_never_zero(column, line, why):
    chart = facets.chart(shown(column(line)))
    assert bars(chart)[0]["x"][FIFE] is None
    assert said(chart)[0][FIFE] == why
    assert chart.data[1]["text"][FIFE].startswith(" <i>")
    assert why in bars(chart)[0]["hovertext"][FIFE]


def test_a_true_zero_is_drawn_as_zero(column):
    chart = facets.chart(shown(column("Fife | 0")))
    assert bars(chart)[0]["x"][FIFE] == 0 and said(chart)[0][FIFE] == "0.0%"


@pytest.mark.parametrize(
    ("line", "pattern"),
    [("Fife | 5", ""), ("Fife | 5 || carried forward from 2018/19", "/"), ("Fife | 5 || estimated", ".")],
)
def test_an_earlier_years_figure_and_an_estimate_are_seen_without_colour(column, line, pattern):
    marker = bars(facets.chart(shown(column(line))))[0]["marker"]
    assert marker["pattern"]["shape"][FIFE] == pattern
    assert len(set(marker["line"]["color"])) == 1


def scale(chart, number):
    """What a pixel of a column stands for: its range over the width it has."""
    axis = chart.layout[f"xaxis{number}"]
    return axis["range"][1] / (axis["domain"][1] - axis["domain"][0])


def test_columns_of_one_metric_are_on_one_scale(column):
    chart = facets.chart(shown(column("Fife | 10"), column("Fife | 100"), column("Fife ||| not supplied")))
    assert scale(chart, 1) == pytest.approx(scale(chart, 2)) == pytest.approx(scale(chart, 3))


def test_columns_of_different_metrics_are_on_a_scale_each_and_on_no_axis_together(column):
    counts = column("Fife | 5000", "People", "sds_people", breakdown="option=any")
    chart = facets.chart(shown(column("Fife | 50"), counts))
    assert scale(chart, 2) > 20 * scale(chart, 1)
    assert [bar["xaxis"] for bar in bars(chart)] == ["x1", "x2"]


def test_every_scale_starts_at_zero_and_holds_every_bar(column):
    chart = facets.chart(shown(column("Fife | 10\nMoray | 70"), column("Fife | 100")))
    for number in (1, 2):
        low, high = chart.layout[f"xaxis{number}"]["range"]
        assert low == 0 and high > 100


def test_columns_stand_beside_one_another_and_do_not_overlap(column):
    for many in range(1, 9):
        layout = facets.chart(shown(*[column("Fife | 10", heading=f"Column {n}") for n in range(many)])).layout
        ends = [layout[f"xaxis{n + 1}"]["domain"] for n in range(many)]
        assert all(0 <= start < end <= 1 for start, end in ends)
        assert all(before[1] < after[0] for before, after in zip(ends, ends[1:], strict=False))


def test_many_columns_move_sideways_on_a_narrow_screen_and_few_do_not(column):
    assert facets.chart(shown(column("Fife | 10"), column("Fife | 10"))).least_width == 0
    few, more = (facets.chart(shown(*[column("Fife | 10")] * many)).least_width for many in (3, 8))
    assert 0 < few < more


def test_the_readers_own_row_is_bold_and_outlined_and_no_other(column):
    chart = facets.chart(shown(column(MIXED), mine=MORAY))
    assert chart.layout["yaxis"]["ticktext"] == ["Fife", "<b>Moray</b>", "Angus"]
    line = bars(chart)[0]["marker"]["line"]
    assert line["color"] == [look.BLUE, look.INK, look.BLUE] and line["width"][MORAY] > line["width"][FIFE]
    assert facets.table(shown(column(MIXED), mine=MORAY), "Rates").marked == {MORAY}
    assert facets.table(shown(column(MIXED)), "Rates").marked == frozenset()


def test_long_names_are_written_in_full_over_several_lines(column):
    name = "Who knows, and has the time, and answers letters"
    chart = facets.chart(Facets("Row", (name, "B", "C"), (column(MIXED),)))
    assert chart.layout["yaxis"]["ticktext"][0].replace("<br>", " ") == name


@pytest.mark.parametrize("many", [2, 4, 5, 6, 7])
def test_a_heading_as_long_as_those_we_have_is_written_in_full(column, many):
    heading = "Option 2: person chooses, council arranges"
    chart = facets.chart(shown(*[column(MIXED, heading)] * many))
    for each in chart.layout["annotations"]:
        assert " ".join(re.findall("<b>(.*?)</b>", each["text"])) == heading


def test_words_in_names_headings_and_hovers_are_shown_and_not_obeyed(column):
    chart = facets.chart(Facets("Row", ("<i>x</i>", "B", "C"), (column(MIXED, "<u>y</u>"),)))
    assert chart.layout["yaxis"]["ticktext"][0] == "&lt;i&gt;x&lt;/i&gt;"
    assert "&lt;u&gt;" in chart.layout["annotations"][0]["text"]


def test_a_pointer_on_a_bar_reads_value_parts_status_and_cell(column):
    hovers = bars(facets.chart(shown(column(MIXED))))[0]["hovertext"]
    assert hovers[FIFE] == "98.4%<br>1,310 of 1,331<br>As published<br>From R6 Table 1 D9 (parts F9, G9)"
    assert "85.5% (carried forward from 2018/19)" in hovers[MORAY]
    assert hovers[ANGUS] == "no figure held"


def test_the_figures_are_every_one_held_row_by_row(column):
    both = shown(column(MIXED), column("Fife | 1\nAngus | 3"))
    assert [each.value for each in both.figures] == [98.4, 1, 85.5, 3]


def test_the_table_says_each_figure_with_its_status_and_where_it_is_from(column):
    table = facets.table(shown(column(MIXED), column("Moray ||| not supplied", "Other")), "Rates")
    assert table.columns == ("Authority", "Rate", "Other", "Where from")
    assert table.rows == (
        ("Fife", "98.4%", "no figure held", "R6 Table 1 D9 (parts F9, G9)"),
        ("Moray", "85.5% (carried forward from 2018/19)", "not supplied", "R6 Table 1 D9; R6 Table 1 D9"),
        ("Angus", "no figure held", "no figure held", ""),
    )


@pytest.mark.parametrize(
    ("drawing", "mine", "looks"),
    [
        ("Fife | 1\nMoray | 2\nAngus | 3", None, ["solid"]),
        ("Fife | 1\nMoray | 2\nAngus | 3 || carried forward from 2018/19", None, ["solid", "hatched"]),
        ("Fife | 1\nMoray | 2\nAngus | 3 || estimated", None, ["solid", "dotted"]),
        ("Fife | 1\nMoray | 2", None, ["solid", "worded"]),
        ("Fife | 1\nMoray | 2\nAngus | 0 || 0 may mean not recorded", None, ["solid", "worded"]),
        ("Fife ||| not supplied", MORAY, ["worded", "outlined"]),
    ],
)
def test_the_key_explains_the_marks_that_are_drawn_and_no_others(column, drawing, mine, looks):
    assert [mark.look for mark in facets.marks(shown(column(drawing), mine=mine))] == looks


def test_bars_and_type_can_be_told_from_the_paper(column):
    for colour in look.OPTIONS.values():
        chart = facets.chart(shown(column(MIXED, colour=colour)))
        assert look.contrast(bars(chart)[0]["marker"]["color"], look.PAPER) >= 3
