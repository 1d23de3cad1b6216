"""An Excel 97-2003 workbook's bytes -> the neutral grid, by xlrd.

xlrd is the only reader that keeps error cells, number formats, comments and hidden rows of these files. It does not
tell a formula from a typed value, which the book's remarks say, nor where pictures stand.
"""

import re
from collections.abc import Iterator
from math import isfinite
from os import devnull
from pathlib import Path
from struct import unpack_from

import xlrd
from xlrd.biffh import error_text_from_code, unpack_unicode
from xlrd.formatting import Font

from loaders import progress, serials
from loaders.grid import Book, Cell, Kind, Refused, Sheet, Typed
from loaders.serials import Shows

MOST_CELLS = 2_000_000  # in all sheets together
FIRST_VERSION = 50  # BIFF 5, of Excel 5.0: the first with more than one sheet in a file
FORM = "the older Excel 97-2003 format"
NO_FORMULAS = "In this format we cannot see which figures are worked out by formulas; all were read as saved."
NO_FORMATS = (
    "How the file looks is damaged: hidden rows and columns, merged cells and number formats could not be seen."
)

_HIDDEN = ("", "hidden", "very hidden")  # as the file numbers them
_MACROS = "_VBA_PROJECT".encode("utf-16-le")  # the folder that macros are kept in


def read(content: bytes) -> Book:
    """A whole Excel 97-2003 workbook. Raises Refused: F07 for anything damaged or older, F09 for too many cells."""
    try:
        return _book(content, formats=True)
    except Refused:
        raise
    except Exception:  # mostly looks that another program wrote amiss; the cells may be sound
        remark = ("F19", {"words": NO_FORMATS})
    try:
        return _book(content, formats=False, remarks=(remark,))
    except Refused:
        raise
    except Exception as damage:  # xlrd raises whatever its arithmetic ends in
        raise Refused("F07", seen=str(damage)) from damage


def _book(content: bytes, formats: bool, remarks: tuple = ()) -> Book:
    with Path(devnull).open("w") as log:  # xlrd prints what it finds odd
        # On demand and with rows as short as they are, so that one sheet at a time is held, and no more than it needs
        book = xlrd.open_workbook(
            file_contents=content, logfile=log, formatting_info=formats, on_demand=True, ragged_rows=True
        )
        with book:
            if book.biff_version < FIRST_VERSION:
                raise Refused("F07", seen=f"Excel's format of version {book.biff_version / 10}")
            return Book(
                form="xls",
                sheets=tuple(_sheets(book)),
                date1904=book.datemode == 1,
                macros=_MACROS in content,
                outside=tuple(dict.fromkeys(_outside(book))),
                properties={"lastModifiedBy": name} if (name := (book.user_name or "").strip()) else {},
                remarks=(("F18", {"form": FORM, "words": NO_FORMULAS}), *remarks),
            )


_END, _OTHER_BOOK = 0x000A, 0x01AE  # kinds of records
_ITSELF, _ADD_IN = b"\x01\x04", b"\x01\x3a"  # instead of a name
_BETWEEN_FOLDERS = re.compile(r"[\x01-\x08/\\]")


def _outside(book: xlrd.Book) -> Iterator[str]:
    """The file names of the other workbooks that formulas take figures from; only Excel 97 and later tell."""
    place, kind = book.base, None
    while book.biff_version >= 80 and kind != _END:
        kind, length = unpack_from("<HH", book.mem, place)
        record = bytes(book.mem[place + 4 : place + 4 + length])
        place += 4 + length
        # A name of no sheets is that of another program; a count of one and the sign for add-ins, that of a function
        if kind == _OTHER_BOOK and record[:2] != b"\0\0" and record[2:4] not in (_ITSELF, _ADD_IN):
            yield _BETWEEN_FOLDERS.split(unpack_unicode(record, 2, lenlen=2))[-1]


def _sheets(book: xlrd.Book) -> Iterator[Sheet]:
    left = MOST_CELLS
    for number in progress.sheets(progress.OPENING, range(book.nsheets), name=book.sheet_names().__getitem__):
        sheet = _Sheet(book, book.sheet_by_index(number))
        yield sheet.read(left)
        left -= sheet.count
        book.unload_sheet(number)


class _Look:
    """What a cell's format record tells: its font and its number format's code."""

    def __init__(self, book: xlrd.Book, index: int) -> None:
        record = book.xf_list[index]
        self.font = book.font_list[record.font_index]
        self.code = book.format_map[record.format_key].format_str


class _Sheet:
    """One sheet in the reading."""

    def __init__(self, book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.count = 0
        self.looks: dict[int, _Look] = {}

    def read(self, left: int) -> Sheet:
        """The sheet. Raises Refused F09 where it has more cells than are `left`."""
        cells: dict[tuple[int, int], Cell] = {}
        for row in range(self.sheet.nrows):
            for column in range(self.sheet.row_len(row)):
                if cell := self._cell(row, column):
                    cells[row + 1, column + 1] = cell
            self.count = len(cells)
            if self.count > left:
                raise Refused("F09", sheet=self.sheet.name)
        for (row, column), note in self.sheet.cell_note_map.items():
            if (row + 1, column + 1) not in cells:
                cells[row + 1, column + 1] = Cell(row + 1, column + 1, Kind.BLANK, None, comment=note.text)
        return Sheet(
            name=self.sheet.name,
            cells=cells,
            merged=tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in self.sheet.merged_cells),
            hidden_rows=self._hidden_rows({row for row, _ in cells}),
            hidden_columns=frozenset(column + 1 for column, info in self.sheet.colinfo_map.items() if info.hidden),
            hidden=_HIDDEN[min(self.sheet.visibility, 2)],
        )

    def _hidden_rows(self, used: set[int]) -> frozenset[int]:
        """Rows hidden one by one; where the sheet hides all rows it says nothing of, those too."""
        told = self.sheet.rowinfo_map
        hidden = {row + 1 for row, info in told.items() if info.hidden}
        untold = {row for row in used if row - 1 not in told} if self.sheet.default_row_hidden else set()
        return frozenset(hidden | untold)

    def _cell(self, row: int, column: int) -> Cell | None:
        """One cell; None where nothing stands. An empty text is one: a formula gives it, or was never worked out."""
        kind, value = self.sheet.cell_type(row, column), self.sheet.cell_value(row, column)
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return None
        look = self._look(row, column)
        code = look.code if look else ""
        kind, value = self._value(kind, value, code)
        note = self.sheet.cell_note_map.get((row, column))
        runs = self._runs(row, column, value, look)
        return Cell(
            row=row + 1,
            column=column + 1,
            kind=kind,
            value=value,
            format=code,
            small=tuple((start, end) for start, end, font in runs if font.escapement),
            bold=bool(look and (look.font.bold or look.font.weight >= 600)),
            struck=any(font.struck_out for _, _, font in runs),
            comment=note.text if note else "",
        )

    def _value(self, kind: int, value: object, code: str) -> tuple[Kind, Typed]:
        """The kind and value of a cell."""
        if kind == xlrd.XL_CELL_TEXT:
            return Kind.TEXT, value
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Kind.BOOL, bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return Kind.ERROR, error_text_from_code.get(value, f"error {value}")
        if not isfinite(value):  # which Excel itself never saves
            return Kind.ERROR, "#NUM!"
        shown = serials.shows(code)
        if kind == xlrd.XL_CELL_DATE and shown is Shows.NUMBER:  # a format known by its number only
            shown = Shows.DATE
        return _moment(value, shown, self.book.datemode == 1)

    def _look(self, row: int, column: int) -> _Look | None:
        """How a cell looks; None where the looks could not be read."""
        if not self.book.formatting_info:
            return None
        index = self.sheet.cell_xf_index(row, column)
        if index not in self.looks:
            self.looks[index] = _Look(self.book, index)
        return self.looks[index]

    def _runs(self, row: int, column: int, value: Typed, look: _Look | None) -> list[tuple[int, int, Font]]:
        """A cell's letters by the fonts they stand in: first place, one past the last, font."""
        if value is None or look is None:
            return []
        text = str(value)
        told = self.sheet.rich_text_runlist_map.get((row, column), ()) if isinstance(value, str) else ()
        starts = [(0, look.font)] + [(_place(text, start), self.book.font_list[font]) for start, font in told]
        ends = [start for start, _ in starts[1:]] + [len(text)]
        runs = ((start, end, font) for (start, font), end in zip(starts, ends, strict=True))
        return [(start, end, font) for start, end, font in runs if start < end]


def _place(text: str, units: int) -> int:
    """A place counted in the file's 16-bit units as one counted in letters."""
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore"))


def _number(value: float) -> int | float:
    """The file knows no whole numbers; one is said as one: 2021, not 2021.0."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _moment(value: float, shown: Shows, date1904: bool) -> tuple[Kind, Typed]:
    """A number under a format of dates; one that is no day of the calendar stays a number."""
    found = serials.moment(value, shown, date1904)
    return (Kind.NUMBER, _number(value)) if found is None else (Kind.DATE, found)
