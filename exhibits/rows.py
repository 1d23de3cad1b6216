"""One authority's row in a comparison: its figure or its absence, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exhibits import words
from model.metrics import Metric
from model.observations import Flag, Observation, status


@dataclass(frozen=True)
class Row:
    """An authority with its figure (None where none is held) and the figures of the metrics shown beside it."""

    area: str
    figure: Observation | None
    beside: Mapping[str, Observation | None] = field(default_factory=dict)
    mine: bool = False

    @property
    def value(self) -> float | None:
        return None if self.figure is None else self.figure.value

    @property
    def status(self) -> str:
        """The status in words, also where nothing is held."""
        return words.NO_FIGURE if self.figure is None else status(self.figure)

    @property
    def where(self) -> str:
        """Return, sheet and cell the figure was read from."""
        return where_from(self.figure) if self.figure else ""

    @property
    def drawn(self) -> float | None:
        """The length to draw, if any: see `Observation.drawn`."""
        return None if self.figure is None else self.figure.drawn

    @property
    def mark(self) -> str:
        """How the value is drawn: plain, or as a status that must be seen."""
        flags = self.figure.flags if self.figure else ()
        if Flag.CARRIED_FORWARD in flags:
            return "carried_forward"
        filled = self.figure is not None and self.figure.key.coverage == "estimated"
        return "estimated" if Flag.ESTIMATED in flags or filled else ""

    def said(self, metric: Metric) -> str:
        """The value as read, or the small word that says why there is none to be drawn."""
        return self.status if self.drawn is None else words.number(self.drawn, metric)


def where_from(figure: Observation) -> str:
    """The cells a figure was read from: `R6 Table 1 D9 (parts F9, G9)`."""
    parts = ", ".join(part.partition("=")[2] for part in figure.cells.split(";") if part)
    return f"{figure.return_id} {figure.sheet} {figure.cell}" + (f" (parts {parts})" if parts else "")
