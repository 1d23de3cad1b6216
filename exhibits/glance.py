"""Scotland at a glance: what is known and what is not, by strategic outcome, and the cards that show it."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exhibits import facets, words
from exhibits.exhibit import Exhibit, Origin
from exhibits.facets import Column, Facets
from exhibits.origins import held_since, used_origins
from exhibits.tables import Table
from model import DATA, areas, breakdowns, caveats, metrics, periods, sources
from model.metrics import OUTCOMES
from model.observations import Observation

OPTIONS = ("option=any", "option=1", "option=2", "option=3", "option=4")
EXPERIENCE = tuple(id_ for id_, each in metrics.metrics().items() if "hace" in each.groups)
COVERED = (
    *("sds_people", "implementation_rate", "sds_share_one_option", "sds_people_by_client_group", "people_supported"),
    *("sw2_spend_share", "sw4b_quality_of_life", "staff_trained", "outcomes_met"),
)


@dataclass(frozen=True)
class Outcome:
    """One strategic outcome as the way in: what is held that speaks to it, until when, and what is not."""

    number: int
    name: str
    held: tuple[str, ...]
    missing: tuple[str, ...]


_SUBJECTS = {  # what a reader would call the metrics of an outcome and topic
    (1, "option_uptake"): "How people are supported, by option",
    (1, "outcomes"): "What people getting any care say",
    (2, "training"): "Training in SDS",
    (3, "option_uptake"): "Who provides support",
    (3, "spend"): "Spend through SDS",
    (1, "own"): "Authorities' own counts of budgets and independent support",
    (3, "own"): "Where authorities say the options are available",
    (4, "own"): "Authorities' own counts of people waiting, and views of the SDS Standards",
}


def outcomes(latest: Mapping[str, str], path: Path = DATA / "gaps.csv") -> list[Outcome]:
    """The four strategic outcomes, each with what is held and what is missing. `latest` gives each held metric's last
    period with a value for authorities."""
    with path.open(encoding="utf-8", newline="") as file:
        gaps = [row for row in csv.DictReader(file) if row["outcome"]]
    found = []
    for number, name in OUTCOMES.items():
        ends: dict[str, list[str]] = {}
        for id_, each in metrics.metrics().items():
            if each.outcome == number and id_ in latest:
                ends.setdefault(_SUBJECTS[number, each.topic], []).append(latest[id_])
        held = tuple(f"{subject}, to {max(last, key=periods.order)}" for subject, last in ends.items())
        missing = tuple(_missing(row) for row in gaps if row["outcome"] == str(number))
        found.append(Outcome(number, name, held, missing))
    return found


def _missing(gap: Mapping[str, str]) -> str:
    return gap["what"] if gap["period"].startswith("All") else f"{gap['what']}, {gap['period']}"


def options(found: Iterable[Observation], origins: Sequence[Origin]) -> Exhibit:
    """People by option in one area and year, as a count and per 1,000 people. `found` are figures of both metrics."""
    by_metric: dict[str, dict[str, Observation]] = {}
    for figure in found:
        by_metric.setdefault(figure.key.metric, {})[figure.key.breakdown] = figure
    one = next(iter(next(iter(by_metric.values())).values()))
    shown = Facets(
        first="Option",
        rows=tuple(breakdowns.words(each) for each in OPTIONS),
        columns=tuple(
            Column(heading, metric, tuple(by_metric.get(metric, {}).get(each) for each in OPTIONS))
            for metric, heading in (("sds_people", "People in the year"), ("sds_people_rate", "Per 1,000 people"))
        ),
    )
    area, period = one.key.area, one.key.period
    whose = areas.name(area) + (f" ({words.COVERAGE[one.key.coverage]})" if one.key.coverage else "")
    subtitle = f"People who used each SDS option, and any, {periods.words(period)}, {whose}. People; per 1,000 people."
    used = used_origins(shown.figures, origins)
    return Exhibit(
        id=f"people-by-option_{period.replace('/', '-')}_{areas.name(area).lower().replace(' ', '-')}",
        headline=f"{areas.name(area)}, {period}: people are counted once for every option they used, and once in ‘any’",
        subtitle=subtitle,
        period=period,
        held_since=held_since(used),
        origins=used,
        figures=shown.figures,
        table=facets.table(shown, subtitle),
        caveats=caveats.of_figures(shown.figures),
        series=tuple(dict.fromkeys(figure.key.series for figure in shown.figures)),
        alt=f"Two bar charts side by side, one row an option. {subtitle} Every figure is in the table.",
        areas=(area,),
        chart=facets.chart(shown, row_height=52),
        marks=facets.marks(shown),
    )


def experience(found: Iterable[Observation], origins: Sequence[Origin]) -> Exhibit:
    """What people getting any care say, in one area: statements down, survey rounds across, on one scale."""
    held = {(figure.key.metric, figure.key.period): figure for figure in found}
    rounds = sorted({period for (_, period), figure in held.items() if figure.value is not None}, key=periods.order)
    asked = [id_ for id_ in EXPERIENCE if any((id_, each) in held for each in rounds)]
    area = next(iter(held.values())).key.area
    shown = Facets(
        first="People getting any care who agreed or rated it good",
        rows=tuple(metrics.metric(id_).name.partition(": ")[2].capitalize() for id_ in asked),
        columns=tuple(Column(each, asked[0], tuple(held.get((id_, each)) for id_ in asked)) for each in rounds),
    )
    subtitle = (
        "People getting any care, not SDS users alone, who agreed with each statement. Percent of those who answered "
        f"the Health and Care Experience survey, rounds {rounds[0]} to {rounds[-1]}, {areas.name(area)}."
    )
    used = used_origins(shown.figures, origins)
    span = f"{rounds[0]} to {rounds[-1]}"
    return Exhibit(
        id=f"care-experience_{areas.name(area)}_{span}".replace("/", "-").replace(" ", "-").lower(),
        headline=f"What people getting any care said, {span}: satisfaction, which is not the same as choice",
        subtitle=subtitle,
        period=span,
        held_since=held_since(used),
        origins=used,
        figures=shown.figures,
        table=facets.table(shown, subtitle),
        caveats=caveats.of_figures(shown.figures),
        series=tuple(dict.fromkeys(figure.key.series for figure in shown.figures)),
        alt=f"Bar charts side by side, one for each survey round. {subtitle} Every figure is in the table.",
        areas=(area,),
        chart=facets.chart(shown, row_height=36),
        marks=facets.marks(shown),
    )


def coverage(counted: Mapping[str, Mapping[str, int]], series: Sequence[str], origins: Sequence[Origin]) -> Exhibit:
    """How many of the 32 have a figure of their own, by metric and year.

    `counted` gives that, by metric and period; `series` are those the figures counted are of.
    """
    years = sorted({year for id_ in COVERED for year in counted.get(id_, ())}, key=periods.order)[-8:]
    rows = tuple(
        (metrics.metric(id_).name, *(_of_32(id_, counted.get(id_), year) for year in years)) for id_ in COVERED
    )
    nobody = [metrics.metric(id_).name for id_ in COVERED if not counted.get(id_)]
    subtitle = f"Authorities with a figure of their own for the year, of 32, {years[0]} to {years[-1]}."
    used = held_since(origins)
    said = f"No authority's figures are held on {_joined(nobody)}" if nobody else "Every topic has figures"
    return Exhibit(
        id="what-is-held_overview",
        headline=f"Where figures are missing. {said}",
        subtitle=subtitle,
        period=f"{years[0]} to {years[-1]}",
        held_since=used,
        origins=tuple(origins),
        figures=(),
        table=Table(subtitle, ("Figures on", *years), rows),
        caveats=tuple(each for each in caveats.caveats().values() if "coverage" in each.scope.uses),
        series=tuple(each for each in sources.series() if each in series),
        alt=f"Table of metrics by year. {subtitle}",
    )


def _of_32(metric: str, by_year: Mapping[str, int] | None, year: str) -> str:
    if not by_year:
        return "none sent"
    if year in by_year:
        return f"{by_year[year]} of 32"
    return "none held" if metrics.metric(metric).collected == "yearly" else "no survey held"


def _joined(names: Sequence[str]) -> str:
    said = [name[:1].lower() + name[1:] for name in names]
    return " or ".join(said)
