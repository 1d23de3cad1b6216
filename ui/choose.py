"""What a reader may choose, each choice kept in the page's address so that a link shows the same view."""

from collections.abc import Callable

import streamlit as st

from exhibits import comparison, trend
from exhibits.comparison import Asked
from model import areas, breakdowns, metrics, periods, sources
from model.metrics import Metric
from ui import figures

DEFAULT_METRIC = "implementation_rate"
ALL, CHOSEN = "all", "chosen"
SECTIONS = {
    "metrics": "What each metric means",
    "sources": "Sources and licences",
    "held": "What is held",
    "gaps": "What is missing",
    "revisions": "Revisions",
    "dashboard": "This dashboard",
}
LINES = {"few": "Some on one plot", "all": "All 32, a panel each"}
VIEWS = {"chart": "Chart", "map": "Map", "table": "Table"}


def comparison_asked() -> Asked:
    """One row of choices -> what to compare."""
    with st.container(horizontal=True, gap="small", key="choices"):
        mine = authority()
        metric = _metric()
        series = _series(metric)
        breakdown = _breakdown(metric, series)
        period = _period(metric, series, breakdown)
        shown = _shown(mine)
        order = _pick("Order", list(comparison.ORDERS), "order", comparison.ORDERS.get)
        _understand_code("view", list(VIEWS))
        view = st.segmented_control(
            "View", list(VIEWS), default="chart", required=True, format_func=VIEWS.get, key="view", bind="query-params"
        )
    codes, group = _areas(shown, mine)
    return Asked(metric, series, period, breakdown, codes, mine, group, order, view)


def trend_asked() -> trend.Asked:
    """One row of choices -> what to see over time."""
    with st.container(horizontal=True, gap="small", key="choices"):
        mine = authority()
        metric = _metric()
        series = _series(metric, ended=True)
        breakdown = _breakdown(metric, series)
        _understand_code("lines", list(LINES))
        shown = st.segmented_control(
            "Show", list(LINES), default="few", required=True, format_func=LINES.get, key="lines", bind="query-params"
        )
        if shown == "all":
            return trend.Asked(metric, series, breakdown, (*areas.codes(), areas.SCOTLAND), mine, panels=True)
        others = st.multiselect(
            "Beside Scotland and your authority",
            areas.codes(),
            format_func=areas.name,
            key="others",
            bind="query-params",
            max_selections=trend.MOST_LINES - 2,
            placeholder="Up to four authorities",
        )
    chosen = dict.fromkeys([*([mine] if mine else []), *others, areas.SCOTLAND])
    return trend.Asked(metric, series, breakdown, tuple(chosen), mine)


def authority() -> str:
    """The reader's own authority, or none; it follows the reader through all pages by the address."""
    options = ["", *areas.codes()]
    return _pick("Your authority", options, "authority", lambda code: areas.name(code) if code else "Not chosen")


def _pick(
    label: str, options: list[str], key: str, words: Callable[[str], str], first: int = 0, width: int | str = "stretch"
) -> str:
    _understand_code(key, options)
    return st.selectbox(label, options, index=first, format_func=words, key=key, bind="query-params", width=width)


def _understand_code(key: str, options: list[str]) -> None:
    """Streamlit keeps choices in the address by the words on screen; a code there is understood as well."""
    asked = st.query_params.get(key)
    if asked in options and key not in st.session_state:
        st.session_state[key] = asked


def _metric() -> str:
    held = figures.metrics_held()
    first = held.index(DEFAULT_METRIC) if DEFAULT_METRIC in held else 0
    return _pick("Metric", held, "metric", lambda id_: metrics.metric(id_).name, first)


def _series(metric: str, ended: bool = False) -> str:
    """The series to draw; asked only where more than one holds the metric, since one is drawn and never two.

    With `ended`, a series that another took the place of is not offered apart: it is shown before that one.
    """
    held = list(dict.fromkeys(series for series, _, _ in figures.held(metric)))
    if ended:
        held = [each for each in held if not any(each in sources.lineage(other)[:-1] for other in held)]
    held.sort(key=lambda series: _latest(metric, series), reverse=True)
    if len(held) == 1:
        return held[0]
    return _pick("Figures from", held, "series", comparison.series_words)


def _latest(metric: str, series: str) -> float:
    return max(periods.order(period) for of, period, _ in figures.held(metric) if of == series)


def _breakdown(metric: str, series: str) -> str:
    """One choice for each way the series is split; what is not split has none."""
    kinds = [breakdowns.split(split) for of, _, split in figures.held(metric) if of == series]
    chosen: dict[str, str] = {}
    for key, dimension in breakdowns.dimensions().items():
        open_ = [kind for kind in kinds if all(kind.get(k, "") == code for k, code in chosen.items())]
        codes = {kind.get(key, "") for kind in open_}
        if codes == {""}:
            continue
        options = [code for code in ("", *dimension.codes) if code in codes]
        words = {"": f"All {dimension.label.lower()}s", **dimension.codes}
        chosen[key] = _pick(dimension.label, options, key, words.get)
    return breakdowns.join({key: code for key, code in chosen.items() if code})


def _period(metric: str, series: str, breakdown: str) -> str:
    held = {period for of, period, split in figures.held(metric) if (of, split) == (series, breakdown)}
    return _pick("Year", sorted(held, key=periods.order, reverse=True), "period", str)


def _shown(mine: str) -> str:
    groups = sorted(areas.family_groups(), key=lambda id_: mine not in areas.family_groups()[id_].members)
    return _pick("Show", [ALL, *groups, CHOSEN], "show", _shown_words)


def _shown_words(shown: str) -> str:
    if shown in (ALL, CHOSEN):
        return {ALL: "All 32 authorities", CHOSEN: "Authorities I choose"}[shown]
    return areas.family_groups()[shown].name


def _areas(shown: str, mine: str) -> tuple[tuple[str, ...], str]:
    """The codes to show, alphabetical, and the family group they are, if any."""
    if shown == ALL:
        return areas.codes(), ""
    if shown != CHOSEN:
        return areas.family_groups()[shown].members, shown
    chosen = st.multiselect(
        "Authorities to show",
        areas.codes(),
        format_func=areas.name,
        key="chosen",
        bind="query-params",
        placeholder="Choose two or more",
    )
    return tuple(code for code in areas.codes() if code in {*chosen, mine}), ""


def section() -> str:
    """Which part of *About the figures* to read."""
    _understand_code("section", list(SECTIONS))
    return st.segmented_control(
        "Section",
        list(SECTIONS),
        default="metrics",
        required=True,
        format_func=SECTIONS.get,
        key="section",
        bind="query-params",
        label_visibility="collapsed",
    )


def any_metric() -> Metric:
    """Any metric declared, with or without figures."""
    ids = list(metrics.metrics())
    chosen = _pick("Metric", ids, "metric", lambda id_: metrics.metric(id_).name, ids.index(DEFAULT_METRIC), 560)
    return metrics.metric(chosen)


def data_set() -> str:
    """Which data set to look at as a whole."""
    held = figures.series_with_authorities()
    return _pick("Data set", held, "series", lambda id_: sources.series()[id_].name, held.index("phs_options"), 560)
