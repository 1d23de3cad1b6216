"""Questions about the figures that count: which, how many, of how many areas; and every version of one figure."""

from collections.abc import Iterable

from sqlalchemy import Connection, Integer, Select, cast, func, select

from ledger.counting import counting
from ledger.records import Held, display_id, number_of
from ledger.shape import KEY, current_figures, figures, returns
from model.observations import Flag, Key, Observation, Reason


def row(each: Observation) -> dict[str, object]:
    """An observation as a row, without its return."""
    return each.key._asdict() | {
        "value": each.value,
        "numerator": each.numerator,
        "denominator": each.denominator,
        "base": each.base,
        "reason": each.reason,
        "flags": ";".join(each.flags),
        "period_of_figure": each.period_of_figure,
        "sheet": each.sheet,
        "cell": each.cell,
        "cells": each.cells,
        "as_typed": each.as_typed,
    }


def observation(row: object) -> Observation:
    """A row as an observation."""
    return Observation(
        key=Key(row.series, row.area, row.coverage, row.period, row.metric, row.breakdown),
        value=row.value,
        reason=Reason(row.reason) if row.reason else None,
        flags=tuple(Flag(flag) for flag in row.flags.split(";")) if row.flags else (),
        numerator=row.numerator,
        denominator=row.denominator,
        base=row.base,
        period_of_figure=row.period_of_figure,
        sheet=row.sheet,
        cell=row.cell,
        cells=row.cells,
        as_typed=row.as_typed,
        return_id=display_id(row.return_id),
    )


def current(connection: Connection, wanted: dict[str, str | Iterable[str]]) -> list[Observation]:
    """The current figures whose key parts are as wanted, exact, in order of their keys."""
    asked = _current().order_by(*(current_figures.c[name] for name in KEY))
    for name, value in wanted.items():
        column = current_figures.c[name]
        asked = asked.where(column == value if isinstance(value, str) else column.in_(list(value)))
    return [observation(each) for each in connection.execute(asked)]


def _current() -> Select:
    return select(figures).join(current_figures, current_figures.c.figure_id == figures.c.id)


def versions(connection: Connection, key: Key) -> list[tuple[Observation, bool]]:
    """Every version of one figure, the newest first, and whether it is the current one."""
    asked = (
        select(figures, current_figures.c.figure_id)
        .outerjoin(current_figures, current_figures.c.figure_id == figures.c.id)
        .where(*(figures.c[name] == part for name, part in key._asdict().items()))
        .order_by(figures.c.id.desc())
    )
    return [(observation(each), each.figure_id is not None) for each in connection.execute(asked)]


def corrected(connection: Connection, series: str, area: str) -> dict[Key, str]:
    """The figures of an area that stand in place of another one sent before them, with the day they were sent in."""
    asked = select(figures, returns.c.sent_at).join(returns, returns.c.id == figures.c.return_id)
    asked = asked.where(figures.c.series == series, figures.c.area == area, figures.c.return_id.in_(counting()))
    found: dict[Key, str] = {}
    before: dict[Key, Observation] = {}
    for row in connection.execute(asked.order_by(figures.c.id)):
        now = observation(row)
        said = before.get(now.key)
        if said is not None and (said.value, said.reason, said.flags) != (now.value, now.reason, now.flags):
            found[now.key] = row.sent_at
        before[now.key] = now
    return found


def beside(connection: Connection, version: Observation, metrics: Iterable[str]) -> list[Observation]:
    """The figures of some metrics that a version's own return holds of the same area and period, exact."""
    key = version.key
    asked = select(figures).where(figures.c.return_id == number_of(version.return_id), figures.c.series == key.series)
    asked = asked.where(figures.c.area == key.area, figures.c.period == key.period, figures.c.metric.in_(list(metrics)))
    return [observation(each) for each in connection.execute(asked)]


def keys_of(connection: Connection, number: int) -> list[Key]:
    """What figures a return holds, in order of their keys."""
    columns = [figures.c[name] for name in Key._fields]
    rows = connection.execute(select(*columns).where(figures.c.return_id == number).order_by(*columns))
    return [Key(*row) for row in rows]


def held(connection: Connection, metric: str, other_than: str, with_value: bool) -> list[tuple[str, str, str]]:
    """Which series, periods and breakdowns of a metric have any current figure for an area other than one."""
    columns = [current_figures.c[name] for name in ("series", "period", "breakdown")]
    elsewhere = current_figures.c.area != other_than
    asked = select(*columns).where(current_figures.c.metric == metric, elsewhere).distinct()
    if with_value:
        asked = asked.join(figures, figures.c.id == current_figures.c.figure_id).where(figures.c.value.is_not(None))
    return [tuple(each) for each in connection.execute(asked)]


def metrics_held(connection: Connection, other_than: str) -> set[str]:
    """The metrics of which any current figure is held for an area other than one."""
    asked = select(current_figures.c.metric).where(current_figures.c.area != other_than).distinct()
    return set(connection.scalars(asked))


def own(connection: Connection, metric: str, other_than: str) -> dict[str, int]:
    """By period, how many areas other than one have a figure of their own: no estimate, no earlier year's."""
    asked = (
        select(current_figures.c.period, func.count(current_figures.c.area.distinct()))
        .join(figures, figures.c.id == current_figures.c.figure_id)
        .where(current_figures.c.metric == metric, current_figures.c.area != other_than)
        .where(figures.c.value.is_not(None))
        .where(*(~figures.c.flags.contains(flag.value) for flag in (Flag.CARRIED_FORWARD, Flag.ESTIMATED)))
        .group_by(current_figures.c.period)
    )
    return dict(tuple(each) for each in connection.execute(asked))


def completeness(connection: Connection, wanted: dict[str, str]) -> list[Held]:
    """What is held of one series or area: how many values, of them carried forward, how many absences."""
    columns = [current_figures.c[name] for name in ("series", "metric", "area", "period")]
    has = figures.c.value.is_not(None)
    counts = [
        func.sum(cast(condition, Integer))
        for condition in (has, figures.c.flags.contains(Flag.CARRIED_FORWARD.value), ~has)
    ]
    asked = (
        select(*columns, *counts)
        .join(figures, figures.c.id == current_figures.c.figure_id)
        .where(*(current_figures.c[name] == value for name, value in wanted.items()))
        .group_by(*columns)
    )
    return [Held(*each) for each in connection.execute(asked)]
