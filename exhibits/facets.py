"""Rows by columns of small bars: one area split several ways, or many areas under several metrics.

What is absent keeps its place and says why.
Columns of one metric share a scale; columns of different metrics have a scale each and stand beside one another as
neighbours, never on one axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from exhibits import look, words
from exhibits.exhibit import Chart, Mark
from exhibits.rows import Row, where_from
from exhibits.tables import Table
from model import metrics
from model.metrics import Metric
from model.observations import Observation, status

_LETTER, _LINE = 5.7, 14  # pixels of 11 px type
_LONGEST_NAME = 24
_FEW = 2  # columns that a phone has room for; more are moved sideways there
_PLOT = 230  # pixels a few columns share on a phone
_COLUMN = 105  # pixels a column needs where there are many
_HEAD = 3  # lines a heading may take


@dataclass(frozen=True)
class Column:
    """One column: its heading, the metric it shows, its colour, and a figure (or None) for each row."""

    heading: str
    metric: str
    figures: tuple[Observation | None, ...]
    colour: str = look.BLUE

    @property
    def top(self) -> float:
        """The largest value drawn."""
        return max((each.drawn for each in self.figures if each and each.drawn is not None), default=0)


@dataclass(frozen=True)
class Facets:
    """Rows under their names, columns under their headings; `mine` is the row that is the reader's own, if any."""

    first: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    mine: int | None = None

    @property
    def figures(self) -> tuple[Observation, ...]:
        """Every figure in it, row by row."""
        held = (column.figures[number] for number in range(len(self.rows)) for column in self.columns)
        return tuple(figure for figure in held if figure is not None)


def chart(shown: Facets, row_height: int = 26) -> Chart:
    """The rows and columns as bars, value or small word beside each; a heading over each column."""
    names = [_name(text, number == shown.mine) for number, text in enumerate(shown.rows)]
    gap = 0.012
    wide = (1 - gap * (len(shown.columns) - 1)) / len(shown.columns)
    data, axes, heads = [], {}, []
    for number, column in enumerate(shown.columns):
        start = number * (wide + gap)
        data += _traces(column, names, number, shown.mine)
        axes[f"xaxis{number + 1}"] = _axis(column, shown.columns, [start, min(start + wide, 1)])
        heads.append(_heading(column.heading, start, len(shown.columns)))
    left = 12 + _LETTER * max(len(line) for name in shown.rows for line in wrap(name, _LONGEST_NAME))
    lines = max(head["text"].count("<br>") for head in heads) + 1
    return Chart(
        data=tuple(data),
        height=len(names) * row_height + lines * _LINE + 16,
        least_width=0 if len(shown.columns) <= _FEW else int(left) + _COLUMN * len(shown.columns),
        layout=look.layout(
            barmode="overlay",
            bargap=0.28,
            margin={"l": left, "r": 6, "t": lines * _LINE + 12, "b": 2},
            annotations=heads,
            yaxis={
                "range": [len(names) - 0.5, -0.5],
                "tickvals": list(range(len(names))),
                "ticktext": names,
                "tickfont": {"size": 11},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            **axes,
        ),
    )


def _name(text: str, mine: bool) -> str:
    said = "<br>".join(words.drawn(line) for line in wrap(text, _LONGEST_NAME))
    return f"<b>{said}</b>" if mine else said


def _traces(column: Column, names: Sequence[str], number: int, mine: int | None) -> list[dict[str, object]]:
    metric = metrics.metric(column.metric)
    places = list(range(len(names)))
    rows = [Row("", figure) for figure in column.figures]
    axis = {"xaxis": f"x{number + 1}", "y": places}
    bar = {
        "type": "bar",
        "orientation": "h",
        **axis,
        "x": [row.drawn for row in rows],
        "marker": {
            "color": column.colour,
            "pattern": {
                "shape": [look.HATCH.get(row.mark, "") for row in rows],
                "fgcolor": column.colour,
                "bgcolor": look.PAPER,
                "fillmode": "replace",
                "size": 6,
                "solidity": 0.35,
            },
            "line": {
                "color": [look.INK if place == mine else column.colour for place in places],
                "width": [2.5 if place == mine else 1 for place in places],
            },
        },
        "hovertext": [_hover(figure, metric) for figure in column.figures],
        "hoverinfo": "text",
    }
    text = {
        "type": "scatter",
        "mode": "text",
        **axis,
        "x": [row.drawn or 0 for row in rows],
        "text": [_said(row, metric) for row in rows],
        "textposition": "middle right",
        "textfont": {"size": 10.5},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return [bar, text]


def _said(row: Row, metric: Metric) -> str:
    """A space for a gap, then the value, or the small word that says why there is none."""
    said = words.drawn(row.said(metric))
    return f" {said}" if row.drawn is not None else f" <i>{said}</i>"


def _hover(figure: Observation | None, metric: Metric) -> str:
    if figure is None:
        return words.NO_FIGURE
    lines = [words.qualified(figure, metric), words.parts(figure), words.capital(status(figure))]
    return "<br>".join(words.drawn(line) for line in [*filter(None, lines), f"From {where_from(figure)}"])


def _axis(column: Column, columns: Sequence[Column], domain: list[float]) -> dict[str, object]:
    """A hidden scale from 0, the same for every column of one metric, with room for the words after the bar."""
    alike = [each for each in columns if each.metric == column.metric]
    top = max(each.top for each in alike) or 1
    letters = 2 + max((_letters(each) for each in alike), default=0)
    wide = _PLOT / len(columns) if len(columns) <= _FEW else _COLUMN
    room = min(0.62, letters * _LETTER / wide)
    return {"domain": domain, "range": [0, top / (1 - room)], "visible": False, "fixedrange": True}


def _letters(column: Column) -> int:
    """The longest value beside a bar, in letters; words that stand where no bar is have the bar's room as well."""
    metric = metrics.metric(column.metric)
    drawn = (figure for figure in column.figures if figure and figure.drawn is not None)
    return max((len(words.number(figure.drawn, metric)) for figure in drawn), default=0)


def _heading(text: str, start: float, many: int) -> dict[str, object]:
    lines = wrap(text, 19 if many <= _FEW else max(int(118 / many), 14))[:_HEAD] if many > 1 else [text]
    return {
        "text": "<br>".join(f"<b>{words.drawn(line)}</b>" for line in lines),
        "font": {"size": 11},
        "showarrow": False,
        "align": "left",
        **{"xref": "paper", "x": start, "xanchor": "left", "xshift": 2, "yref": "paper", "y": 1, "yanchor": "bottom"},
    }


def table(shown: Facets, caption: str) -> Table:
    """The same rows and columns as text, each figure with its status."""
    rows = [
        (name, *(_cell(column, number) for column in shown.columns), *_extra(shown, number))
        for number, name in enumerate(shown.rows)
    ]
    columns = (shown.first, *(column.heading for column in shown.columns), "Where from")
    marked = frozenset() if shown.mine is None else frozenset([shown.mine])
    return Table(caption, columns, tuple(rows), marked)


def _cell(column: Column, number: int) -> str:
    figure = column.figures[number]
    return words.NO_FIGURE if figure is None else words.qualified(figure, metrics.metric(column.metric))


def _extra(shown: Facets, number: int) -> tuple[str]:
    held = [column.figures[number] for column in shown.columns]
    return ("; ".join(where_from(figure) for figure in held if figure is not None),)


def marks(shown: Facets) -> tuple[Mark, ...]:
    """The key to the marks that are drawn, and no others."""
    colour = shown.columns[0].colour
    held = [figure for column in shown.columns for figure in column.figures]
    rows = [Row("", figure) for figure in held]
    possible = (
        (
            any(row.drawn is not None and not row.mark for row in rows),
            Mark("solid", "solid: the year's own figure", colour),
        ),
        (
            any(row.mark == "carried_forward" for row in rows),
            Mark("hatched", "striped: an earlier year's figure", colour),
        ),
        (
            any(row.mark == "estimated" for row in rows),
            Mark("dotted", "dotted: estimated, or its gaps filled by estimates", colour),
        ),
        (any(row.drawn is None for row in rows), Mark("worded", "a word in the row: why there is no figure")),
        (shown.mine is not None, Mark("outlined", "dark outline: your authority")),
    )
    return tuple(mark for on, mark in possible if on)
