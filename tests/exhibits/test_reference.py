"""The pages of reference: what each metric means, where it comes from, what is missing."""

import csv
from collections import defaultdict

import pytest

from exhibits import reference
from model import DATA, caveats, metrics, sources
from model.caveats import EFFECT_WORDS, Effect

METRICS = list(metrics.metrics().values())
LINES = [
    "What it tells",
    "Definition",
    "What is counted",
    "Base",
    "Unit",
    "Split by",
    "Topic",
    "Strategic outcome",
    "Good direction",
    "Adding up",
    "Collected",
    "Protecting people",
    "Figures held",
    "Source",
]


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_definition_has_every_line_and_none_is_empty(metric):
    told = dict(reference.definition(metric, {"phs_options": "2017/18 to 2020/21"}))
    assert list(told) == LINES
    assert all(words.strip() and words != "None" for words in told.values())
    assert told["Definition"] == metric.definition
    assert told["What is counted"] == metric.counted
    assert told["Protecting people"] == metric.disclosure


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_definition_says_how_often_it_is_collected_and_which_way_is_good(metric):
    told = dict(reference.definition(metric, {}))
    often = {"yearly": "Yearly", "survey rounds": "Survey rounds", "once": "Once", "at a date": "At a date"}
    assert told["Collected"] == often[metric.collected]
    if metric.direction == "none":
        assert told["Good direction"] == "None: neither more nor less is better, so no colour says good or bad"
    else:
        assert told["Good direction"] == "More is better"


@pytest.mark.parametrize("metric", [each for each in METRICS if "per 1,000" in each.unit or each.is_share], ids=str)
def test_a_share_or_rate_has_a_base(metric):
    assert "Not a share" not in dict(reference.definition(metric, {}))["Base"]


def test_a_rate_says_both_its_parts():
    told = dict(reference.definition(metrics.metric("implementation_rate"), {}))
    assert told["Base"] == "those counted as able to choose (Made a choice, of able to choose)"


def test_what_is_held_names_series_and_years_and_each_source_once():
    held = {"phs_options": "2017/18 to 2020/21", "phs_options_submitted": "2017/18", "lgbf": "2010/11"}
    told = dict(reference.definition(metrics.metric("sds_people"), held))
    assert told["Figures held"].count("(") >= 3 and "(2017/18 to 2020/21)" in told["Figures held"]
    assert told["Source"].count("Insights in Social Care: Self-directed Support") == 1
    assert told["Source"].count("Improvement Service") == 1


def test_what_is_not_held_says_so():
    told = dict(reference.definition(metrics.metric("sds_people"), {}))
    assert (told["Figures held"], told["Source"]) == ("None yet", "No figures yet")


@pytest.mark.parametrize(
    ("id_", "outcome"),
    [
        ("sds_people", "1. Supported people have more choice and control (this mapping is ours)"),
        ("population", "Context; belongs to none"),
    ],
)
def test_a_strategic_outcome_is_said_to_be_our_own_mapping(id_, outcome):
    assert dict(reference.definition(metrics.metric(id_), {}))["Strategic outcome"] == outcome


# Caveats


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_every_metric_has_a_caveat_and_the_strongest_stand_first(metric):
    found = reference.caveats_of(metric)
    effects = [list(Effect).index(caveat.effect) for caveat in found]
    assert found and effects == sorted(effects)


@pytest.mark.slow
def test_a_metrics_caveats_are_all_that_any_of_its_figures_carries(all_figures):
    carried = defaultdict(set)
    for figure in all_figures:
        carried[figure.key.metric] |= {caveat.id for caveat in caveats.of_figure(figure)}
    for id_, ids in carried.items():
        assert ids <= {caveat.id for caveat in reference.caveats_of(metrics.metric(id_))}, id_


def test_a_metric_that_nobody_sends_in_has_no_caveat_about_what_is_sent_in():
    warned = [each.id for each in METRICS if "H15" in {caveat.id for caveat in reference.caveats_of(each)}]
    assert "training_covers" in warned
    assert [id_ for id_ in warned if metrics.metric(id_).supplied != "sent"] == []


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_no_caveat_of_another_metric_stands_beside_a_metric(metric):
    for caveat in reference.caveats_of(metric):
        assert not caveat.scope.metrics or metric.id in caveat.scope.metrics


def test_a_caveat_is_said_in_full_with_who_says_so():
    found = reference.caveats_of(metrics.metric("implementation_rate"))
    lines = reference.caveat_lines(found)
    assert len(lines) == len(found)
    for caveat, (effect, full, cited) in zip(found, lines, strict=True):
        assert effect == EFFECT_WORDS[caveat.effect] and full == caveat.full
        assert caveat.said_by in cited and cited.endswith(f"({caveat.id})")


# Tables


def test_all_metrics_stand_in_one_table_with_what_is_held():
    table = reference.all_metrics({"sds_people": "2014/15 to 2020/21"})
    assert [row[0] for row in table.rows] == [metric.name for metric in METRICS]
    held = {row[0]: row[-1] for row in table.rows}
    assert held["People by SDS option"] == "2014/15 to 2020/21"
    assert set(held.values()) == {"2014/15 to 2020/21", "none yet"}


def test_every_source_is_listed_with_its_licence_and_status():
    table = reference.all_sources()
    published = [each for each in sources.sources().values() if each.source_id != "house"]
    assert [row[0] for row in table.rows] == [each.title for each in published]
    assert all(all(cell.strip() for cell in row) for row in table.rows)


def test_every_series_is_listed_with_what_it_holds():
    table = reference.all_series()
    assert [row[0] for row in table.rows] == [each.name for each in sources.series().values()]
    assert all(all(cell.strip() for cell in row) for row in table.rows)


def test_every_gap_says_why_and_who_could_close_it():
    with (DATA / "gaps.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    table = reference.gaps()
    assert sorted(row[0] for row in table.rows) == sorted(row["what"] for row in written)
    assert all(row[4].strip() and row[5].strip() for row in table.rows)


def test_a_gap_drawn_in_a_file_is_shown_as_written(tmp_path):
    path = tmp_path / "gaps.csv"
    path.write_text("what,period,areas,kind,who_could_close,said\nWaits,all,all,need,PHS,Not published\n")
    assert reference.gaps(path).rows == (("Waits", "all", "all", "need", "PHS", "Not published"),)


def test_every_caveat_about_what_is_not_held_is_listed():
    table = reference.not_held()
    assert [row[0] for row in table.rows] == [caveat.about for caveat in caveats.outside()]
    assert {"No SDS figures for 2021/22 are held."} <= {row[2] for row in table.rows}


def test_the_settings_hold_what_the_page_of_this_dashboard_shows():
    site = reference.site()
    assert {"contact", "updates", "accessibility", "revisions"} <= set(site)
    assert site["revisions"]["policy"] and site["accessibility"]["known_faults"]
