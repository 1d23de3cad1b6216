"""The work of reading one return, shared by those who do it: the book, what is told of it, what became of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from loaders import meaning, typed
from loaders.accounting import Account, Fate
from loaders.answers import LEAVE_OUT, NO_ANSWERS, OF_WORDS, Answers, is_lasting
from loaders.grid import Book, Cell, Sheet, address_of
from loaders.meaning import Facts
from loaders.problems import Problem, Severity, problem
from loaders.tables import Line, Table
from model.observations import Key

AS_TOLD = {"S09 return": "S09 left", "S11 ask": "S11 known"}  # what is said where an earlier answer settles a question


@dataclass(frozen=True)
class Asked:
    """Whose return it is said to be (a code, `national`, or nothing), what the file is called, and today's date.

    `answers` settle questions, by code, sheet and cell: see `loaders.answers`.
    """

    owner: str
    name: str
    today: date
    answers: Answers = NO_ANSWERS


@dataclass(slots=True)
class Figure:
    """One place of a table where a figure belongs, with all that its labels say."""

    sheet: Sheet
    table: Table
    line: Line
    column: int
    cell: Cell | None
    facts: Facts

    @property
    def address(self) -> str:
        return address_of(self.line.row, self.column)

    @property
    def role(self) -> str:
        said = self.facts.said
        if "role" not in said:
            return "value"  # as most often
        role = said["role"][0]
        if role != "change" and self.facts.get("metric") == "implementation_rate":
            return "value"  # a rate's percent sign is its unit
        return role or "value"


@dataclass(slots=True)
class Kept:
    """A figure understood: its identity and what its cell says."""

    figure: Figure
    key: Key
    said: typed.Typed
    number: float | None
    earlier: str | None = None  # the period a figure carried forward is of


class Beside(NamedTuple):
    """Words of a sheet, at a cell, that are to stand beside the figures wherever these are shown."""

    sheet: str
    cell: str
    words: str


class Work:
    """What those who read one return share. `key` are the workbook's own markers, known before its tables are."""

    def __init__(self, book: Book, asked: Asked) -> None:
        self.book, self.asked = book, asked
        self.key: Mapping[str, object] = {}
        self.labels = meaning.Reader(asked.today, asked.answers)
        self.problems: list[Problem] = []
        self.told: dict[tuple[str, str, str], Problem] = {}  # by code, sheet and cell
        self.accounts = {sheet.name: Account(sheet) for sheet in book.sheets}
        self.figures: list[Figure] = []
        self.set_apart: set[tuple[str, tuple[int, int]]] = set()  # places of statuses and of rows' references
        self.doubts: list[tuple[str, str, str]] = []
        self.beside: list[Beside] = []  # what could limit the figures: they are only taken in with it

    def tell(self, kind: str, sheet: str = "", cell: str = "", /, **details: object) -> None:
        """Adds a problem, once for each place; what is graver, or says more, takes the place of a note of its code."""
        place = (kind.partition(" ")[0], sheet, cell)
        found = problem(kind, sheet, cell, **details)
        before = self.told.setdefault(place, found)
        if before is found:
            self.problems.append(found)
            return
        says_more = found.severity is not Severity.NOTE or found.kind != found.code
        noted = before.severity is Severity.NOTE and before.kind != found.kind
        if says_more and noted and before in self.problems:
            self.problems[self.problems.index(before)] = self.told[place] = found

    def ask_about(self, kind: str, sheet: str, cell: str, words: str) -> None:
        """Asks what a heading, a title or a note means, unless the sender has answered just that of an earlier return,
        which is told: that a title may stand says nothing of a column under the same words.

        Words that could limit the figures stand beside them from then on, if its sender says that they count what they
        seem to: the reader of a board paper was not asked."""
        if kind in OF_WORDS:
            self.beside.append(Beside(sheet, cell, words))
        settled = LEAVE_OUT if kind == "S09 return" else "yes"
        if is_lasting(kind, words) and self.asked.answers.of_words(words) == settled:
            self.tell(AS_TOLD.get(kind, "S09 known"), sheet, cell, heading=words)
        else:
            self.tell(kind, sheet, cell, heading=words)

    def enter(self, sheet: str, fate: Fate, *cells: Cell) -> None:
        """Gives cells a fate unless they have one: a label may head many figures."""
        self.accounts[sheet].enter_unless_known(fate, cells)

    def raise_problems(self, facts: Facts, sheet: str) -> None:
        """Tells the problems of labels at their cells."""
        for kind, cell, details in facts.problems:
            self.tell(kind, sheet, cell.address if cell else "", **details)

    def plain(self, figure: Figure) -> float | None:
        """The number a figure's cell holds, if it holds one and nothing else."""
        return typed.read(figure.cell, self.key).number if figure.cell is not None else None
