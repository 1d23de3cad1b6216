"""Shows an exhibit: the card that may be captured whole, then its table, its files and the full words of its caveats.

The card is a sheet of paper, light in every theme, because what is captured from it goes into board papers.
"""

from functools import lru_cache
from html import escape
from math import ceil
from typing import NamedTuple

import streamlit as st

from exhibits import files, origins, picture, tables
from exhibits.exhibit import Exhibit
from model.caveats import EFFECT_WORDS
from ui import page, save_picture

OPEN_AT_LEAST, FOLD_AT_LEAST = 8, 2  # one or two more are not worth a click
WIDE = 7  # columns; a wider table takes the whole card, its caveats beneath it
CONFIG = {
    "displaylogo": False,
    "displayModeBar": "hover",
    "scrollZoom": False,
    "doubleClick": False,
    "modeBarButtons": [["toImage"]],
}


class Drawn(NamedTuple):
    """An exhibit made ready for the screen: everything that does not change from one rerun to the next."""

    top: str
    window: str
    figure: dict | None
    config: dict
    beside: str
    bottom: str
    in_full: str
    table: str


@lru_cache(maxsize=512)
def _drawn(shown: Exhibit, name: str) -> Drawn:
    chart = shown.chart
    window = (
        f"--title: {picture.head(shown)}px; --plot-height: {chart.height}px; --plot-width: {chart.least_width}px; "
        "height: var(--plot-height) !important"
        if chart
        else ""
    )
    return Drawn(
        top=f'<h2 class="headline">{escape(shown.headline)}</h2><p class="subtitle">{escape(shown.subtitle)}</p>',
        window=f"<style>.st-key-plot_{name} {{ {window}; }}</style>",
        figure=picture.figure(shown) if chart else None,
        config={**CONFIG, "toImageButtonOptions": picture.save_options(shown)} if chart else {},
        beside=_beside(shown),
        bottom=f'<p class="source">{escape(shown.source_line)}</p>',
        in_full=_in_full(shown),
        table=tables.html(shown.table, "" if chart else "in-card wide" if _is_wide(shown) else "in-card"),
    )


def forget() -> None:
    """Forgets every exhibit that was made ready, as a purge asks."""
    _drawn.cache_clear()


def exhibit(shown: Exhibit, name: str, folded: bool = False) -> None:
    """An exhibit in full. `name` tells this place on the page from others; `folded` shuts the table under its card."""
    drawn = _drawn(shown, name)
    with st.container(border=True, key=f"card_{name}", gap=None):
        st.html(drawn.top)
        if _is_wide(shown):
            st.html(drawn.table)
            st.html(drawn.beside.replace('class="beside"', 'class="beside beneath"', 1))
        else:
            left, right = st.columns([2.1, 1], gap="small")
            with left:
                _figure(shown, drawn, name)
            right.html(drawn.beside)
        st.html(drawn.bottom)
    _below(shown, drawn, name, folded)


def _is_wide(shown: Exhibit) -> bool:
    return shown.chart is None and len(shown.table.columns) > WIDE


def exhibit_if(shown: Exhibit | None, name: str, otherwise: str = "", folded: bool = False) -> None:
    """An exhibit in full where there is one; where there is none, what would fill its place."""
    if shown is not None:
        exhibit(shown, name, folded)
    elif otherwise:
        page.say(otherwise)


def _figure(shown: Exhibit, drawn: Drawn, name: str) -> None:
    if drawn.figure is None:
        st.html(drawn.table)
        return
    st.html(drawn.window)
    with st.container(key=f"plot_{name}", height=shown.chart.height, border=False):
        st.plotly_chart(drawn.figure, theme=None, config=drawn.config, alt=shown.alt, key=f"chart_{name}")


def _beside(shown: Exhibit) -> str:
    """The caveats in short, numbered, under what each does to a comparison; then the key to the marks.

    As many stand open as the card has room for, and never fewer than eight; the rest is named and one click away.
    """
    open_ = _that_fit(shown)
    more = len(shown.caveats) - open_
    folded = (
        f"<details><summary>{more} more {'note applies' if more == 1 else 'notes apply'} to this chart</summary>"
        f"{_listed(shown, range(open_ + 1, len(shown.caveats) + 1))}</details>"
        if more
        else ""
    )
    marks = "".join(
        f'<li><span class="mark {mark.look}" style="--ink:{mark.colour}"></span>{escape(mark.words)}</li>'
        for mark in shown.marks
    )
    key = f'<h3>Marks</h3><ul class="marks">{marks}</ul>' if marks else ""
    return f'<div class="beside" role="note">{_listed(shown, range(1, open_ + 1))}{folded}{key}</div>'


def _that_fit(shown: Exhibit) -> int:
    """How many caveats the card has room for beside the plot, at 66 letters and 15 pixels a line."""
    room = (shown.chart.height if shown.chart else 540) - 19 * len(shown.marks) - 110
    for number, caveat in enumerate(shown.caveats):
        room -= 15 * ceil(len(caveat.short) / 66) + 3
        if room < 0:
            open_ = max(number, OPEN_AT_LEAST)
            return open_ if len(shown.caveats) - open_ > FOLD_AT_LEAST else len(shown.caveats)
    return len(shown.caveats)


def _listed(shown: Exhibit, wanted: range) -> str:
    html = ""
    for heading, numbered in shown.notes:
        if items := [(number, caveat) for number, caveat in numbered if number in wanted]:
            entries = "".join(f"<li>{escape(caveat.short)}</li>" for _, caveat in items)
            html += f'<h3>{heading}</h3><ol class="caveats" start="{items[0][0]}">{entries}</ol>'
    return html


def _below(shown: Exhibit, drawn: Drawn, name: str, folded: bool) -> None:
    with st.container(horizontal=True, gap="small", key=f"files_{name}"):
        if drawn.figure is not None:
            save_picture.button(f"plot_{name}", key=f"save_{name}")
        st.download_button(
            "Save table (CSV)",
            data=lambda: files.csv_of(shown),
            file_name=f"{shown.file_stem}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv_{name}",
        )
    st.html(drawn.in_full)
    if drawn.figure is not None:
        summary = f'<details class="in-full"><summary>The same figures as a table</summary>{drawn.table}</details>'
        st.html(summary if folded else drawn.table)


def _notes_in_full(many: int) -> str:
    return "The note in full" if many == 1 else f"The {many} notes in full"


def _in_full(shown: Exhibit) -> str:
    """Every caveat in full with who says so, then the returns the figures came from: one click away."""
    entries = "".join(
        f"<li><p><strong>{EFFECT_WORDS[each.effect]}.</strong> {escape(each.full)}</p>"
        f'<p class="said">{escape(each.citation)} ({escape(each.id)})</p></li>'
        for each in shown.caveats
    )
    returns = "".join(f"<li>{escape(origins.said(each))}</li>" for each in shown.origins)
    return (
        f'<details class="in-full"><summary>{_notes_in_full(len(shown.caveats))}, and who says so</summary>'
        f"<ol>{entries}</ol></details>"
        f'<details class="in-full"><summary>Where these figures are from</summary><p>Each row of the table names the '
        f"return, sheet and cell its figure was read from.</p><ul>{returns}</ul></details>"
    )
