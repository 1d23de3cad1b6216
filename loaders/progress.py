"""What the reading of a file is at -> whoever wants to know: the phase, which of its sheets, and how far it has come.

Readers say where they are without knowing whether anybody listens; what is said is words for a person and a fraction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TypeVar

Progress = Callable[[str, float], None]  # words such as “Opening sheet 3 of 12: Uptake”, and 0 to 1

OPENING, TABLES, LABELS, FIGURES, CHECKING = (
    "Opening",
    "Looking for tables in",
    "Reading the labels of",
    "Understanding",
    "Checking the figures",
)
# How far a file's reading has come where a phase begins: about what each takes of the time of an ordinary return.
_BEGINS = {OPENING: 0.0, TABLES: 0.4, LABELS: 0.5, FIGURES: 0.7, CHECKING: 0.95}
_ENDS = dict(zip(_BEGINS, [*list(_BEGINS.values())[1:], 1.0], strict=True))
_LONGEST = 120  # letters of what is said

_listener: ContextVar[Progress | None] = ContextVar("listener", default=None)
_Each = TypeVar("_Each")


@contextmanager
def told_to(listener: Progress | None) -> Iterator[None]:
    """Whatever is said of progress inside goes to the listener."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def at(phase: str, part: float = 0.0, of: str = "") -> None:
    """Says that a phase has done a part (0 to 1) of its work, and on what."""
    if (listener := _listener.get()) is not None:
        listener(plain(f"{phase} {of}".strip()), _BEGINS[phase] + part * (_ENDS[phase] - _BEGINS[phase]))


def sheets(phase: str, each: Sequence[_Each], name: Callable[[_Each], str]) -> Iterator[_Each]:
    """The sheets one after another, saying of each that the phase is at it."""
    for number, one in enumerate(each):
        at(phase, number / len(each), f"sheet {number + 1} of {len(each)}: {name(one)}")
        yield one


def plain(words: str) -> str:
    """Words as one short line of plain text: a sheet's name may hold what moves a terminal's cursor or turns a line
    round. It may still hold what a page would take for markup."""
    line = "".join(letter if letter.isprintable() else " " for letter in words[: _LONGEST + 1])
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def understood(told: object) -> tuple[str, float] | None:
    """What a process apart said of its progress, as words and a fraction; nothing where it makes no sense."""
    with suppress(ValueError, TypeError, OverflowError):
        words, part = told
        if isinstance(words, str) and type(part) in (int, float) and 0 <= part <= 1:
            return plain(words), float(part)
    return None
