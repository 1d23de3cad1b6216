"""An Excel workbook -> the neutral grid: openpyxl's workbooks where it can draw them, XML written by hand elsewhere."""

import random
import time as clock
import tracemalloc
from datetime import datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font

from intake import bundled
from loaders import xlsx
from loaders.grid import Kind, Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")


def saved(workbook):
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def packed(parts):
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def parts_of(content):
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def relations(*links):
    """A part of relationships: kind and target of each, with "outside" for one that leads out of the package."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if outside else ''}/>"
        for number, (kind, target, *outside) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def book(cells="", *, sheet=None, strings="", styles="", workbook="", sheets="", links=(), more=None):
    """A workbook's bytes with one sheet, “Table 1”, written by hand.

    `cells` is what stands between the tags of its data, `sheet` what stands in the sheet instead; `workbook` stands in
    the workbook's part, `sheets` among its sheets after the first; `links` are more relationships of the workbook
    (from r4) and `more` more parts.
    """
    within = f"<sheetData>{cells}</sheetData>" if sheet is None else sheet
    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook}'
        f'<sheets><sheet name="Table 1" sheetId="1" r:id="r1"/>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
            *links,
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{within}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles or "<cellXfs><xf/></cellXfs>"}</styleSheet>',
    }
    return packed(parts | (more or {}))


def only(content):
    """The first sheet."""
    return xlsx.read(content).sheets[0]


def cells(content):
    return {cell.address: (cell.kind, cell.value) for cell in only(content).cells.values()}


def one(content):
    (cell,) = only(content).cells.values()
    return cell


def refused(content):
    with pytest.raises(Refused) as refusal:
        xlsx.read(content)
    return refusal.value.code


def formats(*codes):
    """Styles 1, 2, ...: one for each number format's code, or a built-in one's number."""
    written = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    uses = "".join(f'<xf numFmtId="{code if isinstance(code, int) else 200 + n}"/>' for n, code in enumerate(codes))
    return f"<numFmts>{written}</numFmts><cellXfs><xf/>{uses}</cellXfs>"


# What a cell holds


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ('<c r="A1"><v>545</v></c>', Kind.NUMBER, 545),
        ('<c r="A1" t="n"><v>-12</v></c>', Kind.NUMBER, -12),
        ('<c r="A1"><v> 12\n</v></c>', Kind.NUMBER, 12),
        ('<c r="A1"><v>0.70999999999999996</v></c>', Kind.NUMBER, 0.71),
        ('<c r="A1"><v>1.5E3</v></c>', Kind.NUMBER, 1500.0),
        ('<c r="A1"><v>1234567890123456</v></c>', Kind.NUMBER, 1234567890123456.0),
        ('<c r="A1" t="str"><v>Fife</v></c>', Kind.TEXT, "Fife"),
        ('<c r="A1" t="inlineStr"><is><t>Fife</t></is></c>', Kind.TEXT, "Fife"),
        ('<c r="A1" t="b"><v>1</v></c>', Kind.BOOL, True),
        ('<c r="A1" t="b"><v>0</v></c>', Kind.BOOL, False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Kind.ERROR, "#N/A"),
        ('<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>', Kind.ERROR, "#REF!"),
        ('<c r="A1" t="d"><v>2021-04-01T10:30:00Z</v></c>', Kind.DATE, datetime(2021, 4, 1, 10, 30)),
        ('<c r="A1" t="d"><v>2021-04-01</v></c>', Kind.DATE, datetime(2021, 4, 1)),
        ('<c r="A1" t="d"><v>10:30:00</v></c>', Kind.DATE, time(10, 30)),
        ('<c r="A1" t="d"><v>last spring</v></c>', Kind.TEXT, "last spring"),
        ('<c r="A1"><f>B1*2</f></c>', Kind.FORMULA, None),
        ('<c r="A1"><f>B1*2</f><v/></c>', Kind.FORMULA, None),
        ('<c r="A1" t="str"><f>B1&amp;""</f><v></v></c>', Kind.TEXT, ""),
    ],
)
def test_a_cell_keeps_its_kind_and_its_value(written, kind, value):
    cell = one(book(f'<row r="1">{written}</row>'))
    assert (cell.kind, cell.value, type(cell.value)) == (kind, value, type(value))


@pytest.mark.parametrize(
    "written",
    [
        '<c r="A1" s="0"/>',
        '<c r="A1"><v></v></c>',
        '<c r="A1" t="s"/>',
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
        '<c r="A1" t="str"><v></v></c>',
    ],
)
def test_a_cell_with_nothing_in_it_is_not_in_the_grid(written):
    assert cells(book(f'<row r="1">{written}</row>', strings="<si><t/></si>")) == {}


@pytest.mark.parametrize(
    "written",
    [
        '<c r="A1"><v>abc</v></c>',
        '<c r="A1"><v>1_000</v></c>',
        '<c r="A1"><v>٣</v></c>',
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1"><v>1e999</v></c>',
        '<c r="A1" t="b"><v>yes</v></c>',
        '<c r="A1" t="odd"><v>1</v></c>',
        '<c r="A1" t="s"><v>1</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" s="7"><v>1</v></c>',
        '<c r="A1" s="-1"><v>1</v></c>',
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_with_its_place(written):
    with pytest.raises(Refused) as refusal:
        xlsx.read(book(f'<row r="1">{written}</row>', strings="<si><t>Fife</t></si>"))
    assert refusal.value.code == "F07"
    assert refusal.value.details == {"sheet": "Table 1", "cell": "A1"}


def test_two_values_in_one_cell_are_refused():
    assert refused(book('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>')) == "F11"


# Formulas


def test_a_formula_stands_behind_its_saved_result():
    content = book('<row r="1"><c r="A1"><f>SUM(B1:B2)</f><v>12</v></c><c r="B1"><v>5</v></c></row>')
    assert {cell.address: cell.formula for cell in only(content).cells.values()} == {"A1": "SUM(B1:B2)", "B1": ""}


def test_shared_formulas_and_formulas_of_a_range_stand_behind_every_result():
    content = book(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1+1</f><v>1</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c><c r="C1"><f t="shared" si="9"/><v>3</v></c></row>'
        '<row r="2"><c r="A2"><f t="array" ref="A2:B2">C1:D1*2</f><v>1</v></c>'
        '<c r="B2"><v>2</v></c><c r="C2"><v>3</v></c></row>'
    )
    assert {cell.address: cell.formula for cell in only(content).cells.values()} == {
        **{"A1": "C1+1", "B1": "C1+1", "C1": "shared", "A2": "C1:D1*2", "B2": "C1:D1*2", "C2": ""},
    }


LATER = '<calcPr fullCalcOnLoad="1"/>'


@pytest.mark.parametrize(
    ("workbook", "program", "typed", "results", "answer"),
    [
        pytest.param(LATER, "Microsoft Excel", 5, ["0", "0"], True, id="noughts to be calculated later"),
        pytest.param("", "Report Maker", 5, ["0", None], True, id="noughts of a program that cannot calculate"),
        pytest.param("", "Microsoft Excel", 5, ["0", "0"], False, id="checks that are right"),
        pytest.param("", "LibreOffice/24.2", 5, ["0"], False, id="checks that are right, in LibreOffice"),
        pytest.param("", "Microsoft Excel Compatible / Openpyxl 3.1.5", 5, ["0"], True, id="noughts of openpyxl"),
        pytest.param(LATER, "Microsoft Excel", 0, ["0"], False, id="nothing typed in"),
        pytest.param(LATER, "Report Maker", 5, ["0", "7"], False, id="one result"),
        pytest.param("", "Microsoft Excel", 0, [None, None], True, id="no result at all"),
        pytest.param(LATER, "Report Maker", 5, [], False, id="no formula"),
    ],
)
def test_noughts_that_nobody_calculated_are_told_from_noughts(workbook, program, typed, results, answer):
    formulas = "".join(f"<c><f>A1</f>{'' if each is None else f'<v>{each}</v>'}</c>" for each in results)
    more = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml")),
        "docProps/app.xml": f"<Properties><Application>{program}</Application></Properties>",
    }
    content = book(f"<row><c><v>{typed}</v></c>{formulas}</row>", workbook=workbook, more=more)
    assert xlsx.read(content).uncalculated is answer


# Text


STRINGS = {
    "runs": ("<si><r><t>37</t></r><r><rPr><b/></rPr><t>4 </t></r></si>", "374 ", ()),
    "a raised digit": (
        '<si><r><t>374</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>',
        "3741",
        ((3, 4),),
    ),
    "a lowered digit among others": (
        '<si><r><t>H</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r><r><t>O</t></r></si>',
        "H2O",
        ((1, 2),),
    ),
    "raised runs that touch": (
        '<si><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
        '<r><rPr><vertAlign val="superscript"/></rPr><t>,2</t></r>'
        "<r><rPr/><t>x</t></r></si>",
        "1,2x",
        ((0, 3),),
    ),
    "on the line after all": ('<si><r><rPr><vertAlign val="baseline"/></rPr><t>1</t></r></si>', "1", ()),
    "how it sounds": ('<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si>', "課", ()),
    "kept spaces": ('<si><t xml:space="preserve"> Fife </t></si>', " Fife ", ()),
    "spaces not kept": ("<si><t>\n  Fife\n</t></si>", "Fife", ()),
    "a space between runs": ("<si><r><t>Argyll</t></r><r><rPr/><t> </t></r><r><t>Bute</t></r></si>", "Argyll Bute", ()),
    "an escape": ("<si><t>_x0041_ngus_x000a_</t></si>", "Angus\n", ()),
    "a guarded escape": ("<si><t>_x005F_x0041_</t></si>", "_x0041_", ()),
    "no escape": ("<si><t>_x41_ _x004G_ _X0041_ x0041_</t></si>", "_x41_ _x004G_ _X0041_ x0041_", ()),
    "a character in two halves": ("<si><t>_xD83D__xDE00_</t></si>", "\N{GRINNING FACE}", ()),
    "half a character": ("<si><t>_xD83D_</t></si>", "\N{REPLACEMENT CHARACTER}", ()),
    "layout of the XML": ("<si>\n  <t>Fife</t>\n</si>", "Fife", ()),
}


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
def test_text_in_runs_is_one_text_and_knows_its_small_letters(name, inline):
    string, text, small = STRINGS[name]
    within = string.removeprefix("<si>").removesuffix("</si>")
    written = f'<c t="inlineStr"><is>{within}</is></c>' if inline else '<c t="s"><v>0</v></c>'
    cell = one(book(f"<row>{written}</row>", strings=string))
    assert (cell.kind, cell.value, cell.small) == (Kind.TEXT, text, small)


def test_spaces_of_a_formulas_text_stay_where_the_file_says_so():
    content = book('<row><c t="str"><v> a </v></c><c t="str"><v xml:space="preserve"> b </v></c></row>')
    assert [value for _, value in cells(content).values()] == ["a", " b "]


def test_a_style_makes_a_whole_cell_small_bold_or_struck():
    workbook = Workbook()
    for place, font in (("A1", Font(vertAlign="superscript")), ("B1", Font(b=True)), ("C1", Font(strike=True))):
        workbook.active[place], workbook.active[place].font = 12, font
    workbook.active["D1"], workbook.active["D1"].font = "note", Font(vertAlign="subscript")
    looks = {each.address: (each.small, each.bold, each.struck) for each in only(saved(workbook)).cells.values()}
    assert looks == {
        "A1": (((0, 2),), False, False),
        "B1": ((), True, False),
        "C1": ((), False, True),
        "D1": (((0, 4),), False, False),
    }


def test_in_a_small_cell_only_runs_with_a_look_of_their_own_are_not_small():
    styles = '<fonts><font/><font><vertAlign val="superscript"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    strings = "<si><r><t>ab</t></r><r><rPr/><t>cd</t></r></si>"
    assert one(book('<row><c s="1" t="s"><v>0</v></c></row>', strings=strings, styles=styles)).small == ((0, 2),)


def test_text_struck_in_part_is_struck():
    strings = "<si><r><rPr><strike/></rPr><t>374</t></r><r><rPr/><t> 380</t></r></si>"
    assert one(book('<row><c t="s"><v>0</v></c></row>', strings=strings)).struck


# Number formats and dates


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        (14, "44287", datetime(2021, 4, 1)),
        (22, "44287.4375", datetime(2021, 4, 1, 10, 30)),
        (30, "44287", datetime(2021, 4, 1)),
        (57, "44287", datetime(2021, 4, 1)),
        (20, "0.4375", time(10, 30)),
        (45, "0.5", time(12)),
        (46, "1.25", timedelta(hours=30)),
        ("d mmmm yyyy", "1", datetime(1900, 1, 1)),
        ("d mmmm yyyy", "59", datetime(1900, 2, 28)),
        ("d mmmm yyyy", "60", 60),
        ("d mmmm yyyy", "61", datetime(1900, 3, 1)),
        ("d mmmm yyyy", "0", 0),
        ("d mmmm yyyy", "-3", -3),
        ("d mmmm yyyy", "2958465", datetime(9999, 12, 31)),
        ("d mmmm yyyy", "2958466", 2958466),
        ("d mmmm yyyy", "2958465.9999999999", 2958465.9999999999),
        ("[$-809]dd mmmm yyyy;@", "44287", datetime(2021, 4, 1)),
        ("h:mm", "44287.4375", datetime(2021, 4, 1, 10, 30)),
        ("mmm", "44287", datetime(2021, 4, 1)),
        ("[mm]:ss", "0.5", timedelta(hours=12)),
        ("0.0%", "0.125", 0.125),
        ("[Red]0", "5", 5),
        ("0 &quot;days&quot;", "5", 5),
        ("0\\d", "5", 5),
        ("#,##0_d", "5", 5),
        ("[$SEK] 0", "5", 5),
        ("0;&quot;;&quot;d", "5", 5),
        ("0.00E+00", "5", 5),
        ("General", "5", 5),
        ("@", "5", 5),
    ],
)
def test_a_number_is_a_date_where_its_format_shows_one(code, number, value):
    cell = one(book(f'<row><c s="1"><v>{number}</v></c></row>', styles=formats(code)))
    assert (cell.value, type(cell.value)) == (value, type(value))
    assert cell.kind is (Kind.NUMBER if isinstance(value, int | float) else Kind.DATE)


@pytest.mark.parametrize(("number", "value"), [("0", datetime(1904, 1, 1)), ("42825", datetime(2021, 4, 1))])
def test_a_workbook_can_count_its_days_from_1904(number, value):
    content = book(
        f'<row><c s="1"><v>{number}</v></c></row>', workbook='<workbookPr date1904="1"/>', styles=formats(14)
    )
    assert (one(content).value, xlsx.read(content).date1904) == (value, True)


@pytest.mark.parametrize(
    ("code", "spelled"),
    [(0, "General"), (9, "0%"), (10, "0.00%"), (14, "mm-dd-yy"), ("0.0 [$£]", "0.0 [$£]"), (163, "General")],
)
def test_a_format_is_spelled_out(code, spelled):
    assert one(book('<row><c s="1"><v>0.5</v></c></row>', styles=formats(code))).format == spelled


# Where cells are


def test_rows_and_cells_that_do_not_say_where_they_are_follow_the_one_before():
    content = book(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/>"
        '<row><c r="C3"><v>4</v></c><c><v>5</v></c></row><row r="9"><c><v>6</v></c></row>'
    )
    found = {place: value for place, (_, value) in cells(content).items()}
    assert found == {"A1": 1, "C1": 3, "C3": 4, "D3": 5, "A9": 6}


def test_cells_out_of_order_are_where_they_say():
    content = book(
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>'
    )
    assert {place: value for place, (_, value) in cells(content).items()} == {"B2": 1, "A2": 2, "A1": 3}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "F11"),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c><c><v>2</v></c></row>', "F11"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="a1"><v>2</v></c></row>', "F11"),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "F11"),
        ('<c r="A1"><v>1</v></c>', "F11"),
        ('<row r="0"><c><v>1</v></c></row>', "F07"),
        ('<row r="-1"/>', "F07"),
        ('<row r="1048577"/>', "F07"),
        ('<row r="1048576"/><row/>', "F07"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "F07"),
        ('<row r="1"><c r="XFD1"/><c><v>1</v></c></row>', "F07"),
        ('<row r="1"><c r="AAAAAAAAAAAA1"><v>1</v></c></row>', "F07"),
        ('<row r="1"><c r="$A1"><v>1</v></c></row>', "F07"),
        ('<row r="1"><c r="1"><v>1</v></c></row>', "F07"),
        ('<row r="one"/>', "F07"),
    ],
)
def test_a_place_that_cannot_be_is_refused(written, code):
    assert refused(book(written)) == code


def test_the_far_corner_is_read_in_an_instant():
    content = book(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" hidden="1"><c r="XFD1048576"><v>2</v></c></row>'
    )
    tracemalloc.start()
    began = clock.perf_counter()
    sheet = only(content)
    taken, memory = clock.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sorted(sheet.cells) == [(1, 1), (1_048_576, 16_384)]
    assert sheet.hidden_rows == {1_048_576}
    assert taken < 1 and memory < 5_000_000


def test_a_sheet_of_empty_rows_takes_no_memory():
    content = book('<row hidden="1"><c s="0"/></row>' * 20_000)
    tracemalloc.start()
    sheet = only(content)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not sheet.cells and not sheet.hidden_rows
    assert memory < 2_000_000


def test_a_false_size_changes_nothing_and_is_told():
    sheet = only(book(sheet='<dimension ref="A1"/><sheetData><row r="9"><c r="B9"><v>1</v></c></row></sheetData>'))
    assert (sheet.declared, list(sheet.cells)) == ("A1", [(9, 2)])


# Round the cells


def test_merged_ranges_and_hidden_rows_and_columns_are_told():
    workbook = Workbook()
    sheet = workbook.active
    for row in range(1, 5):
        sheet.append([row, row, row])
    sheet.merge_cells("A1:B2")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    found = only(saved(workbook))
    assert (found.merged, found.hidden_rows, found.hidden_columns) == (((1, 1, 2, 2),), {3}, {3})


def test_rows_of_no_height_and_columns_of_no_width_are_hidden_and_columns_end_where_the_sheet_does():
    sheet = (
        '<cols><col min="2" max="3" width="0"/><col min="5" max="5" width="9"/>'
        '<col min="16383" max="99999" hidden="1"/></cols>'
        '<sheetData><row ht="0" customHeight="1"><c><v>1</v></c></row><row ht="0"><c><v>1</v></c></row></sheetData>'
    )
    found = only(book(sheet=sheet))
    assert (found.hidden_rows, found.hidden_columns) == ({1}, {2, 3, 16_383, 16_384})


@pytest.mark.parametrize("range_", ["", "A1:", "A0:B2", "A1:XFE2", "A1:B1048577", "Sheet!A1", "A1:B2:C3"])
def test_a_merged_range_that_cannot_be_is_refused(range_):
    code = "F07"
    if range_ == "A1:":
        assert only(book(sheet=f'<mergeCells><mergeCell ref="{range_}"/></mergeCells>')).merged == ((1, 1, 1, 1),)
    else:
        assert refused(book(sheet=f'<mergeCells><mergeCell ref="{range_}"/></mergeCells>')) == code


def test_words_of_other_parts_of_a_sheet_are_not_taken_for_cells():
    odd = (
        '<controls xmlns:xdr="x"><xdr:from><xdr:col>1</xdr:col><xdr:row>99</xdr:row></xdr:from>'
        '<c r="A1"><v>9</v></c></controls>'
    )
    assert cells(book(sheet=f"<sheetData><row><c><v>1</v></c></row></sheetData>{odd}")) == {"A1": (Kind.NUMBER, 1)}


def test_comments_are_with_their_cells_and_stand_alone_where_a_cell_is_empty():
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["A1"].comment, sheet["C3"].comment = 5, Comment("provisional", "KM"), Comment("to come", "KM")
    found = only(saved(workbook))
    assert {cell.address: (cell.kind, cell.value, cell.comment) for cell in found.cells.values()} == {
        "A1": (Kind.NUMBER, 5, "provisional"),
        "C3": (Kind.BLANK, None, "to come"),
    }


def test_a_conversation_stands_for_the_copy_of_itself_among_the_notes():
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("comments", "../comments1.xml"), ("threadedComment", "../threadedComments/threadedComment1.xml")
        ),
        "xl/threadedComments/threadedComment1.xml": "<ThreadedComments>"
        "<threadedComment ref='A1' id='1'><text>Is this right?</text></threadedComment>"
        "<threadedComment ref='A1' id='2' parentId='1'><text>Yes</text></threadedComment>"
        "</ThreadedComments>",
        "xl/comments1.xml": f"<comments xmlns='{MAIN}'><authors><author>tc=1</author><author>KM</author></authors>"
        "<commentList><comment ref='A1' authorId='0'><text><t>[Threaded comment] Yours</t></text></comment>"
        "<comment ref='B1' authorId='1'><text><r><t>KM:</t></r><r><rPr/><t> estimated</t></r></text></comment>"
        "</commentList></comments>",
    }
    found = only(book("<row><c><v>1</v></c></row>", more=more)).cells
    assert (found[1, 1].comment, found[1, 2].comment) == ("Is this right?\nYes", "KM: estimated")


def test_pictures_are_told_by_their_upper_left_corner():
    anchor = (
        "<xdr:{0}Anchor><xdr:from><xdr:col>{1}</xdr:col><xdr:row>{2}</xdr:row></xdr:from><xdr:{3}/></xdr:{0}Anchor>"
    )
    drawn = (
        anchor.format("oneCell", 1, 2, "pic")
        + anchor.format("twoCell", 0, 0, "pic")
        + anchor.format("twoCell", 5, 5, "sp")
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "/xl/drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="x">{drawn}</xdr:wsDr>',
    }
    assert only(book(more=more)).pictures == ("B3", "A1")


# The workbook


@pytest.mark.parametrize("prefix", [False, True], ids=["plain", "prefixed"])
def test_a_strict_workbook_is_read_like_any_other(prefix):
    content = book('<row><c t="s"><v>0</v></c><c><v>5</v></c></row>', strings="<si><t>Fife</t></si>")
    changed = {}
    for name, part in parts_of(content).items():
        text = part.decode().replace(MAIN, STRICT[0]).replace(RELATIONS, STRICT[1])
        if prefix and "worksheets" in name:
            text = text.replace("</", "<|").replace("<", "<x:").replace("<x:|", "</x:").replace("xmlns=", "xmlns:x=")
        changed[name] = text
    assert cells(packed(changed)) == {"A1": (Kind.TEXT, "Fife"), "B1": (Kind.NUMBER, 5)}


def test_sheets_come_in_their_order_with_hidden_ones_and_charts():
    workbook = Workbook()
    workbook.active.title = "Table 2"
    for name, state in (("Table 1", "visible"), ("removed", "hidden"), ("lookups", "veryHidden")):
        workbook.create_sheet(name).sheet_state = state
    workbook.create_chartsheet("Chart 1", 1).add_chart(BarChart())
    found = [(sheet.name, sheet.hidden, sheet.chart) for sheet in xlsx.read(saved(workbook)).sheets]
    assert found == [
        ("Table 2", "", False),
        ("Chart 1", "", True),
        ("Table 1", "", False),
        ("removed", "hidden", False),
        ("lookups", "very hidden", False),
    ]


def test_dialogs_and_macro_sheets_are_named_and_hold_no_cells():
    sheets = '<sheet name="Ask" sheetId="2" r:id="r4"/><sheet name="Run_x0021_" sheetId="3" r:id="r5" state="hidden"/>'
    links = (("dialogsheet", "dialogsheets/sheet1.xml"), ("xlMacrosheet", "macrosheets/sheet1.xml"))
    found = xlsx.read(book("<row><c><v>1</v></c></row>", sheets=sheets, links=links))
    assert [(each.name, len(each.cells), each.hidden) for each in found.sheets] == [
        ("Table 1", 1, ""),
        ("Ask", 0, ""),
        ("Run!", 0, "hidden"),
    ]
    assert (found.macros, found.form) == (True, "xlsx")


def test_macros_are_seen_by_their_part():
    assert not xlsx.read(book()).macros
    found = xlsx.read(book(more={"xl/vbaProject.bin": b"\x00"}))
    assert (found.macros, found.form) == (True, "xlsm")


def test_other_workbooks_are_named_in_the_order_that_formulas_count_them():
    outside = "file:///C:\\Returns\\Master%20list.xlsx"
    more = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(("externalLinkPath", outside, "outside")),
        "xl/externalLinks/_rels/externalLink2.xml.rels": relations(("externalLinkPath", "../Fife.xlsx", "outside")),
    }
    links = [("externalLink", f"externalLinks/externalLink{number}.xml") for number in (1, 2, 3)]
    references = "".join(f'<externalReference r:id="r{number}"/>' for number in (5, 4, 6))
    content = book(workbook=f"<externalReferences>{references}</externalReferences>", links=links, more=more)
    assert xlsx.read(content).outside == ("Fife.xlsx", "Master list.xlsx", "")


def test_the_files_own_words_about_itself_are_kept():
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = "Self-directed Support 2023/24", "Fife Council"
    inside = parts_of(saved(workbook))
    inside["_rels/.rels"] = inside["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="c" Type="x/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    inside["docProps/custom.xml"] = "<Properties><property name='Return'><lpwstr>SDS</lpwstr></property></Properties>"
    found = xlsx.read(packed(inside)).properties
    said = [found[name] for name in ("title", "creator", "Return")]
    assert said == ["Self-directed Support 2023/24", "Fife Council", "SDS"]
    assert "Excel" in found["Application"]


# What is refused


def without(content, *names):
    return packed({name: part for name, part in parts_of(content).items() if name not in names})


def replaced(content, name, old, new):
    inside = parts_of(content)
    assert old in inside[name]
    return packed(inside | {name: inside[name].replace(old, new)})


WHOLE = book(
    '<row><c t="s"><v>0</v></c><c s="1"><v>5</v></c></row>', strings="<si><t>Fife</t></si>", styles=formats(14)
)
LINKS = "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "F07", id="nothing"),
        pytest.param(bytes(1000), "F07", id="zeros"),
        pytest.param(packed({"holiday.txt": b"Shetland"}), "F07", id="a zip that is no workbook"),
        pytest.param(without(WHOLE, "xl/worksheets/sheet1.xml"), "F07", id="a sheet's part lost"),
        pytest.param(without(WHOLE, "xl/sharedStrings.xml"), "F07", id="the strings lost"),
        pytest.param(without(WHOLE, "xl/styles.xml"), "F07", id="the styles lost"),
        pytest.param(without(WHOLE, LINKS), "F07", id="the relationships lost"),
        pytest.param(replaced(WHOLE, LINKS, b"worksheets/", b"../../worksheets/"), "F11", id="a path leading outside"),
        pytest.param(replaced(WHOLE, LINKS, b"worksheets/", b"file:///etc/"), "F11", id="a path to a disk"),
        pytest.param(replaced(WHOLE, LINKS, b"worksheets/", b"\\\\server\\"), "F11", id="a path to a server"),
        pytest.param(replaced(WHOLE, "xl/workbook.xml", b"<sheet ", b"<other "), "F07", id="no sheets"),
        pytest.param(
            replaced(WHOLE, "xl/workbook.xml", b'r:id="r1"', b'r:id="r9"'), "F07", id="a sheet leading nowhere"
        ),
        pytest.param(
            replaced(WHOLE, "xl/worksheets/sheet1.xml", b"worksheet", b"chartsheet"), "F07", id="no worksheet"
        ),
        pytest.param(
            replaced(WHOLE, "xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE a><worksheet"), "F10", id="entities"
        ),
        pytest.param(
            book(sheets='<sheet name="TABLE 1" r:id="r4"/>', links=[("chartsheet", "c.xml")]), "F11", id="one name"
        ),
        pytest.param(book(sheets='<sheet name="Table 2" r:id="r1"/>'), "F11", id="one part for two sheets"),
        pytest.param(book(more={"xl/Workbook.xml": "<workbook/>"}), "F11", id="two parts of one name"),
    ],
)
def test_what_cannot_be_read_is_refused(content, code):
    assert refused(content) == code


def test_a_path_from_the_packages_root_or_written_as_an_address_is_found():
    absolute = replaced(WHOLE, LINKS, b"worksheets/sheet1.xml", b"/xl/worksheets/./other/../Sheet%31.xml")
    assert cells(absolute) == cells(WHOLE)


def test_strings_that_no_cell_needs_may_be_lost():
    assert cells(without(book("<row><c><v>1</v></c></row>"), "xl/sharedStrings.xml")) == {"A1": (Kind.NUMBER, 1)}


def test_a_workbook_cut_short_anywhere_is_refused():
    for length in range(0, len(WHOLE) - 22, 97):
        assert refused(WHOLE[:length]) == "F07"


def rich_workbook():
    """A small workbook with something of everything, for damage to fall on."""
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ["Area", "Option 1", "Option 2"],
        ["Fife", 545, 0.5],
        ["Angus", "[c]", "=B2*2"],
        [datetime(2021, 4, 1), True],
    ):
        sheet.append(row)
    sheet["A1"].font, sheet["C2"].number_format = Font(b=True, vertAlign="superscript"), "0%"
    sheet["B2"].comment = Comment("provisional", "KM")
    sheet.merge_cells("A5:B6")
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("Notes")["B2"] = "a note"
    inside = parts_of(saved(workbook))
    return {name: part for name, part in inside.items() if "theme" not in name}


def test_damage_inside_the_parts_gives_a_book_or_a_refusal():
    inside, outcomes = rich_workbook(), set()
    for seed in range(300):
        chance = random.Random(seed)
        name = chance.choice(sorted(inside))
        torn = bytearray(inside[name])
        for _ in range(chance.randint(1, 4)):
            torn[chance.randrange(len(torn))] = chance.randrange(256) if seed % 2 else chance.randrange(48, 123)
        try:
            outcomes.add(bool(xlsx.read(packed(inside | {name: bytes(torn)})).sheets))
        except Refused as refusal:
            outcomes.add(refusal.code)
    assert {True, "F07"} <= outcomes <= {True, "F07", "F10", "F11"}


# Beside openpyxl


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(bundled.FOLDER.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_published_workbook_is_read_as_openpyxl_reads_it(path):
    kinds = {"n": Kind.NUMBER, "s": Kind.TEXT, "b": Kind.BOOL, "d": Kind.DATE, "e": Kind.ERROR, "f": Kind.FORMULA}
    content = path.read_bytes()
    found = xlsx.read(content)
    workbook = load_workbook(BytesIO(content))
    theirs, fonts = workbook.worksheets, workbook._fonts  # a cell's own font is a copy, and slow
    assert [sheet.name for sheet in found.sheets] == [sheet.title for sheet in theirs]
    for sheet, other in zip(found.sheets, theirs, strict=True):
        expected = {
            (cell.row, cell.column): (
                kinds[cell.data_type],
                cell.value,
                type(cell.value),
                cell.number_format,
                fonts[cell._style.fontId].b,
            )
            for cell in other._cells.values()
            if cell.value not in (None, "")
        }
        assert {
            place: (cell.kind, cell.value, type(cell.value), cell.format, cell.bold)
            for place, cell in sheet.cells.items()
        } == expected
    assert not found.uncalculated and not found.macros and not found.outside
