"""What stands in `data/` as pages of reference: definitions, sources, gaps. Words only; no figure is shown here."""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from exhibits.tables import Table
from model import DATA, areas, breakdowns, caveats, metrics, returns, sources
from model.caveats import EFFECT_WORDS, Caveat
from model.metrics import OUTCOMES, TOPICS, Metric

DIRECTION_WORDS = {
    "none": "None: neither more nor less is better, so no colour says good or bad",
    "more is better": "More is better",
}


def definition(metric: Metric, held: Mapping[str, str]) -> list[tuple[str, str]]:
    """A metric's entry as terms and words. `held` gives, by series, the periods held."""
    base = metric.of_whom or "Not a share: a count of its own"
    parts = f"{metric.numerator}, of {metric.denominator[:1].lower()}{metric.denominator[1:]}"
    series = [sources.series()[each] for each in held]
    return [
        ("What it tells", metric.question),
        ("Definition", metric.definition),
        ("What is counted", metric.counted),
        ("Base", f"{base} ({parts})" if metric.numerator and metric.denominator else base),
        ("Unit", metric.unit_words),
        ("Split by", _split_by(metric)),
        ("Topic", TOPICS[metric.topic]),
        ("Strategic outcome", _outcome(metric)),
        ("Good direction", DIRECTION_WORDS[metric.direction]),
        ("Adding up", "Never added up" if metric.sums == "never" else f"May be added up {metric.sums}"),
        ("Collected", metric.collected.capitalize()),
        ("Protecting people", metric.disclosure),
        ("Figures held", "; ".join(f"{each.name} ({held[each.id]})" for each in series) or "None yet"),
        (
            "Source",
            "; ".join(dict.fromkeys(sources.of_series(each.id).citation for each in series)) or "No figures yet",
        ),
    ]


def _split_by(metric: Metric) -> str:
    named = [breakdowns.dimensions()[key].label.lower() for key in (*metric.breakdown, *metric.optional)]
    return ", ".join(named).capitalize() if named else "Not split"


def _outcome(metric: Metric) -> str:
    if metric.outcome is None:
        return "Context; belongs to none"
    return f"{metric.outcome}. {OUTCOMES[metric.outcome]} (this mapping is ours)"


def caveats_of(metric: Metric) -> list[Caveat]:
    """Every caveat that can apply to a metric's figures."""
    found = [
        each
        for each in caveats.caveats().values()
        if metric.id in each.scope.metrics
        or (not each.scope.metrics and each.scope.series == {returns.SERIES} and metric.supplied == "sent")
    ]
    return sorted(found, key=lambda each: list(EFFECT_WORDS).index(each.effect))


def all_metrics(held: Mapping[str, str]) -> Table:
    """All metrics in one table. `held` gives, by metric, the periods held."""
    rows = [
        (
            each.name,
            each.question,
            each.unit_words,
            "none" if each.direction == "none" else each.direction,
            each.collected,
            held.get(each.id, "none yet"),
        )
        for each in metrics.metrics().values()
    ]
    columns = ("Metric", "What it tells", "Unit", "Good direction", "Collected", "Held")
    return Table("All metrics", columns, tuple(rows))


def all_sources() -> Table:
    """Every source with publisher, date, licence and the status of its statistics."""
    columns = ("Title", "Publisher", "Published", "Licence", "Status of the statistics", "Address")
    rows = [
        (each.title, each.publisher, each.published, each.licence, each.statistics_status, each.url)
        for each in sources.sources().values()
        if each.source_id != "house"
    ]
    return Table("Sources", columns, tuple(rows))


def all_series() -> Table:
    """Every series: one source under one definition."""
    columns = ("Series", "What it holds", "Status of the statistics")
    return Table(
        "Series", columns, tuple((each.name, each.about, each.statistics) for each in sources.series().values())
    )


@cache
def gaps(path: Path = DATA / "gaps.csv") -> Table:
    """What is not held, why, and who could close each gap."""
    with path.open(encoding="utf-8", newline="") as file:
        found = sorted(csv.DictReader(file), key=lambda row: row["kind"])
    columns = ("What is missing", "Which years", "Which areas", "Gap or need", "Who could close it", "What is known")
    keys = ("what", "period", "areas", "kind", "who_could_close", "said")
    return Table("What is missing", columns, tuple(tuple(row[key] for key in keys) for row in found))


def not_held() -> Table:
    """Caveats about figures published elsewhere and not held here."""
    columns = ("About", "What to know", "Not held", "Who says so")
    rows = [(each.about, each.full, each.scope.outside, each.citation) for each in caveats.outside()]
    return Table("Caveats about figures not held here", columns, tuple(rows))


@cache
def site(path: Path = DATA / "site.toml") -> dict[str, Any]:
    """The settings that whoever runs the dashboard edits: contact, next update, accessibility, revisions."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def caveat_lines(found: Iterable[Caveat]) -> list[tuple[str, str, str]]:
    """Caveats as effect, full text and citation."""
    return [(EFFECT_WORDS[each.effect], each.full, f"{each.citation} ({each.id})") for each in found]


def could_send(area: str, sent: set[str]) -> Table:
    """What an authority could send in a return, sheet by sheet: the metric, what it tells, whether it has been sent."""
    rows = []
    for sheet in returns.sheets():
        for metric in map(metrics.metric, sheet.metrics):
            state = "optional" if sheet.optional else "yes" if metric.id in sent else "not yet"
            rows.append((metric.name, metric.question, sheet.sheet, state))
    columns = ("Metric", "What it tells", "Sheet of a return", f"Sent by {areas.name(area)}")
    return Table(f"What {areas.name(area)} could send in", columns, tuple(rows))
