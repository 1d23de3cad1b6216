"""A workbook's own key to its markers: `* = fewer than 5`, wherever it stands. It outranks the usual meanings."""

import re
from collections.abc import Iterator

from loaders import typed
from loaders.grid import Book, Cell, Kind, Sheet
from loaders.problems import Problem, problem
from model.observations import REASON_WORDS, Flag, Reason

_SHORTHAND = re.compile(r"\b(?:shorthand|symbols?|markers?) (?:is|are|have been) used\b", re.IGNORECASE)
_LINE = re.compile(
    r"^\s*[“”\"'‘’]?(\[?[^\s=:\[\]“”\"]{1,3}\]?)[“”\"'‘’]?\s*(?:=|:|means|denotes|indicates)\s*(.{3,80}?)[.;]?\s*$"
)
_KEY_TO_A_NUMBER = re.compile(
    r"^\s*[\"“'‘]?(?:0|zeros?|nil|none|blanks?|[prebuf])[\"”'’]?\s*(?:=|means|denotes)\s*[a-z]", re.IGNORECASE
)
_USUAL = re.compile(
    r"^\W*(?:p\W.*\bprovisional|r\W.*\brevised|e\W.*\bestimate|b\W.*\bbreak|u\W.*\breliab|f\W.*\bforecast)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^\s*[A-Za-z][A-Za-z ]{0,40}:\s+(?=\S{1,6}\s*(?:=|means|denotes|indicates))")
_STARRED = re.compile(r"^\s*(\*{1,2})\s*([^*=:\s].{3,})$")
_MEANINGS = (
    (
        re.compile(r"fewer than|less than|suppress|disclos|small number|hidden|confidential|1 to 4|under 5"),
        Reason.SUPPRESSED,
    ),
    (re.compile(r"not applicable|does not apply"), Reason.NOT_APPLICABLE),
    (re.compile(r"not collected"), Reason.NOT_COLLECTED),
    (re.compile(r"not supplied|not submitted|did not submit|no return|not provided"), Reason.NOT_SUPPLIED),
    (re.compile(r"withheld"), Reason.SUPPRESSED),
    (re.compile(r"not available|unavailable|not known|unknown|missing|no data"), Reason.NOT_AVAILABLE),
    (re.compile(r"^(nil|none|zero|no cases|nobody)\b"), 0.0),
    (re.compile(r"rounds to zero|rounded to zero|less than half|negligible"), Reason.LOW),
)


_SIGNED = {
    "provisional": Flag.PROVISIONAL,
    **dict.fromkeys(("estimate", "estimates", "estimated"), Flag.ESTIMATED),
    "revised": Flag.REVISED,
}
_ONLY_A_FLAG = re.compile(
    r"(?:an? |the |all |figures? |data |numbers? |is |are |still )*(provisional|estimates?|estimated|revised)"
    r"(?: figures?| data| numbers?| since last year)*[.\s]*",
    re.IGNORECASE,
)
_OLDER = ("*", ".", "…", "<", "~", "-")  # markers of older styles mean what each key says


def find(book: Book) -> tuple[dict[str, Reason | Flag | float], list[Problem]]:
    """The markers that a workbook explains, by the marker, and what is to be asked about them."""
    found: dict[str, Reason | Flag | float] = {}
    problems: list[Problem] = []
    stars = {text.strip() for sheet in book.sheets for text in sheet.texts} & {"*", "**"}
    for sheet in book.sheets:
        for cell, part in _lines(sheet):
            if (star := _STARRED.match(part)) and star[1] in stars and _meaning(part) is None:
                problems.append(problem("M08", sheet.name, cell.address, typed=star[1], words=star[2]))
            if _KEY_TO_A_NUMBER.match(part) and not _USUAL.match(part):
                problems.append(problem("M08", sheet.name, cell.address, typed=part.split()[0], words=part))
            if (flagged := _flag(part)) is not None and _ends_a_number(book, flagged[0]):
                found.setdefault(*flagged)
            elif (said := _meaning(part)) is not None:
                marker, meaning = said
                found[marker] = meaning
                usual = typed.MARKERS.get(marker)
                if usual is not None and usual is not meaning and marker[:1] not in _OLDER:
                    told = {"typed": marker, "words": REASON_WORDS.get(meaning, "none")}
                    problems.append(problem("M08", sheet.name, cell.address, **told))
    return found, problems


def _lines(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    """Every text that explains a marker, part by part: a cell's, or that of two cells side by side."""
    for text, cells in sheet.texts.items():
        for part in _explained(text.strip()):
            yield from ((cell, part) for cell in cells)
    for row in (each for each in sheet.rows().values() if len(each) == 2):
        left, right = row.values()
        if left.kind is right.kind is Kind.TEXT and len(left.text) <= 5 and _is_marker(left.text):
            yield from ((left, part) for part in _explained(f"{left.text} = {right.text}"))


def _explained(text: str) -> tuple[str, ...]:
    """The parts of a text that explain something."""
    parts = re.split(r"[;\n]|,\s(?=\S{1,5}\s*=)", _without_opening(text))
    return tuple(
        part
        for part in parts
        if _flag(part) is not None or _KEY_TO_A_NUMBER.match(part) or _STARRED.match(part) or _meaning(part) is not None
    )


def explained(text: str) -> bool:
    """Whether a text explains markers: `[c] = suppressed`, or a line that says some shorthand is used."""
    return bool(_explained(text) or _SHORTHAND.search(text))


def understood(text: str) -> bool:
    """Whether a text explains markers in words that we know; `* Adults only` is a footnote, and no key."""
    parts = _explained(text)
    known = all(_flag(part) is not None or _meaning(part) is not None or _USUAL.match(part) for part in parts)
    return (bool(parts) and known) or _SHORTHAND.search(text) is not None


def usual(text: str) -> bool:
    """Whether a line explains a flag in its usual meaning: `[r] = revised since last year`."""
    return _USUAL.match(_without_opening(text)) is not None


def _without_opening(text: str) -> str:
    """A key without the words that open it: `Key: - = not available`."""
    return _OPENING.sub("", text, count=1)


def _is_marker(text: str) -> bool:
    bare = text.strip("[]()“”\"'")
    return not bare.isdigit() and (not bare.isalpha() or len(bare) <= 3)


def _flag(text: str) -> tuple[str, Flag] | None:
    """A sign behind numbers and the flag that it stands for: `* = provisional`."""
    found = _LINE.match(text)
    if found is None or found[1][-1:].isalnum() or found[1].startswith("["):
        return None
    said = _ONLY_A_FLAG.fullmatch(found[2])  # no more than that: `* = estimate of people aged 65 and over` is none
    return (found[1], _SIGNED[said[1].casefold()]) if said is not None else None


def _ends_a_number(book: Book, sign: str) -> bool:
    """Whether a sign stands behind a number anywhere in a book: `76*`."""
    return any(typed.before_a_sign(text, sign) for sheet in book.sheets for text in sheet.texts)


def _meaning(text: str) -> tuple[str, Reason | float] | None:
    found = _LINE.match(text)
    if not found or not _is_marker(found[1]):
        return None
    words = found[2].casefold()
    for pattern, reason in _MEANINGS:
        if pattern.search(words):
            return found[1].casefold(), reason
    return None
