"""A row of a comparison: how its figure is marked, and what is said of it."""

from dataclasses import replace

import pytest

from exhibits.rows import Row, where_from
from model import areas, metrics

RATE = metrics.metric("implementation_rate")


@pytest.fixture
def row(figures):
    """The row of one drawn figure; `coverage` says which Scotland it is."""

    def drawn(line, coverage="", **asked):
        (figure,) = figures(line, **asked)
        return Row(figure.key.area, replace(figure, key=figure.key._replace(coverage=coverage)))

    return drawn


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Fife | 98.4", ""),
        ("Fife | 98.4 || carried forward from 2018/19", "carried_forward"),
        ("Fife | 98.4 || estimated", "estimated"),
        ("Fife | 98.4 || provisional", ""),
        ("Fife ||| not supplied", ""),
    ],
)
def test_a_figure_is_marked_by_what_it_is(row, line, mark):
    assert row(line).mark == mark


@pytest.mark.parametrize(("coverage", "mark"), [("estimated", "estimated"), ("submitted", ""), ("", "")])
def test_scotland_with_its_gaps_filled_by_estimates_is_marked_estimated(row, coverage, mark):
    assert row("Scotland | 85.3", coverage).mark == mark


def test_a_row_without_a_figure_has_no_mark_and_says_so():
    nothing = Row(areas.codes()[0], None)
    assert (nothing.mark, nothing.value, nothing.drawn, nothing.where) == ("", None, None, "")
    assert nothing.said(RATE) == nothing.status == "no figure held"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Fife | 98.4", "98.4%"),
        ("Fife | 0", "0.0%"),
        ("Fife | 0 || 0 may mean not recorded", "0 may mean not recorded"),
        ("Fife ||| not supplied", "not supplied"),
    ],
)
def test_the_value_is_said_or_why_there_is_none_to_draw(row, line, said):
    assert row(line).said(RATE) == said


def test_where_a_figure_is_from_names_return_sheet_cell_and_parts(figures):
    plain, parts = figures("Fife | 98.4\nMoray | 71.3 | 570 of 800")
    assert where_from(plain) == "R6 Table 1 D9"
    assert where_from(parts) == "R6 Table 1 D9 (parts F9, G9)"
