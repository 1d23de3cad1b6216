"""Tables of words in a return -> notes: what people told an authority, and how it records its figures.

They are found by their headings and set aside before figures are looked for, so that no number in what somebody said is
taken for one. What people said is taken in only where they agreed to it being shared, and never names a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from loaders import concerns, personal, typed, vocabulary, years
from loaders.accounting import Fate
from loaders.grid import Book, Cell, Kind, Sheet, address_of
from loaders.meaning import areas_in
from loaders.problems import Problem, problem
from loaders.work import Work
from model import DATA, areas, declared
from model.notes import Note, NoteKind
from model.observations import Key
from model.returns import NATIONAL

Row = Mapping[str, Cell]  # a row's cells by what their column holds
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|MR|MRS|MISS|DR)\b\.?\s+(?!Gray['’]?s\b)[A-Z][\w'’-]+")  # a hospital
_NEEDED = {"words": "the words themselves", "said_by": "who told you"}
_MORE = ("involved", "changed", "checked_by")


@dataclass(frozen=True)
class Layout:
    """The headings of one kind of note: by what a column holds, the words it goes by; and which columns tell it."""

    kind: NoteKind
    told_by: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Table:
    """A table of words: its sheet, the cells of its heading row and of each row below it that holds something."""

    layout: Layout
    sheet: Sheet
    header: Row
    rows: tuple[Row, ...]

    @property
    def first(self) -> int:
        """The row of its headings."""
        return next(iter(self.header.values())).row

    def address(self, row: Row, column: str) -> str:
        """Where a row's cell of a column is, or would be."""
        return address_of(next(iter(row.values())).row, self.header[column].column)


@cache
def layouts(path: Path = DATA / "layouts" / "told.toml") -> dict[NoteKind, Layout]:
    """The layouts of tables of words, by the kind of note they hold."""
    return {
        NoteKind(kind): Layout(
            NoteKind(kind),
            tuple(facts["told_by"]),
            {column: tuple(words) for column, words in facts["headings"].items()},
        )
        for kind, facts in declared.read(path).items()
    }


def find(book: Book) -> list[Table]:
    """Every table of words in a book, each from its headings to the end of its sheet."""
    return [table for sheet in book.sheets for table in [_table(sheet)] if table is not None]


def without(book: Book, tables: Iterable[Table]) -> Book:
    """The book without the cells of its tables of words."""
    taken = {table.sheet.name: {(cell.row, cell.column) for cell in _cells(table)} for table in tables}
    sheets = (
        replace(sheet, cells={place: each for place, each in sheet.cells.items() if place not in taken[sheet.name]})
        if sheet.name in taken
        else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=tuple(sheets))


def fates(tables: Iterable[Table], sheet: str) -> dict[tuple[int, int], Fate]:
    """What became of the cells of a sheet's tables of words, by row and column: headings, and notes."""
    found: dict[tuple[int, int], Fate] = {}
    for table in (each for each in tables if each.sheet.name == sheet):
        found |= {(cell.row, cell.column): Fate.HEADING for cell in table.header.values()}
        found |= {(cell.row, cell.column): Fate.NOTE for row in table.rows for cell in row.values()}
    return found


def about_individuals(tables: Iterable[Table]) -> list[Problem]:
    """What in the words names a person or says how to reach one: more than elsewhere, for others will read them."""
    return [
        problem(kind, table.sheet.name, cell.address)
        for table in tables
        for row in table.rows
        for cell in row.values()
        for kind in _of_a_person(cell)
    ]


def read(work: Work, tables: Iterable[Table], figures: Iterable[Key]) -> tuple[Note, ...]:
    """The notes of the tables; what keeps one from being taken in is told at its cell. `figures` are those read beside
    them, whose authority and year they are of where nothing over the table says."""
    figures = tuple(figures)
    found: list[Note] = []
    for table in (each for each in tables if each.rows):
        sheet = table.sheet.name
        area, period = _area(work, table, figures), _period(work, table, figures)
        if table.layout.kind is NoteKind.ACCOUNT and "agreed" not in table.header:
            work.tell("S03 consent", sheet, "", heading=table.layout.headings["agreed"][0])
        if table.sheet.hidden:
            work.tell("S06 told", sheet, "")
        notes = [_note(work, table, row, area, period) for row in table.rows]
        found += [note for note in notes if note is not None]
        work.tell("S13 told", sheet, "", count=len(table.rows))
    return tuple(found)


# Finding the tables


def _table(sheet: Sheet) -> Table | None:
    """The table of words of a sheet, if it has one."""
    heads: dict[int, list[Cell]] = defaultdict(list)
    for text in (each for each in sheet.texts if len(each) > _SHORTER and _by_heading(each)):
        for cell in sheet.texts[text]:
            heads[cell.row].append(cell)
    for number in sorted(row for row, found in heads.items() if len(found) > 1):
        for layout in layouts().values():
            header = _header(sorted(heads[number], key=lambda cell: cell.column), layout)
            if set(layout.told_by) <= header.keys():
                columns = {cell.column: name for name, cell in header.items()}
                below = [row for other, row in sheet.rows().items() if other > number]
                held = ({columns[n]: cell for n, cell in each.items() if n in columns} for each in below)
                return Table(layout, sheet, header, tuple(each for each in held if each))
    return None


def _header(heads: Iterable[Cell], layout: Layout) -> Row:
    """The headings of a layout among a row's cells, by what their columns hold."""
    found: dict[str, Cell] = {}
    for cell in heads:
        name = _by_heading(cell.value).get(layout.kind)
        if name is not None:
            found.setdefault(name, cell)  # a second one is no column of the table, and is read as anything else
    return found


_SHORTER = 7  # letters: no heading is; most labels and all numbers are, so that they need not be looked up
_NOTHING: Mapping[NoteKind, str] = {}


@lru_cache(maxsize=20_000)
def _by_heading(text: str) -> Mapping[NoteKind, str]:
    """What a column headed so would hold, by the kind of note; most texts of a return head no such column."""
    return _headings().get(" ".join(vocabulary.words_of(text)), _NOTHING)


@cache
def _headings() -> Mapping[str, Mapping[NoteKind, str]]:
    """What each heading's words say a column holds, by the kind of note."""
    found: dict[str, dict[NoteKind, str]] = {}
    for kind, layout in layouts().items():
        for name, all_ in layout.headings.items():
            for each in all_:
                found.setdefault(" ".join(vocabulary.words_of(each)), {})[kind] = name
    return found


def _cells(table: Table) -> Iterator[Cell]:
    yield from table.header.values()
    for row in table.rows:
        yield from row.values()


# Whose and when


def _over(table: Table) -> Iterator[tuple[str, str]]:
    """What stands over a table of words, with its address, and its sheet's name."""
    yield table.sheet.name, ""
    for cell in table.sheet.cells.values():
        if cell.row < table.first and cell.kind is Kind.TEXT:
            yield cell.text, cell.address


def _area(work: Work, table: Table, figures: Iterable[Key]) -> str:
    """Whose words they are; told where nothing says it, or what stands over them says another authority's."""
    owner, sheet = work.asked.owner, table.sheet.name
    named = {area: address for text, address in _over(table) for area in areas_in(text)}
    if owner not in ("", NATIONAL):
        if named and owner not in named:
            other, address = next(iter(named.items()))
            work.tell("I07", sheet, address, mine=areas.name(owner), other=areas.name(other))
        return owner
    found = set(named) or {key.area for key in figures}
    if len(found) == 1:
        return found.pop()
    work.tell("I06 told", sheet, "")
    return ""


def _period(work: Work, table: Table, figures: Iterable[Key]) -> str:
    """The year that stands over the words, else the one that the figures beside them are of, else none: they concern
    all years then. Told where what stands there is no one year that has begun."""
    named = [period for text, _ in _over(table) for period in years.in_a_title(text)[0]]
    named += ["?" for text, _ in _over(table) if not named and years.single_in_a_title(text)]
    if len(set(named)) > 1 or "?" in named or any(_has_not_begun(work, each) for each in named):
        work.tell("P10 told", table.sheet.name, "")
        return ""
    if named:
        return named[0]
    of_figures = {key.period for key in figures}
    return of_figures.pop() if len(of_figures) == 1 else ""


def _has_not_begun(work: Work, period: str) -> bool:
    return (int(period[:4]), 4, 1) > (work.asked.today.year, work.asked.today.month, work.asked.today.day)


# One row


def _note(work: Work, table: Table, row: Row, area: str, period: str) -> Note | None:
    """A row as a note; None where something keeps it from being one, which is told."""
    sheet, kind = table.sheet.name, table.layout.kind
    said = {name: cell.text for name, cell in row.items() if cell.kind is not Kind.BLANK}
    if not said:
        return None  # comments alone
    row_number = next(iter(row.values())).row
    if row_number in table.sheet.hidden_rows and not table.sheet.hidden:
        work.tell("S06 told", sheet, table.address(row, "words"))
    whole = _are_words(work, table, row)
    needed = [name for name in table.layout.told_by if name in _NEEDED and name not in said]
    for name in needed:
        work.tell("V11 told", sheet, table.address(row, name), what=_NEEDED[name])
    agreed = kind is not NoteKind.ACCOUNT or _agreed(work, table, row)
    beside = _beside(work, table, row)
    if not (whole and agreed and area) or needed or beside is None:
        return None
    return Note(
        kind=kind,
        area=area,
        words=said["words"],
        said_by=said.get("said_by") or areas.name(area),
        period=period,
        beside=beside,
        **{name: said.get(name, "") for name in _MORE},
        sheet=sheet,
        cell=row["words"].address,
    )


def _are_words(work: Work, table: Table, row: Row) -> bool:
    """Whether a row's cells hold what words may be; an error, a formula without a result and a bare number where
    somebody's words belong are told."""
    wrong = [
        cell
        for name, cell in row.items()
        if cell.kind in (Kind.ERROR, Kind.FORMULA) or (name in _NEEDED and cell.kind not in (Kind.TEXT, Kind.BLANK))
    ]
    for cell in wrong:
        work.tell("V01 told", table.sheet.name, cell.address, typed=typed.shown(cell))
    return not wrong


def _agreed(work: Work, table: Table, row: Row) -> bool:
    """Whether they agreed to their words being shared: the word yes, and nothing else, says so."""
    if "agreed" not in table.header:
        return False  # told once for the table
    cell = row.get("agreed")
    if cell is not None and cell.text.casefold() == "yes":
        return True
    where = (table.sheet.name, table.address(row, "agreed"))
    if cell is None or cell.kind is Kind.BLANK:
        work.tell("V11 consent", *where)
    else:
        work.tell("V01 consent", *where, typed=typed.shown(cell))
    return False


def _beside(work: Work, table: Table, row: Row) -> str | None:
    """The metric a row concerns, nothing for all figures; None where it does not say so in words we know, and its
    sender has not answered."""
    if "beside" not in table.header:
        return ""
    cell = row.get("beside")
    text = cell.text if cell is not None and cell.kind is not Kind.BLANK else ""
    found = concerns.find(text)
    if found is not None:
        return found
    where = (table.sheet.name, table.address(row, "beside"))
    if text:
        work.tell("S09 figures", *where, heading=text)
    else:
        work.tell("V11 figures", *where)
    answer = work.asked.answers.of("S09" if text else "V11", *where)
    return concerns.find(answer)


def names_a_person(text: str) -> bool:
    """Whether words that others will read name a person, say how to reach one, or hold a number of one."""
    return bool(_PERSON.search(text)) or personal.is_contact(text) or personal.looks_personal(text)


def _of_a_person(cell: Cell) -> Iterator[str]:
    if cell.kind is not Kind.TEXT:
        return
    if _PERSON.search(cell.text):
        yield "D04 told"
    if personal.is_contact(cell.text):
        yield "D05 told"
