"""A marked copy of ours, sent again: our comments and our list of what to mend are set aside before anything is read.

Our words in a comment carry a fingerprint: where somebody has changed them they are the sender's words, and are read.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders import personal, typed
from loaders.accounting import Fate
from loaders.grid import Book, Cell, Kind, Sheet
from loaders.problems import Problem, Severity, problem
from loaders.reading import Reading

AUTHOR = "SDS dashboard"
LIST_NAME = "What to mend"
LIST_HEADINGS = ("Sheet", "Cell", "What it is", "What we found, and what to do", "What the cell says", "Our mark")
_OPENS, _CLOSES = f"{AUTHOR}, about this cell:", f"(end of what the {AUTHOR} says; {{}})"
_OURS = re.compile(
    re.escape(_OPENS) + r"(.*?)" + re.escape(_CLOSES).replace(r"\{\}", "([0-9a-f]{8})") + r"\s*", re.DOTALL
)
_FIRST_ROWS = 20  # of a sheet, in which the list's headings stand, whatever was put above them


def as_comment(lines: Sequence[str]) -> str:
    """Our words about one cell, between an opening and a closing that tell them from anybody else's."""
    said = "\n".join(lines)
    return f"{_OPENS}\n{said}\n{_CLOSES.format(_fingerprint(said))}"


def of_row(texts: Iterable[str]) -> str:
    """The mark that ends a row of our list: it no longer fits where somebody wrote into the row."""
    return _fingerprint("".join(texts))


def without_ours(comment: str) -> str:
    """A comment without what we said in it; what was changed in our words stays, and so does anything personal."""
    if _OPENS not in comment:
        return comment
    return _OURS.sub(lambda found: "" if _is_ours(*found.groups()) else found[0], comment).strip()


def is_list(sheet: Sheet) -> bool:
    """Whether a sheet is our list of what to mend, whatever it is called now."""
    return bool(_headings(sheet))


def set_aside(book: Book) -> tuple[Book, tuple[Sheet, ...]]:
    """A book without our comments and our lists, and those lists. A book of nothing else stays as it is."""
    lists = tuple(sheet for sheet in book.sheets if is_list(sheet))
    names = {sheet.name for sheet in lists}
    rest = tuple(_without_comments(sheet) for sheet in book.sheets if sheet.name not in names)
    return (replace(book, sheets=rest), lists) if rest else (book, ())


def accounted(reading: Reading, lists: Sequence[Sheet]) -> Reading:
    """A reading with the cells of our lists accounted for: not used, and told. What somebody wrote into a list is asked
    about, for it is not read there; something about individuals in one sends the file back."""
    if not lists:
        return reading
    cells = [(sheet, cell) for sheet in lists for cell in sheet.cells.values()]
    found = personal.problems(Book("", tuple(lists)))
    if any(each.severity is Severity.REJECT for each in found):
        reading = replace(reading, observations=(), notes=(), problems=(*_personal_only(reading), *found))
    else:
        told = [problem("S13 marked", sheet.name, "", sheet=sheet.name) for sheet in lists]
        written = [(sheet, cell) for sheet in lists for cell in _written(sheet)]
        added = [problem("S10 marked", sheet.name, cell.address, typed=typed.shown(cell)) for sheet, cell in written]
        reading = replace(reading, problems=(*reading.problems, *told, *added))
    account = reading.account + Counter({Fate.NOT_USED: len(cells)})
    return replace(reading, cells=reading.cells + len(cells), account=account)


def _personal_only(reading: Reading) -> list[Problem]:
    """What a file about individuals is told: no more than where they are."""
    return [each for each in reading.problems if each.code.startswith("D") and each.severity is Severity.REJECT]


def _headings(sheet: Sheet) -> int:
    """The row of our list's headings, 0 where there is none."""
    columns = range(1, len(LIST_HEADINGS) + 1)
    for row in range(1, _FIRST_ROWS + 1):
        found = (sheet.cells.get((row, column)) for column in columns)
        if all(cell is not None and cell.text == said for cell, said in zip(found, LIST_HEADINGS, strict=True)):
            return row
    return 0


def _written(sheet: Sheet) -> Iterator[Cell]:
    """What somebody wrote on our list: a row's last words where they are not the ones we wrote, cells beside it."""
    first, columns = _headings(sheet), range(1, len(LIST_HEADINGS))
    for number, row in sheet.rows().items():
        cells = {column: cell for column, cell in row.items() if cell.kind is not Kind.BLANK}
        ours = [cells[column] for column in columns if column in cells]
        mark = cells.get(len(LIST_HEADINGS))
        if number > first and ours and (mark is None or mark.text != of_row(cell.text for cell in ours)):
            yield ours[-1]
        beside = 1 if number < first else len(LIST_HEADINGS)
        yield from (cell for column, cell in cells.items() if column > beside)


def _without_comments(sheet: Sheet) -> Sheet:
    changed = {
        place: replace(cell, comment=without_ours(cell.comment))
        for place, cell in sheet.cells.items()
        if cell.comment and _OPENS in cell.comment
    }
    if not changed:
        return sheet
    cells = {place: changed.get(place, cell) for place, cell in sheet.cells.items()}
    return replace(sheet, cells={place: c for place, c in cells.items() if c.comment or c.kind is not Kind.BLANK})


def _is_ours(said: str, fingerprint: str) -> bool:
    return _fingerprint(said) == fingerprint and not personal.looks_personal(said)


def _fingerprint(said: str) -> str:
    """Of the words alone: programs change the white space between them."""
    return hashlib.sha256("".join(said.split()).encode("utf-8", "replace")).hexdigest()[:8]
