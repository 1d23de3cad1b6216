"""Arithmetic that is true of SDS figures, asked of one return: options, parts, jumps, repeats, small numbers.

The rules and how often published figures keep them are in `data` of 2017/18 to 2020/21 (Public Health Scotland): each
option is within the total always, options add to more than the total in 120 of 122 authority-years, exclusive options
add up in 120 of 121; a change as large as is asked about here was 4 in 100 figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from loaders.answers import CARRIED, NOT_KNOWN, Answers
from loaders.problems import Problem, problem
from model import areas, breakdowns, metrics, periods
from model.observations import Flag, Key, Observation, Reason

ROUNDED, ROUNDED_EXCLUSIVE = 15, 10  # what rounding to 5 may move a sum of options by
FEWEST_ROUNDED, FEWEST_REPEATED, SMALLEST_REPEATED, FEWEST_ZERO = 10, 3, 10, 3
SMALL = frozenset(range(1, 5))
FEWEST_SCORED = 5
AGE_BANDS = frozenset(("0-17", "18-64", "65-74", "75-84", "85+"))  # together everyone
JUMPS = ((200, 2), (50, 3), (1, 10))  # from how many people on, how many times more or less is asked about
PARTS = {
    "staff_trained": "staff_eligible",
    "teams_replied": "teams_asked",
    "outcomes_met": "outcomes_reviewed",
    "training_covers": "staff_trained",
    "training_refreshed": "staff_trained",
}
_PEOPLE = ("people", "staff")

Place = tuple[str, str, str]  # area, period, breakdown
Held = Mapping[str, Mapping[Place, Observation]]  # by metric


def of(observations: Sequence[Observation]) -> list[Problem]:
    """Every question the figures of one return raise among themselves."""
    held = _by_metric(observations)
    counts = _counts(held)
    rounded = _all_rounded(counts)
    of_years = _of_years(counts)
    found = [*_options(held, rounded), *_exclusive(held, rounded), *_ages(held, rounded), *_parts(held)]
    found += [*_jumps(of_years), *_repeats(of_years)]
    found += [*_zeros(counts), *_small(held), *_given_away(held), *_scores(held), *_shares(held), *_crowded(counts)]
    if rounded:
        found.append(problem("A13"))
    return found


def as_answered(observations: Iterable[Observation], said: Answers) -> dict[Key, Observation]:
    """The figures that answers to these questions change: zeros that nobody knows, and a year carried forward."""
    counts = _counts(_by_metric(observations)) if said.given else {}
    found: dict[Key, Observation] = {}
    for telling, same, before in sorted(_repeated(_of_years(counts)), key=lambda each: periods.order(each[2])):
        if said.of("A10", telling[0].sheet, telling[0].cell) == CARRIED:
            found |= {each.key: _carried(each, _first_of(each, before, found)) for each in same}
    for figures in _all_zero(counts):
        if said.of("A14", figures[0].sheet, figures[0].cell) == NOT_KNOWN:
            found |= {each.key: replace(each, value=None, reason=Reason.NOT_AVAILABLE) for each in figures}
    return found


def _first_of(figure: Observation, before: str, found: Mapping[Key, Observation]) -> str:
    """The year a figure carried forward is of: that of the year before, which may itself have been carried forward."""
    earlier = found.get(figure.key._replace(period=before))
    return (earlier.period_of_figure if earlier is not None else None) or before


def _carried(figure: Observation, before: str) -> Observation:
    flags = dict.fromkeys((*figure.flags, Flag.CARRIED_FORWARD, Flag.ESTIMATED))
    return replace(figure, flags=tuple(flags), period_of_figure=before)


def _by_metric(observations: Iterable[Observation]) -> Held:
    found: dict[str, dict[Place, Observation]] = defaultdict(dict)
    for each in observations:
        if each.value is not None and each.value < 0:
            continue  # no figure that anything could be held against
        key = each.key
        found[key.metric][key.area, key.period, key.breakdown] = each
    return found


def _counts(held: Held) -> Held:
    """The figures with a value of the metrics that count people, staff or teams."""
    return {
        metric: {place: each for place, each in figures.items() if each.value is not None}
        for metric, figures in held.items()
        if metrics.metric(metric).is_count
    }


def _of_years(held: Held) -> Held:
    """The figures of financial years: one of a day, or of a month, is of no year before or after."""
    years = cache(periods.is_year)
    return {
        metric: {place: each for place, each in figures.items() if years(place[1])} for metric, figures in held.items()
    }


def _all_rounded(counts: Held) -> bool:
    figures = [each.value for of_metric in counts.values() for each in of_metric.values()]
    return len(figures) >= FEWEST_ROUNDED and all(each % 5 == 0 for each in figures)


def _split(figures: Mapping[Place, Observation]) -> Iterator[tuple[dict[str, Observation], str]]:
    """The figures of one metric by option, for every area, period and further split (such as an age)."""
    found: dict[tuple[str, str, str], dict[str, Observation]] = defaultdict(dict)
    for (area, period, split), each in figures.items():
        if parts := _option_and_rest(split):
            option, rest = parts
            found[area, period, rest][option] = each
    for (_, period, _), by_option in found.items():
        yield by_option, period


def _with_any_option(held: Held) -> dict[tuple[str, str], Observation]:
    """People with any option, by authority and period."""
    of_people = held.get("sds_people", {})
    return {(area, period): each for (area, period, split), each in of_people.items() if split == "option=any"}


@cache
def _option_and_rest(split: str) -> tuple[str, str] | None:
    """The option of a breakdown, and what else it is split by; None where it is not by option."""
    parts = breakdowns.split(split)
    if "option" not in parts:
        return None
    return parts["option"], breakdowns.join({key: code for key, code in parts.items() if key != "option"})


def _options(held: Held, rounded: bool) -> Iterator[Problem]:
    for by_option, _ in _split(held.get("sds_people", {})):
        any_ = by_option.get("any")
        if any_ is None or any_.value is None:
            continue
        parts = [by_option[code] for code in "1234" if code in by_option]
        for each in parts:
            if each.value is not None and each.value > any_.value:
                told = {"value": f"{each.value:,.0f}", "total": f"{any_.value:,.0f}"}
                yield problem("A03", each.sheet, each.cell, **told)
        if not {"1", "2", "3"} <= set(by_option) or any(each.value is None for each in parts):
            continue
        sum_ = sum(each.value for each in parts)
        told = {"sum": f"{sum_:,.0f}", "total": f"{any_.value:,.0f}", "missing": f"{any_.value - sum_:,.0f}"}
        if sum_ > any_.value:
            yield problem("A01", any_.sheet, any_.cell, **told)
        elif any_.value - sum_ > (ROUNDED if rounded else 0):
            yield problem("A02", any_.sheet, any_.cell, **told)


def _ages(held: Held, rounded: bool) -> Iterator[Problem]:
    """Everyone is of one age, so the people of all age bands add up to those of all ages."""
    of_people = held.get("sds_people", {})
    by_age: dict[tuple[str, str, str], dict[str, Observation]] = defaultdict(dict)
    for (area, period, split), each in of_people.items():
        if "age=" in split:
            parts = breakdowns.split(split)
            whole = breakdowns.join({name: code for name, code in parts.items() if name != "age"})
            by_age[area, period, whole][parts["age"]] = each
    for place, bands in by_age.items():
        whole = of_people.get(place)
        parts = [each.value for age, each in bands.items() if age in (*AGE_BANDS, "unknown")]
        if whole is None or not bands.keys() >= AGE_BANDS or None in (whole.value, *parts):
            continue
        if abs(sum(parts) - whole.value) > (ROUNDED if rounded else 0):
            told = {"total": f"{whole.value:,.0f}", "sum": f"{sum(parts):,.0f}"}
            yield problem("A05 ages", whole.sheet, whole.cell, **told)


def _exclusive(held: Held, rounded: bool) -> Iterator[Problem]:
    """People in one option only are each counted once, so they add up to the people with any option."""
    totals = _with_any_option(held)
    for by_option, period in _split(held.get("sds_people_one_option", {})):
        parts = [by_option.get(code) for code in ("1", "2", "3", "mixed")]
        if any(each is None or each.value is None for each in parts):
            continue
        whole = totals.get((parts[0].key.area, period))
        sum_ = sum(each.value for each in parts)
        if whole is None or whole.value is None or breakdowns.split(parts[0].key.breakdown).keys() != {"option"}:
            continue
        if abs(sum_ - whole.value) > (ROUNDED_EXCLUSIVE if rounded else 0):
            told = {"sum": f"{sum_:,.0f}", "total": f"{whole.value:,.0f}"}
            yield problem("A04", parts[0].sheet, parts[0].cell, **told)


def _parts(held: Held) -> Iterator[Problem]:
    for metric, of_whole in PARTS.items():
        wholes = held.get(of_whole, {})
        for (area, period, _), each in held.get(metric, {}).items():
            whole = wholes.get((area, period, ""))
            if whole is None or each.value is None or whole.value is None:
                continue
            if each.value > whole.value:
                told = {"part": f"{each.value:,.0f}", "whole": f"{whole.value:,.0f}"}
                yield problem("A06", each.sheet, each.cell, **told)


def _jumps(counts: Held) -> Iterator[Problem]:
    for figures in counts.values():
        for (area, period, split), each in figures.items():
            before = figures.get((area, _year_before(period), split))
            if before is not None and is_jump(before.value, each.value):
                yield problem("A09", each.sheet, each.cell, before=f"{before.value:,.0f}", value=f"{each.value:,.0f}")


def is_jump(before: float | None, now: float | None) -> bool:
    """Whether a count changed in a year by more than is likely for its size."""
    if before is None or before < JUMPS[-1][0] or now is None or now == before:
        return False  # less than one is no count, and asked about for that
    times = next(times for size, times in JUMPS if before >= size)
    if before >= JUMPS[1][0]:
        return now >= before * times or now * times <= before
    return now >= before * times and now >= 10


@cache
def _year_before(period: str) -> str:
    start = int(period[:4]) - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _repeats(counts: Held) -> Iterator[Problem]:
    for telling, _, before in _repeated(counts):
        first = telling[0]
        told = {"count": len(telling), "period": first.key.period, "before": before}
        yield problem("A10 return", first.sheet, first.cell, **told)


def _repeated(counts: Held) -> Iterator[tuple[list[Observation], list[Observation], str]]:
    """The telling figures of a year that all equal those of the year before, all that do, and that year: carried
    forward, or really the same?"""
    by_year: dict[tuple[str, str], dict[tuple[str, str], Observation]] = defaultdict(dict)
    for metric, of_metric in counts.items():
        for (area, period, split), each in of_metric.items():
            by_year[area, period][metric, split] = each
    for (area, period), figures in by_year.items():
        before = by_year.get((area, _year_before(period)), {})
        telling = {name: each for name, each in figures.items() if each.value >= SMALLEST_REPEATED}
        same = {name: each for name, each in figures.items() if name in before and before[name].value == each.value}
        if len(telling) >= FEWEST_REPEATED and telling.keys() <= same.keys():
            yield list(telling.values()), list(same.values()), _year_before(period)


def _zeros(counts: Held) -> Iterator[Problem]:
    for figures in _all_zero(counts):
        years = sorted({each.key.period for each in figures}, key=periods.order)
        told = {"period": " to ".join(dict.fromkeys((years[0], years[-1]))), "name": areas.name(figures[0].key.area)}
        yield problem("A14", figures[0].sheet, figures[0].cell, **told)


def _all_zero(counts: Held) -> Iterator[list[Observation]]:
    """A measure all of whose figures of one year are 0, or an option all of whose figures over the years are."""
    of_year: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    of_option: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for metric, of_metric in counts.items():
        for (area, period, split), each in of_metric.items():
            of_year[area, period, metric].append(each)
            if split:
                of_option[area, metric, split].append(each)
    for figures in (*of_option.values(), *of_year.values()):
        if len(figures) >= FEWEST_ZERO and not any(each.value for each in figures):
            yield figures


def _small(held: Held) -> Iterator[Problem]:
    for metric, figures in held.items():
        are_people = metrics.metric(metric).unit in _PEOPLE
        for each in figures.values():
            if are_people and each.value in SMALL:
                yield problem("D01", each.sheet, each.cell)
            if each.numerator in SMALL or each.denominator in SMALL:
                yield problem("D01", each.sheet, each.cell)


def _given_away(held: Held) -> Iterator[Problem]:
    """One hidden number among figures that add up to a total that is shown can be worked out."""
    totals = {place: each for place, each in _with_any_option(held).items() if each.value is not None}
    for by_option, period in _split(held.get("sds_people_one_option", {})):
        hidden = [each for each in by_option.values() if each.reason is Reason.SUPPRESSED]
        shown = [each for each in by_option.values() if each.value is not None]
        if len(hidden) == 1 and len(shown) == 3 and (hidden[0].key.area, period) in totals:
            yield problem("D07", hidden[0].sheet, hidden[0].cell)


def _scores(held: Held) -> Iterator[Problem]:
    for each in held.get("statement_score", {}).values():
        if each.value is None:
            continue
        if not 1 <= each.value <= 5:
            yield problem("V10", each.sheet, each.cell, typed=f"{each.value:g}")
        if each.base == 0:
            yield problem("A08", each.sheet, each.cell, typed=f"{each.value:g}")
        elif each.base is not None and each.base < FEWEST_SCORED:
            yield problem("D08", each.sheet, each.cell)


def _shares(held: Held) -> Iterator[Problem]:
    shares = (figures for metric, figures in held.items() if metrics.metric(metric).unit == "percent")
    for each in (each for figures in shares for each in figures.values()):
        if each.value is not None and each.value > 100 and each.numerator is None:
            yield problem("V09", each.sheet, each.cell, typed=f"{each.value:g}")


def _crowded(counts: Held) -> Iterator[Problem]:
    """More people than live in the authority (mid-2020 population, National Records of Scotland by way of the LGBF)."""
    living = {code: areas.population(code) for code in areas.codes()}
    people = (figures for metric, figures in counts.items() if metrics.metric(metric).unit == "people")
    for each in (each for figures in people for each in figures.values()):
        if each.value > living.get(each.key.area, each.value):
            told = {"typed": f"{each.value:,.0f}", "name": areas.name(each.key.area)}
            yield problem("V13", each.sheet, each.cell, **told)


def missing_years(found: Iterable[str]) -> list[str]:
    """The financial years left out of a run; a month, or a date's state, is none."""
    years = sorted({each for each in found if "/" in each}, key=periods.order)
    run, wanted = [], years[0] if years else ""
    while years and wanted != years[-1]:
        run.append(wanted)
        start = int(wanted[:4]) + 1
        wanted = f"{start}/{(start + 1) % 100:02d}"
    return [each for each in run if each not in years]
