"""One area's figures over time, as a line on one plot or a panel of its own draws them."""

from dataclasses import dataclass

from model.comparability import Break
from model.observations import Observation


@dataclass(frozen=True)
class Line:
    """One area's figures in order of time, in stretches that may each be joined, with the breaks between them."""

    area: str
    figures: tuple[Observation, ...]
    stretches: tuple[tuple[Observation, ...], ...]
    breaks: tuple[Break, ...]
