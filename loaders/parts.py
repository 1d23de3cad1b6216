"""Quarters, or months, beside the year's own figures -> set aside: the year is what is collected.

People cannot be added up across quarters: a year's figure that counts each person once is smaller than the quarters
together, and no smaller than the largest. Only where four quarters, or twelve months, stand there and every year's
figure is so are the parts passed over; else we ask.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from loaders import vocabulary, years
from loaders.meaning import SPLITS, without_areas
from loaders.work import Figure, Work

_OF_PARTS = frozenset(("quarter", "quarters", "quarterly", "month", "months", "monthly"))
_TO = re.compile(r"\s*[-–—]\s*|\bto\b")
_BEGINNING = 9  # letters that tell `quarter 1` from `quarter 2`
_PARTS = (4, 12)  # of which a year is made: fewer could be a year not over


def settle(work: Work, figures: Sequence[Figure]) -> None:
    """Gives the figures of one table that are of parts of a year the role `part`, where the year's own stand beside
    them; words over the table that speak of its parts are no doubts then."""
    parts = [each for each in figures if each.facts.raises("P06")]
    if not parts:
        return
    of_years = {each.facts.get("period") for each in figures if not each.facts.raises("P06")}
    if len(of_years - {""}) != 1 or not _follow_on(parts) or not _are_of_one_year(work, figures):
        return
    for each in figures:
        each.facts.doubts = [text for text in each.facts.doubts if not _speaks_of_parts(text)]
    for each in parts:
        cell = next((cell for kind, cell, _ in each.facts.problems if kind == "P06"), None)
        each.facts.problems = [problem for problem in each.facts.problems if problem[0] != "P06"]
        each.facts.said["role"] = ("part", cell)


def _follow_on(parts: Sequence[Figure]) -> bool:
    """Whether the parts begin each at another time: `Apr-Jun`, `Apr-Sep`, `Apr-Dec` would be one growing count."""
    labels = {id(cell): cell.text for each in parts for kind, cell, _ in each.facts.problems if kind == "P06" and cell}
    begins = [_TO.split(text.casefold())[0].strip()[:_BEGINNING] for text in labels.values()]
    return len(set(begins)) == len(begins)


def _are_of_one_year(work: Work, figures: Sequence[Figure]) -> bool:
    """Whether every group of parts has one figure of the year that counts each person once."""
    groups: dict[tuple[str, ...], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for each in figures:
        if each.role != "value" or each.cell is None:
            continue
        number = work.plain(each)
        if number is None:
            return False
        what = tuple(each.facts.get(name) for name in ("metric", *SPLITS))
        groups[what][each.facts.raises("P06")].append(number)
    if not all(len(of_year) == 1 and len(of_parts) in _PARTS for of_year, of_parts in groups.values()):
        return False
    could_be = all(max(parts) <= of_year[0] < sum(parts) for of_year, parts in groups.values())
    return could_be and any(max(parts) < of_year[0] for of_year, parts in groups.values())  # else the largest alone


def _speaks_of_parts(text: str) -> bool:
    """Whether all that limits in a title are parts of a year: `People by quarter`."""
    limits = vocabulary.limits_in(without_areas(text))
    return (bool(limits) or years.is_part(text)) and limits <= _OF_PARTS
