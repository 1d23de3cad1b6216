"""What the tests of pages share: a page run as a reader would open it, over a ledger that is filled once."""

import re
import shutil
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from exhibits import comparison, ways
from intake import bundled
from ledger import Ledger
from model import DATA, areas, breakdowns, metrics, sources
from model.ways import ways as ways_declared
from ui import choose

ROOT = Path(__file__).resolve().parents[2]


def code_of(option, words):
    """What stands behind the words of an option; AppTest asks for it, though a browser sends the words."""
    split = [code for each in breakdowns.dimensions().values() for code in each.codes]
    known = [*metrics.metrics(), *areas.codes(), *sources.series(), *comparison.ORDERS, *areas.family_groups(), *split]
    known += [*ways_declared(), ways.BESIDE]
    for code in [*known, choose.ALL, choose.CHOSEN, "", option]:
        with suppress(KeyError, AttributeError):
            if words(code) == option:
                return code
    raise AssertionError(f"nothing stands behind {option!r}")


class Page:
    """A page as a reader sees it: its words, its choices, its trouble."""

    def __init__(self, app):
        self.app = app

    @property
    def html(self):
        return [each.proto.body for each in self.app.get("html")]

    @property
    def words(self):
        """All that is written on the page and in its boxes, but for the style."""
        written = [each for each in self.html if "<style" not in each]
        return "\n".join([*written, *(each.value for each in self.app.error)])

    @property
    def chart(self):
        return self.app.get("plotly_chart")[0].proto

    @property
    def chosen(self):
        """What each choice stands at, by its key."""
        widgets = [*self.app.selectbox, *self.app.segmented_control, *self.app.multiselect]
        return {each.key: each.value for each in widgets}

    def choose(self, key, option):
        """The page after a reader has chosen an option, by its words."""
        box = self.app.selectbox(key=key)
        box.select(code_of(option, box.format_func)).run()
        return self

    @property
    def cards(self):
        """The cards of the page in order, by the names of their places."""
        ids = [each.proto.id for each in self.app.get("download_button")]
        return [id_.rpartition("-csv_")[2] for id_ in ids if "-csv_" in id_]

    @property
    def headlines(self):
        """The headline of every card, in order."""
        return [unescape(each) for each in re.findall(r'<h2 class="headline">(.*?)</h2>', "\n".join(self.html))]

    @property
    def standing(self):
        """The standing messages of the page."""
        return [each for each in self.html if each.startswith('<p class="standing"')]

    def is_well(self):
        """Whether the page ran to its last line, without trouble and without a trace of any."""
        assert [each.message for each in self.app.exception] == []
        assert "Traceback" not in self.words
        return '<div id="run-done"' in self.words


@pytest.fixture
def opened(monkeypatch):
    """Opens a page as the environment stands; the rest is its address: `opened("x.py", metric="sds_people")`.

    `chosen_earlier` is the authority the reader chose on another page.
    """
    monkeypatch.chdir(ROOT)

    def opened(page, chosen_earlier="", **address):
        app = AppTest.from_file(str(ROOT / page), default_timeout=60)
        if chosen_earlier:
            app.session_state["mine"] = chosen_earlier
        for name, value in address.items():
            app.query_params[name] = value
        return Page(app.run())

    return opened


@pytest.fixture(scope="session")
def most(tmp_path_factory):
    """A server's folders with all bundled workbooks but the largest, taken in once."""
    folder, home = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("home")
    for path in bundled.FOLDER.glob("*.xlsx"):
        if path.name != "sds_client_characteristics.xlsx":
            shutil.copy2(path, folder)
    assert bundled.take_in(Ledger(home), folder) == []
    return folder, home


@pytest.fixture
def page(opened, most, monkeypatch):
    """Opens a page over a ledger that holds what is bundled, but for the largest workbook."""
    folder, home = most
    monkeypatch.setenv("SDS_PUBLISHED", str(folder))
    monkeypatch.setenv("SDS_HOME", str(home))
    return opened


@pytest.fixture
def full_page(opened, full_ledger, monkeypatch):
    """Opens a page over a ledger that holds everything bundled."""
    monkeypatch.delenv("SDS_PUBLISHED", raising=False)
    monkeypatch.setenv("SDS_HOME", str(full_ledger.home))
    return opened


@pytest.fixture
def published(monkeypatch, tmp_path):
    """A new server with bundled workbooks of its own: some as they are, some cut short."""
    folder = tmp_path / "published"
    folder.mkdir()
    monkeypatch.setenv("SDS_PUBLISHED", str(folder))
    monkeypatch.setenv("SDS_HOME", str(tmp_path / "home"))
    st.cache_resource.clear()

    def put(*names, damaged=()):
        for name in names:
            shutil.copy(DATA / "published" / name, folder)
        for name in damaged:
            (folder / name).write_bytes((DATA / "published" / name).read_bytes()[:3000])
        return folder

    return put


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """A ledger without a figure, and no published workbooks."""
    (tmp_path / "published").mkdir()
    monkeypatch.setenv("SDS_PUBLISHED", str(tmp_path / "published"))
    monkeypatch.setenv("SDS_HOME", str(tmp_path / "home"))
    st.cache_resource.clear()
    return Ledger(tmp_path / "home")
