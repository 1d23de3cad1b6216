"""A purge to protect people: nothing of what a return held is left, and who did it, when and why is known for good."""

import sqlite3
import threading
from contextlib import closing

import pytest

from ledger import Ledger, LedgerUnavailable, Told, WasPurged, purging
from ledger.guards import GONE

FIFE = "S12000047"
MARK = "Morag MacQuarrie of Pittenweem"  # what must not be kept; long enough that nothing else says it


def traces(ledger, mark=MARK):
    """The ledger's files in which a text still stands, in whatever page."""
    sought = mark.encode()
    return [each.name for each in ledger.home.iterdir() if each.is_file() and sought in each.read_bytes()]


@pytest.fixture
def harmful(ledger, sent, figure, found, note):
    """Fife's second of three returns names a person everywhere a return can."""
    ledger.record(sent(b"one"), [figure(545), figure(120, "2")], notes=[note("Yearly.")])
    ledger.record(
        sent(f"a file about {MARK}".encode() + b"." * 50_000, f"{MARK}.csv"),
        [figure(550, cell=f"C2 {MARK}"), figure(130, "3")],
        [found(f"It says {MARK}.")],
        told=[Told(MARK.casefold(), MARK, f"leave out {MARK}")],
        notes=[note(f"We asked {MARK}.")],
    )
    return ledger


def purge(ledger, number="R2"):
    return ledger.purge(number, "A. N. Other", "it named somebody")


def test_all_it_brought_is_gone_and_what_was_before_counts_again(harmful, figure):
    assert traces(harmful)
    assert purge(harmful) == ["R2"]
    assert {(each.key.breakdown, each.value, each.return_id) for each in harmful.figures(exact=True)} == {
        ("option=1", 545, "R1"),
        ("option=2", 120, "R1"),
    }
    assert [each.words for each in harmful.notes()] == ["Yearly."]
    assert (harmful.findings("R2"), harmful.told(FIFE)) == ([], [])
    assert [each.return_.id for each in harmful.history(figure().key)] == ["R1"]
    with pytest.raises(KeyError):
        harmful.original("R2")
    assert harmful.original("R1") == b"one"


def test_its_number_fingerprint_sender_and_day_remain_and_who_purged_it_and_why(harmful):
    before = harmful.return_("R2")
    harmful.withdraw("R2", "A. N. Other", f"it names {MARK}")
    purge(harmful)
    after = harmful.return_("R2")
    assert (after.id, after.sha256, after.owner) == (before.id, before.sha256, before.owner)
    assert (after.sent_by, after.sent_at) == (before.sent_by, before.sent_at)
    assert (after.file_name, after.figures, after.state) == ("", 0, "purged")
    assert [(each.what, each.by, each.why) for each in harmful.events("R2")] == [
        ("accepted", "A. N. Officer", ""),
        ("withdrawn", "A. N. Other", ""),  # the reason may repeat what must not be kept
        ("purged", "A. N. Other", "it named somebody"),
    ]


@pytest.mark.parametrize("mark", [MARK, MARK.casefold()])
def test_not_a_byte_of_it_is_left_in_the_ledgers_files(harmful, mark):
    assert traces(harmful, mark)
    purge(harmful)
    assert traces(harmful, mark) == []


def test_not_a_byte_is_left_of_a_large_return_among_others_either(ledger, sent, figure, note):
    """Pages split and rows move while much is written: what they leave behind in a page is gone as well."""
    for number in range(1, 7):
        mark = MARK if number in (2, 5) else "nobody"
        figures = [figure(n, f"{number}-{n}", cell=f"{mark} {n}") for n in range(400)]
        ledger.record(sent(b"%d" % number + mark.encode() * 3000), figures, notes=[note(mark * 40, period=str(number))])
    ledger.withdraw("R2", "A. N. Other", "a slip")
    purge(ledger, "R2")
    purge(ledger, "R5")
    assert traces(ledger) == []
    assert len(ledger.figures()) == 4 * 400


def test_the_version_grows_and_a_purge_happens_once(harmful):
    version = harmful.version()
    purge(harmful)
    assert harmful.version() > version
    for number in ("R2", "R9", "R0", "Fife", ""):
        with pytest.raises(KeyError):
            purge(harmful, number)
    for act in (harmful.withdraw, harmful.restore):
        with pytest.raises(KeyError):
            act("R2", "A. N. Other", "again")


@pytest.mark.parametrize(
    ("by", "why"), [("", "a reason"), (" ", "a reason"), ("A. N. Other", ""), ("A. N. Other", "\n")]
)
def test_a_purge_says_by_whom_and_why(harmful, by, why):
    with pytest.raises(ValueError, match="by whom and why"):
        harmful.purge("R2", by, why)
    assert harmful.return_("R2").state == "current"


def test_every_return_of_the_very_same_file_goes_with_it(ledger, sent, figure):
    """What must not be kept stands in all of them alike."""
    ledger.record(sent(MARK.encode(), "one.csv"), [figure(545)])
    ledger.withdraw("R1", "A. N. Other", "a slip")
    ledger.record(sent(b"another"), [figure(5)])
    ledger.record(sent(MARK.encode(), "two.csv"), [figure(550)])
    assert purge(ledger, "R3") == ["R1", "R3"]
    assert [each.state for each in ledger.returns()] == ["purged", "current", "purged"]
    assert traces(ledger) == []


def test_the_same_file_does_not_come_in_again(harmful, sent, figure):
    content, version = harmful.original("R2"), harmful.version()
    purge(harmful)
    with pytest.raises(WasPurged, match="^“new.csv” is the same file as R2, which was purged to protect people"):
        harmful.record(sent(content, "new.csv"), [figure(550)])
    assert harmful.version() == version + 1 and traces(harmful) == []
    assert harmful.record(sent(content[:-1], "new.csv"), [figure(550)]) == "R3"


def test_a_later_return_no_longer_repeats_what_it_changed(harmful, sent, figure, found):
    changed = [found(f"This changes {MARK} to 560. Replace it?", "R04"), found("This changes 120 to 5.", "R04", "D2")]
    harmful.record(sent(b"three"), [figure(560), figure(5, "2", cell="D2")], [*changed, found()])
    purge(harmful)
    assert [each.message for each in harmful.findings("R3")] == [GONE, "This changes 120 to 5.", "All 3 figures equal."]


def test_words_told_later_of_a_heading_that_came_with_it_go_too(harmful, sent, figure):
    harmful.remember(FIFE, [Told(MARK.casefold(), MARK, "")], "A. N. Other")
    harmful.record(sent(b"three"), [figure(1)], told=[Told("dps", "DPS", "option 1")])
    purge(harmful)
    assert [each.heading for each in harmful.told(FIFE)] == ["DPS"]
    assert traces(harmful) == []


# The guards


def changes(ledger, statement):
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database, database:
        database.execute(statement)


GUARDED = ("figures", "problems", "notes", "told_words", "returns", "events", "originals")


@pytest.mark.parametrize("table", GUARDED)
def test_the_guards_still_keep_everything_else(harmful, sent, figure, found, note, table):
    harmful.record(
        sent(b"three"), [figure(1)], [found("x", "R04")], told=[Told("dps", "DPS", "option 1")], notes=[note()]
    )
    purge(harmful)
    with closing(sqlite3.connect(harmful.home / "ledger.db")) as database:
        before = database.execute(f"SELECT * FROM {table}").fetchall()
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        for statement in (f"DELETE FROM {table}", *(f"UPDATE {table} SET {name} = 77" for name in columns)):
            with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
                database.execute(statement)
        assert database.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events WHERE what = 'purged'",
        "UPDATE events SET why = '' WHERE what = 'purged'",
        "UPDATE events SET \"by\" = '', why = ''",
        "UPDATE returns SET sent_by = '', file_name = '', figures = 0",
        "UPDATE originals SET content = x'' WHERE sha256 IN (SELECT sha256 FROM returns WHERE id = 1)",
        "UPDATE originals SET content = x'00'",
        "UPDATE originals SET sha256 = 'x', content = x''",
    ],
)
def test_the_word_of_a_purge_and_what_must_remain_is_kept_from_every_program(harmful, statement):
    purge(harmful)
    with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
        changes(harmful, statement)


def test_no_program_purges_without_a_name_and_a_reason(harmful):
    for by, why in (("", "a reason"), ("somebody", " ")):
        with pytest.raises(sqlite3.IntegrityError, match="a purge says by whom and why"):
            changes(
                harmful,
                f"INSERT INTO events (return_id, what, \"by\", at, why) VALUES (2, 'purged', '{by}', '', '{why}')",
            )


# While others are about


def test_many_may_read_while_a_return_is_purged(harmful):
    wrong, stop = [], threading.Event()

    def look():
        while not stop.is_set():
            held = sorted(each.value for each in harmful.figures(exact=True))
            if held not in ([120, 130, 550], [120, 545]):
                wrong.append(held)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        purge(harmful)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert (wrong, traces(harmful)) == ([], [])


def test_a_reader_who_does_not_finish_is_waited_for_and_then_said_and_the_rest_is_wiped_when_next_opened(
    harmful, monkeypatch
):
    wipe = purging.wipe
    monkeypatch.setattr(purging, "wipe", lambda path: wipe(path, patience=0.3))
    with closing(sqlite3.connect(harmful.home / "ledger.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM figures").fetchone()
        with pytest.raises(LedgerUnavailable, match="^R2 is purged: .* start the dashboard again.$"):
            purge(harmful)
        assert harmful.return_("R2").state == "purged"
        monkeypatch.setattr(purging, "wipe", wipe)
        Ledger(harmful.home)  # opening it is no trouble while the other still reads
    assert traces(harmful)
    Ledger(harmful.home)
    assert traces(harmful) == []


def test_a_purge_ended_before_the_file_is_rewritten_is_finished_when_it_is_next_opened(harmful, monkeypatch):
    def ended(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(purging, "wipe", ended)
    with pytest.raises(KeyboardInterrupt):
        purge(harmful)
    monkeypatch.undo()
    Ledger(harmful.home)
    assert traces(harmful) == []
    assert Ledger(harmful.home).return_("R2").state == "purged"
