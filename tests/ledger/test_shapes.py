"""A ledger made by an earlier version keeps all it holds and learns the rest; those here are as such versions made."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger import Ledger, Told
from ledger.shape import SHAPE

FIFE = "S12000047"


@pytest.fixture(params=[1, 2])
def earlier(request, tmp_path):
    """A ledger of an earlier shape: three returns of Fife, the last withdrawn; of shape 2 on, with words told."""
    home = tmp_path / f"home of shape {request.param}"
    home.mkdir()
    with closing(sqlite3.connect(home / "ledger.db")) as database:
        database.executescript(Path(__file__).with_name(f"shape_{request.param}.sql").read_text(encoding="utf-8"))
        assert database.execute("SELECT version FROM shape").fetchall() == [(request.param,)]
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in tables if name != "shape"}
    return home, held


def test_it_keeps_every_row_and_has_the_new_shape(earlier):
    home, held = earlier
    Ledger(home)
    with closing(sqlite3.connect(home / "ledger.db")) as database:
        assert database.execute("SELECT version FROM shape").fetchall() == [(SHAPE,)]
        for name, rows in held.items():
            width = len(rows[0]) if rows else 0
            now = sorted((row[:width] for row in database.execute(f"SELECT * FROM {name}")), key=repr)
            assert now == rows, name
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_its_figures_are_as_they_were_and_undo_and_redo_go_on(earlier):
    ledger = Ledger(earlier[0])
    before = {each.key.breakdown: each.value for each in ledger.figures(exact=True)}
    assert before == {"option=1": 550, "option=2": 120}
    ledger.restore("R3", "A. N. Other", "no slip")
    assert {each.key.breakdown: each.value for each in ledger.figures(exact=True)} == {
        "option=1": 560,
        "option=2": 120,
        "option=3": None,
    }
    ledger.withdraw("R3", "A. N. Other", "a slip after all")
    assert {each.key.breakdown: each.value for each in ledger.figures(exact=True)} == before


def test_it_learns_notes_and_purging_past_its_old_guards(earlier, sent, figure, note):
    ledger = Ledger(earlier[0])
    ledger.record(sent(b"four"), [figure(570)], notes=[note()])
    assert ledger.purge("R2", "A. N. Other", "it named somebody") == ["R2"]
    assert [each.state for each in ledger.returns()] == ["current", "purged", "withdrawn", "current"]
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        for table in ("figures", "notes", "returns", "originals", "events", "told_words"):
            with pytest.raises(sqlite3.IntegrityError):
                if not database.execute(f"DELETE FROM {table}").rowcount:
                    raise sqlite3.IntegrityError  # of the first shape, nothing was told yet


def test_words_told_before_are_known_by_the_return_they_came_with(earlier):
    home, held = earlier
    ledger = Ledger(home)
    if "told_words" not in held:
        ledger.remember(FIFE, [Told("dps", "DPS", "option 1")], "A. N. Other")
        assert [each.words for each in ledger.told(FIFE)] == ["dps"]
        return
    assert [each.words for each in ledger.told(FIFE)] == ["dps", "taxi cards"]
    ledger.purge("R2", "A. N. Other", "it named somebody")
    assert [each.words for each in ledger.told(FIFE)] == ["dps"]


def test_a_second_opening_changes_nothing(earlier):
    home, _ = earlier
    Ledger(home)
    with closing(sqlite3.connect(home / "ledger.db")) as database:
        once = list(database.iterdump())
        Ledger(home)
        assert list(database.iterdump()) == once
