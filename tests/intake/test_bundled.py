"""The bundled workbooks: taken in once, again when changed; a wrong one refused in a sentence, the rest in."""

import shutil
from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook

from intake import bundled
from ledger import Ledger

RATES, CONTEXT, PEOPLE = "sds_implementation_rate.xlsx", "national_context.xlsx", "people_supported.xlsx"


@pytest.fixture
def folder(tmp_path):
    """A folder with three of the bundled workbooks, to be changed."""
    made = tmp_path / "published"
    made.mkdir()
    for name in (RATES, CONTEXT, PEOPLE):
        shutil.copy(bundled.FOLDER / name, made / name)
    return made


def place(sheet, *words, column):
    """The cell under a heading, in the row that starts with some words."""
    rows = list(sheet.iter_rows())
    header = next(row for row in rows if row[0].value == "Area code")
    (row,) = [row for row in rows if [cell.value for cell in row[: len(words)]] == list(words)]
    return row[[cell.value for cell in header].index(column)]


FIFE = ("S12000047", "Fife", "2020/21")


def edit(path, column, typed, words=FIFE):
    """Types something else into one cell of Table 1; gives its address."""
    workbook = load_workbook(path)
    cell = place(workbook["Table 1"], *words, column=column)
    cell.value = typed
    saved = BytesIO()
    workbook.save(saved)
    path.write_bytes(saved.getvalue())
    return cell.coordinate


def remove_header(path):
    workbook = load_workbook(path)
    sheet = workbook["Table 1"]
    sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == "Area code"))
    workbook.save(path)


def held(ledger):
    """The files that count today."""
    return sorted(each.file_name for each in ledger.returns() if each.state == "current")


def fife(ledger):
    return ledger.figures(metric="implementation_rate", area="S12000047", period="2020/21")[0]


# Once


@pytest.mark.slow
def test_every_bundled_workbook_is_taken_in_without_refusal(full_ledger):
    assert held(full_ledger) == sorted(path.name for path in bundled.FOLDER.glob("*.xlsx"))
    assert len(held(full_ledger)) == 9
    for each in full_ledger.returns():
        assert full_ledger.original(each.id) == (bundled.FOLDER / each.file_name).read_bytes()
        assert (each.owner, each.sent_by) == ("national", "bundled with this dashboard")


@pytest.mark.slow
def test_questions_about_published_figures_are_recorded_as_taken_as_published_and_not_asked(full_ledger):
    asked = [each for each in full_ledger.findings() if each.severity == "ask"]
    assert {each.code for each in asked} == {"A10", "A14"}
    assert {each.answer for each in asked} == {"taken as published"}
    assert all(each.sheet and each.cell for each in asked)
    assert {each.answer for each in full_ledger.findings() if each.severity != "ask"} == {""}


@pytest.mark.slow
def test_figures_the_publisher_repeated_are_among_the_questions(full_ledger):
    said = " ".join(each.message for each in full_ledger.findings() if each.code == "A10")
    for name in ("Aberdeen City in 2020/21", "South Ayrshire in 2020/21", "Orkney Islands in 2018/19"):
        assert name in said


def test_taking_in_again_changes_nothing(ledger, folder):
    assert bundled.take_in(ledger, folder) == []
    before = ledger.version(), ledger.returns(), ledger.figures(), ledger.findings()
    assert bundled.take_in(ledger, folder) == []
    assert bundled.take_in(Ledger(ledger.home), folder) == []
    assert (ledger.version(), ledger.returns(), ledger.figures(), ledger.findings()) == before
    assert held(ledger) == [CONTEXT, PEOPLE, RATES]


def test_progress_is_told_before_each_file(ledger, folder):
    told = []
    bundled.take_in(ledger, folder, lambda *step: told.append(step))
    assert told == [(0, 3, CONTEXT), (1, 3, PEOPLE), (2, 3, RATES)]


def test_an_empty_folder_is_nothing_to_do(ledger, tmp_path):
    assert bundled.take_in(ledger, tmp_path / "nowhere") == []


# Again when changed


def test_a_changed_file_replaces_its_earlier_self(ledger, folder):
    bundled.take_in(ledger, folder)
    assert fife(ledger).numerator == 9420
    edit(folder / RATES, "Made a choice", 9425)
    assert bundled.take_in(ledger, folder) == []
    assert fife(ledger).numerator == 9425
    assert Counter((each.file_name, each.state) for each in ledger.returns()) == {
        (CONTEXT, "current"): 1,
        (PEOPLE, "current"): 1,
        (RATES, "replaced by a newer file"): 1,
        (RATES, "current"): 1,
    }


def test_a_figure_no_longer_in_a_changed_file_is_gone(ledger, folder):
    bundled.take_in(ledger, folder)
    workbook = load_workbook(folder / RATES)
    sheet = workbook["Table 1"]
    sheet.delete_rows(place(sheet, *FIFE, column="Area").row)
    workbook.save(folder / RATES)
    assert bundled.take_in(ledger, folder) == []
    assert ledger.figures(metric="implementation_rate", area="S12000047", period="2020/21") == []
    assert len(ledger.figures(series="phs_implementation")) == 131


def test_a_file_put_back_as_it_was_counts_again(ledger, folder):
    bundled.take_in(ledger, folder)
    original = (folder / RATES).read_bytes()
    edit(folder / RATES, "Made a choice", 9425)
    bundled.take_in(ledger, folder)
    (folder / RATES).write_bytes(original)
    assert bundled.take_in(ledger, folder) == []
    assert fife(ledger).numerator == 9420
    assert held(ledger) == [CONTEXT, PEOPLE, RATES]


# Refused


WRONG_EDITS = [
    ("words for a number", "Rate", "about 9", "“about 9”"),
    ("a number below zero", "Able to choose", -5, "-5"),
    ("a formula", "Made a choice", "=1+1", "formula"),
    ("an error", "Rate", "#REF!", "#REF!"),
    ("nothing for a number", "Rate", None, "empty"),
    ("nothing for a part", "Able to choose", None, "empty"),
    ("a name misspelt", "Area", "Fief", "“Fief”"),
    ("another's code", "Area code", "S12000014", "S12000014"),
    ("a status word wrong", "Rate status", "as publishd", "“as publishd”"),
    ("no status word", "Rate status", None, "status"),
    ("an impossible year", "Financial year", "2021/23", "“2021/23”"),
    ("a year in another form", "Financial year", "2020-21", "“2020-21”"),
    ("a rate over 100", "Rate", 109.9, "109.9"),
    ("a rate that is not its parts", "Rate", 25, "9,420 of 9,430"),
]


@pytest.mark.parametrize(
    ("column", "typed", "said"), [row[1:] for row in WRONG_EDITS], ids=[row[0] for row in WRONG_EDITS]
)
def test_a_wrong_edit_is_refused_with_file_sheet_and_cell_and_the_rest_is_in(ledger, folder, column, typed, said):
    cell = edit(folder / RATES, column, typed)
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.sentence.startswith(f"{RATES}, sheet “Table 1”, cell {cell}: ")
    assert said in refusal.sentence
    assert "\n" not in refusal.sentence
    assert held(ledger) == [CONTEXT, PEOPLE]
    assert ledger.figures(series="phs_implementation") == []


def test_another_authoritys_name_in_a_row_is_refused_at_its_code(ledger, folder):
    cell = edit(folder / RATES, "Area", "Falkirk")
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.sentence.startswith(f"{RATES}, sheet “Table 1”, cell A{cell[1:]}: ")
    assert "Fife" in refusal.sentence and "Falkirk" in refusal.sentence


def test_a_row_typed_twice_is_refused_at_its_figure_and_its_twin_is_named(ledger, folder):
    edit(folder / RATES, "Financial year", "2019/20")
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.problem.code == "I10"
    assert refusal.sentence.startswith(f"{RATES}, sheet “Table 1”, cell D") and "cell D87" in refusal.sentence


def test_a_table_without_its_header_is_refused_with_file_and_sheet_and_the_rest_is_in(ledger, folder):
    remove_header(folder / RATES)
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.sentence.startswith(f"{RATES}, sheet “Table 1”: We found no row with the headings “Area code”")
    assert held(ledger) == [CONTEXT, PEOPLE]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: b"<html>Sign in to download</html>",
        lambda content: content[:3000] + bytes(200) + content[3200:],
        lambda content: content[:3000] + b"\xff" * 200 + content[3200:],
    ],
    ids=["emptied", "cut short", "a web page", "zeros inside", "bytes changed inside"],
)
def test_a_damaged_file_is_refused_by_name_and_the_rest_is_in(ledger, folder, damage):
    path = folder / CONTEXT
    path.write_bytes(damage(path.read_bytes()))
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.sentence.startswith(f"{CONTEXT}: We could not open this file")
    assert held(ledger) == [PEOPLE, RATES]


def test_several_problems_are_counted_and_a_rejection_is_said_before_a_question(ledger, folder):
    edit(folder / RATES, "Rate", None, ("S12000033", "Aberdeen City", "2020/21"))
    cell = edit(folder / RATES, "Rate", "about 9")
    (refusal,) = bundled.take_in(ledger, folder)
    assert (refusal.problem.cell, refusal.more) == (cell, 1)
    assert "1 more" in refusal.sentence


def test_a_refused_change_leaves_the_earlier_figures_standing(ledger, folder):
    bundled.take_in(ledger, folder)
    before = ledger.version()
    edit(folder / RATES, "Rate", "about 9")
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.kept and "stay" in refusal.sentence
    assert ledger.version() == before
    assert fife(ledger).value == 99.9
    assert held(ledger) == [CONTEXT, PEOPLE, RATES]


def test_a_refused_file_put_right_is_taken_in(ledger, folder):
    edit(folder / RATES, "Rate", "about 9")
    bundled.take_in(ledger, folder)
    edit(folder / RATES, "Rate", 99.9)
    assert bundled.take_in(ledger, folder) == []
    assert fife(ledger).value == 99.9


def test_what_cannot_be_read_as_a_file_is_refused_by_name_and_the_rest_is_in(ledger, folder):
    (folder / "old.xlsx").mkdir()
    (refusal,) = bundled.take_in(ledger, folder)
    assert refusal.sentence.startswith("old.xlsx: ")
    assert held(ledger) == [CONTEXT, PEOPLE, RATES]
