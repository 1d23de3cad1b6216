"""A return in whatever layout -> a Reading: figures at their cells, every problem at its place, every cell accounted for.

Nothing is guessed: a figure is taken only where whose it is, of which year and of what are all said by words we know;
anything else is a question or a reason to send the return back.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from loaders import answers, keys, meaning, personal, return_checks, tables, typed, vocabulary, words_that_harm
from loaders.accounting import Account, Fate, total
from loaders.answers import NO_ANSWERS, Answers
from loaders.grid import Book, Cell, Kind, Sheet, place_of
from loaders.meaning import Facts
from loaders.problems import Problem, problem
from loaders.reading import Reading
from loaders.tables import Line, Table
from model import areas, breakdowns, metrics
from model.observations import FLAG_WORDS, REASON_WORDS, Flag, Key, Observation, Reason

SERIES = "returns"
NATIONAL = "national"
EXAMPLE = "2023/24"
_OF_ONE = "sds_people_one_option"
_SPLITS = ("option", "aspect", "attribute", "age", "statement", "round")
_COUNTS = ("people", "staff", "teams")
_OTHER_BOOK = re.compile(r"\[[0-9]+\]|\.xls[xmb]?\]")


@dataclass(frozen=True)
class Asked:
    """Whose return it is said to be (a code, `national`, or nothing), what the file is called, and today's date.

    `answers` settle questions, by code, sheet and cell: see `loaders.answers`.
    """

    owner: str
    name: str
    today: date
    answers: Answers = NO_ANSWERS


@dataclass
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
        return Cell(self.line.row, self.column, Kind.TEXT, "").address

    @property
    def role(self) -> str:
        if self.facts.get("metric") == "implementation_rate":
            return "value"  # its percent sign is its unit
        return self.facts.get("role") or "value"


def read(book: Book, asked: Asked) -> Reading:
    """Reads a return. Every problem is collected; none is raised. A file about individuals yields no figure at all."""
    return _Return(book, asked).read()


@dataclass
class _Kept:
    """A figure understood: its identity and what its cell says."""

    figure: Figure
    key: Key
    said: typed.Typed
    number: float | None
    earlier: str | None = None  # the period a figure carried forward is of


class _Return:
    """The work of reading one return."""

    def __init__(self, book: Book, asked: Asked) -> None:
        self.book, self.asked = book, asked
        self.labels = meaning.Reader(asked.today, asked.answers)
        self.problems: list[Problem] = []
        self.told: set[tuple[str, str, str]] = set()
        self.accounts = {sheet.name: Account(sheet) for sheet in book.sheets}
        self.cells = {sheet.name: sheet.cells for sheet in book.sheets}
        self.kept: list[_Kept] = []
        self.observations: dict[Key, Observation] = {}
        self.figures: list[Figure] = []
        self.doubts: list[tuple[str, str, str]] = []

    def read(self) -> Reading:
        found = personal.problems(self.book)
        if any(each.severity == "reject" for each in found):
            return self._reading(found)
        self.problems += found
        self.key, key_problems = keys.find(self.book)
        self.problems += key_problems
        self._file()
        looked_at = {sheet.name: tables.find(self._without_strays(sheet), self.key) for sheet in self.book.sheets}
        self._far_facts(looked_at)
        for sheet in self.book.sheets:
            self.labels.sheet = sheet.name
            self._sheet(sheet, looked_at[sheet.name])
        self._totals()
        for figure in self.figures:
            self._figure(figure)
        self._assemble()
        self._nothing_in_silence()
        self._whole()
        return self._reading([])

    def _reading(self, instead: list[Problem]) -> Reading:
        for sheet in self.book.sheets:
            account = self.accounts[sheet.name]
            account.enter(Fate.NOT_USED, *(sheet.cells[place] for place in account.left))
        return Reading(
            observations=() if instead else tuple(self.observations.values()),
            problems=tuple(instead or self.problems),
            cells=sum(len(sheet.cells) for sheet in self.book.sheets),
            account=total(self.accounts.values()),
        )

    # Saying what is wrong

    def tell(self, kind: str, sheet: str = "", cell: str = "", /, **details: object) -> None:
        """Adds a problem, once for each place."""
        place = (kind.partition(" ")[0], sheet, cell)
        if place not in self.told:
            self.told.add(place)
            self.problems.append(problem(kind, sheet, cell, **details))

    def _file(self) -> None:
        for kind, details in self.book.remarks:
            self.tell(kind, **details)
        if self.book.macros:
            self.tell("F12")
        if self.book.date1904:
            self.tell("P11")
        self.problems += words_that_harm.problems(self.book)

    def _without_strays(self, sheet: Sheet) -> Sheet:
        """A sheet without entries far outside all else, which are asked about: a slip of the hand, most often."""
        far = _strays(sheet)
        for cell in far:
            self.tell("S07", sheet.name, cell.address)
            self._enter(sheet.name, Fate.NOT_USED, cell)
        kept = {place: cell for place, cell in sheet.cells.items() if cell not in far}
        return replace(sheet, cells=kept) if far else sheet

    def _nothing_in_silence(self) -> None:
        """A number that was not used is always asked about, at its own cell where nothing near it was."""
        told = {sheet for _, sheet, cell in self.told if cell}
        for sheet in self.book.sheets:
            account = self.accounts[sheet.name]
            for place in account.left:
                cell = sheet.cells[place]
                if cell.kind is Kind.NUMBER and sheet.name not in told:
                    self.tell("S10", sheet.name, cell.address, typed=typed.shown(cell))

    # Facts from further away

    def _far_facts(self, looked_at: Mapping[str, tables.Found]) -> None:
        """What pairs such as `Council: Fife`, sheet names and the file's name say."""
        self.paired = Facts()
        self.of_sheet: dict[str, Facts] = {}
        for name, found in looked_at.items():
            near = Facts()
            self.labels.sheet = name
            for what, left, right in found.pairs:
                facts = self.labels.label(right, "area" if what == "area" else "period")
                self._raise(facts, name)
                near.fill(facts)
                self._pair(facts)
                self._enter(name, Fate.HEADING, left, right)
            self.of_sheet[name] = near
        self.in_file_name = self.labels.title(self.asked.name.rpartition(".")[0] or self.asked.name, None)
        named = {
            place.code
            for sheet in self.book.sheets
            for cell in sheet.cells.values()
            if cell.kind is Kind.TEXT and (place := areas.find(cell.text)) is not None
        }
        self.elsewhere = Facts({"area": (named.pop(), None)} if len(named) == 1 else {})

    def _pair(self, facts: Facts) -> None:
        """What pairs on other sheets say, as long as they agree: two that differ say nothing of a third sheet."""
        for name, (value, cell) in facts.said.items():
            before = self.paired.said.get(name)
            self.paired.said[name] = (value, cell) if before is None or before[0] == value else ("", None)

    # One sheet

    def _sheet(self, sheet: Sheet, found: tables.Found) -> None:
        if len(found.tables) > 1:
            ranges = ", ".join(table.where for table in found.tables)
            self.tell("S05", sheet.name, count=len(found.tables), tables=ranges)
        for table in found.tables:
            self._table(sheet, table)
            self._merged_labels(sheet, table)
        self._footnotes(sheet, found)
        self._declared(sheet)
        self._enter(sheet.name, Fate.NOTE, *found.words)
        if not found.tables and sheet.cells and not found.pairs and not self._is_prose_sheet(sheet):
            self.tell("S13 return", sheet.name, "", sheet=sheet.name)
        if sheet.pictures and not found.tables and not any(c.kind is Kind.NUMBER for c in sheet.cells.values()):
            self.tell("F21", sheet.name, sheet.pictures[0])

    def _merged_labels(self, sheet: Sheet, table: Table) -> None:
        """A label merged over several rows stands for each of them, which is said."""
        for first_row, first, last_row, last in sheet.merged:
            origin = sheet.cells.get((first_row, first))
            over = [line for line in table.lines if origin is not None and any(c is origin for c, _ in line.labels)]
            if len(over) > 1:
                end = Cell(last_row, last, Kind.TEXT, "").address
                self.tell("S08", sheet.name, origin.address, range=f"{origin.address}:{end}", typed=origin.text)

    def _footnotes(self, sheet: Sheet, found: tables.Found) -> None:
        """Words under the last figures are notes, and not figures' rows, which is said once."""
        used = {id(figure.table) for figure in self.figures}
        lines = [line.row for table in found.tables if id(table) in used for line in table.lines]
        below = [cell for cell in found.words if lines and cell.row > max(lines)]
        if below:
            self.tell("S11", sheet.name, below[0].address)

    def _declared(self, sheet: Sheet) -> None:
        """A sheet that says it ends before its cells do: some readers would have lost the rest."""
        end = sheet.declared.rpartition(":")[2]
        if not end or not sheet.cells:
            return
        row, column = place_of(end.replace("$", ""))
        if max(r for r, _ in sheet.cells) > row or max(c for _, c in sheet.cells) > column:
            self.tell("S16", sheet.name, "", declared=end)

    def _is_prose_sheet(self, sheet: Sheet) -> bool:
        return sheet.name.casefold() in ("cover", "contents", "notes", "guidance", "read me", "readme", "instructions")

    def _enter(self, sheet: str, fate: Fate, *cells: Cell) -> None:
        """Gives cells a fate unless they have one: a label may head many figures."""
        account = self.accounts[sheet]
        for cell in cells:
            place = (cell.row, cell.column)
            if place not in account.fates and place in self._places(sheet):
                account.enter(fate, cell)

    def _places(self, sheet: str) -> Mapping[tuple[int, int], Cell]:
        return self.cells[sheet]

    def _table(self, sheet: Sheet, table: Table) -> None:
        over_labels = self._over_labels(table)
        self._raise(over_labels, sheet.name)
        far = over_labels
        far.fill(self._far(sheet, table))
        columns = {
            number: meaning.joined(self._heading(cell) for cell in column.headings)
            for number, column in table.columns.items()
        }
        figures = []
        doubt, scotland = self._doubt(sheet, table)
        labelled = any(line.labels for line in table.lines)
        near_periods: set[str] = set()
        for line in table.lines:
            near = meaning.joined(self.labels.label(cell, role) for cell, role in line.labels)
            section = meaning.joined(self.labels.label(cell) for cell in line.section)
            for number, column in table.columns.items():
                cell = line.values.get(number)
                if column.role != "value" or (cell is None and self._may_be_blank(line, number, table)):
                    continue
                if not line.labels and labelled:
                    self._unlabelled(sheet, cell)
                    continue
                facts = meaning.joined([_copy(near), _copy(columns[number])])
                facts.fill(section)
                near_periods |= {facts.get("period")}
                facts.doubts += scotland if not facts.get("area") and not facts.get("code") else []
                facts.unknown += section.unknown + list(column.doubtful)
                facts.clashes += self._said_twice(near, columns[number])
                facts.fill(far)
                facts.doubts += doubt
                figures.append(Figure(sheet, table, line, number, cell, facts))
        if "" not in near_periods:
            self._compare_years(sheet, far, near_periods - {"?"})
        self._figures_of(table, figures)

    def _said_twice(self, near: Facts, heading: Facts) -> list[tuple[str, Cell, Cell]]:
        """A row and a column that both say an option are a matrix of one by the other: no figure is of one option."""
        both = [name for name in _SPLITS if name in near.said and name in heading.said]
        return [(name, near.said[name][1], heading.said[name][1]) for name in both if heading.said[name][1] is not None]

    def _doubt(self, sheet: Sheet, table: Table) -> tuple[list[str], list[str]]:
        """Titles, or the sheet's name, that make the figures something else than they seem, and those of Scotland;
        told at their place where a figure is under them."""
        doubts, scotland = [], []
        for text, address in (*((title.text, title.address) for title in table.titles), (sheet.name, "")):
            said = self.labels.title(text, None)
            doubts += said.doubts
            scotland += said.of_scotland
            if said.doubts or said.of_scotland:
                self.doubts.append((sheet.name, address, text))
        return doubts, scotland

    def _unlabelled(self, sheet: Sheet, cell: Cell | None) -> None:
        """A figure in a row that says nothing, among rows that do, is not of what the rows above are."""
        if cell is not None:
            self.tell("S10", sheet.name, cell.address, typed=typed.shown(cell))
            self._enter(sheet.name, Fate.NOT_USED, cell)

    def _compare_years(self, sheet: Sheet, far: Facts, near: set[str]) -> None:
        """A title, cover or sheet's name that speaks of a year none of the figures is of."""
        period, cell = far.said.get("period", ("", None))
        if near and period not in ("", "?", *near):
            told = {"typed": period, "period": " and ".join(sorted(near))}
            on = cell.address if cell is not None and cell in sheet.cells.values() else ""
            self.tell("P05", sheet.name, on, **told)

    def _over_labels(self, table: Table) -> Facts:
        """What stands over the labels themselves, such as the authority's name in the corner, is said of the table."""
        corner = Facts()
        for column in table.columns.values():
            if column.role in (*tables.DIMENSIONS, "label"):
                for cell in column.headings:
                    if not vocabulary.head(cell.text):
                        facts = self.labels.label(cell)
                        corner.fill(facts if not facts.unknown else self.labels.title(cell.text, cell))
                        corner.problems += facts.problems
        return corner

    def _heading(self, cell: Cell) -> Facts:
        """What a heading over figures says; a word such as `Number` that only heads says nothing more."""
        what = vocabulary.head(cell.text)
        if what == "base":
            return Facts({"role": ("base", cell), "metric": ("statement_score", cell)})
        if what and not vocabulary.read(cell.text).facts:
            return Facts()
        return self.labels.label(cell)

    def _may_be_blank(self, line: Line, number: int, table: Table) -> bool:
        """A place with nothing in it is no figure where the table's column holds none, or the row none at all of it."""
        column = table.columns[number]
        known = any(tables.says_something(cell) for cell in column.headings)
        return not known and not any(number in each.values for each in table.lines) and bool(line.values)

    def _far(self, sheet: Sheet, table: Table) -> Facts:
        far = Facts()
        for title in reversed(table.titles):
            far.fill(self.labels.title(title.text, title))
        far.fill(self.of_sheet[sheet.name])
        by_name = self.labels.title(sheet.name, None)
        far.fill(by_name)
        far.fill(Facts({name: said for name, said in self.paired.said.items() if said[0]}))
        far.fill(self.in_file_name)
        if self.asked.owner not in ("", NATIONAL) and "area" not in far.said:
            far.said["area"] = (self.asked.owner, None)
        far.fill(self.elsewhere)
        return far

    def _raise(self, facts: Facts, sheet: str) -> None:
        """Tells the problems of labels at their cells."""
        for kind, cell, details in facts.problems:
            name, more = _form_of(kind, details)
            self.tell(name, sheet, cell.address if cell else "", **more)

    def _figures_of(self, table: Table, figures: list[Figure]) -> None:
        sheet = table.sheet.name
        known = [figure for figure in figures if figure.facts.get("metric") or figure.role == "total"]
        if not known:
            self._outside(table)
            return
        used = {id(cell) for figure in figures for _, cell in figure.facts.said.values()}
        for title in table.titles:
            if id(title) in used:
                self._raise_title(title, figures)
        for line in table.lines:
            self._enter(sheet, Fate.HEADING, *(cell for cell, _ in line.labels), *line.section)
        self._enter(sheet, Fate.HEADING, *table.header)
        for line in table.lines:
            for column, cell in line.others.items():
                role = table.columns[column].role if column in table.columns else ""
                self._other(sheet, cell, role)
        self.figures += figures

    def _raise_title(self, title: Cell, figures: Iterable[Figure]) -> None:
        """The problems of a title that figures took their year, or their area, from; of nothing else in it."""
        facts = self.labels.title(title.text, title)
        for name, first in (("period", "P"), ("area", "I")):
            if any(figure.facts.said.get(name, ("", None))[1] is title for figure in figures):
                own = Facts(problems=[each for each in facts.problems if each[0].startswith(first)])
                self._raise(own, figures[0].sheet.name)

    def _other(self, sheet: str, cell: Cell, role: str) -> None:
        """A cell beside the figures: a status or a note; a number there is asked about."""
        if role in ("status", "note") or cell.kind is Kind.TEXT and not typed.looks_like_a_value(cell, self.key):
            self._enter(sheet, Fate.NOTE, cell)
        else:
            self.tell("S10", sheet, cell.address, typed=typed.shown(cell))
            self._enter(sheet, Fate.NOT_USED, cell)

    def _outside(self, table: Table) -> None:
        """Numbers that no known measure heads: each is asked about, none is taken."""
        sheet = table.sheet.name
        for line in table.lines:
            for cell in (*line.values.values(), *line.others.values()):
                if cell.kind is not Kind.TEXT or typed.read(cell, self.key).number is not None:
                    self.tell("S10", sheet, cell.address, typed=typed.shown(cell))
        words = [cell for line in table.lines for cell in (*line.values.values(), *(label for label, _ in line.labels))]
        self._enter(sheet, Fate.NOTE, *(cell for cell in words if cell.kind is Kind.TEXT), *table.header, *table.titles)

    # Totals

    def _totals(self) -> None:
        """Settles what a `Total` among options is: a sum, or the people with any option, each counted once."""
        by_table: dict[int, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            by_table[id(figure.table)].append(figure)
        for figures in by_table.values():
            for each in figures:
                if each.role == "total" and each.facts.get("area") not in ("", areas.SCOTLAND):
                    self._total(each, [other for other in figures if other.role == "value"])

    def _total(self, total_: Figure, others: Iterable[Figure]) -> None:
        same = ("period", "area")
        alike = [each for each in others if all(each.facts.get(k) == total_.facts.get(k) for k in same)]
        alike = [each for each in alike if each.line is total_.line or each.column == total_.column]
        parts = {each.facts.get("option"): each for each in alike if each.facts.get("metric") == "sds_people"}
        only = any(each.facts.get("only") for each in alike)
        if "any" in parts or only or not {"1", "2", "3"} <= set(parts) or total_.cell is None:
            return
        numbers = [self._plain(parts[code]) for code in ("1", "2", "3", "4") if code in parts]
        whole = self._plain(total_)
        if whole is None or None in numbers or whole == sum(numbers):
            return
        # It cannot be their sum: people with any option, each counted once, are fewer than the options added up.
        total_.facts.said["role"] = ("value", None)
        total_.facts.said["metric"] = ("sds_people", None)
        total_.facts.said["option"] = ("any", None)

    def _plain(self, figure: Figure) -> float | None:
        return typed.read(figure.cell, self.key).number if figure.cell is not None else None

    # One figure

    def _figure(self, figure: Figure) -> None:
        facts, sheet = figure.facts, figure.sheet.name
        self._raise(facts, sheet)
        if self._not_understood(figure):
            self._enter(sheet, Fate.NOT_USED, *filter(None, [figure.cell]))
            return
        if figure.role == "total" or facts.get("area") == areas.SCOTLAND:
            self._note_total(figure)
            return
        key = self._key(figure)
        if key is None:
            self._enter(sheet, Fate.NOT_USED, *filter(None, [figure.cell]))
            return
        if figure.cell is None:
            self._blank(figure, key)
            return
        said = typed.read(figure.cell, self.key)
        said = self._answered(figure, self._with_status(figure, said))
        if figure.cell.struck:
            self.tell("V19", sheet, figure.address, typed=typed.shown(figure.cell))
        if self._stands_for_several(figure):
            self.tell("V20", sheet, figure.address, typed=typed.shown(figure.cell))
        self._tell_of_value(figure, said, key)
        number = self._scaled(figure, said, key)
        self.kept.append(_Kept(figure, key, said, number, self.earlier))

    def _not_understood(self, figure: Figure) -> bool:
        """Whether a label of the figure is not known, or two labels equally near disagree; each such label is named."""
        facts, sheet = figure.facts, figure.sheet.name
        for cell in facts.unknown:
            self.tell("S09 return", sheet, cell.address, heading=cell.text)
        clashes = [clash for clash in facts.clashes if clash[0] != "role"]  # the share of a total is a total
        for sheet_name, address, text in self.doubts:
            if text in facts.doubts:
                self.tell("S09 return", sheet_name, address, heading=text)
        unclear = any(kind in ("P01", "P02", "P03", "P06") for kind, _, _ in facts.problems)
        told_already = unclear and any(clash[0] == "period" for clash in clashes)
        clashes = [clash for clash in clashes if clash[0] != "period" or not unclear]
        for name, first, second in clashes:
            if name == "period":
                self.tell("P05", sheet, second.address, typed=second.text, period=first.text)
            else:
                self.tell("S09 return", sheet, second.address, heading=second.text)
        return bool(facts.unknown or clashes or facts.doubts or told_already)

    def _note_total(self, figure: Figure) -> None:
        sheet = figure.sheet.name
        if figure.cell is not None and figure.cell.kind is Kind.FORMULA:
            self.tell("S14 ask", sheet, figure.address)
        self._check_total(figure)
        label = next((cell for _, cell in figure.facts.said.values() if cell is not None), figure.cell)
        if figure.facts.get("area") == areas.SCOTLAND:
            cell = figure.facts.said["area"][1]
            self.tell("I11", sheet, cell.address if cell else "", typed=cell.text if cell else "Scotland")
        else:
            cell = figure.facts.said["role"][1] or label
            self.tell("S12", sheet, cell.address if cell else "", typed=cell.text if cell else "")
        self._enter(sheet, Fate.TOTAL, *filter(None, [figure.cell]))

    def _check_total(self, total_: Figure) -> None:
        """A row of totals over authorities is held against the rows above it."""
        if total_.facts.get("area") == areas.SCOTLAND or not total_.facts.get("metric"):
            return
        same = ("metric", "option", "period", "aspect", "only")
        rows = [
            self._plain(each)
            for each in self.figures
            if each.table is total_.table and each.column == total_.column and each.role == "value"
            and all(each.facts.get(name) == total_.facts.get(name) for name in same)
        ]  # fmt: skip
        whole = self._plain(total_)
        if whole is not None and len(rows) > 1 and None not in rows and sum(rows) != whole:
            told = {"total": f"{whole:,.0f}", "sum": f"{sum(rows):,.0f}"}
            self.tell("A05", total_.sheet.name, total_.address, **told)

    def _key(self, figure: Figure) -> Key | None:
        """A figure's identity; None where part of it is not said, which is told at the place."""
        facts, sheet = figure.facts, figure.sheet.name
        metric, split = _measure(facts)
        declared = metrics.metrics().get(metric)
        if declared is None:
            if figure.cell is not None and typed.read(figure.cell, self.key).number is not None:
                self.tell("S10", sheet, figure.address, typed=typed.shown(figure.cell))
            return None
        if not self._fits(figure, declared, split):
            return None
        area, period = self._area(figure), facts.get("period")
        if not period and not figure.table.columns[figure.column].headings and self._others_are_headed(figure.table):
            if figure.cell is not None:
                self.tell("S10", sheet, figure.address, typed=typed.shown(figure.cell))
        elif not period:
            self.tell("P10", sheet, "")
        if not area or area == "?" or not period or period == "?":
            return None
        return Key(SERIES, area, "", period, metric, breakdowns.join(split))

    def _others_are_headed(self, table: Table) -> bool:
        return any(column.headings for column in table.columns.values() if column.role == "value")

    def _fits(self, figure: Figure, declared: metrics.Metric, split: Mapping[str, str]) -> bool:
        """Whether a measure is split as it must be, and by nothing else."""
        wanted, allowed = set(declared.breakdown), {*declared.breakdown, *declared.optional}
        if wanted <= set(split) <= allowed:
            return True
        cell = next((cell for cell, _ in figure.line.labels), None) or next(iter(figure.table.header), None)
        if cell is not None:
            self.tell("S09 return", figure.sheet.name, cell.address, heading=cell.text)
        return False

    def _area(self, figure: Figure) -> str:
        facts, sheet = figure.facts, figure.sheet.name
        area, code = facts.get("area"), facts.get("code")
        if code and facts.said.get("area", ("", None))[1] is not None and area not in ("", "?", code):
            cell = facts.said["code"][1]
            named = facts.said["area"][1].text
            self.tell("I03", sheet, cell.address, code=cell.text, of_code=areas.name(code), named=named)
            return "?"
        area = code or area
        if not area:
            if not any(kind == "I01" for kind, _, _ in facts.problems):
                self.tell("I06", sheet, "")
            return ""
        owner = self.asked.owner
        if owner not in ("", NATIONAL) and area not in ("?", owner):
            cell = (facts.said.get("code") or facts.said.get("area"))[1]
            told = {"mine": areas.name(owner), "other": areas.name(area)}
            self.tell("I08" if self._is_also_mine() else "I07", sheet, cell.address if cell else "", **told)
        return area

    def _is_also_mine(self) -> bool:
        """Whether the file has figures of the sender's own authority beside another's."""
        return any(each.facts.get("area") == self.asked.owner for each in self.figures)

    # Values

    def _blank(self, figure: Figure, key: Key) -> None:
        if figure.role == "percent":
            return
        status = self._status_cell(figure)
        if status is not None and (reason := _status(status.text)[2]) is not None:
            self.kept.append(_Kept(figure, key, typed.Typed(None, reason), None))
            return
        self.tell("V11", figure.sheet.name, figure.address)
        answer = self.asked.answers.of("V11", figure.sheet.name, figure.address)
        number, reason = answers.of_a_blank(answer)
        self.kept.append(_Kept(figure, key, typed.Typed(number, reason), number))

    def _with_status(self, figure: Figure, said: typed.Typed) -> typed.Typed:
        """A value with the status that stands in the column beside it, and the flags of its headings."""
        flags = [Flag(value) for name, (value, _) in figure.facts.said.items() if name.startswith("flag ")]
        status = self._status_cell(figure)
        codes = list(said.codes)
        reason, number, earlier = said.reason, said.number, None
        if status is not None:
            words, more, why, earlier = _status(status.text)
            flags += more
            if not words:
                self.tell("M04 return", figure.sheet.name, status.address, typed=status.text)
            if why is not None and number in (None, 0):
                number, reason = None, why
        whole = tuple(dict.fromkeys((*said.flags, *flags)))
        self.earlier = earlier
        return typed.Typed(number, reason, whole, said.shown_as, tuple(codes))

    def _stands_for_several(self, figure: Figure) -> bool:
        """Whether a figure's cell is merged over several rows or columns of figures."""
        place = (figure.line.row, figure.column)
        return any(
            first_row <= place[0] <= last_row and first <= place[1] <= last
            for first_row, first, last_row, last in figure.sheet.merged
        )

    def _answered(self, figure: Figure, said: typed.Typed) -> typed.Typed:
        """A value whose marker the sender has explained."""
        for kind, _ in said.codes:
            answer = self.asked.answers.of(kind.partition(" ")[0], figure.sheet.name, figure.address)
            if kind in ("M03", "M04", "M07", "V11") and answer:
                number, reason = answers.of_a_blank(answer)
                return typed.Typed(number, reason, said.flags, said.shown_as, said.codes)
            if kind == "V12" and answer:
                number = typed.read(_plain_text(figure.cell, str(dict(said.codes)["V12"]["figure"]))).number
                return typed.Typed(number, None if number is not None else Reason.UNCLEAR, said.flags, "", said.codes)
        return said

    def _status_cell(self, figure: Figure) -> Cell | None:
        later = sorted(number for number in figure.table.columns if number > figure.column)
        status = next((number for number in later if figure.table.columns[number].role == "status"), None)
        return figure.line.others.get(status) if status is not None else None

    def _tell_of_value(self, figure: Figure, said: typed.Typed, key: Key) -> None:
        metric, sheet = metrics.metric(key.metric), figure.sheet.name
        answered = metric.unit == "yes-partly-no"
        for kind, details in said.codes:
            if answered and kind in ("V01", "M03", "M04") and typed.answer(figure.cell) is not None:
                continue
            name, more = _value_form(kind, details, said, self.book.form)
            if name:
                self.tell(name, sheet, figure.address, **more)
        if answered and said.number is not None:
            self.tell("V01", sheet, figure.address, typed=typed.shown(figure.cell))
        if said.number is None:
            return
        whole = float(said.number).is_integer()
        if metric.unit in _COUNTS and figure.role == "value":
            if whole and any(kind == "V03p" for kind, _ in said.codes):
                self.tell("V03 reject", sheet, figure.address, typed=typed.shown(figure.cell))
            elif said.shown_as:
                self.tell("V01", sheet, figure.address, typed=typed.shown(figure.cell))
            elif not whole and said.number >= 0:
                self.tell("V07", sheet, figure.address, typed=typed.shown(figure.cell))
        if isinstance(said.number, int) and len(str(abs(said.number))) > 15:
            self.tell("V16", sheet, figure.address)

    def _scaled(self, figure: Figure, said: typed.Typed, key: Key) -> float | None:
        """The number in the metric's unit: a percentage as typed, as its format shows it, or asked about."""
        if metrics.metric(key.metric).unit == "yes-partly-no":
            return typed.answer(figure.cell)
        percent = figure.role == "percent" or (
            metrics.metric(key.metric).unit == "percent" and figure.facts.get("part") == "rate"
        )
        if said.number is None or not percent:
            return said.number
        if said.shown_as == "format":
            return round(said.number * 100, 10)
        return said.number

    # Putting the figures together

    def _assemble(self) -> None:
        values = [each for each in self.kept if each.figure.role == "value"]
        rates = [each for each in values if each.key.metric == "implementation_rate"]
        bases = {each.key: each for each in self.kept if each.figure.role == "base"}
        for each in values:
            if each.key.metric == "implementation_rate":
                continue
            base = bases.pop(each.key, None)
            self._keep(each, each.number, **self._base(base))
        for each in bases.values():
            self.tell("S10", each.figure.sheet.name, each.figure.address, typed=typed.shown(each.figure.cell))
        self._rates(rates)
        self._percentages([each for each in self.kept if each.figure.role == "percent"])

    def _base(self, base: _Kept | None) -> dict[str, object]:
        """How many answered, beside the mean they gave."""
        if base is None or base.figure.cell is None:
            return {}
        self._enter(base.figure.sheet.name, Fate.FIGURE, base.figure.cell)
        return {"base": base.number, "cells": f"base={base.figure.address}"}

    def _keep(self, kept: _Kept, value: float | None, **parts: object) -> None:
        figure = kept.figure
        reason = None if value is not None else kept.said.reason or Reason.UNCLEAR
        observation = Observation(
            key=kept.key,
            value=value,
            reason=reason,
            flags=kept.said.flags,
            period_of_figure=kept.earlier,
            sheet=figure.sheet.name,
            cell=figure.address,
            as_typed=typed.shown(figure.cell) if figure.cell is not None else "",
            **parts,
        )
        if figure.cell is not None:
            self._enter(figure.sheet.name, Fate.FIGURE, figure.cell)
        before = self.observations.get(kept.key)
        if before is None:
            self.observations[kept.key] = observation
        else:
            self._twice(before, observation, figure)

    def _twice(self, before: Observation, now: Observation, figure: Figure) -> None:
        """The same figure in two places: once if they agree, sent back if they do not."""
        other = f"sheet “{before.sheet}”, cell {before.cell}"
        same = (before.value, before.reason, before.flags) == (now.value, now.reason, now.flags)
        if same:
            self.tell("I09", now.sheet, now.cell, other=other)
        elif before.sheet != now.sheet:
            told = {"typed": now.as_typed, "other": other, "value": before.as_typed}
            self.tell("S17", now.sheet, now.cell, **told)
        elif before.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == now.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
            self._same_heading(figure, now)
        else:
            self.tell("I10", now.sheet, now.cell, other=other)

    def _same_heading(self, figure: Figure, now: Observation) -> None:
        headings = figure.table.columns[figure.column].headings
        cell = headings[-1] if headings else None
        if cell is not None and self.labels.label(cell).get("period"):
            self.tell("P08", now.sheet, cell.address, period=now.key.period)
        elif cell is not None:
            self.tell("S04", now.sheet, cell.address, heading=cell.text)
        else:
            self.tell("I10", now.sheet, now.cell, other="the cell beside it")

    def _rates(self, found: Iterable[_Kept]) -> None:
        """Implementation rates with their parts: worked out from them where both are held, checked where printed."""
        by_key: dict[Key, dict[str, _Kept]] = defaultdict(dict)
        for each in found:
            part = each.figure.facts.get("part") or "rate"
            if part in by_key[each.key]:
                self.tell(
                    "I10", each.figure.sheet.name, each.figure.address, other=by_key[each.key][part].figure.address
                )
                continue
            by_key[each.key][part] = each
        for parts in by_key.values():
            self._rate(parts)

    def _rate(self, parts: dict[str, _Kept]) -> None:
        rate, part, whole = parts.get("rate"), parts.get("numerator"), parts.get("denominator")
        numerator = part.number if part else None
        denominator = whole.number if whole else None
        worked_out = None
        if numerator is not None and denominator:
            worked_out = 100 * numerator / denominator
        shown = rate or part or whole
        for each in (part, whole):
            if each is not None and each.figure.cell is not None:
                self._enter(each.figure.sheet.name, Fate.FIGURE, each.figure.cell)
        value = rate.number if rate else None
        if rate and value is not None:
            value = self._rate_scale(rate, worked_out)
            if worked_out is not None and value is not None and abs(value - worked_out) > 1:
                told = {"part": f"{numerator:,.0f}", "whole": f"{denominator:,.0f}", "worked_out": f"{worked_out:.1f}"}
                self.tell("A07", rate.figure.sheet.name, rate.figure.address, typed=f"{value:g}", **told)
        if numerator is not None and denominator is not None and numerator > denominator:
            told = {"part": f"{numerator:,.0f}", "whole": f"{denominator:,.0f}"}
            self.tell("A06", part.figure.sheet.name, part.figure.address, **told)
        cells = ";".join(
            f"{name}={each.figure.address}" for name, each in (("numerator", part), ("denominator", whole)) if each
        )
        self._keep(
            shown,
            worked_out if worked_out is not None else value,
            numerator=numerator,
            denominator=denominator,
            cells=cells,
        )

    def _rate_scale(self, rate: _Kept, worked_out: float | None) -> float | None:
        """A rate typed without a percent sign: 0.71 could be 71% or 0.71%, which its parts settle, or the sender."""
        value = rate.number
        if rate.said.shown_as or value > 1 or value == 0:
            return value
        if worked_out is not None:
            return value * 100 if abs(value * 100 - worked_out) <= 1 else value
        answer = self.asked.answers.of("V08", rate.figure.sheet.name, rate.figure.address)
        told = {"typed": f"{value:g}", "small": f"{value:g}", "large": f"{value * 100:g}"}
        self.tell("V08", rate.figure.sheet.name, rate.figure.address, **told)
        return {told["small"]: value, told["large"]: value * 100}.get(answer.rstrip("%"))

    def _percentages(self, found: Iterable[_Kept]) -> None:
        """Percentages a return prints are checked against their parts, and never stored as the truth."""
        wholes = {
            "staff_trained": "staff_eligible",
            "outcomes_met": "outcomes_reviewed",
            "teams_replied": "teams_asked",
        }
        for each in found:
            figure, key = each.figure, each.key
            self._enter(figure.sheet.name, Fate.CHECKED, figure.cell)
            part = self.observations.get(key)
            if key.metric == "sds_people":
                whole = self.observations.get(key._replace(breakdown="option=any"))
            else:
                whole = self.observations.get(key._replace(metric=wholes.get(key.metric, ""), breakdown=""))
            self._percentage(each, part, whole)

    def _percentage(self, each: _Kept, part: Observation | None, whole: Observation | None) -> None:
        figure = each.figure
        if part is None:
            # A percentage with nothing to check it against is all that was sent: not the count we collect.
            self.tell("S09 return", figure.sheet.name, figure.address, heading=typed.shown(figure.cell))
            return
        if each.number is None or part.value is None or whole is None or not whole.value:
            return
        worked_out = 100 * part.value / whole.value
        value = each.number
        if not each.said.shown_as and value <= 1 and abs(value * 100 - worked_out) <= 1:
            value *= 100
        if value > 100:
            self.tell("V09", figure.sheet.name, figure.address, typed=f"{value:g}")
        if abs(value - worked_out) > 1:
            told = {"part": f"{part.value:,.0f}", "whole": f"{whole.value:,.0f}", "worked_out": f"{worked_out:.0f}"}
            self.tell("A07", figure.sheet.name, figure.address, typed=f"{value:g}", **told)

    # The whole return

    def _whole(self) -> None:
        if not self.kept:
            if self.figures and not any(each.cell is not None for each in self.figures):
                self.tell("S02", self.figures[0].sheet.name, "")
            elif sheet := self._left_empty():
                self.tell("S02", sheet)
            elif not any(self._of_something(each) for each in self.figures):
                names = ", ".join(sheet.name for sheet in self.book.sheets)
                self.tell("S01 return", "", "", names=names)
        elif all(each.figure.cell is None for each in self.kept):
            self._forget_blanks(lambda each: True)
            self.tell("S02", self.kept[0].figure.sheet.name, "")
        else:
            self._leave_out_empty_tables()
        self._hidden()
        self._formulas()
        self._missing_years()
        self.problems += [
            each
            for each in return_checks.of(tuple(self.observations.values()))
            if (each.code, each.sheet, each.cell) not in self.told
        ]

    def _leave_out_empty_tables(self) -> None:
        """A table without a single figure, beside others that have some, was not filled in: it is not asked about."""
        by_table: dict[int, list[_Kept]] = defaultdict(list)
        for each in self.kept:
            by_table[id(each.figure.table)].append(each)
        for kept in by_table.values():
            if all(each.figure.cell is None for each in kept):
                places = {(each.figure.sheet.name, each.figure.address) for each in kept}
                self._forget_blanks(lambda place, places=places: place in places)
                self.tell("S13 return", kept[0].figure.sheet.name, "", sheet=kept[0].figure.sheet.name)

    def _forget_blanks(self, which: Callable[[tuple[str, str]], bool]) -> None:
        self.problems = [e for e in self.problems if e.code != "V11" or not which((e.sheet, e.cell))]
        for key in [key for key, e in self.observations.items() if which((e.sheet, e.cell)) and not e.as_typed]:
            del self.observations[key]

    def _left_empty(self) -> str:
        """The first sheet that has the words of a return and no figures under them."""
        if self.figures:
            return ""
        for sheet in self.book.sheets:
            said = [tables.kinds_of(cell) for cell in sheet.cells.values() if cell.kind is Kind.TEXT]
            if sum("metric" in each for each in said) > 1 and any("period" in each for each in said):
                return sheet.name
        return ""

    def _of_something(self, figure: Figure) -> bool:
        """Whether a figure's measure is known, whatever else is not."""
        return bool(figure.facts.get("metric")) and not figure.facts.unknown

    def _hidden(self) -> None:
        """Hidden sheets, rows and columns that hold figures are asked about."""
        for each in self.kept:
            figure, sheet = each.figure, each.figure.sheet
            if sheet.hidden:
                self.tell("S06", sheet.name, "", what="This sheet and its figures are")
            elif figure.line.row in sheet.hidden_rows:
                self.tell("S06", sheet.name, figure.address, what=f"Row {figure.line.row} and its figures are")
            elif figure.column in sheet.hidden_columns:
                letters = figure.address.rstrip("0123456789")
                self.tell("S06", sheet.name, figure.address, what=f"Column {letters} and its figures are")

    def _missing_years(self) -> None:
        years = {key.period for key in self.observations}
        if missing := return_checks.missing_years(years):
            run = ", ".join(sorted(years))
            self.tell("P09", "", "", years=run, missing=" and ".join(missing))

    def _formulas(self) -> None:
        with_formula = [each for each in self.kept if each.figure.cell is not None and each.figure.cell.formula]
        for each in with_formula:
            if _OTHER_BOOK.search(each.figure.cell.formula):
                book = ", ".join(self.book.outside) or "another workbook"
                self.tell("F13", each.figure.sheet.name, each.figure.address, book=book)
            if self.book.uncalculated:
                self.tell("S14", each.figure.sheet.name, each.figure.address)
        with_result = [each for each in with_formula if each.figure.cell.kind is not Kind.FORMULA]
        if with_result and not self.book.uncalculated:
            self.tell("S15", with_formula[0].figure.sheet.name, "", count=len(with_result))


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


def _plain_text(cell: Cell, text: str) -> Cell:
    return Cell(cell.row, cell.column, Kind.TEXT, text, cell.format)


def _copy(facts: Facts) -> Facts:
    return Facts(dict(facts.said), list(facts.problems), list(facts.unknown), list(facts.clashes))


def _measure(facts: Facts) -> tuple[str, dict[str, str]]:
    """The metric and its split, from what labels say; `only` makes people by option people in one option only."""
    metric = facts.get("metric")
    split = {name: facts.get(name) for name in _SPLITS if facts.get(name)}
    if metric == "sds_people" and facts.get("only"):
        metric = _OF_ONE
        if split.get("option") == "4":
            split["option"] = "mixed"
    return metric, split


def _form_of(kind: str, details: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The catalogue's form of a problem with a label, and its details."""
    more = dict(details)
    if kind == "I01" and more.get("near"):
        return "I01 near", more
    if kind == "P04b":
        return "P04 ask", more
    if kind == "P01":
        more["example"] = EXAMPLE
    if kind == "P05x":
        return "P05 two", more
    return kind, more


def _value_form(
    kind: str, details: Mapping[str, object], said: typed.Typed, form: str
) -> tuple[str, dict[str, object]]:
    """The catalogue's form of a problem with a value, and its details; nothing where a CSV makes it no news."""
    more = dict(details)
    if kind == "V03p":
        return "", {}
    if kind == "V02" and (form == "csv" or said.flags):
        return "", {}
    if "reason" in more:
        more["words"] = REASON_WORDS[more.pop("reason")]
        more["key"] = "of this file"
    if kind == "M01":
        more.setdefault("words", REASON_WORDS[Reason.SUPPRESSED])
    if kind in ("V03", "M05"):
        more["value"] = f"{said.number:,}" if said.number is not None else "no number"
        more["words"] = " and ".join(FLAG_WORDS[flag] for flag in said.flags)
    forms = {"V03x": "V03 reject", "M03": "M03 return", "M04": "M04 return"}
    return forms.get(kind, kind), more


def _status(text: str) -> tuple[bool, list[Flag], Reason | None, str | None]:
    """A status column's words: whether they are known, and the flags or the reason they give."""
    words = text.casefold().strip()
    if words in ("as counted", "as published", "final", "ok", "actual"):
        return True, [], None, None
    if found := re.fullmatch(r"carried forward from ([0-9]{4}/[0-9]{2})", words):
        return True, [Flag.CARRIED_FORWARD], None, found[1]
    if words in ("as returned", "as sent", ""):
        return True, [], None, None
    reasons = {said: reason for reason, said in REASON_WORDS.items()}
    flags = {said: flag for flag, said in FLAG_WORDS.items()} | typed.FLAGS
    if words in reasons:
        return True, [], reasons[words], None
    found = [flags[part.strip()] for part in words.split(";") if part.strip() in flags]
    return bool(found), found, None, None
