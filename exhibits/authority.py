"""One authority: its figures beside its family group's and Scotland's, what changed, a sentence on it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from exhibits import words
from exhibits.exhibit import Exhibit, Origin
from exhibits.origins import held_since, used_origins
from exhibits.tables import Table
from model import areas, breakdowns, caveats, changes, medians, metrics, periods
from model.metrics import Metric
from model.observations import Observation, status


@dataclass(frozen=True)
class Topic:
    """Figures that are read together: which metrics, from which series, how split."""

    name: str
    lines: tuple[tuple[str, str, str], ...]  # metric, series, breakdown


_BY_OPTION = ("option=any", "option=1", "option=2", "option=3", "option=4")
TOPICS = {
    "support": Topic(
        "How people are supported",
        (
            ("implementation_rate", "phs_implementation", ""),
            *(("sds_people", "phs_options", each) for each in _BY_OPTION),
            *(("sds_people_rate", "phs_options", each) for each in _BY_OPTION),
            ("people_supported", "phs_people_supported", ""),
        ),
    ),
    "experience": Topic(
        "What people getting any care say",
        tuple((id_, "lgbf", "") for id_, each in metrics.metrics().items() if "hace" in each.groups),
    ),
    "spend": Topic("Spend through SDS", (("sw2_spend_share", "lgbf", ""),)),
}


@dataclass(frozen=True)
class Asked:
    """Whose figures, of which topic, against which kind of family group (`people` or `other`)."""

    area: str
    topic: str
    family: str = "people"


@dataclass(frozen=True)
class Line:
    """One figure with its past, its family group's figures for the same period, and Scotland's."""

    metric: Metric
    breakdown: str
    history: tuple[Observation, ...]
    group: Mapping[str, Observation]
    scotland: Observation | None
    held: tuple[str, ...]

    @property
    def now(self) -> Observation:
        """The latest figure."""
        return self.history[-1]

    @property
    def name(self) -> str:
        """What the row is called."""
        split = breakdowns.words(self.breakdown)
        return f"{split} ({self.metric.unit_words})" if split else self.metric.name


def build(asked: Asked, found: Iterable[Observation], origins: Sequence[Origin]) -> Exhibit:
    """A topic's latest figures for one authority as an exhibit. `found` are all areas' figures of the topic's lines."""
    group = areas.family_groups()[areas.family_of(asked.area, asked.family)]
    lines = _lines(asked, found, group.members)
    figures = tuple(line.now for line in lines)
    compared = [line for line in lines if not line.metric.is_count]
    beside = [each for line in compared for each in (*line.group.values(), line.scotland) if each is not None]
    before = [line.history[-2] for line in lines if len(line.history) > 1]
    others = tuple(dict.fromkeys([*(each for each in beside if each not in figures), *before]))
    uses = ["family_groups", "family_middle", "change"]
    used = used_origins((*figures, *others), origins)
    name = areas.name(asked.area)
    span = periods.span([figure.key.period for figure in figures])
    subtitle = (
        f"{TOPICS[asked.topic].name}, {name}, latest period held of each ({span}). Beside it the middle of its "
        f"{group.name[:1].lower()}{group.name[1:]} ({group.vintage}): {words.listing(list(group.members))}."
    )
    own = {caveat.id for caveat in caveats.of_figures(figures, uses)}
    applying = _own_first(caveats.of_figures((*figures, *others), uses), own)
    return Exhibit(
        id=f"{name}_{asked.topic}_{span}".replace("/", "-").replace(" ", "-").lower(),
        headline=sentence(asked, lines),
        subtitle=subtitle,
        period=span,
        held_since=held_since(used),
        origins=used,
        figures=figures,
        beside=others,
        table=_table(lines, asked, group.members, subtitle),
        caveats=applying,
        aside=frozenset(caveat.id for caveat in applying if caveat.id not in own),
        aside_are="figures beside them",
        series=tuple(dict.fromkeys(figure.key.series for figure in (*figures, *others))),
        alt=f"Table. {subtitle}",
        areas=(asked.area,),
    )


def _own_first(found: Iterable[caveats.Caveat], own: set[str]) -> tuple[caveats.Caveat, ...]:
    return tuple(sorted(found, key=lambda caveat: caveat.id not in own))


def _lines(asked: Asked, found: Iterable[Observation], members: Sequence[str]) -> list[Line]:
    by_line: dict[tuple[str, str], dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for figure in found:
        by_line[figure.key.metric, figure.key.breakdown][figure.key.area].append(figure)
    lines = []
    for metric, _, breakdown in TOPICS[asked.topic].lines:
        by_area = by_line.get((metric, breakdown), {})
        history = sorted(by_area.get(asked.area, ()), key=lambda figure: periods.order(figure.key.period))
        while history and metrics.metric(metric).collected != "yearly" and history[-1].value is None:
            history.pop()  # a round nobody held is not the latest
        if not history:
            continue
        at = history[-1].key.period
        now = {area: figure for area, all_ in by_area.items() for figure in all_ if figure.key.period == at}
        held = {figure.key.period for all_ in by_area.values() for figure in all_ if figure.value is not None}
        group = {area: now[area] for area in members if area in now}
        lines.append(
            Line(metrics.metric(metric), breakdown, tuple(history), group, now.get(areas.SCOTLAND), tuple(held))
        )
    return lines


def _table(lines: Sequence[Line], asked: Asked, members: Sequence[str], caption: str) -> Table:
    columns = (
        *("What", "Period", areas.name(asked.area), "Status"),
        *("Family group: middle (lowest to highest)", "Of its members", _which_scotland(lines)),
        "Since the period before",
        "Where from",
    )
    members_said = _members(lines, members)
    rows = [
        (
            line.name,
            line.now.key.period,
            _value(line.now, line.metric),
            words.capital(status(line.now)),
            _group(line, members),
            members_said[number],
            _scotland(line),
            _change(line, lines),
            f"{line.now.return_id} {line.now.sheet} {line.now.cell}",
        )
        for number, line in enumerate(lines)
    ]
    return Table(caption, columns, tuple(rows))


def _value(figure: Observation, metric: Metric) -> str:
    if figure.drawn is None:
        return "–"
    said = words.number(figure.value, metric)
    return f"{said} ({words.parts(figure)})" if words.parts(figure) else said


def _group(line: Line, members: Sequence[str]) -> str:
    if line.metric.is_count:
        return "a count: see the rate"
    middle = medians.of_group(members, line.group)
    if middle is None:
        return "too few have a figure of their own"
    low, high = words.number(middle.lowest, line.metric), words.number(middle.highest, line.metric)
    return f"{words.number(middle.median, line.metric)} ({low} to {high})"


def _members(lines: Sequence[Line], members: Sequence[str]) -> list[str]:
    """How many of the family group each row's middle is of, and who is not in it; the same names are said once."""
    said: list[str] = []
    before: tuple[str, ...] | None = None
    for line in lines:
        middle = None if line.metric.is_count else medians.of_group(members, line.group)
        if middle is None:
            said.append("")
            continue
        without = f", without {words.listing(list(middle.missing))}" if middle.missing else ""
        as_above = ", the same" if middle.missing and middle.missing == before else without
        said.append(f"{len(middle.counted)} of {len(members)}{as_above}")
        before = middle.missing
    return said


def _scotland(line: Line) -> str:
    if line.metric.is_count:
        return ""
    return words.NO_FIGURE if line.scotland is None else words.qualified(line.scotland, line.metric)


def _which_scotland(lines: Sequence[Line]) -> str:
    """The heading over Scotland's figures, with which Scotland they are of."""
    coverage = {line.scotland.key.coverage for line in lines if line.scotland is not None} - {""}
    return f"Scotland ({' or '.join(words.COVERAGE[each] for each in sorted(coverage))})" if coverage else "Scotland"


def _change(line: Line, lines: Sequence[Line]) -> str:
    change = changes.since_the_period_before(line.history, line.held)
    if change is None:
        return "no earlier figure"
    count = _count_behind(line, lines)
    if change.value is not None and count and count.value is None:
        change = count
    if change.value is None:
        return f"not offered: {change.why_not}"
    return f"{_signed(change.value, line.metric)} since {change.since}"


def _count_behind(line: Line, lines: Sequence[Line]) -> changes.Change | None:
    """The change of the count that a rate was made from: where the count's is not offered, nor is the rate's."""
    if line.metric.id != "sds_people_rate":
        return None
    counts = [each for each in lines if each.metric.id == "sds_people" and each.breakdown == line.breakdown]
    return changes.since_the_period_before(counts[0].history, counts[0].held) if counts else None


def _signed(value: float, metric: Metric) -> str:
    rounded = round(value, metric.decimals)
    if not rounded:
        return "no change"
    size = f"{abs(rounded):,.{metric.decimals}f}"
    unit = " percentage points" if metric.unit == "percent" else ""
    return f"{'up' if rounded > 0 else 'down'} {size}{unit}"


def sentence(asked: Asked, lines: Sequence[Line]) -> str:
    """One sentence that could be read out at a board: what is known, of when, and what it does not say."""
    name = areas.name(asked.area)
    if not lines:
        return f"{name}: no figures of this kind are held"
    return _SENTENCES[asked.topic](name, lines)


def _of_support(name: str, lines: Sequence[Line]) -> str:
    by_key = {(line.metric.id, line.breakdown): line for line in lines}
    people, rate = by_key.get(("sds_people", "option=any")), by_key.get(("implementation_rate", ""))
    if people is None:
        return _plainly(name, lines[0])
    figure = people.now
    if figure.value is None:
        return f"{name} has no {figure.key.period} figure of people with SDS: {status(figure)}"
    number = words.number(figure.value, people.metric)
    if figure.carried_forward:
        of_when = figure.period_of_figure or "an earlier year"
        return (
            f"{number} people in {name} were recorded with an SDS option in {of_when}; the earlier figure is repeated "
            f"for {figure.key.period}. It is what was recorded, not whether anyone had a real choice"
        )
    share = _share_of_those_able(rate.now, figure.key.period) if rate else ""
    said = f"{number} people in {name} were recorded with an SDS option in {figure.key.period}{share}"
    return f"{said}. That is what was recorded, not whether anyone had a real choice"


def _share_of_those_able(rate: Observation, period: str) -> str:
    """The rate of the same period, where it is the period's own and both its parts are held."""
    if rate.key.period != period or not rate.as_returned or rate.numerator is None or rate.denominator is None:
        return ""
    said = words.number(rate.value, metrics.metric(rate.key.metric))
    return f": {said} of the {words.part(rate.denominator)} counted as able to choose"


def _plainly(name: str, line: Line) -> str:
    """A figure with its name, its period and its status, for want of the one that makes a better sentence."""
    return f"{name}, {line.now.key.period}: {line.name}, {words.qualified(line.now, line.metric)}"


def _of_experience(name: str, lines: Sequence[Line]) -> str:
    line = next((line for line in lines if line.metric.id == "sw4d_had_a_say"), None)
    if line is None:
        return _plainly(name, lines[0])
    if line.now.value is None:
        return f"{name} has no {line.now.key.period} survey estimate: {status(line.now)}"
    return (
        f"In the {line.now.key.period} survey an estimated {words.number(line.now.value, line.metric)} of people "
        f"getting any care in {name} agreed they had a say in it. They are not SDS users alone, and a say is not a "
        "choice of option"
    )


def _of_spend(name: str, lines: Sequence[Line]) -> str:
    line = lines[0]
    if line.now.value is None:
        return f"{name} has no {line.now.key.period} figure of spend through SDS: {status(line.now)}"
    return (
        f"{name} reported {words.number(line.now.value, line.metric)} of adult social work spend through SDS in "
        f"{line.now.key.period}. It is a share of spend, not of people, and leaves Option 3 out"
    )


_SENTENCES: dict[str, Callable[[str, Sequence[Line]], str]] = {
    "support": _of_support,
    "experience": _of_experience,
    "spend": _of_spend,
}
