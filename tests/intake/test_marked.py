"""The marked copy: the sender's own file with every problem at its cell, in colour and words, to mend and send."""

import os
import tempfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from intake import judging, marked, mending, packing, rebuilt, template
from loaders import marks, opening
from loaders.accounting import Fate
from loaders.grid import Book, Cell, Kind, Refused, Sheet
from loaders.problems import Severity, problem
from tests.awkward.test_people import chi
from tests.awkward.workbooks import FIFE, TODAY, book, csv, ods, people, reading, with_parts, xls

AWKWARD = """
    Fife | |
    Measure | 2022/23 | 2023/24
    Option 1 | 545 | about 560
    Option 2 | 126 | -
    Option 3 | 1204 | [c]
    Option 4 | 61 | 66
"""
MENDED = {"C3": 560, "C4": 131}
RED, YELLOW, BLUE = "FFF2B5A7", "FFFFE08A", "FFD3E5F2"


def xlsm(drawing):
    """A workbook with macros: the part that holds them, and the type that says so."""
    plain, with_macros = (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return with_parts(
        book(drawing), lambda name, part: part.replace(plain, with_macros), **{"xl__vbaProject.bin": b"macros"}
    )


FORMS = {
    "xlsx": book(AWKWARD),
    "xlsm": xlsm(AWKWARD),
    "xls": xls({"Data": AWKWARD}),
    "ods": ods({"Data": AWKWARD}),
    "csv": csv(AWKWARD),
}
each_form = pytest.mark.parametrize("form", FORMS)


def copied(content, name="return.xlsx", problems=None, here=True):
    """The bytes of the marked copy of a file, with the problems found in it or those given."""
    found = reading(content, name).problems if problems is None else problems
    return (marked.copy_here if here else marked.copy)(content, name, found)


def opened(content):
    return load_workbook(BytesIO(content), rich_text=True)


def saved(workbook):
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def said(cell):
    """The lines of our comment on a cell, without its opening and its closing."""
    return cell.comment.text.split("about this cell:\n", 1)[1].rpartition("\n(")[0].split("\n")


def listed(workbook):
    """The rows of the list, below its headings."""
    rows = [tuple("" if value is None else value for value in row) for row in workbook.worksheets[-1].values]
    return [row[:5] for row in rows[rows.index(marks.LIST_HEADINGS) + 1 :]]


def marked_cells(workbook):
    return {
        f"{sheet.title}!{cell.coordinate}": cell.fill.fgColor.rgb
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and marks.without_ours(cell.comment.text) != cell.comment.text
    }


# Mended and sent again


@each_form
def test_the_cells_named_are_mended_and_the_copy_goes_in_with_the_figures_expected(form):
    """In the process apart, as it is used."""
    workbook = opened(copied(FORMS[form], f"return.{form}", here=False))
    sheet = workbook.worksheets[0]
    named = {row[1] for row in listed(workbook) if row[2] != "For your information" and row[1]}
    assert named == set(MENDED)
    for address in named:
        sheet[address].value = MENDED[address]
    found = reading(saved(workbook), marked.file_name(f"return.{form}"))
    before = people("Fife", "2022/23", "545 B3", "126 B4", "1204 B5", "61 B6")
    now = people("Fife", "2023/24", "560 C3", "131 C4", "suppressed C5", "66 C6")
    assert found.verdict == "accept"
    assert {(each.key.period, each.key.breakdown, each.cell, each.value) for each in found.observations} == {
        (each.period, each.breakdown, each.cell, None if each.value == "suppressed" else float(each.value))
        for each in (*before, *now)
    }


@each_form
def test_sent_again_unmended_it_is_judged_as_the_file_was(form):
    before = reading(FORMS[form], f"return.{form}")
    after = reading(copied(FORMS[form], f"return.{form}"), marked.file_name(f"return.{form}"))
    of_the_form = {"F12", "F18", "S13"}  # how it was saved, and that our list was not read

    def told(found):
        return sorted((each.code, each.cell, each.message) for each in found.problems if each.code not in of_the_form)

    assert (told(after), after.verdict) == (told(before), before.verdict)
    assert [(each.key, each.value, each.reason, each.cell) for each in after.observations] == [
        (each.key, each.value, each.reason, each.cell) for each in before.observations
    ]


def test_the_list_is_accounted_for_and_told_and_our_comments_are_no_remarks():
    found = reading(copied(FORMS["xlsx"]))
    before = reading(FORMS["xlsx"])
    in_list = found.cells - before.cells
    assert in_list > 10
    assert found.account[Fate.NOT_USED] == before.account[Fate.NOT_USED] + in_list
    assert [(each.code, each.severity, each.sheet) for each in found.problems if each.code == "S13"] == [
        ("S13", "note", "What to mend")
    ]


def test_an_old_mark_does_no_harm_where_the_cell_was_mended_and_is_gone_from_the_next_copy():
    workbook = opened(copied(FORMS["xlsx"]))
    workbook["Data"]["C3"].value = 560
    again = saved(workbook)
    found = reading(again)
    assert [(each.code, each.cell) for each in found.problems if each.severity != "note"] == [("M03", "C4")]
    next_copy = opened(copied(again))
    assert {place for place, colour in marked_cells(next_copy).items() if colour != BLUE} == {"Data!C4"}
    assert next_copy["Data"]["C3"].fill.fill_type is None
    assert next_copy.sheetnames == ["Data", "What to mend"]


@pytest.mark.parametrize("place", ["E5", "D6", "H6", "H30", "A30", "C1"])
def test_what_is_typed_into_the_list_or_beside_it_is_asked_about(place):
    """Whoever mends a figure there, and not in its cell, would think it mended."""
    workbook = opened(copied(FORMS["xlsx"]))
    workbook["What to mend"][place] = 131
    found = [each for each in reading(saved(workbook)).problems if each.sheet == "What to mend"]
    asked = [(each.kind, each.severity, each.message.split("”")[0]) for each in found if each.code == "S10"]
    assert asked == [("S10 marked", "ask", f"“{'-' if place == 'D6' else 131}")]


def test_a_list_sorted_or_with_rows_taken_out_is_still_ours():
    workbook = opened(copied(FORMS["xlsx"]))
    sheet = workbook["What to mend"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for number, row in enumerate(reversed(rows[1:]), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    sheet.delete_rows(4 + len(rows))
    found = reading(saved(workbook))
    assert [each.kind for each in found.problems if each.sheet == "What to mend"] == ["S13 marked"]


def test_a_list_sent_alone_is_no_return():
    found = reading(marked.list_of(reading(FORMS["xlsx"]).problems))
    assert found.verdict == "reject"
    assert "S01" in {each.code for each in found.problems}
    assert found.observations == ()


def test_words_added_to_our_comment_are_read_as_the_senders():
    """A comment that says a figure is wrong is asked about, also where it stands below ours."""
    workbook = opened(copied(FORMS["xlsx"]))
    cell = workbook["Data"]["C3"]
    cell.value, cell.comment = 560, Comment(cell.comment.text + "\nThis should be 650.", "KM")
    found = [each for each in reading(saved(workbook)).problems if each.cell == "C3"]
    assert [(each.code, each.words) for each in found] == [("S11", "This should be 650.")]


def test_our_words_changed_are_the_senders_words_and_are_read():
    workbook = opened(copied(FORMS["xlsx"]))
    cell = workbook["Data"]["C3"]
    cell.value, cell.comment = 560, Comment(cell.comment.text.replace("It says", "It should be 650, not"), "KM")
    found = [each for each in reading(saved(workbook)).problems if each.cell == "C3"]
    assert [each.code for each in found] == ["S11"]


def test_white_space_that_a_program_changes_in_our_words_makes_no_difference():
    ours = marks.as_comment(["Please mend: It says “-”.", "A question: which?"])
    assert marks.without_ours(f"Mine.\n\n{ours}") == "Mine."
    assert marks.without_ours("Mine.\r\n" + ours.replace("\n", "\r\n  ") + "\r\nMore.") == "Mine.\r\nMore."


def test_our_template_keeps_its_lists_and_goes_in_once_its_marked_cell_is_mended():
    made = template.workbook(FIFE, {}, TODAY)
    for column, typed in enumerate(("All figures", "A group", "12", "Quicker now", "", "", "not yet"), 1):
        made["What people told us"].cell(template.FIRST_ROW, column).value = typed or None
    content = saved(made)
    workbook = opened(copied(content))
    assert marked_cells(workbook) == {"What people told us!G6": RED}
    before = opened(content)
    for name in before.sheetnames:
        rules = [
            [(r.type, str(r.sqref), r.formula1) for r in w[name].data_validations.dataValidation]
            for w in (before, workbook)
        ]
        assert rules[0] == rules[1]
    workbook["What people told us"]["G6"].value = "yes"
    found = reading(saved(workbook))
    assert (found.verdict, [each.words for each in found.notes]) == ("accept", ["Quicker now"])


# What is marked


def test_each_cell_has_the_colour_of_its_gravest_problem_and_says_why():
    problems = [
        problem("M01", "Data", "C5", typed="[c]", words="hidden"),
        problem("D01", "Data", "C3"),
        problem("V14", "Data", "C3", typed="about 560"),
        problem("M03 return", "Data", "C4", typed="-"),
    ]
    sheet = opened(copied(FORMS["xlsx"], problems=problems))["Data"]
    assert {name: sheet[name].fill.fgColor.rgb for name in ("C3", "C4", "C5")} == {"C3": RED, "C4": YELLOW, "C5": BLUE}
    assert sheet["C6"].fill.fill_type is None and sheet["C6"].comment is None
    assert said(sheet["C3"]) == [
        "Please mend: It says “about 560”. If it is an estimate, type the number and [e].",
        "A question: This is a small number of people. We keep it, but show it as [c]. Is that all right? If so, leave "
        "it as it is and answer yes when you send it.",
    ]
    assert said(sheet["C4"]) == [
        "A question: It says “-”. Is that none, not available, or does it not apply? Change the cell, or leave it and "
        "answer when you send it."
    ]
    assert said(sheet["C5"]) == ["For your information: “[c]” read as “hidden”."]
    assert {sheet[name].comment.author for name in ("C3", "C4", "C5")} == {"SDS dashboard"}


def test_a_colour_never_stands_without_words_nor_a_code_in_them():
    workbook = opened(copied(FORMS["xlsx"]))
    coloured = {
        cell.coordinate
        for row in workbook["Data"].iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb in (RED, YELLOW, BLUE)
    }
    assert coloured == {"C3", "C4", "C5"}
    for address in coloured:
        words = " ".join(said(workbook["Data"][address]))
        assert words.startswith(("Please mend: ", "A question: ", "For your information: "))
        assert not {"V14", "M03", "M01"} & set(words.split())


def test_tidying_that_changes_nothing_is_in_the_list_alone():
    workbook = opened(copied(FORMS["xlsx"], problems=[problem("V17", "Data", "C6")]))
    assert marked_cells(workbook) == {}
    assert [row[:3] for row in listed(workbook)] == [("Data", "C6", "For your information")]


def test_the_list_has_every_problem_the_gravest_first_with_a_link_and_what_the_cell_says():
    problems = [
        problem("F18", words="an older format"),
        problem("S06", "Data", "", what="This sheet and its figures are"),
        problem("M03 return", "Data", "C4", typed="-"),
        problem("V14", "Data", "C3", typed="about 560"),
        problem("V11", "Data", "D9"),
        problem("V01", "Gone", "A1", typed="x"),
    ]
    workbook = opened(copied(FORMS["xlsx"], problems=problems))
    assert workbook.sheetnames[-1] == "What to mend"
    assert [(row[0], row[1], row[2], row[4]) for row in listed(workbook)] == [
        ("Gone", "A1", "Please mend", ""),
        ("Data", "C3", "Please mend", "about 560"),
        ("Data", "", "A question", ""),
        ("Data", "C4", "A question", "-"),
        ("Data", "D9", "A question", ""),
        ("The whole file", "", "For your information", ""),
    ]
    links = {cell.value: cell.hyperlink.location for cell in workbook.worksheets[-1]["B"] if cell.hyperlink}
    assert links == {"C3": "'Data'!C3", "C4": "'Data'!C4", "D9": "'Data'!D9"}
    assert workbook["Data"]["D9"].comment


def test_a_problem_inside_a_merged_range_is_marked_where_a_comment_can_stand_and_says_which_cell():
    content = book("Fife|2023/24|\nOption 1|5|6", merged=["B2:C2"])
    sheet = opened(copied(content, problems=[problem("V20", "Data", "C2", typed="5")]))["Data"]
    assert sheet["B2"].fill.fgColor.rgb == YELLOW
    assert said(sheet["B2"])[0].startswith("A question (C2): ")


def test_an_address_that_is_none_is_only_listed():
    workbook = opened(copied(FORMS["xlsx"], problems=[problem("V01", "Data", "B2:C9", typed="x")]))
    assert (marked_cells(workbook), [row[:2] for row in listed(workbook)]) == ({}, [("Data", "B2:C9")])


def test_very_much_to_say_of_one_cell_is_cut_and_the_list_has_it_all():
    problems = [problem("I10", "Data", "C3", other=f"D{number} " + "x" * 50) for number in range(500)]
    workbook = opened(copied(FORMS["xlsx"], problems=problems))
    assert len(workbook["Data"]["C3"].comment.text) < 3_000
    assert said(workbook["Data"]["C3"])[-1].endswith("more: see the sheet “What to mend”.")
    assert len(listed(workbook)) == 500


def test_five_thousand_problems_are_all_marked():
    rows = "\n".join(f"Option 1|{number}" for number in range(5_000))
    problems = [problem("V14", "Data", f"B{row}", typed="about 9") for row in range(1, 5_001)]
    workbook = opened(copied(book(rows), problems=problems, here=False))
    assert len(marked_cells(workbook)) == len(listed(workbook)) == 5_000


# What stays as it was


def as_sent(workbook):
    """Does to a workbook what its owner did."""
    sheet = workbook["Data"]
    sheet["A1"].font, sheet["B3"].fill = Font(bold=True, color="00FF00"), PatternFill("solid", fgColor="00FFFF")
    sheet["B6"].number_format = "#,##0"
    sheet["B3"].comment, sheet["C3"].comment = Comment("Mine: from the April run", "KM"), Comment("By hand", "KM")
    sheet.column_dimensions["A"].width = 41
    sheet.row_dimensions[9].hidden = True
    sheet.merge_cells("A1:C1")
    sheet["A8"], sheet["A9"] = "'note", "kept"
    workbook.create_sheet("Aside", 0)["A1"] = "first"
    workbook["Aside"].sheet_state = "hidden"
    workbook.create_sheet("What to mend")["A1"] = "a sheet of theirs"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=6))
    sheet.add_chart(chart, "F2")


def test_the_senders_own_workbook_keeps_its_sheets_formats_comments_and_formulas():
    drawing = AWKWARD + "    Total | =SUM(B3:B6) -> 1936 | ='Data'!B3&\"<x>\" -> 545&lt;x&gt;\n"
    workbook = opened(copied(book(drawing.replace("'Data'!B3", "B3"), after=as_sent)))
    sheet = workbook["Data"]
    assert workbook.sheetnames == ["Aside", "Data", "What to mend", "What to mend (2)"]
    assert (workbook["Aside"].sheet_state, workbook["What to mend"]["A1"].value) == ("hidden", "a sheet of theirs")
    assert (sheet["A1"].font.bold, sheet["A1"].font.color.rgb, sheet["B6"].number_format) == (True, "0000FF00", "#,##0")
    assert (sheet.column_dimensions["A"].width, sheet.row_dimensions[9].hidden) == (41, True)
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]
    assert (sheet["B3"].comment.text, sheet["B3"].comment.author) == ("Mine: from the April run", "KM")
    assert sheet["C3"].comment.text.startswith("By hand\n\nSDS dashboard, about this cell:\nPlease mend: ")
    assert (sheet["B7"].value, sheet["C7"].value) == ("=SUM(B3:B6)", '=B3&"<x>"')
    assert len(sheet._charts) == 1


def test_saved_results_of_formulas_come_along_of_every_kind():
    """A program that does not calculate shows them, and the copy is read as the file was."""
    drawing = """
        Total | =1+1 -> 2 | =1/3 -> 0.333333333 | =A1 -> words &amp; &lt;signs&gt; | =1/0 -> #DIV/0! | =A9 -> ''
    """
    content = copied(book(drawing), problems=[])
    cells = opening.read(content, "copy.xlsx").sheets[0].cells
    assert [(cells[1, n].kind, cells[1, n].value) for n in range(2, 7)] == [
        (Kind.NUMBER, 2),
        (Kind.NUMBER, 0.333333333),
        (Kind.TEXT, "words & <signs>"),
        (Kind.ERROR, "#DIV/0!"),
        (Kind.TEXT, ""),
    ]
    assert all(cells[1, n].formula for n in range(2, 7))


@pytest.mark.parametrize("number", [428700.05536903825, 0.1, 1234567890123456789, -5, 1e300, 12345678901234567])
@pytest.mark.parametrize("anew", [False, True], ids=["own", "anew"])
def test_a_number_is_the_same_to_its_last_digit(number, anew, monkeypatch):
    """openpyxl writes 16 digits; some numbers have 17."""
    content = with_parts(book("545"), lambda name, part: part.replace(b"<v>545</v>", f"<v>{number!r}</v>".encode()))
    if anew:
        monkeypatch.setattr(marked, "_own", lambda content, book: None)
    was, now = (opening.read(each, "a.xlsx").sheets[0].cells[1, 1] for each in (content, copied(content, problems=[])))
    assert (now.kind, now.value) == (was.kind, was.value) == (Kind.NUMBER, float(number))


def test_macros_do_not_come_along():
    names = ZipFile(BytesIO(copied(FORMS["xlsm"], "return.xlsm"))).namelist()
    assert not [name for name in names if "vba" in name.lower()]
    found = opening.read(copied(FORMS["xlsm"], "return.xlsm"), "copy.xlsx")
    assert (found.form, found.macros) == ("xlsx", False)


KINDS = {
    (1, 1): Cell(1, 1, Kind.TEXT, "=cmd()"),
    (1, 2): Cell(1, 2, Kind.TEXT, "+1"),
    (2, 1): Cell(2, 1, Kind.NUMBER, 0.713, format="0.0%"),
    (2, 2): Cell(2, 2, Kind.BOOL, True),
    (3, 1): Cell(3, 1, Kind.DATE, datetime(2024, 4, 1), format="dd/mm/yyyy"),
    (3, 2): Cell(3, 2, Kind.ERROR, "#REF!"),
    (4, 1): Cell(4, 1, Kind.TEXT, "3741", small=((3, 4),)),
    (4, 2): Cell(4, 2, Kind.NUMBER, 9, struck=True, comment="gone"),
    (5, 1): Cell(5, 1, Kind.NUMBER, 12, formula="B1+B2"),
    (6, 2): Cell(6, 2, Kind.BLANK, None, comment="nothing here"),
    (7, 1): Cell(7, 1, Kind.TEXT, "a\x01b\ud800"),
    (2_000, 40): Cell(2_000, 40, Kind.NUMBER, 1),
}


def test_built_anew_every_cell_is_as_typed():
    sheets = (
        Sheet("[A]: 1/2", KINDS, ((1, 1, 1, 2), (8, 1, 1_000_000, 9)), frozenset({2}), frozenset({40})),
        Sheet("x" * 40, {}, hidden="very hidden"),
        Sheet("X" * 31, {(1, 1): Cell(1, 1, Kind.TEXT, "5")}),
    )
    made = packing.content(rebuilt.workbook(Book("xls", sheets)))
    found = opening.read(made, "copy.xlsx")
    assert [(each.name, each.hidden) for each in found.sheets] == [
        ("-A-- 1-2", ""),
        ("x" * 31, "very hidden"),
        ("X" * 27 + " (2)", ""),
    ]
    first = found.sheets[0]
    assert first.cells.keys() == KINDS.keys()
    for place, was in KINDS.items():
        now = first.cells[place]
        value = was.value if place != (7, 1) else "a\ufffdb\ufffd"
        assert (now.kind, now.value, now.small, now.struck, now.comment) == (
            was.kind,
            value,
            was.small,
            was.struck,
            was.comment,
        )
        assert not now.formula
    assert (first.cells[2, 1].format, first.cells[3, 1].format) == ("0.0%", "dd/mm/yyyy")
    assert (set(first.merged), first.hidden_rows, first.hidden_columns) == (
        {(1, 1, 1, 2), (8, 1, 1_000_000, 9)},
        {2},
        {40},
    )
    assert found.sheets[2].cells[1, 1].kind is Kind.TEXT


def test_a_formula_without_a_result_and_an_odd_error_are_their_text():
    cells = {(1, 1): Cell(1, 1, Kind.FORMULA, None, formula="B1*2"), (1, 2): Cell(1, 2, Kind.ERROR, "Err:502")}
    sheet = rebuilt.workbook(Book("ods", (Sheet("A", cells),))).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [("=B1*2", "s"), ("Err:502", "s")]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("545", 545), ("-5", -5), ("2.5", 2.5), ("1,204", None), ("007", None), ("2.50", None), ("1e5", None), ("٣", None)]
    + [("9" * 16, None), ("[c]", None)],
)
def test_numbers_of_a_text_file_are_numbers_where_they_look_the_same(typed, number):
    assert rebuilt.as_number(Cell(1, 1, Kind.TEXT, typed)) == number


def test_a_text_files_name_does_not_become_a_sheets_heading():
    content = csv(AWKWARD)
    name = "waiting list wild guess 2019-20.csv"
    assert opened(copied(content, name, problems=[])).sheetnames == ["Sheet1", "What to mend"]


def test_a_workbook_openpyxl_stumbles_over_is_built_anew():
    """A font's colour as the government's own table tool writes it."""
    broken = with_parts(
        book(AWKWARD),
        lambda name, part: part.replace(b'<color theme="1"', b'<color rgb="FFAUTOMATIC"') if "styles" in name else part,
    )
    with pytest.raises(ValueError):
        load_workbook(BytesIO(broken))
    workbook = opened(copied(broken))
    assert workbook.sheetnames == ["Data", "What to mend"]
    assert workbook["Data"]["B3"].value == 545
    assert set(marked_cells(workbook)) == {"Data!C3", "Data!C4", "Data!C5"}


def test_values_under_a_merged_range_are_not_lost():
    """openpyxl empties them; we do not."""
    content = with_parts(
        book("Fife|2023/24\nOption 1|5"),
        lambda name, part: (
            part.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:B2"/></mergeCells>')
            if "worksheets/sheet1" in name
            else part
        ),
    )
    assert opening.read(copied(content, problems=[]), "c.xlsx").sheets[0].cells[2, 2].value == 5


def test_a_conversation_keeps_its_words():
    def after(workbook):
        workbook["Data"]["B3"].comment = Comment("[Threaded comment] Yours\nIt is", "tc={1}")

    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B3" id="{1}"><text>It is right</text></threadedComment></ThreadedComments>'
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="t1" Type="{kind}" Target="/xl/threadedComments/t1.xml"/></Relationships>'.encode()
    content = with_parts(
        book(AWKWARD, after=after),
        lambda name, part: part.replace(b"</Relationships>", relation) if "sheet1.xml.rels" in name else part,
        **{"xl__threadedComments__t1.xml": threads.encode()},
    )
    assert opening.read(content, "a.xlsx").sheets[0].cells[3, 2].comment == "It is right"
    assert opening.read(copied(content), "a.xlsx").sheets[0].cells[3, 2].comment == "It is right"


def test_days_counted_from_1904_stay_the_same_days():
    content = with_parts(
        book("Fife|2024-04-01\nOption 1|5"),
        lambda name, part: (
            part.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>') if name == "xl/workbook.xml" else part
        ),
    )
    was, now = (opening.read(each, "a.xlsx") for each in (content, copied(content, problems=[])))
    assert (was.date1904, was.sheets[0].cells[1, 2].value) == (now.date1904, now.sheets[0].cells[1, 2].value)
    assert was.date1904


@pytest.mark.parametrize("value", [date(2024, 4, 1), time(12, 30), timedelta(hours=30), datetime(2024, 4, 1, 9, 5, 7)])
def test_dates_and_times_survive(value):
    workbook = Workbook()
    workbook.active.title, workbook.active["A1"] = "Data", value
    content = saved(workbook)
    (was,), (now,) = (
        opening.read(each, "a.xlsx").sheets[0].cells.values() for each in (content, copied(content, problems=[]))
    )
    assert (was.kind, was.value, was.format) == (now.kind, now.value, now.format)


# What is hostile


HOSTILE = ("=cmd('/C calc')", "+1+1", "-2+3+cmd", "@SUM(A1)", "<script>alert(1)</script>", "a\u202eb")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_would_act_stays_text_in_the_list_and_in_the_cells(text):
    for content, name in ((book(f"Fife|5\n'{text}|5"), "a.xlsx"), (csv(f"Fife|5\n{text}|5"), "a.csv")):
        workbook = opened(
            copied(
                content, name, [problem("S09 return", opening.read(content, name).sheets[0].name, "A2", heading=text)]
            )
        )
        for sheet in workbook:
            assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert workbook.worksheets[0]["A2"].value == text
        (row,) = listed(workbook)
        assert "\u202e" not in row[3] + row[4]
        if text[0] in "=+-@":
            assert workbook.worksheets[-1].cell(5, 5).quotePrefix
            assert row[4] == text


def test_a_sheet_called_like_a_formula_is_named_and_linked_as_text():
    content = book({"=1+1 'x'": "Option 1|5"})
    workbook = opened(copied(content, problems=[problem("V01", "=1+1 'x'", "B1", typed="5")]))
    sheet = workbook.worksheets[-1]
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1 'x'", "s")
    assert sheet["B5"].hyperlink.location == "'=1+1 ''x'''!B1"


def test_what_is_about_an_individual_is_marked_and_not_repeated():
    number = chi("010180123")
    content = book(
        f"Fife|2023/24\nOption 1|545\nCase {number} counted twice|\n|jo.bloggs@example.org\n|ann@example.org"
    )
    found = reading(content).problems
    workbook = opened(copied(content, problems=(*found, problem("V01", "Data", "B4", typed="call 0131 555 1234"))))
    assert {"Data!A3", "Data!B4", "Data!B5"} <= set(marked_cells(workbook))
    ours = [cell.comment.text for row in workbook["Data"].iter_rows() for cell in row if cell.comment]
    ours += [str(value) for row in listed(workbook) for value in row]
    for held in (number, "jo.bloggs", "ann@", "555"):
        assert not [text for text in ours if held in text]
    assert f"Case {number} counted twice" in [cell.value for cell in workbook["Data"]["A"]]


def test_once_the_individual_is_taken_out_the_copy_goes_in_though_the_marks_are_still_there():
    content = book(AWKWARD.replace("about 560", "560").replace("| -", "| 131") + f"    Case {chi('010180123')} | |\n")
    found = judging.judge(content, "fife.xlsx", FIFE, today=TODAY)
    assert found.is_personal
    workbook = opened(marked.copy_here(content, "fife.xlsx", found.reading.problems))
    workbook["Data"]["A7"].value = None
    again = judging.judge(saved(workbook), "fife.xlsx", FIFE, today=TODAY)
    assert (again.verdict, again.is_personal) == ("accept", False)


def test_something_about_an_individual_typed_into_our_list_or_our_comment_sends_the_file_back():
    workbook = opened(copied(FORMS["xlsx"]))
    workbook["What to mend"]["E6"] = chi("010180123")
    found = reading(saved(workbook))
    assert [(each.code, each.sheet, each.cell) for each in found.problems] == [("D02", "What to mend", "E6")]
    assert found.observations == ()
    forged = marks.as_comment([f"A question: {chi('010180123')}"])
    assert marks.without_ours(forged) == forged


def test_nothing_is_written_to_disk(monkeypatch):
    """openpyxl would write every sheet to a temporary file."""

    def refuse(*_, **__):
        raise AssertionError("a file was to be written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    monkeypatch.setattr(os, "open", refuse)
    assert opened(copied(FORMS["xlsx"])) and opened(copied(FORMS["csv"], "return.csv"))
    assert marked.list_of([problem("V14", "Data", "C3", typed="about 9")])


# Where it cannot be made


def test_a_file_that_was_never_opened_is_not_marked():
    with pytest.raises(marked.NotMarked, match="The list names every cell"):
        marked.copy(b"%PDF-1.7", "return.xlsx", [])


def test_a_file_too_large_to_mark_says_so_and_the_list_is_there(monkeypatch):
    monkeypatch.setattr(marked, "SECONDS", 0.01)
    problems = reading(FORMS["xlsx"]).problems
    with pytest.raises(marked.NotMarked):
        marked.copy(FORMS["xlsx"], "return.xlsx", problems)
    workbook = opened(marked.list_of(problems))
    assert workbook.sheetnames == ["What to mend"]
    assert [row[:3] for row in listed(workbook)][:2] == [("Data", "C3", "Please mend"), ("Data", "C4", "A question")]


def test_a_copy_in_which_a_cell_would_be_another_is_not_given(monkeypatch):
    monkeypatch.setattr(marked, "_value", lambda cell: object())
    with pytest.raises(Refused):
        marked.copy_here(FORMS["xlsx"], "return.xlsx", [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fife.csv", "fife (to mend).xlsx"),
        ("C:\\Returns\\Fife 2023-24.xlsm", "Fife 2023-24 (to mend).xlsx"),
        ("fife (to mend).xlsx", "fife (to mend).xlsx"),
        ("", "return (to mend).xlsx"),
    ],
)
def test_the_copy_has_a_name_of_its_own(name, expected):
    assert marked.file_name(name) == expected


def test_every_severity_has_a_word_and_a_colour_of_its_own():
    assert set(mending.KINDS) == set(mending.COLOURS) == set(Severity)
    assert len(set(mending.COLOURS.values())) == len(set(mending.KINDS.values())) == 3
