"""Over time: a line joins only what may be joined, and every authority keeps its panel."""

import re
from collections import defaultdict
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from exhibits import files, look, picture, trend
from exhibits.exhibit import Origin
from exhibits.trend import Asked
from model import areas, caveats, periods, sources

FIFE, MORAY, ABERDEEN = "S12000047", "S12000020", "S12000033"
NAMES = [areas.name(code) for code in areas.codes()]
ORIGIN = Origin("R6", "rate.xlsx", "bundled with this dashboard", "2026-11-22T03:16:22+00:00", "0" * 64)


@pytest.fixture
def over_time(figures):
    """The figures of some years, a drawing a year, as an exhibit over time; a year may name its series after a bar."""

    def shown(years, metric="implementation_rate", breakdown="", **asked):
        found = []
        for year, drawing in years.items():
            period, _, series = year.partition("|")
            found += figures(drawing, metric, period, breakdown, series)
        question = {"series": found[-1].key.series, "areas": (FIFE, MORAY), **asked}
        return trend.build(Asked(metric=metric, breakdown=breakdown, **question), found, [ORIGIN])

    return shown


def joined(exhibit):
    """The stretches of each line drawn, as periods: `[["2017/18", "2018/19"], ["2020/21"]]`."""
    found = []
    for trace in exhibit.chart.data:
        if trace["mode"] == "lines+markers":
            parts, part = [], []
            for said in [*trace["hovertext"], ""]:
                if said:
                    part.append(re.search(r"</b>, ([^:]+):", said)[1])
                elif part:
                    parts, part = [*parts, part], []
            found.append(parts)
    return found


def rings(exhibit):
    return [said for trace in exhibit.chart.data if trace["mode"] == "markers" for said in trace["hovertext"]]


def ys(exhibit):
    return [y for trace in exhibit.chart.data for y in trace["y"] if y is not None]


THREE = {"2017/18": "Fife | 60\nMoray | 70", "2018/19": "Fife | 61\nMoray | 71", "2019/20": "Fife | 62\nMoray | 72"}


def test_figures_of_one_collection_are_one_line_each(over_time):
    assert joined(over_time(THREE)) == [[["2017/18", "2018/19", "2019/20"]]] * 2


def test_a_line_stops_at_a_change_of_collection(over_time):
    years = {
        "2015/16|scs_options": "Fife | 400",
        "2016/17|scs_options": "Fife | 410",
        "2017/18|phs_options": "Fife | 545",
        "2018/19|phs_options": "Fife | 560",
    }
    exhibit = over_time(years, "sds_people", "option=1", areas=(FIFE,))
    assert joined(exhibit) == [[["2015/16", "2016/17"], ["2017/18", "2018/19"]]]
    assert "not to be joined between 2016/17 and 2017/18" in exhibit.headline
    assert "The lines stop between 2016/17 and 2017/18" in exhibit.alt


def test_a_line_stops_at_another_source_even_where_no_caveat_says_so(over_time):
    years = {"mid-2017|nrs_population": "Fife | 370000", "mid-2018|lgbf_population": "Fife | 371000"}
    exhibit = over_time(years, "population", areas=(FIFE,))
    assert joined(exhibit) == [[["mid-2017"], ["mid-2018"]]]
    assert "another collection" in exhibit.alt


def test_an_earlier_years_figure_is_a_ring_that_nothing_joins(over_time):
    exhibit = over_time(THREE | {"2020/21": "Fife | 62 || carried forward from 2019/20\nMoray | 73"})
    assert joined(exhibit)[0] == [["2017/18", "2018/19", "2019/20"]]
    (ring,) = rings(exhibit)
    assert ring.startswith("<b>Fife</b>, 2020/21: 62.0%") and "Carried forward from 2019/20" in ring
    assert exhibit.table.rows[0] == ("Fife", "60.0%", "61.0%", "62.0%", "62.0% (carried forward from 2019/20)")
    assert "One point is an earlier year's figure" in exhibit.headline
    assert "Fife" in exhibit.alt.partition("An earlier year's figure stands for some years: ")[2]


def test_a_year_without_a_figure_has_no_point_and_says_why(over_time):
    years = {"2017/18": "Fife | 60", "2018/19": "Fife ||| not supplied", "2019/20": "Fife | 62"}
    exhibit = over_time(years, areas=(FIFE,))
    assert joined(exhibit) == [[["2017/18"], ["2019/20"]]]
    assert exhibit.table.rows == (("Fife", "60.0%", "not supplied", "62.0%"),)
    assert 0 not in ys(exhibit)


def test_a_line_does_not_run_across_a_year_that_is_not_held(over_time):
    years = {"2017/18": "Fife | 60\nMoray | 70", "2018/19": "Moray | 71", "2019/20": "Fife | 62\nMoray | 72"}
    exhibit = over_time(years)
    assert joined(exhibit)[0] == [["2017/18"], ["2019/20"]]
    assert exhibit.table.rows[0] == ("Fife", "60.0%", "no figure held", "62.0%")


def test_a_zero_that_may_mean_not_recorded_is_not_drawn(over_time):
    years = {"2014/15|scs_options": "Fife | 0 || 0 may mean not recorded", "2015/16|scs_options": "Fife | 410"}
    assert ys(over_time(years, "sds_people", "option=1", areas=(FIFE,))) == [410]


def test_a_true_zero_is_drawn_as_zero(over_time):
    assert 0 in ys(over_time({"2017/18": "Fife | 0", "2018/19": "Fife | 5"}, areas=(FIFE,)))


@pytest.mark.parametrize("panels", [False, True])
def test_caveats_of_every_year_shown_stand_beside_it(over_time, panels):
    years = THREE | {"2020/21": "Aberdeen City | 62 || carried forward from 2018/19\nMoray | 73"}
    exhibit = over_time(years, areas=(ABERDEEN, FIFE, MORAY), panels=panels)
    owed = {caveat.id for figure in exhibit.figures for caveat in caveats.of_figure(figure)}
    assert {caveat.id for caveat in exhibit.caveats} == owed and {"C01", "C07"} <= owed


@pytest.mark.parametrize("panels", [False, True])
def test_every_point_says_area_period_and_value(over_time, panels):
    exhibit = over_time(THREE, panels=panels)
    said = [each for trace in exhibit.chart.data for each in trace["hovertext"] if each]
    assert len(said) == 6 and any(each.startswith("<b>Moray</b>, 2018/19: 71.0%<br>") for each in said)


def test_every_authority_keeps_its_panel_in_alphabetical_order_with_or_without_a_figure(over_time):
    exhibit = over_time(THREE, areas=areas.codes(), panels=True)
    names = [each["text"] for each in exhibit.chart.layout["annotations"][:32]]
    assert names == NAMES and len(exhibit.chart.layout["shapes"]) == 32
    assert [row[0] for row in exhibit.table.rows] == NAMES
    assert exhibit.table.rows[0] == ("Aberdeen City", *["no figure held"] * 3)


def test_panels_are_on_one_scale_and_say_so(over_time):
    exhibit = over_time(THREE, areas=areas.codes(), panels=True)
    assert exhibit.chart.layout["annotations"][-1]["text"] == "Every panel: 0 to 100.0%, 2017/18 to 2019/20"


def test_the_readers_own_panel_is_bold_and_outlined_and_no_other(over_time):
    layout = over_time(THREE, areas=areas.codes(), panels=True, mine=FIFE).chart.layout
    assert [each["text"] for each in layout["annotations"] if each["text"].startswith("<b>")] == ["<b>Fife</b>"]
    assert [frame["line"]["color"] for frame in layout["shapes"]].count(look.INK) == 1


def test_scotland_says_which_scotland_it_is(figures):
    scotland = [replace(each, key=each.key._replace(coverage="estimated")) for each in figures("Scotland | 85.3")]
    question = Asked("implementation_rate", "phs_implementation", "", (FIFE, areas.SCOTLAND))
    exhibit = trend.build(question, [*figures("Fife | 98.4"), *scotland], [ORIGIN])
    assert [row[0] for row in exhibit.table.rows] == ["Fife", "Scotland (estimated)"]


@pytest.mark.parametrize("panels", [False, True])
def test_lines_and_type_can_be_told_from_the_paper(over_time, panels):
    chart = over_time(THREE, areas=(ABERDEEN, FIFE, MORAY, *areas.codes()[:3]), panels=panels).chart
    colours = {trace["line"]["color"] for trace in chart.data if trace["mode"] == "lines+markers"}
    assert colours and all(look.contrast(colour, look.PAPER) >= 3 for colour in colours)
    assert all(
        look.contrast(each["font"].get("color", look.INK), look.PAPER) >= 4.5 for each in chart.layout["annotations"]
    )


def test_lines_are_told_apart_by_more_than_colour(over_time):
    chart = over_time(THREE).chart
    assert len({trace["marker"]["symbol"] for trace in chart.data if trace["mode"] == "lines+markers"}) == 2


def test_the_file_holds_every_year_with_its_caveats(over_time):
    exhibit = over_time(THREE)
    written = files.csv_of(exhibit).decode()
    assert all(f",{period}," in written for period in ("2017/18", "2018/19", "2019/20"))
    assert all(caveat.full in written.replace('""', '"') for caveat in exhibit.caveats)


def held_by_kind(all_figures):
    kinds = defaultdict(list)
    for each in all_figures:
        kinds[each.key.metric, each.key.series, each.key.breakdown].append(each)
    return {kind: found for kind, found in kinds.items() if {each.key.area for each in found} != {areas.SCOTLAND}}


@pytest.fixture
def every_trend(full_ledger, all_figures):
    """The exhibits of every metric, series and breakdown held, with the figures each was made of."""
    kinds = held_by_kind(all_figures)
    origins = [
        Origin(each.id, each.file_name, each.sent_by, each.sent_at, each.sha256) for each in full_ledger.returns()
    ]

    def made(shown, panels):
        for metric, series, breakdown in kinds:
            of_kind = [each for of in sources.lineage(series) for each in kinds.get((metric, of, breakdown), ())]
            found = [each for each in of_kind if each.key.area in shown]
            yield found, trend.build(Asked(metric, series, breakdown, shown, panels=panels), found, origins)

    return made


LONGEST = sorted(areas.codes(), key=lambda code: -len(areas.name(code)))[: trend.MOST_LINES - 1]


@pytest.mark.slow
@pytest.mark.parametrize(("shown", "panels"), [(areas.codes(), True), (LONGEST, False)], ids=["panels", "lines"])
def test_every_figure_held_can_be_seen_over_time(every_trend, shown, panels):
    """Every metric, series and breakdown: it builds, every point is drawn, and it owes exactly its caveats."""
    shown = (*shown, areas.SCOTLAND)
    for found, exhibit in every_trend(shown, panels):
        owed = {caveat.id for figure in found for caveat in caveats.of_figure(figure)}
        assert {caveat.id for caveat in exhibit.caveats} == owed
        assert [row[0].partition(" (")[0] for row in exhibit.table.rows] == [areas.name(code) for code in shown]
        assert exhibit.table.columns[1:] == tuple(sorted({each.key.period for each in found}, key=periods.order))
        drawable = [each.key.area for each in found if each.drawn is not None]
        points = sum(y is not None for trace in exhibit.chart.data for y in trace["y"])
        assert points in (len(drawable), len(drawable) - drawable.count(areas.SCOTLAND))
    go.Figure(picture.figure(exhibit))


@pytest.mark.slow
def test_no_line_runs_across_a_year_others_have_and_it_has_not(every_trend):
    """Orkney Islands sent nothing for 2018/19: its line stops there."""
    across = set()
    for _, exhibit in every_trend((areas.find("Orkney Islands").code, areas.SCOTLAND), False):
        years = exhibit.table.columns[1:]
        for part in (part for line in joined(exhibit) for part in line):
            apart = [years.index(after) - years.index(before) for before, after in zip(part, part[1:], strict=False)]
            across |= {exhibit.id} if max(apart, default=1) > 1 else set()
    assert across == set()
