"""Totals: held against what adds up to them and not stored; or a figure of their own under the name of one.

A `Total` among options that cannot be their sum is the people with any option, each counted once; a column of nothing
but totals is the figures; a total that nothing here adds up to is asked about.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from loaders import typed
from loaders.work import Figure, Work
from model import areas
from model.observations import Reason

_NAMES = ("area", "metric", "option", "period", "aspect", "only", "age")  # what a total and its parts share
_NEARLY = 0.015  # how near to a sum a total may be and still be thought a wrong sum


# What a total is


def of_nothing_are_figures(figures: Iterable[Figure]) -> None:
    """Totals in a table that has no other figures are the figures."""
    if any(each.role == "value" for each in figures):
        return
    for each in figures:
        if each.role == "total" and each.facts.get("metric"):
            del each.facts.said["role"]


def settle(work: Work) -> None:
    """Settles what a `Total` among options is: a sum, or the people with any option, each counted once."""
    by_table: dict[int, list[Figure]] = defaultdict(list)
    for figure in work.figures:
        by_table[id(figure.table)].append(figure)
    for figures in by_table.values():
        totals = [each for each in figures if each.role == "total"]
        alike: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for each in figures if totals else ():
            alike[each.facts.get("period"), each.facts.get("area")].append(each)
        beside = [
            (each, alike[each.facts.get("period"), each.facts.get("area")])
            for each in totals
            if each.facts.get("area") not in ("", areas.SCOTLAND)
        ]
        _settle_those_of_any_option(work, beside)


def _settle_those_of_any_option(work: Work, beside: list[tuple[Figure, list[Figure]]]) -> None:
    """Settles each total with what stands beside it; what a row's total is in one year it is in the next, where
    nothing there can tell."""
    settled = {id(each.line) for each, others in beside if _is_of_any_option(work, each, others)}
    for each, others in beside:
        may = id(each.line) in settled and _may_be_of_any_option(work, each, others)
        if may or _is_of_any_option(work, each, others):
            _make_of_any_option(each)


def _make_of_any_option(total_: Figure) -> None:
    said = {"role": "value", "metric": "sds_people", "option": "any"}
    total_.facts.said |= {name: (value, None) for name, value in said.items()}


def _is_of_any_option(work: Work, total_: Figure, others: Iterable[Figure]) -> bool:
    """Whether a total among options cannot be their sum: people counted once are fewer than the options added up."""
    numbers, whole = _options_of(work, total_, others), work.plain(total_)
    known = [each for each in numbers if each is not None]
    if not known or whole is None or _is_a_sum(total_):
        return False
    if len(known) < len(numbers):  # whatever is missing, a sum is not less than what is there
        return max(known) <= whole < (1 - _NEARLY) * sum(known)
    if whole in (sum(known), sum(known[:3])):
        return False
    return abs(whole - sum(known)) > _NEARLY * sum(known)  # nearer looks like a sum that went wrong


def _may_be_of_any_option(work: Work, total_: Figure, others: Iterable[Figure]) -> bool:
    """Whether nothing speaks against a total being people with any option: an option has no number to add up."""
    numbers, whole = _options_of(work, total_, others), work.plain(total_)
    known = [each for each in numbers if each is not None]
    return whole is not None and 0 < len(known) < len(numbers) and whole >= max(known) and not _is_a_sum(total_)


def _options_of(work: Work, total_: Figure, others: Iterable[Figure]) -> list[float | None]:
    """The numbers of the options a total stands with, none for one that has no number; empty where it is not theirs."""
    alike = [each for each in others if each.line is total_.line or each.column == total_.column]
    alike = [each for each in alike if each.role == "value"]
    parts = {each.facts.get("option"): each for each in alike if each.facts.get("metric") == "sds_people"}
    only = any(each.facts.get("only") for each in alike)
    if "any" in parts or only or not {"1", "2", "3"} <= set(parts) or total_.cell is None:
        return []
    return [work.plain(parts[code]) for code in ("1", "2", "3", "4") if code in parts]


def _is_a_sum(total_: Figure) -> bool:
    """Whether a total is called a sum, or worked out as one: it cannot be people counted once."""
    label = total_.facts.said["role"][1]
    called = label is not None and re.search(r"\b(?:sum|sub-?\s?total|total of)\b", label.text, re.IGNORECASE)
    return bool(called or re.search(r"\bSUM\(|\+", total_.cell.formula or "", re.IGNORECASE))


# What adds up to it


class Totals:
    """The totals of one return; the figures that add up to each are looked up, since every row may have its total."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._by_names: dict[tuple, Mapping[tuple, list[Figure]]] = {}

    def kind_of(self, total_: Figure) -> str:
        """The kind of problem that says what became of a total: checked and not stored, or asked about. One that the
        figures do not add up to is told of besides."""
        added, others = self._added_up(total_)
        numbers, whole = [self.work.plain(each) for each in added], self.work.plain(total_)
        exclusive = bool(added) and all(each.facts.get("only") for each in added)
        if whole is None or others or (numbers and None in numbers):
            if exclusive and whole is not None:
                self._given_away(added)
            return "S12"
        if len(numbers) < 2:
            return "S12 ask"
        if sum(numbers) != whole:
            told = {"total": f"{whole:,.0f}", "sum": f"{sum(numbers):,.0f}"}
            self.work.tell("A04" if exclusive else "A05", total_.sheet.name, total_.address, **told)
        return "S12"

    def _given_away(self, exclusive: list[Figure]) -> None:
        """Asks about the one hidden number among people each counted once, whose total is shown."""
        read = [(each, typed.read(each.cell, self.work.key)) for each in exclusive if each.cell is not None]
        hidden = [each for each, said in read if said.reason is Reason.SUPPRESSED]
        if len(hidden) == 1 and sum(said.number is not None for _, said in read) == len(exclusive) - 1:
            self.work.tell("D07", hidden[0].sheet.name, hidden[0].address)

    def _added_up(self, total_: Figure) -> tuple[list[Figure], bool]:
        """The figures above a total in its column, or beside it in its row, by where the word stands; and whether
        what stands there are percentages, or totals themselves."""
        label = total_.facts.said["role"][1]
        if label is not None and label.row == total_.line.row:
            line = self._alike(total_)
        else:
            line = self._lines[id(total_.line)]
        added = [each for each in line if each.role == "value" and _is_part_of(each, total_)]
        if any(each.facts.get("option") in ("1", "2", "3") for each in added):  # those with any option are these again
            added = [each for each in added if each.facts.get("option") != "any"]
        return added, not added and len(line) > 2  # itself, and two totals more

    def _alike(self, total_: Figure) -> list[Figure]:
        """The figures of a total's column and section that are of what it names."""
        names = tuple(name for name in _NAMES if total_.facts.get(name))
        column = id(total_.table), total_.column
        if (*column, names) not in self._by_names:
            found: dict[tuple, list[Figure]] = defaultdict(list)
            for each in self._columns[column]:
                found[_place_among(each, names)].append(each)
            self._by_names[*column, names] = found
        return self._by_names[*column, names][_place_among(total_, names)]

    @cached_property
    def _columns(self) -> Mapping[tuple[int, int], list[Figure]]:
        found: dict[tuple[int, int], list[Figure]] = defaultdict(list)
        for each in self.work.figures:
            found[id(each.table), each.column].append(each)
        return found

    @cached_property
    def _lines(self) -> Mapping[int, list[Figure]]:
        found: dict[int, list[Figure]] = defaultdict(list)
        for each in self.work.figures:
            found[id(each.line)].append(each)
        return found


def _is_part_of(figure: Figure, total_: Figure) -> bool:
    """Whether a figure is of all that its total is of: the same year, the same option, where that names any."""
    return all(total_.facts.get(name) in ("", figure.facts.get(name)) for name in _NAMES)


def _place_among(figure: Figure, names: tuple[str, ...]) -> tuple:
    return (tuple(map(id, figure.line.section)), *(figure.facts.get(name) for name in names))
