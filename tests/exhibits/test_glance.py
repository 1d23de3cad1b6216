"""Scotland at a glance: what is known by strategic outcome, and what is not."""

from dataclasses import replace

import pytest

from exhibits import glance
from exhibits.exhibit import Origin
from model import areas, caveats, metrics, sources
from model.metrics import OUTCOMES

ORIGIN = Origin("R6", "options.xlsx", "bundled with this dashboard", "2026-11-22T03:16:22+00:00", "0" * 64)


# The four outcomes


@pytest.fixture
def gaps(tmp_path):
    """A file of gaps, a line each: outcome, what, period."""

    def written(*lines):
        path = tmp_path / "gaps.csv"
        path.write_text("\n".join(["outcome,what,period", *lines]), encoding="utf-8")
        return path

    return written


def test_the_four_outcomes_stand_in_order_whatever_is_held(gaps):
    found = glance.outcomes({}, gaps())
    assert [(each.number, each.name) for each in found] == list(OUTCOMES.items())
    assert all(each.held == each.missing == () for each in found)


def test_what_is_held_is_named_once_a_subject_with_its_last_period(gaps):
    latest = {"sds_people": "2019/20", "implementation_rate": "2020/21", "sw4d_had_a_say": "2019/20"}
    first, *others = glance.outcomes(latest, gaps())
    assert sorted(first.held) == [
        "How people are supported, by option, to 2020/21",
        "What people getting any care say, to 2019/20",
    ]
    assert all(each.held == () for each in others)


def test_what_is_missing_says_of_when_unless_it_is_all_years(gaps):
    found = glance.outcomes(
        {}, gaps("2,Training in SDS,All years held", "1,Newer figures,From 2021/22", ",No outcome,x")
    )
    assert [each.missing for each in found] == [("Newer figures, From 2021/22",), ("Training in SDS",), (), ()]


def test_every_metric_that_speaks_to_an_outcome_has_a_subject_to_stand_under():
    every = {id_: "2020/21" for id_ in metrics.metrics()}
    assert len(glance.outcomes(every)) == 4


def test_the_gaps_we_declare_give_every_outcome_something_missing():
    assert all(each.missing for each in glance.outcomes({}))


# People by option

COUNTS = {"any": "21000", "1": "9430", "2": "5000", "3": "8000", "4": "1200"}


@pytest.fixture
def by_option(figures):
    """People by option of one area; the rates are a hundredth of the counts."""

    def made(counts=COUNTS, area="Scotland", coverage="estimated", said=""):
        found = []
        for metric, share in (("sds_people", 1), ("sds_people_rate", 100)):
            for option, typed in counts.items():
                line = f"{area} | {float(typed) / share} || {said}" if typed else f"{area} ||| not available"
                found += figures(line, metric, "2020/21", f"option={option}")
        return glance.options([replace(each, key=each.key._replace(coverage=coverage)) for each in found], [ORIGIN])

    return made


def test_every_option_has_its_row_and_count_and_rate_a_column_each(by_option):
    exhibit = by_option()
    assert [row[:3] for row in exhibit.table.rows] == [
        ("Any SDS option", "21,000", "210.0"),
        ("Option 1: direct payment", "9,430", "94.3"),
        ("Option 2: person chooses, council arranges", "5,000", "50.0"),
        ("Option 3: arranged by the council", "8,000", "80.0"),
        ("Option 4: more than one option", "1,200", "12.0"),
    ]
    assert exhibit.table.columns[:3] == ("Option", "People in the year", "Per 1,000 people")


@pytest.mark.parametrize(
    ("coverage", "whose"), [("estimated", "Scotland (estimated)"), ("submitted", "Scotland (all areas submitted)")]
)
def test_it_says_which_scotland_it_is(by_option, coverage, whose):
    assert f", {whose}. " in by_option(coverage=coverage).subtitle


def test_scotland_filled_by_estimates_is_dotted_and_the_key_says_so(by_option):
    exhibit = by_option()
    bars = [trace for trace in exhibit.chart.data if trace["type"] == "bar"]
    assert all(set(bar["marker"]["pattern"]["shape"]) == {"."} for bar in bars)
    assert [mark.look for mark in exhibit.marks] == ["dotted"]


def test_an_option_without_a_figure_keeps_its_row_and_says_why(by_option):
    rows = by_option({"any": "500", "1": "100", "4": ""}, area="Fife", coverage="").table.rows
    assert [row[1] for row in rows] == ["500", "100", "no figure held", "no figure held", "not available"]


def test_it_says_that_options_must_not_be_added_up(by_option):
    exhibit = by_option()
    assert "counted once for every option they used" in exhibit.headline
    ids = {caveat.id for caveat in exhibit.caveats}
    assert {"C08", "H01", "C34"} <= ids
    assert {caveat.id for figure in exhibit.figures for caveat in caveats.of_figure(figure)} == ids


# What people getting any care say


@pytest.fixture
def survey(figures):
    """The survey of some rounds: statement -> value or nothing, a round each."""

    def made(rounds, area="Scotland"):
        found = []
        for period, statements in rounds.items():
            for metric, typed in statements.items():
                line = f"{area} | {typed}" if typed else f"{area} ||| not collected"
                found += figures(line, metric, period, "", "lgbf")
        return glance.experience(found, [ORIGIN])

    return made


A, B = "sw4a_care_rated_good", "sw4b_quality_of_life"


def test_statements_stand_down_and_rounds_across_in_order_of_time(survey):
    exhibit = survey({"2019/20": {A: "80", B: "75"}, "2017/18": {A: "82"}})
    assert exhibit.table.columns[1:3] == ("2017/18", "2019/20")
    assert [row[:3] for row in exhibit.table.rows] == [
        ("Care rated good or excellent", "82.0%", "80.0%"),
        ("It helped their quality of life", "no figure held", "75.0%"),
    ]


def test_a_round_that_was_not_held_is_no_column(survey):
    exhibit = survey({"2019/20": {A: "80", B: "75"}, "2020/21": {B: ""}})
    assert exhibit.table.columns[1:-1] == ("2019/20",)
    assert exhibit.period == "2019/20 to 2019/20" or exhibit.period == "2019/20"


def test_all_rounds_are_on_one_scale(survey):
    layout = survey({"2017/18": {A: "10"}, "2019/20": {A: "90"}}).chart.layout
    widths = [layout[f"xaxis{n}"]["domain"][1] - layout[f"xaxis{n}"]["domain"][0] for n in (1, 2)]
    assert layout["xaxis1"]["range"] == layout["xaxis2"]["range"]
    assert widths[0] == pytest.approx(widths[1])


def test_it_says_who_was_asked_and_that_satisfaction_is_not_choice(survey):
    exhibit = survey({"2019/20": {A: "80"}})
    assert "not the same as choice" in exhibit.headline
    assert "not SDS users alone" in exhibit.subtitle
    assert {"H04", "C49", "C54"} <= {caveat.id for caveat in exhibit.caveats}


# Where figures are missing


def overview(counted, series=("phs_options",)):
    return glance.coverage(counted, series, [ORIGIN])


def test_every_topic_has_its_row_whether_or_not_anything_is_held():
    exhibit = overview({"sds_people": {"2020/21": 26}})
    assert [row[0] for row in exhibit.table.rows] == [metrics.metric(id_).name for id_ in glance.COVERED]


def test_a_cell_says_how_many_of_32_or_that_none_is_held_or_was_sent():
    exhibit = overview({"sds_people": {"2019/20": 30}, "sw4b_quality_of_life": {"2020/21": 32}})
    rows = {row[0]: row[1:] for row in exhibit.table.rows}
    assert exhibit.table.columns == ("Figures on", "2019/20", "2020/21")
    assert rows[metrics.metric("sds_people").name] == ("30 of 32", "none held")
    assert rows[metrics.metric("sw4b_quality_of_life").name] == ("no survey held", "32 of 32")
    assert rows[metrics.metric("staff_trained").name] == ("none sent", "none sent")


def test_the_headline_names_the_topics_nobody_sent_anything_on():
    everything = {id_: {"2020/21": 1} for id_ in glance.COVERED}
    without = {id_: held for id_, held in everything.items() if id_ not in ("staff_trained", "outcomes_met")}
    assert overview(everything).headline == "Where figures are missing. Every topic has figures"
    said = overview(without).headline
    assert said.startswith("Where figures are missing. No authority's figures are held on ")
    assert all(metrics.metric(id_).name[1:] in said for id_ in ("staff_trained", "outcomes_met"))


def test_only_the_last_eight_years_are_shown():
    years = [f"{2010 + n}/{11 + n}" for n in range(11)]
    assert overview({"sw2_spend_share": dict.fromkeys(years, 32)}).table.columns[1:] == tuple(years[-8:])


def test_it_says_that_having_a_figure_is_not_having_a_right_one():
    assert [caveat.id for caveat in overview({"sds_people": {"2020/21": 26}}).caveats] == ["H41"]


@pytest.mark.slow
def test_its_sources_are_those_of_every_metric_it_counts(full_ledger):
    counted = {id_: full_ledger.own(id_, other_than=areas.SCOTLAND) for id_ in glance.COVERED}
    behind = {series for id_ in glance.COVERED for series, _, _ in full_ledger.held(id_, other_than=areas.SCOTLAND)}
    exhibit = overview(counted, behind)
    assert {sources.series()[each].source for each in behind} == {
        sources.series()[each].source for each in exhibit.series
    }
    assert all(sources.of_series(each).citation in exhibit.source_line for each in behind)
