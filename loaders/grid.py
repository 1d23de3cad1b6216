"""A workbook's bytes -> sheets of typed cells, each with its address. The only place that opens a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException


class Kind(StrEnum):
    """What a cell holds. A blank cell is not in the grid at all."""

    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-blank cell; `value` as typed."""

    row: int
    column: int
    kind: Kind
    value: object

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        return str(self.value).strip()


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by row and column, both counted from 1."""

    name: str
    cells: Mapping[tuple[int, int], Cell]

    def rows(self) -> dict[int, dict[int, Cell]]:
        """The cells by row, then by column; blank rows are left out."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            found.setdefault(row, {})[column] = cell
        return found


class Unreadable(Exception):
    """The bytes are not a workbook we can open."""


def read(content: bytes) -> tuple[Sheet, ...]:
    """All sheets of an Excel workbook, in its order. Raises Unreadable when it does not open, or holds no sheet."""
    try:
        # Not `read_only`: it believes the size a sheet declares and drops the rest without a word.
        workbook = load_workbook(BytesIO(content), data_only=False)
        sheets = tuple(_sheet(each.title, each) for each in workbook.worksheets)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, SyntaxError) as damage:
        raise Unreadable(str(damage)) from damage
    if not sheets:
        raise Unreadable("no sheets")
    return sheets


def _sheet(name: str, rows: object) -> Sheet:
    cells = {}
    for row in rows.iter_rows():
        for cell in row:
            if cell.value is not None and cell.value != "":
                cells[cell.row, cell.column] = Cell(cell.row, cell.column, _kind(cell), cell.value)
    return Sheet(name, cells)


def _kind(cell: object) -> Kind:
    if cell.data_type == "f":
        return Kind.FORMULA
    if cell.data_type == "e":
        return Kind.ERROR
    if isinstance(cell.value, bool):
        return Kind.BOOL
    if isinstance(cell.value, int | float):
        return Kind.NUMBER
    return Kind.DATE if isinstance(cell.value, date | datetime) else Kind.TEXT
