"""A sheet -> its tables, found by their words and by what stands where, never by coordinates.

A table is a run of rows with figures under one or more rows of headings. Headings may be merged, span several rows,
hold years; labels may stand in any of the leading columns, be merged down or left out where they repeat. Lines of one
cell above are titles, between rows of figures they are sections, below they are notes. Two tables may stand side by
side where the second has labels of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, islice

from loaders import typed, vocabulary, years
from loaders.grid import Cell, Kind, Sheet
from model import areas

_BESIDE = ("note", "status", "ref")  # what may stand in a row whose figures are left out
DIMENSIONS = ("area", "code", "period", "measure", "option", "age", "aspect", "attribute", "statement", "round")
DIMENSIONS += ("asked",)  # when a round was held
SAMPLE = 200  # rows of figures that show what a column holds
_LONG, _LONGEST = 60, 130  # letters; a single text longer than the first is prose, unless it can only be a title
_LETTER_AND_NUMBER = re.compile(r"([A-Z])\.?([0-9]{1,2})\.?")
_OPTIONS = ("1", "2", "3", "4")
_FEWEST_NUMBERED = 3  # rows: 1 and 2 could be counts
_REFERENCE = re.compile(r"(?:[A-Za-z]{1,3}[ .-]?[0-9]{1,2}[a-z]?|[0-9]{1,2}(?:\.[0-9]{1,2})?[a-z]?)[.)]?")
_LIST = 400  # cells: a sheet of steps, or of versions, is short
_COUNTS_ROWS = frozenset(("step", "version", "page", "version no", "version number"))
_NOTE_STARTS = ("note", "source", "*", "[note", "†", "key", "please", "contact", "guidance")
_NOTE_STARTS += ("data extract", "extract", "report run", "run on", "last updated")
_SOURCE = re.compile(
    r"(?:(?:data )?sources?|contact|(?:data )?extract(?:ed)?|last updated)\b[^:]{0,12}:", re.IGNORECASE
)

Row = Mapping[int, Cell]


@dataclass(slots=True)
class Column:
    """One column of a table: its headings from top to bottom, and what it holds.

    `role` is one of DIMENSIONS, `label` (a leading column of row labels), `value`, `status`, `note` or `text`.
    """

    number: int
    headings: tuple[Cell, ...]
    role: str
    doubtful: tuple[Cell, ...] = ()  # headings that may or may not reach over this column


@dataclass(slots=True)
class Line:
    """One row of a table: the labels it stands under (its own and its section's) and its figures' cells by column."""

    row: int
    labels: tuple[tuple[Cell, str], ...]  # the cell and the role of its column
    section: tuple[Cell, ...]
    values: dict[int, Cell]
    others: dict[int, Cell]
    left: tuple[Cell, ...] = ()  # the section above a blank row: whether it still holds, nobody can tell


@dataclass
class Table:
    """One table of a sheet. `titles` are the lines above it, nearest last; `names` those that are no notes."""

    sheet: Sheet
    titles: tuple[Cell, ...]
    names: tuple[Cell, ...]
    columns: dict[int, Column]
    header: tuple[Cell, ...]
    lines: list[Line] = field(default_factory=list)
    sections: list[Cell] = field(default_factory=list)

    @cached_property
    def statuses(self) -> list[int]:
        """The columns of statuses, from left to right."""
        return sorted(number for number, column in self.columns.items() if column.role == "status")

    @property
    def where(self) -> str:
        """The table's corner cells: `A3:E8`."""
        cells = [*self.header]
        for line in self.lines:
            cells += [*line.values.values(), *line.others.values(), *(label for label, _ in line.labels)]
        rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
        first = Cell(min(rows), min(columns), Kind.TEXT, "").address
        return f"{first}:{Cell(max(rows), max(columns), Kind.TEXT, '').address}"


@dataclass
class Found:
    """What a sheet holds: its tables, the pairs that name an authority or a year, and the lines of words."""

    tables: list[Table] = field(default_factory=list)
    pairs: list[tuple[str, Cell, Cell]] = field(default_factory=list)  # what the left one heads, left, right
    words: list[Cell] = field(default_factory=list)


def find(sheet: Sheet, key: Mapping[str, object]) -> Found:
    """Every table of a sheet. `key` are the workbook's own markers, which count as figures' cells."""
    found = Found()
    rows: dict[int, dict[int, Cell]] = {}
    above: Row = {}
    for number, row in sheet.rows().items():
        seen = _seen(row)
        if _letters_columns(seen):
            found.words += seen.values()
            continue
        rows[number], above = _with_options_named(seen, above), seen
    for first, last in _segments(rows, key):
        part = {number: _within(row, first, last) for number, row in rows.items()}
        _Walk(sheet, {number: row for number, row in part.items() if row}, found, key).walk()
    return found


def _seen(row: Row) -> dict[int, Cell]:
    """A row's cells that show something: a formula's empty text does not, nor does a comment on a blank cell."""
    return {
        column: cell
        for column, cell in row.items()
        if cell.kind is Kind.NUMBER or (cell.kind is not Kind.BLANK and cell.text)
    }


def _with_options_named(row: dict[int, Cell], above: Row) -> dict[int, Cell]:
    """A row in which bare numbers say options as words do: `Option | 1 | 2 | 3`, the same below a heading `Options`,
    or `1 | Direct payment | 745`."""
    cells = list(row.values())
    numbers = [cell for cell in cells if _may_be_an_option(cell)]
    if not numbers:
        return row  # as most often
    if len(numbers) > 2 and [cell.text for cell in numbers] == ["1", "2", "3", "4"][: len(numbers)]:
        left = cells[: cells.index(numbers[0])]
        over = above.get(numbers[0].column)
        heads = any(vocabulary.head(each.text) == "option" for each in (*left[-1:], *filter(None, [over])))
        named = numbers if heads and all(cell in numbers or cell.kind is Kind.TEXT for cell in cells) else []
    else:
        pairs = zip(cells, cells[1:], strict=False)
        named = [cell for cell, beside in pairs if cell in numbers and _option_of(beside) == cell.text][:1]
    return row | {cell.column: replace(cell, kind=Kind.TEXT, value=f"Option {cell.text}") for cell in named}


def _may_be_an_option(cell: Cell) -> bool:
    if cell.kind is not Kind.TEXT and cell.value not in _ONE_TO_FOUR:
        return False  # as most often: a number need not be looked at as text
    return cell.text in ("1", "2", "3", "4")


_ONE_TO_FOUR = range(1, 5)


def _option_of(cell: Cell) -> str:
    return vocabulary.read(cell.text).facts.get("option", "") if cell.kind is Kind.TEXT else ""


def _letters_columns(row: Row) -> bool:
    """Whether a row only letters, or numbers, the columns of a form: `(a) | (b) | (c)`."""
    marks = [cell.text.casefold() for cell in row.values() if cell.kind is Kind.TEXT]
    if len(marks) < 2 or len(marks) < len(row) or not all(_COLUMN_MARK.fullmatch(each) for each in marks):
        return False
    bare = [each.strip("()[]") for each in marks]
    return bare == [chr(97 + place) for place in range(len(bare))] or bare == [str(n + 1) for n in range(len(bare))]


_COLUMN_MARK = re.compile(r"\([a-z0-9]\)|\[[a-z0-9]\]|[a-z]")


def _within(row: Row, first: int, last: int) -> dict[int, Cell]:
    return {column: cell for column, cell in row.items() if first <= column <= last}


def _segments(rows: Mapping[int, Row], key: Mapping[str, object]) -> list[tuple[int, int]]:
    """Runs of columns that are tables of their own: apart by a blank column, and with row labels of their own."""
    used = sorted({column for row in rows.values() if len(row) > 1 for column in row})
    again = {start for row in rows.values() for start in _headed_again(row)}
    runs: list[list[int]] = []
    for column in used:
        if runs and column == runs[-1][-1] + 1 and column not in again:
            runs[-1].append(column)
        else:
            runs.append([column])
    whole: list[list[int]] = []
    for run in runs:
        if whole and not _has_labels_of_its_own(run[0], rows, key):
            whole[-1] += run
        else:
            whole.append(list(run))
    if not whole:
        return [(1, max((column for row in rows.values() for column in row), default=1))]
    starts = [1, *(run[0] for run in whole[1:])]
    ends = [*(start - 1 for start in starts[1:]), 1 << 20]
    return list(zip(starts, ends, strict=True))


def _headed_again(row: Row) -> tuple[int, ...]:
    """The column where headings begin again in the same words, labels first: `Option | People | Option | People`."""
    cells = list(row.values())
    half = len(cells) // 2
    if half < 2 or len(cells) != 2 * half or cells[0].kind is not Kind.TEXT:
        return ()
    words = [cell.text.casefold() for cell in cells]
    again = words[:half] == words[half:] and vocabulary.head(words[0]) in DIMENSIONS
    return (cells[half].column,) if again else ()


def _has_labels_of_its_own(column: int, rows: Mapping[int, Row], key: Mapping[str, object]) -> bool:
    """Whether a run's first column is labels for figures to its right: a table of its own, not more columns."""
    beside = [
        row[column]
        for row in rows.values()
        if column in row and any(typed.looks_like_a_value(row[c], key) for c in row if column < c <= column + 6)
    ]
    labels = [cell for cell in beside if cell.kind is Kind.TEXT and not typed.looks_like_a_value(cell, key)]
    said = [
        cell for cell in labels if vocabulary.read(cell.text).facts or areas.find(cell.text) or years.find(cell.text)
    ]
    return len(labels) * 2 > len(beside) and bool(said)


class _Walk:
    """Goes down one run of columns, row by row: titles, headings, figures, sections, notes, the next table."""

    def __init__(self, sheet: Sheet, rows: Mapping[int, Row], found: Found, key: Mapping[str, object]) -> None:
        self.sheet, self.rows, self.found, self.key = sheet, rows, found, key
        self.numbers = list(rows)
        self.pending: list[int] = []  # rows of words since the last row of figures
        self.table: Table | None = None
        self.section: list[Cell] = []
        self.left: tuple[Cell, ...] = ()
        self.above: dict[int, Cell] = {}
        self.last = 0

    def walk(self) -> None:
        for number, row in self.rows.items():
            if self._is_pair(row):
                continue
            if self._is_body(row):
                self._body(number, row)
            else:
                self._words(number, row)
        self._leave_pending()

    def _is_pair(self, row: Row) -> bool:
        """A line such as `Council: | Fife`, or several such pairs in a line, outside any table."""
        cells = list(row.values())
        if len(cells) % 2 or not cells or self.table is not None and self._belongs(row):
            return False
        pairs = list(zip(cells[::2], cells[1::2], strict=True))
        if not all(self._pairs(left, right) for left, right in pairs):
            return False
        self.found.pairs += [(vocabulary.head(left.text), left, right) for left, right in pairs]
        return True

    def _pairs(self, left: Cell, right: Cell) -> bool:
        what = vocabulary.head(left.text) if left.kind is Kind.TEXT else ""
        if what not in ("area", "period") or vocabulary.head(right.text):
            return False
        if what == "period":
            return bool(years.is_year_like(right.value) or years.find(right.text)) or self._is_no_year(right)
        return right.kind is Kind.TEXT and kinds_of(right) <= {"area"}  # `Council | 2023/24` heads columns

    def _is_no_year(self, cell: Cell) -> bool:
        """Whether words beside `Year:` are meant for one and name none: `last yr`. Those we know say something else."""
        return cell.kind is Kind.TEXT and _is_unknown(cell) and not says_something(cell) and not self._is_value(cell)

    def _belongs(self, row: Row) -> bool:
        return any(column in row and self.table.columns[column].role == "value" for column in self.table.columns)

    # Rows of figures

    def _is_value(self, cell: Cell) -> bool:
        return typed.looks_like_a_value(cell, self.key)

    def _is_body(self, row: Row) -> bool:
        """Whether a row holds figures, rather than headings some of which may be years."""
        cells = list(row.values())
        if _is_of_the_file(cells):
            return False
        values = [cell for cell in cells if self._is_value(cell)]
        if all(self._is_year_label(cell) for cell in values):
            return self._has_words_for_figures(row)
        return not (self._all_years(values) and self._is_year_heading(row, values))

    def _is_year_label(self, cell: Cell) -> bool:
        """Whether a year stands where the table has the years of its rows."""
        column = self.table.columns.get(cell.column) if self.table is not None else None
        return column is not None and column.role == "period"

    def _in_value_column(self, cell: Cell) -> bool:
        column = self.table.columns.get(cell.column)
        return column is not None and column.role == "value"

    def _in_label_column(self, cell: Cell) -> bool:
        """Whether a cell stands where labels do: by the table's columns, or under a heading of labels."""
        if self.table is not None and cell.column in self.table.columns and self._is_label_column(cell.column):
            return True
        above = [self.rows[number] for number in self.pending]
        return any(cell.column in row and self._heads_labels(row[cell.column]) for row in above)

    def _has_words_for_figures(self, row: Row) -> bool:
        """A row that is labelled like its neighbours but has words where figures belong: `see email`."""
        if self.table is None:
            first, *others = row.values()
            labelled = "metric" in kinds_of(first) or self._is_under_measures(first, others)
            return bool(others) and labelled and not any(map(_heads_something, others))
        labels = [cell for c, cell in row.items() if c in self.table.columns and self._is_label_column(c)]
        words = [cell for cell in row.values() if self._in_value_column(cell)]
        if not labels or not words or any(_heads_something(cell) for cell in words):
            return False
        return any(cell.kind is not Kind.TEXT or says_something(cell) for cell in labels)

    def _is_under_measures(self, first: Cell, others: Sequence[Cell]) -> bool:
        """Whether a row names an authority or a year, and stands right under headings of which each says a measure."""
        above = self.rows[self.pending[-1]] if self.pending else {}
        heads = [above[cell.column] for cell in others if cell.column in above]
        named = not {"area", "code", "period"}.isdisjoint(kinds_of(first))
        return named and bool(heads) and all("metric" in kinds_of(each) for each in heads)

    def _is_label_column(self, column: int) -> bool:
        return self.table.columns[column].role in (*DIMENSIONS, "label")

    def _all_years(self, values: Sequence[Cell]) -> bool:
        return all(
            years.is_year_like(cell.value) or (cell.kind is Kind.TEXT and years.find(cell.text) is not None)
            for cell in values
        )

    def _is_year_heading(self, row: Row, values: Sequence[Cell]) -> bool:
        """Bare years head columns where they run on by one, and no word left of them, or under a heading of labels,
        is a row's label."""
        beside = [cell for cell in row.values() if cell.kind is Kind.TEXT and cell not in values]
        labels = [cell for cell in beside if cell.column < values[0].column or self._in_label_column(cell)]
        numbers = [int(cell.text) for cell in values if cell.text.isdigit() and len(cell.text) == 4]
        steps = {later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)}
        runs_on = len(numbers) < 2 or steps in ({1}, {-1}) or (steps <= {0, 1} and 1 in steps)
        row_label = any(says_something(cell) and not vocabulary.head(cell.text) for cell in labels)
        return runs_on and not row_label and not self._headed_already(values)

    def _headed_already(self, values: Sequence[Cell]) -> bool:
        """Whether headings that say a measure stand right above: then bare numbers below them are figures."""
        above = self.rows[self.pending[-1]] if self.pending else {}
        return len(above) > 1 and any("metric" in kinds_of(above[c.column]) for c in values if c.column in above)

    def _body(self, number: int, row: Row) -> None:
        if self.table is None or self._new_headings():
            self._begin()
        elif self.pending:
            self._between()
        elif self.section and number > self.last + 1:
            self.left, self.section = tuple(self.section), []
        self._line(number, row)
        self.last = number

    def _new_headings(self) -> bool:
        """Whether the words since the last figures are headings of another table."""
        for number in self.pending:
            row = self.rows[number]
            over = [
                cell for cell in row.values() if self._in_value_column(cell) or cell.column not in self.table.columns
            ]
            if len(row) > 1 and over and any(says_something(cell) or vocabulary.head(cell.text) for cell in over):
                return True
        return False

    def _begin(self) -> None:
        """Starts a table: of the rows of words above, the last ones with words over the figures are its headings."""
        below = self._lines_under_headings()
        header: list[int] = []
        for number in reversed(self.pending[: len(self.pending) - len(below)]):
            if not self._is_heading_row(self.rows[number]):
                break
            header.insert(0, number)
        above = self.pending[: len(self.pending) - len(below) - len(header)]
        titles = [cell for number in above for cell in self.rows[number].values()]
        own = {number for number in above if vocabulary.of_the_file(next(iter(self.rows[number].values())).text)}
        self.found.words += titles
        self.pending, self.section, self.left, self.above = [], [], (), {}
        cells = [cell for number in header for cell in self.rows[number].values()]
        first = not self.found.tables  # a long line above it is no note under the table before
        said = [each for each in titles if each.row not in own]  # `Contact | Stirling` says nothing of the figures
        names = [each for each in said if not _is_prose(each) or (first and _is_long_title(each.text))]
        self.table = Table(self.sheet, tuple(titles), tuple(names), {}, tuple(cells))
        self.table.columns = self._columns(header)
        self.found.tables.append(self.table)
        if below:
            first = next(iter(self.rows[below[-1]].values()))
            neutral = not vocabulary.read(first.text).unknown and not says_something(first)
            self.found.words += [cell for number in below for cell in self.rows[number].values() if neutral]
            if not neutral:
                self.section = [first]
                self.table.sections.append(first)
                self.found.words += [cell for number in below[:-1] for cell in self.rows[number].values()]

    def _lines_under_headings(self) -> list[int]:
        """Lines of one cell between the headings and the first figures: a section's name, or a word such as People."""
        lines: list[int] = []
        for number in reversed(self.pending):
            row = self.rows[number]
            if len(row) == 1 and min(row) == min(self.rows[self._next_body()]) and not self._is_heading_row(row):
                lines.insert(0, number)
                continue
            return lines if len(row) > 1 and self._is_heading_row(row) else []
        return []

    def _is_heading_row(self, row: Row) -> bool:
        cells = list(row.values())
        if len(cells) == 2 and cells[1].kind in (Kind.DATE, Kind.NUMBER) and _is_unknown(cells[0]):
            return False  # `Date completed | 31 March 2024` heads nothing
        if _is_of_the_file(cells):
            return False  # nor does `Completed by | SDS team`
        if len(cells) == 1:
            only = cells[0]
            wide = any(only.row == r and only.column == c and last > c for r, c, _, last in self.sheet.merged)
            return only.column > min(self.rows[self._next_body()], default=1) and (wide or says_something(only))
        return bool(cells)

    def _next_body(self) -> int:
        return self._after(self.pending[-1])

    def _after(self, number: int) -> int:
        """The number of the next row that holds anything."""
        place = bisect_right(self.numbers, number)
        return self.numbers[place] if place < len(self.numbers) else 0

    def _columns(self, header: Sequence[int]) -> dict[int, Column]:
        body = self._following_rows()
        used = sorted({column for number in (*header, *body) for column in self.rows[number]})
        spread = [self._spread(number, used, last=number == header[-1]) for number in header]
        doubtful = [self._reaching_left(number, used) for number in header[:-1]]
        doubts = tuple(cell for row in doubtful for cell in row)
        found: dict[int, Column] = {}
        held = {
            column: [self.rows[number][column] for number in body if column in self.rows[number]] for column in used
        }
        for column, following in zip(used, [*used[1:], None], strict=True):
            headings = tuple(dict.fromkeys(line[column] for line in spread if column in line))
            cells, beside = held[column], held.get(following, [])
            leading = all(each.role in (*DIMENSIONS, "label", "ref") for each in found.values())
            numbers = leading and len(cells) > 1 and self._number_rows(headings, cells, beside)
            role = "ref" if numbers else self._role(headings, cells, leading)
            found[column] = Column(column, headings, role, doubts)
        labelled = any(each.role in (*DIMENSIONS, "label") for each in found.values())
        if not labelled and any(cell.kind is Kind.NUMBER for cells in held.values() for cell in cells):
            found |= {
                column: replace(each, role="label")
                for column, each in found.items()
                if _says_of_each(each, held[column])
            }
        return {column: each for column, each in found.items() if each.headings or not self._is_of_no_row(held[column])}

    def _is_of_no_row(self, cells: Sequence[Cell]) -> bool:
        """Whether a column is of one number with no word in its row: it heads nothing, and is no figure's place."""
        return (
            len(cells) == 1
            and self._is_value(cells[0])
            and len(self.rows[cells[0].row]) == 1 < len(self._following_rows())
        )

    def _reaching_left(self, number: int, used: Sequence[int]) -> list[Cell]:
        """Upper headings that stand once over several columns, the first of them not over the first: centred, perhaps,
        so that nobody can tell where one ends and the next begins."""
        row = self.rows[number]
        cells = [cell for cell in row.values() if (number, cell.column) not in self.sheet.merged_into]
        below = self.rows.get(self._after(number), {})
        body = self.rows[next(iter(self._following_rows()), number)]
        columns = [
            column
            for column in used
            if column in below
            and not self._heads_labels(below[column])
            and column in body
            and self._is_value(body[column])
        ]
        if len(cells) < 2 or not columns or min(cells, key=lambda c: c.column).column <= min(columns):
            return []
        return cells

    def _heads_labels(self, cell: Cell) -> bool:
        return vocabulary.head(cell.text) in DIMENSIONS

    def _following_rows(self) -> list[int]:
        """The rows of figures that follow, as far as the next row of headings; a sample is enough."""
        later = self.numbers[bisect_right(self.numbers, self.last) :]
        following = (number for number in later if self._is_body(self.rows[number]))
        return list(islice(following, SAMPLE))

    def _spread(self, number: int, used: Sequence[int], last: bool) -> dict[int, Cell]:
        """A row of headings over all columns: merged cells reach as far as they are merged; in upper rows, a heading
        that stands once reaches as far as the next."""
        line: dict[int, Cell] = {}
        row, at = self.rows[number], None
        for column in used:
            origin = self.sheet.merged_into.get((number, column))
            if column in row:
                at = row[column]
            elif origin is not None:
                at = self.sheet.cells.get(origin)
            elif last or (at is not None and (number, at.column) in self.sheet.merge_origins):
                at = None
            if at is not None:
                line[column] = at
        return line

    def _number_rows(self, headings: Sequence[Cell], cells: Sequence[Cell], beside: Sequence[Cell]) -> bool:
        """Whether a column numbers its rows; by running on, `A1`, `A2`, only beside one of labels: figures beside `Q1`
        are of a quarter."""
        labels = [cell for cell in beside if cell.kind is Kind.TEXT and not self._is_value(cell)]
        return _are_references(headings, cells, beside_labels=bool(labels) and len(labels) == len(beside))

    def _role(self, headings: Sequence[Cell], cells: Sequence[Cell], leading: bool) -> str:
        by_heading = self._role_by_heading(headings, cells)
        if by_heading:
            return by_heading
        values = sum(self._is_value(cell) for cell in cells)
        what = vocabulary.head(headings[-1].text) if headings else ""
        if what in ("value", "percent", "staff") or says_anything(headings):
            return "value" if not (leading and cells and values * 2 < len(cells)) else "label"
        if values * 2 >= len(cells) and cells:
            return "value"
        return "label" if leading else "text"

    def _role_by_heading(self, headings: Sequence[Cell], cells: Sequence[Cell]) -> str:
        """What the words over a column say that it holds, whatever stands in it; nothing where they leave it open."""
        bottom = headings[-1].text if headings else ""
        what = vocabulary.head(bottom)
        if vocabulary.words_of(bottom)[-1:] == ["status"]:
            return "status"
        if what == "ref" and cells and all("metric" in kinds_of(cell) for cell in cells):
            return "label"  # `Line` over the lines' names
        if what in ("note", "status", "base", "ref"):
            return "value" if what == "base" else what
        if what in ("area", "code", "period", "option"):
            others = sum(_is_of_another_kind(what, cell) for cell in cells)
            if others * 2 > len(cells):
                return "label"  # the corner heads the headings, not what stands under it
        if what in DIMENSIONS and not (what in ("option", "period") and self._is_counted(headings)):
            return what
        if not any({"metric", "role", "part"} & kinds_of(cell) for cell in headings):
            return ""
        of_names = bool(cells) and all("metric" in kinds_of(cell) for cell in cells)  # `Each person counted once`
        return "label" if of_names else "value"

    def _is_counted(self, headings: Sequence[Cell]) -> bool:
        """Whether upper headings say that figures stand here, whatever the lowest word is."""
        return any(vocabulary.read(cell.text).facts for cell in headings[:-1])

    # Lines

    def _line(self, number: int, row: Row) -> None:
        labels: list[tuple[Cell, str]] = []
        values: dict[int, Cell] = {}
        others: dict[int, Cell] = {}
        own = [c for c in row if c in self.table.columns and self._is_label_column(c)]
        for column, each in self.table.columns.items():
            cell = row.get(column)
            if each.role in (*DIMENSIONS, "label"):
                label = self._label(number, column, cell, bool(own))
                if label is not None:
                    labels.append((label, each.role))
            elif cell is not None and each.role == "value":
                values[column] = cell
            elif cell is not None:
                others[column] = cell
        others |= {c: cell for c, cell in row.items() if c not in self.table.columns}
        self.table.lines.append(Line(number, tuple(labels), tuple(self.section), values, others, self.left))

    def _label(self, number: int, column: int, cell: Cell | None, has_others: bool) -> Cell | None:
        """A row's label in one column: its own, the one merged down to it, or the one above that it repeats."""
        if cell is not None:
            self.above[column] = cell
            for later in [c for c in self.above if c > column]:
                del self.above[later]
            return cell
        origin = self.sheet.merged_into.get((number, column))
        if origin is not None and origin in self.sheet.cells:
            return self.sheet.cells[origin]
        return self.above.get(column) if has_others else None

    # Rows of words

    def _words(self, number: int, row: Row) -> None:
        if row:
            self.pending.append(number)

    def _between(self) -> None:
        """Words between rows of figures: a section's name, or a row whose figures were left blank."""
        for number in self.pending:
            row = self.rows[number]
            labels = list(row.values())
            first = labels[0]
            if self._is_blank_row(row):
                self._line(number, row)
            elif len(labels) == 1 and _SOURCE.match(first.text):
                self.found.words += labels  # it says nothing of which rows belong together
            elif len(labels) == 1:
                self.left = ()
                self.section = [first]  # known or not: what it says no longer holds of the rows above only
                self.above = {}
                self.table.sections.append(first)
            elif any(self._in_value_column(cell) for cell in labels):
                self.left = ()
                self.section = labels  # words over the figures that follow, such as another unit
                self.found.words += labels
            else:
                self.found.words += labels
        self.pending = []

    def _is_blank_row(self, row: Row) -> bool:
        """Whether a row of labels alone is one of the table's own rows, its figures left out."""
        columns = self.table.columns
        labels = {c: cell for c, cell in row.items() if c not in columns or columns[c].role not in _BESIDE}
        if any(_is_prose(cell) or (cell.kind is Kind.TEXT and not _heads_something(cell)) for cell in labels.values()):
            return False
        if any(c not in columns or not self._is_label_column(c) for c in labels):
            return False
        kinds = _all_kinds(labels.values())
        following = self.rows.get(self._after(max(row[c].row for c in row)), {})
        below = [cell for c, cell in following.items() if c in columns and self._is_label_column(c)]
        above = islice(reversed(self.table.lines), SAMPLE)  # most often the row right above is like it
        like = chain((_all_kinds(label for label, _ in line.labels) for line in above), [_all_kinds(below)])
        return bool(kinds) and any(kinds == each for each in like)

    def _leave_pending(self) -> None:
        """What stands under the last figures: rows left blank at the end of the table, then notes."""
        if self.table is not None:
            self._rows_left_blank()
        self.found.words += [cell for number in self.pending for cell in self.rows[number].values()]
        self.pending = []

    def _rows_left_blank(self) -> None:
        while self.pending and self.pending[0] == self.last + 1 and self._is_blank_row(self.rows[self.pending[0]]):
            self.last = self.pending.pop(0)
            self._line(self.last, self.rows[self.last])


def _is_prose(cell: Cell) -> bool:
    return is_prose_text(cell.text)


def is_prose_text(text: str) -> bool:
    """Whether a line is a sentence or a note rather than a name for what stands under it."""
    return len(text) > _LONG or text.casefold().startswith(_NOTE_STARTS)


def _is_long_title(text: str) -> bool:
    """Whether a line longer than most titles is one nevertheless: one sentence at most, and no note."""
    return len(text) <= _LONGEST and ". " not in text and not text.casefold().startswith(_NOTE_STARTS)


def _is_of_the_file(cells: Sequence[Cell]) -> bool:
    """Whether a row is a pair that speaks of the file, `Version | 2`, and neither heads nor is a figure."""
    return len(cells) == 2 and vocabulary.of_the_file(cells[0].text) and not says_something(cells[0])


def is_of_the_file(cell: Cell, row: Row) -> bool:
    """Whether a number stands beside a word that makes it the file's own: a version, a telephone number, a date."""
    before = [each for column, each in row.items() if column < cell.column]
    return bool(before) and vocabulary.of_the_file(before[-1].text)


def counts_rows(cell: Cell, sheet: Sheet) -> bool:
    """Whether a number stands under `Step` or `Version`, in a list of words that is no table of figures."""
    if len(sheet.cells) > _LIST:
        return False
    above = [each for (row, column), each in sheet.cells.items() if column == cell.column and row < cell.row]
    top = min(above, key=lambda each: each.row, default=None)
    beside = [each for column, each in sheet.rows()[cell.row].items() if column > cell.column]
    said = [each.text for each in beside if each.kind is Kind.TEXT]
    words = bool(said) and not any(
        "metric" in vocabulary.read(text).facts and vocabulary.read(text).known for text in said
    )
    return top is not None and words and " ".join(vocabulary.words_of(top.text)) in _COUNTS_ROWS


def kinds_of(cell: Cell) -> frozenset[str]:
    """The kinds of thing a label says (area, period, metric, option ...), whatever it says of them."""
    said = _kinds_of_text(typed.without_raised(cell))
    return said | {"period"} if years.is_year_like(cell.value) else said


@lru_cache(maxsize=50_000)
def _kinds_of_text(text: str) -> frozenset[str]:
    found: set[str] = set()
    if years.find(text):
        found.add("period")
    if areas.find(text) or areas.current_code(text):
        found.add("area")
    else:
        found |= {kind for kind in vocabulary.read(text).facts if kind not in ("only", "topic")}
    return frozenset(found)


def _all_kinds(cells: Iterable[Cell]) -> set[str]:
    return {kind for cell in cells for kind in kinds_of(cell)}


def _says_of_each(column: Column, cells: Sequence[Cell]) -> bool:
    """Whether a column right of the figures says of each what it is: `66 | people took a direct payment`."""
    return column.role == "text" and len(cells) > 1 and all("metric" in kinds_of(cell) for cell in cells)


def _is_of_another_kind(what: str, cell: Cell) -> bool:
    """Whether a measure stands under a heading of areas, codes or years, or nothing but a year under one of options; a
    word such as `Number of people` under one of years is a row's, and the years run across."""
    kinds = kinds_of(cell)
    if what == "option":
        return kinds == {"period"}
    return "metric" in kinds or (what == "period" and vocabulary.head(cell.text) == "value")


def _are_references(headings: Sequence[Cell], cells: Sequence[Cell], beside_labels: bool) -> bool:
    """Whether a column numbers its rows: without a heading, or from `Q1`, or 1, on under one such as `No.`; beside
    labels under whatever stands there where they run on, `A1`, `A2`, `B1`."""
    if beside_labels and _run_on([cell.text for cell in cells]):
        return True
    if not headings:
        return all(map(_is_reference, cells))
    if beside_labels and vocabulary.head(headings[-1].text) in ("value", "ref") and all(map(_is_reference, cells)):
        return True  # `1a`, `1b` under `No.`
    return vocabulary.head(headings[-1].text) in ("value", "measure", "ref") and (
        all(cell.text.casefold() == f"q{number}" for number, cell in enumerate(cells, 1))
        or (
            len(cells) >= _FEWEST_NUMBERED
            and all(_is_numbered(cell, at, len(cells)) for at, cell in enumerate(cells, 1))
        )
    )


def _run_on(texts: Sequence[str]) -> bool:
    """Whether texts are letters with numbers that run on, each letter's from 1: `A1`, `A2`, `A3`, `B1`."""
    found = [_LETTER_AND_NUMBER.fullmatch(text) for text in texts]
    if len(found) < _FEWEST_NUMBERED or not all(found):
        return False
    places = [(each[1], int(each[2])) for each in found]
    return places[0][1] == 1 and all(
        later == (letter, number + 1) or (later[0] != letter and later[1] == 1)
        for (letter, number), later in zip(places, places[1:], strict=False)
    )


def _is_numbered(cell: Cell, at: int, of: int) -> bool:
    """Whether a cell counts its row: `5`, or the `Option 3` that a bare 3 was read as, where more than four are."""
    return cell.value == at or (of > len(_OPTIONS) and cell.text == f"Option {at}")


def _is_reference(cell: Cell) -> bool:
    """Whether a cell numbers its row and says nothing more: `A1`, `2.3`, `Q4`."""
    return cell.kind is Kind.TEXT and bool(_REFERENCE.fullmatch(cell.text)) and not says_something(cell)


def _is_unknown(cell: Cell) -> bool:
    text = cell.text
    return cell.kind is Kind.TEXT and not vocabulary.head(text) and bool(vocabulary.read(text).unknown)


def _heads_something(cell: Cell) -> bool:
    """Whether a text could be a heading: all of it is known, not only a word or a sign in it."""
    text = typed.without_raised(cell)
    if not any(letter.isalnum() for letter in text):
        return False
    return vocabulary.read(text).known or bool(vocabulary.head(text) or years.find(text) or areas.find(text))


def says_something(cell: Cell) -> bool:
    """Whether a label says anything we know: a year, an area, a measure, a part of one."""
    return bool(kinds_of(cell))


def says_anything(cells: Iterable[Cell]) -> bool:
    """Whether any of some labels does."""
    return any(says_something(cell) for cell in cells)
