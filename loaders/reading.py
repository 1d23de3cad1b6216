"""What came of reading one file: observations, problems, and an account of every cell."""

from collections import Counter
from dataclasses import dataclass, field

from loaders.accounting import Fate
from loaders.problems import Problem, Severity
from loaders.seen import SeenSheet
from model.notes import Note
from model.observations import Observation


@dataclass(frozen=True)
class Reading:
    """The outcome of reading a file; `notes` are words that stand beside figures, `sheets` how it looks, unless
    it tells about individuals.

    Raises AssertionError where cells seen and cells accounted for differ.
    """

    observations: tuple[Observation, ...] = ()
    problems: tuple[Problem, ...] = ()
    cells: int = 0
    account: Counter[Fate] = field(default_factory=Counter)
    reference: str = ""
    notes: tuple[Note, ...] = ()
    sheets: tuple[SeenSheet, ...] = ()

    def __post_init__(self) -> None:
        if self.cells != self.account.total():
            raise AssertionError(f"{self.cells} cells seen, {self.account.total()} accounted for")

    @property
    def verdict(self) -> str:
        """`reject`, `ask` or `accept`: the strongest of its problems."""
        found = {problem.severity for problem in self.problems}
        if Severity.REJECT in found:
            return "reject"
        return "ask" if Severity.ASK in found else "accept"
