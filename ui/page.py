"""The first line of every page: set-up, the one gate, the figures brought up to date. Every page stands alone."""

import html
import re
import runpy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager

from ledger import LedgerUnavailable, WasPurged
from ui import figures, warm  # noqa: F401  warm works by being imported

NAME = "Self-directed Support in Scotland"
FRONT_DOOR = Path(__file__).resolve().parent.parent / "dashboard.py"
STYLE = Path(__file__).parent / "house.css"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_RELAYED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


def start(title: str) -> None:
    """Sets a page up and lets the reader in; stops the page with a plain sentence where it cannot be shown."""
    if PagesManager.uses_pages_directory:
        _go_through_the_front_door()
    st.set_page_config(page_title=f"{title} – {NAME}", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    st.html(f'<h1 class="unseen">{html.escape(title)}</h1>')
    _admit()
    try:
        figures.look_again()
        if figures.waiting():
            _bring_up_to_date()
    except LedgerUnavailable as trouble:
        st.error(str(trouble))
        st.stop()
    for refusal in figures.refusals():
        say(f"A bundled workbook was not taken in. {refusal.sentence}")


def _go_through_the_front_door() -> None:
    """Runs `dashboard.py`, which runs this page, then stops.

    A link straight to a page on a freshly started server runs the page alone, since its folder is called `pages`;
    going in by the door gives it the same menu as on any later visit.
    """
    runpy.run_path(str(FRONT_DOOR))
    st.stop()


def _admit() -> None:
    """The one gate. Whoever reaches this server may look; `may_send` says who may send in; signing in comes later."""


def may_send() -> bool:
    """Whether figures may be sent in here: only where the server listens to this computer alone, and to nobody through
    a relay that passes on what others ask."""
    relayed = any(name in st.context.headers for name in _RELAYED)
    return st.get_option("server.address") in _LOOPBACK and not relayed


def _bring_up_to_date() -> None:
    """Reads the bundled workbooks, saying which one and how far; later starts find nothing to do."""
    place = st.empty()
    bar = place.progress(0.0, "Looking for published figures…")

    def show(done: int, of: int, file: str) -> None:
        bar.progress(done / of, f"Reading the published figures, once: {file} ({done + 1} of {of})")

    figures.take_in_bundled(show)
    place.empty()


def row() -> DeltaGenerator:
    """The one row of choices above what a page shows."""
    return st.container(horizontal=True, gap="small", key="choices", vertical_alignment="bottom")


def say(message: str) -> None:
    """A standing message that is not announced anew at every load, as Streamlit's own boxes are."""
    st.html(f'<p class="standing" role="note">{html.escape(message)}</p>')


@contextmanager
def in_plain_words() -> Iterator[None]:
    """What the ledger cannot do is said where the reader is, in its own plain sentence; the page goes on below."""
    try:
        yield
    except (LedgerUnavailable, WasPurged) as trouble:
        st.error(str(trouble))


def link(words: str, to: str, asked: Mapping[str, str]) -> str:
    """A link to a page of ours with what is asked of it in its address, as HTML."""
    return f'<a href="{to}{"?" if asked else ""}{html.escape(urlencode(asked))}">{html.escape(words)}</a>'


def label(text: str) -> str:
    """Text from outside as a widget's label shows it: signs of markup are shown, not obeyed."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])", r"\\\1", text)


def file_name(said: str) -> str:
    """A name from outside as the name of a file: no folders, nothing that cannot be seen."""
    last = PurePosixPath(said.replace("\\", "/")).name
    return "".join(each for each in last if each.isprintable()) or "return"


def finish() -> None:
    """The last line of every page: a marker that says which version of the figures the page shows."""
    st.html(f'<div id="run-done" data-version="{html.escape(figures.stamp().rpartition(" ")[2])}" hidden></div>')
