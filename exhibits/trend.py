"""One metric over time: lines for chosen authorities and Scotland, or a small panel for each of the 32 on one scale.

A line joins only what may be joined (`model.comparability`): it stops at a change of collection, at a figure that is
an earlier year's, and where there is no figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exhibits import look, words
from exhibits.exhibit import Chart, Exhibit, Mark, Origin
from exhibits.lines import Line
from exhibits.origins import held_since, used_origins
from exhibits.panels import panels
from exhibits.rows import where_from
from exhibits.tables import Table
from model import areas, breakdowns, caveats, comparability, metrics, periods, sources
from model.comparability import Break
from model.metrics import Metric
from model.observations import Observation, status

_LINES = (look.BLUE, "#801650", "#A8480B", "#28A197", "#6B4FA0", "#3D3D3D")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
MOST_LINES = 6


@dataclass(frozen=True)
class Asked:
    """What a reader asked to see over time. `areas` in order; `mine` is the reader's own, or empty.

    `panels` asks for one small panel an authority instead of lines on one plot.
    """

    metric: str
    series: str
    breakdown: str
    areas: tuple[str, ...]
    mine: str = ""
    panels: bool = False


def build(asked: Asked, found: Iterable[Observation], origins: Sequence[Origin]) -> Exhibit:
    """The figures over time as an exhibit; Scotland's stand in the table even where they would flatten the chart.

    Raises ValueError for several authorities' figures of a metric that is never set side by side."""
    metric = metrics.metric(asked.metric)
    if not metric.compare and len({*asked.areas} - {areas.SCOTLAND}) > 1:
        raise ValueError(f"{metric.name} is never set side by side")
    known = list(found)
    held = sorted({figure.key.period for figure in known}, key=periods.order)
    lines = _lines(asked, known, held, metric.collected == "yearly")
    figures = tuple(figure for line in lines for figure in line.figures)
    span = held[0] if len(held) == 1 else f"{held[0]} to {held[-1]}"
    alone = all(not line.figures for line in lines if line.area != areas.SCOTLAND)
    drawn = [line for line in lines if alone or line.area != areas.SCOTLAND or not metric.is_count]
    shared = _shared_breaks(drawn)
    used = used_origins(figures, origins)
    chart = panels(lines, held, metric, asked.mine) if asked.panels else _chart(drawn, held, metric, asked, shared)
    return Exhibit(
        id=f"{asked.metric.replace('_', '-')}_over-time_{span.replace('/', '-').replace(' ', '-')}",
        headline=_headline(lines, shared, span),
        subtitle=_subtitle(asked, metric, span, lines),
        period=span,
        held_since=held_since(used),
        origins=used,
        figures=figures,
        table=_table(lines, held, asked, metric, span),
        caveats=caveats.of_figures(figures),
        series=tuple(dict.fromkeys(figure.key.series for figure in figures)),
        alt=_in_words(lines, shared, asked, metric, span),
        areas=asked.areas,
        chart=chart,
        marks=_marks(figures, shared, asked.panels),
    )


def _lines(asked: Asked, found: Iterable[Observation], held: Sequence[str], yearly: bool) -> list[Line]:
    by_area: dict[str, list[Observation]] = defaultdict(list)
    for figure in found:
        by_area[figure.key.area].append(figure)
    lines = []
    for area in asked.areas:
        ordered = sorted(by_area[area], key=lambda figure: periods.order(figure.key.period))
        parts, breaks = comparability.stretches(ordered, held, yearly)
        lines.append(Line(area, tuple(ordered), tuple(map(tuple, parts)), tuple(breaks)))
    return lines


def _shared_breaks(lines: Sequence[Line]) -> list[Break]:
    """Breaks that every line with figures on both sides has: those are drawn across the plot, and named in it."""
    common: list[Break] = []
    for each in dict.fromkeys((found.before, found.after) for line in lines for found in line.breaks):
        across = [line for line in lines if {each[0], each[1]} <= {figure.key.period for figure in line.figures}]
        why = [found.why for line in across for found in line.breaks if (found.before, found.after) == each]
        if across and len(why) == len(across) and len(set(why)) == 1:
            common.append(Break(*each, why[0]))
    return common


def _headline(lines: Sequence[Line], shared: Sequence[Break], span: str) -> str:
    earlier = sum(figure.carried_forward for line in lines for figure in line.figures)
    said = [f"{span}: {_stretches_said(shared)}"]
    if earlier:
        said.append(f"{words.count(earlier)} {'point is' if earlier == 1 else 'points are'} an earlier year's figure")
    return ". ".join(words.capital(each) for each in said)


def _stretches_said(shared: Sequence[Break]) -> str:
    if not shared:
        return "one collection throughout"
    years = ", ".join(f"{each.before} and {each.after}" for each in shared)
    return f"not to be joined between {years}"


def _subtitle(asked: Asked, metric: Metric, span: str, lines: Sequence[Line]) -> str:
    split = f" ({breakdowns.words(asked.breakdown)})" if asked.breakdown else ""
    shown = "32 authorities, one scale" if asked.panels else ", ".join(_name(line) for line in lines)
    counted = words.capital(metric.counted)
    return f"{metric.name}{split}. {counted}. {words.capital(metric.unit_words)}, {span}, {shown}."


def _name(line: Line) -> str:
    """The area's name; for Scotland with the kind of Scotland it is."""
    coverage = {figure.key.coverage for figure in line.figures} - {""}
    return areas.name(line.area) + "".join(f" ({words.COVERAGE[each]})" for each in sorted(coverage))


def _table(lines: Sequence[Line], held: Sequence[str], asked: Asked, metric: Metric, span: str) -> Table:
    rows = []
    for line in lines:
        by_period = {figure.key.period: figure for figure in line.figures}
        rows.append((_name(line), *(_cell(by_period.get(period), metric) for period in held)))
    marked = frozenset(number for number, line in enumerate(lines) if line.area == asked.mine)
    return Table(_subtitle(asked, metric, span, lines), ("Area", *held), tuple(rows), marked)


def _cell(figure: Observation | None, metric: Metric) -> str:
    return words.NO_FIGURE if figure is None else words.qualified(figure, metric)


def _in_words(lines: Sequence[Line], shared: Sequence[Break], asked: Asked, metric: Metric, span: str) -> str:
    kind = "Small line charts, one an authority" if asked.panels else "Line chart"
    gaps = " ".join(f"The lines stop between {each.before} and {each.after}: {each.why}." for each in shared)
    earlier = [line.area for line in lines if any(figure.carried_forward for figure in line.figures)]
    repeated = f" An earlier year's figure stands for some years: {words.listing(earlier)}." if earlier else ""
    return f"{kind}. {_subtitle(asked, metric, span, lines)} {gaps}{repeated} Every figure is in the table."


def _marks(figures: Sequence[Observation], shared: Sequence[Break], in_panels: bool) -> tuple[Mark, ...]:
    marks = [Mark("dot", "filled point: the year's own figure")]
    if any(figure.carried_forward for figure in figures):
        marks.append(Mark("ring", "ring, not joined: an earlier year's figure"))
    if in_panels:
        marks.append(Mark("none", "gap in a line: a break or no figure; nothing may be read across it"))
    elif shared:
        marks.append(Mark("gap", "grey band: a break; nothing may be read across it"))
    if not in_panels and any(figure.drawn is None for figure in figures):
        marks.append(Mark("none", "no point: no figure (the table says why)"))
    return tuple(marks)


def _chart(lines: Sequence[Line], held: Sequence[str], metric: Metric, asked: Asked, shared: Sequence[Break]) -> Chart:
    values = [figure.value for line in lines for figure in line.figures if figure.value is not None]
    top = max(values, default=1) or 1
    top = 100 if metric.is_share and top > 40 else top * 1.06
    data = [trace for number, line in enumerate(lines) for trace in _traces(line, number, metric, asked.mine)]
    labels = _labels(lines, top)
    return Chart(
        data=tuple(data),
        height=430,
        layout=look.layout(
            margin={"l": 60, "r": 178, "t": 30, "b": 34},
            shapes=[_band(each) for each in shared],
            annotations=[*labels, *(_band_words(each) for each in shared)],
            hovermode="closest",
            xaxis={
                "tickvals": [periods.order(period) for period in held],
                "ticktext": list(held),
                "range": [periods.order(held[0]) - 0.3, periods.order(held[-1]) + 0.15],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickangle": 0,
                "tickfont": {"size": 11},
            },
            yaxis={
                "range": [0, top],
                "ticksuffix": "%" if metric.unit == "percent" else "",
                "tickformat": ",~g" if top < 10 else ",d",
                "gridcolor": look.GRID,
                "zerolinecolor": look.SOFT_INK,
                "fixedrange": True,
                "tickfont": {"size": 11},
            },
        ),
    )


def _traces(line: Line, number: int, metric: Metric, mine: str) -> list[dict[str, object]]:
    """One line as stretches with gaps between them, and its earlier-year figures as rings that nothing joins."""
    colour = look.INK if line.area == areas.SCOTLAND else _LINES[number % len(_LINES)]
    own: list[Observation | None] = []
    for part in line.stretches:
        own += [figure for figure in part if not figure.carried_forward and figure.drawn is not None] + [None]
    rings = [figure for figure in line.figures if figure.carried_forward]
    common = {"type": "scatter", "hoverinfo": "text"}
    marker = {"symbol": _SYMBOLS[number % len(_SYMBOLS)], "size": 8, "color": colour}
    return [
        {
            **common,
            "mode": "lines+markers",
            "x": [None if each is None else periods.order(each.key.period) for each in own],
            "y": [None if each is None else each.value for each in own],
            "hovertext": ["" if each is None else hover(each, metric) for each in own],
            "line": {"color": colour, "width": 3.5 if line.area == mine else 2},
            "marker": marker,
            "connectgaps": False,
        },
        {
            **common,
            "mode": "markers",
            "x": [periods.order(each.key.period) for each in rings],
            "y": [each.value for each in rings],
            "hovertext": [hover(each, metric) for each in rings],
            "marker": {**marker, "color": look.PAPER, "line": {"color": colour, "width": 2}, "size": 10},
        },
    ]


def hover(figure: Observation, metric: Metric) -> str:
    """What a pointer on a point reads: area, period, value, status and the cell it came from."""
    said = words.number(figure.value, metric) if figure.value is not None else status(figure)
    parts = words.parts(figure)
    lines = [
        f"<b>{words.drawn(areas.name(figure.key.area))}</b>, {figure.key.period}: {words.drawn(said)}",
        *([parts] if parts else []),
        words.drawn(words.capital(status(figure))),
        f"From {words.drawn(where_from(figure))}",
    ]
    return "<br>".join(lines)


def _labels(lines: Sequence[Line], top: float) -> list[dict[str, object]]:
    """Each line's name at its right end, moved apart where they would lie on one another."""
    ends = []
    for number, line in enumerate(lines):
        with_value = [figure for figure in line.figures if figure.value is not None]
        if with_value:
            ends.append((with_value[-1].value, number, line))
    least, labels, floor = top * 0.042, [], -top
    for value, number, line in sorted(ends, key=lambda end: end[:2]):
        floor = max(value, floor + least)
        colour = look.INK if line.area == areas.SCOTLAND else _LINES[number % len(_LINES)]
        labels.append(
            {
                "text": words.drawn(_name(line)),
                "font": {"size": 11, "color": colour},
                "showarrow": False,
                **{"xref": "paper", "x": 1, "xanchor": "left", "xshift": 4, "y": floor, "yanchor": "middle"},
            }
        )
    return labels


def _band(found: Break) -> dict[str, object]:
    between = {"x0": periods.order(found.before) + 0.3, "x1": periods.order(found.after) - 0.3}
    plain = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 0}}
    return {**plain, **between, "fillcolor": "#eceeef", "layer": "below"}


def _band_words(found: Break) -> dict[str, object]:
    middle = (periods.order(found.before) + periods.order(found.after)) / 2
    return {
        "text": f"Break: {words.drawn(found.why)}",
        "font": {"size": 11, "color": look.SOFT_INK},
        "showarrow": False,
        "textangle": -90,
        **{"x": middle, "yref": "paper", "y": 0.5, "yanchor": "middle"},
    }


def series_of(asked_series: str) -> list[str]:
    """The series drawn for a choice: it, and those it took the place of."""
    return sources.lineage(asked_series)
