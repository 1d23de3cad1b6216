"""A workbook's bytes -> sheets of typed cells, each with its address. The only place that opens a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


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


MOST_UNPACKED = 200_000_000
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class Unreadable(Exception):
    """The bytes are not a workbook we can open, or hold what no workbook needs."""


def read(content: bytes) -> tuple[Sheet, ...]:
    """All sheets of an Excel workbook, in its order. Raises Unreadable when it does not open, or holds no sheet."""
    try:
        _refuse_entities(content)
        # Not `read_only`: it believes the size a sheet declares and drops the rest without a word.
        workbook = load_workbook(BytesIO(content), data_only=False)
        sheets = tuple(_sheet(each) for each in workbook.worksheets)
    except Exception as damage:  # whatever the damage makes the library stumble over
        raise Unreadable(str(damage)) from damage
    if not sheets:
        raise Unreadable("no sheets")
    return sheets


def _refuse_entities(content: bytes) -> None:
    """Refuses XML that defines its own entities or points outside: ordinary workbooks never do (security)."""
    with ZipFile(BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise ValueError("it unpacks to more than any return needs")
        for part in package.namelist():
            # Without its zero bytes, XML in UTF-16 reads like any other. A picture may be XML with instructions.
            if not part.startswith("xl/media/") and _ENTITIES.search(package.read(part).replace(b"\0", b"")):
                raise ValueError(f"{part} holds document type instructions")


_KINDS = {"n": Kind.NUMBER, "s": Kind.TEXT, "b": Kind.BOOL, "d": Kind.DATE, "e": Kind.ERROR, "f": Kind.FORMULA}


def _sheet(sheet: Worksheet) -> Sheet:
    return Sheet(
        sheet.title,
        {
            (cell.row, cell.column): Cell(cell.row, cell.column, _KINDS.get(cell.data_type, Kind.TEXT), cell.value)
            for cell in sheet._cells.values()  # `iter_rows` would make every cell of the rectangle they span
            if cell.value is not None and cell.value != ""
        },
    )
