"""The command line: what has been sent in, every figure as a file, and trouble said in a sentence."""

import csv
import errno
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import openpyxl
import pytest

import sds
from exhibits import files
from intake import bundled, judging, telling
from ledger import Ledger
from loaders import sent
from model.notes import Note, NoteKind

ROOT = Path(sds.__file__).parent
BUNDLED = ["national_context.xlsx", "sds_implementation_rate.xlsx"]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs a command over a new home and two bundled workbooks; gives exit status, what it said, and its trouble."""
    folder = tmp_path / "published"
    folder.mkdir()
    for name in BUNDLED:
        shutil.copy(bundled.FOLDER / name, folder)
    take_in = bundled.take_in
    monkeypatch.setattr(bundled, "take_in", lambda ledger, progress: take_in(ledger, folder, progress))
    monkeypatch.setenv("SDS_HOME", str(tmp_path / "home"))

    def run(*arguments):
        try:
            status = sds.main(list(map(str, arguments)))
        except SystemExit as stopped:  # argparse stops by itself at wrong usage
            status = stopped.code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    return run


@pytest.fixture
def drawn(run, monkeypatch):
    """Runs a command over a ledger that holds nothing."""
    monkeypatch.setattr(bundled, "take_in", lambda *_, **__: [])
    return run


# returns


def test_returns_lists_every_file_sent_in_by_whom_when_and_which_is_current(run):
    status, said, trouble = run("returns")
    assert (status, trouble) == (0, "")
    pattern = r"R{} {{2}}20\d\d-\S+ {{2}}current {{2}}\d+ figures {{2}}{} {{2}}\(bundled with this dashboard\)"
    for number, (name, line) in enumerate(zip(BUNDLED, said.splitlines(), strict=True), 1):
        assert re.fullmatch(pattern.format(number, name), line)


def test_returns_as_json_is_one_object_a_return(run, tmp_path):
    status, said, _ = run("returns", "--json")
    held = json.loads(said)
    assert status == 0
    assert set(held[0]) == {"id", "file_name", "sha256", "owner", "sent_by", "sent_at", "figures", "state"}
    assert held == [asdict(each) for each in Ledger(tmp_path / "home").returns()] and len(held) == 2


def test_a_second_command_finds_the_workbooks_taken_in_already(run):
    assert run("returns")[1] == run("returns")[1]


def test_another_home_can_be_named(drawn, tmp_path):
    assert drawn("returns", "--home", tmp_path / "new") == (0, "", "")
    assert (tmp_path / "new" / "ledger.db").exists()


def test_the_home_may_be_named_before_the_command_as_well(drawn, tmp_path):
    assert drawn("--home", tmp_path / "new", "returns", "--json") == (0, "[]\n", "")
    assert (tmp_path / "new" / "ledger.db").exists() and not (tmp_path / "home").exists()


def test_of_two_homes_the_one_after_the_command_counts(drawn, tmp_path):
    assert drawn("--home", tmp_path / "one", "returns", "--home", tmp_path / "two")[0] == 0
    assert (tmp_path / "two" / "ledger.db").exists() and not (tmp_path / "one").exists()


def test_without_one_the_home_is_the_environments_or_data_local(monkeypatch):
    monkeypatch.setenv("SDS_HOME", "/somewhere")
    assert sds._home() == Path("/somewhere")
    monkeypatch.delenv("SDS_HOME")
    assert sds._home() == ROOT / "data" / "local"


# export


def test_export_writes_every_current_figure_with_its_notes_beside_it(run, tmp_path):
    out = tmp_path / "out.csv"
    assert run("export", out) == (0, f"Written: {out}\n", "")
    with out.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    held = Ledger(tmp_path / "home").figures()
    assert head == list(files.COLUMNS)
    assert [(row[1], row[4], row[5]) for row in rows] == [
        (each.key.area, each.key.period, each.key.metric) for each in held
    ]
    assert all(bool(row[7]) != bool(row[12]) for row in rows)  # a value, or an absence with its reason
    named = {id_ for row in rows for id_ in row[15].split(";")}
    with (tmp_path / "out.notes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == named


def test_export_to_a_workbook_holds_the_same_figures(run, tmp_path):
    assert run("export", tmp_path / "out.xlsx")[0] == 0
    rows = list(openpyxl.load_workbook(tmp_path / "out.xlsx")["Figures"].values)[1:]
    held = Ledger(tmp_path / "home").figures()
    assert [(row[1], row[4], row[7], row[12]) for row in rows] == [
        (each.key.area, each.key.period, each.value, each.reason) for each in held
    ]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_ledger_that_holds_nothing_is_exported_as_headings_alone(drawn, tmp_path, name):
    assert drawn("export", tmp_path / name)[0] == 0
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["out.txt", "out", "out.xls"])
def test_another_kind_of_file_is_wrong_usage_and_nothing_is_written(drawn, tmp_path, name):
    status, said, trouble = drawn("export", tmp_path / name)
    assert (status, said) == (2, "")
    assert trouble == f"{name}: we write .csv and .xlsx files. Give the name one of these endings.\n"
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["no such folder/out.csv", "no such folder/out.xlsx"])
def test_a_place_that_cannot_be_written_is_said_in_a_sentence(drawn, tmp_path, name):
    status, said, trouble = drawn("export", tmp_path / name)
    assert (status, said) == (2, "")
    assert trouble.startswith(f"We cannot write {tmp_path / name}"[:-4])  # the file itself, or its notes
    assert trouble.endswith(": No such file or directory. Choose another place or name.\n")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_full_disk_is_said_in_a_sentence_that_names_the_file(drawn, tmp_path, name, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")  # the system names no file

    monkeypatch.setattr(os, "fsync", full)
    sentence = f"We cannot write {tmp_path / name}: No space left on device. Choose another place or name.\n"
    assert drawn("export", tmp_path / name) == (2, "", sentence)
    assert not list(tmp_path.glob("*out*")) and not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_folder_in_the_way_is_said_in_a_sentence_that_names_it(drawn, tmp_path, name):
    (tmp_path / name).mkdir()
    sentence = f"We cannot write {tmp_path / name}: Is a directory. Choose another place or name.\n"
    assert drawn("export", tmp_path / name) == (2, "", sentence)


@pytest.mark.parametrize("name", ["OUT.CSV", "OUT.XLSX"])
def test_an_ending_may_be_written_in_capitals(drawn, tmp_path, name):
    assert drawn("export", tmp_path / name)[0] == 0
    assert (tmp_path / name).exists()


def test_a_file_written_before_is_written_over(drawn, tmp_path):
    (tmp_path / "out.csv").write_text("what was here before")
    assert drawn("export", tmp_path / "out.csv")[0] == 0
    assert "before" not in (tmp_path / "out.csv").read_text(encoding="utf-8")


# check

GOOD = "Council,Year,Option 1,Option 2,Option 3\nFife,2023/24,545,126,1204\n"
ASKING = GOOD.replace("545", "n/a")  # none, not available, or does it not apply?
PROPOSING = GOOD.replace("545", "3")  # kept and not shown: is that all right?
WRONG = GOOD.replace("545", "see e-mail")


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Writes a file to be sent in; gives its path. It is read in this process, which is quicker."""
    monkeypatch.setattr(sent, "read", sent.read_here)

    def written(text, name="fife.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def answering(tmp_path, *answers):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    return path


def load(command, path, *more):
    return command("load", path, "--as", "Fife", "--by", "A. N. Officer", *more)


def values(tmp_path, **asked):
    found = Ledger(tmp_path / "home").figures(series="returns", **asked)
    return {each.key.breakdown: each.value if each.reason is None else str(each.reason) for each in found}


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (GOOD, 0, "fife.csv: can be taken in. 3 figures understood."),
        (ASKING, 3, "fife.csv: has questions to answer. 3 figures understood."),
        (WRONG, 4, "fife.csv: cannot go in yet."),
        ("", 4, "fife.csv: cannot go in yet. 0 figures understood."),
    ],
)
def test_check_says_how_a_file_stands_and_so_does_its_exit_status(drawn, file, text, status, said):
    found, out, trouble = drawn("check", file(text), "--as", "Fife")
    assert (found, trouble) == (status, "")
    assert out.startswith(said)


def test_a_terminal_is_told_what_the_reading_is_at_and_the_line_is_gone_at_the_end(drawn, file, monkeypatch):
    path = file(GOOD, "fife\x1b[2J.csv")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    _, out, trouble = drawn("check", path, "--as", "Fife")
    lines = [line.rstrip() for line in trouble.split("\r")]
    assert lines[1] == "Reading fife [2J.csv (0%): Opening the file …"
    assert lines[2] == "Reading fife [2J.csv (40%): Looking for tables in sheet 1 of 1: CSV …"
    assert "Reading fife [2J.csv (95%): Checking the figures …" in lines
    assert lines[-2:] == ["", ""] and "\n" not in trouble and max(map(len, lines)) < 100
    assert "Reading" not in out
    assert "Reading fife" in load(drawn, path)[2]


def test_who_reads_no_terminal_is_told_of_no_progress(drawn, file):
    assert drawn("check", file(GOOD), "--as", "Fife")[2] == ""


def test_check_says_each_problem_at_its_place(drawn, file):
    _, said, _ = drawn("check", file(ASKING), "--as", "Fife")
    (line,) = said.splitlines()[1:]
    assert line.startswith("  ask  M03  sheet “") and "cell C2: It says “n/a”." in line


def test_check_writes_nothing_and_makes_no_home(drawn, file, tmp_path):
    path = file(GOOD)
    assert drawn("check", path, "--as", "Fife")[0] == 0
    assert drawn("check", path, "--as", "Fife", "--json", "--home", tmp_path / "other")[0] == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["fife.csv", "published"]
    assert path.read_text(encoding="utf-8") == GOOD


def test_check_leaves_a_ledger_as_it_was(drawn, file, tmp_path):
    def held():
        """All that stands in it: its file may be put in order whenever a reader leaves."""
        with closing(sqlite3.connect(tmp_path / "home" / "ledger.db")) as database:
            return list(database.iterdump())

    load(drawn, file(GOOD))
    before = held()
    assert drawn("check", file(GOOD.replace("545", "550")), "--as", "Fife")[0] == 3
    assert held() == before


def test_check_holds_a_file_against_what_was_sent_before(drawn, file):
    load(drawn, file(GOOD))
    status, said, _ = drawn("check", file(GOOD), "--as", "Fife")
    assert status == 4 and "R01" in said
    status, said, _ = drawn("check", file(GOOD.replace("545", "550")), "--as", "Fife")
    assert status == 3 and "This changes 545 to 550." in said


def test_several_files_are_judged_each_and_the_worst_is_the_exit_status(drawn, file):
    paths = [file(text, name) for text, name in ((GOOD, "a.csv"), (WRONG, "b.csv"), (ASKING, "c.csv"))]
    status, said, _ = drawn("check", *paths, "--as", "Fife")
    assert status == 4
    assert [line.split(":")[0] for line in said.splitlines() if line[0] != " "] == ["a.csv", "b.csv", "c.csv"]
    assert drawn("check", paths[0], paths[2], "--as", "Fife")[0] == 3
    assert drawn("check", paths[0], paths[0], "--as", "Fife")[0] == 0


def test_check_as_json_is_one_object_a_file(drawn, file):
    paths = [file(GOOD, "a.csv"), file(ASKING, "b.csv")]
    status, said, trouble = drawn("check", *paths, "--as", "Fife", "--json")
    told = json.loads(said)
    assert (status, trouble) == (3, "")
    assert [(each["file"], each["verdict"]) for each in told] == [("a.csv", "accept"), ("b.csv", "ask")]
    assert all(set(each) == {"file", "sha256", "verdict", "problems", "observations"} for each in told)
    assert [each["value"] for each in told[0]["observations"]] == [545, 126, 1204]


def test_check_hides_no_small_number_from_its_sender(drawn, file):
    status, said, _ = drawn("check", file(PROPOSING), "--as", "Fife", "--json")
    (told,) = json.loads(said)
    assert (status, told["observations"][0]["value"], told["observations"][0]["as_typed"]) == (3, 3, "3")
    load(drawn, file(PROPOSING), "--answer", "yes")
    _, said, _ = drawn("check", file(GOOD.replace("545", "4")), "--as", "Fife")
    assert "This changes 3 to 4." in said


def test_without_a_name_the_file_must_say_whose_it_is(drawn, file):
    assert drawn("check", file(GOOD))[0] == 0
    status, said, _ = drawn("check", file(GOOD.replace("Council,", "").replace("Fife,", ""), "return.csv"))
    assert status == 4 and "I06" in said


def test_a_national_file_may_hold_several_authorities(drawn, file):
    path = file(GOOD + "Angus,2023/24,211,98,640\n", "return.csv")
    assert drawn("check", path, "--as", "national")[0] == 0
    assert drawn("check", path, "--as", "Fife")[0] == 4


# load


def test_load_takes_an_accepted_file_in(drawn, file, tmp_path):
    status, said, trouble = load(drawn, file(GOOD))
    assert (status, trouble) == (0, "Taken in as R1: 3 figures.\n")
    assert said.startswith("fife.csv: can be taken in.")
    assert values(tmp_path) == {"option=1": 545, "option=2": 125, "option=3": 1205}
    (held,) = Ledger(tmp_path / "home").returns()
    assert (held.file_name, held.owner, held.sent_by) == ("fife.csv", "S12000047", "A. N. Officer")
    assert Ledger(tmp_path / "home").original("R1") == GOOD.encode()


@pytest.mark.parametrize(("text", "status"), [(ASKING, 3), (PROPOSING, 3), (WRONG, 4), ("", 4)])
def test_load_takes_nothing_of_a_file_that_is_not_accepted(drawn, file, tmp_path, text, status):
    found, _, trouble = load(drawn, file(text))
    assert (found, trouble) == (status, "")
    held = Ledger(tmp_path / "home")
    assert (held.returns(), held.figures(), held.findings()) == ([], [], [])


def test_load_with_yes_accepts_every_proposal(drawn, file, tmp_path):
    assert load(drawn, file(PROPOSING), "--answer", "yes")[0] == 0
    held = Ledger(tmp_path / "home")
    assert [(each.code, each.answer) for each in held.findings() if each.severity == "ask"] == [("D01", "yes")]
    assert values(tmp_path, exact=True)["option=1"] == 3
    assert values(tmp_path)["option=1"] == "suppressed"


def test_yes_answers_no_either_or(drawn, file, tmp_path):
    assert load(drawn, file(ASKING), "--answer", "yes")[0] == 3
    assert Ledger(tmp_path / "home").returns() == []


@pytest.mark.parametrize("place", [{"cell": "C2", "sheet": True}, {"sheet": True}, {}, {"sheet": None, "cell": None}])
def test_load_with_a_file_of_answers(drawn, file, tmp_path, place):
    (told,) = json.loads(drawn("check", file(ASKING), "--as", "Fife", "--json")[1])
    sheet = told["problems"][0]["sheet"]
    answer = {"code": "M03", "answer": "not available"} | place | ({"sheet": sheet} if place.get("sheet") else {})
    assert load(drawn, file(ASKING), "--answers", answering(tmp_path, answer))[0] == 0
    assert values(tmp_path)["option=1"] == "not_available"
    (kept,) = Ledger(tmp_path / "home").findings()
    assert (kept.code, kept.cell, kept.answer) == ("M03", "C2", "not available")


def test_answers_and_yes_together_settle_both_kinds(drawn, file, tmp_path):
    path = file(GOOD.replace("545", "n/a").replace("126", "3"))
    answers = answering(tmp_path, {"code": "M03", "answer": "none"})
    assert load(drawn, path, "--answers", answers)[0] == 3
    assert load(drawn, path, "--answer", "yes")[0] == 3
    assert load(drawn, path, "--answers", answers, "--answer", "yes")[0] == 0
    assert values(tmp_path, exact=True) == {"option=1": 0, "option=2": 3, "option=3": 1204}


@pytest.mark.parametrize("answer", [None, False, True, [], {}, "", " ", "perhaps", "1,23"])
def test_what_is_no_answer_leaves_the_question_open(drawn, file, tmp_path, answer):
    given = answering(tmp_path, {"code": "M03", "answer": answer})
    status, _, _ = load(drawn, file(ASKING), "--answers", given)
    assert status in (2, 3)
    assert Ledger(tmp_path / "home").returns() == []


@pytest.mark.parametrize(("answer", "value"), [(0, 0), ("0", 0), (545, 545), ("1,204", 1205)])
def test_a_number_is_an_answer_written_either_way(drawn, file, tmp_path, answer, value):
    assert load(drawn, file(ASKING), "--answers", answering(tmp_path, {"code": "M03", "answer": answer}))[0] == 0
    assert values(tmp_path)["option=1"] == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "{}x",
        "5",
        "null",
        '"M03"',
        "[1]",
        "[[]]",
        "[null]",
        '[{"code": "M03"}]',
        '[{"answer": "none"}]',
        '{"code": "M03", "answer": "none"}',
        '[{"code": "M03", "sheet": ["Data"], "answer": "none"}]',
        pytest.param("[" * 100_000, id="brackets without end"),
    ],
)
def test_a_wrong_file_of_answers_is_said_in_a_sentence_and_nothing_is_taken_in(drawn, file, tmp_path, text):
    answers = file(text, "answers.json")
    status, said, trouble = load(drawn, file(ASKING), "--answers", answers)
    assert (status, said) == (2, "")
    assert trouble == (
        f"{answers} does not hold answers as we read them: a list of entries with code, sheet, cell and answer.\n"
    )
    assert Ledger(tmp_path / "home").returns() == []


def test_answers_that_are_no_text_are_said_in_a_sentence(drawn, file, tmp_path):
    (tmp_path / "answers.json").write_bytes(b"\xff\xfe\x00")
    status, said, trouble = load(drawn, file(ASKING), "--answers", tmp_path / "answers.json")
    assert (status, said) == (2, "") and "does not hold answers" in trouble


@pytest.mark.parametrize("name", ["nowhere.json", ""])
def test_a_file_of_answers_that_cannot_be_read_is_said_so(drawn, file, tmp_path, name):
    status, said, trouble = load(drawn, file(ASKING), "--answers", tmp_path / name)
    assert (status, said) == (2, "")
    assert trouble.startswith("We cannot read ") and len(trouble.splitlines()) == 1


def test_load_as_json_says_what_check_says(drawn, file):
    path = file(GOOD)
    checked = drawn("check", path, "--as", "Fife", "--json")[1]
    status, loaded, trouble = load(drawn, path, "--json")
    assert (status, loaded) == (0, checked)
    assert trouble == "Taken in as R1: 3 figures.\n"


def test_the_same_file_again_is_rejected(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    status, said, _ = load(drawn, file(GOOD), "--answer", "yes")
    assert status == 4 and "R01" in said
    assert len(Ledger(tmp_path / "home").returns()) == 1


def test_a_changed_figure_goes_in_once_it_is_agreed(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    changed = file(GOOD.replace("545", "550"))
    assert load(drawn, changed)[0] == 3
    assert values(tmp_path)["option=1"] == 545
    assert load(drawn, changed, "--answer", "yes")[0] == 0
    assert values(tmp_path)["option=1"] == 550


def test_a_file_about_individuals_is_neither_kept_nor_repeated(drawn, file, tmp_path):
    status, said, trouble = load(drawn, file(GOOD + "Ask about AB 12 34 56 C\n"), "--answer", "yes")
    assert status == 4 and "D03" in said
    assert "AB 12" not in said + trouble
    assert not any(b"AB 12 34" in each.read_bytes() for each in (tmp_path / "home").rglob("*"))
    (noted,) = Ledger(tmp_path / "home").turned_away()
    assert (noted.file_name, noted.places) == ("fife.csv", ("fife!A3",))
    assert noted.sha256 == hashlib.sha256(file(GOOD + "Ask about AB 12 34 56 C\n").read_bytes()).hexdigest()


def test_what_was_said_of_a_heading_is_listed_and_forgotten(drawn, file, tmp_path):
    path = file("Council,Year,Direct Pay Scheme,Option 2\nFife,2023/24,545,126\n")
    answers = tmp_path / "answers.json"
    answers.write_text('[{"code": "S09", "sheet": "fife", "cell": "C1", "answer": "Option 1"}]')
    assert load(drawn, path, "--answers", answers)[0] == 0
    assert drawn("answers", "--as", "Fife")[1].startswith("“Direct Pay Scheme”: option 1  (")
    assert drawn("answers", "--as", "Fife", "--forget", "Direct pay scheme")[0] == 2
    assert drawn("answers", "--as", "Fife", "--forget", "Direct pay scheme", "--by", "A. N. Officer")[0] == 0
    assert drawn("answers", "--as", "Fife")[1] == ""
    assert drawn("answers", "--as", "Fife", "--forget", "Direct pay scheme", "--by", "A. N. Officer")[0] == 2


# undo


def exported(drawn, tmp_path):
    drawn("export", tmp_path / "out.csv")
    return (tmp_path / "out.csv").read_bytes()


def test_undo_brings_the_figures_before_it_back(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    before = exported(drawn, tmp_path)
    load(drawn, file(GOOD.replace("545", "[x]")), "--answer", "yes")
    assert exported(drawn, tmp_path) != before
    assert drawn("undo", "R2", "--by", "A. N. Officer", "--why", "the wrong file") == (
        0,
        "R2 is withdrawn; the figures before it count again.\n",
        "",
    )
    assert exported(drawn, tmp_path) == before
    assert [line.split()[2] for line in drawn("returns")[1].splitlines()] == ["current", "withdrawn"]


def undo(drawn, number):
    return drawn("undo", number, "--by", "A. N. Officer", "--why", "a slip")


def test_a_reply_is_undone_and_put_back_by_its_organisation_alone(drawn, tmp_path):
    said = {"words": "This is not what we see.", "said_by": "Fife People First"}
    ledger = Ledger(tmp_path / "home")
    telling.take_in(ledger, NoteKind.REPLY, "S12000047", said, True, "A. Member", "2026-11-22")
    for command in ("undo", "restore"):
        status, _, trouble = drawn(command, "R1", "--by", "A. Officer", "--why", "a slip")
        assert status == 2 and "only the organisation that sent it" in trouble
    assert len(ledger.notes()) == 1
    assert drawn("undo", "R1", "--by", "Fife People First", "--why", "a slip")[0] == 0


def test_a_return_is_undone_once(drawn, file):
    load(drawn, file(GOOD))
    assert undo(drawn, "R1")[0] == 0
    assert undo(drawn, "R1") == (2, "", "There is no current return R1. `returns` lists them.\n")


@pytest.mark.parametrize("number", ["R9", "R0", "", "Fife", "R²", "1", "11", "X1"])
def test_undoing_what_is_no_return_is_wrong_usage_and_undoes_nothing(drawn, file, tmp_path, number):
    load(drawn, file(GOOD))
    assert undo(drawn, number) == (2, "", f"There is no current return {number}. `returns` lists them.\n")
    assert [each.state for each in Ledger(tmp_path / "home").returns()] == ["current"]


def test_undo_must_say_who_and_why(drawn):
    assert drawn("undo", "R1", "--by", "A. N. Officer")[0] == 2
    assert drawn("undo", "R1", "--why", "a slip")[0] == 2


# restore


def exported_both(drawn, tmp_path):
    """Both kinds of export, all files of them."""
    for name in ("out.csv", "out.xlsx"):
        assert drawn("export", tmp_path / name)[0] == 0
    return {each.name: each.read_bytes() for each in tmp_path.glob("out*")}


def noting(monkeypatch, words):
    """Every file that is read from now on has a note as well."""
    note = Note(NoteKind.EXPLANATION, "S12000047", words, "Fife Council", beside="sds_people", sheet="fife", cell="F2")
    read = sent.read_here
    monkeypatch.setattr(sent, "read", lambda *given: replace(read(*given), notes=(note,)))


def test_exports_before_and_after_undo_are_the_same_byte_for_byte_and_so_after_redo(run, file, tmp_path, monkeypatch):
    noting(monkeypatch, "Old words.")
    load(run, file(GOOD))
    first = exported_both(run, tmp_path)
    noting(monkeypatch, "New words.")
    assert load(run, file(GOOD.replace("545", "[x]")), "--answer", "yes")[0] == 0
    second = exported_both(run, tmp_path)
    assert all(first[name] != second[name] for name in first) and len(first) == 3
    (number,) = [each.id for each in Ledger(tmp_path / "home").returns()][-1:]
    assert undo(run, number)[0] == 0
    assert exported_both(run, tmp_path) == first
    assert restore(run, number) == (0, f"{number} counts again; it has the place it had before it was withdrawn.\n", "")
    assert exported_both(run, tmp_path) == second


def restore(drawn, number):
    return drawn("restore", number, "--by", "A. N. Officer", "--why", "no slip")


@pytest.mark.parametrize("number", ["R1", "R9", "R0", "", "Fife", "R²", "1"])
def test_restoring_what_is_not_withdrawn_is_wrong_usage(drawn, file, number):
    load(drawn, file(GOOD))
    assert restore(drawn, number) == (2, "", f"There is no withdrawn return {number}. `returns` lists them.\n")


@pytest.mark.parametrize("command", ["undo", "restore", "purge"])
@pytest.mark.parametrize(("by", "why"), [("", "a slip"), ("A. N. Officer", " ")])
def test_a_name_and_a_reason_are_more_than_blanks(drawn, file, tmp_path, command, by, why):
    load(drawn, file(GOOD))
    status, said, trouble = drawn(command, "R1", "--by", by, "--why", why)
    assert (status, said) == (2, "") and "is blank" in trouble
    assert [each.state for each in Ledger(tmp_path / "home").returns()] == ["current"]


def test_returns_says_which_are_superseded_withdrawn_and_purged(drawn, file):
    for value in ("545", "550", "560", "570"):
        load(drawn, file(GOOD.replace("545", value)), "--answer", "yes")
    undo(drawn, "R4")
    purge(drawn, "R2")
    told = json.loads(drawn("returns", "--json")[1])
    assert [each["state"] for each in told] == ["superseded", "purged", "current", "withdrawn"]
    assert [line.split()[2] for line in drawn("returns")[1].splitlines()] == [each["state"] for each in told]


# purge


def purge(drawn, number):
    return drawn("purge", number, "--by", "A. N. Officer", "--why", "it named somebody")


def test_purge_leaves_nothing_of_a_return_and_brings_the_figures_before_it_back(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    before = exported(drawn, tmp_path)
    load(drawn, file(GOOD.replace("545", "550"), "morag-macquarrie.csv"), "--answers", answering(tmp_path, *AGREED))
    status, said, trouble = purge(drawn, "R2")
    assert (status, trouble) == (0, "")
    assert said == (
        "R2 is purged: its file, figures, notes and findings are gone; the figures before it count again.\n"
        "Copies of the ledger that were made before still hold it: remove those you keep, and make a new one.\n"
    )
    assert exported(drawn, tmp_path) == before
    files_ = [each for each in (tmp_path / "home").rglob("*") if each.is_file()]
    assert not any(b"morag" in each.read_bytes() for each in files_)
    assert purge(drawn, "R2")[0] == 2


AGREED = [{"code": code, "answer": "yes"} for code in ("R04", "S09", "M03")]


def test_purge_names_every_return_that_went_with_it(drawn, file):
    load(drawn, file(GOOD))
    undo(drawn, "R1")
    load(drawn, file(GOOD))
    assert purge(drawn, "R2")[1].splitlines()[0].endswith(" So is R2, the very same file.")


@pytest.mark.parametrize("number", ["R9", "R0", "", "Fife", "R²", "1"])
def test_purging_what_is_no_return_is_wrong_usage(drawn, file, number):
    load(drawn, file(GOOD))
    sentence = f"There is no return {number} that has not been purged. `returns` lists them.\n"
    assert purge(drawn, number) == (2, "", sentence)


def test_a_file_that_was_purged_is_not_loaded_again(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    purge(drawn, "R1")
    status, _, trouble = load(drawn, file(GOOD))
    assert status == 4 and trouble.startswith("“fife.csv” is the same file as R1, which was purged to protect people")
    assert len(Ledger(tmp_path / "home").returns()) == 1


def test_a_bundled_workbook_that_was_purged_stays_out(run):
    run("returns")
    assert purge(run, "R1")[0] == 0
    assert [line.split()[2] for line in run("returns")[1].splitlines()] == ["purged", "current"]


# backup and put-back


def test_a_backup_put_back_is_the_ledger_as_it_was(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    before, copy = exported(drawn, tmp_path), tmp_path / "copy.db"
    assert drawn("backup", copy) == (0, f"Written: {copy}\n", "")
    load(drawn, file(GOOD.replace("545", "550")), "--answer", "yes")
    after = exported(drawn, tmp_path)
    status, said, trouble = drawn("put-back", copy, "--by", "A. N. Officer")
    (kept,) = (tmp_path / "home").glob("ledger-until-*.db")
    assert (status, trouble) == (0, "")
    assert said == f"{copy} is put back. The ledger that stood there is kept as {kept}.\n"
    assert exported(drawn, tmp_path) == before
    assert drawn("put-back", kept, "--by", "A. N. Officer")[0] == 0
    assert exported(drawn, tmp_path) == after


def test_a_copy_is_put_back_in_a_home_that_has_no_ledger(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    before, copy = exported(drawn, tmp_path), tmp_path / "copy.db"
    drawn("backup", copy)
    shutil.rmtree(tmp_path / "home")
    assert drawn("put-back", copy, "--by", "Me") == (0, f"{copy} is put back.\n", "")
    assert exported(drawn, tmp_path) == before


def test_a_backup_is_never_written_over_anything(drawn, file, tmp_path):
    load(drawn, file(GOOD))
    (tmp_path / "copy.db").write_text("mine")
    status, said, trouble = drawn("backup", tmp_path / "copy.db")
    assert (status, said) == (2, "") and "is there already" in trouble
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_where_there_is_no_ledger_there_is_no_backup_and_no_home_is_made(drawn, tmp_path):
    status, said, trouble = drawn("backup", tmp_path / "copy.db")
    assert (status, said) == (2, "") and trouble.startswith("There is no ledger in ")
    assert not (tmp_path / "home").exists() and not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("content", [None, b"", b"no database " * 99])
def test_what_is_no_copy_of_a_ledger_is_not_put_back(drawn, file, tmp_path, content):
    load(drawn, file(GOOD))
    before, copy = exported(drawn, tmp_path), tmp_path / "copy.db"
    if content is not None:
        copy.write_bytes(content)
    status, said, trouble = drawn("put-back", copy, "--by", "A. N. Officer")
    assert (status, said, len(trouble.splitlines())) == (2, "", 1)
    assert exported(drawn, tmp_path) == before


# Somebody else meanwhile


def test_load_takes_nothing_in_where_others_changed_its_figures_since_it_was_judged(drawn, file, tmp_path, monkeypatch):
    load(drawn, file(GOOD))
    quicker, judge = file(GOOD.replace("545", "999"), "b.csv"), judging.judge

    def slow(*given, **named):
        judged = judge(*given, **named)
        monkeypatch.setattr(judging, "judge", judge)
        assert load(drawn, quicker, "--answer", "yes")[0] == 0
        return judged

    monkeypatch.setattr(judging, "judge", slow)
    status, _, trouble = load(drawn, file(GOOD.replace("545", "550")), "--answer", "yes")
    assert status == 3 and trouble.startswith("Figures that “fife.csv” changes were changed by somebody else")
    assert values(tmp_path, exact=True)["option=1"] == 999
    assert load(drawn, file(GOOD.replace("545", "550")), "--answer", "yes")[0] == 0


# template


def test_template_writes_an_empty_return(drawn, tmp_path):
    out = tmp_path / "fife.xlsx"
    assert drawn("template", "--as", "Fife", out) == (0, f"Written: {out}\n", "")
    assert openpyxl.load_workbook(out)["Cover"]["B2"].value == "Fife"
    status, said, _ = drawn("check", out, "--as", "Fife")
    assert status == 4 and "S02" in said


def test_template_has_the_latest_published_figures_beside_the_cells(run, tmp_path):
    assert run("template", "--as", "Fife", tmp_path / "fife.xlsx")[0] == 0
    notes = [row[3] for row in openpyxl.load_workbook(tmp_path / "fife.xlsx")["Implementation"].values]
    (held,) = Ledger(tmp_path / "home").figures(metric="implementation_rate", area="S12000047", period="2020/21")
    assert f"In 2020/21: {held.numerator:,.0f} (published)" in notes
    assert f"In 2020/21: {held.denominator:,.0f} (published)" in notes


def test_a_template_is_of_one_authority(drawn, tmp_path):
    status, said, trouble = drawn("template", "--as", "national", tmp_path / "out.xlsx")
    assert (status, said, trouble) == (2, "", "A template is made for one authority. Name it, such as Fife.\n")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_template_that_cannot_be_written_is_said_in_a_sentence(drawn, tmp_path):
    out = tmp_path / "no such folder" / "out.xlsx"
    sentence = f"We cannot write {out}: No such file or directory. Choose another place or name.\n"
    assert drawn("template", "--as", "Fife", out) == (2, "", sentence)


# Wrong usage and trouble


@pytest.mark.parametrize("name", ["Atlantis", "Ayrshire", "Scotland", " "])
def test_an_unknown_authority_is_wrong_usage_with_a_sentence(drawn, file, tmp_path, name):
    path, sentence = file(GOOD), f"We know no authority called “{name}”. Write its name, such as Fife, or national.\n"
    assert drawn("check", path, "--as", name) == (2, "", sentence)
    assert drawn("load", path, "--as", name, "--by", "A. N. Officer") == (2, "", sentence)
    assert drawn("template", "--as", name, tmp_path / "out.xlsx") == (2, "", sentence)
    assert not (tmp_path / "home").exists() and not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("command", [("load", "--by", "A. N. Officer"), ("template",)])
def test_no_authority_at_all_is_wrong_usage(drawn, file, tmp_path, command):
    assert drawn(*command, file(GOOD), "--as", "")[0] == 2
    assert not (tmp_path / "home").exists() or Ledger(tmp_path / "home").returns() == []


@pytest.mark.parametrize("name", ["nowhere.xlsx", ""])
def test_a_file_that_cannot_be_read_is_wrong_usage_with_a_sentence(drawn, tmp_path, name):
    path = tmp_path / name
    for status, said, trouble in (drawn("check", path, "--as", "Fife"), load(drawn, path)):
        assert (status, said) == (2, "")
        assert trouble.startswith(f"We cannot read {path}: ") and len(trouble.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("load", "fife.csv"),
        ("load", "fife.csv", "--as", "Fife"),
        ("load", "fife.csv", "--as", "Fife", "--by", "Me", "--answer", "no"),
        ("undo",),
        ("undo", "R1"),
        ("restore", "R1"),
        ("purge", "R1", "--by", "Me"),
        ("backup",),
        ("put-back", "copy.db"),
        ("template",),
        ("template", "--as", "Fife"),
    ],
)
def test_what_is_left_out_is_wrong_usage(drawn, tmp_path, arguments):
    status, said, trouble = drawn(*arguments)
    assert (status, said) == (2, "") and trouble.startswith("usage: sds.py")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x89PNG\r\n", b"<html></html>", b"\0" * 99, b"PK\x03\x04x"])
def test_whatever_the_file_it_is_judged(drawn, tmp_path, content):
    path = tmp_path / "fife.xlsx"
    path.write_bytes(content)
    status, said, _ = drawn("check", path, "--as", "Fife", "--json")
    assert (status, json.loads(said)[0]["verdict"]) == (4, "reject")
    assert load(drawn, path)[0] == 4


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("export",), ("returns", "--nonsense"), ("returns", "surplus")]
)
def test_wrong_usage_is_said_and_exits_with_2(run, arguments):
    status, said, trouble = run(*arguments)
    assert (status, said) == (2, "") and trouble.startswith("usage: sds.py")


def test_a_home_that_is_no_folder_is_said_in_a_sentence(run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    status, said, trouble = run("returns", "--home", tmp_path / "file")
    assert (status, said) == (4, "")
    assert trouble.startswith(f"We cannot open the ledger in {tmp_path / 'file'}: file exists. Check that")


def test_a_ledger_that_is_damaged_is_said_in_a_sentence(run, tmp_path):
    (tmp_path / "ledger.db").write_text("this is no database at all, and long enough to be looked at as one")
    status, said, trouble = run("returns", "--home", tmp_path)
    assert (status, said) == (4, "")
    assert trouble.startswith(f"We cannot open the ledger in {tmp_path}: file is not a database.")


def test_a_bundled_workbook_that_was_not_taken_in_is_said_and_the_rest_goes_on(run, tmp_path):
    (tmp_path / "published" / "national_context.xlsx").write_bytes(b"cut short")
    status, said, trouble = run("returns")
    assert status == 0 and "sds_implementation_rate.xlsx" in said
    assert trouble == (
        "Not taken in: national_context.xlsx: We could not open this file: it looks damaged or cut short. "
        "Put back a good copy.\n"
    )


# As a program

NOTHING_BUNDLED = "import sys, sds; from intake import bundled; bundled.take_in = lambda *_, **__: []"
AS_PROGRAM = f"{NOTHING_BUNDLED}; sys.exit(sds.main(sys.argv[1:]))"


@pytest.mark.slow
def test_it_runs_as_a_program_and_holds_every_figure_bundled(full_ledger):
    environment = os.environ | {"SDS_HOME": str(full_ledger.home)}
    command = [sys.executable, "sds.py", "returns", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert sum(each["figures"] for each in json.loads(done.stdout)) == 59_949


@pytest.mark.slow
@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_no_trace_of_a_fault_is_shown_where_a_file_cannot_be_written(tmp_path, name):
    out = str(tmp_path / "no such folder" / name)
    command = [sys.executable, "-c", AS_PROGRAM, "export", out, "--home", str(tmp_path / "home")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "We cannot write" in done.stderr


@pytest.mark.slow
def test_a_reader_who_stops_reading_is_no_trouble(full_ledger):
    """`python sds.py returns --json | head -1` ends quietly."""
    environment = os.environ | {"SDS_HOME": str(full_ledger.home), "PYTHONUNBUFFERED": "1"}
    command = f"{sys.executable} sds.py returns --json | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "[\n"
    assert done.stderr == ""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_answer_that_cannot_be_printed_is_said_in_one_sentence(tmp_path):
    command = [sys.executable, "-c", AS_PROGRAM, "returns", "--json", "--home", str(tmp_path)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    sentence = "We cannot write the answer: No space left on device. Choose another place or name.\n"
    assert (done.returncode, done.stderr) == (2, sentence)


@pytest.mark.slow
@pytest.mark.parametrize("buffered", [{}, {"PYTHONUNBUFFERED": "1"}])
def test_a_reader_who_has_gone_before_the_answer_is_no_trouble(tmp_path, buffered):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", AS_PROGRAM, "returns", "--json", "--home", str(tmp_path)]
    with os.fdopen(write, "w") as gone:
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | buffered, stdout=gone, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_it_needs_no_streamlit():
    seen = "import sys, sds; print([name for name in sys.modules if name.split('.')[0] == 'streamlit'])"
    done = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
