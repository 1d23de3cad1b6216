"""A change is offered only between figures that may be told apart by time alone; else it says plainly why not."""

from collections import defaultdict

import pytest

from model import areas, caveats, changes, metrics, periods, sources
from model.caveats import Effect
from model.observations import Flag, Key, Observation, Reason

FIFE, EILEAN_SIAR, ORKNEY = "S12000047", "S12000013", "S12000023"
SERIES = {"implementation_rate": "phs_implementation", "people_supported": "phs_people_supported"}


def figure(
    period, value=100, *, metric="sds_people", series="", area=FIFE, coverage="", breakdown="option=any", **facts
):
    series = series or SERIES.get(metric, "lgbf" if metric.startswith("sw") else "phs_options")
    split = breakdown if metric.startswith("sds_people") else ""
    return Observation(Key(series, area, coverage, period, metric, split), value, **facts)


def change(*history, held=()):
    return changes.since_the_period_before(history, [*held, *(each.key.period for each in history)])


def test_the_change_is_the_later_figure_less_the_earlier_and_says_since_when():
    assert change(figure("2018/19", 545), figure("2019/20", 560)) == changes.Change("2018/19", 15)
    assert change(figure("2018/19", 560), figure("2019/20", 545)) == changes.Change("2018/19", -15)


def test_no_change_is_a_change_of_nothing():
    assert change(figure("2018/19", 545), figure("2019/20", 545)).value == 0


def test_where_one_period_is_held_there_is_no_change_and_nothing_to_explain():
    assert change(figure("2019/20")) is None
    assert changes.since_the_period_before([], ["2019/20"]) is None


def test_only_the_last_two_periods_count():
    before = figure("2017/18", None, reason=Reason.NOT_SUPPLIED)
    assert change(before, figure("2018/19", 545), figure("2019/20", 560)).value == 15


def test_a_rate_below_20_is_no_small_count():
    rates = [figure(year, value, metric="sds_people_rate") for year, value in (("2018/19", 12.5), ("2019/20", 14))]
    assert change(*rates).value == 1.5


@pytest.mark.parametrize(("earlier", "later", "offered"), [(20, 25, 5), (25, 20, -5), (15, 40, None), (40, 15, None)])
def test_no_change_from_or_to_a_count_under_20(earlier, later, offered):
    found = change(figure("2018/19", earlier), figure("2019/20", later))
    assert (found.value, found.why_not) == (offered, "" if offered else "a count is under 20")


@pytest.mark.parametrize("unit", ["people", "staff", "teams", "authorities"])
def test_what_counts_as_a_count_is_a_unit_that_exists(unit):
    assert unit in metrics.UNITS


EARLIER = {"flags": (Flag.CARRIED_FORWARD,), "period_of_figure": "2017/18"}


@pytest.mark.parametrize(
    ("history", "why"),
    [
        ([figure("2018/19"), figure("2019/20", **EARLIER)], "the 2019/20 figure is an earlier year's"),
        ([figure("2018/19", **EARLIER), figure("2019/20")], "the 2018/19 figure is an earlier year's"),
        ([figure("2018/19"), figure("2019/20", None, reason=Reason.NOT_SUPPLIED)], "2019/20 not supplied"),
        ([figure("2018/19", None, reason=Reason.NOT_AVAILABLE), figure("2019/20")], "2018/19 not available"),
        ([figure("2018/19", coverage="submitted"), figure("2019/20", coverage="estimated")], "two kinds of Scotland"),
        (
            [figure("2018/19"), figure("2019/20", series="phs_options_submitted")],
            "from 2019/20 another collection: PHS, by option and age, submitted only",
        ),
    ],
)
def test_only_figures_of_one_series_and_coverage_that_are_the_periods_own(history, why):
    assert change(*history) == changes.Change("2018/19", None, why)


def test_a_period_that_others_have_is_not_skipped():
    found = change(figure("2017/18"), figure("2019/20"), held=["2018/19"])
    assert (found.since, found.value, found.why_not) == ("2017/18", None, "no figure for 2018/19")


def test_a_year_that_nobody_has_is_not_skipped_where_figures_are_yearly():
    assert change(figure("2017/18"), figure("2019/20")).why_not == "a year without figures"


def test_the_periods_held_may_come_in_any_order():
    history = [figure("2017/18"), figure("2019/20")]
    assert changes.since_the_period_before(history, {"2019/20", "2018/19", "2017/18"}).value is None


def survey(period, base=None):
    return figure(period, 70.0 if period == "2017/18" else 75.0, metric="sw4d_had_a_say", base=base)


@pytest.mark.parametrize(("earlier", "later"), [(None, None), (400, None), (None, 400)])
def test_no_change_between_survey_estimates_unless_it_is_known_how_many_answered_both(earlier, later):
    found = change(survey("2017/18", earlier), survey("2019/20", later))
    assert (found.value, found.why_not) == (None, "a survey estimate, and how many answered is not held")


def test_between_survey_rounds_that_both_say_how_many_answered_a_change_is_offered():
    assert change(survey("2017/18", 400), survey("2019/20", 380)).value == 5


@pytest.mark.parametrize(
    ("history", "caveat"),
    [
        ([figure("2018/19", metric="people_supported"), figure("2019/20", metric="people_supported")], "C36"),
        ([figure("2017/18", area=EILEAN_SIAR), figure("2018/19", area=EILEAN_SIAR)], "H22"),
        ([figure("2019/20", area=EILEAN_SIAR), figure("2020/21", area=EILEAN_SIAR)], "H23"),
        ([figure("2017/18", area=ORKNEY), figure("2018/19", area=ORKNEY)], "H20"),
    ],
)
def test_a_caveat_that_prevents_comparison_is_the_reason(history, caveat):
    assert change(*history).why_not == caveats.caveats()[caveat].short


def test_a_caveat_that_holds_for_both_ends_of_a_stretch_does_not_part_them():
    survey_years = [figure(year, series="scs_options", breakdown="option=1") for year in ("2015/16", "2016/17")]
    assert change(*survey_years).value == 0


def test_a_zero_that_may_mean_not_recorded_is_no_figure_to_count_from():
    zero = figure("2014/15", 0, series="scs_options", breakdown="option=2", flags=(Flag.ZERO_MAY_BE_UNRECORDED,))
    rate = [
        figure("2014/15", 0, metric="sds_people_rate", series="scs_options", flags=(Flag.ZERO_MAY_BE_UNRECORDED,)),
        figure("2015/16", 1.5, metric="sds_people_rate", series="scs_options"),
    ]
    assert change(zero, figure("2015/16", 45, series="scs_options", breakdown="option=2")).value is None
    assert change(*rate).why_not == caveats.caveats()["H18"].short


@pytest.mark.parametrize("option", ["1", "2", "3", "4"])
@pytest.mark.parametrize("metric", ["sds_people", "sds_people_rate"])
def test_the_option_series_are_never_joined_between_2016_17_and_2017_18(metric, option):
    split = {"metric": metric, "breakdown": f"option={option}"}
    found = change(figure("2016/17", series="scs_options", **split), figure("2017/18", **split))
    assert found.value is None and "another collection" in found.why_not


def test_the_implementation_rate_is_never_joined_before_2017_18():
    scotland = {"metric": "implementation_rate", "area": areas.SCOTLAND}
    first = figure("2015/16", 25.6, series="scs_all_clients", **scotland)
    second = figure("2016/17", 70, series="scs_choice_base", **scotland)
    third = figure("2017/18", 77, coverage="estimated", **scotland)
    assert change(first, second).value is change(second, third).value is change(first, third).value is None


# Every figure held

ALONG = {"C17", "C23", "C34", "C36"}  # prevent a comparison with figures outside their years or kind, not within


def preventing(each):
    return {caveat.id for caveat in caveats.of_figure(each) if caveat.effect is Effect.PREVENTS}


def people_in(rate):
    return [part for part in (rate.numerator, rate.denominator) if part is not None]


def may_be_offered(earlier, later, held):
    """The promise, said naively."""
    metric = metrics.metric(later.key.metric)
    apart = periods.order(later.key.period) - periods.order(earlier.key.period)
    between = [
        p for p in held if periods.order(earlier.key.period) < periods.order(p) < periods.order(later.key.period)
    ]
    return (
        (earlier.key.series, earlier.key.coverage) == (later.key.series, later.key.coverage)
        and all(each.drawn is not None and not each.carried_forward for each in (earlier, later))
        and not any(Flag.ESTIMATED in each.flags for each in (earlier, later))
        and preventing(earlier) == preventing(later) <= ALONG
        and not between
        and (metric.collected != "yearly" or apart < 1.5)
        and (metric.unit not in ("people", "staff", "teams", "authorities") or min(earlier.value, later.value) >= 20)
        and (metric.id != "implementation_rate" or min(people_in(earlier) + people_in(later), default=20) >= 20)
        and (metric.supplied != "estimated by survey" or None not in (earlier.base, later.base))
    )


@pytest.fixture(scope="module")
def histories(all_figures):
    """Every metric and breakdown along a series and those it followed: the figures by area, and the periods held."""
    last = set(sources.series()) - {each.follows for each in sources.series().values()}
    line_of = {series: leaf for leaf in last for series in sources.lineage(leaf)}
    found = defaultdict(lambda: defaultdict(list))
    for each in sorted(all_figures, key=lambda each: periods.order(each.key.period)):
        key = each.key
        found[key.metric, line_of[key.series], key.breakdown][key.area].append(each)
    return [
        (history, {each.key.period for all_ in by_area.values() for each in all_ if each.value is not None})
        for by_area in found.values()
        for history in by_area.values()
    ]


@pytest.mark.slow
def test_of_all_figures_held_a_change_is_offered_where_it_may_be_and_nowhere_else(histories):
    offered, wrong, silent = [], [], []
    for history, held in histories:
        for earlier, later in zip(history, history[1:], strict=False):
            found = changes.since_the_period_before([earlier, later], held)
            if (found.value is not None) != may_be_offered(earlier, later, held):
                wrong.append((earlier.key, later.key.period, found))
            if found.value is not None:
                assert found.value == later.value - earlier.value and found.since == earlier.key.period
                offered.append((earlier.key, later.key))
            elif not found.why_not:
                silent.append((earlier.key, later.key))
    assert (wrong[:5], silent[:5]) == ([], [])
    assert len(offered) > 10_000
    jumps = {(earlier.metric, earlier.period, later.period) for earlier, later in offered}
    assert {each for each in jumps if each[1:] == ("2016/17", "2017/18") and each[0].startswith("sds_")} == set()
    of_rate = {each[1:] for each in jumps if each[0] == "implementation_rate"}
    assert of_rate & {("2014/15", "2016/17"), ("2015/16", "2016/17"), ("2016/17", "2017/18")} == set()
    assert {each[0] for each in jumps if each[0].startswith("sw4")} == set()
