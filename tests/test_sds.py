"""The command line: what has been sent in, every figure as a file, and trouble said in a sentence."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sds
from exhibits import files
from intake import bundled

ROOT = Path(sds.__file__).parent
WORKBOOKS = sorted(path.name for path in (ROOT / "data" / "published").glob("*.xlsx"))


@pytest.fixture
def run(full_ledger, capsys, monkeypatch):
    """Runs a command over the full ledger; gives its exit status, what it said, and what it complained of."""
    monkeypatch.setenv("SDS_HOME", str(full_ledger.home))

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
def nothing_bundled(monkeypatch):
    monkeypatch.setattr(bundled, "take_in", lambda *_, **__: [])


# returns


def test_returns_lists_every_file_sent_in_by_whom_when_and_which_is_current(run):
    status, said, trouble = run("returns")
    assert (status, trouble) == (0, "")
    lines = said.splitlines()
    assert [name in line for name, line in zip(WORKBOOKS, lines, strict=True)] == [True] * 9
    assert all("current" in line and "bundled with this dashboard" in line and "figures" in line for line in lines)
    assert lines[0].startswith("R1  20")


def test_returns_as_json_is_one_object_a_return(run, full_ledger):
    status, said, _ = run("returns", "--json")
    held = json.loads(said)
    assert status == 0
    assert set(held[0]) == {"id", "file_name", "sha256", "owner", "sent_by", "sent_at", "figures", "state"}
    assert [each["id"] for each in held] == [each.id for each in full_ledger.returns()]
    assert sum(each["figures"] for each in held) == 59_949


@pytest.mark.usefixtures("nothing_bundled")
def test_another_home_can_be_named(run, tmp_path):
    assert run("returns", "--home", tmp_path / "new") == (0, "", "")
    assert (tmp_path / "new" / "ledger.db").exists()


def test_without_one_the_home_is_the_environments_or_data_local(monkeypatch):
    monkeypatch.setenv("SDS_HOME", "/somewhere")
    assert sds._home() == Path("/somewhere")
    monkeypatch.delenv("SDS_HOME")
    assert sds._home() == ROOT / "data" / "local"


# export


@pytest.mark.slow
def test_export_writes_every_current_figure_with_its_notes_beside_it(run, tmp_path, all_figures):
    out = tmp_path / "out.csv"
    assert run("export", out) == (0, f"Written: {out}\n", "")
    with out.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == list(files.COLUMNS) and len(rows) == len(all_figures) == 59_949
    assert all(bool(row[7]) != bool(row[12]) for row in rows)  # a value, or an absence with its reason
    named = {id_ for row in rows for id_ in row[15].split(";")}
    with (tmp_path / "out.notes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == named


@pytest.fixture
def drawn(run, tmp_path, nothing_bundled):  # noqa: ARG001
    """Runs a command over a ledger that holds nothing."""
    return lambda *arguments: run(*arguments, "--home", tmp_path / "home")


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


def test_a_bundled_workbook_that_was_not_taken_in_is_said_and_the_rest_goes_on(run, tmp_path, monkeypatch):
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "population.xlsx").write_bytes(b"cut short")
    take_in = bundled.take_in
    monkeypatch.setattr(bundled, "take_in", lambda ledger, progress: take_in(ledger, folder, progress))
    status, said, trouble = run("returns", "--home", tmp_path / "home")
    assert (status, said) == (0, "")
    assert trouble.startswith("Not taken in: population.xlsx: We could not open this file:")


# As a program


def program(*arguments, home, **more):
    environment = os.environ | {"SDS_HOME": str(home)}
    command = [sys.executable, "sds.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **more)


@pytest.mark.slow
def test_it_runs_as_a_program_and_its_exit_status_says_how_it_went(full_ledger):
    done = program("returns", "--json", home=full_ledger.home)
    assert done.returncode == 0 and len(json.loads(done.stdout)) == 9 and done.stderr == ""


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_no_trace_of_a_fault_is_shown_where_a_file_cannot_be_written(tmp_path, name):
    out = str(tmp_path / "no such folder" / name)
    nothing_bundled = "from intake import bundled; bundled.take_in = lambda *_, **__: []"
    code = f"import sys, sds; {nothing_bundled}; sys.exit(sds.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "export", out, "--home", str(tmp_path / "home")]
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


def test_it_needs_no_streamlit():
    seen = "import sys, sds; print([name for name in sys.modules if name.split('.')[0] == 'streamlit'])"
    done = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
