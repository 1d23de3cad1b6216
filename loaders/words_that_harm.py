"""Text that could do harm: formulas in waiting, scripts, letters that hide or turn round what is written."""

import re
import unicodedata

from loaders import keys, typed
from loaders.grid import Book
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
        for text, cells in sheet.texts.items()
        for kind in _of_text(text)
        for cell in cells
        if not cell.formula
        if kind != "T01" or not (typed.looks_like_a_value(cell) or keys.explained(cell.text))
    ]


def without_turning(text: str) -> str:
    """A text with the letters that hide or turn round what is written shown as a replacement mark."""
    return text if text.isprintable() else "".join("\ufffd" if _hides(each) else each for each in text)


def _of_text(text: str) -> tuple[str, ...]:
    """What a text would do, unless it is a figure: `-5` begins as a formula does."""
    acts = {
        "T03": not text.isprintable() and any(map(_hides, text)),  # nothing that hides can be printed
        "T02": bool(_SCRIPT.search(text)),
        "T01": text.lstrip(" ").startswith(_FORMULA) and len(text.strip()) > 1,
    }
    return tuple(kind for kind, does in acts.items() if does)


def _hides(letter: str) -> bool:
    return ord(letter) in _TURNING or (unicodedata.category(letter) == "Cc" and letter not in "\n\r\t")
