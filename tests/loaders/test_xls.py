"""Excel 97-2003 workbooks -> the neutral grid."""

import random
import struct
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
import xlwt

from loaders import xls
from loaders.grid import Kind, Refused


def saved(book):
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def drawn(draw, **settings):
    """The bytes of a workbook with one sheet, drawn by a function of the sheet."""
    book = xlwt.Workbook()
    book.dates_1904 = settings.get("dates_1904", False)
    draw(book.add_sheet("Table 1"))
    return saved(book)


def sheet_of(draw):
    (sheet,) = xls.read(drawn(draw)).sheets
    return sheet


def only(value, style="", code="General"):
    """The one cell of a sheet that has it alone."""
    sheet = sheet_of(lambda sheet: sheet.write(2, 3, value, xlwt.easyxf(style, num_format_str=code)))
    (cell,) = sheet.cells.values()
    assert cell.address == "D3"
    return cell


# What a cell holds


@pytest.mark.parametrize(
    ("typed", "code", "kind", "value"),
    [
        (545, "General", Kind.NUMBER, 545),
        (-12.5, "General", Kind.NUMBER, -12.5),
        (0.853, "0.0%", Kind.NUMBER, 0.853),
        ("Fife", "General", Kind.TEXT, "Fife"),
        ("545", "@", Kind.TEXT, "545"),
        ("N/A", "General", Kind.TEXT, "N/A"),
        (" ", "General", Kind.TEXT, " "),
        (True, "General", Kind.BOOL, True),
        (date(2021, 3, 31), "dd/mm/yyyy", Kind.DATE, datetime(2021, 3, 31)),
        (datetime(2021, 3, 31, 12, 30), "d mmm yyyy h:mm", Kind.DATE, datetime(2021, 3, 31, 12, 30)),
        (0.5, "h:mm", Kind.DATE, time(12)),
        (1.25, "[h]:mm", Kind.DATE, timedelta(hours=30)),
        (-1, "dd/mm/yyyy", Kind.NUMBER, -1),
        (9e9, "dd/mm/yyyy", Kind.NUMBER, 9_000_000_000),
    ],
)
def test_a_cell_keeps_its_kind_its_format_and_what_was_typed(typed, code, kind, value):
    cell = only(typed, code=code)
    assert (cell.kind, cell.value, type(cell.value), cell.format) == (kind, value, type(value), code)


@pytest.mark.parametrize(
    ("number", "error"),
    [(0, "#NULL!"), (7, "#DIV/0!"), (15, "#VALUE!"), (23, "#REF!"), (29, "#NAME?"), (36, "#NUM!"), (42, "#N/A")],
)
def test_an_error_is_an_error_and_says_which(number, error):
    def draw(sheet):
        sheet.row(0).set_cell_error(0, number)

    assert [(cell.kind, cell.value) for cell in sheet_of(draw).cells.values()] == [(Kind.ERROR, error)]


def test_a_formula_is_read_as_its_saved_result_and_the_book_says_that_formulas_cannot_be_seen():
    content = drawn(lambda sheet: sheet.write(0, 0, xlwt.Formula("271+274")))
    never_worked_out, worked_out = b"\3\0\0\0\0\0\xff\xff", struct.pack("<d", 545)
    assert content.count(never_worked_out) == 1
    for saved_as, kind, value in ((never_worked_out, Kind.TEXT, ""), (worked_out, Kind.NUMBER, 545)):
        book = xls.read(content.replace(never_worked_out, saved_as))
        (cell,) = book.sheets[0].cells.values()
        assert (cell.kind, cell.value, cell.formula) == (kind, value, "")
        assert [(code, "formulas" in details["words"]) for code, details in book.remarks] == [("F18", True)]


def test_a_book_that_counts_days_from_1904_gives_the_same_dates():
    content = drawn(
        lambda sheet: sheet.write(0, 0, date(2021, 3, 31), xlwt.easyxf(num_format_str="dd/mm/yy")), dates_1904=True
    )
    book = xls.read(content)
    assert (book.date1904, book.sheets[0].cells[1, 1].value) == (True, datetime(2021, 3, 31))


def test_blank_cells_with_a_look_of_their_own_are_not_in_the_grid():
    assert sheet_of(lambda sheet: sheet.write(0, 0, "", xlwt.easyxf("font: bold on"))).cells == {}


# How it looks


def test_bold_and_struck_are_told():
    plain, bold, struck = only("x"), only("x", "font: bold on"), only("x", "font: struck_out on")
    assert [(each.bold, each.struck) for each in (plain, bold, struck)] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def raised():
    font = xlwt.Font()
    font.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    return font


@pytest.mark.parametrize(
    ("runs", "small"),
    [
        ([("374", None), ("1", "raised")], ((3, 4),)),
        ([("1", "raised"), ("374", None)], ((0, 1),)),
        ([("𝟛74", None), ("1", "raised"), (" or so", None)], ((3, 4),)),
        ([("374", None)], ()),
    ],
)
def test_small_raised_letters_are_known_by_their_places(runs, small):
    fonts = {None: xlwt.Font(), "raised": raised()}
    sheet = sheet_of(lambda sheet: sheet.write_rich_text(0, 0, [(text, fonts[font]) for text, font in runs]))
    (cell,) = sheet.cells.values()
    assert (cell.value, cell.small) == ("".join(text for text, _ in runs), small)


def test_a_cell_in_raised_letters_throughout_is_small_throughout():
    assert only("note", "font: escapement superscript").small == ((0, 4),)


# Where cells are


def test_hidden_rows_columns_and_sheets_and_merged_ranges_lose_nothing():
    book = xlwt.Workbook()
    for name, visibility in (("Table 1", 0), ("lookups", 1), ("removed", 2)):
        book.add_sheet(name).visibility = visibility
    sheet = book.get_sheet(0)
    for row in range(4):
        for column in range(4):
            sheet.write(row, column, row * column)
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    sheet.write_merge(5, 7, 0, 1, "Angus")
    found = xls.read(saved(book))
    assert [(each.name, each.hidden) for each in found.sheets] == [
        ("Table 1", ""),
        ("lookups", "hidden"),
        ("removed", "very hidden"),
    ]
    first = found.sheets[0]
    assert (first.hidden_rows, first.hidden_columns, first.merged) == ({2}, {3}, ((6, 1, 8, 2),))
    assert (len(first.cells), first.cells[6, 1].value) == (17, "Angus")


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def with_records(content, records, after):
    """The workbook's records with some put in, each right after a kind of record that is there once.

    The stream is given bare, out of its box of storages: xlrd takes it so too. Where sheets begin is put right.
    """
    stream = stream_of(content)
    place, into = 0, None
    while into is None:
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4 + length
        into = place if kind == after else None
    found = bytearray(stream[:into] + records + stream[into:])
    place = 0
    while kind != 0x000A:  # the end of what is about the whole workbook
        kind, length = struct.unpack_from("<HH", found, place)
        if kind == 0x0085:  # a sheet: its offset comes first
            (offset,) = struct.unpack_from("<i", found, place + 4)
            struct.pack_into("<i", found, place + 4, offset + (len(records) if offset >= into else 0))
        place += 4 + length
    return bytes(found)


def stream_of(content):
    from xlrd.compdoc import CompDoc

    held, start, length = CompDoc(content, logfile=BytesIO()).locate_named_stream("Workbook")
    return held[start : start + length]


def text_of(words):
    return struct.pack("<HB", len(words), 0) + words.encode("latin-1")


def comment(row, column, words):
    drawing = struct.pack("<HHHHH", 0x15, 0x12, 0x19, 1, 0x4011) + bytes(12) + struct.pack("<HH", 0, 0)
    runs = struct.pack("<HH4xHH4x", 0, 0, len(words), 0)
    return (
        record(0x005D, drawing)
        + record(0x01B6, struct.pack("<HH6xHHI", 0x212, 0, len(words), len(runs), 0))
        + record(0x003C, b"\0" + words.encode("latin-1"))
        + record(0x003C, runs)
        + record(0x001C, struct.pack("<HHHH", row, column, 0, 1) + text_of("Jean") + b"\0")
    )


def test_a_comment_is_kept_with_its_cell_or_alone():
    content = drawn(lambda sheet: sheet.write(0, 0, "Fife"))
    of_the_window = 0x023E
    for column, kind in ((0, Kind.TEXT), (4, Kind.BLANK)):
        commented = with_records(content, comment(0, column, "Check this"), after=of_the_window)
        cell = xls.read(commented).sheets[0].cells[1, column + 1]
        assert (cell.kind, cell.comment) == (kind, "Check this")


def test_other_workbooks_that_figures_come_from_are_told_by_their_names():
    others = record(0x01AE, struct.pack("<H", 1) + text_of("\x01\x01C\x03Users\x03Master.xls") + text_of("Sheet1"))
    itself, add_in = record(0x01AE, b"\1\0\1\4"), record(0x01AE, b"\1\0\1\x3a")
    content = with_records(drawn(lambda sheet: sheet.write(0, 0, 1)), others + itself + add_in, after=0x0085)
    assert xls.read(content).outside == ("Master.xls",)


# What does not open


def test_nothing_is_printed(capfd):
    xls.read(drawn(lambda sheet: sheet.write(0, 0, 1)) + b"\0" * 13)
    assert capfd.readouterr() == ("", "")


def test_looks_that_are_damaged_cost_the_looks_and_no_figure():
    fonts = record(0x0031, b"")  # a font that says nothing
    book = xls.read(with_records(drawn(lambda sheet: sheet.write(0, 0, 545)), fonts, after=0x0042))
    assert [code for code, _ in book.remarks] == ["F18", "F19"]
    assert book.sheets[0].cells[1, 1].value == 545


def test_more_cells_than_any_return_has_are_refused(monkeypatch):
    monkeypatch.setattr(xls, "MOST_CELLS", 3)

    def draw(sheet):
        for column in range(4):
            sheet.write(0, column, 1)

    with pytest.raises(Refused) as refused:
        xls.read(drawn(draw))
    assert refused.value.code == "F09"


OLDER = struct.pack("<HHHH", 0x0209, 4, 0x0200, 0x10) + record(0x000A, b"")  # BIFF 3, one sheet


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Area,Option 1\nFife,545\n", id="words"),
        pytest.param(b"PK\x03\x04", id="a zip's first letters"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), id="a box with nothing in it"),
        pytest.param(OLDER, id="from before Excel 5"),
        pytest.param(drawn(lambda sheet: sheet.write(0, 0, 1))[:2000], id="cut short"),
        pytest.param(random.Random(1).randbytes(5000), id="random bytes"),
    ],
)
def test_what_is_damaged_or_too_old_is_refused(content):
    with pytest.raises(Refused) as refused:
        xls.read(content)
    assert refused.value.code == "F07"


def torn(content, seed):
    """The bytes with up to 20 of them changed, or some in a row lost."""
    chance, found = random.Random(seed), bytearray(content)
    if chance.random() < 0.3:
        start = chance.randrange(len(found))
        found[start : start + chance.randint(1, 300)] = b""
    for _ in range(chance.randint(1, 20)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def opens(content):
    """Whether bytes open; the only other outcome is Refused, anything else is a bug."""
    try:
        xls.read(content)
    except Refused:
        return False
    return True


def test_damaged_bytes_are_read_or_refused():
    def draw(sheet):
        for row in range(5):
            sheet.write(row, 0, f"Fife {row}", xlwt.easyxf("font: bold on"))
            sheet.write(row, 1, row * 1.5, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write_merge(6, 7, 0, 1, date(2021, 3, 31), xlwt.easyxf(num_format_str="dd/mm/yy"))
        sheet.write_rich_text(8, 0, [("374", xlwt.Font()), ("1", raised())])

    whole = drawn(draw)
    opened = sum(opens(torn(whole, seed)) for seed in range(200))
    assert 0 < opened < 200
