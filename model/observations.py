"""An observation: one figure with all that identifies it, or its absence with the reason. There is no blank."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

RETURNS = "returns"  # the series of what authorities send, beside the published ones


class Reason(StrEnum):
    """Why there is no value."""

    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_SUPPLIED = "not_supplied"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    LOW = "low"
    BLANK = "blank"
    UNCLEAR = "unclear"


class Flag(StrEnum):
    """What qualifies a value."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    BREAK = "break"
    LOW_RELIABILITY = "low_reliability"
    FORECAST = "forecast"
    CARRIED_FORWARD = "carried_forward"
    ZERO_MAY_BE_UNRECORDED = "zero_may_be_unrecorded"


REASON_WORDS = {
    Reason.SUPPRESSED: "hidden to protect people",
    Reason.NOT_AVAILABLE: "not available",
    Reason.NOT_SUPPLIED: "not supplied",
    Reason.NOT_COLLECTED: "not collected",
    Reason.NOT_APPLICABLE: "not applicable",
    Reason.LOW: "rounds to zero, is not zero",
    Reason.BLANK: "left blank",
    Reason.UNCLEAR: "unclear",
}
FLAG_WORDS = {
    Flag.PROVISIONAL: "provisional",
    Flag.REVISED: "revised",
    Flag.ESTIMATED: "estimated",
    Flag.BREAK: "break in series",
    Flag.LOW_RELIABILITY: "low reliability",
    Flag.FORECAST: "forecast",
    Flag.CARRIED_FORWARD: "carried forward",
    Flag.ZERO_MAY_BE_UNRECORDED: "0 may mean not recorded",
}


class Key(NamedTuple):
    """What identifies a figure. Two figures with the same key are versions of one another."""

    series: str
    area: str
    coverage: str
    period: str
    metric: str
    breakdown: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure: key, value (or reason), parts, flags, and the cell it was read from.

    `value`, `numerator`, `denominator` and `base` are in the metric's unit and parts; `cells` says where each part
    stands (`numerator=E9`); `period_of_figure` is set where the figure is an earlier period's.
    Raises ValueError when there is neither value nor reason, or both.
    """

    key: Key
    value: float | None
    reason: Reason | None = None
    flags: tuple[Flag, ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    base: float | None = None
    period_of_figure: str | None = None
    sheet: str = ""
    cell: str = ""
    cells: str = ""
    as_typed: str = ""
    return_id: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError(f"{self.key}: a figure is a value, or an absence with a reason, and never both")

    @property
    def carried_forward(self) -> bool:
        return Flag.CARRIED_FORWARD in self.flags

    @property
    def drawn(self) -> float | None:
        """What a chart draws: nothing where there is no value, nor where a 0 may mean that nothing was recorded."""
        return None if Flag.ZERO_MAY_BE_UNRECORDED in self.flags else self.value

    @property
    def as_returned(self) -> bool:
        """A value that is this period's own, neither carried forward nor estimated."""
        return self.value is not None and not {Flag.CARRIED_FORWARD, Flag.ESTIMATED} & set(self.flags)


def status(observation: Observation) -> str:
    """An observation's status in words: `as published`, `carried forward from 2018/19`, `not available`.

    What an authority sent was never published: it is `as returned`.
    """
    if observation.reason is not None:
        return REASON_WORDS[observation.reason]
    if not observation.flags:
        return "as returned" if observation.key.series == RETURNS else "as published"
    return "; ".join(_flag_words(flag, observation) for flag in observation.flags)


def _flag_words(flag: Flag, observation: Observation) -> str:
    words = FLAG_WORDS[flag]
    if flag is Flag.CARRIED_FORWARD and observation.period_of_figure:
        return f"{words} from {observation.period_of_figure}"
    return words
