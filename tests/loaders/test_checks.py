"""Arithmetic that is true of SDS figures: where it does not hold, a question is asked at the cell."""

from textwrap import dedent

import pytest

from loaders import checks
from model import areas
from model.observations import Key, Observation, Reason


def asked(drawing, metric="sds_people"):
    """The questions raised by figures drawn as `area | period | option | figure`, a line each, from D2 down."""
    figures = []
    for row, line in enumerate(dedent(drawing).strip().splitlines(), 2):
        area, period, option, typed = (part.strip() for part in line.split("|"))
        key = Key("phs_options", areas.find(area).code, "", period, metric, f"option={option}")
        value, reason = (None, Reason.NOT_AVAILABLE) if typed == "[x]" else (float(typed), None)
        figures.append(Observation(key, value, reason, sheet="Table 1", cell=f"D{row}"))
    return [(problem.code, problem.sheet, problem.cell) for problem in checks.of(figures)]


def rate(value, numerator, denominator):
    key = Key("phs_implementation", "S12000047", "", "2020/21", "implementation_rate", "")
    figure = Observation(key, value, numerator=numerator, denominator=denominator, sheet="Table 1", cell="D9")
    return [problem.code for problem in checks.of([figure])]


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "codes"),
    [
        (99.9, 9420, 9430, []),
        (50, 10, 20, []),
        (0, 0, 20, []),
        (0, 0, 0, []),
        (99.9, None, None, []),
        (99.9, 9420, None, []),
        (50.05, 10, 20, []),
        (50.2, 10, 20, ["A07"]),
        (25, 101, 158, ["A07"]),
        (104, None, None, ["V09"]),
        (100, 139, 125, ["A06"]),
        (111.2, 139, 125, ["V09", "A06"]),
    ],
)
def test_a_percentage_is_held_against_its_parts(value, numerator, denominator, codes):
    assert rate(value, numerator, denominator) == codes


def test_a_count_over_100_is_no_percentage():
    assert asked("Fife | 2020/21 | 1 | 545") == []


def test_a_year_that_equals_the_year_before_is_asked_about_at_its_first_figure():
    assert asked("""
        Fife | 2019/20 | 1 | 545
        Fife | 2019/20 | 2 | 120
        Fife | 2019/20 | 3 | 900
        Fife | 2020/21 | 1 | 545
        Fife | 2020/21 | 2 | 120
        Fife | 2020/21 | 3 | 900
    """) == [("A10", "Table 1", "D5")]


def test_figures_under_10_tell_nothing_about_a_year_repeated():
    assert asked("""
        Fife | 2019/20 | 1 | 545
        Fife | 2019/20 | 2 | 120
        Fife | 2019/20 | 3 | 900
        Fife | 2019/20 | 4 | 5
        Fife | 2020/21 | 1 | 545
        Fife | 2020/21 | 2 | 120
        Fife | 2020/21 | 3 | 900
        Fife | 2020/21 | 4 | 0
    """) == [("A10", "Table 1", "D6")]


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(
            """
            Fife | 2019/20 | 1 | 545
            Fife | 2019/20 | 2 | 120
            Fife | 2019/20 | 3 | 900
            Fife | 2020/21 | 1 | 545
            Fife | 2020/21 | 2 | 120
            Fife | 2020/21 | 3 | 905
            """,
            id="one figure differs",
        ),
        pytest.param(
            """
            Fife | 2019/20 | 1 | 545
            Fife | 2019/20 | 2 | 120
            Fife | 2020/21 | 1 | 545
            Fife | 2020/21 | 2 | 120
            """,
            id="only two are equal",
        ),
        pytest.param(
            """
            Angus | 2019/20 | 1 | 545
            Angus | 2019/20 | 2 | 120
            Angus | 2019/20 | 3 | 900
            Fife  | 2020/21 | 1 | 545
            Fife  | 2020/21 | 2 | 120
            Fife  | 2020/21 | 3 | 900
            """,
            id="they are another authority's",
        ),
        pytest.param(
            """
            Fife | 2018/19 | 1 | 545
            Fife | 2018/19 | 2 | 120
            Fife | 2018/19 | 3 | 900
            Fife | 2019/20 | 1 | 600
            Fife | 2019/20 | 2 | 200
            Fife | 2019/20 | 3 | 800
            Fife | 2020/21 | 1 | 545
            Fife | 2020/21 | 2 | 120
            Fife | 2020/21 | 3 | 900
            """,
            id="a year lies between",
        ),
    ],
)
def test_a_year_is_not_asked_about_when(drawing):
    assert asked(drawing) == []


def test_a_year_of_zeros_only_is_asked_about():
    assert asked("""
        Fife | 2019/20 | 1 | 545
        Fife | 2019/20 | 2 | 120
        Fife | 2019/20 | 3 | 900
        Fife | 2020/21 | 1 | 0
        Fife | 2020/21 | 2 | 0
        Fife | 2020/21 | 3 | 0
    """) == [("A14", "Table 1", "D5")]


def test_absences_are_no_zeros():
    assert (
        asked("""
        Fife | 2020/21 | 1 | 0
        Fife | 2020/21 | 2 | 0
        Fife | 2020/21 | 3 | [x]
    """)
        == []
    )


def test_the_questions_say_whose_figures_and_which_years():
    fife = Key("phs_options", "S12000047", "", "2020/21", "sds_people", "")
    figures = [
        Observation(fife._replace(period=year, breakdown=f"option={n}"), 100 * n, sheet="T", cell="D2")
        for year in ("2019/20", "2020/21")
        for n in (1, 2, 3)
    ]
    (question,) = checks.of(figures)
    assert question.message == "All 3 figures for Fife in 2020/21 equal those of 2019/20."
