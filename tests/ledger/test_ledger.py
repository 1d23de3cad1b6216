"""The law: nothing sent in is lost, and nothing is half in, also when the power goes."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

import ledger as package
from ledger import Finding, Ledger, LedgerUnavailable, Sent, Told
from ledger.shape import SHAPE
from model.observations import Flag, Key, Observation, Reason

ROOT = Path(package.__file__).parent.parent
FIFE, ANGUS = "S12000047", "S12000041"


def sent(content=b"a workbook", name="options.xlsx", owner="national"):
    return Sent(content, name, owner, "drawn in a test")


def figure(value=545, *, area=FIFE, period="2020/21", option="1", **facts):
    key = Key("phs_options", area, "", period, "sds_people", f"option={option}")
    return Observation(key, value, sheet="Table 1", cell="D9", as_typed=str(value), **facts)


def found(code="A10", sheet="Table 1", cell="D9"):
    return Finding("", code, "ask", sheet, cell, "All 3 figures equal.", "taken as published")


def values(ledger, **wanted):
    return {(each.key.area, each.key.breakdown): each.value for each in ledger.figures(**wanted)}


def rows(ledger, table):
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


# Taking in


def test_a_new_ledger_holds_nothing(ledger):
    assert (ledger.figures(), ledger.returns(), ledger.findings(), ledger.version()) == ([], [], [], 0)


def test_a_figure_comes_out_as_it_went_in(ledger):
    went_in = [
        figure(99.9, numerator=9420, denominator=9430, base=5, cells="numerator=F9;denominator=G9"),
        figure(0, area=ANGUS, flags=(Flag.CARRIED_FORWARD, Flag.ESTIMATED), period_of_figure="2018/19"),
        figure(None, option="2", reason=Reason.NOT_AVAILABLE),
        Observation(Key("phs_options", "S92000003", "estimated", "2020/21", "sds_people", ""), 1e9 / 3),
    ]
    id_ = ledger.record(sent(), went_in)
    came_out = {each.key: each for each in ledger.figures()}
    for each in went_in:
        assert came_out.pop(each.key) == Observation(
            **{name: getattr(each, name) for name in each.__slots__ if name != "return_id"}, return_id=id_
        )
    assert came_out == {}


def test_a_return_says_who_sent_what_and_when(ledger):
    id_ = ledger.record(sent(), [figure(), figure(option="2")])
    (held,) = ledger.returns()
    assert (held.id, held.file_name, held.owner, held.sent_by) == (id_, "options.xlsx", "national", "drawn in a test")
    assert (held.sha256, held.figures, held.state) == (sent().sha256, 2, "current")
    assert held.sent_at.endswith("+00:00")


def test_the_original_is_kept_byte_for_byte(ledger):
    content = random.Random(1).randbytes(100_000)
    id_ = ledger.record(sent(content), [figure()])
    other = ledger.record(sent(b"", "empty.xlsx"), [])
    assert ledger.original(id_) == content
    assert ledger.original(other) == b""


def test_the_findings_are_kept_with_their_answers(ledger):
    one = ledger.record(sent(), [figure()], [found(), found("A14", cell="E9")])
    ledger.record(sent(b"another"), [figure(option="2")], [found("M02")])
    assert [(each.code, each.cell, each.answer, each.return_id) for each in ledger.findings(one)] == [
        ("A10", "D9", "taken as published", one),
        ("A14", "E9", "taken as published", one),
    ]
    assert len(ledger.findings()) == 3


def test_a_return_without_figures_is_a_return(ledger):
    ledger.record(sent(), [])
    assert [each.figures for each in ledger.returns()] == [0]


def test_the_same_file_twice_is_one_return(ledger):
    once = ledger.record(sent(), [figure()], [found()])
    version = ledger.version()
    assert ledger.record(sent(), [figure()], [found()]) == once
    assert (len(ledger.returns()), len(ledger.findings()), rows(ledger, "figures")) == (1, 1, 1)
    assert ledger.version() == version


@pytest.mark.parametrize("other", [sent(name="renamed.xlsx"), sent(owner=FIFE), sent(b"other bytes")])
def test_a_file_of_another_name_owner_or_content_is_another_return(ledger, other):
    once = ledger.record(sent(), [figure()])
    assert ledger.record(other, [figure()]) != once
    assert len(ledger.returns()) == 2


def test_the_same_bytes_are_kept_once(ledger):
    ids = [ledger.record(sent(name=name), [figure()]) for name in ("one.xlsx", "two.xlsx")]
    assert [ledger.original(id_) for id_ in ids] == [b"a workbook"] * 2
    assert rows(ledger, "originals") == 1


def test_the_version_grows_with_every_change(ledger):
    versions = [ledger.version()]
    for number in range(3):
        ledger.record(sent(b"%d" % number), [figure(number)])
        versions.append(ledger.version())
    assert sorted(set(versions)) == versions


# Versions of a figure


def test_the_latest_version_of_a_figure_counts_and_the_earlier_is_kept(ledger):
    ledger.record(sent(b"first"), [figure(545), figure(120, option="2")])
    ledger.record(sent(b"second"), [figure(550)])
    assert values(ledger) == {(FIFE, "option=1"): 550, (FIFE, "option=2"): 120}
    assert rows(ledger, "figures") == 3


def test_a_figure_of_another_series_is_another_figure(ledger):
    own = Observation(figure().key._replace(series="returns"), 550)
    ledger.record(sent(b"first"), [figure(545)])
    ledger.record(sent(b"second"), [own])
    assert sorted(each.value for each in ledger.figures()) == [545, 550]


def test_a_file_that_replaces_another_withdraws_what_it_no_longer_holds(ledger):
    first = ledger.record(sent(b"first"), [figure(545), figure(120, option="2")])
    ledger.record(sent(b"second"), [figure(550)], replaces=first)
    assert values(ledger) == {(FIFE, "option=1"): 550}
    assert [each.state for each in ledger.returns()] == ["replaced by a newer file", "current"]


def test_where_a_file_is_replaced_the_figures_below_it_count_again(ledger):
    ledger.record(sent(b"first", "one.xlsx"), [figure(545), figure(120, option="2")])
    second = ledger.record(sent(b"second", "two.xlsx"), [figure(550), figure(130, option="2")])
    ledger.record(sent(b"third", "two.xlsx"), [figure(560)], replaces=second)
    assert values(ledger) == {(FIFE, "option=1"): 560, (FIFE, "option=2"): 120}


def test_figures_of_a_replaced_file_do_not_come_back_when_its_successor_is_replaced(ledger):
    first = ledger.record(sent(b"first"), [figure(545), figure(120, option="2")])
    second = ledger.record(sent(b"second"), [figure(550)], replaces=first)
    ledger.record(sent(b"third"), [figure(130, option="3")], replaces=second)
    assert values(ledger) == {(FIFE, "option=3"): 130}


def test_a_replaced_file_may_come_back(ledger):
    first = ledger.record(sent(b"first"), [figure(545)])
    second = ledger.record(sent(b"second"), [figure(550)], replaces=first)
    third = ledger.record(sent(b"first"), [figure(545)], replaces=second)
    assert values(ledger) == {(FIFE, "option=1"): 545}
    assert third not in (first, second)
    assert [each.state for each in ledger.returns()] == ["replaced by a newer file"] * 2 + ["current"]


def test_replacing_keeps_the_original_and_the_findings_of_both(ledger):
    first = ledger.record(sent(b"first"), [figure(545)], [found()])
    second = ledger.record(sent(b"second"), [figure(550)], [found()], replaces=first)
    assert (ledger.original(first), ledger.original(second)) == (b"first", b"second")
    assert len(ledger.findings(first)) == len(ledger.findings(second)) == 1


# Asking


@pytest.fixture
def several(ledger):
    ledger.record(
        sent(),
        [
            figure(area=area, period=period, option=n)
            for area in (FIFE, ANGUS)
            for period in ("2019/20", "2020/21")
            for n in "12"
        ],
    )
    return ledger


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 8),
        ({"area": FIFE}, 4),
        ({"area": [FIFE, ANGUS]}, 8),
        ({"area": []}, 0),
        ({"period": "2020/21", "breakdown": "option=1"}, 2),
        ({"period": {"2020/21"}, "area": (FIFE,), "breakdown": "option=1"}, 1),
        ({"metric": "sds_people_rate"}, 0),
        ({"area": "' OR 1=1 --"}, 0),
    ],
)
def test_figures_are_those_asked_for(several, wanted, count):
    assert len(several.figures(**wanted)) == count


def test_the_same_question_has_the_same_answer_in_the_same_order(several):
    keys = [each.key for each in several.figures()]
    assert keys == sorted(
        keys, key=lambda key: (key.metric, key.series, key.period, key.breakdown, key.area, key.coverage)
    )


def test_what_is_held_is_named_once_and_may_leave_out_an_area(several):
    scotland = Observation(Key("phs_people_supported", "S92000003", "", "2021/22", "people_supported", ""), 5)
    several.record(sent(b"scotland"), [scotland])
    assert sorted(several.held("sds_people")) == [
        ("phs_options", period, f"option={n}") for period in ("2019/20", "2020/21") for n in "12"
    ]
    assert several.held("people_supported", other_than="S92000003") == []
    assert several.metrics_held() == {"sds_people", "people_supported"}
    assert several.metrics_held(other_than="S92000003") == {"sds_people"}


# Told of words


def test_the_last_answer_about_words_counts_and_an_empty_one_takes_it_back(ledger):
    ledger.remember(FIFE, [Told("dps", "DPS", "option 1"), Told("taxi", "Taxi", "leave out")], "a test")
    ledger.remember(FIFE, [Told("dps", "D.P.S.", "option 2"), Told("taxi", "Taxi", "")], "another")
    assert [(each.words, each.heading, each.answer, each.by) for each in ledger.told(FIFE)] == [
        ("dps", "D.P.S.", "option 2", "another")
    ]
    assert ledger.told(ANGUS) == []


def test_a_ledger_of_the_first_shape_keeps_its_figures_and_learns_the_new_one(ledger):
    ledger.record(sent(), [figure()], [found()])
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        database.executescript("DROP TABLE told_words; UPDATE shape SET version = 1;")
    again = Ledger(ledger.home)
    again.remember(FIFE, [Told("dps", "DPS", "option 1")], "a test")
    assert (values(again), len(again.told(FIFE))) == ({(FIFE, "option=1"): 545}, 1)
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        assert database.execute("SELECT version FROM shape").fetchall() == [(SHAPE,)]


# Wholly in or wholly out


TABLES = ("figures", "returns", "originals", "events", "problems", "current_figures")


def break_off():
    yield found()
    raise RuntimeError("the power went")


@pytest.mark.parametrize("replacing", [False, True])
def test_an_error_in_the_middle_leaves_everything_as_it_was(ledger, replacing):
    first = ledger.record(sent(b"first"), [figure(545), figure(120, option="2")], [found()])
    before = [rows(ledger, table) for table in TABLES], ledger.version(), ledger.figures()
    with pytest.raises(RuntimeError, match="the power went"):
        ledger.record(sent(b"second"), [figure(550)], break_off(), replaces=first if replacing else "")
    assert ([rows(ledger, table) for table in TABLES], ledger.version(), ledger.figures()) == before
    ledger.record(sent(b"second"), [figure(550)], replaces=first if replacing else "")
    assert values(ledger)[FIFE, "option=1"] == 550


def test_an_error_at_the_end_leaves_everything_as_it_was(ledger):
    ledger.record(sent(b"first"), [figure(545)], [found()])
    before = [rows(ledger, table) for table in TABLES], ledger.version(), ledger.figures()
    with pytest.raises(LedgerUnavailable, match="(?i)foreign key.* Nothing was taken in"):
        ledger.record(sent(b"second"), [figure(550)], [found()], replaces="R99")
    assert ([rows(ledger, table) for table in TABLES], ledger.version(), ledger.figures()) == before


def test_a_figure_given_twice_in_one_return_is_wholly_in_or_wholly_out(ledger):
    ledger.record(sent(), [figure(545), figure(550)])
    assert values(ledger) == {(FIFE, "option=1"): 550}


@pytest.mark.parametrize("table", ["figures", "returns", "originals", "events", "problems", "told_words"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_what_is_in_can_be_neither_changed_nor_deleted(ledger, table, change):
    ledger.record(sent(), [figure()], [found()], told=[Told("dps", "DPS", "option 1")])
    column = {
        "originals": "content",
        "events": "what",
        "problems": "answer",
        "returns": "owner",
        "told_words": "answer",
    }.get(table, "value")
    refused = pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only")
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database, refused:
        database.execute(change.format(table, column))
    assert rows(ledger, table) == 1


@pytest.mark.parametrize(
    ("table", "rows_again"),
    [
        *((table, f"SELECT * FROM {table}") for table in ("figures", "returns", "events", "originals")),
        # By the row's number alone, under another fingerprint or none.
        ("originals", "(rowid, sha256, content) SELECT rowid, 'other', content FROM originals"),
        (
            "problems",
            "(rowid, return_id, code, severity, sheet, cell, message, answer) "
            "SELECT rowid, return_id, code, severity, sheet, cell, message, 'other' FROM problems",
        ),
    ],
)
def test_what_is_in_cannot_be_written_over_by_another_program(ledger, table, rows_again):
    """A row that takes another's place deletes it, and the guard against deleting is not asked."""
    ledger.record(sent(), [figure()], [found()])
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        before = database.execute(f"SELECT rowid, * FROM {table}").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
            database.execute(f"INSERT OR REPLACE INTO {table} {rows_again}")
        assert database.execute(f"SELECT rowid, * FROM {table}").fetchall() == before


def test_a_ledger_made_before_a_guard_was_thought_of_gets_it_when_it_is_opened(ledger):
    ledger.record(sent(), [figure()])
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        database.execute("DROP TRIGGER figures_no_replace")
        database.commit()
        Ledger(ledger.home)
        with pytest.raises(sqlite3.IntegrityError, match="figures is append-only"):
            database.execute("REPLACE INTO figures SELECT * FROM figures")


def test_many_threads_may_read_while_one_takes_in(ledger):
    wrong = []

    def look():
        for _ in range(15):
            held = len(ledger.figures())
            if held % 100:
                wrong.append(held)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(5):
        ledger.record(
            sent(b"%d" % number), [figure(period=f"{2000 + number}/0{1 + number}", option=str(n)) for n in range(100)]
        )
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(ledger.figures()) == 500


# When it cannot be opened


@pytest.mark.parametrize("below", ["a file", "a file/deeper/still"])
def test_a_folder_that_cannot_be_made_is_said_in_a_plain_sentence(tmp_path, below):
    (tmp_path / "a file").write_text("not a folder")
    with pytest.raises(LedgerUnavailable) as refused:
        Ledger(tmp_path / below)
    said = str(refused.value)
    assert said.startswith(f"We cannot open the ledger in {tmp_path / below}: ")
    assert "SDS_HOME" in said and said.endswith("Nothing has been lost.")
    assert "Errno" not in said and "Traceback" not in said


def spoil_as_folder(path):
    path.mkdir()


def spoil_as_words(path):
    path.write_bytes(b"this is no database " * 100)


@pytest.mark.parametrize("spoil", [spoil_as_folder, spoil_as_words])
def test_a_ledger_that_is_none_is_said_in_a_plain_sentence(tmp_path, spoil):
    spoil(tmp_path / "ledger.db")
    with pytest.raises(LedgerUnavailable, match="^We cannot open the ledger in .*SDS_HOME"):
        Ledger(tmp_path)


def test_a_ledger_of_a_newer_version_is_refused_in_a_plain_sentence_and_left_alone(ledger):
    ledger.record(sent(), [figure()])
    with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
        database.execute("UPDATE shape SET version = version + 1")
        database.commit()
    with pytest.raises(LedgerUnavailable, match="^This ledger was made by a newer version of the dashboard"):
        Ledger(ledger.home)
    assert rows(ledger, "figures") == 1


def test_a_ledger_opened_again_is_the_same(ledger):
    ledger.record(sent(), [figure()])
    again = Ledger(ledger.home)
    assert again.figures() == ledger.figures()
    assert again.version() == ledger.version()


# Other processes

TAKE_IN = """
import sys
from pathlib import Path
from intake import bundled
from ledger import Ledger
home, folder = map(Path, sys.argv[1:])
print("ready", flush=True)
sys.stdin.readline()
assert bundled.take_in(Ledger(home), folder) == []
"""


def start(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def go(process):
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.mark.slow
def test_two_processes_that_take_in_at_once_end_with_one_copy(tmp_path):
    folder = tmp_path / "published"
    folder.mkdir()
    for name in ("national_context", "people_supported", "sds_implementation_rate"):
        (folder / f"{name}.xlsx").write_bytes((ROOT / "data" / "published" / f"{name}.xlsx").read_bytes())
    both = [start(TAKE_IN, tmp_path / "home", folder) for _ in range(2)]
    for each in both:
        go(each)
    assert [(each.communicate(timeout=120)[1], each.returncode) for each in both] == [("", 0), ("", 0)]
    once = Ledger(tmp_path / "home")
    assert whole(once) == 3


def whole(ledger):
    """Checks that every return is wholly in: its original, all its figures, the word that it counts. Gives how many."""
    for each in ledger.returns():
        assert each.state == "current"
        assert Sent(ledger.original(each.id), each.file_name, each.owner, each.sent_by).sha256 == each.sha256
    figures = sum(each.figures for each in ledger.returns())
    assert rows(ledger, "figures") == rows(ledger, "current_figures") == figures
    assert rows(ledger, "returns") == rows(ledger, "originals") == rows(ledger, "events")
    return len(ledger.returns())


IN_THE_MIDDLE = """
import os, signal, sys
from pathlib import Path
from ledger import Ledger, Sent
from model.observations import Key, Observation

def killed():
    os.kill(os.getpid(), signal.SIGKILL)
    yield

keys = [Key("phs_options", "S12000047", "", "2020/21", "sds_people", f"option={n}") for n in range(500)]
figures = [Observation(key, 5) for key in keys]
Ledger(Path(sys.argv[1])).record(Sent(b"second", "options.xlsx", "national", "a test"), figures, killed(), sys.argv[2])
"""


@pytest.mark.slow
@pytest.mark.parametrize("replacing", [False, True])
def test_a_process_killed_in_the_middle_of_a_return_leaves_nothing_of_it(ledger, replacing):
    first = ledger.record(sent(b"first"), [figure(545)])
    process = start(IN_THE_MIDDLE, ledger.home, first if replacing else "")
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    again = Ledger(ledger.home)
    whole(again)
    assert values(again) == {(FIFE, "option=1"): 545}
    assert again.record(sent(b"second"), [figure(550)], replaces=first) != first


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_every_return_wholly_in_or_wholly_out(tmp_path):
    seed = os.environ.get("SDS_SEED") or str(random.randrange(10_000))
    print(f"SDS_SEED={seed} repeats these moments")
    chance, before = random.Random(seed), 0
    for _ in range(3):
        process = start(TAKE_IN, tmp_path, ROOT / "data" / "published")
        go(process)
        time.sleep(chance.uniform(0.1, 4))
        process.kill()
        process.communicate()
        after = whole(Ledger(tmp_path))
        assert after >= before
        before = after
