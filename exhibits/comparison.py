"""One metric, one period, many authorities side by side: bars, a tile map or a table, absent ones in their place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exhibits import look, words
from exhibits.charts import bars, tiles
from exhibits.exhibit import Exhibit, Mark, Origin
from exhibits.origins import held_since, used_origins
from exhibits.rows import Row
from exhibits.tables import Table
from model import areas, breakdowns, caveats, metrics, periods, sources
from model.metrics import Metric
from model.observations import Flag, Key, Observation

ORDERS = {"name": "Alphabetical", "family": "By family group", "value": "By value"}


@dataclass(frozen=True)
class Asked:
    """What a reader asked to compare. `areas` in alphabetical order; `mine` is the reader's own, or empty.

    `group` is the family group shown, or empty; `order` a key of ORDERS; `view` chart, map or table.
    """

    metric: str
    series: str
    period: str
    breakdown: str
    areas: tuple[str, ...]
    mine: str = ""
    group: str = ""
    order: str = "name"
    view: str = "chart"


def build(
    asked: Asked, found: Iterable[Observation], beside: Mapping[str, Iterable[Observation]], origins: Sequence[Origin]
) -> Exhibit:
    """The comparison as an exhibit. `found` are the figures asked for; `beside` those of the metrics shown with them.
    Raises ValueError for a metric that is never set side by side.

    `origins` are the returns the figures may have come from; those that none came from are left out.
    """
    metric = metrics.metric(asked.metric)
    if not metric.compare:
        raise ValueError(f"{metric.name} is never set side by side")
    by_area = {each.key.area: each for each in found}
    others = {name: {each.key.area: each for each in figures} for name, figures in beside.items()}
    rows = _ordered(
        [
            Row(code, by_area.get(code), {name: each.get(code) for name, each in others.items()}, code == asked.mine)
            for code in asked.areas
        ],
        asked,
    )
    figures = tuple(row.figure for row in rows if row.figure is not None)
    extra = tuple(each for row in rows for each in row.beside.values() if each is not None)
    without = [_key(asked, row.area) for row in rows if row.figure is None]
    applying = caveats.of_figures((*figures, *extra), _uses(asked), first=asked.metric, without=without)
    own = {caveat.id for caveat in caveats.of_figures(figures, _uses(asked), without=without)}
    used = used_origins((*figures, *extra), origins)
    colour = look.colour(breakdowns.split(asked.breakdown))
    chart = {"chart": bars, "map": tiles}.get(asked.view)
    return Exhibit(
        id=_file_stem(asked),
        headline=headline(rows, metric, asked.period),
        subtitle=_subtitle(asked, metric),
        period=asked.period,
        held_since=held_since(used),
        origins=used,
        figures=figures,
        beside=extra,
        table=_table(rows, asked, metric),
        caveats=applying,
        aside=frozenset(caveat.id for caveat in applying if caveat.id not in own),
        series=tuple(dict.fromkeys([asked.series, *(each.key.series for each in extra)])),
        alt=_in_words(rows, asked, metric),
        areas=asked.areas,
        chart=chart(rows, metric, colour) if chart else None,
        marks=_marks(rows, colour if asked.view == "chart" else look.BLUE),
    )


def _key(asked: Asked, area: str) -> Key:
    return Key(asked.series, area, "", asked.period, asked.metric, asked.breakdown)


def _ordered(rows: list[Row], asked: Asked) -> list[Row]:
    if asked.order == "family":
        return sorted(rows, key=lambda row: areas.family_of(row.area))
    if asked.order == "value":
        return sorted(rows, key=lambda row: -1 if row.value is None else row.value, reverse=True)
    return rows


def headline(rows: Sequence[Row], metric: Metric, period: str) -> str:
    """A sentence that says what is seen: whose own figures these are, whose are an earlier year's, who has none."""
    own = sum(row.figure is not None and row.figure.as_returned for row in rows)
    verb = "sent" if metric.supplied == "sent" else "have" if own != 1 else "has"
    noun = f"{period} figures" if verb == "sent" else f"a {period} figure"
    if period.startswith("at "):
        noun = f"figures {period}" if verb == "sent" else f"a figure {period}"
    said = [f"{'All' if own == len(rows) > 1 else f'{own} of'} {len(rows)} authorities {verb} {noun}"]
    counted = Counter(_standing(row) for row in rows)
    for standing, (one, several) in _STANDINGS.items():
        if many := counted[standing]:
            said.append(f"{words.count(many)} {one if many == 1 else several}")
    return ". ".join(words.capital(each) for each in said)


_STANDINGS = {
    "earlier": ("shows an earlier year", "show an earlier year"),
    "estimated": ("is estimated", "are estimated"),
    "unrecorded": ("zero may mean not recorded", "zeros may mean not recorded"),
    "absent": ("has no figure", "have no figure"),
}


def _standing(row: Row) -> str:
    figure = row.figure
    if figure is None or figure.value is None:
        return "absent"
    if figure.carried_forward:
        return "earlier"
    if Flag.ESTIMATED in figure.flags:
        return "estimated"
    return "unrecorded" if Flag.ZERO_MAY_BE_UNRECORDED in figure.flags else "own"


def _subtitle(asked: Asked, metric: Metric) -> str:
    split = f" ({breakdowns.words(asked.breakdown)})" if asked.breakdown else ""
    of_whom = f", as a share of {metric.of_whom}" if metric.is_share and metric.of_whom else ""
    group = areas.family_groups()[asked.group].name if asked.group else f"{len(asked.areas)} authorities"
    marked = f", {areas.name(asked.mine)} marked" if asked.mine in asked.areas else ""
    unit = words.capital(metric.unit_words)
    counted = words.capital(metric.counted) + of_whom
    return f"{metric.name}{split}. {counted}. {unit}, {periods.words(asked.period)}, {group}{marked}."


def _uses(asked: Asked) -> list[str]:
    family = asked.group or asked.order == "family"
    return (["family_groups"] if family else []) + (["order_by_value"] if asked.order == "value" else [])


def _table(rows: Sequence[Row], asked: Asked, metric: Metric) -> Table:
    has_parts = any(row.figure and row.figure.numerator is not None for row in rows)
    has_whole = any(row.figure and row.figure.denominator is not None for row in rows)
    part_columns = [metric.numerator] * has_parts + [metric.denominator] * has_whole
    companions = [metrics.metric(name) for name in metric.beside]
    value_column = f"{metric.name} ({metric.unit_words})"
    columns = ["Authority", value_column, *part_columns, *(each.name for each in companions), "Status", "Where from"]
    body = []
    for row in rows:
        figure = row.figure
        cells = [areas.name(row.area), row.said(metric)]
        if has_parts:
            cells.append(words.part(figure.numerator) if figure and figure.value is not None else "")
        if has_whole:
            cells.append(words.part(figure.denominator) if figure and figure.value is not None else "")
        cells += [_companion(row, each) for each in companions]
        body.append((*cells, row.status, row.where))
    marked = frozenset(number for number, row in enumerate(rows) if row.mine)
    return Table(_subtitle(asked, metric), tuple(columns), tuple(body), marked)


def _companion(row: Row, metric: Metric) -> str:
    figure = row.beside.get(metric.id)
    return words.NO_FIGURE if figure is None else words.qualified(figure, metric)


def _in_words(rows: Sequence[Row], asked: Asked, metric: Metric) -> str:
    """The chart in words: what it draws, its span, and which authorities do not stand as the others do."""
    kind = {"chart": "Bar chart", "map": "Tile map", "table": "Table"}[asked.view]
    values = sorted(row.drawn for row in rows if row.drawn is not None)
    span = (
        f" Values run from {words.number(values[0], metric)} to {words.number(values[-1], metric)}." if values else ""
    )
    apart = []
    for said, named in _apart(rows).items():
        apart.append(f" {said}: {words.listing(named)}.")
    return f"{kind}. {headline(rows, metric, asked.period)}. {_subtitle(asked, metric)}{span}{''.join(apart)}"


_SAID = {"estimated": "Estimated", "unrecorded": "0 may mean not recorded", "absent": "No figure"}


def _apart(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The areas whose figure is not the year's own, by what it is instead."""
    found: dict[str, list[str]] = {}
    for row in rows:
        standing = _standing(row)
        if standing == "earlier":
            found.setdefault(f"The {row.figure.period_of_figure or 'earlier'} figure", []).append(row.area)
        elif standing in _SAID:
            found.setdefault(_SAID[standing], []).append(row.area)
    return found


def _marks(rows: Sequence[Row], colour: str) -> tuple[Mark, ...]:
    """The key to the marks that are on the chart, and no others."""
    standings = {_standing(row) for row in rows}
    possible = (
        ("own", Mark("solid", "solid: the year's own figure", colour)),
        ("earlier", Mark("hatched", "striped: an earlier year's figure", colour)),
        ("estimated", Mark("dotted", "dotted: estimated", colour)),
        ("unrecorded", Mark("worded", "0 may mean not recorded")),
        ("absent", Mark("worded", "a word in the row: why there is no figure")),
    )
    mine = [Mark("outlined", "dark outline: your authority")] if any(row.mine for row in rows) else []
    return tuple([mark for standing, mark in possible if standing in standings] + mine)


def _file_stem(asked: Asked) -> str:
    split = "-".join(breakdowns.split(asked.breakdown).values())
    shown = asked.group or ("all-authorities" if len(asked.areas) == len(areas.codes()) else "chosen-authorities")
    said = [asked.metric, split, asked.period.replace("/", "-"), shown]
    return "_".join(part.replace("_", "-") for part in said if part).lower()


def series_words(series_id: str) -> str:
    """A series as the picker names it."""
    return sources.series()[series_id].short
