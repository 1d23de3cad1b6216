"""Text that could do harm: formulas in waiting, scripts, letters that hide or turn round what is written."""

import re
import unicodedata
from collections.abc import Iterator

from loaders import typed
from loaders.grid import Book, Cell, Kind
from loaders.problems import Problem, problem

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SCRIPT = re.compile(
    r"<\s*(script|iframe|img|svg|a|div|style|object|embed|body|html)\b|javascript:|onerror\s*=", re.IGNORECASE
)
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


def problems(book: Book) -> list[Problem]:
    """Every text that would act rather than say, at its cell."""
    return [
        problem(kind, sheet.name, cell.address)
        for sheet in book.sheets
        for cell in sheet.cells.values()
        if cell.kind is Kind.TEXT and not cell.formula
        for kind in _kinds(cell)
    ]


def _kinds(cell: Cell) -> Iterator[str]:
    text = str(cell.value)
    if any(
        ord(letter) in _TURNING or (unicodedata.category(letter) == "Cc" and letter not in "\n\r\t") for letter in text
    ):
        yield "T03"
    if _SCRIPT.search(text):
        yield "T02"
    if text.lstrip(" ").startswith(_FORMULA) and not typed.looks_like_a_value(cell) and len(text.strip()) > 1:
        yield "T01"
