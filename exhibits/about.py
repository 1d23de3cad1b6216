"""What is held, seen from above: which authority has figures for which year, of one data set."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    states = {(code, year): state(*counted.get((code, year), (0, 0, 0))) for code in areas.codes() for year in years}
    whole = sum(all(states[code, year] is State.HELD for year in years) for code in areas.codes())
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    subtitle = f"{sources.series()[series].name}. What is held for 32 authorities, {span}."
    many = Counter(states.values())
    told = "; ".join(f"{each}: {many[each]}" for each in State if many[each])
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
        chart=grid(
            [[states[code, year] for year in years] for code in areas.codes()],
            list(map(areas.name, areas.codes())),
            years,
        ),
        marks=marks_of(states.values()),
    )


def marks_of(found: Iterable[State]) -> tuple[Mark, ...]:
    """The key to the marks of some states."""
    present = set(found)
    return tuple(dict.fromkeys(_MARKS[each] for each in State if each in present))


def of_authority(
    area: str, counted: Mapping[tuple[str, str], tuple[int, int, int]], origins: Sequence[Origin]
) -> Exhibit:
    """Which data sets hold figures for one authority, by year. `counted` gives by series and period how many values
    are held, how many of them carried forward, how many absences."""
    shown = [each for each in sources.series() if any(series == each for series, _ in counted)]
    years = sorted({period for _, period in counted}, key=periods.order)
    years = [year for year in years if "/" in year] or years  # mid-years only where nothing else is held
    states = {(each, year): state(*counted.get((each, year), (0, 0, 0))) for each in shown for year in years}
    shown = [each for each in shown if any(states[each, year] is not State.NOTHING for year in years)]
    names = [sources.series()[each].short for each in shown]
    newest = [year for year in years if sum(states[each, year] is not State.NOTHING for each in shown) > 1] or years
    whole = sum(states[each, newest[-1]] is State.HELD for each in shown)
    name = areas.name(area)
    subtitle = f"What is held for {name}, by data set and year, {years[0]} to {years[-1]}."
    rows = tuple((label, *(states[each, year] for year in years)) for label, each in zip(names, shown, strict=True))
    applying = [each for each in caveats.caveats().values() if "coverage" in each.scope.uses]
    return Exhibit(
        id=f"what-is-held_{name}".replace(" ", "-").lower(),
        headline=f"{name} has figures of its own for {newest[-1]} in {whole} of {len(shown)} data sets",
        subtitle=subtitle,
        period=f"{years[0]} to {years[-1]}",
        held_since=held_since(origins),
        origins=tuple(origins),
        figures=(),
        table=Table(subtitle, ("Data set", *years), rows),
        caveats=tuple(applying),
        series=tuple(shown),
        alt=f"Grid of data sets by year. {subtitle} The same is in the table.",
        chart=grid([[states[each, year] for year in years] for each in shown], names, years, row_height=20),
        marks=marks_of(states[each, year] for each in shown for year in years),
    )


def state(values: int, carried_forward: int, absent: int) -> State:
    """What is held of one authority and year, from how many values, of them carried forward, and absences there are."""
    if not values:
        return State.REASON if absent else State.NOTHING
    if carried_forward:
        return State.EARLIER
    return State.PARTLY if absent else State.HELD


def grid(states: Sequence[Sequence[State]], names: Sequence[str], years: Sequence[str], row_height: int = 15) -> Chart:
    """Rows of states under years as a chart of tiles; a mark, never a colour alone, says what each is."""
    places = [(row, column) for row in range(len(names)) for column in range(len(years))]
    found = [states[row][column] for row, column in places]
    tile = {
        "type": "bar",
        "x": [column for _, column in places],
        "y": [0.84] * len(places),
        "base": [row - 0.42 for row, _ in places],
        "width": 0.94,
        "marker": {
            "color": [look.PAPER if each in (State.REASON, State.NOTHING) else look.BLUE for each in found],
            "pattern": {
                "shape": [_SHAPES.get(each, "") for each in found],
                "fgcolor": look.BLUE,
                "bgcolor": look.PAPER,
                "fillmode": "replace",
                "size": 6,
                "solidity": 0.35,
            },
            "line": {"color": look.SOFT_INK, "width": 0.8},
        },
        "hovertext": [
            f"{names[row]}, {years[column]}: {each}" for (row, column), each in zip(places, found, strict=True)
        ],
        "hoverinfo": "text",
    }
    plain = {"fixedrange": True, "showgrid": False, "zeroline": False, "tickangle": 0}
    return Chart(
        data=(tile,),
        height=len(names) * row_height + 30,
        layout=look.layout(
            margin={"l": 12 + max(112, 6 * max(map(len, names))), "r": 8, "t": 28, "b": 2},
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
                "range": [len(names) - 0.5, -0.5],
                "tickvals": list(range(len(names))),
                "ticktext": list(names),
                "tickfont": {"size": 11},
            },
        ),
    )
