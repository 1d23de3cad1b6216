"""A file as read -> a new workbook of the same sheets, in the same order, with every cell as typed.

For forms that cannot be written back (.xls, .ods, .csv), and for workbooks that would not come back whole.
"""

import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.grid import Book, Cell, Kind, Sheet

LONGEST_TITLE = 31
ACTS = ("=", "+", "-", "@", "\t", "\r")  # what text begins with that a spreadsheet would run when it is typed again
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
_DIGITS = re.compile(r"-?[0-9]{1,15}|-?[0-9]{1,12}\.[0-9]{1,3}")
_SURROGATES = re.compile("[\ud800-\udfff]")


def workbook(book: Book) -> Workbook:
    """The book as a workbook. Formulas are their saved results; one that never had any is its text. Numbers of a text
    file, which knows no others, are numbers."""
    made = Workbook()
    made.remove(made.active)
    for title, sheet in zip(titles(book), book.sheets, strict=True):
        _sheet(made.create_sheet(title), sheet, numbers=book.form == "csv")
    if all(each.sheet_state != "visible" for each in made.worksheets):
        made.worksheets[0].sheet_state = "visible"  # a workbook must show something
    return made


def titles(book: Book) -> list[str]:
    """What each sheet is called in a workbook: its own name, as far as a sheet may be called that.

    A text file has no sheets: the file's name is not one that somebody chose for its figures.
    """
    if book.form == "csv":
        return ["Sheet1"]
    found: list[str] = []
    for sheet in book.sheets:
        found.append(free(_NOT_IN_TITLES.sub("-", plain(sheet.name)).strip("' ") or "Sheet", found))
    return found


def free(title: str, taken: Iterable[str]) -> str:
    """A title that no other sheet has: `What to mend (2)`."""
    used = {each.casefold() for each in taken}
    found, number = title[:LONGEST_TITLE], 1
    while found.casefold() in used:
        number += 1
        found = f"{title[: LONGEST_TITLE - 3 - len(str(number))]} ({number})"
    return found


def plain(text: str) -> str:
    """A text that a workbook can hold: characters that none can are shown as a replacement mark."""
    return _SURROGATES.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Puts text into a cell, as text whatever it begins with, also when somebody edits it later."""
    cell = sheet.cell(row, column)
    cell.value = plain(text)
    cell.data_type = "s"
    if text.lstrip(" ").startswith(ACTS):
        cell.quotePrefix = True


def as_number(cell: Cell) -> int | float | None:
    """The number that a text is, digit for digit; None where it is none, or would look otherwise as a number."""
    if cell.kind is not Kind.TEXT or not _DIGITS.fullmatch(str(cell.value)):
        return None
    number = float(cell.value) if "." in cell.value else int(cell.value)
    return number if str(number) == cell.value else None


def _sheet(to: Worksheet, sheet: Sheet, numbers: bool) -> None:
    for cell in sheet.cells.values():
        _write(to, cell, as_number(cell) if numbers else None)
    for first_row, first, last_row, last in sheet.merged:
        # merge_cells would empty all cells but the first, and make one for every place
        to.merged_cells.add(f"{get_column_letter(first)}{first_row}:{get_column_letter(last)}{last_row}")
    for row in sheet.hidden_rows:
        to.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        to.column_dimensions[get_column_letter(column)].hidden = True
    _widen(to, sheet)
    to.sheet_state = {"": "visible", "hidden": "hidden"}.get(sheet.hidden, "veryHidden")


def _write(to: Worksheet, cell: Cell, number: float | None) -> None:
    made = to.cell(cell.row, cell.column)
    if number is not None:
        made.value = number
    elif cell.kind is not Kind.BLANK:
        _hold(to, cell)
    if cell.bold or cell.struck:
        made.font = Font(bold=cell.bold, strike=cell.struck)
    if cell.comment:
        made.comment = Comment(plain(cell.comment), "")


def _hold(to: Worksheet, cell: Cell) -> None:
    """Puts what a cell holds where it stood: text as text, also that of an error that no workbook could hold."""
    made = to.cell(cell.row, cell.column)
    if cell.kind is Kind.ERROR and cell.value in ERROR_CODES:
        made.value, made.data_type = cell.value, "e"
    elif cell.kind in (Kind.TEXT, Kind.ERROR, Kind.FORMULA):
        write_text(to, cell.row, cell.column, str(cell.value if cell.value is not None else f"={cell.formula}"))
        if cell.small:
            made.value = _raised(plain(str(cell.value)), cell.small)
    else:
        made.value = cell.value
        if cell.format:
            made.number_format = cell.format


def _raised(text: str, small: Iterable[tuple[int, int]]) -> CellRichText:
    """Text with some of its letters raised."""
    parts: list[str | TextBlock] = []
    done = 0
    for start, end in small:
        parts += [text[done:start], TextBlock(InlineFont(vertAlign="superscript"), text[start:end])]
        done = end
    return CellRichText(*(part for part in (*parts, text[done:]) if part))


def _widen(to: Worksheet, sheet: Sheet) -> None:
    """Columns as wide as the words in them, within reason."""
    longest: dict[int, int] = {}
    for cell in sheet.cells.values():
        longest[cell.column] = max(longest.get(cell.column, 0), len(str(cell.value or "")))
    for column, width in longest.items():
        if width > 8:
            to.column_dimensions[get_column_letter(column)].width = min(width + 2, 60)
