"""A file sent in and its problems -> a copy to mend: every problem at its cell, in a colour and a comment, and a list.

The copy is for its sender alone, so it holds what the sender typed, as it is. Nothing of it is kept: it is made in a
process apart, which cannot write files, and leaves it as bytes.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from io import BytesIO
from pathlib import PurePath

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from intake import mending, packing, rebuilt
from loaders import guarded, marks, opening
from loaders.grid import Book, Cell, Kind, Refused, Sheet
from loaders.problems import Problem, Severity

SECONDS, MEMORY = 60, 1_500_000_000


class NotMarked(Exception):
    """No marked copy of this file can be made; the words say so plainly. `list_of` still gives the list."""


def copy(content: bytes, name: str, problems: Sequence[Problem]) -> bytes:
    """The file with its problems marked in place, as an .xlsx workbook, made in a process apart.

    An .xlsx or .xlsm stays the sender's own workbook, macros apart; any other form becomes a new one with the same
    sheets and cells. Raises NotMarked where the file was not one we open, or marking it takes too long or too much.
    """
    listed = [asdict(each) for each in problems]
    limits = {"seconds": SECONDS, "memory": MEMORY}
    try:
        return base64.b64decode(guarded.call("intake.marked:for_the_parent", content, **limits, name=name, told=listed))
    except Refused as refused:
        raise NotMarked(
            "We could not put the marks into this file itself: it is too large, or saved in a form that only reading "
            "copes with. The list names every cell to mend."
        ) from refused


def copy_here(content: bytes, name: str, problems: Sequence[Problem]) -> bytes:
    """The same in this process, without its limits. Raises Refused for a file that cannot be opened or marked."""
    book = opening.read(content, name)
    own = _own(content, book) if book.form in ("xlsx", "xlsm") else None
    made = own and _checked(own, book, problems, _same)
    made = made or _checked(_new(book), book, problems, _says_the_same)
    if made is None:
        raise Refused("F20", reason="the copy would not be the same")
    return made


def list_of(problems: Sequence[Problem]) -> bytes:
    """The list alone, as an .xlsx workbook of one sheet: for a file that cannot be marked."""
    made = Workbook()
    made.remove(made.active)
    mending.add_list(made, problems, {})
    return packing.content(made)


def file_name(name: str) -> str:
    """What the marked copy of a file is called: `fife.csv` is `fife (to mend).xlsx`."""
    stem = PurePath(name.replace("\\", "/")).stem.removesuffix(" (to mend)")
    return f"{stem or 'return'} (to mend).xlsx"


def for_the_parent(content: bytes, name: str, told: Sequence[Mapping[str, str]]) -> str:
    """The marked copy as JSON can hold it; called in the child process. Raises Refused."""
    problems = [Problem(**{**each, "severity": Severity(each["severity"])}) for each in told]
    return base64.b64encode(copy_here(content, name, problems)).decode("ascii")


# The two ways to a copy

Copy = tuple[Workbook, dict[str, Worksheet], dict[str, dict[str, Cell]]]


def _own(content: bytes, book: Book) -> Copy | None:
    """The sender's own workbook, older marks of ours taken off; None where openpyxl does not find the same sheets."""
    try:
        workbook = load_workbook(BytesIO(content), keep_vba=False, rich_text=True, keep_links=True)
        sheets = list(zip(book.sheets, workbook._sheets, strict=True))
        places = {}
        for sheet, to in sheets:
            if marks.is_list(sheet):
                workbook.remove(to)
            elif isinstance(to, Worksheet):
                mending.unmark(to, sheet)
                places[sheet.name] = to
    except Exception:  # it stumbles over more than can be looked for; such a file is built anew instead
        return None
    results = {
        places[sheet.name].title: {cell.address: cell for cell in sheet.cells.values() if packing.left_out(cell)}
        for sheet in book.sheets
        if sheet.name in places
    }
    return workbook, places, results


def _new(book: Book) -> Copy:
    rest, _ = marks.set_aside(book)
    workbook = rebuilt.workbook(rest)
    places = {sheet.name: to for sheet, to in zip(rest.sheets, workbook.worksheets, strict=True)}
    numbers = {
        places[sheet.name].title: {
            cell.address: cell
            for cell in sheet.cells.values()
            if cell.kind is Kind.NUMBER and packing.left_out(replace(cell, formula=""))
        }
        for sheet in rest.sheets
    }
    return workbook, places, numbers


def _checked(copy: Copy, book: Book, problems: Sequence[Problem], alike: Callable[[Cell, Cell], bool]) -> bytes | None:
    """The copy with its marks, read back: None where it cannot be written, or a cell has become another, so that no
    copy says what the sender did not type."""
    workbook, places, results = copy
    try:
        mending.mark(places, problems)
        mending.add_list(workbook, problems, places, book)
        content = packing.content(workbook, results)
        after, _ = marks.set_aside(opening.read(content, "copy.xlsx"))
    except Exception:  # whatever it is in it that cannot be written, or could not be sent in again
        return None
    before, _ = marks.set_aside(book)
    same = len(before.sheets) == len(after.sheets) and all(
        _alike(was, now, alike) for was, now in zip(before.sheets, after.sheets, strict=True)
    )
    return content if same else None


def _alike(was: Sheet, now: Sheet, alike: Callable[[Cell, Cell], bool]) -> bool:
    return (
        was.cells.keys() == now.cells.keys()
        and set(was.merged) == set(now.merged)
        and was.hidden == now.hidden
        and was.hidden_rows <= now.hidden_rows
        and was.hidden_columns <= now.hidden_columns
        and all(alike(cell, now.cells[place]) for place, cell in was.cells.items())
    )


def _same(was: Cell, now: Cell) -> bool:
    """Whether a cell of the sender's own workbook is what it was: its value, and whatever else is read."""
    return (
        (was.kind, was.format, was.small, was.struck) == (now.kind, now.format, now.small, now.struck)
        and _value(was) == _value(now)
        and bool(was.formula) == bool(now.formula)
        and was.comment.split() == now.comment.split()
    )


def _says_the_same(was: Cell, now: Cell) -> bool:
    """Whether a cell built anew says what it said; a formula is its result, and an unusual error its text."""
    if was.kind in (Kind.ERROR, Kind.FORMULA):
        return now.kind in (Kind.ERROR, Kind.TEXT)
    if now.kind is Kind.NUMBER and was.kind is Kind.TEXT:
        return rebuilt.as_number(was) == now.value
    return was.kind == now.kind and _value(was) == _value(now) and was.small == now.small and was.struck == now.struck


def _value(cell: Cell) -> object:
    """What a cell holds; a time to the second, as far as a day's fraction tells it."""
    if cell.kind is Kind.TEXT:
        return rebuilt.plain(str(cell.value)).replace("\r\n", "\n")
    return cell.value.replace(microsecond=0) if isinstance(cell.value, datetime) else cell.value
