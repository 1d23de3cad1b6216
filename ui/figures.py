"""The one door from pages to the ledger, and the one cache: what was worked out from one version of the ledger.

Nothing here is kept by time. Every answer is kept under the ledger's version, which grows with each change, so a
reader never sees a figure that has been replaced.
"""

import os
import threading
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import streamlit as st

from exhibits import about, comparison, trend, words
from exhibits.comparison import Asked
from exhibits.exhibit import Exhibit, Origin
from exhibits.tables import Table
from intake import bundled
from intake.bundled import Refusal
from ledger import Ledger, Return
from model import DATA, areas, metrics, periods, sources

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


def refusals() -> list[Refusal]:
    """The bundled workbooks that were not taken in, each with its reason."""
    return next(iter(_taken_in.values()), [])


def stamp() -> str:
    """Which ledger, and which version of it, counts now; asked afresh at every run of a page."""
    return f"{home()} {ledger().version()}"


def metrics_held() -> list[str]:
    """The ids of the metrics of which figures for authorities are held, in declared order."""
    return _metrics_held(stamp())


@st.cache_resource(max_entries=4, show_spinner=False)
def _metrics_held(stamp: str) -> list[str]:
    held = ledger().metrics_held(other_than=areas.SCOTLAND)
    return [each for each in metrics.metrics() if each in held]


def held(metric: str) -> list[tuple[str, str, str]]:
    """Series, period and breakdown of every kind of figure held of a metric."""
    return _held(stamp(), metric)


@st.cache_resource(max_entries=256, show_spinner=False)
def _held(stamp: str, metric: str) -> list[tuple[str, str, str]]:
    return ledger().held(metric, other_than=areas.SCOTLAND)


def comparison_of(asked: Asked) -> Exhibit:
    """The comparison a reader asked for, as an exhibit."""
    return _comparison(stamp(), asked)


@st.cache_resource(max_entries=512, show_spinner=False)
def _comparison(stamp: str, asked: Asked) -> Exhibit:
    kind = {"series": asked.series, "period": asked.period, "breakdown": asked.breakdown}
    found = ledger().figures(metric=asked.metric, area=asked.areas, **kind)
    beside = {
        name: ledger().figures(metric=name, period=asked.period, area=asked.areas, breakdown="")
        for name in metrics.metric(asked.metric).beside
    }
    return comparison.build(asked, found, beside, _origins(stamp))


def _origins(stamp: str) -> list[Origin]:
    return [Origin(each.id, each.file_name, each.sent_by, each.sent_at, each.sha256) for each in _returns(stamp)]


def trend_of(asked: trend.Asked) -> Exhibit | None:
    """The figures over time that a reader asked for, as an exhibit; None where nothing is held of them."""
    return _trend(stamp(), asked)


@st.cache_resource(max_entries=512, show_spinner=False)
def _trend(stamp: str, asked: trend.Asked) -> Exhibit | None:
    kind = {"series": trend.series_of(asked.series), "breakdown": asked.breakdown}
    found = ledger().figures(metric=asked.metric, area=asked.areas, **kind)
    return trend.build(asked, found, _origins(stamp)) if found else None


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
        (r.id, r.file_name, r.sent_by, words.day(r.sent_at), f"{r.figures:,}", r.state, r.sha256[:12])
        for r in reversed(returns())
    ]
    return Table("Files taken in", columns, tuple(rows))


def findings_table() -> Table:
    """The questions that current files raised and that were kept with them, where they arose."""
    return _findings_table(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _findings_table(stamp: str) -> Table:
    current = {each.id: each.file_name for each in returns() if each.state == "current"}
    kept = [each for each in ledger().findings() if each.return_id in current and each.severity == "ask"]
    rows = [(each.message, current[each.return_id], f"{each.sheet} {each.cell}", each.answer) for each in kept]
    columns = ("What we saw in published figures", "File", "Where", "What was done")
    return Table("Questions the published figures raise", columns, tuple(rows))


def periods_held() -> dict[str, str]:
    """By metric, the periods of which any figure is held."""
    return {id_: _span(period for _, period, _ in _held_anywhere(stamp(), id_)) for id_ in _all_held(stamp())}


def series_held(metric: str) -> dict[str, str]:
    """By series, the periods of which figures of a metric are held."""
    found = _held_anywhere(stamp(), metric)
    return {
        each: _span(period for series, period, _ in found if series == each)
        for each in dict.fromkeys(series for series, _, _ in found)
    }


@st.cache_resource(max_entries=256, show_spinner=False)
def _held_anywhere(stamp: str, metric: str) -> list[tuple[str, str, str]]:
    return ledger().held(metric)


@st.cache_resource(max_entries=2, show_spinner=False)
def _all_held(stamp: str) -> set[str]:
    return ledger().metrics_held()


def _span(found: Iterable[str]) -> str:
    ordered = sorted(set(found), key=periods.order)
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"


def series_with_authorities() -> list[str]:
    """The series that hold figures for authorities, in declared order."""
    held_ = {series for id_ in metrics_held() for series, _, _ in held(id_)}
    return [each for each in sources.series() if each in held_]


def completeness_of(series: str) -> Exhibit:
    """Which authority has figures for which year, of one data set, as an exhibit."""
    return _completeness(stamp(), series)


@st.cache_resource(max_entries=32, show_spinner=False)
def _completeness(stamp: str, series: str) -> Exhibit:
    counted: dict[tuple[str, str], tuple[int, int, int]] = {}
    rows = [row for row in ledger().completeness(series) if row.area != areas.SCOTLAND]
    for row in rows:
        before = counted.get((row.area, row.period), (0, 0, 0))
        now = (row.values, row.carried_forward, row.absent)
        counted[row.area, row.period] = tuple(map(sum, zip(before, now, strict=True)))
    return about.completeness(series, counted, {row.metric for row in rows}, _origins(stamp))
