"""What is held, seen from above: which authority has figures for which year, of one data set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from exhibits import look
from exhibits.exhibit import Chart, Exhibit, Mark, Origin
from exhibits.origins import held_since
from exhibits.tables import Table
from model import areas, caveats, periods, sources


class State(StrEnum):
    """What is held for one authority and year; the value is the word in the table."""

    HELD = "held"
    EARLIER = "an earlier year's"
    PARTLY = "partly held"
    REASON = "none, with a reason"
    NOTHING = "none"


_MARKS = {
    State.HELD: Mark("solid", "filled: the year's own figures"),
    State.EARLIER: Mark("hatched", "striped: an earlier year's figures"),
    State.PARTLY: Mark("dotted", "dotted: some figures, others have a reason why not"),
    State.REASON: Mark("hollow", "empty: no figure (the table says whether a reason is given)"),
    State.NOTHING: Mark("hollow", "empty: no figure (the table says whether a reason is given)"),
}
_SHAPES = {State.EARLIER: "/", State.PARTLY: "."}


def completeness(
    series: str,
    counted: Mapping[tuple[str, str], tuple[int, int, int]],
    metric_ids: set[str],
    origins: Sequence[Origin],
) -> Exhibit:
    """Authorities down, years across, one data set: a mark and a word in every cell for what is held.

    `counted` gives, by area and period, how many values are held, how many of them carried forward, how many absences.
    """
    years = sorted({period for _, period in counted}, key=periods.order)
    states = {(code, year): _state(*counted.get((code, year), (0, 0, 0))) for code in areas.codes() for year in years}
    whole = sum(all(states[code, year] is State.HELD for year in years) for code in areas.codes())
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    subtitle = f"{sources.series()[series].name}. What is held for 32 authorities, {span}."
    many = Counter(states.values())
    told = "; ".join(f"{state}: {many[state]}" for state in State if many[state])
    rows = tuple((areas.name(code), *(states[code, year] for year in years)) for code in areas.codes())
    return Exhibit(
        id=f"what-is-held_{series}".replace("_", "-"),
        headline=f"{whole} of 32 authorities have figures of their own for every year of this data set",
        subtitle=subtitle,
        period=span,
        held_since=held_since(origins),
        origins=tuple(origins),
        figures=(),
        table=Table(subtitle, ("Authority", *years), rows),
        caveats=caveats.of_series(series, metric_ids),
        series=(series,),
        alt=f"Grid of authorities by year. {subtitle} Authority-years {told}. The same is in the table.",
        chart=_grid(states, years),
        marks=tuple(dict.fromkeys(_MARKS[state] for state in State if many[state])),
    )


def _state(values: int, carried_forward: int, absent: int) -> State:
    if not values:
        return State.REASON if absent else State.NOTHING
    if carried_forward:
        return State.EARLIER
    return State.PARTLY if absent else State.HELD


def _grid(states: Mapping[tuple[str, str], State], years: Sequence[str]) -> Chart:
    places = [(row, column) for row in range(len(areas.codes())) for column in range(len(years))]
    found = [states[areas.codes()[row], years[column]] for row, column in places]
    tile = {
        "type": "bar",
        "x": [column for _, column in places],
        "y": [0.84] * len(places),
        "base": [row - 0.42 for row, _ in places],
        "width": 0.94,
        "marker": {
            "color": [look.PAPER if state in (State.REASON, State.NOTHING) else look.BLUE for state in found],
            "pattern": {
                "shape": [_SHAPES.get(state, "") for state in found],
                "fgcolor": look.BLUE,
                "bgcolor": look.PAPER,
                "fillmode": "replace",
                "size": 6,
                "solidity": 0.35,
            },
            "line": {"color": look.SOFT_INK, "width": 0.8},
        },
        "hovertext": [
            f"{areas.name(areas.codes()[row])}, {years[column]}: {state}"
            for (row, column), state in zip(places, found, strict=True)
        ],
        "hoverinfo": "text",
    }
    plain = {"fixedrange": True, "showgrid": False, "zeroline": False, "tickangle": 0}
    return Chart(
        data=(tile,),
        height=32 * 15 + 30,
        layout=look.layout(
            margin={"l": 124, "r": 8, "t": 28, "b": 2},
            barmode="overlay",
            xaxis={
                **plain,
                "side": "top",
                "range": [-0.5, len(years) - 0.5],
                "tickvals": list(range(len(years))),
                "ticktext": list(years),
                "tickfont": {"size": 10.5},
            },
            yaxis={
                **plain,
                "range": [31.5, -0.5],
                "tickvals": list(range(32)),
                "ticktext": [areas.name(code) for code in areas.codes()],
                "tickfont": {"size": 11},
            },
        ),
    )
