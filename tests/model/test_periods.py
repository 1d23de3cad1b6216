"""Periods: what is one, what is none, and which comes first."""

import pytest

from model import periods


@pytest.mark.parametrize("label", ["2020/21", "1999/00", "2009/10", "mid-2013", "2011-02", "2011-12", "at 2022-04"])
def test_is_a_period(label):
    assert periods.known(label)


@pytest.mark.parametrize(
    "label",
    [
        "2021/23",
        "2021/21",
        "2021/20",
        "2020-21",
        "2020/2021",
        "20/21",
        "2020",
        "2011-00",
        "2011-13",
        "mid 2013",
        "mid-13",
        "at 2020/21",
        "at mid-2013",
        "last yr",
        " 2020/21",
        "2020/21 ",
        "2020/21\n",
        "２０２０/２１",
        "",
    ],
)
def test_is_no_period(label):
    assert not periods.known(label)
    with pytest.raises(ValueError, match="is not a period"):
        periods.order(label)


def test_periods_of_all_kinds_stand_in_the_order_of_time():
    in_time = ["1999/00", "2009/10", "2010/11", "mid-2010", "2011-02", "mid-2011", "2020/21", "mid-2020", "at 2022-04"]
    assert sorted(reversed(in_time), key=periods.order) == in_time


def test_a_financial_year_begins_in_april():
    assert periods.order("2022/23") == periods.order("2022-04") == periods.order("at 2022-04")
    assert periods.order("2022-03") < periods.order("2022/23") < periods.order("mid-2022") < periods.order("2022-08")


def test_a_title_says_which_kind_of_year():
    assert periods.words("2020/21") == "financial year 2020/21"
    assert periods.words("mid-2013") == "mid-2013"


@pytest.mark.parametrize(
    ("period", "year"),
    [("at 2026-03", "2025/26"), ("at 2026-04", "2026/27"), ("at 2026-12", "2026/27"), ("at 2000-03", "1999/00")],
)
def test_a_day_lies_in_a_financial_year(period, year):
    assert periods.year_of(period) == year
    assert periods.is_year(year) and not periods.is_year(period)


@pytest.mark.parametrize("period", ["2025/26", "mid-2013", "2011-02"])
def test_what_is_no_day_stays_what_it_is(period):
    assert periods.year_of(period) == period
