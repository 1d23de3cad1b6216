"""Metrics: what each figure counts, of whom, in which unit, and how far it may be used. Declared in `data/metrics`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from model import DATA, breakdowns, declared
from model.declared import WronglyDeclared

UNITS = {
    "people": "people",
    "staff": "staff",
    "teams": "teams",
    "authorities": "authorities",
    "percent": "percent",
    "per 1,000 people": "per 1,000 people",
    "per 1,000 people with SDS": "per 1,000 people with SDS",
    "GBP million": "£ million",
    "GBP": "£",
    "yes-partly-no": "yes, partly or no",
    "everywhere-some-nowhere": "everywhere, in some places or nowhere",
    "in-place": "fully, partly or not yet in place",
    "score 1 to 5": "mean score, 1 to 5",
}
ANSWERS = {  # units that are answers in words: what each of their numbers says
    "yes-partly-no": {1: "yes", 0.5: "partly", 0: "no"},
    "everywhere-some-nowhere": {1: "everywhere", 0.5: "in some places", 0: "nowhere"},
    "in-place": {1: "fully in place", 0.5: "partly in place", 0: "not yet in place"},
}
TOPICS = {
    "option_uptake": "Option uptake",
    "training": "Training",
    "outcomes": "Outcomes",
    "spend": "Spend",
    "context": "Context",
    "own": "Authorities' own measures",
}
OUTCOMES = {
    1: "Supported people have more choice and control",
    2: "Workers are confident and valued",
    3: "Commissioning is more flexible and responsive",
    4: "Systems are more widely understood, flexible and less complex",
}
DIRECTIONS = ("none", "more is better")
COLLECTED = ("yearly", "survey rounds", "once", "at a date")


@dataclass(frozen=True)
class Metric:
    """One metric as declared. `outcome` is the strategic outcome 1 to 4, or None for context; `compare` whether one
    authority's figures may be set beside another's at all."""

    id: str
    name: str
    question: str
    unit: str
    decimals: int
    counted: str
    of_whom: str
    topic: str
    direction: str
    sums: str
    collected: str
    breakdown: tuple[str, ...]
    optional: tuple[str, ...]
    disclosure: str
    hide_below: int
    round_to: int
    groups: tuple[str, ...]
    supplied: str
    definition: str
    caveat: str
    outcome: int | None = None
    numerator: str = ""
    denominator: str = ""
    beside: tuple[str, ...] = ()
    min_base: int = 0
    compare: bool = True

    @property
    def unit_words(self) -> str:
        return UNITS[self.unit]

    @property
    def answers(self) -> Mapping[float, str]:
        """The words that its numbers stand for; none where they are numbers."""
        return ANSWERS.get(self.unit, {})

    @property
    def at_a_date(self) -> bool:
        """Whether it is a state on one day, rather than of a year."""
        return self.collected == "at a date"

    @property
    def is_count(self) -> bool:
        """Whether it counts people, staff, teams or authorities: whole numbers, of which no share is known."""
        return self.unit in ("people", "staff", "teams", "authorities")

    @property
    def is_share(self) -> bool:
        """Whether the figure is a part of a whole, so that its axis runs from 0 to 100."""
        return self.unit == "percent"


@cache
def metrics(folder: Path = DATA / "metrics", caveats: Path = DATA / "caveats") -> dict[str, Metric]:
    """Every metric declared in a folder of TOML files, by id, in file and declared order.

    Raises WronglyDeclared where an entry lacks a key, has one too many, or names what does not exist; a caveat exists
    where a file in the folder `caveats` declares it.
    """
    found: dict[str, Metric] = {}
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for id_, facts in declared.read(path).items():
            if id_ in found:
                raise WronglyDeclared(f"{path.name}: metric “{id_}” is declared twice. Keep one of them.")
            found[id_] = _metric(id_, facts, path.name)
            files[id_] = path.name
    known_caveats = declared.ids(caveats)  # read as a file: the module of that name stands on this one
    for id_, each in found.items():
        at = f"{files[id_]}: metric “{id_}”"
        if unknown := set(each.beside) - set(found):
            raise WronglyDeclared(f"{at} is shown beside “{min(unknown)}”, which no file declares. Correct the name.")
        if each.caveat not in known_caveats:
            raise WronglyDeclared(f"{at} names the caveat “{each.caveat}”, which no file declares. Correct the name.")
    return found


def _metric(id_: str, facts: dict[str, Any], file: str) -> Metric:
    declared.check(f"{file}: metric “{id_}”", "metric", Metric, facts)
    lists = {key: tuple(value) for key, value in facts.items() if isinstance(value, list)}
    metric = Metric(id=id_, **(facts | lists))
    for key, value, allowed in (
        ("unit", metric.unit, UNITS),
        ("topic", metric.topic, TOPICS),
        ("outcome", metric.outcome, (*OUTCOMES, None)),
        ("direction", metric.direction, DIRECTIONS),
        ("collected", metric.collected, COLLECTED),
    ):
        if value not in allowed:
            raise WronglyDeclared(f"{file}: metric “{id_}” has {key} “{value}”. Use one of: {list(allowed)}.")
    if unknown := {*metric.breakdown, *metric.optional} - set(breakdowns.dimensions()):
        raise WronglyDeclared(f"{file}: metric “{id_}” is split by “{min(unknown)}”, which breakdowns.toml lacks.")
    return metric


def metric(id_: str) -> Metric:
    """The metric of an id; KeyError for any other."""
    return metrics()[id_]


def in_group(group: str) -> frozenset[str]:
    """The ids of the metrics that declare a group."""
    return frozenset(id_ for id_, each in metrics().items() if group in each.groups)


def to_compare(ids: Iterable[str]) -> list[str]:
    """Of some metrics, those of which one authority's figures may be set beside another's."""
    return [id_ for id_ in ids if metric(id_).compare]
