"""A return's bytes -> its Reading, read in a process apart, so that no file can take the product down."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from loaders import exported, guarded, marks, opening, returns
from loaders.accounting import Fate
from loaders.answers import NO_ANSWERS, Answers
from loaders.grid import Book, Refused
from loaders.problems import Problem, Severity, problem
from loaders.progress import Progress, told_to
from loaders.reading import Reading
from loaders.seen import SeenCell, SeenSheet
from loaders.work import Asked
from model.notes import Note, NoteKind
from model.observations import Flag, Key, Observation, Reason

SECONDS, MEMORY = 30, 1_000_000_000


def read(
    content: bytes,
    name: str,
    owner: str,
    today: date,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> Reading:
    """A return as understood, read in a process apart. Whatever the bytes, there is a Reading.

    `progress` is told in this thread what the reading is at: plain words that may hold markup, and 0 to 1."""
    answers = answers or NO_ANSWERS
    given = [[*place, answer] for place, answer in answers.given.items()]
    told = {"answers": given, "remembered": dict(answers.remembered)}
    asked = {"name": name, "owner": owner, "today": today.isoformat(), **told}
    try:
        limits = {"seconds": SECONDS, "memory": MEMORY}
        found = guarded.call("loaders.sent:for_the_parent", content, **limits, progress=progress, **asked)
        return _from_json(found)
    except Refused as refusal:
        return refused(refusal)


def read_here(
    content: bytes,
    name: str,
    owner: str,
    today: date,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> Reading:
    """The same in this process, without its limits: for files we made, and for tests."""
    try:
        with told_to(progress):
            return understood(opening.read(content, name), Asked(owner, name, today, answers or NO_ANSWERS))
    except Refused as refusal:
        return refused(refusal)


def understood(book: Book, asked: Asked) -> Reading:
    """What a book says: a table of our own is taken at its word, anything else is read as a return; our own marks in
    it are set aside."""
    book, lists = marks.set_aside(book)
    own = exported.table_of(book)
    return marks.accounted(exported.read(book, own) if own is not None else returns.read(book, asked), lists)


def refused(refusal: Refused) -> Reading:
    """The Reading of a file that was not opened."""
    kind = "F03 reject" if refusal.code == "F03" else refusal.code
    return Reading(problems=(problem(kind, **(_DETAILS | refusal.details)),))


_DETAILS = {
    "what": "not a spreadsheet",
    "ending": "another ending",
    "size": "?",
    "most": "20",
    "row": "?",
    "columns": "?",
    "headings": "?",
}  # what a refusal may leave unsaid


def for_the_parent(
    content: bytes, name: str, owner: str, today: str, answers: list[list[str]], remembered: dict[str, str]
) -> dict[str, object]:
    """A Reading as JSON can hold it; called in the child process. Raises Refused."""
    given = Answers({(code, sheet, cell): answer for code, sheet, cell, answer in answers}, remembered)
    found = understood(opening.read(content, name), Asked(owner, name, date.fromisoformat(today), given))
    return {
        "observations": [_plain(each) for each in found.observations],
        "problems": [asdict(each) for each in found.problems],
        "cells": found.cells,
        "account": dict(found.account),
        "sheets": [asdict(each) for each in found.sheets],
        "notes": [asdict(each) for each in found.notes],
    }


def _plain(each: Observation) -> dict[str, object]:
    names = ("value", "numerator", "denominator", "base", "period_of_figure", "sheet", "cell", "cells", "as_typed")
    return {name: getattr(each, name) for name in names} | {
        "key": list(each.key),
        "reason": each.reason,
        "flags": list(each.flags),
    }


def _from_json(found: Mapping) -> Reading:
    return Reading(
        observations=tuple(_observation(each) for each in found["observations"]),
        problems=tuple(Problem(**(each | {"severity": Severity(each["severity"])})) for each in found["problems"]),
        cells=found["cells"],
        account=_counter(found["account"]),
        sheets=tuple(map(_sheet, found["sheets"])),
        notes=tuple(Note(**(each | {"kind": NoteKind(each["kind"])})) for each in found["notes"]),
    )


def _counter(account: Mapping[str, int]) -> Counter[Fate]:
    return Counter({Fate(name): number for name, number in account.items()})


def _sheet(each: dict) -> SeenSheet:
    cells = tuple(SeenCell(**(cell | {"fate": Fate(cell["fate"])})) for cell in each["cells"])
    return SeenSheet(**(each | {"rows": tuple(each["rows"]), "columns": tuple(each["columns"]), "cells": cells}))


def _observation(each: dict) -> Observation:
    reason = Reason(each["reason"]) if each["reason"] else None
    more = {"key": Key(*each["key"]), "reason": reason, "flags": tuple(map(Flag, each["flags"]))}
    return Observation(**(each | more))
