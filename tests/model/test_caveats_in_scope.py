"""The law: every figure held carries every caveat declared for it, and no other.

The scopes are read from the TOML files once more here, in the plainest way, and held against all figures.
"""

import tomllib
from collections import Counter, defaultdict

import pytest

from model import DATA, caveats

pytestmark = pytest.mark.slow

ABERDEEN, ABERDEENSHIRE, GLASGOW, HIGHLAND = "S12000033", "S12000034", "S12000049", "S12000017"
FIFE, NA_H_EILEANAN_SIAR, MORAY, SCOTLAND = "S12000047", "S12000013", "S12000020", "S92000003"


def entries(folder):
    for path in sorted((DATA / folder).glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).items()


def plainly():
    """Every scope as it is written, but for groups of metrics and of areas, which are spelt out."""
    groups = defaultdict(list)
    for id_, facts in entries("metrics"):
        for group in facts["groups"]:
            groups[f"@{group}"].append(id_)
    for id_, facts in entries("caveats"):
        scope = dict(facts["scope"])
        if "metrics" in scope:
            scope["metrics"] = {id_ for each in scope["metrics"] for id_ in groups.get(each, [each])}
        yield id_, scope


def time(period):
    """Year and month a period begins; a mid-year is the last day of June."""
    year = int(period.replace("mid-", "")[:4])
    return (year, 4) if "/" in period else (year, 7) if "mid-" in period else (year, int(period[-2:]))


def area_is(area, named):
    return area in named or ("Scotland" in named and area == SCOTLAND) or ("authorities" in named and area != SCOTLAND)


def in_scope(scope, figure):
    """Whether a figure of a metric the scope names is in it. A key left out of a scope says nothing."""
    key, parts = figure.key, figure.key.breakdown.split(";")
    return (
        not {"uses", "outside"} & set(scope)
        and key.series in scope.get("series", [key.series])
        and area_is(key.area, scope.get("areas", [key.area]))
        and key.period in scope.get("periods", [key.period])
        and time(scope.get("period_from", key.period)) <= time(key.period) <= time(scope.get("period_to", key.period))
        and all(
            {f"{split}={code}" for code in codes} & set(parts) for split, codes in scope.get("breakdown", {}).items()
        )
        and ("flags" not in scope or set(scope["flags"]) & set(figure.flags))
        and ("zero" not in scope or figure.value == 0)
    )


def test_every_figure_carries_exactly_the_caveats_declared_for_it(all_figures):
    assert len(all_figures) == 59_949
    of_metric = defaultdict(list)
    for id_, scope in plainly():
        for metric in {figure.key.metric for figure in all_figures}:
            if metric in scope.get("metrics", {metric}):
                of_metric[metric].append((id_, scope))
    wrong = []
    for figure in all_figures:
        expected = [id_ for id_, scope in of_metric[figure.key.metric] if in_scope(scope, figure)]
        if [caveat.id for caveat in caveats.of_figure(figure)] != expected:
            wrong.append((figure.key, expected))
    assert wrong == []


def test_no_figure_is_without_a_caveat(all_figures):
    assert [figure for figure in all_figures if not caveats.of_figure(figure)] == []


# Written out by hand


@pytest.fixture(scope="module")
def carrying(all_figures):
    """The figures that carry a caveat, by its id."""
    found = defaultdict(list)
    for figure in all_figures:
        for caveat in caveats.of_figure(figure):
            found[caveat.id].append(figure)
    return found


def kinds(figures, *parts):
    """The different kinds among some figures, by the parts of their keys that are asked for."""
    return {tuple(getattr(figure.key, part) for part in parts) for figure in figures}


def test_c01_is_aberdeen_city_where_its_2018_19_figure_is_repeated(carrying):
    assert kinds(carrying["C01"], "area", "period", "metric") == {
        (ABERDEEN, "2019/20", "sds_people"),
        (ABERDEEN, "2020/21", "sds_people"),
        (ABERDEEN, "2019/20", "sds_people_rate"),
        (ABERDEEN, "2020/21", "sds_people_rate"),
        (ABERDEEN, "2019/20", "implementation_rate"),
        (ABERDEEN, "2020/21", "implementation_rate"),
    }
    assert {figure.period_of_figure for figure in carrying["C01"]} == {"2018/19"}


def test_c01_to_c03_are_the_figures_carried_forward_and_no_others(carrying, all_figures):
    repeated = [figure for id_ in ("C01", "C02", "C03") for figure in carrying[id_]]
    assert len(repeated) == 88
    assert {f.key for f in repeated} == {f.key for f in all_figures if f.carried_forward}


def test_c07_is_the_implementation_rates_carried_forward(carrying):
    assert kinds(carrying["C07"], "metric") == {("implementation_rate",)}
    assert len(carrying["C07"]) == 8
    assert all(figure.carried_forward for figure in carrying["C07"])


def test_c11_is_option_4_in_glasgow_city_in_2017_18(carrying):
    assert kinds(carrying["C11"], "area", "period") == {(GLASGOW, "2017/18")}
    assert kinds(carrying["C11"], "metric") == {("sds_people",), ("sds_people_rate",)}
    assert all("option=4" in figure.key.breakdown.split(";") for figure in carrying["C11"])


def test_c12_is_option_3_in_na_h_eileanan_siar_in_2017_18(carrying):
    assert kinds(carrying["C12"], "area", "period") == {(NA_H_EILEANAN_SIAR, "2017/18")}
    assert kinds(carrying["C12"], "metric") == {
        ("sds_people",),
        ("sds_people_rate",),
        ("sds_people_one_option",),
        ("sds_share_one_option",),
    }
    assert all("option=3" in figure.key.breakdown.split(";") for figure in carrying["C12"])


def test_no_count_that_was_never_made_stands_without_c11_or_c12(carrying, all_figures):
    absent = {f.key for f in all_figures if f.reason == "not_available"}
    assert absent
    assert absent <= {figure.key for figure in carrying["C11"] + carrying["C12"]}


def test_c30_is_every_sds_figure_of_fife_for_2017_18(carrying, all_figures):
    assert kinds(carrying["C30"], "area", "period") == {(FIFE, "2017/18")}
    of_fife = {f.key for f in all_figures if f.key.area == FIFE and f.key.period == "2017/18"}
    assert of_fife - {figure.key for figure in carrying["C30"]} == {
        key for key in of_fife if key.series in ("lgbf", "phs_people_supported")
    }


def test_c34_is_every_scotland_row_of_public_health_scotland_and_no_authority(carrying, all_figures):
    assert kinds(carrying["C34"], "area") == {(SCOTLAND,)}
    of_phs = [f for f in all_figures if f.key.area == SCOTLAND and f.key.series.startswith(("phs_", "scs_options"))]
    assert {figure.key for figure in carrying["C34"]} == {figure.key for figure in of_phs}


def test_c37_is_33_area_years_of_people_supported(carrying):
    assert len(kinds(carrying["C37"], "area", "period")) == 33
    assert {figure.flags for figure in carrying["C37"]} == {("estimated",)}


def test_c47_is_highland_in_2013_14_only(carrying):
    assert [f.key for f in carrying["C47"]] == [("lgbf", HIGHLAND, "", "2013/14", "sw2_spend_share", "")]


def test_c51_is_the_year_without_a_survey(carrying):
    assert Counter(f.key.metric for f in carrying["C51"]) == {
        "sw4b_quality_of_life": 33,
        "sw4c_independent_living": 33,
        "sw4d_had_a_say": 33,
        "sw4e_carers_supported": 33,
    }
    assert kinds(carrying["C51"], "period") == {("2020/21",)}
    assert {figure.reason for figure in carrying["C51"]} == {"not_collected"}


def test_c57_is_option_4_in_moray(carrying):
    assert kinds(carrying["C57"], "area") == {(MORAY,)}
    assert all("option=4" in figure.key.breakdown.split(";") for figure in carrying["C57"])


def test_h17_is_zeros_only_and_every_zero_from_2017_18(carrying, all_figures):
    assert {figure.value for figure in carrying["H17"]} == {0}
    zeros = [
        f for f in all_figures if f.value == 0 and f.key.series.startswith("phs_") and "supported" not in f.key.metric
    ]
    assert {figure.key for figure in carrying["H17"]} == {figure.key for figure in zeros}


def test_h18_is_the_zeros_of_the_survey_years_that_may_mean_not_recorded(carrying):
    assert len(carrying["H18"]) == 104
    assert {figure.value for figure in carrying["H18"]} == {0}
    assert kinds(carrying["H18"], "series", "period") == {
        ("scs_options", "2014/15"),
        ("scs_options", "2015/16"),
        ("scs_options", "2016/17"),
    }


def test_h19_is_aberdeenshire_in_2017_18(carrying):
    assert kinds(carrying["H19"], "area", "period") == {(ABERDEENSHIRE, "2017/18")}


@pytest.mark.parametrize("id_", ["C27", "C28", "C53", "C55", "C56", "C58", "C64", "C65", "C61", "C62", "C63", "H39"])
def test_what_is_not_held_or_only_used_stands_beside_no_figure(carrying, id_):
    assert id_ in caveats.caveats()
    assert carrying[id_] == []


def test_every_caveat_that_speaks_of_figures_held_stands_beside_some(carrying):
    speaks = {id_ for id_, scope in plainly() if "uses" not in scope and "outside" not in scope}
    of_returns = {"H05", "H06", "H07", "H08", "H09", "H15", "H36", "H44", "H45"}
    of_returns |= {"H50", "H51", "H52", "H53", "H54"}
    of_rows_the_publisher_left_out = {"C21", "H37"}
    silent = speaks - {id_ for id_, figures in carrying.items() if figures}
    assert silent == of_returns | of_rows_the_publisher_left_out
