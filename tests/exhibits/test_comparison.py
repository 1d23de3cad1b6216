"""A comparison shows every authority in its place, says why one has no figure, and is never a league table."""

import re
from dataclasses import replace

import pytest

from exhibits import files, look
from exhibits.comparison import Asked, build
from exhibits.exhibit import Incomplete, Origin
from model import areas, metrics

NAMES = [areas.name(code) for code in areas.codes()]
RATES = """
    Aberdeen City   | 85.5  | 940 of 1100  | carried forward from 2018/19
    Angus           |       |              | not supplied
    Argyll and Bute | 0     | 0 of 600     |
    Fife            | 98.4  | 1310 of 1331 |
    Highland        | 99.9  | 9420 of 9430 |
    Moray           | 71.25 | 570 of 800   | estimated
"""
SUPPORTED = """
    Angus | 4120  |
    Fife  | 12345 | | estimated
    Moray |       | | not available
"""


def drawn(exhibit, name):
    """What the chart draws for an authority: its place, bar, pattern, outline, words and hover."""
    bar, said = exhibit.chart.data
    place = [re.sub("</?b>", "", each) for each in bar["y"]].index(name)
    return {
        "place": place,
        "x": bar["x"][place],
        "bold": bar["y"][place].startswith("<b>"),
        "pattern": bar["marker"]["pattern"]["shape"][place],
        "outline": (bar["marker"]["line"]["color"][place], bar["marker"]["line"]["width"][place]),
        "words": said["text"][place],
        "hover": bar["hovertext"][place],
    }


def tile(exhibit, name):
    """The tile of an authority: ground, pattern, outline, ink and words."""
    (tiles,) = exhibit.chart.data
    place = next(n for n, text in enumerate(tiles["hovertext"]) if text.startswith(f"<b>{name}</b>"))
    marker = tiles["marker"]
    return {
        "ground": marker["color"][place],
        "pattern": marker["pattern"]["shape"][place],
        "outline": (marker["line"]["color"][place], marker["line"]["width"][place]),
        "ink": tiles["insidetextfont"]["color"][place],
        "words": tiles["text"][place],
        "hover": tiles["hovertext"][place],
    }


def names(exhibit):
    return [row[0] for row in exhibit.table.rows]


def ids(exhibit):
    return {caveat.id for caveat in exhibit.caveats}


# All 32, each in its place (law 6)


def test_all_32_authorities_stand_in_alphabetical_order(compare):
    exhibit = compare(RATES)
    assert names(exhibit) == sorted(NAMES) and len(NAMES) == 32
    assert list(exhibit.chart.data[0]["y"]) == NAMES


@pytest.mark.parametrize("order", ["name", "family", "value"])
@pytest.mark.parametrize("view", ["chart", "map", "table"])
def test_none_is_left_out_whatever_the_order_and_view(compare, order, view):
    exhibit = compare(RATES, order=order, view=view)
    assert sorted(names(exhibit)) == NAMES
    if exhibit.chart:
        assert len(exhibit.chart.data[0]["hovertext"]) == 32


def test_every_name_is_written_in_full(compare):
    exhibit = compare(RATES)
    axis = exhibit.chart.layout["yaxis"]
    assert axis["dtick"] == 1 and axis["range"] == [31.5, -0.5]
    assert all(name in exhibit.chart.data[0]["y"] for name in NAMES)


@pytest.mark.parametrize(("name", "why"), [("Angus", "not supplied"), ("Falkirk", "no figure held")])
def test_an_authority_without_a_figure_keeps_its_place_and_says_why(compare, by_name, name, why):
    exhibit = compare(RATES)
    row = drawn(exhibit, name)
    assert row["place"] == NAMES.index(name)
    assert row["words"] == f"<i>{why}</i>"
    assert row["hover"].startswith(f"<b>{name}</b>: {why}")
    assert by_name(exhibit, name)["Status"] == by_name(exhibit, name)["SDS implementation rate (percent)"] == why
    assert name in exhibit.alt.partition("No figure: ")[2]


@pytest.mark.parametrize("name", ["Angus", "Falkirk"])
def test_what_is_absent_is_never_drawn_as_zero(compare, name):
    assert drawn(compare(RATES), name)["x"] is None


def test_only_a_true_zero_is_drawn_as_zero(compare):
    exhibit = compare(RATES)
    assert [name for name in NAMES if drawn(exhibit, name)["x"] == 0] == ["Argyll and Bute"]
    assert "0.0%" in drawn(exhibit, "Argyll and Bute")["words"]


@pytest.mark.parametrize("view", ["chart", "map"])
def test_a_zero_that_may_mean_not_recorded_is_not_drawn_and_says_so(compare, by_name, view):
    exhibit = compare("Fife | 0 || 0 may mean not recorded", "sds_people", breakdown="option=1", view=view)
    said = drawn(exhibit, "Fife") if view == "chart" else tile(exhibit, "Fife")
    assert said.get("x", said.get("ground")) in (None, look.PAPER)
    assert "0 may mean not recorded" in said["words"] and "0 may mean not recorded" in said["hover"]
    assert by_name(exhibit, "Fife")["Status"] == "0 may mean not recorded"
    assert "may mean not recorded" in exhibit.headline


@pytest.mark.parametrize(("name", "why"), [("Angus", "not supplied"), ("Falkirk", "no figure held")])
def test_a_tile_without_a_figure_is_empty_and_says_why(compare, name, why):
    found = tile(compare(RATES, view="map"), name)
    assert found["ground"] == look.PAPER and found["words"] == f"<b>{name}</b><br>{why}"


def test_the_file_names_an_authority_of_which_nothing_is_held(compare):
    assert "S12000014,Falkirk" in files.csv_of(compare(RATES)).decode()


def test_the_file_names_an_authority_of_which_only_a_figure_beside_is_held(compare):
    written = files.csv_of(compare("Fife | 98.4", beside={"people_supported": "Angus | 4120"})).decode()
    assert re.search("^phs_implementation,S12000041,Angus,.*no figure held", written, re.MULTILINE)


def test_a_comparison_of_nothing_ever_sent_in_is_refused():
    with pytest.raises((Incomplete, ValueError)):
        build(Asked("implementation_rate", "phs_implementation", "2020/21", "", areas.codes()), [], {}, [])


# The headline


def test_the_headline_counts_own_figures_and_earlier_ones(compare, everyone):
    sent = "\n".join(everyone("50").splitlines()[6:])
    repeated = "\n".join(f"{name} | 40 || carried forward from 2018/19" for name in NAMES[:6])
    assert compare(sent + "\n" + repeated).headline == (
        "26 of 32 authorities sent 2020/21 figures. Six show an earlier year"
    )


@pytest.mark.parametrize(
    ("drawing", "metric", "said"),
    [
        ("Fife | 50", "implementation_rate", "1 of 32 authorities sent 2020/21 figures. 31 have no figure"),
        (RATES, "implementation_rate", "3 of 32 authorities sent 2020/21 figures. One shows an earlier year. "
         "One is estimated. 27 have no figure"),
        ("Fife | 0 || 0 may mean not recorded", "implementation_rate", "1 of 32 authorities sent 2020/21 figures. "
         "One zero may mean not recorded. 31 have no figure"),
        ("Fife | 50", "sw2_spend_share", "1 of 32 authorities sent 2020/21 figures. 31 have no figure"),
    ],
)  # fmt: skip
def test_the_headline_says_how_many_stand_apart(compare, drawing, metric, said):
    assert compare(drawing, metric).headline == said


def test_the_headline_says_all_where_all_sent_their_own(compare, everyone):
    assert compare(everyone("50")).headline == "All 32 authorities sent 2020/21 figures"


def test_figures_that_nobody_sent_are_held_not_sent(compare):
    exhibit = compare("Fife | 371910", "population", "mid-2018", series="nrs_population")
    assert exhibit.headline == "1 of 32 authorities has a mid-2018 figure. 31 have no figure"


@pytest.mark.parametrize("view", ["chart", "map", "table"])
def test_headline_subtitle_and_text_alternative_agree(compare, view):
    exhibit = compare(RATES, view=view)
    kind = {"chart": "Bar chart", "map": "Tile map", "table": "Table"}[view]
    assert exhibit.alt.startswith(f"{kind}. {exhibit.headline}. {exhibit.subtitle}")
    assert "Values run from 0.0% to 99.9%." in exhibit.alt


def test_the_subtitle_says_metric_unit_period_and_whom(compare):
    assert compare(RATES).subtitle == (
        "SDS implementation rate. People recorded with any SDS option in the year, as a share of those counted as able "
        "to choose. Percent, financial year 2020/21, 32 authorities."
    )


def test_the_subtitle_says_which_part_is_shown(compare):
    exhibit = compare("Fife | 545", "sds_people", breakdown="age=18-64;option=1", series="phs_options_submitted")
    assert exhibit.subtitle.startswith("People by SDS option (Option 1: direct payment, Aged 18 to 64). ")


# Carried forward and estimated: seen, and said


def test_only_what_is_carried_forward_is_striped(compare):
    exhibit = compare(RATES)
    assert [name for name in NAMES if drawn(exhibit, name)["pattern"] == "/"] == ["Aberdeen City"]
    assert [name for name in NAMES if drawn(exhibit, name)["pattern"] == "."] == ["Moray"]


def test_the_year_carried_forward_is_named_in_the_table_and_the_hover(compare, by_name):
    exhibit = compare(RATES)
    assert by_name(exhibit, "Aberdeen City")["Status"] == "carried forward from 2018/19"
    assert "Carried forward from 2018/19" in drawn(exhibit, "Aberdeen City")["hover"]
    assert "Carried forward from 2018/19" in tile(compare(RATES, view="map"), "Aberdeen City")["hover"]


def test_the_text_alternative_names_who_is_carried_forward_estimated_and_absent(compare):
    alt = compare(RATES).alt
    assert "The 2018/19 figure: Aberdeen City." in alt
    assert "Estimated: Moray" in alt
    assert "No figure: Aberdeenshire, Angus, City of Edinburgh" in alt


def test_the_text_alternative_names_whose_zero_may_mean_not_recorded(compare):
    """It is not drawn, so it is no end of the span either."""
    alt = compare("Fife | 0 || 0 may mean not recorded\nMoray | 5", "sds_people", breakdown="option=1").alt
    assert re.search("may mean not recorded: Fife", alt)
    assert "Values run from 5 to 5." in alt


def test_a_tile_carried_forward_is_striped_on_paper_and_says_so(compare):
    found = tile(compare(RATES, view="map"), "Aberdeen City")
    assert (found["ground"], found["pattern"]) == (look.PAPER, "/")
    assert found["words"] == "<b>Aberdeen City</b><br>85.5%<br>earlier year"


@pytest.mark.parametrize("view", ["chart", "map"])
def test_the_key_explains_the_marks_that_are_drawn_and_no_others(compare, view):
    assert [mark.look for mark in compare("Fife | 50", only=["Fife"], view=view).marks] == ["solid"]
    assert [mark.look for mark in compare(RATES, mine="S12000047", view=view).marks] == [
        "solid", "hatched", "dotted", "worded", "outlined",
    ]  # fmt: skip


# The reader's own authority


def test_the_readers_own_authority_is_bold_and_outlined_and_no_other(compare):
    exhibit = compare(RATES, mine="S12000047")
    mine = drawn(exhibit, "Fife")
    assert mine["bold"] and mine["words"].startswith("<b>") and mine["outline"] == (look.INK, 2.5)
    assert [name for name in NAMES if drawn(exhibit, name)["bold"]] == ["Fife"]
    assert all(drawn(exhibit, name)["outline"][0] != look.INK for name in NAMES if name != "Fife")
    assert [exhibit.table.rows[number][0] for number in exhibit.table.marked] == ["Fife"]
    assert exhibit.subtitle.endswith("32 authorities, Fife marked.")


def test_the_readers_own_tile_is_outlined_and_no_other(compare):
    exhibit = compare(RATES, mine="S12000047", view="map")
    assert [name for name in NAMES if tile(exhibit, name)["outline"][0] == look.INK] == ["Fife"]


def test_without_an_authority_of_their_own_nothing_is_marked(compare):
    exhibit = compare(RATES)
    assert not exhibit.table.marked and "marked" not in exhibit.subtitle
    assert not any(drawn(exhibit, name)["bold"] for name in NAMES)


# No league table (law 7)


def test_by_value_the_largest_comes_first_and_absent_ones_last_by_name(compare):
    shown = names(compare(RATES, order="value"))
    assert shown[:5] == ["Highland", "Fife", "Aberdeen City", "Moray", "Argyll and Bute"]
    assert shown[5:] == sorted(set(NAMES) - set(shown[:5]))


def test_by_value_a_caveat_says_why_order_is_not_performance(compare):
    exhibit = compare(RATES, order="value")
    said = {caveat.id: caveat for caveat in exhibit.caveats}["H39"]
    assert "not a ranking" in said.short and "not performance" in said.short


@pytest.mark.parametrize("order", ["name", "family"])
def test_in_other_orders_nothing_is_said_about_order_by_value(compare, order):
    assert "H39" not in ids(compare(RATES, order=order))


@pytest.mark.parametrize("view", ["chart", "map", "table"])
def test_no_rank_is_written_anywhere(compare, view):
    exhibit = compare(RATES, order="value", view=view)
    words = [exhibit.headline, exhibit.subtitle, exhibit.alt, *exhibit.table.columns]
    words += [cell for row in exhibit.table.rows for cell in row]
    if exhibit.chart:
        words += exhibit.chart.data[0]["hovertext"]
    ranked = re.compile(r"\brank|\bplace\b|\b(best|worst|top|bottom)\b|\d(st|nd|rd|th)\b", re.IGNORECASE)
    assert not [text for text in words if ranked.search(text)]
    assert names(exhibit)[0] == "Highland"  # the name alone, without a number before it


def colours(chart):
    return set(re.findall(r"#[0-9a-fA-F]{6}", repr((chart.data, chart.layout))))


PALETTE = {look.INK, look.SOFT_INK, look.PAPER, look.GRID, look.BLUE, *look.OPTIONS.values(), *look.STEPS}


@pytest.mark.parametrize("metric", [id_ for id_, each in metrics.metrics().items() if not each.breakdown])
@pytest.mark.parametrize("view", ["chart", "map"])
def test_no_colour_says_good_or_bad(compare, metric, view):
    """Every colour is the house's; bars are of one colour whatever their value, tiles of one hue."""
    exhibit = compare(RATES, metric, series="returns", view=view)
    assert colours(exhibit.chart) <= PALETTE
    marker = exhibit.chart.data[0]["marker"]
    if view == "chart":
        assert marker["color"] == look.BLUE
    else:
        assert set(marker["color"]) <= {look.PAPER, *look.STEPS}


# Family groups


@pytest.mark.parametrize("group", areas.family_groups())
def test_a_family_group_shows_its_members_in_alphabetical_order_and_its_name(compare, group):
    family = areas.family_groups()[group]
    mentioned = [areas.name(code) for code in family.members]
    drawing = "\n".join(f"{name} | 50" for name in mentioned)
    exhibit = compare(drawing, areas=family.members, group=group)
    assert names(exhibit) == sorted(mentioned)
    assert exhibit.headline.startswith(f"All {len(mentioned)} authorities")
    assert family.name in exhibit.subtitle
    assert "C61" in ids(exhibit)


def test_by_family_group_members_stand_together_by_name(compare):
    exhibit = compare(RATES, order="family")
    members = [areas.family_groups()[f"people-{n}"].members for n in "1234"]
    assert names(exhibit) == [areas.name(code) for group in members for code in group]
    assert "C61" in ids(exhibit)


def test_no_family_group_no_caveat_about_them(compare):
    assert "C61" not in ids(compare(RATES))


# Rates, with both parts and the people supported


def test_a_rate_stands_with_both_its_parts_and_the_people_supported(compare, by_name):
    exhibit = compare(RATES, beside={"people_supported": SUPPORTED})
    row = by_name(exhibit, "Fife")
    assert row["SDS implementation rate (percent)"] == "98.4%"
    assert (row["Made a choice"], row["Able to choose"]) == ("1,310", "1,331")
    assert row["People supported by social care"] == "12,345 (estimated)"
    words = re.sub(r"[\u2007\u2008]", "", drawn(exhibit, "Fife")["words"])
    assert words == " 98.4%  1,310 of 1,331  (12,345 est.)"
    assert "1,310 of 1,331 (made a choice of able to choose)" in drawn(exhibit, "Fife")["hover"]
    assert "People supported by social care: 12,345" in drawn(exhibit, "Fife")["hover"]


def test_the_words_beside_the_bars_say_what_they_are(compare):
    (head,) = compare(RATES, beside={"people_supported": SUPPORTED}).chart.layout["annotations"]
    assert head["text"].replace("<br>", " ") == "Made a choice of able to choose (people supported by social care)"


def test_a_figure_beside_has_its_status_in_the_hover_too(compare):
    exhibit = compare(RATES, beside={"people_supported": SUPPORTED})
    assert "12,345 (estimated)" in drawn(exhibit, "Fife")["hover"]


def test_a_figure_beside_that_is_absent_says_why(compare, by_name):
    exhibit = compare(RATES, beside={"people_supported": SUPPORTED})
    assert by_name(exhibit, "Moray")["People supported by social care"] == "not available"
    assert by_name(exhibit, "Highland")["People supported by social care"] == "no figure held"


def test_a_figure_beside_is_shown_where_the_rate_is_absent(compare, by_name):
    exhibit = compare(RATES, beside={"people_supported": SUPPORTED})
    assert by_name(exhibit, "Angus")["People supported by social care"] == "4,120"


def test_each_row_says_where_its_figure_was_read(compare, by_name):
    exhibit = compare(RATES)
    assert by_name(exhibit, "Fife")["Where from"] == "R6 Table 1 D9 (parts F9, G9)"
    assert "From R6 Table 1 D9 (parts F9, G9)" in drawn(exhibit, "Fife")["hover"]
    assert by_name(exhibit, "Falkirk")["Where from"] == ""


@pytest.mark.parametrize(
    ("metric", "drawing", "said"),
    [
        ("sds_people", "Fife | 12345", "12,345"),
        ("implementation_rate", "Fife | 71.25", "71.2%"),
        ("sds_people_rate", "Fife | 1234.56", "1,234.6"),
        ("sw2_spend_share", "Fife | 5", "5.0%"),
    ],
)
def test_numbers_have_commas_and_percentages_one_decimal_at_most(compare, by_name, metric, drawing, said):
    exhibit = compare(drawing, metric, breakdown="option=1" if metric.startswith("sds") else "")
    assert by_name(exhibit, "Fife")[exhibit.table.columns[1]] == said
    assert drawn(exhibit, "Fife")["words"].strip() == said
    assert drawn(exhibit, "Fife")["hover"].startswith(f"<b>Fife</b>: {said}<br>")


@pytest.mark.parametrize("value", [0.4, 38.2, 41, 99.9, 104.2])
def test_no_bar_is_cut_off_by_its_axis(compare, value):
    assert compare(f"Fife | {value}").chart.layout["xaxis"]["range"][1] >= value


def test_a_share_that_is_not_small_stands_on_an_axis_to_a_hundred(compare):
    axis = compare("Fife | 41").chart.layout["xaxis"]
    assert axis["range"] == [0, 100] and axis["ticksuffix"] == "%"


# Colours


@pytest.mark.parametrize("code", look.OPTIONS)
def test_an_option_keeps_its_colour_everywhere(compare, code):
    by_metric = ("sds_people", "sds_people_rate", "sds_people_one_option")
    exhibits = [compare("Fife | 5", metric, breakdown=f"option={code}") for metric in by_metric]
    exhibits.append(compare("Fife | 5", "sds_people", breakdown=f"age=18-64;option={code}", order="value"))
    assert {each.chart.data[0]["marker"]["color"] for each in exhibits} == {look.OPTIONS[code]}


def test_options_do_not_share_a_colour():
    assert len({look.OPTIONS[code] for code in ("1", "2", "3", "4", "any")}) == 5


@pytest.mark.parametrize("breakdown", ["", *(f"option={code}" for code in look.OPTIONS)])
def test_every_bar_and_stripe_stands_out_from_the_paper(compare, breakdown):
    marker = compare("Fife | 5", "sds_people", breakdown=breakdown).chart.data[0]["marker"]
    assert look.contrast(marker["color"], look.PAPER) >= 3
    assert look.contrast(marker["pattern"]["fgcolor"], marker["pattern"]["bgcolor"]) >= 3


# The map


def test_the_map_has_a_tile_of_its_own_for_each_of_the_32(compare):
    (tiles,) = compare(RATES, view="map").chart.data
    assert len(set(zip(tiles["x"], tiles["base"], strict=True))) == 32
    assert len(set(tiles["y"])) == 1 and tiles["width"] <= 1 and tiles["y"][0] <= 1  # equal, and none over another


def test_every_tile_is_inside_the_map(compare):
    chart = compare(RATES, view="map").chart
    (tiles,), (left, right), (low, high) = chart.data, chart.layout["xaxis"]["range"], chart.layout["yaxis"]["range"]
    assert all(left <= x - 0.475 and x + 0.475 <= right for x in tiles["x"])
    assert all(low <= base and base + 0.94 <= high for base in tiles["base"])


def test_every_tile_says_its_name_in_full_and_its_value(compare, everyone):
    (tiles,) = compare(everyone("50"), view="map").chart.data
    said = [re.sub(r"\s*<br>\s*", " ", text).strip() for text in tiles["text"]]
    assert said == [f"<b>{name}</b> 50.0%" for name in NAMES]


def test_text_can_be_read_on_every_tile(compare):
    spread = "\n".join(f"{name} | {n * 3.1}" for n, name in enumerate(NAMES[:-2]))
    exhibit = compare(f"{spread}\n{NAMES[-2]} | 40 || carried forward from 2018/19", view="map")
    grounds = set()
    for name in NAMES:
        found = tile(exhibit, name)
        assert look.contrast(found["ink"], found["ground"]) >= 4.5
        if found["pattern"]:
            assert look.contrast(found["ink"], exhibit.chart.data[0]["marker"]["pattern"]["fgcolor"]) >= 4.5
        grounds.add(found["ground"])
    assert grounds == {look.PAPER, *look.STEPS}


def test_a_larger_value_is_never_lighter(compare):
    spread = "\n".join(f"{name} | {n * 3.1}" for n, name in enumerate(NAMES))
    shades = [tile(compare(spread, view="map"), name)["ground"] for name in NAMES]
    assert [look.STEPS.index(shade) for shade in shades] == sorted(look.STEPS.index(shade) for shade in shades)


# Words that come from files


@pytest.mark.parametrize("view", ["chart", "map"])
def test_a_sheets_name_cannot_run_as_a_tag_and_reads_as_it_is(figures, view):
    """Plotly reads tags, and knows no `&quot;`: only < > and & may be written as entities."""
    (fife,) = figures("Fife | 98.4")
    hostile = replace(fife, sheet='<img src=x> & "Table 1"')
    asked = Asked("implementation_rate", "phs_implementation", "2020/21", "", ("S12000047",), view=view)
    origin = Origin("R6", "rate.xlsx", "somebody", "2026-11-22T03:16:22+00:00", "0" * 64)
    (hover,) = build(asked, [hostile], {}, [origin]).chart.data[0]["hovertext"]
    assert '&lt;img src=x&gt; &amp; "Table 1"' in hover
