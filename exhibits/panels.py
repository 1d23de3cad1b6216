"""Small multiples: one panel for each of the 32 authorities, on one scale, drawn on one plot so that it stays quick."""

from collections.abc import Sequence

from exhibits import look, words
from exhibits.exhibit import Chart
from exhibits.lines import Line
from model import areas, periods
from model.metrics import Metric
from model.observations import Observation, status

_ACROSS = 8
_WIDE, _HIGH, _GAP, _HEAD = 1.0, 1.0, 0.14, 0.34


def panels(lines: Sequence[Line], held: Sequence[str], metric: Metric, mine: str) -> Chart:
    """Eight panels across and four down, alphabetical; a line stops where it may not be joined."""
    shown = [line for line in lines if line.area != areas.SCOTLAND]
    values = [figure.value for line in shown for figure in line.figures if figure.value is not None]
    held = [each for each in held if any(figure.key.period == each for line in shown for figure in line.figures)]
    top = max(values, default=1) or 1
    top = 100 if metric.is_share and top > 40 else top
    first, last = periods.order(held[0]), periods.order(held[-1])
    span = max(last - first, 1)
    down = -(-len(shown) // _ACROSS)

    def place(number: int, figure: Observation) -> tuple[float, float]:
        column, row = number % _ACROSS, number // _ACROSS
        x = column * (_WIDE + _GAP) + (periods.order(figure.key.period) - first) / span * _WIDE
        return x, -row * (_HIGH + _HEAD) + figure.value / top * _HIGH

    joined: dict[str, list] = {"x": [], "y": [], "hovertext": []}
    rings: dict[str, list] = {"x": [], "y": [], "hovertext": []}
    for number, line in enumerate(shown):
        for part in line.stretches:
            for figure in part:
                if figure.drawn is not None:
                    _add(rings if figure.carried_forward else joined, place(number, figure), figure, metric)
            _add(joined, (None, None), None, metric)
    common = {"type": "scatter", "hoverinfo": "text"}
    names, frames = _names_and_frames(shown, mine, metric, top, held)
    return Chart(
        data=(
            {
                **common,
                "mode": "lines+markers",
                **joined,
                "line": {"color": look.BLUE, "width": 2},
                "marker": {"size": 4},
            },
            {
                **common,
                "mode": "markers",
                **rings,
                "marker": {"size": 7, "color": look.PAPER, "line": {"color": look.BLUE, "width": 1.8}},
            },
        ),
        height=500,
        layout=look.layout(
            margin={"l": 16, "r": 8, "t": 8, "b": 6},
            shapes=frames,
            annotations=names,
            hovermode="closest",
            xaxis={"visible": False, "fixedrange": True, "range": [-0.03, _ACROSS * (_WIDE + _GAP) - _GAP + 0.03]},
            yaxis={
                "visible": False,
                "fixedrange": True,
                "range": [-(down - 1) * (_HIGH + _HEAD) - 0.26, _HIGH + 0.26],
            },
        ),
    )


def _add(
    into: dict[str, list], place: tuple[float | None, float | None], figure: Observation | None, metric: Metric
) -> None:
    into["x"].append(place[0])
    into["y"].append(place[1])
    said = ""
    if figure is not None:
        value = words.number(figure.value, metric)
        said = f"<b>{words.drawn(areas.name(figure.key.area))}</b>, {figure.key.period}: {value}<br>{status(figure)}"
    into["hovertext"].append(said)


def _names_and_frames(
    lines: Sequence[Line], mine: str, metric: Metric, top: float, held: Sequence[str]
) -> tuple[list[dict], list[dict]]:
    """The name over each panel, its frame (dark for the reader's own), and the one scale said once."""
    names, frames = [], []
    for number, line in enumerate(lines):
        x = number % _ACROSS * (_WIDE + _GAP)
        y = -(number // _ACROSS) * (_HIGH + _HEAD)
        own = line.area == mine
        name = words.drawn(areas.name(line.area))
        names.append(_words(f"<b>{name}</b>" if own else name, x, y + _HIGH + 0.02, 9.8))
        edge = {"color": look.INK if own else look.GRID, "width": 2.5 if own else 1}
        frames.append(
            {"type": "rect", "x0": x, "x1": x + _WIDE, "y0": y, "y1": y + _HIGH, "line": edge, "layer": "below"}
        )
    scale = f"Every panel: 0 to {words.number(top, metric)}, {held[0]} to {held[-1]}"
    bottom = -((len(lines) - 1) // _ACROSS) * (_HIGH + _HEAD)
    names.append(_words(scale, 0, min(bottom, 0) - 0.22, 10.5))
    return names, frames


def _words(text: str, x: float, y: float, size: float) -> dict[str, object]:
    return {
        "text": text,
        "font": {"size": size},
        "showarrow": False,
        **{"x": x, "y": y, "xanchor": "left", "yanchor": "bottom", "xshift": -2},
    }
