"""The command line: what has been sent in, every figure as a file, and trouble said in a sentence."""

import csv
import errno
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import openpyxl
import pytest

import sds
from exhibits import files
from intake import bundled
from ledger import Ledger

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


# Wrong usage and trouble


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
