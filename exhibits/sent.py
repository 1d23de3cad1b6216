"""What one authority sent in: its latest figures, their status, where each was read, and when it was corrected."""

from collections.abc import Iterable, Mapping, Sequence

from exhibits import words
from exhibits.exhibit import Exhibit, Origin
from exhibits.origins import held_since, used_origins
from exhibits.rows import where_from
from exhibits.tables import Table
from model import areas, breakdowns, caveats, metrics, periods
from model.observations import Key, Observation
from model.returns import SERIES

HEADS = ("What", "Period", "Figure", "Corrected", "Where from")


def build(
    area: str, found: Iterable[Observation], corrected: Mapping[Key, str], origins: Sequence[Origin]
) -> Exhibit | None:
    """The latest figure of each kind that an authority sent, as an exhibit; None where it sent none.

    `corrected` says since when a figure stands in place of another that its authority sent before.
    """
    figures = _latest(found)
    if not figures:
        return None
    used = used_origins(figures, origins)
    name, span = areas.name(area), periods.span(each.key.period for each in figures)
    subtitle = f"Figures {name} sent to this dashboard, the latest period of each ({span}). Not official statistics."
    rows = tuple(_row(each, corrected.get(each.key, "")) for each in figures)
    return Exhibit(
        id=f"{name}_sent-in_{span}".replace("/", "-").replace(" ", "-").lower(),
        headline=f"{name} has sent in {len(figures)} figures of its own, the latest of {span.rpartition(' to ')[2]}",
        subtitle=subtitle,
        period=span,
        held_since=held_since(used),
        origins=used,
        figures=figures,
        table=Table(subtitle, HEADS, rows),
        caveats=caveats.of_figures(figures),
        series=(SERIES,),
        alt=f"Table. {subtitle}",
        areas=(area,),
    )


def _latest(found: Iterable[Observation]) -> tuple[Observation, ...]:
    """The newest period of each metric and breakdown, in declared order of the metrics."""
    newest: dict[tuple[str, str], Observation] = {}
    for each in found:
        line = (each.key.metric, each.key.breakdown)
        if line not in newest or periods.order(each.key.period) > periods.order(newest[line].key.period):
            newest[line] = each
    order = list(metrics.metrics())
    return tuple(sorted(newest.values(), key=lambda each: (order.index(each.key.metric), each.key.breakdown)))


def _row(figure: Observation, since: str) -> tuple[str, ...]:
    metric, split = metrics.metric(figure.key.metric), breakdowns.words(figure.key.breakdown)
    what = f"{metric.name}: {split}" if split else metric.name
    parts = words.parts(figure)
    said = f"{words.qualified(figure, metric)}{f' ({parts})' if parts else ''}"
    corrected = f"corrected on {words.day(since)}" if since else ""
    return what, figure.key.period, said, corrected, where_from(figure)
