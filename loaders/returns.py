"""A return in whatever layout -> a Reading: figures at their cells, problems at their places, every cell accounted for.

Nothing is guessed: a figure is taken only where whose it is, of which year and of what are all said by words we know;
anything else is a question or a reason to send the return back.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from loaders import (
    assembling,
    definitions,
    flagging,
    footnotes,
    gathering,
    keys,
    personal,
    progress,
    remarks,
    return_checks,
    seen,
    tables,
    told,
    typed,
    understanding,
    words_that_harm,
)
from loaders.accounting import Fate
from loaders.answers import LEAVE_OUT
from loaders.grid import Book, Cell, Kind, Sheet
from loaders.problems import Problem, Severity
from loaders.reading import Reading
from loaders.work import Asked, Figure, Kept, Work
from model import periods
from model.notes import Note
from model.observations import Key, Observation

_OTHER_BOOK = re.compile(r"\[[0-9]+\]|\.xls[xmb]?\]")


def read(book: Book, asked: Asked) -> Reading:
    """Reads a return. Every problem is collected; none is raised. A file about individuals yields no figure at all."""
    return _Return(book, asked).read()


class _Return:
    def __init__(self, book: Book, asked: Asked) -> None:
        self.book = book  # the whole of it; figures are looked for in what is left of it without tables of words
        self.left_out = {sheet.name for sheet in book.sheets if asked.answers.leaves_out(sheet.name)}
        used = replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name not in self.left_out))
        self.told = told.find(used)
        self.work = Work(told.without(used, self.told), asked)
        self.notes: tuple[Note, ...] = ()
        self.footnotes: tuple[Note, ...] = ()
        self.kept: list[Kept] = []
        self.observations: dict[Key, Observation] = {}

    def read(self) -> Reading:
        work = self.work
        found = self._about_individuals()
        if any(each.severity == "reject" for each in found):
            return self._reading(found)
        work.problems += found
        work.key, key_problems = keys.find(work.book)
        work.problems += key_problems
        self._file()
        for name in sorted(self.left_out):
            work.tell("S13 chosen", name, "", sheet=name)
        each_sheet = progress.sheets(progress.TABLES, work.book.sheets, name=lambda sheet: sheet.name)
        gathering.gather(work, {sheet.name: tables.find(self._without_strays(sheet), work.key) for sheet in each_sheet})
        self.kept = [each for each in understanding.understand(work) if not self._left_out_as_hidden(each)]
        progress.at(progress.CHECKING)
        self.kept = flagging.with_flags(work, self.kept)
        self.observations = assembling.assemble(work, self.kept)
        self._nothing_in_silence()
        remarks.ask(work, self._years(), footnotes.one_authority(self.kept))
        self.footnotes = footnotes.notes(work.beside, self.kept)
        self._whole()
        self.notes = told.read(work, self.told, self.observations)
        self._not_for_nothing()
        return self._reading([])

    def _about_individuals(self) -> list[Problem]:
        """What is about an individual: of the same at one cell, what the words for others say of it."""
        found = told.about_individuals(self.told)
        told_already = {(each.code, each.sheet, each.cell) for each in found}
        more = personal.problems(self.book)
        return found + [each for each in more if (each.code, each.sheet, each.cell) not in told_already]

    def _reading(self, instead: list[Problem]) -> Reading:
        for sheet in self.work.book.sheets:
            account = self.work.accounts[sheet.name]
            account.enter(Fate.NOT_USED, *(sheet.cells[place] for place in account.left))
        became = {name: account.fates | told.fates(self.told, name) for name, account in self.work.accounts.items()}
        for sheet in (each for each in self.book.sheets if each.name in self.left_out):
            became[sheet.name] = dict.fromkeys(sheet.cells, Fate.NOT_USED)
        return Reading(
            observations=() if instead else tuple(self.observations.values()),
            problems=tuple(instead or self.work.problems),
            cells=sum(len(sheet.cells) for sheet in self.book.sheets),
            account=Counter(fate for fates in became.values() for fate in fates.values()),
            notes=() if instead else (*self.notes, *definitions.notes(self.kept), *self.footnotes),
            sheets=() if instead else seen.sheets(self.book, became, self.work.problems),
        )

    def _file(self) -> None:
        for kind, details in self.work.book.remarks:
            self.work.tell(kind, **details)
        if self.work.book.macros:
            self.work.tell("F12")
        if self.work.book.date1904:
            self.work.tell("P11")
        self.work.problems += words_that_harm.problems(self.book)

    def _without_strays(self, sheet: Sheet) -> Sheet:
        """A sheet without entries far outside all else, which are asked about: a slip of the hand, most often."""
        far = _strays(sheet)
        for cell in far:
            self.work.tell("S07", sheet.name, cell.address)
            self.work.enter(sheet.name, Fate.NOT_USED, cell)
        kept = {place: cell for place, cell in sheet.cells.items() if cell not in far}
        return replace(sheet, cells=kept) if far else sheet

    def _lone_signs(self) -> None:
        """A sign nobody knows, beside a measure on a sheet without any figure, stands in a figure's place."""
        with_figures = {each.figure.sheet.name for each in self.kept}
        for sheet in self.work.book.sheets:
            for row in sheet.rows().values() if sheet.name not in with_figures else ():
                if any("metric" in tables.kinds_of(cell) for cell in row.values()):
                    for cell in row.values():
                        if any(kind == "M04 return" for kind, _ in typed.read(cell, self.work.key).codes):
                            self.work.tell("M04 return", sheet.name, cell.address, typed=typed.shown(cell))

    def _nothing_in_silence(self) -> None:
        """A number that was not used, typed as a number or as text, is asked about at its own cell."""
        self._lone_signs()
        told = {(sheet, cell) for _, sheet, cell in self.work.told}
        for sheet in self.work.book.sheets:
            rows = sheet.rows()
            for place in self.work.accounts[sheet.name].left:
                cell = sheet.cells[place]
                if tables.is_of_the_file(cell, rows[cell.row]) or tables.counts_rows(cell, sheet):
                    self.work.enter(sheet.name, Fate.NOTE, cell)
                elif (sheet.name, cell.address) not in told and typed.read(cell, self.work.key).number is not None:
                    self.work.tell("S10", sheet.name, cell.address, typed=typed.shown(cell))

    def _whole(self) -> None:
        if not self.kept and not self._has_words:
            if self.work.figures and not any(each.cell is not None for each in self.work.figures):
                self.work.tell("S02", self.work.figures[0].sheet.name, "")
            elif sheet := self._left_empty():
                self.work.problems = [e for e in self.work.problems if (e.code, e.sheet) != ("S13", sheet)]
                self.work.tell("S02", sheet)
            elif not any(self._of_something(each) for each in self.work.figures):
                self._nothing_found()
        elif all(each.figure.cell is None for each in self.kept) and not self._has_words:
            self._forget_blanks(lambda each: True)
            self.work.tell("S02", self.kept[0].figure.sheet.name, "")
        else:
            self._leave_out_empty_tables()
        self._formulas()
        self._missing_years()
        self.work.problems += [
            each
            for each in return_checks.of(tuple(self.observations.values()))
            if (each.code, each.sheet, each.cell) not in self.work.told
        ]
        self.observations |= return_checks.as_answered(self.observations.values(), self.work.asked.answers)

    def _nothing_found(self) -> None:
        """Sends back a file without any table of ours, once: not number by number, nor beside a picture of a table."""
        self.work.problems = [each for each in self.work.problems if each.code != "S10"]
        if not any(each.code == "F21" for each in self.work.problems):
            names = ", ".join(sheet.name for sheet in self.work.book.sheets)
            self.work.tell("S01 return", "", "", names=names)

    def _not_for_nothing(self) -> None:
        """A file that yields nothing, and no question, is not accepted: whoever sent it meant to send something."""
        if not (self.observations or self.notes) and all(each.severity is Severity.NOTE for each in self.work.problems):
            names = ", ".join(sheet.name for sheet in self.work.book.sheets)
            self.work.tell("S01 return", "", "", names=names)

    @property
    def _has_words(self) -> bool:
        """Whether it holds words for others to read, which are a return of their own: its figures may be left blank."""
        return any(table.rows for table in self.told)

    def _leave_out_empty_tables(self) -> None:
        """A table without a single figure, beside others that have some, was not filled in: it is not asked about."""
        by_table: dict[int, list[Kept]] = defaultdict(list)
        for each in self.kept:
            by_table[id(each.figure.table)].append(each)
        for kept in by_table.values():
            if all(each.figure.cell is None for each in kept):
                places = {(each.figure.sheet.name, each.figure.address) for each in kept}
                self._forget_blanks(lambda place, places=places: place in places)
                self.work.tell("S13 return", kept[0].figure.sheet.name, "", sheet=kept[0].figure.sheet.name)

    def _forget_blanks(self, which: Callable[[tuple[str, str]], bool]) -> None:
        self.work.problems = [e for e in self.work.problems if e.code != "V11" or not which((e.sheet, e.cell))]
        for key in [key for key, e in self.observations.items() if which((e.sheet, e.cell)) and not e.as_typed]:
            del self.observations[key]

    def _left_empty(self) -> str:
        """The first sheet that has the words of a return and no figures under them."""
        if self.work.figures:
            return ""
        for sheet in self.work.book.sheets:
            said = [tables.kinds_of(cell) for cell in sheet.cells.values() if cell.kind is Kind.TEXT]
            if sum("metric" in each for each in said) > 1 and any("period" in each for each in said):
                return sheet.name
        return ""

    def _of_something(self, figure: Figure) -> bool:
        """Whether a figure's measure is known, whatever else is not."""
        _, cell = figure.facts.said.get("metric", ("", None))
        return bool(figure.facts.get("metric")) and not any(each is cell for each in figure.facts.unknown)

    def _left_out_as_hidden(self, kept: Kept) -> bool:
        """Asks whether a figure on a hidden sheet, row or column counts; whether its sender says that it does not."""
        figure, sheet = kept.figure, kept.figure.sheet
        if sheet.hidden:
            place, what = "", "This sheet and its figures are"
        elif figure.line.row in sheet.hidden_rows:
            place, what = figure.address, f"Row {figure.line.row} and its figures are"
        elif figure.column in sheet.hidden_columns:
            letters = figure.address.rstrip("0123456789")
            place, what = figure.address, f"Column {letters} and its figures are"
        else:
            return False
        self.work.tell("S06", sheet.name, place, what=what)
        if self.work.asked.answers.of("S06", sheet.name, place) != LEAVE_OUT:
            return False
        here = (sheet.name, figure.address)
        self.work.problems = [e for e in self.work.problems if e.code == "S06" or (e.sheet, e.cell) != here]
        self.work.enter(sheet.name, Fate.NOT_USED, *filter(None, [figure.cell]))
        return True

    def _years(self) -> set[str]:
        """The financial years that the figures are of, or that their days lie in."""
        return {periods.year_of(key.period) for key in self.observations}

    def _missing_years(self) -> None:
        years = self._years()
        if missing := return_checks.missing_years(years):
            run = ", ".join(sorted(years))
            self.work.tell("P09", "", "", years=run, missing=" and ".join(missing))

    def _formulas(self) -> None:
        with_formula = [each for each in self.kept if each.figure.cell is not None and each.figure.cell.formula]
        for each in with_formula:
            if _OTHER_BOOK.search(each.figure.cell.formula):
                book = ", ".join(self.work.book.outside) or "another workbook"
                self.work.tell("F13", each.figure.sheet.name, each.figure.address, book=book)
            if self.work.book.uncalculated:
                self.work.tell("S14", each.figure.sheet.name, each.figure.address)
        with_result = [each for each in with_formula if each.figure.cell.kind is not Kind.FORMULA]
        if with_result and not self.work.book.uncalculated:
            self.work.tell("S15", with_formula[0].figure.sheet.name, "", count=len(with_result))


def _strays(sheet: Sheet) -> list[Cell]:
    """One or two cells far below or far to the right of all others."""
    found: list[Cell] = []
    for part, far in ((0, 100), (1, 30)):
        used = sorted({place[part] for place in sheet.cells})
        gaps = [later for earlier, later in zip(used, used[1:], strict=False) if later - earlier > far]
        beyond = [cell for place, cell in sheet.cells.items() if gaps and place[part] >= gaps[0]]
        if 0 < len(beyond) <= 2 < len(sheet.cells):
            found += [cell for cell in beyond if cell not in found]
    return found
