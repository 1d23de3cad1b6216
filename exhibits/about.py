"""What is held, seen from above: which authority has figures for which year, of one data set."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from exhibits import look
from exhibits.exhibit import Chart, Exhibit, Mark
from exhibits.tables import Table
from model import areas, caveats, periods, sources
from model.observations import Flag, Observation

_STATES = ("held", "earlier", "partly", "none")
_WORDS = {
    "held": "held",
    "earlier": "an earlier year's",
    "partly": "partly held",
    "none": "none",
}


def completeness(series: str, figures: Iterable[Observation], held_since: str) -> Exhibit:
    """Authorities down, years across, one data set: a word in every cell for what is held."""
    by_place: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for figure in figures:
        by_place[figure.key.area, figure.key.period].append(figure)
    years = sorted({period for _, period in by_place}, key=periods.order)
    states = {(code, year): _state(by_place.get((code, year), [])) for code in areas.codes() for year in years}
    counted = Counter(states.values())
    name = sources.series()[series].name
    whole = sum(all(states[code, year] == "held" for year in years) for code in areas.codes())
    rows = tuple((areas.name(code), *(_WORDS[states[code, year]] for year in years)) for code in areas.codes())
    every = tuple(each for found in by_place.values() for each in found)
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    subtitle = f"{name}. What is held for 32 authorities, {span}."
    told = "; ".join(f"{_WORDS[state]}: {counted[state]}" for state in _STATES if counted[state])
    return Exhibit(
        id=f"completeness-{series}".replace("_", "-"),
        headline=f"{whole} of 32 authorities have their own figures for every year of this data set",
        subtitle=subtitle,
        period=span,
        held_since=held_since,
        figures=every,
        table=Table(subtitle, ("Authority", *years), rows),
        caveats=caveats.of_figures(every),
        series=(series,),
        alt=f"Grid of authorities by year. {subtitle} Authority-years {told}. The same is in the table.",
        areas=areas.codes(),
        chart=_grid(states, years),
        marks=tuple(_MARKS[state] for state in _STATES if counted[state]),
    )


_MARKS = {
    "held": Mark("solid", "filled: the year's own figures"),
    "earlier": Mark("hatched", "striped: an earlier year's figures"),
    "partly": Mark("dotted", "dotted: some figures, others have a reason why not"),
    "none": Mark("hollow", "empty: no figure held"),
}
_SHAPES = {"held": "", "earlier": "/", "partly": ".", "none": ""}


def _state(found: list[Observation]) -> str:
    with_value = [each for each in found if each.value is not None]
    if not with_value:
        return "none"
    if any(Flag.CARRIED_FORWARD in each.flags for each in with_value):
        return "earlier"
    return "held" if len(with_value) == len(found) else "partly"


def _grid(states: dict[tuple[str, str], str], years: list[str]) -> Chart:
    places = [(row, column) for row in range(len(areas.codes())) for column in range(len(years))]
    found = [states[areas.codes()[row], years[column]] for row, column in places]
    tile = {
        "type": "bar",
        "x": [column for _, column in places],
        "y": [0.84] * len(places),
        "base": [row - 0.42 for row, _ in places],
        "width": 0.94,
        "marker": {
            "color": [look.PAPER if state == "none" else look.BLUE for state in found],
            "pattern": {
                "shape": [_SHAPES[state] for state in found],
                "fgcolor": look.BLUE,
                "bgcolor": look.PAPER,
                "fillmode": "replace",
                "size": 6,
                "solidity": 0.35,
            },
            "line": {"color": look.SOFT_INK, "width": 0.8},
        },
        "hovertext": [
            f"{areas.name(areas.codes()[row])}, {years[column]}: {_WORDS[state]}"
            for (row, column), state in zip(places, found, strict=True)
        ],
        "hoverinfo": "text",
    }
    names = [areas.name(code) for code in areas.codes()]
    plain = {"fixedrange": True, "showgrid": False, "zeroline": False}
    return Chart(
        data=(tile,),
        height=32 * 16 + 28,
        layout=look.layout(
            margin={"l": 134, "r": 8, "t": 26, "b": 2},
            barmode="overlay",
            xaxis={**plain, "side": "top", "tickvals": list(range(len(years))), "ticktext": years},
            yaxis={
                **plain,
                "range": [31.5, -0.5],
                "tickvals": list(range(32)),
                "ticktext": names,
                "tickfont": {"size": 11.5},
            },
        ),
    )
