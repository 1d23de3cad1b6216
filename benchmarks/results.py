"""The table the benchmarks print: what was measured, beside what, against which budget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

HEAD = ("", "ours", "beside", "ratio", "budget", "within")


@dataclass(frozen=True)
class Line:
    """One measurement. `ratio` is held against `budget`; a line without a budget only reports."""

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    budget: float | None = None
    unit: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        shown = "" if self.ratio is None else f"{self.ratio:.2f}{self.unit}"
        allowed = "" if self.budget is None else f"{self.budget:g}{self.unit}"
        within = "" if self.budget is None else "yes" if self.ratio <= self.budget else "NO"
        return (self.what, self.ours, self.beside, shown, allowed, within)


def against(what: str, ours: Sequence[float], beside: Sequence[float], name: str, budget: float | None = None) -> Line:
    """Medians of two lists of seconds, measured side by side, and their ratio."""
    return ratio(what, median(ours), median(beside), name, budget)


def ratio(what: str, ours: float, beside: float, name: str, budget: float | None = None) -> Line:
    """Two figures in seconds and their ratio."""
    return Line(what, milliseconds(ours), f"{milliseconds(beside)} {name}", ours / beside, budget)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def table(lines: Iterable[Line]) -> str:
    """The lines in columns, as Markdown reads them too."""
    rows = [HEAD, *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows
    )
