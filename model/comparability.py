"""Which figures of one authority may be joined in a line or a change, and the plain reason where they may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from model import areas, caveats, sources
from model.caveats import Caveat, Effect
from model.observations import REASON_WORDS, Flag, Observation


@dataclass(frozen=True)
class Break:
    """Two neighbouring periods whose figures may not be joined, and why."""

    before: str
    after: str
    why: str


def why_apart(earlier: Observation, later: Observation) -> str:
    """Why two figures of the same area, metric and breakdown may not be joined; empty where they may.

    They may where both have a value of their own, come from one series and one kind of coverage, and no caveat that
    prevents comparison stands between them or concerns either of them alone.
    """
    if earlier.key.series != later.key.series:
        return f"from {later.key.period} another collection: {sources.series()[later.key.series].short}"
    if earlier.key.coverage != later.key.coverage:
        return "two kinds of Scotland"
    for each in (earlier, later):
        if each.reason is not None:
            return f"{each.key.period} {REASON_WORDS[each.reason]}"
        if Flag.CARRIED_FORWARD in each.flags:
            return f"the {each.key.period} figure is an earlier year's"
        if alone := [caveat for caveat in _preventing(each) if _concerns_it_alone(caveat)]:
            return alone[0].short
    between = set(_preventing(earlier)) ^ set(_preventing(later))
    return min(caveat.short for caveat in between) if between else ""


def _preventing(figure: Observation) -> list[Caveat]:
    return [caveat for caveat in caveats.of_figure(figure) if caveat.effect is Effect.PREVENTS]


def _concerns_it_alone(caveat: Caveat) -> bool:
    """Whether a caveat is about some figures as such, rather than about where one stretch ends and another begins."""
    scope = caveat.scope
    return bool(scope.flags or scope.zero or (scope.areas and areas.SCOTLAND not in scope.areas))


def stretches(figures: Sequence[Observation]) -> tuple[list[list[Observation]], list[Break]]:
    """Figures of one area in order of time -> the stretches that may each be a line, and the breaks between them."""
    parts: list[list[Observation]] = []
    breaks: list[Break] = []
    for figure in figures:
        why = why_apart(parts[-1][-1], figure) if parts else ""
        if parts and not why:
            parts[-1].append(figure)
            continue
        if why:
            breaks.append(Break(parts[-1][-1].key.period, figure.key.period, why))
        parts.append([figure])
    return parts, breaks
