"""Caveats: what must be said beside a figure, with a scope a machine can hold. Declared in `data/caveats`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from model import DATA, areas, breakdowns, declared, metrics, periods, sources
from model.declared import WronglyDeclared
from model.observations import Flag, Key, Observation

LONGEST_SHORT = 110
USES = (  # what an exhibit may do with figures that calls for a caveat of its own
    *("family_groups", "family_middle", "order_by_value", "deprivation", "urban_rural"),
    *("coverage", "change", "spend_beside_people"),
)


class Effect(StrEnum):
    """What a caveat does to a comparison."""

    PREVENTS = "prevents"
    QUALIFIES = "qualifies"
    INFORMS = "informs"


EFFECT_WORDS = {
    Effect.PREVENTS: "Do not compare across this",
    Effect.QUALIFIES: "Compare with care",
    Effect.INFORMS: "Good to know",
}


@dataclass(frozen=True)
class Scope:
    """Where a caveat applies. A part left empty applies to all; `outside` says what the dashboard does not hold."""

    metrics: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    period_from: str = ""
    period_to: str = ""
    breakdown: tuple[tuple[str, frozenset[str]], ...] = ()
    flags: frozenset[str] = frozenset()
    zero: bool = False
    uses: frozenset[str] = frozenset()
    outside: str = ""

    def holds(self, figure: Observation) -> bool:
        """Whether a figure is in scope by what identifies it and by what it is."""
        return (
            not self.outside
            and not self.uses
            and self.identifies(figure.key)
            and (not self.flags or not self.flags.isdisjoint(figure.flags))
            and (not self.zero or figure.value == 0)
        )

    def identifies(self, key: Key) -> bool:
        """Whether a figure's identity is in scope, whatever its value."""
        return (
            (not self.metrics or key.metric in self.metrics)
            and (not self.series or key.series in self.series)
            and (not self.areas or key.area in self.areas)
            and self._covers(key.period)
            and all(breakdowns.split(key.breakdown).get(part) in codes for part, codes in self.breakdown)
        )

    def _covers(self, period: str) -> bool:
        if self.periods and period not in self.periods:
            return False
        if self.period_from and periods.order(period) < periods.order(self.period_from):
            return False
        return not (self.period_to and periods.order(period) > periods.order(self.period_to))


@dataclass(frozen=True)
class Caveat:
    """One caveat: a line for beside the chart, the full text, its effect on comparison, who says so and where."""

    id: str
    short: str
    full: str
    effect: Effect
    source: str
    said_by: str
    said_on: str
    about: str
    scope: Scope

    @property
    def citation(self) -> str:
        """Who says so, when and where, as one line."""
        said = f"{self.said_by}, {self.said_on}" if self.said_on else self.said_by
        return said if self.source == "house" else f"{said}. {sources.sources()[self.source].title}"


@cache
def caveats(folder: Path = DATA / "caveats") -> dict[str, Caveat]:
    """Every caveat declared in a folder of TOML files, by id.

    Raises WronglyDeclared where an entry lacks a key, is too long, or its scope names what does not exist.
    """
    found: dict[str, Caveat] = {}
    for path in sorted(folder.glob("*.toml")):
        for id_, facts in declared.read(path).items():
            if id_ in found:
                raise WronglyDeclared(f"{path.name}: caveat “{id_}” is declared twice. Keep one of them.")
            found[id_] = _caveat(id_, facts, path.name)
    return found


def _caveat(id_: str, facts: dict[str, Any], file: str) -> Caveat:
    at = f"{file}: caveat “{id_}”"
    declared.check(at, "caveat", Caveat, facts)
    if facts["effect"] not in list(Effect):
        raise WronglyDeclared(f"{at} has effect “{facts['effect']}”. Use one of: {[each.value for each in Effect]}.")
    caveat = Caveat(id=id_, **(facts | {"effect": Effect(facts["effect"]), "scope": _scope(facts["scope"], at)}))
    if len(caveat.short) > LONGEST_SHORT:
        raise WronglyDeclared(f"{at}: its short text has {len(caveat.short)} characters; at most {LONGEST_SHORT}.")
    if caveat.source not in sources.sources():
        raise WronglyDeclared(f"{at} cites “{caveat.source}”, which sources.csv does not have.")
    return caveat


def _scope(facts: dict[str, Any], at: str) -> Scope:
    declared.check(f"{at}: its scope", "scope", Scope, facts)
    if not any(facts.values()):
        raise WronglyDeclared(f"{at} has no scope. Say at least which metrics it concerns.")
    held = {key: frozenset(value) for key, value in facts.items() if isinstance(value, list)}
    held["metrics"] = _metric_ids(facts.get("metrics", ()), at)
    held["areas"] = _area_codes(facts.get("areas", ()))
    held["breakdown"] = tuple((key, frozenset(codes)) for key, codes in facts.get("breakdown", {}).items())
    scope = Scope(**(facts | held))
    _check(scope, at)
    return scope


def _metric_ids(names: Iterable[str], at: str) -> frozenset[str]:
    ids: set[str] = set()
    for each in names:
        members = metrics.in_group(each[1:]) if each.startswith("@") else {each} & set(metrics.metrics())
        if not members:
            raise WronglyDeclared(f"{at}: “{each}” is not a metric or a group of metrics.")
        ids |= members
    return frozenset(ids)


def _area_codes(names: Iterable[str]) -> frozenset[str]:
    codes: set[str] = set()
    for each in names:
        codes |= set(areas.codes()) if each == "authorities" else {areas.SCOTLAND} if each == "Scotland" else {each}
    return frozenset(codes)


def _check(scope: Scope, at: str) -> None:
    for what, named, exist in (
        ("series", scope.series, sources.series()),
        ("area", scope.areas, {*areas.codes(), areas.SCOTLAND}),
        ("flag", scope.flags, {*Flag}),
        ("breakdown", {key for key, _ in scope.breakdown}, breakdowns.dimensions()),
        ("use", scope.uses, USES),
        *(
            (key, codes, breakdowns.dimensions()[key].codes)
            for key, codes in scope.breakdown
            if key in breakdowns.dimensions()
        ),
    ):
        if unknown := set(named) - set(exist):
            raise WronglyDeclared(f"{at}: its scope names the {what} “{min(unknown)}”, which does not exist.")
    for period in (*scope.periods, scope.period_from, scope.period_to):
        if period and not periods.known(period):
            raise WronglyDeclared(f"{at}: “{period}” is not a period.")
    first, last = scope.period_from, scope.period_to
    if first and last and periods.order(first) > periods.order(last):
        raise WronglyDeclared(f"{at} runs from {first} to {last}, which is earlier. Turn the two round.")


@cache
def _candidates(metric: str, series: str) -> tuple[Caveat, ...]:
    return tuple(
        caveat
        for caveat in caveats().values()
        if not (caveat.scope.uses or caveat.scope.outside)
        and (not caveat.scope.metrics or metric in caveat.scope.metrics)
        and (not caveat.scope.series or series in caveat.scope.series)
    )


def of_figure(figure: Observation) -> tuple[Caveat, ...]:
    """Every caveat that applies to one figure, in declared order."""
    return tuple(caveat for caveat in _candidates(figure.key.metric, figure.key.series) if caveat.scope.holds(figure))


def of_series(series: str, metric_ids: Iterable[str]) -> tuple[Caveat, ...]:
    """Every caveat that concerns any part of a series that holds the given metrics; strongest effect first."""
    held = frozenset(metric_ids)
    found = [
        caveat
        for caveat in caveats().values()
        if not (caveat.scope.uses or caveat.scope.outside)
        and (not caveat.scope.series or series in caveat.scope.series)
        and (not caveat.scope.metrics or caveat.scope.metrics & held)
    ]
    return tuple(sorted(found, key=lambda caveat: (list(Effect).index(caveat.effect), caveat.id)))


def outside() -> tuple[Caveat, ...]:
    """The caveats about figures this dashboard does not hold."""
    return tuple(caveat for caveat in caveats().values() if caveat.scope.outside)


def of_absence(key: Key) -> tuple[Caveat, ...]:
    """Every caveat that concerns a figure of which nothing is held: it may say why."""
    return tuple(
        caveat
        for caveat in _candidates(key.metric, key.series)
        if not (caveat.scope.flags or caveat.scope.zero) and caveat.scope.identifies(key)
    )


def of_figures(
    figures: Iterable[Observation], uses: Iterable[str] = (), first: str = "", without: Iterable[Key] = ()
) -> tuple[Caveat, ...]:
    """Every caveat that applies to any of the figures, to those `without` one, or to what the exhibit uses.

    Those of the metric `first` come before those of others; strongest effect first, and within it those about few
    areas or some figures only.
    """
    asked = frozenset(uses)
    shown = list(figures)
    absent = list(without)
    keys = [*(figure.key for figure in shown), *absent]
    found = {caveat.id: caveat for figure in shown for caveat in of_figure(figure)}
    found |= {caveat.id: caveat for key in absent for caveat in of_absence(key)}
    found |= {
        caveat.id: caveat
        for caveat in caveats().values()
        if caveat.scope.uses & asked and any(map(caveat.scope.identifies, keys))
    }

    def strength(caveat: Caveat) -> tuple[bool, int, bool, str]:
        scope = caveat.scope
        elsewhere = bool(first and scope.metrics and first not in scope.metrics)
        general = not (0 < len(scope.areas) < len(areas.codes()) or scope.flags or scope.uses)
        return elsewhere, list(Effect).index(caveat.effect), general, caveat.id

    return tuple(sorted(found.values(), key=strength))
