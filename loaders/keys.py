"""A workbook's own key to its markers: `* = fewer than 5`, wherever it stands. It outranks the usual meanings."""

import re

from loaders import typed
from loaders.grid import Book, Kind
from loaders.problems import Problem, problem
from model.observations import REASON_WORDS, Reason

_LINE = re.compile(
    r"^\s*[“”\"'‘’]?(\[?[^\s=:\[\]“”\"]{1,3}\]?)[“”\"'‘’]?\s*(?:=|:|means|denotes|indicates)\s*(.{3,80}?)[.;]?\s*$"
)
_MEANINGS = (
    (
        re.compile(r"fewer than|less than|suppress|disclos|small number|hidden|confidential|1 to 4|under 5"),
        Reason.SUPPRESSED,
    ),
    (re.compile(r"not applicable|does not apply"), Reason.NOT_APPLICABLE),
    (re.compile(r"not collected"), Reason.NOT_COLLECTED),
    (re.compile(r"not supplied|not submitted|did not submit|no return|not provided"), Reason.NOT_SUPPLIED),
    (re.compile(r"not available|unavailable|not known|unknown|missing|no data"), Reason.NOT_AVAILABLE),
    (re.compile(r"^(nil|none|zero|no cases|nobody)\b"), 0.0),
    (re.compile(r"rounds to zero|rounded to zero|less than half|negligible"), Reason.LOW),
)


def find(book: Book) -> tuple[dict[str, Reason], list[Problem]]:
    """The markers that a workbook explains, by the marker, and what is to be asked about them."""
    found: dict[str, Reason] = {}
    problems: list[Problem] = []
    for sheet in book.sheets:
        for number, row in sheet.rows().items():
            del number
            cells = [cell for cell in row.values() if cell.kind is Kind.TEXT]
            lines = [(cell, cell.text) for cell in cells]
            if len(row) == 2 and len(cells) == 2 and len(cells[0].text) <= 5 and _is_marker(cells[0].text):
                lines.append((cells[0], f"{cells[0].text} = {cells[1].text}"))
            for cell, text in lines:
                for part in re.split(r"[;\n]|,\s(?=\S{1,5}\s*=)", text):
                    if (said := _meaning(part)) is not None:
                        marker, reason = said
                        found[marker] = reason
                        usual = typed.MARKERS.get(marker)
                        if usual is not None and usual is not reason:
                            told = {"typed": marker, "words": REASON_WORDS[reason]}
                            problems.append(problem("M08", sheet.name, cell.address, **told))
    return found, problems


def _is_marker(text: str) -> bool:
    bare = text.strip("[]()“”\"'")
    return not bare.isdigit() and (not bare.isalpha() or len(bare) <= 3)


def _meaning(text: str) -> tuple[str, Reason] | None:
    found = _LINE.match(text)
    if not found or not _is_marker(found[1]):
        return None
    words = found[2].casefold()
    for pattern, reason in _MEANINGS:
        if pattern.search(words):
            return found[1].casefold(), reason
    return None
