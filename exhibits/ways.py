"""One area's figures split two ways at once, such as options by age; and spend through SDS beside people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exhibits import facets, look, words
from exhibits.exhibit import Exhibit, Origin
from exhibits.facets import Column, Facets
from exhibits.origins import held_since, used_origins
from model import areas, breakdowns, caveats, metrics, periods
from model.metrics import Metric
from model.observations import Key, Observation
from model.ways import Way, ways

BESIDE = "spend_beside_people"
SPEND, PEOPLE = "sw2_spend_share", ("sds_people_rate", "phs_options", "option=any")


@dataclass(frozen=True)
class Asked:
    """What a reader asked to see: a way of looking, one of its metrics, an area and a period.

    For spend beside people (the way BESIDE), which shows all 32, `area` is the reader's own, or empty.
    """

    way: str
    metric: str
    area: str
    period: str


def build(asked: Asked, found: Iterable[Observation], origins: Sequence[Origin]) -> Exhibit:
    """The split figures as an exhibit. `found` are those of the way's series, for the metric, area and period."""
    way, metric = ways()[asked.way], metrics.metric(asked.metric)
    held = {figure.key.breakdown: figure for figure in found}
    shown = _facets(way, asked.metric, held)
    lacking = _lacking(way, asked, held)
    used = used_origins(shown.figures, origins)
    subtitle = _subtitle(metric, asked, shown.figures)
    return Exhibit(
        id=f"{asked.metric}_{asked.way}_{areas.name(asked.area)}_{asked.period}".replace("/", "-")
        .replace("_", "-")
        .replace(" ", "-")
        .lower(),
        headline=_headline(way, asked, shown),
        subtitle=subtitle,
        period=asked.period,
        held_since=held_since(used),
        origins=used,
        figures=shown.figures,
        table=facets.table(shown, subtitle),
        caveats=caveats.of_figures(shown.figures, without=lacking),
        series=(way.series,),
        alt=f"Bar charts side by side, one for each {_label(way.columns)}. {subtitle} Every figure is in the table.",
        areas=(asked.area,),
        chart=facets.chart(shown, row_height=34),
        marks=facets.marks(shown),
    )


def _facets(way: Way, metric: str, held: dict[str, Observation]) -> Facets:
    rows, columns = _codes(way.rows, held), _codes(way.columns, held)
    return Facets(
        first=breakdowns.dimensions()[way.rows].label,
        rows=tuple(_words(way.rows, row) for row in rows),
        columns=tuple(
            Column(
                _words(way.columns, column),
                metric,
                tuple(held.get(_breakdown(way, row, column)) for row in rows),
                look.colour({way.columns: column}),
            )
            for column in columns
        ),
    )


def _codes(dimension: str, held: Iterable[str]) -> list[str]:
    """The codes of a dimension that figures are held for, in display order; the figure not split comes first."""
    present = {breakdowns.split(each).get(dimension, "") for each in held}
    return [code for code in ("", *breakdowns.dimensions()[dimension].codes) if code in present]


def _words(dimension: str, code: str) -> str:
    if not code:
        return f"All {_label(dimension)}s"
    said = breakdowns.dimensions()[dimension].codes[code]
    return said.removeprefix("Aged ").capitalize() if dimension == "age" else said


def _label(dimension: str) -> str:
    return breakdowns.dimensions()[dimension].label.lower()


def _breakdown(way: Way, row: str, column: str) -> str:
    parts = {way.rows: row, way.columns: column}
    return breakdowns.join({key: code for key, code in parts.items() if code})


def _lacking(way: Way, asked: Asked, held: dict[str, Observation]) -> list[Key]:
    """The identities of the figures that the grid has a place for and nobody holds."""
    coverage = next(iter(held.values())).key.coverage if held else ""
    wanted = [_breakdown(way, row, column) for row in _codes(way.rows, held) for column in _codes(way.columns, held)]
    return [
        Key(way.series, asked.area, coverage, asked.period, asked.metric, each) for each in wanted if each not in held
    ]


def _headline(way: Way, asked: Asked, shown: Facets) -> str:
    name = areas.name(asked.area)
    valued = sum(figure.value is not None for figure in shown.figures)
    if not valued:
        return f"{name} has no {asked.period} figures of this kind, and nothing is filled in"
    return f"{name}, {asked.period}: {way.name[:1].lower()}{way.name[1:]}"


def _subtitle(metric: Metric, asked: Asked, figures: Sequence[Observation]) -> str:
    submitted = any(figure.key.coverage == "submitted" for figure in figures)
    whose = "Scotland (all areas submitted)" if submitted else areas.name(asked.area)
    of_whom = f", as a share of {metric.of_whom}" if metric.is_share else ""
    unit = words.capital(metric.unit_words)
    return f"{words.capital(metric.counted)}{of_whom}. {unit}, {periods.words(asked.period)}, {whose}."


def spend_beside_people(
    period: str, mine: str, spend: Iterable[Observation], people: Iterable[Observation], origins: Sequence[Origin]
) -> Exhibit:
    """SW2, a share of spend, beside people with SDS, for all 32: two scales side by side, and why the two differ."""
    columns = ((SPEND, spend), (PEOPLE[0], people))
    by_area = [{figure.key.area: figure for figure in found} for _, found in columns]
    shown = Facets(
        first="Authority",
        rows=tuple(areas.name(code) for code in areas.codes()),
        columns=tuple(
            Column(_spend_heading(name), name, tuple(held.get(code) for code in areas.codes()), colour)
            for (name, _), held, colour in zip(columns, by_area, (look.BLUE, look.OPTIONS["any"]), strict=True)
        ),
        mine=areas.codes().index(mine) if mine else None,
    )
    used = used_origins(shown.figures, origins)
    subtitle = (
        "Share of adult social work spend through SDS (SW2), percent; and people with any SDS option per 1,000 people. "
        f"{periods.words(period).capitalize()}, 32 authorities{f', {areas.name(mine)} marked' if mine else ''}."
    )
    absent = [
        Key(series, code, "", period, metric, split)
        for (metric, series, split), held in zip(((SPEND, "lgbf", ""), PEOPLE), by_area, strict=True)
        for code in areas.codes()
        if code not in held
    ]
    applying = caveats.of_figures(shown.figures, ["spend_beside_people"], without=absent)
    return Exhibit(
        id=f"sw2-spend-beside-people_{period.replace('/', '-')}",
        headline=f"{period}: spend through SDS and people with SDS are two measures, each on its own scale",
        subtitle=subtitle,
        period=period,
        held_since=held_since(used),
        origins=used,
        figures=shown.figures,
        table=facets.table(shown, subtitle),
        caveats=applying,
        series=tuple(dict.fromkeys(figure.key.series for figure in shown.figures)),
        alt=f"Two bar charts side by side, one row an authority. {subtitle} Every figure is in the table.",
        areas=areas.codes(),
        chart=facets.chart(shown, row_height=15),
        marks=facets.marks(shown),
    )


def _spend_heading(metric: str) -> str:
    return {SPEND: "Share of adult spend (SW2)", PEOPLE[0]: "People per 1,000 people"}[metric]
