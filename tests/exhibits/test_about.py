"""What is held, seen from above: a mark and a word for every authority and year."""

import csv
import re
from io import StringIO

import pytest

from exhibits import about, files, look, tables
from exhibits.about import State
from exhibits.exhibit import Origin
from model import areas, caveats, sources

FIFE, MORAY = "S12000047", "S12000020"
NAMES = [areas.name(code) for code in areas.codes()]
ORIGIN = Origin("R6", "rate.xlsx", "bundled with this dashboard", "2026-11-22T03:16:22+00:00", "0" * 64)


def held(counted, series="phs_implementation", metrics=("implementation_rate",)):
    return about.completeness(series, counted, set(metrics), [ORIGIN])


def everyone(year, counts=(5, 0, 0)):
    return {(code, year): counts for code in areas.codes()}


def cell(exhibit, name, year):
    row = next(row for row in exhibit.table.rows if row[0] == name)
    return row[exhibit.table.columns.index(year)]


def tile(exhibit, name, year):
    (grid,) = exhibit.chart.data
    place = next(n for n, text in enumerate(grid["hovertext"]) if text.startswith(f"{name}, {year}: "))
    marker = grid["marker"]
    return marker["color"][place], marker["pattern"]["shape"][place], grid["hovertext"][place]


@pytest.mark.parametrize(
    ("values", "carried_forward", "absent", "word", "ground", "pattern"),
    [
        (5, 0, 0, "held", look.BLUE, ""),
        (5, 5, 0, "an earlier year's", look.BLUE, "/"),
        (5, 1, 0, "an earlier year's", look.BLUE, "/"),
        (4, 0, 1, "partly held", look.BLUE, "."),
        (0, 0, 5, "none, with a reason", look.PAPER, ""),
        (0, 0, 0, "none", look.PAPER, ""),
    ],
)
def test_each_state_has_a_word_in_the_table_and_a_mark_on_the_grid(
    values, carried_forward, absent, word, ground, pattern
):
    exhibit = held({(FIFE, "2020/21"): (values, carried_forward, absent)})
    assert cell(exhibit, "Fife", "2020/21") == word
    assert tile(exhibit, "Fife", "2020/21") == (ground, pattern, f"Fife, 2020/21: {word}")


def test_all_32_stand_in_alphabetical_order_with_every_year_in_order_of_time():
    exhibit = held({(FIFE, "2020/21"): (5, 0, 0), (MORAY, "2018/19"): (5, 0, 0), (MORAY, "2017/18"): (0, 0, 1)})
    assert [row[0] for row in exhibit.table.rows] == NAMES
    assert exhibit.table.columns == ("Authority", "2017/18", "2018/19", "2020/21")
    assert len(exhibit.chart.data[0]["hovertext"]) == 32 * 3
    assert exhibit.chart.layout["yaxis"]["ticktext"] == NAMES


def test_an_authority_of_which_nothing_is_held_says_none():
    assert cell(held({(FIFE, "2020/21"): (5, 0, 0)}), "Moray", "2020/21") == "none"


@pytest.mark.parametrize(
    ("counted", "whole"),
    [
        (everyone("2019/20") | everyone("2020/21"), 32),
        (everyone("2019/20") | everyone("2020/21") | {(FIFE, "2020/21"): (5, 5, 0)}, 31),
        (everyone("2019/20") | everyone("2020/21") | {(FIFE, "2019/20"): (4, 0, 1), (MORAY, "2020/21"): (0, 0, 5)}, 30),
        (everyone("2019/20") | {(FIFE, "2020/21"): (5, 0, 0)}, 1),
        ({(FIFE, "2020/21"): (0, 0, 5)}, 0),
    ],
)
def test_the_headline_counts_those_with_figures_of_their_own_for_every_year(counted, whole):
    said = held(counted).headline
    assert said == f"{whole} of 32 authorities have figures of their own for every year of this data set"


def test_the_text_alternative_counts_every_state():
    exhibit = held(everyone("2019/20") | {(FIFE, "2020/21"): (5, 5, 0), (MORAY, "2020/21"): (0, 0, 5)})
    counts = {state: f"{state}: " for state in State}
    assert counts[State.HELD] + "32" in exhibit.alt
    assert counts[State.EARLIER] + "1" in exhibit.alt
    assert counts[State.REASON] + "1" in exhibit.alt
    assert counts[State.NOTHING] + "30" in exhibit.alt


def test_the_key_explains_what_is_on_the_grid_and_nothing_else():
    assert [mark.look for mark in held(everyone("2020/21")).marks] == ["solid"]
    mixed = everyone("2020/21") | {(FIFE, "2020/21"): (5, 5, 0), (MORAY, "2020/21"): (0, 0, 5)}
    assert [mark.look for mark in held(mixed).marks] == ["solid", "hatched", "hollow"]


def test_the_caveats_are_those_of_the_series_and_its_metrics_strongest_first():
    exhibit = held(everyone("2020/21"))
    assert exhibit.caveats == caveats.of_series("phs_implementation", {"implementation_rate"})
    ids = {caveat.id for caveat in exhibit.caveats}
    assert {"C01", "C07"} <= ids and "C47" not in ids


def test_period_source_and_date_are_said():
    exhibit = held(everyone("2019/20") | everyone("2020/21"))
    assert exhibit.period == "2019/20 to 2020/21"
    assert "Public Health Scotland" in exhibit.source_line and "22 November 2026" in exhibit.source_line


def test_one_year_is_said_as_one_year():
    assert held(everyone("2020/21")).period == "2020/21"


def test_every_tile_is_edged_so_that_an_empty_one_is_seen():
    line = held(everyone("2020/21")).chart.data[0]["marker"]["line"]
    assert look.contrast(line["color"], look.PAPER) >= 3 and line["width"] > 0


def test_no_tile_lies_on_another():
    (grid,) = held(everyone("2019/20") | everyone("2020/21")).chart.data
    assert len(set(zip(grid["x"], grid["base"], strict=True))) == 64
    assert grid["width"] <= 1 and set(grid["y"]) == {0.84}


def test_the_file_holds_what_the_table_shows():
    """What is saved with "Save table" is the table that was on screen."""
    exhibit = held(everyone("2020/21") | {(FIFE, "2020/21"): (5, 5, 0)})
    rows = list(csv.reader(StringIO(files.csv_of(exhibit).decode("utf-8-sig"))))
    assert ["Fife", "an earlier year's"] in rows and ["Moray", "held"] in rows


def test_the_table_is_a_real_table():
    text = tables.html(held(everyone("2020/21")).table)
    assert len(re.findall('<th scope="row">', text)) == 32


@pytest.mark.slow
def test_every_data_set_held_can_be_looked_at(full_ledger, all_figures):
    looked_at = set()
    for series in sources.series():
        rows = [row for row in full_ledger.completeness(series=series) if row.area != areas.SCOTLAND]
        if rows:
            counted = {}
            for row in rows:
                before = counted.get((row.area, row.period), (0, 0, 0))
                now = (row.values, row.carried_forward, row.absent)
                counted[row.area, row.period] = tuple(map(sum, zip(before, now, strict=True)))
            exhibit = held(counted, series, {row.metric for row in rows})
            assert len(exhibit.table.rows) == 32 and exhibit.caveats
            looked_at.add(series)
    assert looked_at == {figure.key.series for figure in all_figures if figure.key.area != areas.SCOTLAND}


# The parts that other exhibits use


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((5, 0, 0), State.HELD),
        ((5, 2, 0), State.EARLIER),
        ((5, 2, 3), State.EARLIER),
        ((5, 0, 3), State.PARTLY),
        ((0, 0, 3), State.REASON),
        ((0, 0, 0), State.NOTHING),
    ],
)
def test_what_is_held_is_one_state(counts, found):
    assert about.state(*counts) is found


def test_the_key_to_some_states_names_each_mark_once_in_one_order():
    assert [mark.look for mark in about.marks_of([State.NOTHING, State.REASON, State.HELD])] == ["solid", "hollow"]
    assert [mark.look for mark in about.marks_of(reversed(State))] == ["solid", "hatched", "dotted", "hollow"]
    assert about.marks_of(()) == ()


def test_a_grid_has_a_tile_for_each_row_and_year_and_its_words():
    chart = about.grid([[State.HELD, State.NOTHING], [State.EARLIER, State.PARTLY]], ["A", "B"], ["2019/20", "2020/21"])
    (tiles,) = chart.data
    assert tiles["hovertext"] == [
        *("A, 2019/20: held", "A, 2020/21: none"),
        *("B, 2019/20: an earlier year's", "B, 2020/21: partly held"),
    ]
    assert tiles["x"] == [0, 1, 0, 1] and tiles["base"] == pytest.approx([-0.42, -0.42, 0.58, 0.58])
    assert tiles["marker"]["pattern"]["shape"] == ["", "", "/", "."]


def test_a_grid_is_as_high_as_its_rows():
    rows = [[State.HELD]] * 10
    heights = [about.grid(rows, list("ABCDEFGHIJ"), ["2020/21"], row_height=each).height for each in (15, 20)]
    assert heights[1] - heights[0] == 50
