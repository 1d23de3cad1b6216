"""The one door from pages to the ledger, and the one cache: what was worked out from one version of the ledger.

Nothing here is kept by time. Every answer is kept under the ledger's version, which grows with each change, so a
reader never sees a figure that has been replaced.
"""

import os
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from exhibits import about, comparison, words
from exhibits.comparison import Asked
from exhibits.exhibit import Exhibit
from intake import bundled
from intake.bundled import Refusal
from ledger import Finding, Ledger, Return
from model import DATA, areas, metrics

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


def version() -> int:
    """The ledger's version now; asked afresh at every run of a page."""
    return ledger().version()


def metrics_held() -> list[str]:
    """The ids of the metrics of which figures for authorities are held, in declared order."""
    return _metrics_held(version())


@st.cache_resource(max_entries=4, show_spinner=False)
def _metrics_held(version: int) -> list[str]:
    held = ledger().metrics_held(other_than=areas.SCOTLAND)
    return [each for each in metrics.metrics() if each in held]


def held(metric: str) -> list[tuple[str, str, str]]:
    """Series, period and breakdown of every kind of figure held of a metric."""
    return _held(version(), metric)


@st.cache_resource(max_entries=256, show_spinner=False)
def _held(version: int, metric: str) -> list[tuple[str, str, str]]:
    return ledger().held(metric, other_than=areas.SCOTLAND)


def comparison_of(asked: Asked) -> Exhibit:
    """The comparison a reader asked for, as an exhibit."""
    return _comparison(version(), asked)


@st.cache_resource(max_entries=512, show_spinner=False)
def _comparison(version: int, asked: Asked) -> Exhibit:
    kind = {"series": asked.series, "period": asked.period, "breakdown": asked.breakdown}
    found = ledger().figures(metric=asked.metric, area=asked.areas, **kind)
    beside = {
        name: ledger().figures(metric=name, period=asked.period, area=asked.areas, breakdown="")
        for name in metrics.metric(asked.metric).beside
    }
    return comparison.build(asked, found, beside, held_since(found))


def held_since(figures: list) -> str:
    """The day the newest of some figures was taken in."""
    sent = {each.id: each.sent_at for each in returns()}
    return words.day(max(sent[each.return_id] for each in figures)) if figures else words.day(max(sent.values()))


def returns() -> list[Return]:
    """Every return ever sent in."""
    return _returns(version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _returns(version: int) -> list[Return]:
    return ledger().returns()


def findings() -> list[Finding]:
    """What was found in the returns that count today."""
    return _findings(version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _findings(version: int) -> list[Finding]:
    current = {each.id for each in ledger().returns() if each.state == "current"}
    return [each for each in ledger().findings() if each.return_id in current]


def completeness_of(series: str) -> Exhibit:
    """Which authority has figures for which year, of one data set, as an exhibit."""
    return _completeness(version(), series)


@st.cache_resource(max_entries=64, show_spinner=False)
def _completeness(version: int, series: str) -> Exhibit:
    found = ledger().figures(series=series, area=areas.codes())
    return about.completeness(series, found, held_since(found))
