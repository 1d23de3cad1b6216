"""An OpenDocument spreadsheet's bytes -> the neutral grid.

Own reading of the package's XML, a row at a time: the readers at hand lose error cells, comments and hidden rows, and
fill out the thousands of empty cells that these files write as one repeated cell. What a style has to tell of a cell
(bold, struck, raised, number format) is in ods_styles.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from math import isfinite
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from loaders import progress
from loaders.grid import Area, Book, Cell, Kind, Refused, Sheet, Typed, column_letters
from loaders.ods_styles import Styles, named

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_CELLS = 2_000_000  # in all sheets together, repeated ones counted each time
MOST_SPACES = 32_767  # that one text:s may stand for: as many letters as a cell of a spreadsheet takes

_SPREADSHEET, _STYLES = named("office:spreadsheet"), (named("office:styles"), named("office:automatic-styles"))
_TABLE, _ROW, _COLUMN = named("table:table"), named("table:table-row"), named("table:table-column")
_CELLS = (named("table:table-cell"), named("table:covered-table-cell"))
_GROUPS = {
    named(f"table:table-{each}")
    for each in ("row-group", "header-rows", "rows", "column-group", "header-columns", "columns")
}
_PARAGRAPH, _COMMENT, _FRAME = named("text:p"), named("office:annotation"), named("draw:frame")
_UNSEEN = {_COMMENT, named("text:note"), named("text:ruby-text"), _FRAME}
_FORMULA, _TYPE, _STRING = named("table:formula"), named("office:value-type"), named("office:string-value")
_CALC_TYPE, _STYLE = named("calcext:value-type"), named("table:style-name")
_REPEATED = {True: named("table:number-rows-repeated"), False: named("table:number-columns-repeated")}
_SPANNED = (named("table:number-rows-spanned"), named("table:number-columns-spanned"))

_PREFIX = re.compile(r"(?:[A-Za-z_][\w.-]*:)?=")
_OUTSIDE = re.compile(r"'((?:[^']|'')+)'#")
_ERROR = re.compile(r"#N/A|#[A-Z0-9/_]+[!?]|Err:[0-9]+")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_WHITE = re.compile(r"[ \t\r\n]+")


def read(content: bytes) -> Book:
    """A whole OpenDocument spreadsheet.

    Raises Refused: F07 for anything damaged, F09 for one that repeats its cells beyond what a spreadsheet holds.
    """
    try:
        with ZipFile(BytesIO(content)) as package:
            return _book(package)
    except Refused:
        raise
    except Exception as damage:  # damaged XML fails in many ways, and all say the same to the person
        raise Refused("F07", seen=str(damage)) from damage


def _book(package: ZipFile) -> Book:
    parts = set(package.namelist())
    styles = Styles()
    if "styles.xml" in parts:
        with package.open("styles.xml") as part:
            for _, element in iterparse(part):
                if element.tag in _STYLES:
                    styles.add(element)
    content = _Content(styles)
    with package.open("content.xml") as part:
        content.read(part, package.getinfo("content.xml").file_size)
    return Book(
        form="ods",
        sheets=tuple(content.sheets),
        date1904=content.date1904,
        macros=any(_is_macro(name) for name in parts),
        outside=tuple(content.outside),
        properties=_properties(package.read("meta.xml")) if "meta.xml" in parts else {},
    )


def _is_macro(part: str) -> bool:
    """Whether a part is a macro; the mere lists of macro libraries are written into files without any."""
    return part.startswith(("Basic/", "Scripts/")) and not part.endswith(("/", "script-lc.xml", "script-lb.xml"))


_PROPERTIES = {  # named as Excel's files have them
    named("dc:title"): "title",
    named("dc:subject"): "subject",
    named("dc:description"): "description",
    named("meta:keyword"): "keywords",
    named("meta:initial-creator"): "creator",
    named("dc:creator"): "lastModifiedBy",
    named("meta:generator"): "Application",
}


def _properties(part: bytes) -> dict[str, str]:
    """The file's words about itself, those under a name of the writer's own too."""
    found: dict[str, str] = {}
    for _, element in iterparse(BytesIO(part)):
        name = _PROPERTIES.get(element.tag, element.get(named("meta:name"), ""))
        words = " ".join("".join(element.itertext()).split())
        if name and words:
            found[name] = f"{found[name]}, {words}" if name in found else words
    return found


class _Content:
    """Gathers the sheets from content.xml while it is parsed. An element is forgotten once it has been taken in."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.sheets: list[Sheet] = []
        self.date1904 = False
        self.outside: dict[str, None] = {}  # a set that keeps its order
        self._left = MOST_CELLS
        self._come: Callable[[], float] = lambda: 0.0  # how far into the part we are
        self._table: _Table | None = None
        self._open: list[Element] = []  # the table, and the groups of rows or columns in it, that we are in
        self._whole: Element | None = None  # the element that is waited for until it is complete
        self._takers = {
            **dict.fromkeys(_STYLES, styles.add),
            _ROW: self._row,
            _COLUMN: self._column,
            named("table:shapes"): self._shapes,
            named("table:null-date"): self._null_date,
            named("table:table-source"): self._source,
            # Tables that are no sheets: what was deleted, what came from other programs, charts' own figures
            named("table:tracked-changes"): _nothing,
            named("table:dde-links"): _nothing,
            named("office:forms"): _nothing,
        }

    def read(self, part: IO[bytes], length: int) -> None:
        """Reads the part, so many bytes long, to its end. Raises Refused where it holds no spreadsheet."""
        is_spreadsheet = False
        self._come = lambda: min(1, part.tell() / max(1, length))
        for event, element in iterparse(part, ("start", "end")):
            is_spreadsheet |= element.tag == _SPREADSHEET
            if self._whole is not None:
                if event == "end" and element is self._whole:
                    self._take(element)
            elif event == "start":
                self._start(element)
            elif self._open and element is self._open[-1]:
                self._end(element)
        if not is_spreadsheet:
            raise Refused("F07", seen="no spreadsheet in it")

    def _start(self, element: Element) -> None:
        if element.tag in self._takers:
            self._whole = element
        elif element.tag == _TABLE and self._table is None:
            self._table = _Table(element, self.styles, hidden=self._is_hidden(element))
            progress.at(progress.OPENING, self._come(), f"sheet {len(self.sheets) + 1}: {self._table.name}")
            self._open.append(element)
        elif element.tag in _GROUPS and self._table is not None:
            self._table.folded += _is_folded(element)
            self._open.append(element)

    def _end(self, element: Element) -> None:
        self._open.pop()
        if element.tag in _GROUPS:
            self._table.folded -= _is_folded(element)
        else:
            self._finish(self._table)
            self._table = None
            element.clear()

    def _take(self, element: Element) -> None:
        self._whole = None
        self._takers[element.tag](element)
        element.clear()
        if self._open:
            del self._open[-1][:]  # a million rows, even forgotten ones, are too many to hang on to

    def _is_hidden(self, table: Element) -> bool:
        return self.styles.of("table", table.get(named("table:style-name"))).hidden

    def _finish(self, table: "_Table") -> None:
        if not _is_copy(table.name):
            self.sheets.append(table.sheet())

    def _row(self, row: Element) -> None:
        if self._table is not None:
            self._left = self._table.take_row(row, self._left)
            if not _is_copy(self._table.name):
                self.outside.update(dict.fromkeys(_outside(row)))

    def _column(self, column: Element) -> None:
        if self._table is not None:
            self._table.take_column(column)

    def _shapes(self, shapes: Element) -> None:
        # A picture fixed to the page and not to a cell: the sheet's corner stands for it
        if self._table is not None and _has_picture(shapes):
            self._table.pictures.append("A1")

    def _null_date(self, element: Element) -> None:
        self.date1904 = element.get(named("table:date-value"), "").startswith("1904")

    def _source(self, element: Element) -> None:
        if where := element.get(named("xlink:href")):
            self.outside[_file_name(where)] = None


def _nothing(_: Element) -> None:
    """Takes nothing from an element."""


def _is_copy(name: str) -> bool:
    """Whether a table is a saved copy of another workbook's sheet (`'file:///a.ods'#$Sheet1`), which nobody sees."""
    return bool(_OUTSIDE.match(name))


def _is_folded(group: Element) -> bool:
    """Whether a group of rows or columns is folded away."""
    return group.get(named("table:display")) == "false"


def _outside(row: Element) -> Iterator[str]:
    """The other workbooks that formulas of a row take figures from."""
    for cell in row:
        for where in _OUTSIDE.findall(cell.get(_FORMULA, "")):
            yield _file_name(where.replace("''", "'"))


def _file_name(where: str) -> str:
    """The workbook's own name; the folders before it may hold a person's."""
    return unquote(where).replace("\\", "/").rsplit("/", 1)[-1]


def _has_picture(place: Element) -> bool:
    """Whether a picture stands there; a chart has one too, of itself, for programs that cannot draw it."""
    image, chart = named("draw:image"), named("draw:object")
    return any(frame.find(image) is not None and frame.find(chart) is None for frame in place.iter(_FRAME))


def _holds_more(cell: Element) -> bool:
    """Whether a cell holds more than its text."""
    return any(each.tag != _PARAGRAPH for each in cell)


def _times(element: Element, rows: bool) -> int:
    """How many rows or columns one element stands for."""
    return max(1, int(element.get(_REPEATED[rows], "1")))


@dataclass
class _Run:
    """Rows or columns in a row that are alike; `last` is the place of the last one."""

    first: int
    last: int
    hidden: bool
    style: str | None


class _Runs(list[_Run]):
    """The rows or columns of a sheet, of which there may be a million, as runs of like ones."""

    def take(self, element: Element, rows: bool, folded: bool) -> _Run:
        """The next run: it begins where the last ended."""
        first = self[-1].last + 1 if self else 1
        hidden = folded or element.get(named("table:visibility")) in ("collapse", "filter")
        style = element.get(named("table:default-cell-style-name"))
        self.append(_Run(first, first + _times(element, rows) - 1, hidden, style))
        return self[-1]

    def at(self, place: int) -> _Run | None:
        """The run that holds a place, if the file tells of it."""
        found = bisect_left(self, place, key=lambda run: run.last)
        return self[found] if found < len(self) else None

    def hidden_of(self, places: set[int]) -> frozenset[int]:
        """Which of these places are hidden. Hidden ones that hold nothing are not worth a million numbers."""
        return frozenset(place for place in places if (run := self.at(place)) and run.hidden)


@dataclass
class _Table:
    """One sheet in the making."""

    element: Element
    styles: Styles
    hidden: bool
    folded: int = 0  # groups folded away that we are in
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    rows: _Runs = field(default_factory=_Runs)
    columns: _Runs = field(default_factory=_Runs)

    def __post_init__(self) -> None:
        self.name = self.element.get(named("table:name"), "")

    def sheet(self) -> Sheet:
        """The sheet as gathered."""
        return Sheet(
            name=self.name,
            cells=self.cells,
            merged=tuple(self.merged),
            hidden_rows=self.rows.hidden_of({row for row, _ in self.cells}),
            hidden_columns=self.columns.hidden_of({column for _, column in self.cells}),
            hidden="hidden" if self.hidden else "",
            pictures=tuple(self.pictures),
        )

    def take_column(self, element: Element) -> None:
        """Takes in one column, or a run of like ones."""
        self.columns.take(element, rows=False, folded=self.folded > 0)

    def take_row(self, element: Element, left: int) -> int:
        """Takes in one row, or a run of like ones; gives how many cells may still come of those `left`."""
        run = self.rows.take(element, rows=True, folded=self.folded > 0)
        column = 1
        for each in element:
            if each.tag in _CELLS:
                across = _times(each, rows=False)
                if len(each) or _FORMULA in each.attrib or _TYPE in each.attrib or _SPANNED[1] in each.attrib:
                    left = self._take_cell(each, run, (column, column + across - 1), left)
                column += across
        return left

    def _take_cell(self, element: Element, rows: _Run, columns: tuple[int, int], left: int) -> int:
        cell = self._cell(element, rows, columns[0])
        again = rows.last > rows.first or columns[1] > columns[0]
        self._take_span(element, rows.first, columns[0], decoration=cell is None and again)
        if _holds_more(element) and _has_picture(element):
            self.pictures.append(f"{column_letters(columns[0])}{rows.first}")
        if cell is None:
            return left
        left -= (rows.last - rows.first + 1) * (columns[1] - columns[0] + 1)
        if left < 0 or rows.last > MOST_ROWS or columns[1] > MOST_COLUMNS:
            raise Refused("F09", sheet=self.name, cell=cell.address)
        for row in range(rows.first, rows.last + 1) if again else ():
            for column in range(columns[0], columns[1] + 1):
                self.cells[row, column] = replace(cell, row=row, column=column)
        self.cells[cell.row, cell.column] = cell
        return left

    def _take_span(self, element: Element, row: int, column: int, decoration: bool) -> None:
        down, across = (int(element.get(each, "1")) for each in _SPANNED)
        if (down > 1 or across > 1) and not decoration:
            self.merged.append((row, column, row + max(1, down) - 1, column + max(1, across) - 1))

    def _cell(self, element: Element, rows: _Run, column: int) -> Cell | None:
        text = _text_of(element, self.styles)
        comment = "\n".join(_words(each) for each in element.iter(_COMMENT)) if _holds_more(element) else ""
        formula = _PREFIX.sub("", element.get(_FORMULA, ""), count=1)
        kind, value = _value(element, str(text))
        if kind is Kind.BLANK and not comment:
            return None
        style = self.styles.of("table-cell", self._style_name(element, rows, column))
        return Cell(
            row=rows.first,
            column=column,
            kind=kind,
            value=value,
            format=self.styles.format(style) or _SHOWN_AS.get(element.get(_TYPE), ""),
            formula=formula,
            small=_small(value, text, bool(style.small)),
            bold=bool(style.bold),
            struck=bool(style.struck) or text.struck,
            comment=comment,
        )

    def _style_name(self, element: Element, rows: _Run, column: int) -> str | None:
        """A cell's own style, else that of its row's cells, else that of its column's."""
        if own := element.get(_STYLE) or rows.style:
            return own
        run = self.columns.at(column)
        return run.style if run else None


# What a cell holds


def _small(value: Typed, text: "_Text", whole: bool) -> tuple[tuple[int, int], ...]:
    """The raised or lowered places: all of it where the cell is so, else those runs of a text that are."""
    if whole and value is not None:
        return ((0, len(str(value))),)
    return tuple(text.small) if value == str(text) else ()


def _value(element: Element, text: str) -> tuple[Kind, Typed]:
    """The kind of a cell and its value, from its attributes; its text where they do not say."""
    formula, kind = element.get(_FORMULA), element.get(_TYPE)
    if element.get(_CALC_TYPE) == "error" or (formula and _ERROR.fullmatch(text.strip())):
        return Kind.ERROR, text.strip() or element.get(_STRING) or "error"
    typed = element.get(_ATTRIBUTES[kind]) if kind in _ATTRIBUTES else None
    if typed is not None:
        return _typed(kind, typed, text)
    if formula and kind != "string" and (text or element.find(_PARAGRAPH) is None):
        return Kind.FORMULA, None  # an empty paragraph is a result, though: LibreOffice saved empty texts so
    return _string(element, text)


def _string(element: Element, text: str) -> tuple[Kind, Typed]:
    """Text, or nothing. A formula whose result is no text at all, not even an empty one, never had it saved."""
    saved = element.get(_STRING)
    if element.get(_FORMULA):
        if saved is None and element.find(_PARAGRAPH) is None:
            return Kind.FORMULA, None
        return Kind.TEXT, text or saved or ""
    text = text or saved or ""
    return (Kind.TEXT, text) if text else (Kind.BLANK, None)


_SHOWN_AS = {"percentage": "0%", "currency": "£0"}  # where no style says how
_ATTRIBUTES = {
    **dict.fromkeys(("float", "percentage", "currency"), named("office:value")),
    **{kind: named(f"office:{kind}-value") for kind in ("date", "time", "boolean")},
}


def _typed(kind: str, typed: str, text: str) -> tuple[Kind, Typed]:
    """A value as its attribute has it; one that is not of its kind is kept as text, to be asked about where it is."""
    try:
        if kind == "boolean":
            return Kind.BOOL, {"true": True, "false": False}[typed]
        if kind == "date":
            return Kind.DATE, datetime.fromisoformat(typed).replace(tzinfo=None)
        if kind == "time":
            return Kind.DATE, _duration(typed)
        number = float(typed)
    except (ValueError, KeyError, OverflowError):
        return Kind.TEXT, text or typed
    if not isfinite(number):
        return Kind.ERROR, text.strip() or typed
    return Kind.NUMBER, int(number) if number.is_integer() and abs(number) < 1e15 else number


def _duration(typed: str) -> timedelta:
    """`PT12H30M05S` as a length of time. Raises ValueError for anything else."""
    found = _DURATION.fullmatch(typed)
    if not found:
        raise ValueError(f"“{typed}” is not a length of time")
    sign, days, hours, minutes, seconds = found.groups(default="0")
    length = timedelta(int(days), float(seconds.replace(",", ".")), hours=int(hours), minutes=int(minutes))
    return -length if sign == "-" else length


# Text


class _Text:
    """A cell's text in the making: the places of it that stand raised or lowered, and whether any is struck through."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.small: list[tuple[int, int]] = []
        self.struck = False
        self._pieces: list[str] = []
        self._length = 0
        self._after_space = True

    def __str__(self) -> str:
        return "".join(self._pieces)

    def __len__(self) -> int:
        return self._length

    def paragraph(self, element: Element) -> None:
        """One paragraph, on a line of its own."""
        if self._pieces:
            self._add("\n")
        else:
            self._pieces.append("")  # so that an empty first paragraph still is a line
        self._after_space = True
        self._inside(element)

    def _inside(self, element: Element) -> None:
        self._say(element.text)
        for each in element:
            self._element(each)
            self._say(each.tail)

    def _element(self, element: Element) -> None:
        if element.tag in _STANDING_FOR:
            count = min(int(element.get(named("text:c"), "1")), MOST_SPACES)
            self._add(_STANDING_FOR[element.tag] * (count if element.tag == _SPACES else 1))
        elif element.tag not in _UNSEEN:
            start = self._length
            self._inside(element)
            style = self.styles.of("text", element.get(named("text:style-name")))
            if style.small and self._length > start:
                self.small.append((start, self._length))
            self.struck |= bool(style.struck) and self._length > start

    def _say(self, words: str | None) -> None:
        """Adds words as XML has them: white space of any length and kind is one space, and none begins a line."""
        if not words:
            return
        words = _WHITE.sub(" ", words)
        if self._after_space:
            words = words.removeprefix(" ")
        if words:
            self._add(words)
            self._after_space = words.endswith(" ")

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
        self._after_space = False


_SPACES = named("text:s")
_STANDING_FOR = {_SPACES: " ", named("text:tab"): "\t", named("text:line-break"): "\n"}


def _text_of(element: Element, styles: Styles) -> _Text:
    """What a cell shows: its paragraphs, without its comment or what is drawn on it."""
    text = _Text(styles)
    for each in element.iterfind(_PARAGRAPH):
        text.paragraph(each)
    return text


def _words(comment: Element) -> str:
    """A comment's text, without its author and date."""
    text = _Text(Styles())
    for each in comment.iter(_PARAGRAPH):
        text.paragraph(each)
    return str(text)
