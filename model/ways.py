"""Ways of looking at one area's figures: which breakdowns the published tables carry together. Declared in `data`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model import DATA, breakdowns, declared, metrics, sources
from model.declared import WronglyDeclared


@dataclass(frozen=True)
class Way:
    """One way of looking: its metrics (the first is shown unless another is asked for), split by rows and columns."""

    id: str
    name: str
    question: str
    metrics: tuple[str, ...]
    series: str
    rows: str
    columns: str


@cache
def ways(path: Path = DATA / "ways_of_looking.toml") -> dict[str, Way]:
    """Every way declared, by id. Raises WronglyDeclared where one names a metric, series or dimension that is not."""
    found = {}
    for id_, facts in declared.read(path).items():
        declared.check(f"{path.name}: the way of looking “{id_}”", "way of looking", Way, facts)
        way = Way(id=id_, **(facts | {"metrics": tuple(facts["metrics"])}))
        named = {
            "metric": (set(way.metrics), metrics.metrics()),
            "series": ({way.series}, sources.series()),
            "breakdown": ({way.rows, way.columns}, breakdowns.dimensions()),
        }
        for what, (names, exist) in named.items():
            if unknown := names - set(exist):
                raise WronglyDeclared(f"{path.name}: “{id_}” names the {what} “{min(unknown)}”, which does not exist.")
        found[id_] = way
    return found
