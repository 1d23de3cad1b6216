"""Text in runs, as shared strings, inline strings and comments have it -> one text, and which of it is raised."""

import re
from dataclasses import dataclass

from loaders.xlsx_parts import on

SPACES = " \t\r\n"  # those of XML: a non-breaking space is a character like any other

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text; `small` are the places that stand raised or lowered, `bare` those of runs that look as their cell does.

    `struck` says that some of it is struck through.
    """

    text: str
    small: Spans = ()
    bare: Spans = ()
    struck: bool = False

    def small_in(self, small_cell: bool) -> Spans:
        """The raised or lowered places in a cell whose own letters may be so."""
        if not small_cell:
            return self.small
        return _joined((*self.small, *self.bare)) if self.text else ()


class Runs:
    """Gathers one text while its XML goes by; `starts` and `ends` say what to do at which tag.

    How the text sounds (`rPh`, over Japanese words) is no part of it. Excel drops the spaces round a text that it is
    not told to keep, but not those round a run: there they part words.
    """

    def __init__(self) -> None:
        self.starts = {
            "r": self._run,
            "rPr": self._own_look,
            "vertAlign": self._raised,
            "strike": self._strike,
            "t": self._text,
            "rPh": self._sound,
        }
        self.ends = {"t": self._text_done, "rPh": self._sound_done, "r": self._run_done}
        self._begin()

    def _begin(self) -> None:
        self._whole, self._small, self._bare, self._struck = "", [], [], False
        self._sounding = self._keep = False
        self._saying: str | None = None
        self._run_done()

    def said(self, text: str) -> None:
        """Takes the text between tags; outside `t` it is only the layout of the XML."""
        if self._saying is not None:
            self._saying += text

    def take(self) -> Words:
        """The text so far; the next one begins."""
        words = Words(self._whole, _joined(self._small), _joined(self._bare), self._struck)
        self._begin()
        return words

    def _run(self, _has: dict[str, str]) -> None:
        self._in_run = True

    def _run_done(self) -> None:
        self._in_run = self._is_small = self._is_struck = self._is_own = False

    def _own_look(self, _has: dict[str, str]) -> None:
        self._is_own = True

    def _raised(self, has: dict[str, str]) -> None:
        self._is_small = has.get("val") in ("superscript", "subscript")

    def _strike(self, has: dict[str, str]) -> None:
        self._is_struck = on(has.get("val", "1"))

    def _sound(self, _has: dict[str, str]) -> None:
        self._sounding = True

    def _sound_done(self) -> None:
        self._sounding = False

    def _text(self, has: dict[str, str]) -> None:
        self._saying = ""
        self._keep = self._in_run or has.get("xml:space") == "preserve"

    def _text_done(self) -> None:
        said, self._saying = self._saying or "", None
        if self._sounding:
            return
        said = unescaped(said if self._keep else said.strip(SPACES))
        place = (len(self._whole), len(self._whole) + len(said))
        self._whole += said
        if self._is_small:
            self._small.append(place)
        elif not self._is_own:
            self._bare.append(place)
        self._struck |= self._is_struck and bool(said.strip())


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HALF = re.compile("[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """Text with Excel's `_x0041_` turned into the character; `_x005F_` is an underscore that guards such a word."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if _HALF.search(text):  # characters beyond 65,535 are escaped in two halves
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _joined(spans: list[tuple[int, int]] | Spans) -> Spans:
    """Places in order, those that touch made one and empty ones left out."""
    if not spans:
        return ()
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        elif first < last:
            joined.append((first, last))
    return tuple(joined)
