"""A table typed as plain text (CSV) -> the neutral grid, every field as typed.

What a plain text file does not say has to be told from its content: which bytes mean which letters, and what stands
between two fields. Whatever was not the usual choice is remarked on.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice, takewhile

from loaders.grid import Book, Cell, Kind, Refused, Sheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # as in Excel
LONGEST_NAME = 31  # of a sheet, as in Excel

Remark = tuple[str, Mapping[str, object]]
Row = Sequence[str]


def read(content: bytes, name: str) -> Book:
    """A book of one sheet named after the file. Rows are numbered as the file has them, blank ones too.

    Raises Refused: F07 for bytes that are no text or quotes that do not close, F09 for more rows or columns than a
    sheet can have, F17 for a row with figures beyond the headings of its table.
    """
    text, words = text_of(content)
    separator, said = _separator(text)
    rows = _rows(text, separator)
    if said:
        rows[0] = []
    _refuse_ragged(rows)
    remarks: list[Remark] = [("F15", {"words": words})] if words else []
    if separator != ",":
        remarks.append(("F16", {"words": _SEPARATORS.get(separator, f"“{separator}”")}))
    return Book("csv", (Sheet(_sheet_name(name), _cells(rows)),), remarks=tuple(remarks))


def _cells(rows: Sequence[Row]) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): Cell(row, column, Kind.TEXT, typed)
        for row, fields in enumerate(rows, 1)
        for column, typed in enumerate(fields, 1)
        if typed
    }


def _sheet_name(name: str) -> str:
    """The file's name without folders and ending, where a sheet of Excel could be called so."""
    file = re.split(r"[/\\]", name)[-1]
    stem = (file.rpartition(".")[0] or file).strip()
    return stem if stem.isprintable() and 0 < len(stem) <= LONGEST_NAME and not set(stem) & set("[]:*?") else "CSV"


# Bytes -> text


_MARKS = [(b"\xef\xbb\xbf", "utf-8", ""), (b"\xff\xfe", "utf-16-le", "UTF-16"), (b"\xfe\xff", "utf-16-be", "UTF-16")]
_UNICODE = "Unicode text (UTF-16)"
_NEVER_TYPED = re.compile(r"[\0-\x08\x0e-\x1f\x7f-\x9f]")


def text_of(content: bytes) -> tuple[str, str]:
    """The text some bytes are, and in words how it was read where that was not as UTF-8.

    Raises Refused F07 for bytes that are no text in UTF-8, UTF-16 or the Windows code page of western Europe.
    """
    for mark, encoding, unusual in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding), _UNICODE if unusual else ""
    if b"\0" in content:
        return _decoded(content, _order_of_bytes(content)), _UNICODE
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        text = _decoded(content, "cp1252")
    if _NEVER_TYPED.search(text):  # every picture is text in that code page, but for such characters
        raise Refused("F07", reason="encoding")
    return text, "Windows text"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as damage:
        raise Refused("F07", reason="encoding") from damage
    if "\0" in text:
        raise Refused("F07", reason="encoding")
    return text


def _order_of_bytes(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain letters is zero, and which says the order.

    Raises Refused F07 where the zero bytes do not stand like that.
    """
    first, second = content[::2].count(0), content[1::2].count(0)
    if max(first, second) * 4 < len(content) // 2 or min(first, second) * 10 > max(first, second):
        raise Refused("F07", reason="encoding")
    return "utf-16-be" if first > second else "utf-16-le"


# Text -> rows


_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_SAID = re.compile(r'"?sep=([^"\w\r\n])"?[;,\t]*(\r|\n|$)', re.IGNORECASE)
_TRIED_ROWS = 1_000


def _separator(text: str) -> tuple[str, bool]:
    """What stands between fields, and whether a first line `sep=;` says so: a note to Excel that is no row."""
    if said := _SAID.match(text):
        return said[1], True
    return max(_SEPARATORS, key=lambda each: _agreement(text, each)), False


def _agreement(text: str, separator: str) -> tuple[int, int]:
    """How many rows have the commonest number of fields, and that number; (0, 0) where nothing is ever separated."""
    counts: Counter[int] = Counter()
    try:
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=separator), _TRIED_ROWS):
            counts[len(row)] += len(row) > 1
    except csv.Error:
        pass  # what was read until there counts
    return max(((rows, columns) for columns, rows in counts.items() if rows), default=(0, 0))


def _rows(text: str, separator: str) -> list[Row]:
    rows: list[Row] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(row) > MOST_COLUMNS:
                raise Refused("F09", reason="columns", columns=len(row), most=MOST_COLUMNS)
            if len(rows) == MOST_ROWS:
                raise Refused("F09", reason="rows", most=MOST_ROWS)
            rows.append(row)
    except csv.Error as damage:  # quotes that do not close or stand in the middle; a field longer than any is
        raise Refused("F07", reason="quotes", row=len(rows) + 1) from damage
    return rows


# Rows longer than their headings


_PLAIN_NUMBER = re.compile(r"[-+£]*\d[\d,. ]*%?")
_YEAR = re.compile(r"(19|20)\d\d")


def _refuse_ragged(rows: Sequence[Row]) -> None:
    """Raises Refused F17 for the first row that has something in a column beyond the headings of its table."""
    for first, table in _tables(rows):
        start = _headings(table)
        headings = len(table[start])
        for row, fields in enumerate(table[start:], first + start):
            if len(fields) > headings and _width(fields) > headings:
                raise Refused("F17", row=row, columns=_width(fields), headings=headings)


def _tables(rows: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Runs of rows between blank ones, each with the number of its first row; titles alone above it are left out."""
    first, table = 1, []
    for number, fields in enumerate([*rows, []], 1):
        if not _width(fields) and table:
            yield first, table
            table = []
        elif table or _filled(fields) > 1:
            first = first if table else number
            table.append(fields)


def _headings(table: Sequence[Row]) -> int:
    """Which row of a table holds its headings: the first without a figure that is as long as most rows below it.

    Failing that its first row. So lines such as `Council,Fife` or a first of two rows of headings may stand above, yet
    a comma too many in every row of figures is seen.
    """
    lengths = Counter(map(len, table))
    for place, _ in enumerate(takewhile(_no_figure, table)):
        lengths[len(table[place])] -= 1
        if 2 * lengths[len(table[place])] > len(table) - place - 1:
            return place
    return 0


def _no_figure(fields: Row) -> bool:
    typed = [each.strip() for each in fields]
    return not any(_PLAIN_NUMBER.fullmatch(each) and not _YEAR.fullmatch(each) for each in typed)


def _filled(fields: Row) -> int:
    return sum(1 for each in fields if each.strip())


def _width(fields: Row) -> int:
    """The last column that is not blank, from 1."""
    return next((place for place in range(len(fields), 0, -1) if fields[place - 1].strip()), 0)
