"""Sources and series: who published what, when, under which licence; a series is one source under one definition."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model import DATA
from model import declared as declared_files

NEVER = "not applicable"  # what was never published


@dataclass(frozen=True)
class Source:
    """A publication. What is not established is said so, never left blank."""

    source_id: str
    publisher: str
    title: str
    published: str
    url: str
    licence: str
    statistics_status: str

    @property
    def citation(self) -> str:
        """Publisher, title and, where it was published, the date as one line."""
        said = f"{self.publisher}, {self.title}"
        return said if self.published == NEVER else f"{said}, published {self.published}"


@dataclass(frozen=True)
class Series:
    """One source under one definition; versions of a figure supersede one another only within it.

    `follows` is the series it took the place of, if any: shown before it over time, and never joined to it.
    """

    id: str
    name: str
    short: str
    source: str
    statistics: str
    about: str
    follows: str = ""


@cache
def sources(path: Path = DATA / "sources.csv") -> dict[str, Source]:
    """Every source, by id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["source_id"]: Source(**row) for row in csv.DictReader(file)}


@cache
def series(path: Path = DATA / "series.toml") -> dict[str, Series]:
    """Every series, by id, in declared order."""
    declared = declared_files.read(path)
    return {id_: Series(id=id_, **facts) for id_, facts in declared.items()}


def lineage(series_id: str) -> list[str]:
    """A series with those it followed, oldest first."""
    before = series()[series_id].follows
    return [*(lineage(before) if before else []), series_id]


def of_series(series_id: str) -> Source:
    """The source behind a series."""
    return sources()[series()[series_id].source]
