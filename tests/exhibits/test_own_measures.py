"""Measures of an authority's own on exhibits: days and words do no harm, and an own view never meets another's."""

import pytest

from exhibits import comparison, files, glance, reference, trend
from exhibits.exhibit import Origin
from model import areas, breakdowns, caveats, metrics
from model.observations import Key, Observation

FIFE, ANGUS = "S12000047", "S12000041"
SENT = [Origin("R1", "fife.xlsx", "an officer", "2026-11-22T03:16:22+00:00", "0123456789ab" + "c" * 52)]
OWN = [each for each in metrics.metrics().values() if each.topic == "own"]
COMPARED = [each for each in OWN if each.compare]


def figures(metric, values=(1, 0.5), period=""):
    """A figure of two authorities for each way a metric is split."""
    key = next(iter(metric.breakdown), "")
    codes = [code for code in breakdowns.dimensions()[key].codes if code not in ("any", "mixed")] if key else [""]
    when = period or ("at 2026-03" if metric.at_a_date else "2025/26")
    return [
        Observation(
            Key("returns", area, "", when, metric.id, f"{key}={code}" if code else ""),
            value if metric.answers else 100_000 * value,
            sheet="Data",
            cell="C2",
            return_id="R1",
        )
        for code in codes
        for area, value in zip((FIFE, ANGUS), values, strict=True)
    ]


def compared(metric, **asked):
    found = figures(metric)
    for split in dict.fromkeys(each.key.breakdown for each in found):
        question = comparison.Asked(metric.id, "returns", found[0].key.period, split, areas.codes(), **asked)
        yield comparison.build(question, [each for each in found if each.key.breakdown == split], {}, SENT)


@pytest.mark.parametrize("asked", [{}, {"view": "map"}, {"view": "table", "order": "value"}, {"mine": FIFE}])
@pytest.mark.parametrize("metric", COMPARED, ids=lambda each: each.id)
def test_every_comparison_of_them_builds_and_says_whose_definition_it_is(metric, asked):
    for exhibit in compared(metric, **asked):
        assert "H50" in {caveat.id for caveat in exhibit.caveats}
        rows = {row[0]: row[1] for row in exhibit.table.rows}
        of_fife = next(each for each in exhibit.figures if each.key.area == FIFE)
        said = {"GBP": "£100,000", "people": "100,000"}.get(metric.unit) or metric.answers[1]
        assert (len(rows), rows["Fife"], of_fife.value) == (32, said, of_fife.value)
        assert rows["Moray"] == "no figure held"
        assert exhibit.period in exhibit.headline and metric.name in exhibit.subtitle
        assert caveats.caveats()["H50"].short in files.csv_of(exhibit).decode("utf-8-sig")


def test_a_day_is_said_as_a_day_in_the_headline():
    headline = next(compared(metrics.metric("stage_people"))).headline
    assert headline.startswith("2 of 32 authorities sent figures at 2026-03.")


@pytest.mark.parametrize("metric", COMPARED, ids=lambda each: each.id)
def test_over_time_they_are_drawn_too(metric):
    earlier = "at 2025-03" if metric.at_a_date else "2024/25"
    found = [*figures(metric, (0.5, 1), earlier), *figures(metric)]
    split = found[0].key.breakdown
    asked = trend.Asked(metric.id, "returns", split, (FIFE, ANGUS), FIFE)
    exhibit = trend.build(asked, [each for each in found if each.key.breakdown == split], SENT)
    assert len(exhibit.figures) == 4


def test_an_own_view_is_never_set_beside_another_authoritys():
    metric = metrics.metric("standard_view")
    with pytest.raises(ValueError, match="never set side by side"):
        next(compared(metric))
    with pytest.raises(ValueError, match="never set side by side"):
        trend.build(trend.Asked(metric.id, "returns", "standard=1", (FIFE, ANGUS)), figures(metric), SENT)


def test_an_own_view_may_be_seen_over_time_by_its_authority_alone():
    metric = metrics.metric("standard_view")
    found = [each for each in figures(metric) if (each.key.area, each.key.breakdown) == (FIFE, "standard=1")]
    exhibit = trend.build(trend.Asked(metric.id, "returns", "standard=1", (FIFE,), FIFE), found, SENT)
    assert "H51" in {caveat.id for caveat in exhibit.caveats}


def test_of_all_metrics_the_own_view_alone_is_not_offered_for_comparison():
    offered = metrics.to_compare(metrics.metrics())
    assert [id_ for id_ in metrics.metrics() if id_ not in offered] == ["standard_view"]


def test_they_are_held_under_an_outcome_and_missed_under_none():
    latest = {each.id: "2025/26" for each in OWN}
    named = [words for each in glance.outcomes(latest) for words in each.held]
    assert sum("own" in words or "authorities say" in words for words in named) == 3
    assert all(not each.held for each in glance.outcomes({}))


@pytest.mark.parametrize("metric", OWN, ids=lambda each: each.id)
def test_whoever_has_not_sent_one_reads_that_it_is_optional(metric):
    rows = [row for row in reference.could_send(FIFE, set()).rows if row[0] == metric.name]
    assert [row[3] for row in rows] == ["optional"]


def test_people_by_service_say_that_services_are_each_authoritys_own():
    figure = Observation(Key("returns", FIFE, "", "2025/26", "sds_people", "option=1;service=adults"), 100)
    assert {"H01", "H52"} <= {each.id for each in caveats.of_figure(figure)}
    whole = Observation(Key("returns", FIFE, "", "2025/26", "sds_people", "option=1"), 100)
    assert "H52" not in {each.id for each in caveats.of_figure(whole)}
