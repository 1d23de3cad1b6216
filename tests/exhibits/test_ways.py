"""One area's figures split two ways, and spend beside people: what is absent keeps its place, nothing is mixed."""

from dataclasses import replace

import pytest

from exhibits import files, look, ways
from exhibits.exhibit import Origin
from exhibits.ways import Asked
from model import areas, breakdowns, caveats

FIFE = "S12000047"
NAMES = [areas.name(code) for code in areas.codes()]
ORIGINS = [
    Origin("R6", "options.xlsx", "bundled with this dashboard", "2026-11-22T03:16:22+00:00", "0" * 64),
    Origin("R7", "other.xlsx", "bundled with this dashboard", "2026-11-23T03:16:22+00:00", "0" * 64),
]
RATES = {
    "option=any": "30.5",
    "option=1": "4.1",
    "age=18-64;option=1": "6.2",
    "age=18-64;option=any": "",
    "age=85+;option=any": "120",
}


@pytest.fixture
def way(figures):
    """The exhibit that drawn figures of one area make; a breakdown without a value was not supplied."""

    def made(drawn=RATES, way="options_by_age", metric="sds_people_rate", area="Fife", period="2020/21", coverage=""):
        found = []
        for breakdown, typed in drawn.items():
            line = f"{area} | {typed}" if typed else f"{area} ||| not supplied"
            series = ways.ways()[way].series
            (figure,) = figures(line, metric, period, breakdown, series)
            found.append(replace(figure, key=figure.key._replace(coverage=coverage)))
        return ways.build(Asked(way, metric, areas.find(area).code, period), found, ORIGINS)

    return made


def cell(exhibit, row, column):
    (found,) = [each for each in exhibit.table.rows if each[0] == row]
    return found[exhibit.table.columns.index(column)]


def test_rows_and_columns_are_those_held_in_display_order_the_figure_not_split_first(way):
    exhibit = way()
    assert [row[0] for row in exhibit.table.rows] == ["All ages", "18 to 64", "85 and over"]
    assert exhibit.table.columns == ("Age", "Any SDS option", "Option 1: direct payment", "Where from")


def test_every_place_in_the_grid_says_its_figure_or_why_there_is_none(way):
    exhibit = way()
    assert cell(exhibit, "All ages", "Any SDS option") == "30.5"
    assert cell(exhibit, "18 to 64", "Option 1: direct payment") == "6.2"
    assert cell(exhibit, "18 to 64", "Any SDS option") == "not supplied"
    assert cell(exhibit, "85 and over", "Option 1: direct payment") == "no figure held"


def test_each_option_has_the_colour_it_has_on_every_page(way):
    bars = [trace for trace in way().chart.data if trace["type"] == "bar"]
    assert [bar["marker"]["color"] for bar in bars] == [look.colour({"option": code}) for code in ("any", "1")]


def test_headline_and_subtitle_say_area_metric_unit_period(way):
    exhibit = way()
    assert exhibit.headline == "Fife, 2020/21: options by age"
    assert exhibit.subtitle.endswith("Per 1,000 people, financial year 2020/21, Fife.")
    assert exhibit.table.caption == exhibit.subtitle and exhibit.subtitle in exhibit.alt


def test_where_there_is_no_value_the_headline_says_that_nothing_is_filled_in(way):
    said = way({"option=any": "", "option=1": ""}).headline
    assert said == "Fife has no 2020/21 figures of this kind, and nothing is filled in"


def test_scotland_says_which_scotland_it_is(way):
    exhibit = way(area="Scotland", coverage="submitted")
    assert exhibit.subtitle.endswith(", Scotland (all areas submitted).")
    assert {"C34", "H24"} <= {caveat.id for caveat in exhibit.caveats}


def test_a_share_says_of_whom(way):
    drawn = {"option=1": "40", "age=18-64;option=1": "55"}
    assert "as a share of" in way(drawn, "one_option_by_age", "sds_share_one_option").subtitle


def test_the_caveats_are_those_of_its_figures_whatever_their_option_and_age(way):
    drawn = {"option=any": "100", "option=1": "60", "age=18-64;option=3": ""}
    exhibit = way(drawn, area="Na h-Eileanan Siar", period="2017/18")
    assert {caveat.id for caveat in exhibit.caveats} == {
        caveat.id for figure in exhibit.figures for caveat in caveats.of_figure(figure)
    }
    assert {"C12", "H22"} <= {caveat.id for caveat in exhibit.caveats}


def test_only_the_returns_its_figures_are_from_are_named(way):
    exhibit = way()
    assert [each.return_id for each in exhibit.origins] == ["R6"]
    assert exhibit.held_since == "22 November 2026"


def test_an_exhibit_names_metric_way_area_and_period_in_its_file(way):
    assert way(area="Na h-Eileanan Siar").file_stem == (
        "sds-people-rate-options-by-age-na-h-eileanan-siar-2020-21_held-22-november-2026"
    )


def test_the_file_holds_every_figure_with_its_caveats_in_full(way):
    exhibit = way()
    written = files.csv_of(exhibit).decode()
    assert all(f",{breakdown}," in written for breakdown in RATES)
    assert all(caveat.full in written.replace('""', '"') for caveat in exhibit.caveats)


@pytest.mark.parametrize("dimension", ["age", "client_group", "support_need", "provider_type", "option"])
def test_rows_and_columns_have_no_two_names_alike(way, dimension):
    codes = breakdowns.dimensions()[dimension].codes
    drawn = {"": "5"} | {f"{dimension}={code}": "5" for code in codes}
    for each in ways.ways().values():
        if each.rows == dimension:
            names = [row[0] for row in way(drawn, each.id, each.metrics[0]).table.rows]
            assert len(set(names)) == len(codes) + 1


# Spend beside people


SPEND = "Fife | 9.5\nMoray | 7.1\nAngus ||| not supplied"
PEOPLE = "Fife | 30.5\nAngus | 20\nMoray | 25 || carried forward from 2018/19"


@pytest.fixture
def beside(figures):
    """Spend beside people, of drawn figures."""

    def made(spend=SPEND, people=PEOPLE, mine="", period="2020/21"):
        return ways.spend_beside_people(
            period,
            mine,
            figures(spend, "sw2_spend_share", period),
            figures(people, "sds_people_rate", period, "option=any"),
            ORIGINS,
        )

    return made


def test_all_32_stand_in_alphabetical_order_under_both_measures(beside):
    exhibit = beside()
    assert [row[0] for row in exhibit.table.rows] == NAMES
    assert exhibit.table.columns[1:3] == ("Share of adult spend (SW2)", "People per 1,000 people")
    assert cell(exhibit, "Angus", "Share of adult spend (SW2)") == "not supplied"
    assert cell(exhibit, "Falkirk", "Share of adult spend (SW2)") == "no figure held"
    assert cell(exhibit, "Moray", "People per 1,000 people") == "25.0 (carried forward from 2018/19)"


def test_spend_and_people_never_share_an_axis(beside):
    bars = [trace for trace in beside().chart.data if trace["type"] == "bar"]
    assert [bar["xaxis"] for bar in bars] == ["x1", "x2"]
    assert bars[0]["marker"]["color"] != bars[1]["marker"]["color"]


def test_it_says_why_the_two_differ(beside):
    exhibit = beside()
    ids = {caveat.id for caveat in exhibit.caveats}
    assert {"H40", "C41", "C42"} <= ids
    assert {caveat.id for figure in exhibit.figures for caveat in caveats.of_figure(figure)} <= ids
    assert "each on its own scale" in exhibit.headline
    assert set(exhibit.series) == {"lgbf", "phs_options"}


def test_the_readers_own_authority_is_marked_and_named(beside):
    exhibit = beside(mine=FIFE)
    assert exhibit.table.marked == {NAMES.index("Fife")}
    assert "Fife marked" in exhibit.subtitle and "marked" not in beside().subtitle


def test_an_authority_without_a_figure_brings_the_caveat_that_says_why(beside):
    """As a comparison does: Highland's missing spend in 2013/14 has a caveat of its own."""
    exhibit = beside(spend="Fife | 9.5", people="Fife | 30", period="2013/14")
    assert "C47" in {caveat.id for caveat in exhibit.caveats}
