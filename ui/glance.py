"""The way into the dashboard: the four strategic outcomes in words, and who could close the gaps."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from exhibits import reference, tables
from exhibits.glance import Outcome
from exhibits.tables import Table
from model import areas
from ui import page

_WAYS_IN = {
    1: (("Compare authorities", "compare_authorities", {}), ("Over time", "over_time", {})),
    2: (("What is missing", "about_the_figures", {"section": "What is missing"}),),
    3: (
        ("Spend beside people", "ways_of_looking", {"way": "Spend beside people"}),
        ("Who provides support", "ways_of_looking", {"way": "Who provides support"}),
    ),
    4: (("What is missing", "about_the_figures", {"section": "What is missing"}),),
}
_MOST = 2  # gaps named in a tile; the rest are a link away


def outcomes(found: Iterable[Outcome], mine: str) -> None:
    """The four outcomes side by side: what is held until when, what is not, where to go on. No figure stands here."""
    tiles = "".join(_tile(each, mine) for each in found)
    st.html(
        '<section class="outcomes" aria-label="The four strategic outcomes">'
        "<h2>What is known, and what is not, for each aim of Self-directed Support</h2>"
        f'<div class="tiles">{tiles}</div>'
        '<p class="said">The aims are the four strategic outcomes of the Scottish Government’s SDS strategy '
        "(implementation plan 2016 to 2018). Which figures speak to which aim is our own mapping.</p></section>"
    )


def _tile(outcome: Outcome, mine: str) -> str:
    held = "".join(f"<li>{escape(each)}</li>" for each in outcome.held) or "<li>No figures</li>"
    missing = "".join(f"<li>{escape(each)}</li>" for each in outcome.missing[:_MOST])
    links = " ".join(_link(*each, mine) for each in _WAYS_IN[outcome.number])
    return (
        f"<article><h3>{outcome.number}. {escape(outcome.name)}</h3>"
        f"<h4>Held</h4><ul>{held}</ul><h4>Not held</h4><ul>{missing}</ul><p>{links}</p></article>"
    )


def _link(words: str, to: str, asked: dict[str, str], mine: str) -> str:
    return page.link(words, to, asked | ({"authority": areas.name(mine)} if mine else {}))


def who_could_close() -> None:
    """What is missing and who could close each gap."""
    found = reference.gaps()
    wanted = [found.columns.index(each) for each in ("What is missing", "Gap or need", "Who could close it")]
    rows = tuple(tuple(row[place] for place in wanted) for row in found.rows)
    st.html(
        tables.html(
            Table("What is missing, and who could close it", tuple(found.columns[p] for p in wanted), rows), "words"
        )
    )
