"""OpenDocument spreadsheets -> the neutral grid. Written by hand here, as the spreadsheet programs write them."""

import random
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from loaders import ods
from loaders.grid import Kind, Refused
from loaders.ods_styles import _SPACES

NAMES = " ".join(f'xmlns:{short}="{long}"' for short, long in _SPACES.items())
LIBREOFFICE_ERROR = 'table:formula="of:=1/0" office:value-type="string" office:string-value="" '


def packed(parts):
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def content_of(tables, styles=""):
    return (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def file_of(tables, styles="", **others):
    return packed({"content.xml": content_of(tables, styles), **others})


def sheet_of(rows, styles="", **others):
    """The one sheet of a file with these rows."""
    (sheet,) = ods.read(file_of(f'<table:table table:name="Table 1">{rows}</table:table>', styles, **others)).sheets
    return sheet


def row(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(inside="", attributes=""):
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def words(text, attributes=""):
    return cell(f"<text:p>{text}</text:p>", f'office:value-type="string" {attributes}')


def number(value, attributes=""):
    return cell(f"<text:p>{value}</text:p>", f'office:value-type="float" office:value="{value}" {attributes}')


def only(cell, styles=""):
    """The one cell of a sheet that has it alone."""
    (found,) = sheet_of(row(cell), styles).cells.values()
    return found


def shown(sheet):
    return {each.address: each.value for each in sheet.cells.values()}


# What a cell holds


@pytest.mark.parametrize(
    ("attributes", "text", "kind", "value"),
    [
        ('office:value-type="float" office:value="545"', "545", Kind.NUMBER, 545),
        ('office:value-type="float" office:value="85.3"', "85", Kind.NUMBER, 85.3),
        ('office:value-type="percentage" office:value="0.853"', "85%", Kind.NUMBER, 0.853),
        ('office:value-type="currency" office:currency="GBP" office:value="12"', "£12", Kind.NUMBER, 12),
        ('office:value-type="string"', "Fife", Kind.TEXT, "Fife"),
        ('office:value-type="string"', "N/A", Kind.TEXT, "N/A"),
        ('office:value-type="string" office:string-value="Fife"', "", Kind.TEXT, "Fife"),
        ("", "Fife", Kind.TEXT, "Fife"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", Kind.BOOL, True),
        ('office:value-type="date" office:date-value="2021-03-31"', "31/03", Kind.DATE, datetime(2021, 3, 31)),
        (
            'office:value-type="date" office:date-value="2021-03-31T12:30:00.5"',
            "31/03",
            Kind.DATE,
            datetime(2021, 3, 31, 12, 30, 0, 500000),
        ),
        ('office:value-type="time" office:time-value="PT30H05M10S"', "30:05", Kind.DATE, timedelta(0, 108310)),
        ('office:value-type="float" office:value="5,5"', "5,5", Kind.TEXT, "5,5"),
        ('office:value-type="date" office:date-value="soon"', "soon", Kind.TEXT, "soon"),
        ('office:value-type="float" office:value="NaN"', "", Kind.ERROR, "NaN"),
        ('table:formula="of:=[.A2]" office:value-type="float" office:value="3"', "3", Kind.NUMBER, 3),
        ('table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""', "", Kind.TEXT, ""),
        ('table:formula="of:=[.A2]"', "", Kind.FORMULA, None),
        ('table:formula="of:=[.A2]"', "shown", Kind.FORMULA, None),
        ('table:formula="of:=[.A2]" office:value-type="float"', "", Kind.FORMULA, None),
        (LIBREOFFICE_ERROR + 'calcext:value-type="error"', "#DIV/0!", Kind.ERROR, "#DIV/0!"),
        (LIBREOFFICE_ERROR + 'calcext:value-type="error"', "#ЗНАЧЕН!", Kind.ERROR, "#ЗНАЧЕН!"),
        ('table:formula="of:=[.A2]" office:value-type="float" office:value="0"', "Err:502", Kind.ERROR, "Err:502"),
        ('table:formula="of:=#N/A" office:value-type="string"', "#N/A", Kind.ERROR, "#N/A"),
    ],
)
def test_a_cell_keeps_its_kind_and_what_was_typed(attributes, text, kind, value):
    found = only(cell(f"<text:p>{text}</text:p>" if text else "", attributes))
    assert (found.kind, found.value, type(found.value)) == (kind, value, type(value))


def test_a_formula_is_kept_without_its_prefix_and_equals_sign():
    assert only(number(3, 'table:formula="of:=SUM([.A2:.A3])"')).formula == "SUM([.A2:.A3])"
    assert only(number(3, 'table:formula="msoxl:=A2"')).formula == "A2"


def test_an_empty_paragraph_is_the_saved_result_of_a_formula_as_older_libreoffice_wrote_it():
    found = only(cell("<text:p/>", 'table:formula="of:=&quot;&quot;"'))
    assert (found.kind, found.value, found.formula) == (Kind.TEXT, "", '""')


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<text:p>Fife</text:p><text:p>Angus</text:p>", "Fife\nAngus"),
        ("<text:p/><text:p>Fife</text:p>", "\nFife"),
        ("<text:p>a<text:s text:c='3'/>b<text:s/>c<text:tab/>d<text:line-break/>e</text:p>", "a   b c\td\ne"),
        ("<text:p>\n   Fife\n   <text:span> and</text:span>  Angus</text:p>", "Fife and Angus"),
        ("<text:p>See <text:a xlink:href='x'>the note</text:a>.</text:p>", "See the note."),
    ],
)
def test_text_is_what_the_cell_shows(inside, text):
    assert only(cell(inside, 'office:value-type="string"')).value == text


def test_spaces_by_the_thousand_million_are_cut_short():
    assert len(only(cell("<text:p>a<text:s text:c='999999999'/></text:p>")).value) == 1 + ods.MOST_SPACES


def test_a_comment_is_no_part_of_the_text_and_may_stand_alone():
    paragraphs = "<text:p>Check</text:p><text:p>this</text:p>"
    comment = f"<office:annotation><dc:creator>Jean</dc:creator>{paragraphs}</office:annotation>"
    sheet = sheet_of(row(cell(f"{comment}<text:p>Fife</text:p>", 'office:value-type="string"'), cell(comment)))
    assert [(each.kind, each.value, each.comment) for each in sheet.cells.values()] == [
        (Kind.TEXT, "Fife", "Check\nthis"),
        (Kind.BLANK, None, "Check\nthis"),
    ]


# How it looks


def style(name, properties, family="table-cell", more=""):
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:text-properties {properties}/></style:style>"
    )


BOLD = style("B", 'fo:font-weight="bold"')
RAISED = style("T1", 'style:text-position="super 58%"', "text")


def test_small_raised_letters_are_known_by_their_places():
    found = only(words("374<text:span text:style-name='T1'>1</text:span>"), RAISED)
    assert (found.value, found.small) == ("3741", ((3, 4),))


@pytest.mark.parametrize(
    ("position", "small"),
    [("sub 58%", True), ("33% 58%", True), ("-33%", True), ("0% 100%", False), ("0%", False)],
)
def test_lowered_letters_are_small_too_and_those_on_the_line_are_not(position, small):
    styles = style("ce1", f'style:text-position="{position}"')
    assert only(words("note", 'table:style-name="ce1"'), styles).small == (((0, 4),) if small else ())


def test_bold_and_struck_come_from_a_style_its_parent_or_the_runs_of_a_text():
    styles = (
        style("heading", 'fo:font-weight="bold"')
        + style("ce1", 'style:text-line-through-style="solid"', more='style:parent-style-name="heading"')
        + style("ce2", 'fo:font-weight="normal"', more='style:parent-style-name="heading"')
        + style("T2", 'style:text-line-through-style="solid"', "text")
    )
    looks = [only(words("x", f'table:style-name="{name}"'), styles) for name in ("heading", "ce1", "ce2")]
    assert [(each.bold, each.struck) for each in looks] == [(True, False), (True, True), (False, False)]
    assert only(words('5<text:span text:style-name="T2">6</text:span>'), styles).struck


def test_styles_that_are_each_others_parents_end():
    styles = style("a", "", more='style:parent-style-name="b"') + style("b", "", more='style:parent-style-name="a"')
    assert only(words("x", 'table:style-name="a"'), styles).bold is False


def test_a_common_style_may_come_by_way_of_a_column_or_row():
    common = f"<x {NAMES}><office:styles>{BOLD}</office:styles></x>"
    rows = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="B"/>' + row(words("a"), words("b"), words("c"))
    )
    sheet = sheet_of(rows, **{"styles.xml": common})
    assert [each.bold for each in sheet.cells.values()] == [False, False, True]
    rows = f'<table:table-row table:default-cell-style-name="B">{words("a")}</table:table-row>'
    assert sheet_of(rows, **{"styles.xml": common}).cells[1, 1].bold


def number_style(kind, inside, name="N1"):
    return (
        f'<number:{kind} style:name="{name}">{inside}</number:{kind}>'
        f'<style:style style:name="ce1" style:family="table-cell" style:data-style-name="{name}"/>'
    )


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("percentage-style", '<number:number number:decimal-places="0"/><number:text>%</number:text>', "0%"),
        ("percentage-style", '<number:number number:decimal-places="1"/><number:text>%</number:text>', "0.0%"),
        ("number-style", '<number:number number:decimal-places="0" number:grouping="true"/>', "#,##0"),
        ("number-style", '<number:number number:min-integer-digits="1"/>', ""),
        (
            "date-style",
            '<number:day number:style="long"/><number:text>/</number:text><number:month number:textual="true"/>'
            '<number:text>/</number:text><number:year number:style="long"/>',
            "dd/mmm/yyyy",
        ),
        ("text-style", "<number:text-content/>", "@"),
    ],
)
def test_a_number_format_is_told_by_its_code(kind, inside, code):
    assert only(number(1, 'table:style-name="ce1"'), number_style(kind, inside)).format == code


def test_a_percentage_without_a_format_still_is_one():
    assert only(cell("", 'office:value-type="percentage" office:value="0.5"')).format == "0%"


def test_a_format_with_a_case_for_minus_is_that_of_the_other_case():
    plain = number_style(
        "percentage-style", '<number:number number:decimal-places="2"/><number:text>%</number:text>', "P0"
    )
    minus = number_style(
        "number-style",
        '<number:text>-</number:text><style:map style:apply-style-name="P0" style:condition="value()&gt;=0"/>',
    )
    assert only(number(1, 'table:style-name="ce1"'), plain + minus).format == "0.00%"


# Where cells are


def test_repeated_cells_and_rows_stand_in_every_place():
    again = 'table:number-columns-repeated="2"'
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{cell(attributes=again)}{number(7, again)}</table:table-row>'
    )
    sheet = sheet_of(rows + row(words("end")))
    assert shown(sheet) == {"C1": 7, "D1": 7, "C2": 7, "D2": 7, "A3": "end"}
    assert all((each.row, each.column) == place for place, each in sheet.cells.items())


def test_a_million_empty_repeats_cost_nothing():
    wide, tall = 'table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048000"'
    rows = (
        row(number(1), cell(attributes=wide))
        + f'<table:table-row {tall} table:visibility="collapse">{cell(attributes=wide)}'
    )
    sheet = sheet_of(rows + "</table:table-row>" + row(number(2)))
    assert shown(sheet) == {"A1": 1, "A1048002": 2}
    assert sheet.hidden_rows == frozenset()


@pytest.mark.parametrize(("rows", "columns"), [(1_048_576, 2), (1, 16_385), (1_048_577, 1), (10**12, 10**12)], ids=str)
def test_cells_repeated_beyond_a_spreadsheet_are_refused(rows, columns):
    inside = number(1, f'table:number-columns-repeated="{columns}"')
    with pytest.raises(Refused) as refused:
        sheet_of(f'<table:table-row table:number-rows-repeated="{rows}">{inside}</table:table-row>' * 2)
    assert refused.value.code == "F09"


def test_merged_cells_keep_their_range_and_what_they_cover():
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    under = '<table:covered-table-cell office:value-type="float" office:value="9"/>'
    sheet = sheet_of(row(words("Angus", spanned), covered, number(1)) + row(covered, under, number(2)))
    assert sheet.merged == ((1, 1, 2, 2),)
    assert shown(sheet) == {"A1": "Angus", "C1": 1, "B2": 9, "C2": 2}


def test_hidden_rows_and_columns_are_known_in_groups_too():
    rows = (
        "<table:table-header-columns><table:table-column/></table:table-header-columns>"
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
        '<table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="16381"/>'
        f"<table:table-header-rows>{row(*(number(each) for each in range(4)))}</table:table-header-rows>"
        f'<table:table-row-group table:display="false">{row(number(1))}<table:table-row-group>{row(number(1))}'
        f"</table:table-row-group>{row(number(1))}</table:table-row-group>"
        f'{row(number(1))}<table:table-row table:visibility="filter">{number(1)}</table:table-row>{row(number(1))}'
    )
    sheet = sheet_of(rows)
    assert len(sheet.rows()) == 7
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 3, 4, 6}, {2, 3})


def picture(more=""):
    return f'<draw:frame><draw:image xlink:href="Pictures/1.png"/>{more}</draw:frame>'


def test_a_picture_is_known_by_its_cell_and_a_chart_is_none():
    chart = picture('<draw:object xlink:href="./Object 1"><table:table table:name="local"/></draw:object>')
    rows = f"<table:table-column/>{row(cell())}{row(cell(), cell(picture()), cell(chart))}"
    assert sheet_of(rows).pictures == ("B2",)
    assert sheet_of(f"<table:shapes>{picture()}</table:shapes>{rows}").pictures == ("A1", "B2")


# The book


def test_sheets_come_in_their_order_with_hidden_ones():
    hidden = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="ta2" style:family="table">{hidden}</style:style>'
    tables = '<table:table table:name="Table 2"/><table:table table:name="lookups" table:style-name="ta2"/>'
    book = ods.read(file_of(tables, styles))
    assert (book.form, [(sheet.name, sheet.hidden) for sheet in book.sheets]) == (
        "ods",
        [("Table 2", ""), ("lookups", "hidden")],
    )


def test_figures_from_other_workbooks_are_told_and_their_saved_copies_are_no_sheets():
    formula = "table:formula=\"of:=['file:///C:/Users/jean/It''s%20Master.ods'#$Sheet1.A1]\""
    own = '<table:table-source xlink:href="../linked.ods"/>' + row(number(1, formula))
    tables = (
        f'<table:table table:name="Own">{own}</table:table>'
        f"<table:table table:name=\"'file:///C:/Master.ods'#$Sheet1\">{row(number(1))}</table:table>"
        f"<table:dde-links><table:dde-link><table:table>{row(number(1))}</table:table></table:dde-link></table:dde-links>"
    )
    book = ods.read(file_of(tables))
    assert [sheet.name for sheet in book.sheets] == ["Own"]
    assert book.outside == ("linked.ods", "It's Master.ods")


def test_the_files_own_words_the_calendar_and_macros_are_told():
    meta = (
        f"<x {NAMES}><office:meta><dc:title>Return</dc:title><meta:initial-creator>Jean</meta:initial-creator>"
        '<meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword><meta:user-defined meta:name="Team">SDS'
        "</meta:user-defined><meta:editing-cycles>3</meta:editing-cycles></office:meta></x>"
    )
    calendar = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    book = ods.read(file_of(calendar, **{"meta.xml": meta, "Basic/Standard/Module1.xml": "<x/>"}))
    assert book.properties == {"title": "Return", "creator": "Jean", "keywords": "a, b", "Team": "SDS"}
    assert (book.date1904, book.macros) == (True, True)
    plain = ods.read(file_of("", **{"Basic/Standard/script-lb.xml": "<x/>"}))
    assert (plain.date1904, plain.macros) == (False, False)


# What does not open

TIMES_X = 'table:number-columns-repeated="x"'
DEEP = words("<text:span>" * 9999 + "</text:span>" * 9999)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x03\x04", id="a zip's first letters"),
        pytest.param(random.Random(1).randbytes(5000), id="random bytes"),
        pytest.param(packed({}), id="an empty zip"),
        pytest.param(packed({"content.xml": "<office/>"}), id="no spreadsheet"),
        pytest.param(packed({"content.xml": content_of("")[:-30]}), id="cut short inside"),
        pytest.param(file_of("", **{"styles.xml": "<"}), id="broken styles"),
        pytest.param(file_of("", **{"meta.xml": ""}), id="empty properties"),
        pytest.param(file_of(f"<table:table>{row(number(1, TIMES_X))}</table:table>"), id="times x"),
        pytest.param(file_of(f"<table:table>{row(DEEP)}</table:table>"), id="very deep"),
    ],
)
def test_what_is_damaged_or_no_spreadsheet_is_refused(content):
    with pytest.raises(Refused) as refused:
        ods.read(content)
    assert refused.value.code == "F07"


def whole():
    comment = "<office:annotation><text:p>Check</text:p></office:annotation>"
    rows = row(words("Fife"), number(545, 'table:number-columns-repeated="2"')) + row(
        cell(comment, 'office:value-type="percentage" office:value="0.5" table:style-name="ce1"'),
        cell("<text:p>#REF!</text:p>", 'table:formula="of:=[.A1]" office:value-type="string"'),
        words("374<text:span text:style-name='T1'>1</text:span>", 'table:number-rows-spanned="2"'),
    )
    tables = f'<table:table table:name="Table 1"><table:table-column/>{rows}</table:table>'
    return {
        "content.xml": content_of(tables, RAISED + number_style("percentage-style", "<number:number/>")),
        "styles.xml": f"<x {NAMES}><office:styles>{BOLD}</office:styles></x>",
        "meta.xml": f"<x {NAMES}><dc:title>Return</dc:title></x>",
    }


def torn(content, seed, letters=range(256)):
    """The bytes with up to 20 of them changed, or some in a row lost."""
    chance, found = random.Random(seed), bytearray(content)
    if chance.random() < 0.3:
        start = chance.randrange(len(found))
        found[start : start + chance.randint(1, 100)] = b""
    for _ in range(chance.randint(1, 20)):
        found[chance.randrange(len(found))] = chance.choice(letters)
    return bytes(found)


def read_or_refused(content):
    try:
        return ods.read(content)
    except Refused:
        return None


def test_damaged_bytes_are_read_or_refused_and_never_change_a_figure():
    content = packed(whole())
    cells = [sheet.cells for sheet in ods.read(content).sheets]
    for seed in range(200):
        book = read_or_refused(torn(content, seed))
        assert book is None or [sheet.cells for sheet in book.sheets] == cells, seed


def test_damage_inside_the_parts_is_read_or_refused():
    parts = whole()
    for seed in range(400):
        name = random.Random(seed).choice(sorted(parts))
        read_or_refused(packed(parts | {name: torn(parts[name].encode(), seed, range(32, 127))}))
