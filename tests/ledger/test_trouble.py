"""A full disk, a damaged ledger, one of a newer version: said in a plain sentence, and nothing there is lost."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import ledger as package
from ledger import Ledger, LedgerUnavailable, Sent, Told, opening
from model.observations import Key, Observation

ROOT = Path(package.__file__).parent.parent
FIFE = "S12000047"


def many(number, of=300):
    keys = [Key("returns", FIFE, "", "2023/24", "sds_people", f"option={number}-{n}") for n in range(of)]
    return [Observation(key, 545, sheet="Data", cell="C2", as_typed="545") for key in keys]


@pytest.fixture
def held(ledger, sent, found, note):
    """A ledger with three returns, all of it in its one file."""
    for number in range(3):
        ledger.record(sent(b"%d" % number * 5000), many(number), [found()], notes=[note(period=str(number))])
    ledger.close()
    return ledger


READINGS = {
    "figures": lambda ledger: ledger.figures(exact=True),
    "returns": lambda ledger: ledger.returns(),
    "events": lambda ledger: ledger.events(),
    "findings": lambda ledger: ledger.findings(),
    "notes": lambda ledger: ledger.notes(),
    "history": lambda ledger: ledger.history(many(1)[0].key),
    "original": lambda ledger: ledger.original("R2"),
    "told": lambda ledger: ledger.told(FIFE),
    "held": lambda ledger: ledger.held("sds_people"),
    "completeness": lambda ledger: ledger.completeness(),
    "version": lambda ledger: ledger.version(),
}
WRITINGS = {
    "record": lambda ledger: ledger.record(Sent(b"new", "new.csv", FIFE, "A. N. Officer"), many(9)),
    "withdraw": lambda ledger: ledger.withdraw("R2", "A. N. Other", "a slip"),
    "purge": lambda ledger: ledger.purge("R2", "A. N. Other", "it named somebody"),
}


def is_plain(trouble):
    said = str(trouble)
    assert said[0].isupper() and said.endswith(".") and "Errno" not in said and "Traceback" not in said
    assert any(word in said for word in ("Nothing", "nothing"))
    return said


def damage(path, chance, share=0.5):
    """Writes rubbish over a share of a file's pages, the first left alone."""
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            if chance.random() < share:
                file.seek(page * 4096)
                file.write(chance.randbytes(chance.choice((16, 4096))))


@pytest.mark.parametrize("seed", range(8))
def test_whatever_pages_are_damaged_every_question_has_an_answer_or_a_plain_sentence(held, seed):
    damage(held.home / "ledger.db", random.Random(seed), share=(0.1, 0.5, 0.9)[seed % 3])
    hurt = (held.home / "ledger.db").read_bytes()
    refused, ledger = 0, held
    for ask in (*READINGS.values(), *WRITINGS.values()):
        shutil.rmtree(held.home)
        held.home.mkdir()
        (held.home / "ledger.db").write_bytes(hurt)
        try:
            ledger = Ledger(held.home)
            ask(ledger)
        except LedgerUnavailable as trouble:
            is_plain(trouble)
            refused += 1
        except KeyError as unknown:  # the page that said it was there is hurt
            assert unknown.args == ("R2",)
        ledger.close()
    assert refused


@pytest.mark.parametrize("where", ["reason", "flags", "kind", "what"])
def test_codes_that_nobody_wrote_are_damage(held, where):
    """A byte that went wrong inside a text is no damage to SQLite."""
    with closing(sqlite3.connect(held.home / "ledger.db")) as database, database:
        table = {"reason": "figures", "flags": "figures", "kind": "notes", "what": "events"}[where]
        database.execute(f"DROP TRIGGER {table}_no_update")
        database.execute(f"UPDATE {table} SET {where} = 'nobody wrote this'")
    with pytest.raises(LedgerUnavailable, match="what stands in it cannot be read") as refused:
        ledger = Ledger(held.home)
        for ask in READINGS.values():
            ask(ledger)
    assert "put-back" in is_plain(refused.value)


def test_damage_that_sqlite_itself_cannot_spell_is_said_as_well(held):
    path = held.home / "ledger.db"
    content = path.read_bytes()
    assert b"CREATE TABLE notes" in content
    path.write_bytes(content.replace(b"CREATE TABLE notes", b"CREATE T\xb6BLE n\xb6tes"))
    with pytest.raises(LedgerUnavailable, match="what stands in it cannot be read") as refused:
        Ledger(held.home)
    assert "put-back" in is_plain(refused.value)


@pytest.mark.parametrize("keeps", [0, 1, 100, 600, 4096, 4097, 0.5, 0.95])
def test_a_ledger_cut_short_is_refused_and_not_begun_anew(held, keeps):
    path = held.home / "ledger.db"
    content = path.read_bytes()
    left = content[: keeps if isinstance(keeps, int) else int(len(content) * keeps)]
    path.write_bytes(left)
    with pytest.raises(LedgerUnavailable) as refused:
        ledger = Ledger(held.home)
        for ask in READINGS.values():
            ask(ledger)
    assert "put-back" in is_plain(refused.value)
    path.write_bytes(content)
    assert len(Ledger(held.home).figures()) == 900


@pytest.mark.parametrize("asked", sorted(READINGS | WRITINGS))
def test_where_everything_is_damaged_everything_says_so(held, asked):
    ledger = Ledger(held.home)
    ledger.remember(FIFE, [Told("packages", "Packages", "leave out")], "A. N. Officer")
    ledger.close()
    damage(held.home / "ledger.db", random.Random(1), share=1)
    with pytest.raises(LedgerUnavailable) as refused:
        (READINGS | WRITINGS)[asked](ledger)
    assert "put-back" in is_plain(refused.value)


def test_a_ledger_of_a_newer_version_is_not_written_to_at_all(held):
    with closing(sqlite3.connect(held.home / "ledger.db")) as database, database:
        database.execute("UPDATE shape SET version = version + 1")
        database.execute("DROP TABLE told_words")
    with closing(sqlite3.connect(held.home / "ledger.db")) as database:
        before = list(database.iterdump())
        with pytest.raises(
            LedgerUnavailable, match="^This ledger was made by a newer version .* Nothing has been changed"
        ):
            Ledger(held.home)
        assert list(database.iterdump()) == before


# A full disk

GROWS_NO_FURTHER = """
import resource, sys
from pathlib import Path
from ledger import Ledger, LedgerUnavailable, Sent, Told, keeping
from tests.ledger.test_trouble import many, FIFE

home, room = Path(sys.argv[1]), int(sys.argv[2])
ledger = Ledger(home) if sys.argv[3] != "open" else None
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    if sys.argv[3] == "record":
        ledger.record(Sent(b"new" * 100_000, "new.csv", FIFE, "A. N. Officer"), many(9, 3000))
    elif sys.argv[3] == "purge":
        ledger.purge("R2", "A. N. Other", "it named somebody")
    elif sys.argv[3] == "backup":
        keeping.backup(home, home / "copy.db")
    else:
        Ledger(home)
except (LedgerUnavailable, keeping.CannotCopy) as trouble:
    print(trouble)
"""


def on_a_full_disk(home, doing, room):
    command = [sys.executable, "-c", GROWS_NO_FURTHER, str(home), str(room), doing]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 20_000, 200_000])
def test_a_return_for_which_there_is_no_room_is_wholly_out(held, room):
    said = on_a_full_disk(held.home, "record", room)
    assert said.startswith(f"The ledger in {held.home} could not be written: ")
    assert "Check that there is room on the disk" in is_plain(said.strip())
    again = Ledger(held.home)
    assert (len(again.returns()), len(again.figures())) == (3, 900)
    assert again.record(Sent(b"new" * 100_000, "new.csv", FIFE, "A. N. Officer"), many(9, 3000)) == "R4"


@pytest.mark.slow
def test_a_new_ledger_for_which_there_is_no_room_leaves_nothing_behind(tmp_path):
    said = on_a_full_disk(tmp_path / "home", "open", 0)
    assert said.startswith("We cannot open the ledger in ")
    is_plain(said.strip())
    assert Ledger(tmp_path / "home").returns() == []


@pytest.mark.slow
def test_a_purge_for_which_there_is_no_room_is_said_and_finished_later(held):
    said = on_a_full_disk(held.home, "purge", 60_000)
    assert "put-back" not in said and said.strip().endswith(".")
    again = Ledger(held.home)
    if again.return_("R2").state != "purged":
        again.purge("R2", "A. N. Other", "it named somebody")
    assert b"1" * 5000 not in (held.home / "ledger.db").read_bytes()
    assert len(again.figures()) == 600


@pytest.mark.slow
def test_a_copy_for_which_there_is_no_room_is_not_there(held):
    said = on_a_full_disk(held.home, "backup", 8192)
    assert "could not be copied" in said or "We cannot write" in said
    assert not list(held.home.glob("*copy*")) and not list(held.home.glob(".*"))


def test_a_ledger_that_may_grow_no_further_takes_in_what_fits_and_says_of_the_rest(held, sent):
    from sqlalchemy import event

    event.listen(
        held._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 1")
    )  # no more than it has
    with pytest.raises(LedgerUnavailable, match="database or disk is full. Nothing was taken in"):
        held.record(sent(b"x" * 1_000_000), many(9))
    assert (len(held.returns()), len(held.figures())) == (3, 900)


def test_where_others_write_for_longer_than_anyone_waits_it_is_said_and_what_to_do(held, sent, monkeypatch):
    monkeypatch.setattr(opening, "_SETTINGS", ("busy_timeout = 50", *opening._SETTINGS[1:]))
    ledger = Ledger(held.home)
    with closing(sqlite3.connect(held.home / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            LedgerUnavailable, match="database is locked. Nothing was taken in.* try again in a few minutes"
        ):
            ledger.record(sent(b"new"), many(9))
        assert len(ledger.figures()) == 900  # and reading goes on
    assert ledger.record(sent(b"new"), many(9)) == "R4"


# As the command line says it


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("returns",), ("export", "out.csv"), ("undo", "R2", "--by", "Me", "--why", "a slip")]
)
@pytest.mark.parametrize("how", ["damaged", "cut short", "emptied", "newer"])
def test_the_command_line_says_it_in_one_line_and_exits_with_4(held, tmp_path, command, how):
    path = held.home / "ledger.db"
    if how == "newer":
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE shape SET version = version + 1")
    elif how == "damaged":
        damage(path, random.Random(2), share=1)
    else:
        path.write_bytes(path.read_bytes()[: 0 if how == "emptied" else 9000])
    program = "import sys, sds; from intake import bundled; bundled.take_in = lambda *_, **__: []; sys.exit(sds.main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "--home", str(held.home), *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    is_plain(done.stderr.strip())
    assert not (ROOT / "out.csv").exists() and not list(tmp_path.glob("out*"))
