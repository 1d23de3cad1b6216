"""The law: nothing read goes unaccounted for. Every non-blank cell meets one fate, and the sum is checked."""

from collections import Counter

import pytest

from intake import bundled
from loaders import published
from loaders.accounting import Account, Fate, total
from loaders.grid import Cell, Kind, Sheet
from loaders.layouts import Table, ValueColumn
from loaders.reading import Reading

PEOPLE = {"drawn": (Table("Table 1", {"Option 1": ValueColumn("sds_people", {"option": "1"})}, series="phs_options"),)}


@pytest.fixture
def sheet():
    return Sheet("Table 1", {(1, column): Cell(1, column, Kind.NUMBER, column) for column in (1, 2, 3)})


def test_a_cell_has_one_fate(sheet):
    account = Account(sheet)
    account.enter(Fate.FIGURE, sheet.cells[1, 1])
    with pytest.raises(ValueError, match="A1 is accounted for twice"):
        account.enter(Fate.NOTE, sheet.cells[1, 1])


def test_a_cell_of_another_sheet_is_not_taken_into_account(sheet):
    with pytest.raises(ValueError, match="E5"):
        Account(sheet).enter(Fate.NOTE, Cell(5, 5, Kind.TEXT, "elsewhere"))


def test_what_is_left_is_known_in_reading_order(sheet):
    account = Account(sheet)
    account.enter(Fate.FIGURE, sheet.cells[1, 2])
    assert account.left == [(1, 1), (1, 3)]


def test_fates_are_added_up_over_all_sheets(sheet):
    one, other = Account(sheet), Account(sheet)
    one.enter(Fate.FIGURE, *sheet.cells.values())
    other.enter(Fate.NOTE, sheet.cells[1, 1])
    assert total([one, other]) == {Fate.FIGURE: 3, Fate.NOTE: 1}


@pytest.mark.parametrize("figures", [2, 4])
def test_a_reading_whose_sum_is_wrong_cannot_be(figures):
    with pytest.raises(AssertionError, match=f"3 cells seen, {figures} accounted for"):
        Reading(cells=3, account=Counter({Fate.FIGURE: figures}))


MESSY = """
    People by option

    Area code | Area           | Financial year | Option 1 | Option 1 status
    S12000047 | Fife           | 2020/21        | 545      | as published
    S12000028 | Sotuh Ayrshire | 2020/21        | 120      | as published
    S12000041 | Angus          | 2020/21        | about 9  | as published
              |                |                | 665      |

              | Source: drawn
"""


def test_every_cell_of_a_messy_table_has_a_fate(draw):
    reading = published.read(draw({"Table 1": MESSY, "Workings": "1 | 2 | 3"}), PEOPLE)
    assert reading.account == {
        Fate.FIGURE: 1,  # 545
        Fate.HEADING: 5 + 9,  # the headings, and the three labels of each row
        Fate.NOTE: 1 + 2 + 1 + 3,  # the title; two status words of rows read; the cover's and the notes' lines
        Fate.NOT_USED: 2 + 1 + 2 + 3,  # the row of an unknown name; about 9; 665 and the source; the workings
    }
    assert reading.cells == reading.account.total() == 30


def forget_a_cell(monkeypatch):
    monkeypatch.setattr(published._TableReader, "_left_over", lambda self, cell: None)


def forget_a_sheet(monkeypatch):
    monkeypatch.setattr(published, "_rest", lambda sheets, read: [])


def forget_the_figures_of_a_row(monkeypatch):
    monkeypatch.setattr(published._TableReader, "_figure", lambda self, row, heading, key: None)
    monkeypatch.setattr(published._TableReader, "_left_over", lambda self, cell: None)


@pytest.mark.parametrize("forget", [forget_a_cell, forget_a_sheet, forget_the_figures_of_a_row])
def test_a_reader_that_forgets_a_cell_is_found_out(draw, monkeypatch, forget):
    content = draw({"Table 1": MESSY, "Workings": "1 | 2 | 3"})
    assert published.read(content, PEOPLE).observations
    forget(monkeypatch)
    with pytest.raises(AssertionError, match="accounted for"):
        published.read(content, PEOPLE)


@pytest.mark.parametrize(
    "name", ["sds_implementation_rate", "people_supported", "lgbf_social_care", "national_context"]
)
def test_every_figure_cell_of_a_bundled_workbook_is_an_observation_or_a_part_of_one(name):
    reading = published.read((bundled.FOLDER / f"{name}.xlsx").read_bytes())
    parts = sum((each.numerator is not None) + (each.denominator is not None) for each in reading.observations)
    assert reading.account[Fate.FIGURE] == len(reading.observations) + parts
    assert reading.account[Fate.NOT_USED] == 0
