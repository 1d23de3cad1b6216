"""The tables of a book -> every place where a figure belongs, with all that the labels near and far say of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from loaders import coherence, keys, limits, meaning, parts, progress, tables, totals, typed, vocabulary, years
from loaders.accounting import Fate
from loaders.agreement import Agreement
from loaders.grid import Cell, Kind, Sheet, place_of
from loaders.meaning import SPLITS, Facts
from loaders.tables import Column, Line, Table
from loaders.work import Figure, Work
from model import areas
from model.returns import NATIONAL

_ITS_OWN = re.compile(r"\s*(?:table|section|part|annex|appendix|figure|[0-9]{1,2}[.):]|[a-z][.):])", re.IGNORECASE)
_REMARK = 4  # words beside figures from which on they are a remark, which `loaders.remarks` looks at
_COVER = 5  # lines at the top of a cover that say whose it is and of when
_ANY_OPTION = re.compile(r"\b(?:any|options?|all|total|each|every\w*)\b", re.IGNORECASE)
_HANDS_OVER = re.compile(  # a letter's sentence over the figures that it brings
    r"\b(?:here (?:is|are)|(?:please )?find|below|following|attached|our (?:sds )?(?:figures|numbers|return) for)\b",
    re.IGNORECASE,
)
_ABOUT_ANOTHER = re.compile(
    r"\b(?:than|since|compar\w+|replac\w+|previous\w*|unlike|chang\w+|next|due|until|draft|template|before|"
    r"after|instead|last|left|leav\w+|asked|expect\w*|so far|same|start|first|up to|"
    r"target\w*|form|review|plan\w*|not|revis\w+|correct\w*|part|half|quarter)\b",
    re.IGNORECASE,
)
_LABELS = (*tables.DIMENSIONS, "label")
_SPLITS = frozenset(SPLITS)
_PEOPLE = frozenset(("people", "persons", "clients", "individuals"))


def gather(work: Work, looked_at: Mapping[str, tables.Found]) -> None:
    """Fills the work's figures from what was found on every sheet, by the sheet's name."""
    _Gatherer(work).gather(looked_at)


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over the figures of one table: over all of them, and by column; titles that make the figures
    something else than they seem, and those of Scotland. `near_periods` are the years said no further off than that."""

    far: Facts
    columns: Mapping[int, Facts]
    doubts: list[str]
    scotland: list[str]
    near_periods: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row says: its own labels and its section; what it leaves blank of what its table says row by row."""

    near: Facts
    section: Facts
    left_blank: Mapping[str, str]
    splits: set[str]
    period: str
    left: list[tuple[str, Cell, Cell]]  # the section above a blank row: whether it still holds, nobody can tell


class _Gatherer:
    def __init__(self, work: Work) -> None:
        self.work = work

    def gather(self, looked_at: Mapping[str, tables.Found]) -> None:
        self._far_facts(looked_at)
        for sheet in progress.sheets(progress.LABELS, self.work.book.sheets, name=lambda sheet: sheet.name):
            self.work.labels.sheet = sheet.name
            self._sheet(sheet, looked_at[sheet.name])
        totals.settle(self.work)

    def _far_facts(self, looked_at: Mapping[str, tables.Found]) -> None:
        """What pairs such as `Council: Fife`, sheet names and the file's name say."""
        self.paired = Facts()
        self.of_sheet: dict[str, Facts] = {}
        for name, found in looked_at.items():
            near = Facts()
            self.work.labels.sheet = name
            for what, left, right in found.pairs:
                facts = self.work.labels.label(right, what)
                self.work.raise_problems(facts, name)
                if facts.unknown:
                    self.work.ask_about("S11 ask", name, right.address, right.text)
                near.fill(facts)
                self._pair(facts)
                self.work.enter(name, Fate.HEADING, left, right)
            self.of_sheet[name] = near
        self._cover(looked_at)
        self.in_file_name = self.work.labels.file_name(self._file_name)
        self.agreement = Agreement(self.work, self.of_sheet, self.paired, self.in_file_name)
        named = {place.code for sheet in self.work.book.sheets for place in _areas_on(sheet)}
        self.elsewhere = Facts({"area": (named.pop(), None)} if len(named) == 1 else {})

    @property
    def _file_name(self) -> str:
        return self.work.asked.name.rpartition(".")[0] or self.work.asked.name

    def _cover(self, looked_at: Mapping[str, tables.Found]) -> None:
        """The authority and the year that the first lines of a first sheet without figures name are the book's."""
        name, found = next(iter(looked_at.items()))
        if found.tables or len(looked_at) < 2:
            return
        for cell in found.words:
            if cell.row <= _COVER and cell.kind is Kind.TEXT and not tables.is_prose_text(cell.text):
                said = self.work.labels.title(cell.text, cell).said
                self._pair(Facts({fact: said[fact] for fact in ("area", "period") if fact in said}))

    def _pair(self, facts: Facts) -> None:
        """What pairs on other sheets say, as long as they agree: two that differ say nothing of a third sheet."""
        for name, (value, cell) in facts.said.items():
            before = self.paired.said.get(name)
            self.paired.said[name] = (value, cell) if before is None or before[0] == value else ("", None)

    def _sheet(self, sheet: Sheet, found: tables.Found) -> None:
        if len(found.tables) > 1:
            ranges = ", ".join(table.where for table in found.tables)
            self.work.tell("S05", sheet.name, count=len(found.tables), tables=ranges)
        self.over_all = self._over_all(found.tables)
        for table in found.tables:
            self._table(sheet, table)
            self._merged_labels(sheet, table)
        self._footnotes(sheet, found)
        self._declared(sheet)
        self.work.enter(sheet.name, Fate.NOTE, *found.words)
        if not found.tables and sheet.cells and not found.pairs and not self._is_prose_sheet(sheet):
            self.work.tell("S13 return", sheet.name, "", sheet=sheet.name)
        if sheet.pictures and not found.tables and not any(c.kind is Kind.NUMBER for c in sheet.cells.values()):
            self.work.tell("F21", sheet.name, sheet.pictures[0])

    def _over_all(self, found: Sequence[Table]) -> Facts:
        """The authority and the year that a sheet's first title names are of all its tables, unless it is the first
        table's own or another title names another."""
        if len(found) < 2:
            return Facts()
        said = [self.work.labels.title(cell.text, cell) for table in found for cell in table.names]
        first = [cell for cell in found[0].names if not _ITS_OWN.match(cell.text)]
        titles = [title for cell in first for title in [self.work.labels.title(cell.text, cell)] if not title.speaks_of]
        over = Facts()
        for name in ("area", "period"):
            if len({each.get(name) for each in said} - {""}) == 1:
                over.said.update((name, title.said[name]) for title in titles if name in title.said)
        return over

    def _merged_labels(self, sheet: Sheet, table: Table) -> None:
        """A label merged over several rows stands for each of them, which is said."""
        if not sheet.merged:
            return
        over = Counter(label for line in table.lines for label in {id(cell) for cell, _ in line.labels})
        for first_row, first, last_row, last in sheet.merged:
            origin = sheet.cells.get((first_row, first))
            if origin is not None and over[id(origin)] > 1:
                end = Cell(last_row, last, Kind.TEXT, "").address
                self.work.tell("S08", sheet.name, origin.address, range=f"{origin.address}:{end}", typed=origin.text)

    def _footnotes(self, sheet: Sheet, found: tables.Found) -> None:
        """Words under the last figures are notes, and not figures' rows, which is said once."""
        used = {id(figure.table) for figure in self.work.figures}
        lines = [line.row for table in found.tables if id(table) in used for line in table.lines]
        below = [cell for cell in found.words if lines and cell.row > max(lines)]
        if below:
            self.work.tell("S11", sheet.name, below[0].address)

    def _declared(self, sheet: Sheet) -> None:
        """A sheet that says it ends before its cells do: some readers would have lost the rest."""
        end = sheet.declared.rpartition(":")[2].replace("$", "")
        try:
            row, column = place_of(end)
        except ValueError:
            return  # says nothing of where it ends
        if sheet.cells and (max(r for r, _ in sheet.cells) > row or max(c for _, c in sheet.cells) > column):
            self.work.tell("S16", sheet.name, "", declared=end)

    def _is_prose_sheet(self, sheet: Sheet) -> bool:
        return sheet.name.casefold() in ("cover", "contents", "notes", "guidance", "read me", "readme", "instructions")

    def _table(self, sheet: Sheet, table: Table) -> None:
        over_labels = self._over_labels(table)
        self.work.raise_problems(over_labels, sheet.name)
        far = self._far(sheet, table)
        self.agreement.corner(sheet, over_labels, far)
        over_labels.fill(far)
        far = over_labels
        self.agreement.settle(sheet, table, far)
        columns = {
            number: meaning.joined(self._heading(cell) for cell in column.headings)
            for number, column in table.columns.items()
        }
        if any(column.role == "statement" for column in table.columns.values()):
            self._bases_beside_means(table, columns)
        _rounds_of_bases(columns)
        over = _Over(far, columns, *self._doubt(sheet, table))
        figures = self._places(table, over)
        _hold_against_option(far, figures)
        parts.settle(self.work, figures)
        if "" not in over.near_periods:
            self.agreement.years_nearby(sheet, far, over.near_periods - {"?"})
        else:
            self.agreement.years_far_off(sheet, table)
        self._figures_of(table, figures)

    def _places(self, table: Table, over: _Over) -> list[Figure]:
        """Every place of a table where a figure belongs, with all that its labels say."""
        of_figures = {number: column for number, column in table.columns.items() if column.role == "value"}
        roles = {column.role for column in table.columns.values()}
        never_held = self._never_held(table)
        labelled = any(line.labels for line in table.lines)
        headed = any(column.headings for column in of_figures.values())
        shares = self._unheaded_shares(table) if headed else set()
        figures = []
        for line in table.lines:
            row = self._row(line, roles)
            for number, column in of_figures.items():
                cell = line.values.get(number)
                if cell is None and number in never_held and line.values:
                    continue
                if (labelled and not line.labels) or (headed and not column.headings):
                    self._unlabelled(table.sheet, cell, is_share=number in shares and bool(line.labels))
                else:
                    facts = self._facts_at(table.sheet, row, column, over)
                    figures.append(Figure(table.sheet, table, line, number, cell, facts))
        return figures

    def _row(self, line: Line, roles: set[str]) -> _Row:
        """What the labels of one row say, and those of its section."""
        near = meaning.joined(self.work.labels.label(cell, role) for cell, role in line.labels)
        section = meaning.joined(self.work.labels.label(cell) for cell in line.section)
        left = [("section", cell, cell) for cell in line.left]
        return _Row(near, section, _left_blank(roles, near), _SPLITS & near.said.keys(), near.get("period"), left)

    def _facts_at(self, sheet: Sheet, row: _Row, column: Column, over: _Over) -> Facts:
        """All that is said of the place where a row and a column meet: most often, no more than that."""
        near, heading = _naming_one_option(row.near, over.columns[column.number])
        facts = near.beside(heading, row.section, over.far)
        if "statement" in facts.said and "round" in facts.said:
            facts.said.setdefault("metric", ("statement_score", None))  # nothing else is collected of statements
        if "asked" in facts.said:
            self._of_the_month_asked(facts)
        if row.left_blank:
            self._without(row.left_blank, sheet, facts)
        if "area" in row.section.said:
            self.agreement.section(sheet, row.section, over.far, facts)
        if facts.get("role") != "change":
            over.near_periods.add(row.period or heading.get("period") or row.section.get("period"))
        facts.unknown += column.doubtful
        facts.clashes += row.left
        if row.splits and not row.splits.isdisjoint(heading.said):
            facts.clashes += _said_twice(near, heading)
        facts.doubts += over.doubts
        if over.scotland and not _names_an_area(row.near, heading, row.section):
            facts.doubts += over.scotland
        return facts

    def _of_the_month_asked(self, facts: Facts) -> None:
        """A score is of the month in which its round was held, where that is said; a count of a month is no year's."""
        month, cell = facts.said.pop("asked", ("", None))
        if month and facts.get("metric") == "statement_score":
            facts.said["period"] = (month, cell)
        elif month:
            facts.said["period"] = ("?", cell)
            facts.problems.append(("P06", cell, {"typed": cell.text if cell else month}))

    def _repeated_labels(self, table: Table) -> None:
        """A label left out below one that it repeats is read as that; where most rows have their own, it is asked."""
        own: dict[str, int] = defaultdict(int)
        repeated: dict[str, list[tuple[Line, Cell]]] = defaultdict(list)
        for line in table.lines:
            for cell, role in line.labels:
                if cell.row == line.row:
                    own[role] += 1
                elif (line.row, cell.column) not in table.sheet.merged_into:
                    repeated[role].append((line, cell))
        for role, found in repeated.items():
            if role in ("area", "code", "period") and len(found) < own[role]:
                for line, cell in found:
                    place = Cell(line.row, cell.column, Kind.TEXT, "").address
                    self.work.tell("S08 ask", table.sheet.name, place, typed=cell.text)

    def _without(self, left_blank: Mapping[str, str], sheet: Sheet, facts: Facts) -> None:
        """A figure whose row leaves its year, or authority, blank is of none that a title names."""
        for name, kind in left_blank.items():
            facts.said[name] = ("?", None)
            self.work.tell(kind, sheet.name, "")

    def _doubt(self, sheet: Sheet, table: Table) -> tuple[list[str], list[str]]:
        """Titles, or the sheet's name, that make the figures something else than they seem, and those of Scotland;
        told at their place where a figure is under them."""
        doubts, scotland = [], []
        over = [cell for column in table.columns.values() if column.role in _LABELS for cell in column.headings]
        corner = [cell for cell in over if not vocabulary.head(cell.text) and self.work.labels.label(cell).unknown]
        titles = [cell for cell in table.titles if not _is_beside_its_name(sheet, cell)]
        places = [(cell.text, cell.address) for cell in (*titles, *corner)]
        headings = [self.work.labels.label(cell) for cell in table.header]
        measures = {kind for each in headings for kind in [each.get("metric")] if kind}
        measures |= {"change" for each in headings if each.get("role") == "change"}
        measures |= {"statement_score" for column in table.columns.values() if column.role == "statement"}
        measures |= {"counted_people"} if self._says_people(table) else set()
        if not (measures - {"counted_people"} or self._measures(table) - {""}):  # then only a title says of what
            measures |= {self.work.labels.title(each.text, None).get("metric") for each in titles} - {""}
        places.append((sheet.name, ""))
        read = [(text, address, self.work.labels.title(text, None)) for text, address in places]
        of_several = len({cell.text for line in table.lines for cell, role in line.labels if role == "area"}) > 1
        in_rows = self._measures(table) if any(each.open for _, _, each in read) else set()
        for text, address, said in read:
            where = (sheet.name, address)
            if said.doubts and not years.is_part(text) and self._is_explained(text, measures | in_rows):
                said.doubts.clear()
            named = (measures | in_rows) - {"", "counted_people", "change"}
            is_title = not tables.is_prose_text(text) or vocabulary.names_a_place(text)
            of_its_region = of_several and vocabulary.names_a_region(text)
            if said.strange and self._is_named(sheet, address) and is_title and named and not of_its_region:
                self.work.ask_about("S09 title", *where, text)
            defines = tables.is_prose_text(text) and text.casefold().startswith("definition")
            if said.speaks_of and said.speaks_of not in named and (named or "metric" not in said.said) and not defines:
                said.doubts.append(text)
            doubts += said.doubts
            scotland += said.of_scotland
            if said.doubts or said.of_scotland:
                self.work.doubts.append((*where, text))
        self.agreement.titles(sheet, table)
        return doubts + self._doubt_by_file_name(table, measures), scotland

    def _says_people(self, table: Table) -> bool:
        """Whether the table's own labels say that people are counted: then a title's word for money is of others."""
        labels = {cell.text for cell in chain(table.header, (cell for line in table.lines for cell, _ in line.labels))}
        return any(not _PEOPLE.isdisjoint(vocabulary.words_of(text)) for text in labels)

    def _is_explained(self, text: str, measures: set[str]) -> bool:
        """Whether words over a table explain its markers, or are those of what is under it: `Rate`, over rates."""
        return keys.explained(text) or not vocabulary.qualified_beyond(text, measures - {""})

    def _doubt_by_file_name(self, table: Table, measures: set[str]) -> list[str]:
        """What the file is called, where that makes its figures something else than they seem."""
        name = self._file_name
        measures = measures | self._measures(table) - {""}
        if measures == {"statement_score"}:
            return []  # a group scores its own work: whose it is limits nothing
        cells = [cell for line in table.lines for cell in line.values.values() if cell.kind is Kind.NUMBER]
        numbers = [cell.value for cell in cells if "%" not in cell.format]  # those with it say themselves what they are
        may_be_shares = measures != {"implementation_rate"} and bool(numbers) and all(each <= 100 for each in numbers)
        qualified = vocabulary.qualifiers_of_file(name, may_be_shares, measures)
        if not years.is_part(name) and (not qualified or qualified <= self._words_inside):
            return []
        self.work.doubts.append(("", "", name))
        return [name]

    @cached_property
    def _words_inside(self) -> set[str]:
        """The words inside the file, one or many of a thing alike: what its name repeats, they say themselves."""
        words = {each for sheet in self.work.book.sheets for text in sheet.texts for each in vocabulary.words_of(text)}
        return words | {f"{each}s" for each in words} | {each.removesuffix("s") for each in words}

    def _is_named(self, sheet: Sheet, address: str | None) -> bool:
        """Whether words were chosen for figures: not a file's name, which is the name of a CSV's sheet as well,
        nor the name of a hidden sheet, of which it is asked whether it counts at all."""
        return bool(address) or (address == "" and not sheet.hidden and self.work.book.form != "csv")

    def _measures(self, table: Table) -> set[str]:
        """The measures that the rows of a table name."""
        return {self.work.labels.label(cell, role).get("metric") for line in table.lines for cell, role in line.labels}

    def _unheaded_shares(self, table: Table) -> set[int]:
        """The columns without a heading, right of one that has some, in which every number is a percentage: those
        beside the counts, which nobody collects."""
        found = set()
        for number, column in table.columns.items():
            before = table.columns.get(number - 1)
            cells = [line.values[number] for line in table.lines if number in line.values]
            beside = before is not None and bool(before.headings) and not column.headings
            if beside and column.role == "value" and all(typed.read(c, self.work.key).shown_as for c in cells):
                found.add(number)
        return found

    def _unlabelled(self, sheet: Sheet, cell: Cell | None, is_share: bool = False) -> None:
        """A figure in a row that says nothing, among rows that do, is not of what the rows above are."""
        if cell is not None and is_share:
            self.work.enter(sheet.name, Fate.CHECKED, cell)
        elif cell is not None:
            self.work.tell("S10", sheet.name, cell.address, typed=typed.shown(cell))
            self.work.enter(sheet.name, Fate.NOT_USED, cell)

    def _over_labels(self, table: Table) -> Facts:
        """What stands over the labels themselves, such as the authority's name in the corner, is said of the table."""
        corner = Facts()
        for column in table.columns.values():
            if column.role in _LABELS:
                for cell in column.headings:
                    if not vocabulary.head(cell.text):
                        facts = self.work.labels.label(cell)
                        as_title = bool(facts.unknown) or meaning.without_the_one_option(cell.text) != cell.text
                        corner.fill(self.work.labels.title(cell.text, cell) if as_title else facts)
                        corner.problems += facts.problems
        of_people = "option" in corner.said and _only_says_people(corner)  # `Each person counted once`, over options
        return _without_option(corner) if of_people else corner

    def _heading(self, cell: Cell) -> Facts:
        """What a heading over figures says; a word such as `Number` that only heads says nothing more."""
        what = vocabulary.head(cell.text)
        if what == "percent":
            return Facts({"role": ("percent", cell)})
        if what == "staff":
            return Facts({"topic": ("training", cell)})
        if what == "base":
            when = vocabulary.read(cell.text).facts.get("round")
            said = {"role": ("base", cell), "metric": ("statement_score", cell)}
            return Facts(said | ({"round": (when, cell)} if when else {}))
        if what and not vocabulary.read(cell.text).facts:
            return Facts()
        return self.work.labels.label(cell)

    def _bases_beside_means(self, table: Table, columns: Mapping[int, Facts]) -> None:
        """A column of people right of one of means is how many answered: `Mean | Number of people`."""
        for number, said in columns.items():
            before = columns.get(number - 1)
            head = table.columns[number].headings[-1] if table.columns[number].headings else None
            if head is None or before is None or before.get("metric") != "statement_score" or said.get("metric"):
                continue
            words = set(vocabulary.words_of(head.text))
            if vocabulary.head(head.text) == "value" and words & {"people", "n", "number"} and not before.get("role"):
                said.said |= {"role": ("base", head), "metric": ("statement_score", head)}

    def _never_held(self, table: Table) -> set[int]:
        """The columns that hold nothing at all and are headed by nothing known: a blank in them is no figure's place,
        but in a row left blank altogether."""
        held = {number for line in table.lines for number in line.values}
        return {
            number
            for number, column in table.columns.items()
            if number not in held and not tables.says_anything(column.headings)
        }

    def _far(self, sheet: Sheet, table: Table) -> Facts:
        far = Facts()
        for title in reversed(table.names):
            far.fill(self.work.labels.title(title.text, title))
        far.fill(self.over_all)
        far.fill(self.of_sheet[sheet.name])
        by_name = self.work.labels.title(sheet.name, None)
        far.fill(by_name)
        far.fill(Facts({name: said for name, said in self.paired.said.items() if said[0]}))
        far.fill(self.in_file_name)
        if self.work.asked.owner not in ("", NATIONAL) and "area" not in far.said:
            far.said["area"] = (self.work.asked.owner, None)
        far.fill(self.elsewhere)
        if "period" not in far.said:
            far.fill(self._said_in_a_letter(table))
        return far

    def _said_in_a_letter(self, table: Table) -> Facts:
        """The year of figures that nothing names but one sentence over them: `Here are our figures for 2024/25.`"""
        prose = [cell for cell in table.titles if cell not in table.names]
        told = [cell for cell in prose if _HANDS_OVER.search(cell.text) or _opens_with_a_title(cell.text)]
        named = {year for cell in told for year in years.in_a_title(cell.text)[0]}
        others = [cell for cell in table.titles if cell not in told and years.in_a_title(cell.text)[0]]
        if len(named) != 1 or len(told) != 1 or others or _ABOUT_ANOTHER.search(told[0].text):
            return Facts()
        said = self.work.labels.title(told[0].text, told[0])
        return Facts({"period": said.said["period"]} if said.get("period") in named else {})

    def _figures_of(self, table: Table, figures: list[Figure]) -> None:
        sheet = table.sheet.name
        if not any(figure.facts.get("metric") or figure.role == "total" for figure in figures):
            self._outside(table)
            return
        coherence.settle(figures)
        self._raise_titles(table, figures)
        for line in table.lines:
            fate = Fate.HEADING if line.values or line.labels else Fate.NOTE  # over no figure's place, it heads nothing
            self.work.enter(sheet, fate, *(cell for cell, _ in line.labels), *line.section)
        self.work.enter(sheet, Fate.HEADING, *table.header)
        self._beside(table)
        in_rows = {id(cell) for line in table.lines for cell in _cells_of(line)}
        if any(id(figure.facts.said.get("area", ("", None))[1]) not in in_rows for figure in figures):
            self.agreement.areas_far_off(table.sheet, table)
        self._headings_of_nothing(table)
        self._repeated_labels(table)
        self.work.figures += figures

    def _headings_of_nothing(self, table: Table) -> None:
        """Words in the headings' rows that head no column of the table, and are not known, may be a title of it."""
        for number, column in table.columns.items():
            held = any(number in line.values or number in line.others for line in table.lines)
            if held or column.role in _LABELS:
                continue
            for cell in column.headings:
                if cell.column != number or vocabulary.head(cell.text):
                    continue
                if tables.is_prose_text(cell.text) and not (
                    limits.of_all(cell.text) or limits.of_figures(cell.text, ())
                ):
                    continue  # a sentence beside the headings, which explains
                if self.work.labels.label(cell).unknown:
                    self.work.ask_about("S09 title", table.sheet.name, cell.address, cell.text)

    def _raise_titles(self, table: Table, figures: Iterable[Figure]) -> None:
        """The problems of titles that figures took their year, or their area, from; of nothing else in them."""
        if not table.titles:
            return
        said_by = {
            first: {id(figure.facts.said.get(name, ("", None))[1]) for figure in figures}
            for name, first in (("period", "P"), ("area", "I"))
        }
        for title in table.titles:
            facts = self.work.labels.title(title.text, title)
            for first, cells in said_by.items():
                if id(title) in cells:
                    own = Facts(problems=[each for each in facts.problems if each[0].startswith(first)])
                    self.work.raise_problems(own, table.sheet.name)

    def _beside(self, table: Table) -> None:
        for line in table.lines:
            for column, cell in line.others.items():
                self._other(table.sheet.name, cell, table.columns.get(column))

    def _other(self, sheet: str, cell: Cell, column: Column | None) -> None:
        """A cell beside the figures: a status or a note; a number there is asked about. Words under no heading are a
        remark, which `loaders.remarks` looks at."""
        role = column.role if column is not None else ""
        if role in ("status", "ref"):
            self.work.set_apart.add((sheet, (cell.row, cell.column)))
        if role in ("status", "ref") or (role == "note" and not self._could_be_a_figure(cell)):
            self.work.enter(sheet, Fate.NOTE, cell)
        elif cell.kind is Kind.TEXT and not typed.looks_like_a_value(cell, self.work.key):
            headed = column is not None and column.headings
            if headed and len(cell.text.split()) < _REMARK:
                self.work.ask_about("S09 beside", sheet, cell.address, cell.text)
            self.work.enter(sheet, Fate.NOTE, cell)
        else:
            self.work.tell("S10", sheet, cell.address, typed=typed.shown(cell))
            self.work.enter(sheet, Fate.NOT_USED, cell)

    def _could_be_a_figure(self, cell: Cell) -> bool:
        """Whether a cell in a column of notes holds a number, other than that of a note."""
        number = typed.read(cell, self.work.key).number
        return number is not None and number not in range(1, 10)

    def _outside(self, table: Table) -> None:
        """Numbers that no known measure heads: each is asked about, none is taken."""
        sheet = table.sheet.name
        for line in table.lines:
            row = {cell.column: cell for cell, _ in line.labels} | line.values | line.others
            for cell in (*line.values.values(), *line.others.values()):
                if tables.is_of_the_file(cell, row) or tables.counts_rows(cell, table.sheet):
                    self.work.enter(sheet, Fate.NOTE, cell)
                elif cell.kind is not Kind.TEXT or typed.read(cell, self.work.key).number is not None:
                    self.work.tell("S10", sheet, cell.address, typed=typed.shown(cell))
        words = [cell for line in table.lines for cell in (*line.values.values(), *(label for label, _ in line.labels))]
        self.work.enter(
            sheet, Fate.NOTE, *(cell for cell in words if cell.kind is Kind.TEXT), *table.header, *table.titles
        )


def _rounds_of_bases(columns: Mapping[int, Facts]) -> None:
    """A column of how many answered is of the round, and of its month, of the scores to its left: of those of the
    round that it names."""
    of_scores: dict[str, Facts] = {}
    for _, said in sorted(columns.items()):
        if said.get("round") and said.get("role") != "base" and said.get("metric") in ("", "statement_score"):
            of_scores = {**of_scores, said.get("round"): said, "": said}
        elif said.get("role") == "base" and said.get("round") in of_scores:
            near = of_scores[said.get("round")].said
            said.fill(Facts({name: near[name] for name in ("round", "asked") if name in near}))


def _opens_with_a_title(text: str) -> bool:
    """Whether the first of several sentences is a title: `Fife 2024/25, people by service. Our definition: ...`."""
    first, dot, _ = text.partition(". ")
    return bool(dot) and not tables.is_prose_text(first)


def _areas_on(sheet: Sheet) -> Iterator[areas.Place]:
    """The areas that cells of a sheet name, but for the file's own: `Contact | Stirling` is not whose they are."""
    rows = sheet.rows()
    named = ((areas.find(text.strip()), cells) for text, cells in sheet.texts.items())
    for place, cells in ((place, cells) for place, cells in named if place is not None):
        if not all(tables.is_of_the_file(cell, rows[cell.row]) for cell in cells):
            yield place


def _hold_against_option(far: Facts, figures: Iterable[Figure]) -> None:
    """A sheet, or a title, named by one option over figures of another one alone leaves open which of them they are."""
    named = far.get("option")
    near = {each.facts.get("option") for each in figures if named} - {""}
    if len(near) != 1 or near == {named}:
        return
    for each in figures:
        cell = each.facts.said.get("option", ("", None))[1]
        if cell is not None:
            each.facts.clashes.append(("option", cell, cell))


def _left_blank(roles: set[str], near: Facts) -> dict[str, str]:
    """What a row leaves blank of the year and the authority that its table has columns of, with the problem's kind."""
    found: dict[str, str] = {}
    if "period" in roles and not (near.get("period") or near.get("role")):
        found["period"] = "P10"
    named = near.get("area") or near.get("code") or near.get("role")
    if not named and roles & {"area", "code"} and not near.raises("I01"):
        found["area"] = "I06"
    return found


def _is_beside_its_name(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell is the right one of a pair that `loaders.remarks` looks at, or that says who made the file."""
    row = list(sheet.rows().get(cell.row, {}).values())
    return len(row) == 2 and row[1] is cell and limits.opens_a_pair(row[0].text)


def _naming_one_option(near: Facts, heading: Facts) -> tuple[Facts, Facts]:
    """The facts of a row and of a column, the option left out of one that says no more than people where the other says
    which: `Distinct people` over `Option 1`, `People supported through SDS` under it."""
    if "option" in near.said and "option" in heading.said:
        if _only_says_people(heading):
            return near, _without_option(heading)
        if _only_says_people(near):
            return _without_option(near), heading
    return near, heading


def _without_option(facts: Facts) -> Facts:
    return replace(facts, said={name: each for name, each in facts.said.items() if name != "option"})


def _only_says_people(said: Facts) -> bool:
    """Whether a label of people with any option names none: `People supported through SDS`, `Distinct people`."""
    option, cell = said.said["option"]
    return option == "any" and cell is not None and _ANY_OPTION.search(cell.text) is None


def _said_twice(near: Facts, heading: Facts) -> list[tuple[str, Cell, Cell]]:
    """A row and a column that both say an option are a matrix of one by the other: no figure is of one option."""
    both = [name for name in SPLITS if name in near.said and name in heading.said]
    return [(name, near.said[name][1], heading.said[name][1]) for name in both if heading.said[name][1] is not None]


def _names_an_area(*near: Facts) -> bool:
    return any(each.get("area") or each.get("code") for each in near)


def _cells_of(line: Line) -> list[Cell]:
    return [*(cell for cell, _ in line.labels), *line.section]
