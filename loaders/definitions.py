"""What an authority says beside a figure of its own, of whom it counts -> a note that stands beside the figure.

Measures that each authority defines for itself are read with its definition, typed in a column of that name.
"""

from collections.abc import Iterable

from loaders import vocabulary
from loaders.grid import Cell, Kind
from loaders.work import Figure, Kept
from model import areas, breakdowns, metrics
from model.notes import Note, NoteKind

_HEADING = frozenset(("definition", "definitions", "define", "defined"))  # one of its words


def places(figures: Iterable[Figure]) -> set[tuple[str, str]]:
    """Where definitions stand, by sheet and cell."""
    return {(each.sheet.name, cell.address) for each in figures for cell in _beside(each)}


def notes(kept: Iterable[Kept]) -> tuple[Note, ...]:
    """One note for each measure of one authority and period: what it says of every part, each thing said once."""
    found: dict[tuple[str, str, str], list[tuple[Kept, Cell]]] = {}
    for each in kept:
        for cell in _beside(each.figure):
            found.setdefault((each.key.area, each.key.period, each.key.metric), []).append((each, cell))
    return tuple(_note(said) for said in found.values())


def _beside(figure: Figure) -> list[Cell]:
    """The cell of a figure's row that says what the figure is, where the measure is one of the authority's own."""
    declared = metrics.metrics().get(figure.facts.get("metric")) if figure.line.others else None
    if declared is None or declared.topic != "own":
        return []
    columns = figure.table.columns
    return [
        cell
        for number, cell in figure.line.others.items()
        if cell.kind is Kind.TEXT and number in columns and _is_headed(columns[number].headings)
    ]


def _is_headed(headings: Iterable[Cell]) -> bool:
    return any(not _HEADING.isdisjoint(vocabulary.words_of(each.text)) for each in headings)


def _note(said: list[tuple[Kept, Cell]]) -> Note:
    first, at = said[0]
    of_parts = {cell.text: breakdowns.words(each.key.breakdown) for each, cell in reversed(said)}
    words = [f"{part}: {text}" if part else text for text, part in reversed(of_parts.items())]
    return Note(
        kind=NoteKind.EXPLANATION,
        area=first.key.area,
        words=at.text if len(of_parts) == 1 else "\n".join(words),
        said_by=areas.name(first.key.area),
        period=first.key.period,
        beside=first.key.metric,
        sheet=first.figure.sheet.name,
        cell=at.address,
    )
