"""What a sender sees of the own file: the sheets as they look, each cell with what became of it."""

from datetime import date, datetime

import pytest

from loaders import seen
from loaders.accounting import Fate
from loaders.grid import Book, Cell, Kind, Sheet, address_of, place_of
from loaders.problems import problem
from loaders.sent import read
from tests.awkward.workbooks import FIFE, book, csv

RETURN = """
    SDS return||
    Council|Year|Option 1|% of all
    Fife|2023/24|545|
    Angus|2023/24|see email|
"""


def seen_of(content, name="return.xlsx"):
    return read(content, name, "national", date(2026, 11, 22)).sheets


def sheet_of(cells, name="Data"):
    found = Sheet(name, {(each.row, each.column): each for each in cells})
    return Book("xlsx", (found,)), {name: {}}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_sheet_comes_back_as_it_looks_with_what_became_of_each_cell(form):
    (found,) = seen_of(book(RETURN), "return.xlsx") if form == "xlsx" else seen_of(csv(RETURN), "return.csv")
    said = {address_of(each.row, each.column): (each.text, each.fate) for each in found.cells}
    assert said["A1"] == ("SDS return", Fate.NOTE)
    assert said["C2"] == ("Option 1", Fate.HEADING)
    assert said["C3"] == ("545", Fate.FIGURE)
    assert found.rows == (1, 2, 3, 4)
    assert (found.more_rows, found.more_columns) == (0, 0)


def test_every_filled_cell_of_a_short_sheet_is_there_once():
    (found,) = seen_of(book(RETURN))
    assert len(found.cells) == len({(each.row, each.column) for each in found.cells}) == 11


def test_of_a_long_sheet_the_beginning_and_every_row_with_trouble():
    cells = [Cell(row, 1, Kind.NUMBER, row) for row in range(1, 3001)]
    asked = [problem("V05", "Data", f"A{row}", typed="#N/A") for row in (2000, 2500)]
    (found,) = seen.sheets(*sheet_of(cells), asked)
    assert {1, 2, 60, 2000, 2500} <= set(found.rows)
    assert len(found.rows) == seen.MOST_ROWS
    assert found.more_rows == 3000 - seen.MOST_ROWS


def test_of_a_wide_sheet_the_beginning_and_every_column_with_trouble():
    cells = [Cell(1, column, Kind.NUMBER, column) for column in range(1, 401)]
    (found,) = seen.sheets(*sheet_of(cells), [problem("V05", "Data", address_of(1, 300), typed="#N/A")])
    assert {1, 15, 300} <= set(found.columns)
    assert (len(found.columns), found.more_columns) == (seen.MOST_COLUMNS, 400 - seen.MOST_COLUMNS)


def test_a_blank_cell_that_is_asked_about_has_its_place():
    (found,) = seen.sheets(*sheet_of([Cell(1, 1, Kind.TEXT, "Option 1")]), [problem("V11", "Data", "C4")])
    assert (found.rows, found.columns) == ((1, 4), (1, 3))


def test_an_empty_sheet_is_not_shown():
    assert seen.sheets(*sheet_of([]), []) == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(1, 1, Kind.NUMBER, 0.1, "0%"), "10%"),
        (Cell(1, 1, Kind.NUMBER, 2696, "#,##0"), "2,696"),
        (Cell(1, 1, Kind.NUMBER, 2.5, "#,##0"), "2.5"),
        (Cell(1, 1, Kind.NUMBER, 545), "545"),
        (Cell(1, 1, Kind.DATE, datetime(2026, 4, 1)), "2026-04-01"),
        (Cell(1, 1, Kind.FORMULA, None, formula="SUM(A1:A3)"), "=SUM(A1:A3)"),
        (Cell(1, 1, Kind.BOOL, True), "TRUE"),
        (Cell(1, 1, Kind.BLANK, None, comment="why"), ""),
        (Cell(1, 1, Kind.TEXT, "a\u202eb"), "a<RIGHT-TO-LEFT OVERRIDE>b"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.kind,
)
def test_a_cell_looks_as_its_program_shows_it_and_hides_nothing(cell, text):
    assert seen.looks(cell) == text


def test_a_file_that_cannot_be_opened_shows_no_sheet():
    assert seen_of(b"%PDF-1.4 not a spreadsheet", "return.pdf") == ()


def test_trouble_stands_at_a_place_the_sheet_shows():
    found = read(book(RETURN), "return.xlsx", FIFE, date(2026, 11, 22))
    shown = {each.name: each for each in found.sheets}
    placed = [each for each in found.problems if each.cell and each.severity != "note"]
    assert placed
    for each in placed:
        row, column = place_of(each.cell)
        assert row in shown[each.sheet].rows and column in shown[each.sheet].columns
