"""Copies of the ledger: whole, made while others write, never written over anything, and put back when sound."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from ledger import Ledger, keeping, opening

FIFE = "S12000047"


def all_rows(path):
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


def values(ledger):
    return {each.key.breakdown: each.value for each in ledger.figures(exact=True)}


@pytest.fixture
def held(ledger, sent, figure, note, found):
    """A ledger with one return, and a copy of it; a second return has come in since."""
    ledger.record(sent(b"one"), [figure(545)], [found()], notes=[note()])
    keeping.backup(ledger.home, ledger.home / "copy.db")
    ledger.record(sent(b"two"), [figure(550), figure(120, "2")])
    return ledger


@pytest.fixture
def copy(held):
    return held.home / "copy.db"


def put_back(ledger, copy):
    return keeping.put_back(ledger.home, copy, "A. N. Other")


# Copying


def test_a_copy_holds_all_that_the_ledger_holds_in_one_file(held, tmp_path):
    out = tmp_path / "copy of today.db"
    keeping.backup(held.home, out)
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [out.name]
    assert all_rows(out) == all_rows(held.home / "ledger.db")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([out.name, held.home.name])  # looking leaves none


def test_a_copy_is_of_one_moment_however_much_is_written_meanwhile(ledger, sent, figure, tmp_path):
    stop, number = threading.Event(), 0
    ledger.record(sent(b"first"), [figure()])

    def write():
        nonlocal number
        while not stop.is_set():
            number += 1
            ledger.record(sent(b"%d" % number), [figure(n, f"{number}-{n}") for n in range(20)])

    writer = threading.Thread(target=write)
    writer.start()
    for copy in range(3):
        keeping.backup(ledger.home, tmp_path / f"{copy}.db")
    stop.set()
    writer.join()
    for copy in range(3):
        rows = all_rows(tmp_path / f"{copy}.db")
        assert len(rows["figures"]) == len(rows["current_figures"]) == sum(row[-1] for row in rows["returns"])
        assert len(rows["returns"]) == len(rows["events"]) == len(rows["originals"])
    assert len(ledger.returns()) == number + 1


def spoiled_by(*, kind, path):
    path.mkdir() if kind == "a folder" else path.write_text("mine")
    return path


@pytest.mark.parametrize("kind", ["a file", "a folder"])
def test_a_copy_is_never_written_over_anything(held, tmp_path, kind):
    out = spoiled_by(kind=kind, path=tmp_path / "out.db")
    with pytest.raises(keeping.CannotCopy, match="is there already"):
        keeping.backup(held.home, out)
    assert out.is_dir() or out.read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


def test_where_there_is_no_ledger_there_is_nothing_to_copy_and_none_is_made(tmp_path):
    with pytest.raises(keeping.CannotCopy, match="^There is no ledger in .* yet"):
        keeping.backup(tmp_path / "home", tmp_path / "out.db")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(held, tmp_path):
    with pytest.raises(keeping.CannotCopy, match="^We cannot write .*: No such file or directory"):
        keeping.backup(held.home, tmp_path / "nowhere" / "out.db")


def test_of_a_damaged_ledger_no_copy_is_made(held, tmp_path):
    held.close()
    damage(held.home / "ledger.db")
    with pytest.raises(keeping.CannotCopy, match="could not be copied .* No copy was made"):
        keeping.backup(held.home, tmp_path / "out.db")
    assert not list(tmp_path.glob("*.db")) and not list(tmp_path.glob(".*"))


def damage(path):
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xa5" * 512)


# Putting back


def test_a_copy_put_back_is_what_everyone_sees_at_once(held, copy):
    assert values(held) == {"option=1": 550, "option=2": 120}
    put_back(held, copy)
    assert values(held) == values(Ledger(held.home)) == {"option=1": 545}
    assert [each.id for each in held.returns()] == ["R1"]
    assert held.original("R1") == b"one" and len(held.notes()) == len(held.findings()) == 1
    assert not list(held.home.glob(".*"))


def test_the_ledger_that_stood_there_is_kept_under_a_dated_name(held, copy):
    before = all_rows(held.home / "ledger.db")
    kept = put_back(held, copy)
    assert kept.parent == held.home and kept.name.startswith("ledger-until-20")
    assert all_rows(kept) == before
    again = put_back(held, kept)
    assert values(held) == {"option=1": 550, "option=2": 120}
    assert again != kept and all_rows(kept) == before


def test_the_version_goes_on_growing_so_that_nothing_worked_out_before_is_taken_for_the_present(
    held, copy, sent, figure
):
    versions = [held.version()]
    for number in range(3):
        put_back(held, copy)
        versions.append(held.version())
        held.record(sent(b"after %d" % number), [figure(7)])
        versions.append(held.version())
    assert versions == sorted(set(versions))


def test_who_put_a_copy_back_and_when_is_written_down(held, copy):
    put_back(held, copy)
    (row,) = all_rows(held.home / "ledger.db")["put_back"]
    assert row[1] == "A. N. Other" and row[2].endswith("+00:00")


def test_the_guards_are_there_again(held, copy):
    put_back(held, copy)
    with closing(sqlite3.connect(held.home / "ledger.db")) as database:
        for table in ("figures", "notes", "returns", "put_back", "originals", "events"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(f"DELETE FROM {table}")


def test_what_was_purged_since_the_copy_was_made_does_not_come_back(ledger, sent, figure):
    ledger.record(sent(b"about somebody" * 500, "somebody.csv"), [figure(3)])
    keeping.backup(ledger.home, ledger.home / "copy.db")
    ledger.purge("R1", "A. N. Other", "it named somebody")
    put_back(ledger, ledger.home / "copy.db")
    assert [(each.state, each.file_name) for each in ledger.returns()] == [("purged", "")]
    assert ledger.events("R1")[-1].why == "it named somebody"
    assert not [each for each in ledger.home.glob("ledger*") if b"about somebody" in each.read_bytes()]


def test_where_there_is_no_ledger_a_copy_becomes_it(copy, tmp_path):
    assert keeping.put_back(tmp_path / "new home", copy, "A. N. Other") is None
    assert values(Ledger(tmp_path / "new home")) == {"option=1": 545}
    assert [each.name for each in (tmp_path / "new home").glob("*.db")] == ["ledger.db"]


@pytest.mark.parametrize("how", ["pages", "words", "emptied", "cut short"])
def test_a_copy_takes_the_place_of_a_damaged_ledger_which_is_kept_as_it_is(held, copy, how):
    path = held.home / "ledger.db"
    held.close()
    if how == "pages":
        damage(path)
    else:
        content = path.read_bytes()
        path.write_bytes({"words": b"no database " * 9, "emptied": b"", "cut short": content[: len(content) // 2]}[how])
    spoiled = path.read_bytes()
    kept = put_back(held, copy)
    assert kept.read_bytes() == spoiled
    assert values(Ledger(held.home)) == {"option=1": 545}


def no_ledger(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE returns (id)")


def no_shape(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM shape")


def of_nothing(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO current_figures SELECT 'x', series, '', '', '', '', 999 FROM figures LIMIT 1")


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-4096])


@pytest.mark.parametrize(
    "spoil",
    [
        damage,
        cut_short,
        no_shape,
        of_nothing,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database " * 99),
        lambda path: (path.unlink(), no_ledger(path)),
    ],
)
def test_what_is_no_sound_copy_is_said_and_changes_nothing(held, copy, spoil):
    spoil(copy)
    before = all_rows(held.home / "ledger.db")
    with pytest.raises(keeping.CannotCopy, match="is no sound copy of a ledger: .*Nothing has been changed"):
        put_back(held, copy)
    assert all_rows(held.home / "ledger.db") == before
    assert not list(held.home.glob("ledger-until*")) and not list(held.home.glob(".*"))


def test_a_copy_of_a_newer_version_is_refused(held, copy):
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("UPDATE shape SET version = version + 1")
    with pytest.raises(keeping.CannotCopy, match="made by a newer version"):
        put_back(held, copy)
    assert len(held.returns()) == 2


def test_a_ledger_of_a_newer_version_is_not_replaced(held, copy):
    with closing(sqlite3.connect(held.home / "ledger.db")) as database, database:
        database.execute("UPDATE shape SET version = version + 1")
    with pytest.raises(keeping.CannotCopy, match="made by a newer version"):
        put_back(held, copy)
    assert len(all_rows(held.home / "ledger.db")["returns"]) == 2


@pytest.mark.parametrize("number", [1, 2])
def test_a_copy_of_an_earlier_shape_is_brought_up_to_date(held, number):
    copy = held.home / "old.db"
    with closing(sqlite3.connect(copy)) as database:
        database.executescript(Path(__file__).with_name(f"shape_{number}.sql").read_text(encoding="utf-8"))
    put_back(held, copy)
    assert [each.state for each in held.returns()] == ["current", "current", "withdrawn"]
    assert held.notes() == []


@pytest.mark.parametrize("name", ["nowhere.db", ".", ""])
def test_what_is_no_file_is_said(held, tmp_path, name):
    with pytest.raises(keeping.CannotCopy, match="^There is no file"):
        put_back(held, tmp_path / name)


def test_the_ledger_itself_is_no_copy(held):
    with pytest.raises(keeping.CannotCopy, match="is the ledger itself"):
        put_back(held, held.home / "ledger.db")


def test_no_return_that_comes_in_meanwhile_is_lost(held, copy, sent, figure):
    """It is in the ledger that is kept, or in the one that was put back."""
    stop, came_in = threading.Event(), []

    def write():
        while not stop.is_set():
            content = b"meanwhile %d" % len(came_in)
            held.record(sent(content), [figure(len(came_in), f"m{len(came_in)}")])
            came_in.append(content)

    writer = threading.Thread(target=write)
    writer.start()
    kept = put_back(held, copy)
    stop.set()
    writer.join()
    there = {row[1] for path in (kept, held.home / opening.NAME) for row in all_rows(path)["originals"]}
    assert came_in and set(came_in) <= there


def test_an_error_in_the_middle_leaves_the_ledger_as_it_was(held, copy, monkeypatch):
    def broken(*_):
        raise OSError(28, "No space left on device")

    before = all_rows(held.home / "ledger.db")
    monkeypatch.setattr(keeping, "_note", broken)
    with pytest.raises(keeping.CannotCopy, match="no space left on device. The ledger in .* is as it was"):
        put_back(held, copy)
    assert all_rows(held.home / "ledger.db") == before
    assert values(held) == {"option=1": 550, "option=2": 120}
    assert not list(held.home.glob("ledger-until*")) and not list(held.home.glob(".*"))
