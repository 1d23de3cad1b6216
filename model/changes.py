"""The change of a figure since the period before, where one may be worked out, and the plain reason where not."""

from collections.abc import Sequence
from dataclasses import dataclass

from model import metrics, periods
from model.comparability import stretches
from model.observations import Flag, Observation

FEWEST_PEOPLE = 20  # a change between smaller counts, each rounded to 5, would be mostly rounding (law 8)


@dataclass(frozen=True)
class Change:
    """The later figure less the earlier, in the metric's unit; `why_not` says why there is no `value`."""

    since: str
    value: float | None
    why_not: str = ""


def since_the_period_before(history: Sequence[Observation], held: Sequence[str]) -> Change | None:
    """The change from the last period but one to the last, of one area, metric and breakdown; None where one is held.

    `history` is in order of time; `held` are the periods in which any area has a figure.
    """
    if len(history) < 2:
        return None
    earlier, later = history[-2:]
    yearly = metrics.metric(later.key.metric).collected == "yearly"
    between = stretches([earlier, later], sorted(held, key=periods.order), yearly)[1]
    why = between[0].why if between else _says_nothing(earlier, later)
    if why:
        return Change(earlier.key.period, None, why)
    return Change(earlier.key.period, later.value - earlier.value)


def _says_nothing(earlier: Observation, later: Observation) -> str:
    """Why a difference between two figures that may be joined would still say nothing."""
    metric = metrics.metric(later.key.metric)
    if estimated := [each for each in (earlier, later) if Flag.ESTIMATED in each.flags]:
        return f"the {estimated[0].key.period} figure is estimated"
    if metric.supplied == "estimated by survey" and None in (earlier.base, later.base):
        return "a survey estimate, and how many answered is not held"
    counts = [earlier.value, later.value] if metric.is_count else []
    if metric.hide_below:  # its parts are people
        counts += [part for each in (earlier, later) for part in (each.numerator, each.denominator) if part is not None]
    if counts and min(counts) < FEWEST_PEOPLE:
        return "a count is under 20"
    return ""
