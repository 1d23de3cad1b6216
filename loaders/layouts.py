"""Layouts: how a family of workbooks is laid out, as data. A new family is a file in `data/layouts`, not an `if`."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from model import DATA, breakdowns, metrics
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
    """The tables of each bundled workbook, by the reference on its cover."""
    declared = declared_files.read(path)
    return {
        reference: tuple(_table(reference, each) for each in facts["table"]) for reference, facts in declared.items()
    }


def _table(reference: str, facts: dict[str, Any]) -> Table:
    facts = dict(facts)
    default = facts.pop("metric", "")
    values = {heading: _value_column(dict(parts), default) for heading, parts in facts.pop("values").items()}
    table = Table(**(facts | {"values": values, "notes_columns": tuple(facts.get("notes_columns", ()))}))
    for column in values.values():
        if column.metric not in metrics.metrics():
            raise WronglyDeclared(
                f"published.toml: “{reference}” names the metric “{column.metric}”, which is unknown."
            )
    if unknown := {*table.dimensions.values()} - {*breakdowns.dimensions()}:
        raise WronglyDeclared(f"published.toml: “{reference}” is split by “{min(unknown)}”, which is unknown.")
    return table


def _value_column(parts: dict[str, str], default: str) -> ValueColumn:
    return ValueColumn(parts.pop("metric", default), parts)
