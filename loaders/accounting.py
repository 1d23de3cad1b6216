"""What became of every non-blank cell: nothing read goes unaccounted for, and the sum is checked."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from loaders.grid import Cell, Sheet


class Fate(StrEnum):
    """What a cell was used as."""

    FIGURE = "figure"
    HEADING = "heading"
    NOTE = "note"
    TOTAL = "total"
    CHECKED = "checked"
    NOT_USED = "not used"


class Account:
    """The fates of one sheet's cells. A cell has one fate, and one only."""

    def __init__(self, sheet: Sheet) -> None:
        self._open = set(sheet.cells)
        self.fates: dict[tuple[int, int], Fate] = {}

    def enter(self, fate: Fate, *cells: Cell) -> None:
        """Give cells their fate. Raises ValueError for a cell that has one already or is not on the sheet."""
        for cell in cells:
            place = cell.row, cell.column
            if place not in self._open:
                raise ValueError(f"{cell.address} is accounted for twice")
            self._open.remove(place)
            self.fates[place] = fate

    def enter_unless_known(self, fate: Fate, cells: Iterable[Cell]) -> None:
        """Give cells their fate, those aside that have one already or are not on the sheet."""
        for cell in cells:
            place = cell.row, cell.column
            if place in self._open:
                self._open.remove(place)
                self.fates[place] = fate

    @property
    def left(self) -> list[tuple[int, int]]:
        """Row and column of the cells without a fate yet, in reading order."""
        return sorted(self._open)


def total(accounts: Iterable[Account]) -> Counter[Fate]:
    """How many cells met each fate, over all sheets."""
    return Counter(fate for account in accounts for fate in account.fates.values())
