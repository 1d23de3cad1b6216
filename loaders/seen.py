"""A book and what became of its cells -> its sheets as they look, as far as a screen has room for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders import typed
from loaders.accounting import Fate
from loaders.grid import Book, Cell, Kind, Sheet, place_of
from loaders.problems import Problem, Severity

MOST_ROWS, MOST_COLUMNS = 150, 30
Place = tuple[int, int]  # row and column, from 1
Fates = Mapping[str, Mapping[Place, Fate]]  # what became of each cell, by sheet and place
MOST_LETTERS = 200  # of one cell
_FIRST_ROWS = 60  # the rest of the room is for rows with something to mend or to answer


@dataclass(frozen=True)
class SeenCell:
    """One cell: what it says, and what became of it."""

    row: int
    column: int
    text: str
    fate: Fate


@dataclass(frozen=True)
class SeenSheet:
    """One sheet as it looks: some of its `rows` and `columns` (numbers from 1), the cells in them, and how many of its
    rows and columns with anything in them are not here. `hidden` as the grid has it."""

    name: str
    hidden: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[SeenCell, ...]
    more_rows: int
    more_columns: int


def sheets(book: Book, fates: Fates, problems: Iterable[Problem]) -> tuple[SeenSheet, ...]:
    """Every sheet with anything on it, in the book's order; rows with a problem are there however long the sheet."""
    troubled: dict[str, set[Place]] = {}
    for each in problems:
        if each.cell and each.severity is not Severity.NOTE:
            troubled.setdefault(each.sheet, set()).add(place_of(each.cell))
    found = (_sheet(each, fates[each.name], troubled.get(each.name, set())) for each in book.sheets)
    return tuple(each for each in found if each.rows)


def _sheet(sheet: Sheet, fates: Mapping[Place, Fate], troubled: set[Place]) -> SeenSheet:
    filled = sorted({row for row, _ in sheet.cells} | {row for row, _ in troubled})
    wanted = _some(filled, {row for row, _ in troubled}, _FIRST_ROWS, MOST_ROWS)
    used = sorted({column for row, column in (*sheet.cells, *troubled) if row in wanted})
    columns = _some(used, {column for _, column in troubled}, MOST_COLUMNS // 2, MOST_COLUMNS)
    rows = sheet.rows()
    cells = [
        SeenCell(row, column, looks(cell), fates.get((row, column), Fate.NOT_USED))
        for row in wanted
        for column, cell in rows.get(row, {}).items()
        if column in columns
    ]
    more_rows, more_columns = len(filled) - len(wanted), len(used) - len(columns)
    return SeenSheet(
        sheet.name, sheet.hidden, _in_order(wanted), _in_order(columns), tuple(cells), more_rows, more_columns
    )


def _some(filled: list[int], troubled: set[int], first: int, most: int) -> set[int]:
    """The first rows (or columns), those with trouble, then as many more as there is room for."""
    wanted = set(filled[:first])
    for number in (*sorted(troubled), *filled):
        if len(wanted) >= most:
            break
        wanted.add(number)
    return wanted


def _in_order(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(numbers))


def looks(cell: Cell) -> str:
    """What a cell says, near to how its program shows it: `10%` for 0.1 under a percent format, a formula as itself."""
    if cell.kind is Kind.FORMULA:
        return f"={cell.formula or ''}"[:60]
    if cell.kind is Kind.BLANK:
        return ""
    if cell.kind is Kind.NUMBER and typed.read(cell).shown_as == "format":
        return f"{100 * float(cell.value):.4g}%"
    if cell.kind is Kind.NUMBER and "," in cell.format and float(cell.value).is_integer():
        return f"{int(cell.value):,}"
    return typed.shown(cell, MOST_LETTERS)
