"""Layouts: how a family of workbooks is laid out, as data. A new family is a file in `data/layouts`, not an `if`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from model import DATA, breakdowns, metrics, sources
from model import declared as declared_files
from model.declared import WronglyDeclared


@dataclass(frozen=True)
class ValueColumn:
    """What the figures under one heading are: their metric and the part of the breakdown the heading gives."""

    metric: str
    breakdown: dict[str, str]


@dataclass(frozen=True)
class Table:
    """One table: the sheet it stands on and what each heading means. Headings, never coordinates."""

    sheet: str
    values: dict[str, ValueColumn]
    series: str = ""
    series_column: str = ""
    series_words: dict[str, str] = field(default_factory=dict)
    area_column: str = "Area"
    code_column: str = "Area code"
    period_column: str = "Financial year"
    dimensions: dict[str, str] = field(default_factory=dict)
    notes_columns: tuple[str, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """The headings of the columns that say what a row is about."""
        named = [self.code_column, self.area_column, self.period_column, *self.dimensions]
        return [*named, self.series_column] if self.series_column else named

    @property
    def headings(self) -> list[str]:
        """Every heading the table must have."""
        figures = [each for heading in self.values for each in (heading, status_heading(heading))]
        return [*self.labels, *figures, *self.parts.values(), *self.notes_columns]


@cache
def status_heading(heading: str) -> str:
    """The heading of the column that says the status of the figures under `heading`."""
    return f"{heading} status"


@cache
def published(path: Path = DATA / "layouts" / "published.toml") -> dict[str, tuple[Table, ...]]:
    """The tables of each bundled workbook, by the reference on its cover.

    Raises WronglyDeclared where a table names a series, a metric or a part of a breakdown that does not exist.
    """
    return {
        reference: tuple(_table(f"{path.name}: layout “{reference}”", each) for each in facts["table"])
        for reference, facts in declared_files.read(path).items()
    }


def _table(at: str, facts: dict[str, Any]) -> Table:
    facts = dict(facts)
    default = facts.pop("metric", "")
    values = {heading: _value_column(dict(parts), default) for heading, parts in facts.pop("values").items()}
    table = Table(**(facts | {"values": values, "notes_columns": tuple(facts.get("notes_columns", ()))}))
    for what, named, exist in _names(table):
        if unknown := set(named) - set(exist):
            said = f"names the {what} “{min(unknown, key=str)}” for sheet “{table.sheet}”"
            raise WronglyDeclared(f"{at} {said}, which no file declares. Correct the name.")
    return table


def _names(table: Table) -> Iterator[tuple[str, Collection[str], Collection[str]]]:
    """What a table names, and what there is of that kind: `("metric", {"sds_people"}, every metric)`."""
    series = [*table.series_words.values()] if table.series_column else [table.series]
    split = [(key, code) for column in table.values.values() for key, code in column.breakdown.items()]
    dimensions = breakdowns.dimensions()
    yield "series", series, sources.series()
    yield "metric", [column.metric for column in table.values.values()], metrics.metrics()
    yield "breakdown", [*table.dimensions.values(), *(key for key, _ in split)], dimensions
    for key, code in split:  # by now every key is known
        if dimensions[key].codes:  # without any, it is open: its words come with the return
            yield f"“{key}” code", [code], dimensions[key].codes


def _value_column(parts: dict[str, str], default: str) -> ValueColumn:
    return ValueColumn(parts.pop("metric", default), parts)
