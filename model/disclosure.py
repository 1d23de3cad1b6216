"""Small numbers do not leave: what a figure from a return becomes before anyone but its sender sees it (law 8).

Counts of people or staff from 1 to 4 are hidden, other counts of people rounded to 5, rates worked out from rounded
parts, means of few people hidden. The thresholds are settings of the metric. Published figures are as published.

Where figures add up to another that is shown, a hidden one could be worked out by subtraction: rounding blurs that, and
where it does not blur it enough, another is hidden as well.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil, inf

from model import areas, breakdowns, metrics
from model.metrics import Metric
from model.observations import Key, Observation, Reason
from model.returns import SERIES

HIDDEN = "[c]"
FEWEST_ON_AN_ISLAND = 10  # people behind a mean, in the three island authorities
FEWEST_VALUES = 3  # that a hidden count must be able to have, for all that is shown
ADDING_UP = ("sds_people", "sds_people_one_option")  # the metrics whose figures are parts and totals of one another
_OPTIONS = frozenset(("1", "2", "3"))  # and 4 for who has several
_EACH_ONCE = frozenset(("1", "2", "3", "mixed"))  # people in one option only, and all others with any
_AGES = frozenset(("0-17", "18-64", "65-74", "75-84", "85+"))  # with those of unknown age, everybody once
_NUMBER_FIRST = re.compile(r"[^\w<≤\[]*\d")  # as in 3, (3) or £3, not as in <5 or [c]

_Range = tuple[float, float]  # the least and the greatest whole number that a figure may be, for all that is shown


def protected(figure: Observation) -> Observation:
    """A figure as it may leave the ledger; the same object where nothing about it needs hiding or rounding."""
    parts = (figure.numerator, figure.denominator, figure.base)
    if figure.key.series != SERIES:
        return figure
    if figure.value is None and parts == (None, None, None):
        return _without_a_number(figure)
    metric = metrics.metric(figure.key.metric)
    if metric.unit == "score 1 to 5":
        return _hidden(figure) if _few(figure, metric) else figure
    if metric.hide_below and any(_small(each, metric) for each in (*parts, _count(figure, metric))):
        return _hidden(figure)
    return _rounded(figure, metric) if metric.round_to else figure


def _count(figure: Observation, metric: Metric) -> float | None:
    return figure.value if metric.unit in ("people", "staff", "GBP") else None


def _small(value: float | None, metric: Metric) -> bool:
    return value is not None and 0 < value < metric.hide_below


def _few(figure: Observation, metric: Metric) -> bool:
    island = areas.authority(figure.key.area).island
    fewest = max(metric.min_base, FEWEST_ON_AN_ISLAND if island else 0)
    return figure.base is not None and figure.base < fewest


def _without_a_number(figure: Observation) -> Observation:
    """An absence without the number that was typed all the same, such as a 3 whose status says “not available”."""
    if not _NUMBER_FIRST.match(figure.as_typed):
        return figure
    return replace(figure, as_typed=HIDDEN if figure.reason is Reason.SUPPRESSED else "")


def _hidden(figure: Observation) -> Observation:
    nothing = {"value": None, "numerator": None, "denominator": None, "base": None}
    return replace(figure, **nothing, reason=Reason.SUPPRESSED, as_typed=HIDDEN)


def _rounded(figure: Observation, metric: Metric) -> Observation:
    numerator, denominator, base = (
        _to(each, metric.round_to) for each in (figure.numerator, figure.denominator, figure.base)
    )
    value = figure.value
    if metric.unit != "percent":
        value = _to(value, metric.round_to)
    elif value is not None and numerator is not None and denominator:
        value = 100 * numerator / denominator
    rounded = {"value": value, "numerator": numerator, "denominator": denominator, "base": base}
    if all(getattr(figure, name) == number for name, number in rounded.items()):
        return figure
    typed = figure.as_typed if value is None else f"{value:.1f}" if metric.unit == "percent" else f"{value:.15g}"
    return replace(figure, **rounded, as_typed=typed)


def _to(value: float | None, step: int) -> float | None:
    """A count to the nearest multiple, halves up: 12.5 is 15."""
    return None if value is None else float(step * int(value / step + 0.5))


# Figures that add up


def adds_up(key: Key) -> bool:
    """Whether a figure of a return may be a part, or the total, of others."""
    return key.series == SERIES and key.metric in ADDING_UP


def protected_together(figures: Iterable[Observation], among: Iterable[Observation] = ()) -> list[Observation]:
    """Exact figures as they may leave the ledger, also where subtraction would reveal what is hidden.

    `among` are exact figures of the same areas and periods (of the metrics ADDING_UP) that are not asked for: who asks
    for a part alone may ask for its total next, and what is hidden must not depend on the question.

    Of parts that add up to a total that is shown, each hidden one must be able to have at least three values for all
    that is shown: totals and parts as rounded, nobody as 0, a hidden count from 1 to 4. Where it has fewer, the part
    shown as the smallest is hidden too, and so on, at last the total. This is complementary cell suppression with the
    audit of feasibility intervals that the Handbook on Statistical Disclosure Control (Hundepool and others, 2010)
    describes for tables; three values, rather than a width, because the counts to protect have only four. What is
    picked depends only on what is shown. Where the total itself is hidden there is nothing to subtract from.
    """
    asked = list(figures)
    adding_up = (each for each in (*among, *asked) if adds_up(each.key))
    hidden = _hidden_as_well({each.key: each for each in sorted(adding_up, key=lambda each: each.key)})
    return [_hidden(each) if each.key in hidden else protected(each) for each in asked]


def _hidden_as_well(exact: Mapping[Key, Observation]) -> set[Key]:
    """The figures that are not small, and are hidden for the sake of one that is."""
    small = [key for key, each in exact.items() if _is_hidden(each)]
    families = {family: [] for key in small for family in _families_of(key)}
    for key in exact if families else ():
        for family in families.keys() & _families_of(key):
            families[family].append(key)
    hidden: set[Key] = set()
    for (kind, total), parts in sorted(families.items()):
        while total in exact and (more := _next_to_hide(exact, hidden, _Family(kind, total, parts))):
            hidden |= {more, *(each for each in _twins(more) if each in exact and protected(exact[each]).value)}
    return hidden


@dataclass(frozen=True)
class _Family:
    """A total and the figures that add up to it: split by `age`, by the `one` option people have, or by `options` of
    which they may have several."""

    kind: str
    total: Key
    parts: list[Key]

    @property
    def is_whole(self) -> bool:
        """Whether nobody of the total is missing from the parts."""
        needed = {"age": _AGES, "one": _EACH_ONCE, "options": _OPTIONS}[self.kind]
        return needed <= {_code(each, "age" if self.kind == "age" else "option") for each in self.parts}


def _code(key: Key, dimension: str) -> str:
    return breakdowns.split(key.breakdown).get(dimension, "")


def _with(key: Key, metric: str, option: str) -> Key:
    """The same people's figure of another metric or option."""
    split = breakdowns.split(key.breakdown) | {"option": option}
    return key._replace(metric=metric, breakdown=breakdowns.join(split))


def _families_of(key: Key) -> set[tuple[str, Key]]:
    """What a figure is a part of, as kind of family and total: people of one age of all ages, people in one option
    only, or with an option, of people with any."""
    split, found = breakdowns.split(key.breakdown), set()
    if "age" in split:
        rest = breakdowns.join({name: code for name, code in split.items() if name != "age"})
        found.add(("age", key._replace(breakdown=rest)))
    one_only = key.metric == ADDING_UP[1]
    if split.get("option") in (_EACH_ONCE if one_only else {*_OPTIONS, "4"}):
        found.add(("one" if one_only else "options", _with(key, ADDING_UP[0], "any")))
    return found


def _twins(key: Key) -> list[Key]:
    """What says nearly the same as a figure: where nobody has two options, Option 1 alone and Option 1 are one."""
    code, one_only = _code(key, "option"), key.metric == ADDING_UP[1]
    if code in ("", "any"):
        return []
    other = {"mixed": "4", "4": "mixed"}.get(code, code)
    return [_with(key, ADDING_UP[0] if one_only else ADDING_UP[1], other)]


def _next_to_hide(exact: Mapping[Key, Observation], hidden: set[Key], family: _Family) -> Key | None:
    """The next figure of a family to hide; none where each hidden count may have enough values."""
    total = family.total
    if total in hidden or not _is_shown(exact[total]):
        return None
    parts, (low, high) = _adding_up(exact, hidden, family)
    small = [key for key in parts if key not in hidden and _is_hidden(exact[key])]
    if not small:
        return None
    ranges = {key: _range(exact[key], key in hidden) for key in parts}
    least = sum(each[0] for each in ranges.values())
    most = sum(each[1] for each in ranges.values()) if family.is_whole else inf
    if all(_values(ranges[key], low - (most - ranges[key][1]), high - (least - ranges[key][0])) for key in small):
        return None
    shown = [key for key in parts if key not in hidden and _is_shown(exact[key]) and ranges[key][1]]
    return min(shown, key=lambda key: protected(exact[key]).value, default=total)


def _adding_up(exact: Mapping[Key, Observation], hidden: set[Key], family: _Family) -> tuple[list[Key], _Range]:
    """The parts of a family that add up, and what a reader knows of their sum.

    Who has several options is counted under each of two or three, and once under Option 4: Options 1 to 3 add up to all
    people and once or twice those of Option 4. Where the sender counted everybody once, all four add up to all people.
    """
    low, high = _range(exact[family.total])
    if family.kind != "options":
        return family.parts, (low, high)
    values = [exact[key].value for key in family.parts]
    if None not in values and sum(values) == exact[family.total].value:
        return family.parts, (low, high)
    several = _with(family.total, ADDING_UP[0], "4")
    fewest, most = _range(exact[several], several in hidden) if several in exact else (0, inf)
    return [key for key in family.parts if key != several], (low + fewest, high + 2 * most)


def _values(own: _Range, low: float, high: float) -> bool:
    """Whether a hidden count may have enough values within its own range and what subtraction leaves it. Where it
    leaves none, the figures do not add up (their sender was asked) and say nothing of it."""
    return not 0 < min(own[1], high) - max(own[0], low) + 1 < FEWEST_VALUES


def _is_hidden(figure: Observation) -> bool:
    return protected(figure).reason is Reason.SUPPRESSED


def _is_shown(figure: Observation) -> bool:
    return protected(figure).value is not None


def _range(figure: Observation, hidden_as_well: bool = False) -> _Range:
    """What a reader knows of a figure: hidden, rounded, nobody, or nothing at all where it is absent."""
    metric, shown = metrics.metric(figure.key.metric), protected(figure)
    if hidden_as_well:
        return metric.hide_below, inf
    if shown.reason is Reason.SUPPRESSED:
        return 1, metric.hide_below - 1
    if shown.value is None:
        return 0, inf
    if shown.value == 0:
        return 0, 0
    least, most = ceil(shown.value - metric.round_to / 2), ceil(shown.value + metric.round_to / 2) - 1
    return max(metric.hide_below, least), most
