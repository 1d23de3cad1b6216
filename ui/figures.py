"""The one door from pages to the ledger, and the one cache: what was worked out from one version of the ledger.

Nothing here is kept by time. Every answer is kept under the ledger's version, which grows with each change, so a
reader never sees a figure that has been replaced.
"""

import os
import threading
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import streamlit as st

from exhibits import about, authority, comparison, files, glance, reference, sent, trend, ways, words
from exhibits.comparison import Asked
from exhibits.exhibit import Exhibit, Origin
from exhibits.tables import Table
from intake import bundled, template
from intake.bundled import Refusal
from ledger import Held, Ledger, Return
from model import DATA, areas, breakdowns, metrics, periods, sources
from model.notes import Note, as_caveat, concerning
from model.observations import Key, Observation
from model.returns import SERIES
from model.ways import ways as ways_declared

_run = threading.local()
_taking_in = threading.Lock()
_taken_in: dict[tuple, list[Refusal]] = {}


def home() -> Path:
    """The folder the ledger lives in: the environment's SDS_HOME, or `data/local`."""
    return Path(os.environ.get("SDS_HOME") or DATA / "local")


@cache
def _opened(folder: Path) -> Ledger:
    return Ledger(folder)


def ledger() -> Ledger:
    """The ledger of this server. Raises LedgerUnavailable with a plain sentence."""
    return _opened(home())


def bundled_folder() -> Path:
    """Where the workbooks of published figures are; a deployment may keep its own."""
    return Path(os.environ.get("SDS_PUBLISHED") or bundled.FOLDER)


def _signature() -> tuple:
    files = sorted(bundled_folder().glob("*.xlsx"))
    return (home(), *((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


def waiting() -> bool:
    """Whether bundled workbooks are still to be looked at: at the first page, and when a file has changed."""
    return _signature() not in _taken_in


def take_in_bundled(progress: Callable[[int, int, str], None]) -> None:
    """Takes in the bundled workbooks once per server and state of the folder; a second caller waits for the first."""
    with _taking_in:
        if waiting():
            signature = _signature()
            refused = bundled.take_in(ledger(), bundled_folder(), progress)
            _taken_in.clear()
            _taken_in[signature] = refused
            look_again()


def refusals() -> list[Refusal]:
    """The bundled workbooks that were not taken in, each with its reason."""
    return next(iter(_taken_in.values()), [])


def look_again() -> None:
    """Asks which version of the ledger counts; every page does so first, and shows that version throughout its run."""
    _run.stamp = f"{home()} {ledger().version()}"


def forget() -> None:
    """Forgets all that was worked out from any version, as a purge asks: nothing of what it blanked stays in memory."""
    st.cache_resource.clear()
    look_again()


def stamp() -> str:
    """Which ledger, and which version of it, this run of a page shows."""
    if not hasattr(_run, "stamp"):
        look_again()
    return _run.stamp


def metrics_held() -> list[str]:
    """The ids of the metrics of which figures for authorities are held, in declared order."""
    return _metrics_held(stamp())


@st.cache_resource(max_entries=4, show_spinner=False)
def _metrics_held(stamp: str) -> list[str]:
    held = ledger().metrics_held(other_than=areas.SCOTLAND)
    return [each for each in metrics.metrics() if each in held]


def metrics_to_compare() -> list[str]:
    """Those of which authorities may be set side by side: every choice of a metric to compare is among these."""
    return metrics.to_compare(metrics_held())


def held(metric: str) -> list[tuple[str, str, str]]:
    """Series, period and breakdown of every kind of figure held of a metric."""
    return _held(stamp(), metric)


@st.cache_resource(max_entries=256, show_spinner=False)
def _held(stamp: str, metric: str) -> list[tuple[str, str, str]]:
    return ledger().held(metric, other_than=areas.SCOTLAND)


def with_value(metric: str) -> set[tuple[str, str, str]]:
    """Series, period and breakdown of every kind of figure of which any authority has a value."""
    return _with_value(stamp(), metric)


@st.cache_resource(max_entries=256, show_spinner=False)
def _with_value(stamp: str, metric: str) -> set[tuple[str, str, str]]:
    return set(ledger().held(metric, other_than=areas.SCOTLAND, with_value=True))


def comparison_of(asked: Asked) -> Exhibit:
    """The comparison a reader asked for, as an exhibit."""
    return _comparison(stamp(), asked)


@st.cache_resource(max_entries=512, show_spinner=False)
def _comparison(stamp: str, asked: Asked) -> Exhibit:
    found = _of_period(stamp, asked.metric, asked.period, asked.breakdown)
    beside = {name: _of_period(stamp, name, asked.period, "") for name in metrics.metric(asked.metric).beside}
    wanted = set(asked.areas)
    shown = comparison.build(
        asked,
        [each for each in found if each.key.series == asked.series and each.key.area in wanted],
        {name: [each for each in all_ if each.key.area in wanted] for name, all_ in beside.items()},
        _origins(stamp),
    )
    return _with_words(stamp, shown)


@st.cache_resource(max_entries=512, show_spinner=False)
def _of_period(stamp: str, metric: str, period: str, breakdown: str) -> list[Observation]:
    """All authorities' figures of one kind and period: a choice of areas or of one's own asks nothing anew."""
    return ledger().figures(metric=metric, period=period, breakdown=breakdown, area=areas.codes())


@st.cache_resource(max_entries=128, show_spinner=False)
def _over_time(stamp: str, metric: str, series: str, breakdown: str) -> list[Observation]:
    """All areas' figures of one kind in a series and those it followed, over all periods."""
    return ledger().figures(metric=metric, series=trend.series_of(series), breakdown=breakdown)


def _with_words(stamp: str, shown: Exhibit) -> Exhibit:
    """An exhibit with what authorities and people said about the figures in it that were sent in."""
    concerned = concerning(_notes(stamp), (*shown.figures, *shown.beside))
    return shown.with_words(map(as_caveat, concerned))


def notes_of(area: str) -> list[Note]:
    """What is said today beside an authority's figures."""
    return [each for each in _notes(stamp()) if each.area == area]


@st.cache_resource(max_entries=2, show_spinner=False)
def _notes(stamp: str) -> list[Note]:
    return ledger().notes()


def _origins(stamp: str) -> list[Origin]:
    return [Origin(each.id, each.file_name, each.sent_by, each.sent_at, _fingerprint(each)) for each in _returns(stamp)]


def _fingerprint(of: Return) -> str:
    """The fingerprint of a published file. That of a return is for its sender: in a known layout, the few numbers that
    a small file may hold could be tried until one fits (law 8)."""
    return of.sha256 if of.sent_by == bundled.BY else ""


def trend_of(asked: trend.Asked) -> Exhibit | None:
    """The figures over time that a reader asked for, as an exhibit; None where nothing is held of them."""
    return _trend(stamp(), asked)


@st.cache_resource(max_entries=512, show_spinner=False)
def _trend(stamp: str, asked: trend.Asked) -> Exhibit | None:
    wanted = set(asked.areas)
    all_ = _over_time(stamp, asked.metric, asked.series, asked.breakdown)
    found = [each for each in all_ if each.key.area in wanted]
    return _with_words(stamp, trend.build(asked, found, _origins(stamp))) if found else None


def way_of(asked: ways.Asked) -> Exhibit | None:
    """One area's figures split two ways, or spend beside people, as an exhibit; None where nothing is held of them."""
    if asked.way == ways.BESIDE:
        return _spend_beside_people(stamp(), asked.period, asked.area)
    return _way(stamp(), asked)


@st.cache_resource(max_entries=256, show_spinner=False)
def _way(stamp: str, asked: ways.Asked) -> Exhibit | None:
    series = ways_declared()[asked.way].series
    found = ledger().figures(metric=asked.metric, series=series, area=asked.area, period=asked.period)
    return ways.build(asked, found, _origins(stamp)) if found else None


@st.cache_resource(max_entries=256, show_spinner=False)
def _spend_beside_people(stamp: str, period: str, mine: str) -> Exhibit | None:
    metric, series, breakdown = ways.PEOPLE
    spend = ledger().figures(metric=ways.SPEND, period=period, area=areas.codes())
    people = ledger().figures(metric=metric, series=series, breakdown=breakdown, period=period, area=areas.codes())
    return ways.spend_beside_people(period, mine, spend, people, _origins(stamp)) if spend and people else None


def periods_of_spend_and_people() -> list[str]:
    """The periods of which both SW2 and people with SDS are held, newest first."""
    metric, series, breakdown = ways.PEOPLE
    spend = {period for _, period, _ in with_value(ways.SPEND)}
    people = {period for of, period, split in with_value(metric) if (of, split) == (series, breakdown)}
    return sorted(spend & people, key=periods.order, reverse=True)


def scotland_by_option() -> Exhibit | None:
    """People by option in Scotland, the newest year held, as an exhibit; None where it is not held."""
    return _scotland_by_option(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _scotland_by_option(stamp: str) -> Exhibit | None:
    asked = {"metric": ["sds_people", "sds_people_rate"], "series": "phs_options", "area": areas.SCOTLAND}
    found = ledger().figures(**asked, breakdown=glance.OPTIONS)
    if not found:
        return None
    newest = max((figure.key.period for figure in found), key=periods.order)
    return glance.options([figure for figure in found if figure.key.period == newest], _origins(stamp))


def care_experience(area: str) -> Exhibit | None:
    """What people getting any care in an area say, by survey round, as an exhibit; None where nothing is held."""
    return _care_experience(stamp(), area)


@st.cache_resource(max_entries=64, show_spinner=False)
def _care_experience(stamp: str, area: str) -> Exhibit | None:
    found = ledger().figures(metric=glance.EXPERIENCE, area=area)
    return glance.experience(found, _origins(stamp)) if any(each.value is not None for each in found) else None


def coverage() -> Exhibit | None:
    """How many authorities have figures of their own, by metric and year, as an exhibit; None where nothing is held."""
    return _coverage(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _coverage(stamp: str) -> Exhibit | None:
    counted = {id_: ledger().own(id_, other_than=areas.SCOTLAND) for id_ in glance.COVERED}
    series = {of for id_ in glance.COVERED for of, _, _ in with_value(id_)}
    return glance.coverage(counted, sorted(series), _origins(stamp)) if any(counted.values()) else None


def outcomes() -> list[glance.Outcome]:
    """The four strategic outcomes with what is held and what is missing."""
    latest = {}
    for id_ in metrics_held():
        if valued := with_value(id_):
            latest[id_] = max((period for _, period, _ in valued), key=periods.order)
    return glance.outcomes(latest)


def authority_of(area: str, topic: str, family: str) -> Exhibit | None:
    """One authority's latest figures of a topic beside its family group's, as an exhibit; None where it has none."""
    return _authority(stamp(), authority.Asked(area, topic, family))


@st.cache_resource(max_entries=256, show_spinner=False)
def _authority(stamp: str, asked: authority.Asked) -> Exhibit | None:
    found = _of_topic(stamp, asked.topic)
    if not any(figure.key.area == asked.area for figure in found):
        return None
    return _with_words(stamp, authority.build(asked, found, _origins(stamp)))


@st.cache_resource(max_entries=8, show_spinner=False)
def _of_topic(stamp: str, topic: str) -> list[Observation]:
    """All areas' figures of a topic's lines, read once for all authorities."""
    found = []
    for metric, series, breakdown in authority.TOPICS[topic].lines:
        found += ledger().figures(metric=metric, series=series, breakdown=breakdown)
    return found


def newest_implementation(mine: str, family: str = "") -> Exhibit | None:
    """The newest implementation rates as a map of all 32, or as bars of one's family group; None where none is held."""
    metric, series = "implementation_rate", "phs_implementation"
    years = [period for of, period, _ in with_value(metric) if of == series]
    if not years:
        return None
    group = areas.family_of(mine, family) if family else ""
    shown, view = (areas.family_groups()[group].members, "chart") if group else (areas.codes(), "map")
    return comparison_of(Asked(metric, series, max(years, key=periods.order), "", shown, mine, group, view=view))


def sent_by(area: str) -> Exhibit | None:
    """What an authority sent in, the latest of each kind, as an exhibit; None where it sent nothing."""
    return _sent_by(stamp(), area)


@st.cache_resource(max_entries=64, show_spinner=False)
def _sent_by(stamp: str, area: str) -> Exhibit | None:
    found = [each for each in _current_of_returns(stamp) if each.key.area == area]
    shown = sent.build(area, found, ledger().corrected(SERIES, area), _origins(stamp))
    return _with_words(stamp, shown) if shown else None


def held_of_authority(area: str) -> Exhibit | None:
    """Which data sets hold figures of one authority, by year, as an exhibit; None where none does."""
    return _held_of_authority(stamp(), area)


@st.cache_resource(max_entries=64, show_spinner=False)
def _held_of_authority(stamp: str, area: str) -> Exhibit | None:
    counted = _counted(ledger().completeness(area=area), lambda row: (row.series, row.period))
    return about.of_authority(area, counted, _origins(stamp)) if counted else None


def everything_of(area: str) -> bytes:
    """Every figure held of an authority, of all data sets, ages and groups, with its caveats, as CSV."""
    return files.csv_of_all(ledger().figures(area=area), notes_of(area))


def template_of(area: str) -> bytes:
    """An empty return for an authority, as a workbook."""
    return template.content(area, ledger())


def could_send_table(area: str) -> Table:
    """What an authority could send in, and which of it has been."""
    return _could_send_table(stamp(), area)


@st.cache_resource(max_entries=64, show_spinner=False)
def _could_send_table(stamp: str, area: str) -> Table:
    sent = {row.metric for row in ledger().completeness(area=area, series=SERIES)}
    return reference.could_send(area, sent)


def _counted(rows: Iterable[Held], key: Callable[[Held], tuple[str, str]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Values, those carried forward, and absences, added up under a key of two parts."""
    counted: dict[tuple[str, str], tuple[int, ...]] = {}
    for row in rows:
        now = (row.values, row.carried_forward, row.absent)
        counted[key(row)] = tuple(map(sum, zip(counted.get(key(row), (0, 0, 0)), now, strict=True)))
    return counted


def first_of(return_id: str) -> Key | None:
    """The figure of a return that counts today and tells most at first sight, for the way to where it is compared: of
    its newest year, the first metric as declared, all people before those of an option or an age."""
    shown, order = metrics_to_compare(), list(metrics.metrics())
    keys = [each.key for each in _current_of_returns(stamp()) if each.return_id == return_id]

    def place(key: Key) -> tuple[object, ...]:
        split = breakdowns.split(key.breakdown)
        return -periods.order(key.period), order.index(key.metric), len(split), split.get("option") != "any"

    return min((each for each in keys if each.metric in shown), key=place, default=None)


def keys_of(return_id: str) -> list[Key]:
    """The figures of a return that came from an authority."""
    return [each for each in ledger().keys_of(return_id) if each.series == SERIES]


@st.cache_resource(max_entries=2, show_spinner=False)
def _current_of_returns(stamp: str) -> list[Observation]:
    return ledger().figures(series=SERIES)


def today() -> date:
    """Today, as the server has it."""
    return date.today()


def returns() -> list[Return]:
    """Every return ever sent in."""
    return _returns(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _returns(stamp: str) -> list[Return]:
    return ledger().returns()


def returns_table() -> Table:
    """Every return ever sent in, newest first."""
    columns = ("Return", "File", "Sent in by", "Taken in", "Figures", "State", "Fingerprint")
    rows = [
        (r.id, r.file_name, r.sent_by, words.day(r.sent_at), f"{r.figures:,}", r.state, _fingerprint(r)[:12])
        for r in reversed(returns())
    ]
    return Table("Files taken in", columns, tuple(rows))


def findings_table() -> Table:
    """The questions that current files raised and that were kept with them, where they arose."""
    return _findings_table(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _findings_table(stamp: str) -> Table:
    # Of the bundled files alone: what was found in a return repeats its numbers, which are for its sender (law 8).
    bundled_ = [each for each in returns() if each.counts and each.sent_by == bundled.BY]
    current = {each.id: each.file_name for each in bundled_}
    kept = [each for each in ledger().findings() if each.return_id in current and each.severity == "ask"]
    rows = [(each.message, current[each.return_id], f"{each.sheet} {each.cell}", each.answer) for each in kept]
    columns = ("What we saw in published figures", "File", "Where", "What was done")
    return Table("Questions the published figures raise", columns, tuple(rows))


def periods_held() -> dict[str, str]:
    """By metric, the periods of which any figure is held."""
    return {id_: periods.span(period for _, period, _ in _held_anywhere(stamp(), id_)) for id_ in _all_held(stamp())}


def series_held(metric: str) -> dict[str, str]:
    """By series, the periods of which figures of a metric are held."""
    found = _held_anywhere(stamp(), metric)
    return {
        each: periods.span(period for series, period, _ in found if series == each)
        for each in dict.fromkeys(series for series, _, _ in found)
    }


@st.cache_resource(max_entries=256, show_spinner=False)
def _held_anywhere(stamp: str, metric: str) -> list[tuple[str, str, str]]:
    return ledger().held(metric)


@st.cache_resource(max_entries=2, show_spinner=False)
def _all_held(stamp: str) -> set[str]:
    return ledger().metrics_held()


def series_with_authorities() -> list[str]:
    """The series that hold figures for authorities, in declared order."""
    held_ = {series for id_ in metrics_held() for series, _, _ in held(id_)}
    return [each for each in sources.series() if each in held_]


def completeness_of(series: str) -> Exhibit:
    """Which authority has figures for which year, of one data set, as an exhibit."""
    return _completeness(stamp(), series)


@st.cache_resource(max_entries=32, show_spinner=False)
def _completeness(stamp: str, series: str) -> Exhibit:
    rows = [row for row in ledger().completeness(series=series) if row.area != areas.SCOTLAND]
    counted = _counted(rows, lambda row: (row.area, row.period))
    return about.completeness(series, counted, {row.metric for row in rows}, _origins(stamp))
