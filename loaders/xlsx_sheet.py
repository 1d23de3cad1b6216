"""The XML of one sheet -> its cells and what hides them. Only what is there takes memory: a sheet is never a rectangle.

What stands in a cell is taken as saved. A shared string that is empty is a blank cell; an empty text that a formula
gives is kept, because something stands behind it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from math import isfinite

from loaders import serials
from loaders.grid import MOST_MERGED, Area, Cell, Kind, Refused, Typed, column_letters, place_of
from loaders.serials import Shows
from loaders.xlsx_parts import local, on, whole
from loaders.xlsx_styles import Style
from loaders.xlsx_text import SPACES, Runs, Words, unescaped

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_EXACT = 15  # digits Excel keeps of a number
MOST_SPREAD = 1_000_000  # places that all formulas for whole ranges of a sheet are written into

NUMBER, TEXT, DATE, BLANK, FORMULA = Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.BLANK, Kind.FORMULA
PLAIN = Shows.NUMBER

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOOLS = {"1": True, "true": True, "0": False, "false": False}

Place = tuple[int, int]
Does = dict[str, Callable]


class _ByTag(dict):
    """What to do at a tag, whatever its prefix; at one we do not know, nothing."""

    def __init__(self, does: Does, otherwise: Callable) -> None:
        super().__init__(does)
        self.otherwise = otherwise

    def __missing__(self, tag: str) -> Callable:
        self[tag] = does = self.get(local(tag), self.otherwise)
        return does


class SheetReader:
    """Takes a sheet's XML as it goes by: `started`, `ended` and `said` are for Package.walk; then `finish`."""

    def __init__(
        self,
        name: str,
        strings: Sequence[Words],
        styles: Sequence[Style],
        date1904: bool,
        comments: Mapping[Place, str],
    ) -> None:
        self.name, self.strings, self.date1904 = name, strings, date1904
        self.styles = {str(number): style for number, style in enumerate(styles)}
        self.comments = dict(comments)
        self.commented = {row for row, _ in comments}
        self.cells: dict[Place, Cell] = {}
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.declared = ""
        self._shared: dict[str, str] = {}
        self._spread: list[tuple[str, str]] = []
        self._letters: dict[str, int] = {}
        self._column_groups = 0
        self._row, self._row_digits, self._row_hidden, self._column = 0, "", False, 0
        self._text, self._keep, self._formula_is = "", False, {}
        self._attributes: dict[str, str] = {}
        self._saved = self._formula = self._words = None
        self._runs, self._takes = Runs(), self._take
        self._tables()

    def _tables(self) -> None:
        """Which tag means what: outside the cells, among them, and inside the text of one."""

        def ignore(*_: object) -> None:
            pass

        around = {"sheetData": self._enter, "mergeCell": self._merge, "col": self._columns, "dimension": self._size}
        among = {"row": self._start_row, "c": self._start_cell, "v": self._start_value, "f": self._start_formula}
        self._starts_around = _ByTag(around, ignore)
        self._starts_among = _ByTag(among | {"is": self._start_runs}, ignore)
        self._starts_within = _ByTag(self._runs.starts, ignore)
        done = {"c": self._end_cell, "v": self._end_value, "f": self._end_formula, "sheetData": self._leave}
        self._ends_around = _ByTag({}, ignore)
        self._ends_among = _ByTag(done, ignore)
        self._ends_within = _ByTag(self._runs.ends | {"is": self._end_runs}, ignore)
        self._starts, self._ends = _ByTag({"worksheet": self._start_sheet}, self._refuse_root), self._ends_around

    # What goes by

    def started(self, tag: str, has: dict[str, str]) -> None:
        """An element begins."""
        self._starts[tag](has)

    def ended(self, tag: str) -> None:
        """An element ends."""
        self._ends[tag]()

    def said(self, text: str) -> None:
        """Text between two tags."""
        self._takes(text)

    def _take(self, text: str) -> None:
        self._text += text

    def _start_sheet(self, _has: dict[str, str]) -> None:
        self._starts = self._starts_around

    def _refuse_root(self, _has: dict[str, str]) -> None:
        raise Refused("F07", sheet=self.name)

    def _enter(self, _has: dict[str, str]) -> None:
        self._starts, self._ends = self._starts_among, self._ends_among

    def _leave(self) -> None:
        self._starts, self._ends = self._starts_around, self._ends_around

    # Round the cells

    def _size(self, has: dict[str, str]) -> None:
        self.declared = has.get("ref", "")

    def _merge(self, has: dict[str, str]) -> None:
        self.merged.append(area_of(has.get("ref", "")))

    def _columns(self, has: dict[str, str]) -> None:
        self._column_groups += 1
        if self._column_groups > MOST_COLUMNS:  # they cannot overlap, so there cannot be more
            raise Refused("F07", sheet=self.name)
        if on(has.get("hidden")) or _is_zero(has.get("width")):
            first, last = (whole(has.get(end, ""), 10**9) for end in ("min", "max"))
            self.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    # Rows and cells

    def _start_row(self, has: dict[str, str]) -> None:
        self._row = whole(has["r"], MOST_ROWS) if "r" in has else self._row + 1
        if not 1 <= self._row <= MOST_ROWS:
            raise Refused("F07", sheet=self.name)
        self._row_digits, self._column = str(self._row), 0
        self._row_hidden = on(has.get("hidden")) or (_is_zero(has.get("ht")) and on(has.get("customHeight")))
        if self._row_hidden and self._row in self.commented:
            self.hidden_rows.add(self._row)

    def _start_cell(self, has: dict[str, str]) -> None:
        self._attributes = has
        self._saved = self._formula = self._words = None

    def _start_value(self, has: dict[str, str]) -> None:
        self._text, self._keep = "", bool(has) and has.get("xml:space") == "preserve"

    def _end_value(self) -> None:
        if self._saved is not None:
            raise self._refused("F11")  # two values in one cell: which is right?
        self._saved = self._text if self._keep else self._text.strip(SPACES)

    def _start_formula(self, has: dict[str, str]) -> None:
        self._text, self._formula_is = "", has

    def _end_formula(self) -> None:
        """A shared formula is written out once; one for a range stands in its first cell only."""
        has, written = self._formula_is, self._text
        if has.get("t") == "shared":
            written = self._shared.setdefault(has.get("si", ""), written or "shared")
        self._formula = unescaped(written) or has.get("t", "formula")
        if "ref" in has and has.get("t") in ("array", "dataTable"):
            self._spread.append((has["ref"], self._formula))

    def _start_runs(self, _has: dict[str, str]) -> None:
        self._starts, self._ends = self._starts_within, self._ends_within
        self._takes = self._runs.said

    def _end_runs(self) -> None:
        self._words = self._runs.take()
        self._starts, self._ends, self._takes = self._starts_among, self._ends_among, self._take

    def _end_cell(self) -> None:
        """Puts the cell that ends into the grid, unless it is only styled."""
        place = self._place()
        if self._saved is None and self._formula is None and self._words is None:
            return
        has = self._attributes
        style = self.styles.get(has.get("s", "0"))
        if style is None:
            raise self._refused("F07")
        kind, value, words = self._content(has.get("t", "n"), style)
        if kind is BLANK:
            return
        if place in self.cells:
            raise self._refused("F11")
        if self._row_hidden:
            self.hidden_rows.add(self._row)
        self.cells[place] = Cell(
            *place,
            kind,
            value,
            style.format,
            self._formula or "",
            _small(value, words, style),
            style.bold,
            style.struck or (words is not None and words.struck),
            self.comments.pop(place, "") if self.comments else "",
        )

    def _place(self) -> Place:
        """Where the cell is; one that does not say follows the one before. Raises Refused for an odd address."""
        address = self._attributes.get("r")
        if address is None:
            self._column += 1
        else:
            letters = address.rstrip("0123456789")
            if address[len(letters) :] != self._row_digits:
                raise self._refused("F11")  # it says another row than the row it stands in
            self._column = self._letters.get(letters) or self._new_letters(letters)
        if self._column > MOST_COLUMNS:
            raise self._refused("F07")
        return self._row, self._column

    def _new_letters(self, letters: str) -> int:
        if len(letters) > 3:
            raise self._refused("F07")
        self._letters[letters] = column = place_of(f"{letters.upper()}1")[1]
        return column

    def _refused(self, code: str) -> Refused:
        where = self._attributes.get("r") or f"{column_letters(self._column)}{self._row}"
        return Refused(code, sheet=self.name, cell=where[:20])

    # What a cell holds

    def _content(self, written_as: str, style: Style) -> tuple[Kind, Typed, Words | None]:
        """Kind and value, and the words where there are runs. Raises Refused for what cannot stand in a cell."""
        saved = self._saved
        if written_as == "inlineStr" and self._words is not None:
            return self._text_of(self._words)
        if saved is None:
            return self._without_result()
        if written_as == "n":
            return self._number(saved, style)
        if written_as == "s":
            return self._shared_string(saved)
        if written_as in ("str", "inlineStr"):
            return self._text_of(Words(unescaped(saved), bare=((0, len(saved)),)))
        if not saved:
            return self._without_result()
        return self._of_other_kind(written_as, saved)

    def _without_result(self) -> tuple[Kind, Typed, None]:
        return (BLANK if self._formula is None else FORMULA), None, None

    def _number(self, saved: str, style: Style) -> tuple[Kind, Typed, None]:
        if saved.isdigit() and len(saved) <= MOST_EXACT and saved.isascii():
            value = int(saved)
        elif saved:
            value = self._unusual(saved)
        else:
            return self._without_result()
        if style.shows is not PLAIN:
            moment = serials.moment(value, style.shows, self.date1904)
            if moment is not None:
                return DATE, moment, None
        return NUMBER, value, None

    def _unusual(self, saved: str) -> float:
        """A number that is not digits only. The float nearest to noise such as 0.70999999999999996 is 0.71 itself."""
        if not _NUMBER.fullmatch(saved) or not isfinite(value := float(saved)):
            raise self._refused("F07")
        digits = saved.removeprefix("-")
        return int(saved) if digits.isdigit() and len(digits) <= MOST_EXACT else value

    def _shared_string(self, saved: str) -> tuple[Kind, Typed, Words | None]:
        if not saved:
            return self._without_result()
        if not (saved.isdigit() and saved.isascii() and len(saved) < 12 and int(saved) < len(self.strings)):
            raise self._refused("F07")
        return self._text_of(self.strings[int(saved)])

    def _text_of(self, words: Words) -> tuple[Kind, Typed, Words]:
        return (TEXT if words.text or self._formula else BLANK), words.text, words

    def _of_other_kind(self, written_as: str, saved: str) -> tuple[Kind, Typed, None]:
        if written_as == "e":
            return Kind.ERROR, saved, None
        if written_as == "d":
            return *_of_date(saved), None
        if written_as != "b" or saved not in _BOOLS:
            raise self._refused("F07")
        return Kind.BOOL, _BOOLS[saved], None

    # At the end

    def finish(self) -> None:
        """Adds blank cells for comments that stand alone, and the formulas of whole ranges to each of their cells."""
        for (row, column), comment in self.comments.items():
            self.cells[row, column] = Cell(row, column, BLANK, None, comment=comment)
        left = MOST_SPREAD
        for range_, formula in self._spread:
            first_row, first_column, last_row, last_column = area_of(range_)
            size = (last_row - first_row + 1) * (last_column - first_column + 1)
            left -= size
            if size > MOST_MERGED or left < 0:
                continue
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    self._give(row, column, formula)

    def _give(self, row: int, column: int, formula: str) -> None:
        cell = self.cells.get((row, column))
        if cell and not cell.formula and cell.kind is not BLANK:
            self.cells[row, column] = replace(cell, formula=formula)


def checked_place(address: str) -> Place:
    """An address within a sheet's bounds as row and column. Raises ValueError for any other text."""
    row, column = place_of(address) if address.isascii() and len(address) < 12 else (0, 0)
    if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
        raise ValueError(f"“{address[:20]}” is no cell's address")
    return row, column


def area_of(range_: str) -> Area:
    """`A1:B2`, or one address, as an area. Raises ValueError for any other text."""
    first, _, last = range_.partition(":")
    rows, columns = zip(checked_place(first), checked_place(last or first), strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def _is_zero(size: str | None) -> bool:
    return size is not None and bool(_NUMBER.fullmatch(size)) and float(size) == 0


def _small(value: Typed, words: Words | None, style: Style) -> tuple[Place, ...]:
    if words is not None:
        return words.small_in(style.small)
    return ((0, len(str(value))),) if style.small and value is not None else ()


def _of_date(saved: str) -> tuple[Kind, Typed]:
    """A date written out (`2021-04-01T00:00:00Z`), or a time alone; what is neither stays the text it is."""
    try:
        if ":" in saved and "-" not in saved:
            return DATE, time.fromisoformat(saved).replace(tzinfo=None)
        return DATE, datetime.fromisoformat(saved).replace(tzinfo=None)
    except ValueError:
        return TEXT, saved
