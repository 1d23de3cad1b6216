"""A chart with its title, every caveat and its source drawn inside the figure, so that no saved image lacks them.

The page shows the plot alone and the words beside it as text; the words inside the figure stand above and below the
plot, outside the window the page gives it (`ui/house.css`), and are in every image saved from it.
"""

from textwrap import wrap
from typing import Any

from exhibits import look, words
from exhibits.exhibit import Exhibit

WIDTH = 1200
_SIZE, _LINE, _EDGE = 13, 18, 16
_TITLE, _TITLE_LINE = 19, 25
_LETTERS = int((WIDTH - 2 * _EDGE) / (_SIZE * 0.52))


def figure(exhibit: Exhibit) -> dict[str, Any]:
    """The whole figure of an exhibit as Plotly takes it: the plot between its title and its notes."""
    chart = exhibit.chart
    title, foot = _title(exhibit), _notes(exhibit)
    below = len(foot) * _LINE + 2 * _EDGE
    plot = chart.layout.get("margin", {})
    margin = {
        **plot,
        "t": head(exhibit) + plot.get("t", 0),
        "b": below + plot.get("b", 0),
        "pad": 0,
        "autoexpand": False,
    }
    drawn = [
        _words([f"<b>{line}</b>" for line in title], _TITLE, y=1, yanchor="top", yshift=margin["t"] - _EDGE),
        _words(
            _wrapped(exhibit.subtitle),
            _SIZE,
            y=1,
            yanchor="top",
            yshift=margin["t"] - _EDGE - _TITLE_LINE * len(title) - 4,
        ),
        _words(foot, _SIZE, y=0, yanchor="top", yshift=-plot.get("b", 0) - _EDGE),
    ]
    shift = plot.get("l", 0) - _EDGE
    for each in drawn:
        each["xshift"] = -shift
    height = head(exhibit) + chart.height + below
    annotations = [*chart.layout.get("annotations", ()), *drawn]
    return {
        "data": list(chart.data),
        "layout": {**chart.layout, "margin": margin, "height": height, "annotations": annotations},
    }


def head(exhibit: Exhibit) -> int:
    """The height of the title over the plot, in pixels: as much as its words need."""
    return 2 * _EDGE + _TITLE_LINE * len(_title(exhibit)) + _LINE * len(_wrapped(exhibit.subtitle))


def _title(exhibit: Exhibit) -> list[str]:
    letters = int((WIDTH - 2 * _EDGE) / (_TITLE * 0.56))
    return [words.drawn(line) for line in wrap(exhibit.headline, letters)]


def height(exhibit: Exhibit) -> int:
    """The height of the whole figure, in pixels."""
    return head(exhibit) + exhibit.chart.height + len(_notes(exhibit)) * _LINE + 2 * _EDGE


def save_options(exhibit: Exhibit) -> dict[str, Any]:
    """How the chart's own save button makes its image: PNG, 1,200 px wide, drawn twice as fine."""
    return {"format": "png", "filename": exhibit.file_stem, "width": WIDTH, "height": height(exhibit), "scale": 2}


def _notes(exhibit: Exhibit) -> list[str]:
    """What stands under the plot, line by line: the marks' key, every caveat, the source."""
    lines = _wrapped("Marks: " + "; ".join(mark.words for mark in exhibit.marks)) if exhibit.marks else []
    for heading, numbered in exhibit.notes:
        lines.append(f"<b>{words.drawn(heading)}</b>")
        for number, caveat in numbered:
            lines += _wrapped(f"{number}. {caveat.short}")
    return [*lines, "", *_wrapped(exhibit.source_line)]


def _wrapped(text: str) -> list[str]:
    """Lines that fit the image; Plotly does not wrap. Escaped, since Plotly reads tags."""
    return [words.drawn(line) for line in wrap(text, _LETTERS)]


def _words(lines: list[str], size: int, **place: Any) -> dict[str, Any]:
    return {
        "text": "<br>".join(lines),
        "font": {"size": size, "color": look.INK},
        "align": "left",
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        **place,
    }
