"""What the ledger says it holds: of which there is a value, of how many areas it is their own, and how complete."""

import pytest

from ledger import Held, Sent
from model.observations import Flag, Key, Observation, Reason

FIFE, ANGUS, MORAY, SCOTLAND = "S12000047", "S12000041", "S12000020", "S92000003"


def figure(area, value=545, *flags, period="2020/21", metric="sds_people", option="1", series="phs_options"):
    key = Key(series, area, "", period, metric, f"option={option}")
    return Observation(key, value, reason=Reason.NOT_SUPPLIED if value is None else None, flags=flags)


@pytest.fixture
def holding(ledger):
    """A ledger that holds the figures given, sent in one return."""

    def held(*figures):
        ledger.record(Sent(b"a workbook", "options.xlsx", "national", "drawn in a test"), figures)
        return ledger

    return held


# How many have a figure of their own


def test_own_counts_areas_by_period_and_an_area_once_however_many_figures_it_has(holding):
    held = holding(
        figure(FIFE),
        figure(FIFE, option="2"),
        figure(ANGUS),
        figure(FIFE, period="2019/20"),
        figure(FIFE, series="lgbf"),
    )
    assert held.own("sds_people") == {"2020/21": 2, "2019/20": 1}


@pytest.mark.parametrize("flag", [Flag.CARRIED_FORWARD, Flag.ESTIMATED])
def test_an_earlier_years_figure_and_an_estimate_are_not_an_areas_own(holding, flag):
    held = holding(figure(FIFE), figure(ANGUS, 20, flag), figure(MORAY, 20, flag, Flag.PROVISIONAL))
    assert held.own("sds_people") == {"2020/21": 1}


@pytest.mark.parametrize("flag", [Flag.PROVISIONAL, Flag.REVISED])
def test_a_provisional_or_revised_figure_is_an_areas_own(holding, flag):
    assert holding(figure(FIFE, 20, flag)).own("sds_people") == {"2020/21": 1}


def test_an_area_with_one_figure_of_its_own_among_others_counts(holding):
    held = holding(figure(FIFE, 20, Flag.CARRIED_FORWARD), figure(FIFE, option="2"))
    assert held.own("sds_people") == {"2020/21": 1}


def test_an_absence_is_no_figure_of_ones_own_and_a_period_of_absences_is_not_named(holding):
    assert holding(figure(FIFE, None), figure(ANGUS), figure(ANGUS, None, period="2019/20")).own("sds_people") == {
        "2020/21": 1
    }


def test_own_leaves_out_an_area_where_asked(holding):
    held = holding(figure(FIFE), figure(SCOTLAND), figure(SCOTLAND, period="2019/20"))
    assert held.own("sds_people") == {"2020/21": 2, "2019/20": 1}
    assert held.own("sds_people", other_than=SCOTLAND) == {"2020/21": 1}


def test_own_of_a_metric_nobody_sent_is_nothing(holding):
    assert holding(figure(FIFE)).own("staff_trained") == {}


def test_a_figure_that_has_been_replaced_is_not_counted(holding):
    held = holding(figure(FIFE), figure(ANGUS))
    newer = Sent(b"newer", "options.xlsx", "national", "drawn in a test")
    held.record(newer, [figure(FIFE, 20, Flag.CARRIED_FORWARD)], replaces="R1")
    assert held.own("sds_people") == {}


# Of which there is a value


def test_an_absence_with_a_reason_is_held_unless_only_values_are_wanted(holding):
    held = holding(figure(FIFE), figure(FIFE, None, option="2"), figure(ANGUS, None), figure(FIFE, 0, period="2019/20"))
    kinds = {("phs_options", "2020/21", "option=1"), ("phs_options", "2019/20", "option=1")}
    assert set(held.held("sds_people")) == kinds | {("phs_options", "2020/21", "option=2")}
    assert set(held.held("sds_people", with_value=True)) == kinds


def test_a_value_of_an_area_left_out_does_not_count(holding):
    held = holding(figure(FIFE, None), figure(SCOTLAND))
    assert held.held("sds_people", with_value=True) == [("phs_options", "2020/21", "option=1")]
    assert held.held("sds_people", other_than=SCOTLAND, with_value=True) == []
    assert len(held.held("sds_people", other_than=SCOTLAND)) == 1


# How complete


def test_values_those_carried_forward_and_absences_are_counted_by_metric_area_and_period(holding):
    held = holding(
        figure(FIFE),
        figure(FIFE, 20, Flag.CARRIED_FORWARD, option="2"),
        figure(FIFE, None, option="3"),
        figure(FIFE, 20, Flag.ESTIMATED, period="2019/20"),
    )
    assert sorted(held.completeness()) == [
        Held("phs_options", "sds_people", FIFE, "2019/20", 1, 0, 0),
        Held("phs_options", "sds_people", FIFE, "2020/21", 2, 1, 1),
    ]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"series": "phs_options"}, 2),
        ({"area": FIFE}, 2),
        ({"area": FIFE, "series": "returns"}, 1),
        ({"area": ANGUS, "series": "returns"}, 0),
        ({"series": "' OR 1=1 --"}, 0),
        ({}, 3),
    ],
)
def test_it_may_be_asked_of_one_series_one_area_or_both(holding, wanted, count):
    held = holding(figure(FIFE), figure(ANGUS), figure(FIFE, series="returns"))
    assert len(held.completeness(**wanted)) == count


def test_what_is_not_held_has_no_row(holding):
    assert [row.area for row in holding(figure(FIFE)).completeness(series="phs_options")] == [FIFE]


@pytest.mark.slow
def test_the_ledgers_counts_are_those_of_the_figures_themselves(full_ledger, all_figures):
    of_fife = [each for each in all_figures if each.key.area == FIFE]
    counted = full_ledger.completeness(area=FIFE)
    assert sum(row.values + row.absent for row in counted) == len(of_fife)
    assert sum(row.carried_forward for row in full_ledger.completeness()) == 88
    assert full_ledger.own("implementation_rate", other_than=SCOTLAND) == {
        "2017/18": 32,
        "2018/19": 32,
        "2019/20": 30,
        "2020/21": 26,
    }
