"""A footnote that says how many a return leaves out -> a note that stands beside its figures, wherever they are shown.

`Excludes 12 people whose option was not recorded` does not change what the figures count, but their reader must know
it. A whole group, place or time left out is another thing, and is asked about: see `loaders.remarks`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from loaders import vocabulary
from loaders.grid import Cell
from loaders.work import Kept
from model import areas
from model.notes import Note, NoteKind

_PEOPLE = r"(?:people|persons|clients|individuals|service users|staff|teams)"
_NUMBER = r"([0-9][0-9,]*|five|six|seven|eight|nine|ten|eleven|twelve)"
_OPENING = r"\W*(?:[0-9][.)]\s*|[¹²³⁴⁵]\s*|\[?note [0-9]\]?:?\s*|note:\s*)?"
_LEAVES_OUT_SOME = (
    re.compile(
        _OPENING + r"(?:(?:these|the|all)\s+)?(?:figures?|data|numbers|counts|totals)?\s*"
        rf"(?:exclud(?:e|es|ing)|do(?:es)? not include|leaves? out)\s+{_NUMBER}\s+{_PEOPLE}\b[^.;]{{0,140}}\.?\s*",
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING + rf"(?:(?:around|about|some|another|a further)\s+)?{_NUMBER}\s+{_PEOPLE}\b[^.;]{{0,140}}\b"
        r"(?:are|were)\s+(?:not\s+(?:counted|included)|left\s+out|excluded)(?:\s+here)?\.?\s*",
        re.IGNORECASE,
    ),
)
_HARMLESS = frozenset("not living excluding excludes exclude excluded home homes residential nursing about".split())
_MORE = re.compile(
    r"\b(?:so|and (?:counts?|figures)|figures are|services?|families|second|first|half|quarter|months?)\b|\s[-–—]\s",
    re.IGNORECASE,
)
_SMALLEST_SAID = 5  # people: fewer are hidden wherever they are counted
_FEW = 0.1  # of the largest figure


def leaves_out_some(text: str, largest: float) -> bool:
    """Whether a line says that a number of people, staff or teams is left out, and nothing else: of no group, place or
    time but those in care homes, few beside the largest figure, and not so few that the words would say what figures
    hide."""
    found = next(filter(None, (each.fullmatch(text) for each in _LEAVES_OUT_SOME)), None)
    if found is None or vocabulary.limits_in(text) - _HARMLESS or _MORE.search(text):
        return False
    number = found[1].replace(",", "")
    return not number.isdigit() or _SMALLEST_SAID <= int(number) <= _FEW * largest


def notes(lines: Iterable[tuple[str, Cell]], kept: Iterable[Kept]) -> tuple[Note, ...]:
    """One note for the lines, by sheet and cell, that are of the same figures: of the measure and the year of the
    figures on their sheet where these are of one alone. Lines of returns of several authorities make none."""
    figures = tuple(kept)
    lines = tuple(lines) if one_authority(figures) else ()
    found: dict[tuple[str, str], list[tuple[str, Cell]]] = defaultdict(list)
    for sheet, cell in lines:
        on_sheet = [each.key for each in figures if each.figure.sheet.name == sheet] or [each.key for each in figures]
        found[_only({key.metric for key in on_sheet}), _only({key.period for key in on_sheet})].append((sheet, cell))
    return tuple(
        Note(
            kind=NoteKind.EXPLANATION,
            area=figures[0].key.area,
            words="\n".join(cell.text for _, cell in said),
            said_by=f"{areas.name(figures[0].key.area)}, in a note under its figures",
            period=period,
            beside=metric,
            sheet=said[0][0],
            cell=said[0][1].address,
        )
        for (metric, period), said in found.items()
    )


def one_authority(kept: Iterable[Kept]) -> bool:
    """Whether figures are all of one authority, whose words those under them then are."""
    return len({each.key.area for each in kept}) == 1


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
