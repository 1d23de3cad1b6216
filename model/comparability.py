"""Which figures of one authority may be joined in a line or a change, and the plain reason where they may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from model import areas, caveats, periods, sources
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


def stretches(
    figures: Sequence[Observation], held: Sequence[str], yearly: bool
) -> tuple[list[list[Observation]], list[Break]]:
    """Figures of one area in order of time -> the stretches that may each be a line, and the breaks between them.

    `held` are the periods any area has a figure for: a line does not run across one of them, nor, where figures are
    collected `yearly`, across a year that nobody has.
    """
    parts: list[list[Observation]] = []
    breaks: list[Break] = []
    for figure in figures:
        why = ""
        if parts:
            last = parts[-1][-1]
            why = why_apart(last, figure) or _skipped(last.key.period, figure.key.period, held, yearly)
        if parts and not why:
            parts[-1].append(figure)
            continue
        if why:
            breaks.append(Break(parts[-1][-1].key.period, figure.key.period, why))
        parts.append([figure])
    return parts, breaks


def _skipped(before: str, after: str, held: Sequence[str], yearly: bool) -> str:
    between = [each for each in held if periods.order(before) < periods.order(each) < periods.order(after)]
    if between:
        return f"no figure for {between[0]}"
    return "a year without figures" if yearly and periods.order(after) - periods.order(before) > 1.01 else ""
