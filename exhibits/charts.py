"""Rows of figures -> Plotly charts as plain dictionaries: horizontal bars, and a tile for each authority."""

from collections.abc import Sequence
from textwrap import wrap

from exhibits import look, words
from exhibits.exhibit import Chart
from exhibits.rows import Row
from model import areas, metrics
from model.metrics import Metric
from model.observations import Flag

_ROW = 15
_NAMES = 124
_FIGURE_SPACE, _COMMA_SPACE = "\u2007", "\u2008"  # as wide as a digit, as wide as a comma


def bars(rows: Sequence[Row], metric: Metric, colour: str) -> Chart:
    """Horizontal bars, one row an authority whether it has a figure or not; value and both parts beside each bar."""
    names = [_name(row) for row in rows]
    said = _aligned(rows, metric)
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": [row.drawn for row in rows],
        "marker": _marker(rows, colour),
        "hovertext": [hover(row, metric) for row in rows],
        "hoverinfo": "text",
    }
    value = {
        "type": "scatter",
        "mode": "text",
        "y": names,
        "x": [1] * len(rows),
        "xaxis": "x2",
        "text": [f"<b>{text}</b>" if row.mine else text for row, text in zip(rows, said, strict=True)],
        "textposition": "middle right",
        "textfont": {"size": 10.5},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    right = _words_width(said)
    above = _words_head(rows, metric, right)
    places = max(len(rows), 12)  # a few bars stay slim
    head = max(28, 13 * len(above) + 4)
    return Chart(
        data=(bar, value),
        height=places * _ROW + head,
        layout=look.layout(
            bargap=1 - 0.78 * len(rows) / places,
            margin={"l": _NAMES, "r": right, "t": head - 2, "b": 2},
            annotations=[_above(above)],
            xaxis=_value_axis(rows, metric),
            xaxis2={"overlaying": "x", "range": [0, 1], "visible": False, "fixedrange": True},
            yaxis={
                "dtick": 1,
                "fixedrange": True,
                "tickfont": {"size": 11},
                "showgrid": False,
                "zeroline": False,
                "range": [len(rows) - 0.5, -0.5],
            },
        ),
    )


def _name(row: Row) -> str:
    name = words.drawn(areas.name(row.area))
    return f"<b>{name}</b>" if row.mine else name


def _marker(rows: Sequence[Row], colour: str) -> dict[str, object]:
    """Solid for the year's own figure, hatched or dotted for others, a dark outline for the reader's own."""
    return {
        "color": colour,
        "pattern": {
            "shape": [look.HATCH.get(row.mark, "") for row in rows],
            "fgcolor": colour,
            "bgcolor": look.PAPER,
            "fillmode": "replace",
            "size": 6,
            "solidity": 0.35,
        },
        "line": {
            "color": [look.INK if row.mine else colour for row in rows],
            "width": [2.5 if row.mine else 1 for row in rows],
        },
    }


def _value_axis(rows: Sequence[Row], metric: Metric) -> dict[str, object]:
    largest = max((row.value for row in rows if row.value is not None), default=1) or 1
    to_hundred = metric.is_share and largest > 40
    return {
        "side": "top",
        "range": [0, max(100, largest) if to_hundred else largest * 1.02],
        "tickangle": 0,
        "ticksuffix": "%" if metric.unit == "percent" else "",
        "tickformat": ",~g" if largest < 10 else ",d",
        "gridcolor": look.GRID,
        "zeroline": True,
        "zerolinecolor": look.SOFT_INK,
        "fixedrange": True,
        "tickfont": {"size": 11, "color": look.SOFT_INK},
    }


def _aligned(rows: Sequence[Row], metric: Metric) -> list[str]:
    """Value and parts of each row as columns that line up: padded with spaces as wide as a digit or a comma."""
    values = [row.said(metric) for row in rows]
    widest = max((len(text) for row, text in zip(rows, values, strict=True) if row.drawn is not None), default=0)
    counts = [words.parts(row.figure) if row.drawn is not None else "" for row in rows]
    first = max((len(text.split(" of ")[0]) for text in counts), default=0)
    lines = []
    for row, value, count in zip(rows, values, counts, strict=True):
        if row.drawn is None:
            lines.append(f"<i>{words.drawn(value)}</i>")
            continue
        part = " of ".join([_pad(count.split(" of ")[0], first), *count.split(" of ")[1:]]) if count else ""
        lines.append("  ".join(filter(None, [f" {_pad(value, widest)}", part])) + _also(row))
    return lines


def _also(row: Row) -> str:
    """The figures shown beside the metric, in brackets; the exhibit's own key says what they are."""
    held = [figure for figure in row.beside.values() if figure is not None and figure.value is not None]
    return "".join(
        f"  ({words.number(each.value, metrics.metric(each.key.metric))}{' est.' * (Flag.ESTIMATED in each.flags)})"
        for each in held
    )


def _words_head(rows: Sequence[Row], metric: Metric, width: int) -> list[str]:
    """What the words beside the bars are, in lines that fit above them; `width` is their room in pixels."""
    held = [row.figure for row in rows if row.figure is not None]
    parts = [metric.numerator] if any(figure.numerator is not None for figure in held) else []
    parts += [metric.denominator] if any(figure.denominator is not None for figure in held) else []
    beside = ", ".join(metrics.metric(name).name.lower() for name in metric.beside)
    said = [" of ".join([*parts[:1], *(each[:1].lower() + each[1:] for each in parts[1:])])]
    said += [f"({beside})"] if beside else []
    letters = max(int(width / 4.7) - 4, 12)
    return [words.drawn(line) for text in said for line in wrap(text, letters)]


def _above(lines: Sequence[str]) -> dict[str, object]:
    return {
        "text": "<br>".join(lines),
        "font": {"size": 10, "color": look.SOFT_INK},
        "showarrow": False,
        "align": "left",
        **{"xref": "paper", "x": 1, "xanchor": "left", "xshift": 20, "yref": "paper", "y": 1, "yanchor": "bottom"},
    }


def _pad(text: str, width: int) -> str:
    lacking = width - len(text)
    commas = 1 if lacking > 1 and "," not in text else 0
    return _FIGURE_SPACE * (lacking - commas) + _COMMA_SPACE * commas + text


def _words_width(said: Sequence[str]) -> int:
    """Room at the right for the longest line, in pixels: 11 px type is some 6 px a letter."""
    longest = max(len(text.replace("<i>", "").replace("</i>", "")) for text in said)
    return int(14 + 4.9 * longest)


def hover(row: Row, metric: Metric) -> str:
    """What a pointer or a finger on a figure reads: value, parts, status and the cell it came from."""
    lines = [f"<b>{words.drawn(areas.name(row.area))}</b>: {words.drawn(row.said(metric))}"]
    if row.figure and row.value is not None and words.parts(row.figure):
        lines.append(
            f"{words.parts(row.figure)} ({words.drawn(metric.numerator)} of {words.drawn(metric.denominator)})".lower()
        )
    for name, figure in row.beside.items():
        if figure:
            other = metrics.metric(name)
            lines.append(f"{words.drawn(other.name)}: {words.drawn(words.qualified(figure, other))}")
    lines.append(words.drawn(words.capital(row.status)))
    if row.where:
        lines.append(f"From {words.drawn(row.where)}")
    return "<br>".join(lines)


def tiles(rows: Sequence[Row], metric: Metric, colour: str) -> Chart:
    """Scotland as equal tiles, so that islands are as visible as cities; shade and words give the value."""
    del colour  # a shade means the value here, not the option
    values = [row.value for row in rows if row.value is not None]
    low, high = 0, max(values, default=1) or 1
    grounds = [look.PAPER if row.drawn is None or row.mark else look.step(row.drawn, low, high) for row in rows]
    places = [areas.authority(row.area).tile for row in rows]
    tile = {
        "type": "bar",
        "x": [column for column, _ in places],
        "y": [0.94] * len(rows),
        "base": [-line for _, line in places],
        "width": 0.95,
        "text": [_tile_text(row, metric) for row in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": 11.5, "color": [look.ink_on(ground) for ground in grounds]},
        "marker": {
            "color": grounds,
            "pattern": {
                "shape": [look.HATCH.get(row.mark, "") for row in rows],
                "fgcolor": look.STEPS[1],
                "fillmode": "overlay",
                "size": 9,
                "solidity": 0.15,
            },
            "line": {
                "color": [look.INK if row.mine else look.SOFT_INK for row in rows],
                "width": [3.5 if row.mine else 0.8 for row in rows],
            },
        },
        "hovertext": [hover(row, metric) for row in rows],
        "hoverinfo": "text",
    }
    blank = {"visible": False, "fixedrange": True}
    return Chart(
        data=(tile,),
        height=505,
        least_width=620,
        layout=look.layout(
            margin={"l": 16, "r": 4, "t": 4, "b": 4},
            barmode="overlay",
            xaxis={**blank, "range": [-0.5, 6.5]},
            yaxis={**blank, "range": [-6.03, 0.97]},
        ),
    )


def _tile_text(row: Row, metric: Metric) -> str:
    name = words.drawn(areas.name(row.area)).replace(" and ", "<br>and ").replace("Na h-Eileanan", "Na h-Eileanan<br>")
    return f"<b>{name}</b><br>{words.drawn(row.said(metric))}" + (
        "<br>earlier year" if row.mark == "carried_forward" else ""
    )
