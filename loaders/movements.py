"""How figures moved, as a return prints it (`Change`, `% change`): held against the figures beside it, not stored."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import permutations

from loaders import typed
from loaders.accounting import Fate
from loaders.work import Figure, Work

_AS_PRINTED = 0.06  # what printing one decimal may hide of a difference, or of a percentage
_NEAR = 12  # figures beside a change that it may be of: a long table has thousands in a column
_OF_A_PERCENT = 0.6  # and printing none of a percentage


class Movements:
    """The changes that one return prints."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def check(self, change: Figure) -> None:
        """Accounts for a change as checked; where a number is none between two figures beside it, its label
        is asked about, as any other that is not known."""
        if change.cell is None:
            return
        number = typed.read(change.cell, self.work.key).number
        if number is None or self._is_between(number, change):
            self.work.enter(change.sheet.name, Fate.CHECKED, change.cell)
        else:
            label = change.facts.said["role"][1] or change.cell
            self.work.ask_about("S09 return", change.sheet.name, label.address, label.text)
            self.work.enter(change.sheet.name, Fate.NOT_USED, change.cell)

    def _is_between(self, number: float, change: Figure) -> bool:
        """Whether a number is the difference of two figures beside it, or that in percent of one of them."""
        for later, earlier in permutations(self._beside(change), 2):
            moved = later - earlier
            if abs(moved - number) <= _AS_PRINTED:
                return True
            percent = 100 * moved / earlier if earlier else None
            if percent is not None and min(abs(percent - number), abs(percent - 100 * number)) <= _OF_A_PERCENT:
                return True
        return False

    def _beside(self, change: Figure) -> list[float]:
        """The numbers of the figures before a change in its row, or above it in its column where its row is named so;
        of those after it where it comes first."""
        label = change.facts.said["role"][1]
        in_row = label is None or label.row != change.line.row
        beside = self._lines[id(change.line)] if in_row else self._columns[id(change.table), change.column]
        at = bisect_left(beside, _place(change), key=_place)
        near = beside[max(0, at - _NEAR) : at] or beside[:_NEAR]  # most often, a change stands after its figures
        return [number for each in near if (number := self.work.plain(each)) is not None]

    @cached_property
    def _lines(self) -> Mapping[int, list[Figure]]:
        found: dict[int, list[Figure]] = defaultdict(list)
        for each in self.work.figures:
            if each.role == "value":
                found[id(each.line)].append(each)
        return found

    @cached_property
    def _columns(self) -> Mapping[tuple[int, int], list[Figure]]:
        found: dict[tuple[int, int], list[Figure]] = defaultdict(list)
        for each in self.work.figures:
            if each.role == "value":
                found[id(each.table), each.column].append(each)
        return found


def _place(figure: Figure) -> tuple[int, int]:
    return figure.line.row, figure.column
