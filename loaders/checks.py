"""Arithmetic that is true of SDS figures -> questions where it does not hold, and where figures repeat or are all 0.

The rules and their tolerances were tried on the published figures of 2017/18 to 2020/21.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from loaders.problems import Problem, problem
from model import areas, metrics, periods
from model.observations import Observation

ROUNDING_OF_A_PERCENTAGE = 0.1
SMALLEST_TELLING_FIGURE = 10
FEWEST_TELLING_FIGURES = 3


def of(observations: Sequence[Observation]) -> list[Problem]:
    """Every question the figures of one file raise among themselves."""
    return [*_percentages(observations), *_repeats(observations), *_all_zero(observations)]


def _percentages(observations: Iterable[Observation]) -> Iterator[Problem]:
    for each in observations:
        if each.value is None or metrics.metric(each.key.metric).unit != "percent":
            continue
        if each.value > 100:
            yield problem("V09", each.sheet, each.cell, typed=each.value)
        if each.numerator is not None and each.denominator:
            worked_out = 100 * each.numerator / each.denominator
            parts = {"part": f"{each.numerator:,.0f}", "whole": f"{each.denominator:,.0f}"}
            if each.numerator > each.denominator:
                yield problem("A06", each.sheet, each.cell, **parts)
            elif abs(worked_out - each.value) > ROUNDING_OF_A_PERCENTAGE:
                told = {"typed": each.value, "worked_out": f"{worked_out:.1f}"}
                yield problem("A07", each.sheet, each.cell, **parts, **told)


def _by_period(observations: Iterable[Observation]) -> dict[tuple, dict[str, list[Observation]]]:
    """Counts with a value (rates repeat for other reasons), by series, area, coverage and metric, then by period."""
    found: dict[tuple, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for each in observations:
        if each.value is not None and metrics.metric(each.key.metric).is_count:
            key = each.key
            found[key.series, key.area, key.coverage, key.metric][key.period].append(each)
    return found


def _repeats(observations: Iterable[Observation]) -> Iterator[Problem]:
    """A period whose telling figures all equal those of the period before: carried forward, or really the same?"""
    for (_, area, _, _), by_period in _by_period(observations).items():
        ordered = sorted(by_period, key=periods.order)
        for before, now in zip(ordered, ordered[1:], strict=False):
            earlier = {each.key.breakdown: each.value for each in by_period[before]}
            telling = [each for each in by_period[now] if each.value >= SMALLEST_TELLING_FIGURE]
            same = len(telling) >= FEWEST_TELLING_FIGURES and all(
                earlier.get(each.key.breakdown) == each.value for each in telling
            )
            if same:
                first, name = telling[0], areas.name(area)
                told = {"count": len(telling), "name": name, "period": now, "before": before}
                yield problem("A10", first.sheet, first.cell, **told)


def _all_zero(observations: Iterable[Observation]) -> Iterator[Problem]:
    for (_, area, _, _), by_period in _by_period(observations).items():
        for period, figures in by_period.items():
            if len(figures) >= FEWEST_TELLING_FIGURES and not any(each.value for each in figures):
                first = figures[0]
                yield problem("A14", first.sheet, first.cell, period=period, name=areas.name(area))
