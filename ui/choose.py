"""What a reader may choose, each choice kept in the page's address so that a link shows the same view."""

from collections.abc import Callable, Sequence

import streamlit as st

from exhibits import comparison, trend, ways, words
from exhibits.comparison import Asked
from ledger import Return
from model import areas, breakdowns, metrics, periods, sources
from model.metrics import Metric
from model.notes import NoteKind
from model.observations import Key
from model.returns import NATIONAL
from model.ways import ways as ways_declared
from ui import figures, page

DEFAULT_METRIC = "implementation_rate"
ALL, CHOSEN = "all", "chosen"
SCOTLAND = areas.SCOTLAND
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


def comparison_asked() -> Asked | None:
    """One row of choices -> what to compare; None where no figures are held."""
    if not figures.metrics_to_compare():
        return None
    with page.row():
        mine = authority()
        metric = _metric()
        series = _series(metric)
        breakdown = _breakdown(metric, series)
        period = _period(metric, series, breakdown)
        shown = _shown(mine)
        order = _pick("Order", list(comparison.ORDERS), "order", comparison.ORDERS.get)
        view = _switch("View", VIEWS, "view")
    codes, group = _areas(shown, mine)
    return Asked(metric, series, period, breakdown, codes, mine, group, order, view)


def trend_asked() -> trend.Asked | None:
    """One row of choices -> what to see over time; None where no figures are held."""
    if not figures.metrics_to_compare():
        return None
    with page.row():
        mine = authority()
        metric = _metric()
        series = _series(metric, ended=True)
        breakdown = _breakdown(metric, series)
        shown = _switch("Show", LINES, "lines")
        if shown == "all":
            return trend.Asked(metric, series, breakdown, (*areas.codes(), areas.SCOTLAND), mine, panels=True)
        _understand_code("others", areas.codes(), several=True)
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


def way_asked() -> ways.Asked | None:
    """One row of choices -> which figures to look at which way; None where nothing is held."""
    named = {id_: each.name for id_, each in ways_declared().items()} | {ways.BESIDE: "Spend beside people"}
    with page.row():
        mine = authority()
        chosen = _pick("Way of looking", list(named), "way", named.get)
        if chosen == ways.BESIDE:
            years = figures.periods_of_spend_and_people()
            return ways.Asked(ways.BESIDE, ways.SPEND, mine, _pick("Year", years, "period", str)) if years else None
        way = ways_declared()[chosen]
        held = [id_ for id_ in way.metrics if figures.held(id_)]
        if not held:
            return None
        metric = _pick("Shown as", held, "shown_as", lambda id_: words.capital(metrics.metric(id_).unit_words))
        whose = _switch("Whose figures", {"mine": areas.name(mine), "scotland": "Scotland"}, "whose") if mine else ""
        area = mine if mine and whose == "mine" else areas.SCOTLAND
        held_years = {period for series, period, _ in figures.held(metric) if series == way.series}
        period = _pick("Year", sorted(held_years, key=periods.order, reverse=True), "period", str)
    return ways.Asked(way.id, metric, area, period)


def chosen_authority() -> tuple[str, str]:
    """The reader's authority, or none, and which kind of family group to hold it against."""
    kinds = {"people": "Alike in deprivation", "other": "Alike in how densely people live"}
    with page.row():
        mine = authority()
        family = _switch("Family group", kinds, "family") if mine else "people"
    return mine, family


def authority() -> str:
    """The reader's own authority, or none; it follows the reader through all pages and stands in the address.

    The parameter is ours and not bound to the box: Streamlit takes what is bound on one page out of the address of
    the next, on the way back as well. The menu leaves it out of the address, so the session keeps it too.
    """
    state = st.session_state
    state["authority"] = _code_of(st.query_params.get("authority", "")) or state.get("mine", "")
    _keep_authority()
    return st.selectbox(
        "Your authority",
        ["", *areas.codes()],
        format_func=lambda code: _named(code) or "Not chosen",
        key="authority",
        on_change=_keep_authority,
    )


SENT = {
    "figures": "Figures",
    NATIONAL: "Figures of several authorities",
    NoteKind.ACCOUNT.value: "What people told us",
    NoteKind.REPLY.value: "A reply to figures",
}


def what_to_send() -> tuple[str, str]:
    """What is sent in, and whose: the reader's authority, `national` for several, or nothing until one is chosen."""
    kind = _switch("What are you sending?", SENT, "sending")
    return kind, NATIONAL if kind == NATIONAL else authority()


def a_return(found: Sequence[Return]) -> Return | None:
    """One of the returns listed, or none until one is chosen."""
    named = {each.id: each for each in found}
    chosen = _pick(
        "Look at one return", ["", *named], "return", lambda id_: _of_return(named[id_]) if id_ else "Not chosen"
    )
    return named.get(chosen)


def _of_return(each: Return) -> str:
    return f"{each.id}: {each.file_name}, {words.day(each.sent_at)} ({each.state})"


def a_figure(keys: Sequence[Key]) -> Key | None:
    """One figure of a return, or none until one is chosen."""
    named = {_of_figure(each): each for each in keys}
    chosen = st.selectbox(
        "Follow one figure of it", list(named), index=None, placeholder="Choose a figure", key="figure"
    )
    return named.get(chosen)


def _of_figure(key: Key) -> str:
    split = breakdowns.words(key.breakdown)
    return f"{areas.name(key.area)}, {key.period}: {metrics.metric(key.metric).name}{f', {split}' if split else ''}"


def _keep_authority() -> None:
    """What stands in the box, for the pages to come and in the address, there by its name."""
    mine = st.session_state["mine"] = st.session_state["authority"]
    if _named(mine) == st.query_params.get("authority", ""):
        return
    if mine:
        st.query_params["authority"] = _named(mine)
    else:
        del st.query_params["authority"]


def _code_of(said: str) -> str:
    """The authority an address names, by name or by code; none where it names none."""
    return next((code for code in areas.codes() if said in (code, areas.name(code))), "")


def _named(code: str) -> str:
    return areas.name(code) if code else ""


def _pick(
    label: str, options: list[str], key: str, words: Callable[[str], str], first: int = 0, width: int | str = "stretch"
) -> str:
    _understand_code(key, options)
    state = st.session_state
    if key in state and state[key] not in options:
        state[key] = options[first]  # it is not offered any more: told so, the box on screen does not keep showing it
    first = 0 if key in state else first
    return st.selectbox(label, options, index=first, format_func=words, key=key, bind="query-params", width=width)


def _switch(label: str, words: dict[str, str], key: str, **more: str) -> str:
    """A choice among a few, side by side; the first unless another is chosen."""
    _understand_code(key, list(words))
    first = next(iter(words))
    kept = {"key": key, "bind": "query-params", "required": True, "default": first, **more}
    return st.segmented_control(label, list(words), format_func=words.get, **kept) or first


def _understand_code(key: str, options: Sequence[str], several: bool = False) -> None:
    """Streamlit keeps choices in the address by the words on screen; codes there are understood as well."""
    asked = st.query_params.get_all(key)
    if asked and key not in st.session_state and all(each and each in options for each in asked):
        st.session_state[key] = asked if several else asked[0]


def _metric() -> str:
    held = figures.metrics_to_compare()
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
    """The year to show; without a choice, the newest in which any authority has a value."""
    held = {period for of, period, split in figures.held(metric) if (of, split) == (series, breakdown)}
    valued = {period for of, period, split in figures.with_value(metric) if (of, split) == (series, breakdown)}
    options = sorted(held, key=periods.order, reverse=True)
    newest = max(valued or held, key=periods.order)
    _forget_a_year_not_chosen(newest)
    return _pick("Year", options, "period", str, options.index(newest))


def _forget_a_year_not_chosen(newest: str) -> None:
    """The newest year of one metric does not follow to another that has a newer one; a year chosen does."""
    state = st.session_state
    if "period" in state and state["period"] == state.get("newest") != newest:
        state["period"] = newest
    state["newest"] = newest


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
    _understand_code("chosen", areas.codes(), several=True)
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
    return _switch("Section", SECTIONS, "section", label_visibility="collapsed")


def any_metric() -> Metric:
    """Any metric declared, with or without figures."""
    ids = list(metrics.metrics())
    chosen = _pick("Metric", ids, "metric", lambda id_: metrics.metric(id_).name, ids.index(DEFAULT_METRIC), 560)
    return metrics.metric(chosen)


def data_set() -> str | None:
    """Which data set to look at as a whole; None where none is held."""
    held = figures.series_with_authorities()
    first = held.index("phs_options") if "phs_options" in held else 0
    return _pick("Data set", held, "series", lambda id_: sources.series()[id_].name, first, 560) if held else None
