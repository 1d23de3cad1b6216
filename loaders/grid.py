"""The neutral grid: what every reader turns a file into, whatever its format. Cells with addresses, and what is hidden.

Readers lose figures quietly, each in its own way; the grid keeps what tells a figure from a mess: the kind of every
cell, its number format, whether a formula stands behind it and whether its result was saved, small raised letters,
merged ranges, hidden rows, columns and sheets, comments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, cached_property


class Kind(StrEnum):
    """What a cell holds. A blank cell is not in the grid at all, unless it has a comment."""

    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula"  # a formula whose result was never saved
    BLANK = "blank"  # nothing but a comment


Typed = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-blank cell; `value` as typed, or as the formula's saved result.

    `format` is the number format's code; `formula` the formula behind a result, without its `=`; `small` are the
    places in the text (first, one past last) that stand raised or lowered; `struck` is struck through.
    """

    row: int
    column: int
    kind: Kind
    value: Typed
    format: str = ""
    formula: str = ""
    small: tuple[tuple[int, int], ...] = ()
    bold: bool = False
    struck: bool = False
    comment: str = ""

    @property
    def address(self) -> str:
        """The cell's place as a person says it: `D9`."""
        return address_of(self.row, self.column)

    @property
    def text(self) -> str:
        """What the cell holds as text, without white space round it."""
        value = self.value
        return (value if isinstance(value, str) else str(value)).strip()


Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by row and column, both counted from 1.

    `hidden` is "", "hidden" or "very hidden"; `pictures` the addresses of pictures' upper left corners; `chart` says a
    sheet that is one chart; `declared` the size the file says the sheet has, such as `A1:B13`.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: str = ""
    pictures: tuple[str, ...] = ()
    chart: bool = False
    declared: str = ""

    def rows(self) -> dict[int, dict[int, Cell]]:
        """The cells by row, then by column, each in order; blank rows are left out. Callers do not change a row."""
        return dict(self._rows)

    @cached_property
    def _rows(self) -> dict[int, dict[int, Cell]]:
        found: dict[int, dict[int, Cell]] = {}
        for place in sorted(self.cells):
            found.setdefault(place[0], {})[place[1]] = self.cells[place]
        return found

    @cached_property
    def texts(self) -> Mapping[str, list[Cell]]:
        """The cells that hold text, by what was typed, in order: a return says the same few things many times."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells.values():
            if cell.kind is Kind.TEXT:
                found.setdefault(str(cell.value), []).append(cell)
        return found

    @cached_property
    def merge_origins(self) -> frozenset[tuple[int, int]]:
        """The first row and column of every merged range, where its words stand."""
        return frozenset((row, column) for row, column, _, _ in self.merged)

    @cached_property
    def large_merged(self) -> tuple[Area, ...]:
        """The merged ranges that are too large for `merged_into`."""
        return tuple(each for each in self.merged if _places(each) > MOST_MERGED)

    @cached_property
    def merged_into(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """By place, the upper left place of the merged range it lies in (merged headings only: small ranges)."""
        found = {}
        for first_row, first_column, last_row, last_column in self.merged:
            if _places((first_row, first_column, last_row, last_column)) > MOST_MERGED:
                continue
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    found[row, column] = (first_row, first_column)
        return found


def _places(area: Area) -> int:
    first_row, first_column, last_row, last_column = area
    return (last_row - first_row + 1) * (last_column - first_column + 1)


MOST_MERGED = 20_000  # places of one merged range; a larger one is decoration


@dataclass(frozen=True)
class Book:
    """A whole file as read. `form` is xlsx, xlsm, xls, ods or csv.

    `outside` names the other workbooks its formulas take figures from; `properties` are the file's own words about
    itself (title, subject, author ...); `uncalculated` says that the program that wrote it never worked formulas out;
    `remarks` are what the reader has to tell of how it read (codes of the catalogue of problems with their details).
    """

    form: str
    sheets: tuple[Sheet, ...]
    date1904: bool = False
    macros: bool = False
    outside: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    uncalculated: bool = False
    remarks: tuple[tuple[str, Mapping[str, object]], ...] = ()


class Refused(Exception):
    """The bytes cannot be read as they are; `code` is the kind of problem, `details` what was seen."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def address_of(row: int, column: int) -> str:
    """A place as a person says it: `D9`."""
    return f"{column_letters(column)}{row}"


@cache
def column_letters(column: int) -> str:
    """A column's number, from 1, as its letters: 28 is `AB`."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def place_of(address: str) -> tuple[int, int]:
    """`AB12` as row and column, from 1. Raises ValueError for anything else."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"“{address}” is not a cell's address")
        column = column * 26 + ord(letter) - 64
    if not column or not address[len(letters) :]:
        raise ValueError(f"“{address}” is not a cell's address")
    return int(address[len(letters) :]), column
