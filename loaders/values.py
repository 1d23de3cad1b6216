"""A typed cell and its status word -> a number with flags, or an absence with a reason; or an admission."""

from dataclasses import dataclass

from loaders import statuses
from loaders.grid import Cell, Kind
from model.observations import Flag, Reason

_MARKERS = {
    Reason.NOT_APPLICABLE: {"[z]", "NA"},
    Reason.SUPPRESSED: {"[c]"},
    Reason.LOW: {"[low]"},
}


@dataclass(frozen=True)
class Value:
    """A number with its flags, or a reason why there is none."""

    number: float | None
    reason: Reason | None = None
    flags: tuple[Flag, ...] = ()
    period_of_figure: str | None = None


class NotUnderstood(Exception):
    """A cell that says something we do not know; `code` is its kind in the catalogue of problems."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_NOT_NUMBERS = {Kind.FORMULA: "S14", Kind.ERROR: "V05", Kind.BOOL: "V15", Kind.DATE: "V15", Kind.TEXT: "V01"}


def number(cell: Cell | None) -> float:
    """The number a cell holds. Raises NotUnderstood for anything but a number of zero or more."""
    if cell is None:
        raise NotUnderstood("V11")
    if cell.formula:
        raise NotUnderstood("S14")  # a published table holds figures, not workings
    if cell.kind is not Kind.NUMBER:
        raise NotUnderstood(_NOT_NUMBERS[cell.kind])
    if cell.value < 0:
        raise NotUnderstood("V06")
    return cell.value


def read(cell: Cell | None, status: str) -> Value:
    """What a cell and the status word beside it say together.

    A reason goes with a marker, or with a 0 that the publisher typed for want of a figure; a number goes with no
    reason. Raises NotUnderstood where the status is unknown or the two disagree.
    """
    said = statuses.read(status, aliases={})
    if said is None:
        raise NotUnderstood("M04")
    if said.reason is None:
        return Value(number(cell), None, said.flags, said.period_of_figure)
    nought = cell is not None and cell.kind is Kind.NUMBER and cell.value == 0
    if nought or (cell is not None and cell.text in _MARKERS.get(said.reason, {"[x]"})):
        return Value(None, said.reason)
    raise NotUnderstood("V11" if cell is None else "M04")
